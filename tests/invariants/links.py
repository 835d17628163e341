"""The one link that is said: from a line only they see, into somebody's own chat with the bot.

Nothing else leads away from a page, and it says nothing about anybody.
"""

import re
from collections.abc import Iterator
from functools import cache

from tests.invariants.parts import BUTTON, LINK, Part, every
from tests.invariants.record import Record, Said
from tests.invariants.words import in_every_language

TO_A_CHAT = re.compile(r"https://discord\.com/channels/@me/(\d{1,20})/(\d{1,20})")


@cache
def labels() -> frozenset[str]:
    """What the button says, in each language."""
    return frozenset(str(f["open_chat"]["button"]) for f in in_every_language("microcopy"))


def complaints(record: Record) -> Iterator[str]:
    """Every other button that leads somewhere."""
    for said in record.said:
        for part in every(_parts(said)):
            is_link = part["type"] == BUTTON and part.get("style") == LINK
            if (is_link or part.get("url")) and not _leads_to_their_chat(record, said, part):
                yield f"a button leads to {part.get('url')!r}: {said}"


def _leads_to_their_chat(record: Record, said: Said, part: Part) -> bool:
    found = TO_A_CHAT.fullmatch(str(part.get("url")))
    asked = said.asked
    return (
        found is not None
        and part["style"] == LINK
        and asked is not None
        and said.owner is None
        and said.hidden
        and record.whose_dm(int(found[1])) == asked.person
        and set(part) <= {"type", "style", "label", "url", "id"}
        and part.get("label") in labels()
    )


def _parts(said: Said) -> list[Part]:
    body = said.body if isinstance(said.body, dict) else {}
    data = body.get("data")
    parts = (data if isinstance(data, dict) else body).get("components")
    return parts if isinstance(parts, list) else []
