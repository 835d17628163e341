"""What somebody wrote while their lock was on, brought among what was there before.

Nothing that was there is overwritten by somebody who could not see it, and no hold is lost.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.context import new_id
from bot.kept import hold
from bot.kept.record_kinds import CONSENT, COUNTRY, Kept, kind_of, number_after, up_to_date
from bot.kept.retention import KEEP_FOR
from bot.store import Letter, Session
from bot.store.records import Record, Shelf

# What was said of these last is what holds, whether they saw what they had said before or not.
NEWEST = frozenset({CONSENT, COUNTRY})
NUMBERED = (Kept.CHECKIN, Kept.CLOSENESS)


def bring_in(session: Session, letters: Sequence[Letter]) -> None:
    """All of it, in the order it was written."""
    coming = _Coming(session)
    for letter in letters:
        for line in letter.lines:
            if line.shelf is Shelf.SETTINGS:
                _setting(session, line.name, line.record)
            elif line.record is None:
                coming.drop(line.id)
            else:
                coming.keep(session.named(line.name) if line.name else line.id, line.record)


class _Coming:
    """What comes in: never in the place of something that was there before."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids: dict[bytes, bytes] = {}
        # What is numbered in the order it was begun is numbered on from what was there.
        self._numbers: dict[bytes, int] = {}

    def keep(self, id: bytes, record: Record) -> None:
        if id not in self._ids:
            before = self._session.get(Shelf.SITTINGS, id)
            if before == record:
                return
            self._ids[id] = new_id() if before else id
        record = self._following(up_to_date(record))
        if (kind := kind_of(record)) in NUMBERED:
            if id not in self._numbers:
                self._numbers[id] = number_after(self._session, kind)
            record = replace(record, facts={**record.facts, "n": self._numbers[id]})
        self._session.keep(Shelf.SITTINGS, self._ids[id], record)

    def _following(self, record: Record) -> Record:
        """What came of something that has another id now came of that."""
        origin = bytes.fromhex(str(record.facts.get("from") or ""))
        if self._ids.get(origin, origin) == origin:
            return record
        return replace(record, facts={**record.facts, "from": self._ids[origin].hex()})

    def drop(self, id: bytes) -> None:
        if id in self._ids:
            self._session.drop(Shelf.SITTINGS, self._ids.pop(id))


def _setting(session: Session, name: str, record: Record | None) -> None:
    if record is None and name == COUNTRY:
        # To have it forgotten is the last word, too.
        session.drop(Shelf.SETTINGS, session.named(name))
    if record is None or name == KEEP_FOR:
        # It was chosen for what they saw then, and would delete what they did not.
        return
    if hold.hold_too(session, name, record):
        return
    id = session.named(name)
    before = session.get(Shelf.SETTINGS, id)
    if before is None or name in NEWEST:
        session.keep(Shelf.SETTINGS, id, record)
