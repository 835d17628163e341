"""Who asked to be reminded of what, and when: rows of the keyring, sealed under the master key.

A row holds no word of anybody. It lies in the keyring because of that file only the newest copy
is kept: no backup says later whose pages were whose.
"""

import asyncio
import json
import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime

from bot.apart import Part, apart
from bot.doors import Address, PersonId
from bot.flow.agenda import Claim, Entry, Kind
from bot.flow.timing import FARTHEST, UTC_ZONE, back, brought_back, is_zone, too_far
from bot.store.book import Book, transaction
from bot.store.errors import StoreUnavailable, Tampered, TooMuch
from bot.store.keys import MasterKey
from bot.store.sealing import OUTCOME

log = logging.getLogger(__name__)

# The first knew nothing of when a talk is. It is read all the same.
VERSION, FIRST = 2, 1
# All rows are of one size, whatever is in them.
SIZE = 256
# Sealing and opening takes a while: after so many, whoever else waits for the loop has it.
A_FEW = 10

Row = tuple[bytes, bytes, int | None, bytes]

KEEP = (
    "INSERT INTO schedule (pseud, id, due_at, blob) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
    " SET due_at = excluded.due_at, claimed_at = NULL, blob = excluded.blob"
)
CHANGE = "UPDATE schedule SET due_at = ?, claimed_at = NULL, blob = ? WHERE pseud = ? AND id = ?"
LATER = "SELECT pseud, id, due_at, blob FROM schedule WHERE due_at > ?"
THEIRS = "SELECT pseud, id, due_at, blob FROM schedule WHERE pseud = ?"
ASLEEP = "SELECT pseud, id, due_at, blob FROM schedule WHERE pseud = ? AND due_at IS NULL"
DUE = (
    "SELECT pseud, id, due_at, blob FROM schedule WHERE claimed_at IS NULL AND due_at <= ?"
    " ORDER BY due_at LIMIT ?"
)
TAKE = "UPDATE schedule SET claimed_at = ? WHERE pseud = ? AND id = ?"
TAKEN = (
    "SELECT pseud, id, due_at, blob, claimed_at FROM schedule WHERE claimed_at IS NOT NULL"
    " ORDER BY due_at"
)
# A row that was changed since has another blob: a claim on it is void.
STANDS = "SELECT 1 FROM schedule WHERE pseud = ? AND id = ? AND blob = ? AND claimed_at IS NOT NULL"
GO_ON = (
    "UPDATE schedule SET due_at = ?, claimed_at = NULL, blob = ?"
    " WHERE pseud = ? AND id = ? AND blob = ? AND claimed_at IS NOT NULL"
)
END = "DELETE FROM schedule WHERE pseud = ? AND id = ? AND blob = ? AND claimed_at IS NOT NULL"
KNOWN = "SELECT 1 FROM person WHERE pseud = ?"


MOST_ZONES = 1024


