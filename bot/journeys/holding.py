"""Suggestions off, for one person's label. Everything that asks about it asks here.

It reaches every record about that label, and nobody is told. Whom it is about stands nowhere: the
record goes by a keyed hash of the label and holds nothing. Offering them again takes a day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import cast

from bot.confidential import Confidential, each
from bot.flow.alike import same_label
from bot.store import Journal
from bot.store.records import Record, Shelf

OFF = "off"
# When which of them end, by the id of the record.
ENDS = "off.ends"
# What these records were called while they still held the labels.
EARLIER, EARLIER_LABEL, EARLIER_BACK = "held", "label", "back"
# Hours that an end takes.
DAY = 24


def is_held(journal: Journal, label: Confidential[str]) -> bool:
    """Whether suggestions are off for this person."""
    return journal.get(Shelf.SETTINGS, _id(journal, label)) is not None


def hold(journal: Journal, label: Confidential[str]) -> None:
    """Switch them off, or take back that they were to come again."""
    _hold(journal, _id(journal, label))


def ends(journal: Journal, label: Confidential[str]) -> datetime | None:
    """When they come again; None where that was not asked for."""
    at = _ends(journal).get(_id(journal, label).hex())
    return datetime.fromisoformat(at) if at else None


def ask_back(journal: Journal, label: Confidential[str], at: datetime) -> None:
    """They are to come again from `at`."""
    if is_held(journal, label):
        _keep_ends(journal, {**_ends(journal), _id(journal, label).hex(): at.isoformat()})


def bring_up_to_date(journal: Journal, now: datetime) -> None:
    """Let them come again where the day's wait is over, and forget the labels of before."""
    pending = _ends(journal)
    over = [id for id, at in pending.items() if datetime.fromisoformat(at) <= now]
    for id in over:
        journal.drop(Shelf.SETTINGS, bytes.fromhex(id))
    if over:
        _keep_ends(journal, {id: at for id, at in pending.items() if id not in over})
    for n in count():
        name = journal.named(_earlier(n))
        record = journal.get(Shelf.SETTINGS, name)
        if record is None:
            return
        hold_earlier(journal, record, now)
        journal.drop(Shelf.SETTINGS, name)


def hold_too(journal: Journal, name: str, record: Record) -> bool:
    """Take in a record of that name from elsewhere. Whether it is one of these."""
    if name == EARLIER or name.startswith(f"{EARLIER}."):
        hold_earlier(journal, record)
    elif name.startswith(f"{OFF}/"):
        _hold(journal, journal.named(name))
    else:
        return name == ENDS
    return True


def hold_earlier(journal: Journal, record: Record, now: datetime | None = None) -> None:
    """What was kept with the labels in it; `now`, to know when which of them end."""
    if "labels" in record.words:
        for label in each(cast("Confidential[list[str]]", record.words["labels"])):
            hold(journal, label)
        return
    for one in cast("Mapping[str, Confidential[dict[str, str]]]", record.words).values():
        label = one.map(lambda held: held[EARLIER_LABEL])
        hold(journal, label)
        if now and one.satisfies(lambda held: bool(held[EARLIER_BACK])):
            # Within a day, and to the hour: the time itself stays sealed.
            hours = (now + timedelta(hours=n) for n in range(DAY + 1))
            at = next((h for h in hours if one.satisfies(lambda o, h=h: _is_over(o, h))), None)  # type: ignore[misc]
            ask_back(journal, label, at or now + timedelta(hours=DAY))


def _is_over(held: dict[str, str], now: datetime) -> bool:
    return datetime.fromisoformat(held[EARLIER_BACK]) <= now


def _earlier(n: int) -> str:
    return f"{EARLIER}.{n}" if n else EARLIER


def _hold(journal: Journal, id: bytes) -> None:
    journal.keep(Shelf.SETTINGS, id, Record({}))
    pending = _ends(journal)
    if pending.pop(id.hex(), ""):
        _keep_ends(journal, pending)


def _id(journal: Journal, label: Confidential[str]) -> bytes:
    return journal.named_after(OFF, same_label(label))


def _ends(journal: Journal) -> dict[str, str]:
    record = journal.get(Shelf.SETTINGS, journal.named(ENDS))
    return dict(cast("Mapping[str, str]", record.facts)) if record else {}


def _keep_ends(journal: Journal, pending: dict[str, str]) -> None:
    id = journal.named(ENDS)
    if pending:
        journal.keep(Shelf.SETTINGS, id, Record(pending))
    else:
        journal.drop(Shelf.SETTINGS, id)
