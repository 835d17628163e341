"""Which pages a look has, in order, and which one comes after or before another. Pure."""

from bot.forms.closeness_script import OFFER, ClosenessScript
from bot.kept.look import FEAR, RESULTS, Look, LookPlace, PlaceKind


def first(script: ClosenessScript) -> LookPlace:
    return LookPlace(PlaceKind.THEME, script.themes[0].id)


def every(script: ClosenessScript) -> list[LookPlace]:
    """Every page there can be on the way, from the first to the results."""
    found: list[LookPlace] = []
    for theme in script.themes:
        found.append(LookPlace(PlaceKind.THEME, theme.id))
        found.extend(page for id in theme.items for page in statements(script, id))
        found.append(LookPlace(PlaceKind.FEAR, theme.id))
    return [*found, RESULTS]


def statements(script: ClosenessScript, item: str) -> list[LookPlace]:
    """The pages of one ingredient: a page for each direction it is asked in."""
    kinds = (PlaceKind.ITEM, PlaceKind.OTHER_WAY)
    return [LookPlace(kinds[n], item) for n, _ in enumerate(script.item(item).directions)]


def direction(script: ClosenessScript, place: LookPlace) -> str:
    """Which way round a page asks its statement."""
    return script.item(place.id).directions[place.at is PlaceKind.OTHER_WAY]


def pages(script: ClosenessScript, look: Look) -> list[LookPlace]:
    """Those of them that this look comes by."""
    return [page for page in every(script) if _is_there(script, look, page)]


def _is_there(script: ClosenessScript, look: Look, page: LookPlace) -> bool:
    match page.at:
        case PlaceKind.OTHER_WAY:
            # Whoever passes a statement by isn't asked it the other way round.
            return any(look.gave(page.id, way) for way in script.item(page.id).directions)
        case PlaceKind.FEAR:
            return script.theme(page.id).asks_fear and _asks(look)
        case _:
            return True


def _asks(look: Look) -> bool:
    """Whether the question of fear is still to be asked."""
    return not look.held and FEAR not in look.asked


def before_results(script: ClosenessScript, look: Look, place: LookPlace) -> LookPlace:
    """Nobody comes to what may be suggested round the question of fear."""
    if place == RESULTS and not look.finished and _asks(look):
        return LookPlace(PlaceKind.FEAR, script.themes[-1].id)
    return place


def onward(script: ClosenessScript, look: Look, place: LookPlace) -> LookPlace:
    """The page after this one."""
    found = every(script)
    ahead = found[found.index(_on_the_way(script, look, place)) + 1 :]
    after = (page for page in ahead if _is_there(script, look, page))
    return before_results(script, look, next(after, RESULTS))


def backward(script: ClosenessScript, look: Look, place: LookPlace) -> LookPlace:
    """The page before this one."""
    found = every(script)
    behind = found[: found.index(_on_the_way(script, look, place))]
    # Nobody walks back into the question of fear.
    before = (
        page
        for page in reversed(behind)
        if page.at is not PlaceKind.FEAR and _is_there(script, look, page)
    )
    return next(before, first(script))


def skipped_theme(script: ClosenessScript, look: Look, theme: str) -> LookPlace:
    """The page after all of a theme. What it asks about fear is asked all the same."""
    last = statements(script, script.theme(theme).items[-1])[-1]
    return onward(script, look, last)


def standing(script: ClosenessScript, place: LookPlace) -> LookPlace:
    """The same page, or the first one where the content no longer has it."""
    themes, items = {t.id for t in script.themes}, {i.id for i in script.items}
    known = {
        PlaceKind.THEME: themes,
        PlaceKind.FEAR: themes,
        PlaceKind.ITEM: items,
        PlaceKind.OTHER_WAY: {i.id for i in script.items if OFFER in i.directions},
        PlaceKind.FOLLOW_UP: {i.id for i in script.items if i.follow_up},
        PlaceKind.OWN: items,
        PlaceKind.CARE: themes | items,
        PlaceKind.RESULTS: {""},
    }
    return place if place.id in known[place.at] else first(script)


def _on_the_way(script: ClosenessScript, look: Look, place: LookPlace) -> LookPlace:
    """A page beside the way counts as the one it was come to from."""
    match place.at:
        case PlaceKind.FOLLOW_UP:
            return LookPlace(PlaceKind.ITEM, place.id)
        case PlaceKind.OWN:
            return statements(script, place.id)[-1]
        case PlaceKind.CARE if any(theme.id == place.id for theme in script.themes):
            return LookPlace(PlaceKind.FEAR, place.id)
        case PlaceKind.CARE:
            return statements(script, place.id)[-1 if look.gave(place.id, OFFER) else 0]
        case _:
            return place
