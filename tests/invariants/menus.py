"""Whether a menu can be used again.

A client sends nothing where what is chosen is chosen again, until the page was changed. So whoever
dismisses a form that a menu opened, or wants the same file again, presses into nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.invariants.parts import BUTTON, every
from tests.invariants.record import OPENS_FORM, SAYS, WAITS, Record

# On such a page stand words that were not kept: it stays, and its next page comes below it.
STAYS = "takeout/"


def complaints(record: Record) -> Iterator[str]:
    """Every choice that left its menu as it was."""
    gone = {said.path.rpartition("/")[2] for said in record.said if said.method == "DELETE"}
    for asked in record.choices():
        page = asked.page
        if asked.answer not in {SAYS, WAITS, OPENS_FORM} or str(page.get("id")) in gone:
            continue
        if not _stays(page):
            yield f"{asked.chose} goes dead: its page is as it was, and the same sends nothing"


def _stays(page: Mapping[str, Any]) -> bool:
    buttons = [p for p in every(page.get("components") or []) if p["type"] == BUTTON]
    return any(str(button.get("custom_id")).startswith(STAYS) for button in buttons)
