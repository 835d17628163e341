"""What the bot may say to somebody who is not asking just now: a neutral line, and no more.

A page comes without a sound and without a line on a lock screen, and only right after its person
did something. Everything else in somebody's chat is a nudge, and is read as one.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tests.invariants.card import SILENT
from tests.invariants.parts import BUTTON, LINK, ROW, TEXT, every
from tests.invariants.record import Arrived, Record, Said
from tests.invariants.rules import V2
from tests.invariants.words import in_every_language

# So many seconds after somebody did something, a page may still be what they asked for.
RIGHT_AFTER = 15.0
BESIDE = ("embeds", "embed", "attachments", "poll", "sticker_ids", "message_reference", "tts")


@cache
def lines() -> frozenset[str]:
    """Every line that may stand on a lock screen."""
    return frozenset(
        line
        for texts in _reminders()
        for line in (*texts["lock_screen"], *texts["followup_lock_screen"], texts["last_words"])
    )


@cache
def labels() -> frozenset[str]:
    """What the buttons below it may say."""
    return frozenset(
        label for texts in _reminders() for label in (*texts["buttons"], texts["leave_button"])
    )


def complaints(record: Record) -> Iterator[str]:
    """What was said unasked and should not have been."""
    for said in record.said:
        if _is_message(said) and not _is_page(said.body):
            yield from (f"unasked, {line}: {said}" for line in wrong_with(said.body))
    for arrived in record.arrived:
        if _is_page(arrived.message) and not _was_asked_for(arrived):
            told = str(arrived.message.get("components"))[:400]
            yield from (f"unasked, {line}: {told}" for line in wrong_with(arrived.message))


def wrong_with(message: Mapping[str, Any]) -> Iterator[str]:
    """What stands against a nudge."""
    parts = list(every(message.get("components") or []))
    texts = [message.get("content"), *(p.get("content") for p in parts if p["type"] == TEXT)]
    first, *more = [text for text in texts if text] or [""]
    if first not in lines():
        yield "a message does not consist of a neutral line"
    if more:
        yield "a message goes on after its neutral line"
    for key in BESIDE:
        if message.get(key):
            yield f"a message carries {key}"
    for part in parts:
        if part["type"] not in {TEXT, ROW, BUTTON}:
            yield f"a message holds a part of type {part['type']}"
        if part["type"] == BUTTON:
            yield from _button(part)


def _button(part: Mapping[str, Any]) -> Iterator[str]:
    if part.get("label") not in labels():
        yield f"a button says {part.get('label')!r}"
    if part.get("emoji") or part["style"] == LINK:
        yield "a button shows a picture or leads away"


def _is_message(said: Said) -> bool:
    place = said.path.strip("/").split("/")
    return said.owner is not None and said.method == "POST" and _is_posting(place)


def _is_posting(place: list[str]) -> bool:
    return len(place) == 3 and (place[0], place[2]) == ("channels", "messages")


def _is_page(message: Mapping[str, Any]) -> bool:
    # Nothing of it is read out: no sound, and components alone have no line for a lock screen.
    flags = int(message.get("flags") or 0)
    return flags & (V2 | SILENT) == V2 | SILENT and not message.get("content")


def _was_asked_for(arrived: Arrived) -> bool:
    return arrived.after is not None and 0 <= arrived.after <= RIGHT_AFTER


def _reminders() -> list[dict[str, Any]]:
    """In each language."""
    return [dict(file["reminders"]) for file in in_every_language("checkin")]
