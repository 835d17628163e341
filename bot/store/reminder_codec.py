"""A reminder, and the bytes of it that are sealed: all of one size, whatever is in them."""

import json
from datetime import UTC, date, datetime
from typing import NamedTuple

from bot.person import Address, PersonId
from bot.schedule.reminder import Reminder, ReminderKind
from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import Tampered, TooMuch

# The first knew nothing of when a talk is, the second of pauses with an end and of moves, the third
# of languages. All are read.
VERSION, THIRD, SECOND, FIRST = 4, 3, 2, 1
# In bytes.
SIZE = 256
# Made once: `json.dumps` would make one for each reminder.
_written = json.JSONEncoder(separators=(",", ":")).encode


def minute_of(due: datetime | None) -> int | None:
    """An instant as it stands in the file: unix seconds, down to the minute."""
    return int(due.timestamp()) // 60 * 60 if due else None


class _Content(NamedTuple):
    """What stands in a blob: a JSON list in this order. With a name for each it would not fit.

    Instants are in unix seconds.
    """

    version: int
    kind: str
    person: int
    chat: int
    # Days since the first of January of the year 1.
    day: int
    zone: str
    minute: int
    days: list[int]
    silent: bool
    unanswered: int
    # In hexadecimal.
    about: str
    waiting: bool
    # When it was due, of one that was said.
    told_at: int | None
    # The first version ended here.
    talk_at: int | None = None
    lapsed: bool = False
    late: bool = False
    # The second one ended here.
    rests_from: int = 0
    asked_at: int | None = None
    asked_in: str = ""
    # The third one ended here.
    language: str = ""


def pack(entry: Reminder) -> bytes:
    """A reminder before it is sealed: so many bytes, whatever is in it. Raises TooMuch."""
    content = _Content(
        version=VERSION,
        kind=entry.kind.value,
        person=entry.to.person,
        chat=entry.to.chat,
        day=entry.day.toordinal(),
        zone=entry.zone,
        minute=entry.minute,
        days=sorted(entry.days),
        silent=entry.silent,
        unanswered=entry.unanswered,
        about=entry.about.hex(),
        waiting=entry.waiting,
        told_at=minute_of(entry.due) if entry.told else None,
        talk_at=minute_of(entry.talk),
        lapsed=entry.lapsed,
        late=entry.late,
        rests_from=entry.rests_from.toordinal() if entry.rests_from else 0,
        asked_at=minute_of(entry.asked),
        asked_in=entry.asked_in,
        language=entry.language,
    )
    if not entry.language:
        # As the version before wrote it, which can go on with it then.
        content = content._replace(version=THIRD)[:-1]  # type: ignore[assignment]
    packed = _written(content).encode()
    if len(packed) > SIZE:
        raise TooMuch("a reminder holds more than it may")
    return packed.ljust(SIZE)


def unpack(plain: bytes, id: bytes, due_at: int | None) -> Reminder:
    """The reminder again. Raises Tampered, or whatever nonsense ends in."""
    whole = json.loads(plain.decode())
    if whole[0] not in {FIRST, SECOND, THIRD, VERSION}:
        raise Tampered(OUTCOME)
    content = _Content(*whole)
    told = content.told_at is not None
    return Reminder(
        id=id,
        kind=ReminderKind(content.kind),
        to=Address(PersonId(content.person), content.chat),
        due=_instant(content.told_at if told else due_at),
        day=date.fromordinal(content.day),
        zone=content.zone,
        minute=content.minute,
        days=frozenset(content.days),
        silent=content.silent,
        unanswered=content.unanswered,
        about=bytes.fromhex(content.about),
        waiting=content.waiting,
        told=told,
        talk=_instant(content.talk_at),
        lapsed=content.lapsed,
        late=content.late,
        rests_from=date.fromordinal(content.rests_from) if content.rests_from else None,
        asked=_instant(content.asked_at),
        asked_in=content.asked_in,
        language=content.language,
    )


def _instant(at: int | None) -> datetime | None:
    return datetime.fromtimestamp(at, UTC) if at is not None else None
