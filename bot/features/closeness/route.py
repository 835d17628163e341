"""Which pages a look has, in order, and which one comes after or before another. Pure."""

from bot.forms.closeness_script import ClosenessScript
from bot.kept.look import FEAR, RESULTS, Look, LookPlace, PlaceKind


def first(script: ClosenessScript) -> LookPlace:
    return LookPlace(PlaceKind.THEME, script.themes[0].id)


def pages(script: ClosenessScript, look: Look) -> list[LookPlace]:
    """Every page from the first to the results."""
    found: list[LookPlace] = []
    for theme in script.themes:
        found.append(LookPlace(PlaceKind.THEME, theme.id))
        found.extend(LookPlace(PlaceKind.ITEM, id) for id in theme.items)
        if theme.asks_fear and _asks(look):
            found.append(LookPlace(PlaceKind.FEAR, theme.id))
    return [*found, RESULTS]


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
    found = pages(script, look)
    at = _on_the_way(script, place)
    if at not in found:
        # The question of fear, which is not asked twice.
        return _after_theme(script, look, place.id)
    return before_results(script, look, found[min(found.index(at) + 1, len(found) - 1)])


def backward(script: ClosenessScript, look: Look, place: LookPlace) -> LookPlace:
    """The page before this one."""
    # Nobody walks back into the question of fear.
    found = [page for page in pages(script, look) if page.at is not PlaceKind.FEAR]
    at = _on_the_way(script, place)
    return found[max(found.index(at) - 1, 0)] if at in found else first(script)


def after_care(script: ClosenessScript, look: Look, place: LookPlace) -> LookPlace:
    """Where it goes on after a page of care: at the statement it came from."""
    if place.id in {item.id for item in script.items}:
        return LookPlace(PlaceKind.ITEM, place.id)
    return onward(script, look, LookPlace(PlaceKind.FEAR, place.id))


def skipped_theme(script: ClosenessScript, look: Look, theme: str) -> LookPlace:
    """The page after all of a theme. What it asks about fear is asked all the same."""
    if script.theme(theme).asks_fear and _asks(look):
        return LookPlace(PlaceKind.FEAR, theme)
    return _after_theme(script, look, theme)


def standing(script: ClosenessScript, place: LookPlace) -> LookPlace:
    """The same page, or the first one where the content no longer has it."""
    themes, items = {t.id for t in script.themes}, {i.id for i in script.items}
    known = {
        PlaceKind.THEME: themes,
        PlaceKind.FEAR: themes,
        PlaceKind.ITEM: items,
        PlaceKind.FOLLOW_UP: {i.id for i in script.items if i.follow_up},
        PlaceKind.OWN: items,
        PlaceKind.CARE: themes | items,
        PlaceKind.RESULTS: {""},
    }
    return place if place.id in known[place.at] else first(script)


def _on_the_way(script: ClosenessScript, place: LookPlace) -> LookPlace:
    """A page beside the way counts as the statement it belongs to."""
    beside = place.at in {PlaceKind.FOLLOW_UP, PlaceKind.OWN, PlaceKind.CARE}
    is_item = any(item.id == place.id for item in script.items)
    return LookPlace(PlaceKind.ITEM, place.id) if beside and is_item else place


def _after_theme(script: ClosenessScript, look: Look, theme: str) -> LookPlace:
    ids = [t.id for t in script.themes]
    n = ids.index(theme) + 1 if theme in ids else len(ids)
    after = LookPlace(PlaceKind.THEME, ids[n]) if n < len(ids) else RESULTS
    return before_results(script, look, after)
