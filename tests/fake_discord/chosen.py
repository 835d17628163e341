"""What stands chosen in the menus before people: a client sends nothing where that is chosen again.

It forgets a choice of theirs only where the page is changed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from simcord.backend.models import Message, ResponseKind

Menu: TypeAlias = Mapping[str, Any]
# Whoever chose, the message, the menu on it.
Where: TypeAlias = tuple[int, int, str]
CHANGES = {ResponseKind.UPDATE, ResponseKind.DEFERRED_UPDATE}


class Chosen:
    """What was chosen by hand, and how the page looked then."""

    def __init__(self) -> None:
        self._by_hand: dict[Where, tuple[object, list[str]]] = {}

    def is_held_back(self, person: int, page: Message, menu: Menu, values: Sequence[str]) -> bool:
        """Whether just these stand chosen there already."""
        looks, chosen = self._by_hand.get((person, page.id, menu["custom_id"]), (None, []))
        if looks != _looks(page):
            chosen = [option["value"] for option in menu["options"] if option.get("default")]
        return sorted(values) == sorted(chosen)

    def note(
        self,
        person: int,
        page: Message,
        menu: Menu,
        values: Sequence[str],
        answer: ResponseKind | None,
    ) -> None:
        """Somebody chose these, and that was answered so."""
        where = (person, page.id, menu["custom_id"])
        if answer is None or answer in CHANGES:
            self._by_hand.pop(where, None)
        else:
            self._by_hand[where] = (_looks(page), [*values])


def _looks(page: Message) -> object:
    return page.edited_timestamp, repr(page.components)
