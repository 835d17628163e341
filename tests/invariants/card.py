"""The one thing that may stand where everybody sees it: the server card, in our own fixed words.

An answer to `/card`, given by somebody who manages the server. Its button begins something for
whoever presses it, and says nothing about anybody.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tests.invariants.parts import BUTTON, CONTAINER, LINE, LINK, ROW, TEXT, every
from tests.invariants.record import SAYS, SLASH, Record, Said, Seen
from tests.invariants.rules import V2
from tests.invariants.words import in_every_language, strings

MADE_OF = {TEXT, LINE, CONTAINER, ROW, BUTTON}
# "again", nobody's sitting, no step; at most the name of a command.
BEGINS = re.compile(r"again///[a-z-]{0,24}")
SILENT = 1 << 12
# What Discord or its library says beside; none of it is words.
HARMLESS = {"components", "flags", "allowed_mentions"}
# How a line may be set off.
MARK = re.compile(r"^(#{1,3} |-# |> )")


@cache
def fixed_texts() -> frozenset[str]:
    """The card's own texts. None of them has a place to fill."""
    texts = [
        text for file in in_every_language("microcopy") for text in file["server_card"].values()
    ]
    lines = [line for text in texts for line in text.splitlines()]
    assert not any("{" in line for line in lines), "the server card has a place to fill"
    return frozenset(lines)


def is_card(message: Mapping[str, Any]) -> bool:
    """Whether a message is nothing but the server card."""
    parts = list(every(message.get("components") or []))
    return bool(parts) and all(map(_is_ours, parts))


def posts_it(said: Said) -> bool:
    """Whether this is the card, put up in answer to the command, by somebody who may."""
    asked = said.asked
    if asked is None or not said.path.endswith("/callback"):
        return False
    data = said.body.get("data") or {}
    return (
        (asked.kind, asked.command, said.body["type"]) == (SLASH, "card", SAYS)
        and asked.manages
        and said.first
        and not any(value for key, value in data.items() if key not in HARMLESS)
        and not int(data.get("flags") or 0) & ~(V2 | SILENT)
        and is_card(data)
    )


def others(record: Record) -> Iterator[Seen]:
    """What everybody saw, without the cards: each of them once, and as it was put up."""
    put_up = {said.asked.id for said in record.said if said.asked and posts_it(said)}
    for seen in record.seen:
        asked = str((seen.payload.get("interaction_metadata") or {}).get("id"))
        if seen.event == "MESSAGE_CREATE" and asked in put_up and _is_bare(seen.payload):
            put_up.remove(asked)
        else:
            yield seen


def _is_bare(message: Mapping[str, Any]) -> bool:
    beside = ("content", "embeds", "attachments", "poll", "sticker_items")
    return is_card(message) and not any(message.get(key) for key in beside)


def _is_ours(part: Mapping[str, Any]) -> bool:
    if part["type"] not in MADE_OF:
        return False
    if part["type"] == BUTTON:
        begins = BEGINS.fullmatch(str(part.get("custom_id")))
        return part["style"] != LINK and bool(begins) and _says_only(part.get("label"))
    return all(_says_only(text) for text in strings(part.get("content")))


def _says_only(text: object) -> bool:
    lines = [MARK.sub("", line).strip() for line in str(text or "").splitlines()]
    return all(line in fixed_texts() for line in lines if line)