class Agenda:
    """What is asked for, what is due, and what was taken in hand."""

    def __init__(self, keyring: Book, master: MasterKey) -> None:
        self._keyring, self._master = keyring, master
        # Where those are who were here lately, as far as anything tells.
        self._zones: OrderedDict[bytes, str | None] = OrderedDict()
        # How often anybody's may have changed.
        self._moves = 0

    async def zone_of(self, person: PersonId) -> str | None:
        """Whose clock counts for somebody: that of whatever they asked for. None: nothing tells."""
        pseudonym = self._master.pseudonym(person)
        if pseudonym in self._zones:
            return self._zones[pseudonym]
        moves = self._moves
        known = [e for e in await self.of(person) if e.zone != UTC_ZONE and is_zone(e.zone)]
        daily = (e for e in known if e.kind is Kind.DAILY)
        likeliest = next(daily, next(iter(known), None))
        zone = likeliest.zone if likeliest else None
        if moves == self._moves:
            self._zones[pseudonym] = zone
            while len(self._zones) > MOST_ZONES:
                self._zones.popitem(last=False)
        return zone

    def forget_zone(self, person: PersonId) -> None:
        """Hold nothing of somebody in memory."""
        self._moved(self._master.pseudonym(person))

    def _moved(self, pseudonym: bytes) -> None:
        self._moves += 1
        self._zones.pop(pseudonym, None)

    async def of(self, person: PersonId) -> list[Entry]:
        """What somebody asked for, the next one first."""
        pseudonym = self._master.pseudonym(person)
        rows = await self._keyring.read(lambda db: db.execute(THEIRS, (pseudonym,)).fetchall())
        entries = [self._entry(row) for row in rows]
        return sorted(entries, key=lambda e: (e.due is None, e.due and e.due.timestamp(), e.id))

    async def put(self, entry: Entry) -> None:
        """Add an entry or replace the one of its id; a claim on it is void. Durable on return.

        Raises StoreUnavailable, also where nothing is kept of this person (any more).
        """
        row = self._row(entry)

        def put(db: sqlite3.Connection) -> bool:
            with transaction(db):
                known = db.execute(KNOWN, (row[0],)).fetchone()
                if known:
                    db.execute(KEEP, self._sealed_now(row))
            return bool(known)

        done = await self._keyring.read(put)
        self._moved(row[0])
        if not done:
            raise StoreUnavailable("nothing is kept of this person")

    async def change(self, entry: Entry) -> bool:
        """Replace the entry of its id; False where that was taken out meanwhile."""
        row = self._row(entry)
        pseudonym = row[0]

        def change(db: sqlite3.Connection) -> bool:
            with transaction(db):
                _, id, due, blob = self._sealed_now(row)
                return db.execute(CHANGE, (due, blob, pseudonym, id)).rowcount > 0

        done = await self._keyring.read(change)
        self._moved(pseudonym)
        return done

    async def drop(self, person: PersonId, ids: Sequence[bytes]) -> None:
        """Take entries out; a claim on them is void."""
        await self._drop(self._master.pseudonym(person), ids)

    async def _drop(self, pseudonym: bytes, ids: Sequence[bytes]) -> None:
        gone = [(pseudonym, id) for id in ids]

        def drop(db: sqlite3.Connection) -> None:
            with transaction(db):
                db.executemany("DELETE FROM schedule WHERE pseud = ? AND id = ?", gone)

        if gone:
            await self._keyring.read(drop)
            self._moved(pseudonym)

    async def drop_about(self, pseudonym: bytes, gone: Collection[bytes]) -> None:
        """Take out whatever is about pages that are gone; a claim on it is void."""
        rows = await self._keyring.read(lambda db: db.execute(THEIRS, (pseudonym,)).fetchall())
        await self._drop(pseudonym, [e.id for e in map(self._entry, rows) if e.about in gone])

    async def wake(self, person: PersonId, now: datetime) -> None:
        """Somebody is here again: what waited for them goes on. Cheap where nothing waits."""
        pseudonym = self._master.pseudonym(person)
        rows = await self._keyring.read(lambda db: db.execute(ASLEEP, (pseudonym,)).fetchall())
        for row in rows:
            with apart(Part.WAITING):
                entry = self._entry(row)
                if entry.waiting:
                    await self.change(back(entry, now))

    async def put_right(self, now: datetime) -> None:
        """Bring back what a clock that was ahead put off for years."""
        late = int((now + FARTHEST).timestamp())
        rows = await self._keyring.read(lambda db: db.execute(LATER, (late,)).fetchall())
        for n, row in enumerate(rows):
            if n % A_FEW == 0:
                await asyncio.sleep(0)
            with apart(Part.WAITING):
                entry = self._entry(row)
                if too_far(entry, now):
                    await self.change(brought_back(entry, now))

    async def claim(self, now: datetime, most: int) -> list[Claim]:
        """Take what is due, the earliest first. A row that can't be read stays taken."""
        at = int(now.timestamp())

        def claim(db: sqlite3.Connection) -> list[Row]:
            with transaction(db):
                rows: list[Row] = db.execute(DUE, (at, most)).fetchall()
                db.executemany(TAKE, [(at, pseudonym, id) for pseudonym, id, *_ in rows])
            return rows

        rows = await self._keyring.read(claim)
        claims: list[Claim] = []
        for n in range(0, len(rows), A_FEW):
            claims += self._claims((row, at) for row in rows[n : n + A_FEW])
            await asyncio.sleep(0)
        if len(claims) < len(rows):
            log.error("not everything that is due can be read: the keyring was changed or damaged")
        return claims

    async def claimed(self) -> list[Claim]:
        """What was claimed and not settled, by this process or one before it."""
        rows = await self._keyring.read(lambda db: db.execute(TAKEN).fetchall())
        return list(self._claims((row[:4], row[4]) for row in rows))

    async def still_stands(self, claim: Claim) -> bool:
        """Whether nothing was changed about it since: no snooze, no stop."""
        where = self._where(claim)
        return bool(await self._keyring.read(lambda db: db.execute(STANDS, where).fetchone()))

    async def settle(self, done: Sequence[tuple[Claim, Entry | None]]) -> None:
        """What becomes of claims: the entry as it goes on, or None. Void ones are left alone."""
        goes_on: list[tuple[Row, bytes]] = []
        ends: list[tuple[bytes, bytes, bytes]] = []
        for n, (claim, entry) in enumerate(done):
            if n % A_FEW == 0:
                await asyncio.sleep(0)
            with apart(Part.SAID):
                where = self._where(claim)
                if entry is None:
                    ends.append(where)
                else:
                    goes_on.append((self._row(entry), claim.sealed))

        def settle(db: sqlite3.Connection) -> None:
            with transaction(db):
                for row, before in goes_on:
                    pseudonym, id, due, blob = self._sealed_now(row)
                    db.execute(GO_ON, (due, blob, pseudonym, id, before))
                db.executemany(END, ends)

        if done:
            await self._keyring.read(settle)
            for pseudonym, *_ in ends:
                self._moved(pseudonym)

    def _claims(self, rows: Iterable[tuple[Row, int]]) -> Iterator[Claim]:
        # One damaged row is no reason to leave everybody else without theirs.
        for row, since in rows:
            with suppress(Exception):
                yield Claim(self._entry(row), datetime.fromtimestamp(since, UTC), row[3])

    def _where(self, claim: Claim) -> tuple[bytes, bytes, bytes]:
        return self._master.pseudonym(claim.entry.to.person), claim.entry.id, claim.sealed

    def _sealed_now(self, row: Row) -> Row:
        """The same; sealed anew where the master key was changed while it waited to be written."""
        pseudonym, id, due, blob = row
        if self._master.seals_now(blob):
            return row
        return pseudonym, id, due, self._master.entry_anew(blob, pseudonym, id)

    def _row(self, entry: Entry) -> Row:
        pseudonym = self._master.pseudonym(entry.to.person)
        sealed = self._master.seal_entry(_packed(entry), pseudonym, entry.id)
        return pseudonym, entry.id, None if entry.told else _minute(entry.due), sealed

    def _entry(self, row: Row) -> Entry:
        pseudonym, id, due, blob = row
        entry = _unpacked(self._master.unseal_entry(blob, pseudonym, id), id, due)
        if self._master.pseudonym(entry.to.person) != pseudonym:
            raise Tampered(OUTCOME)
        return entry


