"""Which pages a look has, in order, and which one comes after or before another. Pure."""

from bot.flow.closeness.look import FEAR, RESULTS, At, Look, Place
from bot.flow.closeness.script import Closeness


def first(script: Closeness) -> Place:
    return Place(At.THEME, script.themes[0].id)


def pages(script: Closeness, look: Look) -> list[Place]:
    """Every page from the first to the results."""
    found: list[Place] = []
    for theme in script.themes:
        found.append(Place(At.THEME, theme.id))
        found.extend(Place(At.ITEM, id) for id in theme.items)
        if theme.asks_fear and _asks(look):
            found.append(Place(At.FEAR, theme.id))
    return [*found, RESULTS]


def _asks(look: Look) -> bool:
    """Whether the question of fear is still to be asked."""
    return not look.held and FEAR not in look.asked


def before_results(script: Closeness, look: Look, place: Place) -> Place:
    """Nobody comes to what may be suggested round the question of fear."""
    if place == RESULTS and not look.finished and _asks(look):
        return Place(At.FEAR, script.themes[-1].id)
    return place


def onward(script: Closeness, look: Look, place: Place) -> Place:
    """The page after this one."""
    found = pages(script, look)
    at = _on_the_way(script, place)
    if at not in found:
        # The question of fear, which is not asked twice.
        return _after_theme(script, look, place.id)
    return before_results(script, look, found[min(found.index(at) + 1, len(found) - 1)])


def backward(script: Closeness, look: Look, place: Place) -> Place:
    """The page before this one."""
    # Nobody walks back into the question of fear.
    found = [page for page in pages(script, look) if page.at is not At.FEAR]
    at = _on_the_way(script, place)
    return found[max(found.index(at) - 1, 0)] if at in found else first(script)


def after_care(script: Closeness, look: Look, place: Place) -> Place:
    """Where it goes on after a page of care: at the statement it came from."""
    if place.id in {item.id for item in script.items}:
        return Place(At.ITEM, place.id)
    return onward(script, look, Place(At.FEAR, place.id))


def skipped_theme(script: Closeness, look: Look, theme: str) -> Place:
    """The page after all of a theme. What it asks about fear is asked all the same."""
    if script.theme(theme).asks_fear and _asks(look):
        return Place(At.FEAR, theme)
    return _after_theme(script, look, theme)


def standing(script: Closeness, place: Place) -> Place:
    """The same page, or the first one where the content no longer has it."""
    themes, items = {t.id for t in script.themes}, {i.id for i in script.items}
    known = {
        At.THEME: themes,
        At.FEAR: themes,
        At.ITEM: items,
        At.FOLLOW_UP: {i.id for i in script.items if i.follow_up},
        At.OWN: items,
        At.CARE: themes | items,
        At.RESULTS: {""},
    }
    return place if place.id in known[place.at] else first(script)


def _on_the_way(script: Closeness, place: Place) -> Place:
    """A page beside the way counts as the statement it belongs to."""
    beside = place.at in {At.FOLLOW_UP, At.OWN, At.CARE}
    is_item = any(item.id == place.id for item in script.items)
    return Place(At.ITEM, place.id) if beside and is_item else place


def _after_theme(script: Closeness, look: Look, theme: str) -> Place:
    ids = [t.id for t in script.themes]
    n = ids.index(theme) + 1 if theme in ids else len(ids)
    after = Place(At.THEME, ids[n]) if n < len(ids) else RESULTS
    return before_results(script, look, after)
