"""Who asked to be reminded of what, and when: rows of the keyring, sealed under the master key.

A row holds no word of anybody. It lies in the keyring because of that file only the newest copy
is kept: no backup says later whose pages were whose. No ledger counts it, and every change here is
one transaction of this one file, so nothing here takes the writer's turn: see there.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from bot.isolation import Repeated, isolated
from bot.person import PersonId
from bot.schedule.reminder import Claim, Reminder, ReminderKind
from bot.schedule.timing import FARTHEST, UTC_ZONE, back, brought_back, is_zone, too_far
from bot.store.backend import KeyringFile, KeyringWriter, ReminderRow, TakenKey, TakenReminder
from bot.store.crypto.keys import MasterKey
from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import StoreUnavailable, Tampered
from bot.store.reminder_codec import minute_of, pack, unpack

log = logging.getLogger(__name__)

# Sealing and opening takes a while: after so many, whoever else waits for the loop has it.
A_FEW = 10

# People whose zone is remembered.
MOST_ZONES = 1024


class ReminderTable:
    """What is asked for, what is due, and what was taken in hand."""

    def __init__(self, keyring: KeyringFile, master: MasterKey) -> None:
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
        daily = (e for e in known if e.kind is ReminderKind.DAILY)
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

    async def of(self, person: PersonId) -> list[Reminder]:
        """What somebody asked for, the next one first. Raises Tampered, StoreUnavailable."""
        pseudonym = self._master.pseudonym(person)
        rows = await self._keyring.read(lambda ring: ring.reminders_of(pseudonym))
        entries = [self._entry(row) for row in rows]
        return sorted(entries, key=lambda e: (e.due is None, e.due and e.due.timestamp(), e.id))

    async def put(self, entry: Reminder) -> None:
        """Add an entry or replace the one of its id; a claim on it is void. Durable on return.

        Raises StoreUnavailable, also where nothing is kept of this person (any more).
        """
        row = self._row(entry)

        def put(ring: KeyringWriter) -> bool:
            if ring.person(row.pseudonym) is None:
                return False
            ring.put_reminder(self._sealed_now(row))
            return True

        done = await self._keyring.write(put)
        self._moved(row.pseudonym)
        if not done:
            raise StoreUnavailable("nothing is kept of this person")

    async def swap(
        self, person: PersonId, gone: Sequence[bytes], entries: Sequence[Reminder]
    ) -> None:
        """Take some out and put others in, all of it or nothing. Raises StoreUnavailable."""
        pseudonym, rows = self._master.pseudonym(person), [self._row(entry) for entry in entries]

        def swap(ring: KeyringWriter) -> bool:
            if ring.person(pseudonym) is None:
                return False
            ring.drop_reminders(pseudonym, gone)
            for row in rows:
                ring.put_reminder(self._sealed_now(row))
            return True

        done = await self._keyring.write(swap)
        self._moved(pseudonym)
        if not done:
            raise StoreUnavailable("nothing is kept of this person")

    async def change(self, entry: Reminder) -> bool:
        """Replace the entry of its id; False where that was taken out meanwhile."""
        row = self._row(entry)
        done = await self._keyring.write(lambda ring: ring.change_reminder(self._sealed_now(row)))
        self._moved(row.pseudonym)
        return done

    async def drop(self, person: PersonId, ids: Sequence[bytes]) -> None:
        """Take entries out; a claim on them is void."""
        await self._drop(self._master.pseudonym(person), ids)

    async def _drop(self, pseudonym: bytes, ids: Sequence[bytes]) -> None:
        if ids:
            await self._keyring.write(lambda ring: ring.drop_reminders(pseudonym, ids))
            self._moved(pseudonym)

    async def drop_about(self, pseudonym: bytes, gone: Collection[bytes]) -> None:
        """Take out whatever is about pages that are gone; a claim on it is void."""
        rows = await self._keyring.read(lambda ring: ring.reminders_of(pseudonym))
        await self._drop(pseudonym, [e.id for e in map(self._entry, rows) if e.about in gone])

    async def wake(self, person: PersonId, now: datetime) -> None:
        """Somebody is here again: what waited for them goes on. Cheap where nothing waits."""
        pseudonym = self._master.pseudonym(person)
        rows = await self._keyring.read(lambda ring: ring.paused_of(pseudonym))
        for row in rows:
            with isolated(Repeated.WAITING):
                entry = self._entry(row)
                if entry.waiting:
                    await self.change(back(entry, now))

    async def put_right(self, now: datetime) -> None:
        """Bring back what a clock that was ahead put off for years."""
        late = int((now + FARTHEST).timestamp())
        rows = await self._keyring.read(lambda ring: ring.due_after(late))
        for n, row in enumerate(rows):
            if n % A_FEW == 0:
                await asyncio.sleep(0)
            with isolated(Repeated.WAITING):
                entry = self._entry(row)
                if too_far(entry, now):
                    await self.change(brought_back(entry, now))

    async def claim(self, now: datetime, most: int) -> list[Claim]:
        """Take what is due, the earliest first. A row that can't be read stays taken."""
        at = int(now.timestamp())
        rows = await self._keyring.write(lambda ring: ring.take_due(at, most))
        claims: list[Claim] = []
        for n in range(0, len(rows), A_FEW):
            claims += self._claims(TakenReminder(row, at) for row in rows[n : n + A_FEW])
            await asyncio.sleep(0)
        if len(claims) < len(rows):
            log.error("not everything that is due can be read: the keyring was changed or damaged")
        return claims

    async def claimed(self) -> list[Claim]:
        """What was claimed and not settled, by this process or one before it."""
        return list(self._claims(await self._keyring.read(lambda ring: ring.taken())))

    async def still_stands(self, claim: Claim) -> bool:
        """Whether nothing was changed about it since: no snooze, no stop."""
        key = _taken(claim)
        return await self._keyring.read(lambda ring: ring.is_taken(key))

    async def settle(self, done: Sequence[tuple[Claim, Reminder | None]]) -> None:
        """What becomes of claims: the entry as it goes on, or None. Void ones are left alone."""
        goes_on: list[tuple[TakenKey, ReminderRow]] = []
        ends: list[TakenKey] = []
        for n, (claim, entry) in enumerate(done):
            if n % A_FEW == 0:
                await asyncio.sleep(0)
            with isolated(Repeated.SAID):
                key = _taken(claim)
                if entry is None:
                    ends.append(key)
                else:
                    goes_on.append((key, self._sealed(entry, key.pseudonym)))

        def settle(ring: KeyringWriter) -> None:
            for key, row in goes_on:
                ring.go_on(key, self._sealed_now(row))
            ring.end(ends)

        if done:
            await self._keyring.write(settle)
            for pseudonym, *_ in ends:
                self._moved(pseudonym)

    def _claims(self, rows: Iterable[TakenReminder]) -> Iterator[Claim]:
        # One damaged row is no reason to leave everybody else without theirs.
        for row, taken_at in rows:
            with suppress(Exception):
                since = datetime.fromtimestamp(taken_at, UTC)
                yield Claim(self._entry(row), since, row.pseudonym, row.blob)

    def _sealed_now(self, row: ReminderRow) -> ReminderRow:
        """The same; sealed anew where the master key was changed while it waited to be written."""
        if self._master.seals_now(row.blob):
            return row
        return row._replace(blob=self._master.entry_anew(row.blob, row.pseudonym, row.id))

    def _row(self, entry: Reminder) -> ReminderRow:
        return self._sealed(entry, self._master.pseudonym(entry.to.person))

    def _sealed(self, entry: Reminder, pseudonym: bytes) -> ReminderRow:
        sealed = self._master.seal_entry(pack(entry), pseudonym, entry.id)
        due_at = None if entry.told else minute_of(entry.due)
        return ReminderRow(pseudonym, entry.id, due_at, sealed)

    def _entry(self, row: ReminderRow) -> Reminder:
        plain = self._master.unseal_entry(row.blob, row.pseudonym, row.id)
        entry = unpack(plain, row.id, row.due_at)
        if self._master.pseudonym(entry.to.person) != row.pseudonym:
            raise Tampered(OUTCOME)
        return entry


def _taken(claim: Claim) -> TakenKey:
    return TakenKey(claim.pseudonym, claim.entry.id, claim.sealed)