def _minute(due: datetime | None) -> int | None:
    return int(due.timestamp()) // 60 * 60 if due else None


def _packed(entry: Entry) -> bytes:
    content = [
        *(VERSION, entry.kind.value, entry.to.person, entry.to.chat, entry.day.toordinal()),
        *(entry.zone, entry.minute, sorted(entry.days), entry.silent, entry.unanswered),
        *(entry.about.hex(), entry.waiting, _minute(entry.due) if entry.told else None),
        *(_minute(entry.talk), entry.lapsed, entry.late),
    ]
    packed = json.dumps(content, separators=(",", ":")).encode()
    if len(packed) > SIZE:
        raise TooMuch("a reminder holds more than it may")
    return packed.ljust(SIZE)


def _unpacked(plain: bytes, id: bytes, due: int | None) -> Entry:
    version, kind, person, chat, day, zone, minute, days, silent, unanswered, *rest = json.loads(
        plain.decode()
    )
    if version == FIRST:
        rest += [None, False, False]
    elif version != VERSION:
        raise Tampered(OUTCOME)
    about, waiting, told, talk, lapsed, late = rest
    at = due if told is None else told
    return Entry(
        id=id,
        kind=Kind(kind),
        to=Address(PersonId(person), chat),
        due=_instant(at),
        day=date.fromordinal(day),
        zone=zone,
        minute=minute,
        days=frozenset(days),
        silent=silent,
        unanswered=unanswered,
        about=bytes.fromhex(about),
        waiting=waiting,
        told=told is not None,
        talk=_instant(talk),
        lapsed=lapsed,
        late=late,
    )


def _instant(at: int | None) -> datetime | None:
    return datetime.fromtimestamp(at, UTC) if at is not None else None
