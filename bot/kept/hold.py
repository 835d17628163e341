"""Suggestions off, for one person's label. Everything that asks about it asks here.

It reaches every record about that label, and nobody is told. Whom it is about stands nowhere: the
record goes by a keyed hash of the label and holds nothing. Offering them again takes a day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import cast

from bot.confidential import Confidential, each
from bot.forms.names import same_label
from bot.store import Session
from bot.store.records import Record, Shelf

OFF = "off"
# When which of them end, by the id of the record.
ENDS = "off.ends"
# What these records were called while they still held the labels.
EARLIER, EARLIER_LABEL, EARLIER_BACK = "held", "label", "back"
# Hours that an end takes.
DAY = 24


def is_held(session: Session, label: Confidential[str]) -> bool:
    """Whether suggestions are off for this person."""
    return session.get(Shelf.SETTINGS, _id(session, label)) is not None


def hold(session: Session, label: Confidential[str]) -> None:
    """Switch them off, or take back that they were to come again."""
    _hold(session, _id(session, label))


def ends(session: Session, label: Confidential[str]) -> datetime | None:
    """When they come again; None where that was not asked for."""
    at = _ends(session).get(_id(session, label).hex())
    return datetime.fromisoformat(at) if at else None


def ask_back(session: Session, label: Confidential[str], at: datetime) -> None:
    """They are to come again from `at`."""
    if is_held(session, label):
        _keep_ends(session, {**_ends(session), _id(session, label).hex(): at.isoformat()})


def bring_up_to_date(session: Session, now: datetime) -> None:
    """Let them come again where the day's wait is over, and forget the labels of before."""
    pending = _ends(session)
    over = [id for id, at in pending.items() if datetime.fromisoformat(at) <= now]
    for id in over:
        session.drop(Shelf.SETTINGS, bytes.fromhex(id))
    if over:
        _keep_ends(session, {id: at for id, at in pending.items() if id not in over})
    for n in count():
        name = session.named(_earlier(n))
        record = session.get(Shelf.SETTINGS, name)
        if record is None:
            return
        hold_earlier(session, record, now)
        session.drop(Shelf.SETTINGS, name)


def hold_too(session: Session, name: str, record: Record) -> bool:
    """Take in a record of that name from elsewhere. Whether it is one of these."""
    if name == EARLIER or name.startswith(f"{EARLIER}."):
        hold_earlier(session, record)
    elif name.startswith(f"{OFF}/"):
        _hold(session, session.named(name))
    else:
        return name == ENDS
    return True


def hold_earlier(session: Session, record: Record, now: datetime | None = None) -> None:
    """What was kept with the labels in it; `now`, to know when which of them end."""
    if "labels" in record.words:
        for label in each(cast("Confidential[list[str]]", record.words["labels"])):
            hold(session, label)
        return
    for one in cast("Mapping[str, Confidential[dict[str, str]]]", record.words).values():
        label = one.map(lambda held: held[EARLIER_LABEL])
        hold(session, label)
        if now and one.satisfies(lambda held: bool(held[EARLIER_BACK])):
            # Within a day, and to the hour: the time itself stays sealed.
            hours = (now + timedelta(hours=n) for n in range(DAY + 1))
            at = next((h for h in hours if one.satisfies(lambda o, h=h: _is_over(o, h))), None)  # type: ignore[misc]
            ask_back(session, label, at or now + timedelta(hours=DAY))


def _is_over(held: dict[str, str], now: datetime) -> bool:
    return datetime.fromisoformat(held[EARLIER_BACK]) <= now


def _earlier(n: int) -> str:
    return f"{EARLIER}.{n}" if n else EARLIER


def _hold(session: Session, id: bytes) -> None:
    session.keep(Shelf.SETTINGS, id, Record({}))
    pending = _ends(session)
    if pending.pop(id.hex(), ""):
        _keep_ends(session, pending)


def _id(session: Session, label: Confidential[str]) -> bytes:
    return session.named_after(OFF, same_label(label))


def _ends(session: Session) -> dict[str, str]:
    record = session.get(Shelf.SETTINGS, session.named(ENDS))
    return dict(cast("Mapping[str, str]", record.facts)) if record else {}


def _keep_ends(session: Session, pending: dict[str, str]) -> None:
    id = session.named(ENDS)
    if pending:
        session.keep(Shelf.SETTINGS, id, Record(pending))
    else:
        session.drop(Shelf.SETTINGS, id)
