"""What somebody asked to be reminded of is there, is claimed once, and goes when they go."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import instant, sent, shut_out, snoozed
from bot.store import Store, StorePaths, StoreRefused, StoreUnavailable, Tampered, TooMuch
from bot.store.crypto.keys import MasterKey
from bot.store.reminder_codec import FIRST, SECOND, SIZE, THIRD, VERSION
from bot.store.sqlite.keyring import DUE, TAKEN
from tests.store.people import ADA, BEN, contents, fresh_id, writes
from tests.store.scanner import found

CHAT = 1112223334445556667
ZONE, NINE = "America/Argentina/ComodRivadavia", 9 * 60
DAY = date(2026, 11, 23)
DUE_AT = instant(ZONE, DAY, NINE)
LATER = DUE_AT + timedelta(minutes=1)
DAILY = Reminder(
    b"sixteen bytes id", ReminderKind.DAILY, Address(ADA, CHAT), DUE_AT, DAY, ZONE, NINE
)
DAILY = replace(DAILY, days=EVERY_DAY)
NOTE = replace(
    DAILY, id=b"another such id.", kind=ReminderKind.AFTER, days=frozenset(), about=fresh_id()
)


@pytest.fixture(autouse=True)
async def known(store: Store) -> None:
    for person in (ADA, BEN):
        await writes(store, person, "here")


@pytest.mark.parametrize(
    "entry",
    [
        DAILY,
        NOTE,
        replace(NOTE, told=True),
        replace(NOTE, kind=ReminderKind.BEFORE, talk=LATER),
        replace(NOTE, kind=ReminderKind.BEFORE, talk=LATER, told=True, late=True),
        replace(NOTE, kind=ReminderKind.BEFORE, talk=LATER, due=None, lapsed=True),
        shut_out(NOTE),
        replace(DAILY, rests_from=DAY, silent=True, unanswered=9, minute=1439),
        replace(DAILY, due=None, silent=True, unanswered=9, minute=1439),
        replace(DAILY, days=frozenset({0, 3}), to=Address(PersonId(2**63), 2**63)),
    ],
)
async def test_what_was_asked_for_is_there_as_it_was(store: Store, entry: Reminder) -> None:
    await writes(store, entry.to.person, "here")
    await store.reminders.put(entry)
    assert await store.reminders.of(entry.to.person) == [entry]


async def test_everybody_finds_their_own_the_next_one_first(store: Store) -> None:
    later = replace(DAILY, id=fresh_id(), due=DUE_AT + timedelta(hours=1))
    asleep = replace(DAILY, id=fresh_id(), due=None)
    for entry in (asleep, later, DAILY):
        await store.reminders.put(entry)
    assert await store.reminders.of(ADA) == [DAILY, later, asleep]
    assert await store.reminders.of(BEN) == []


async def test_what_is_due_is_claimed_once_the_earliest_first(store: Store) -> None:
    others = [
        replace(DAILY, id=fresh_id(), due=DUE_AT - timedelta(minutes=n), to=Address(BEN, 5))
        for n in (2, 1)
    ]
    coming = replace(DAILY, id=fresh_id(), due=LATER + timedelta(minutes=1))
    for entry in (DAILY, *others, coming, replace(DAILY, id=fresh_id(), due=None)):
        await store.reminders.put(entry)
    first = await store.reminders.claim(LATER, 2)
    assert [claim.entry for claim in first] == others
    second = await store.reminders.claim(LATER, 9)
    assert [claim.entry for claim in second] == [DAILY]
    assert await store.reminders.claim(LATER, 9) == []
    assert await store.reminders.claimed() == [*first, *second]
    assert {claim.since for claim in first} == {LATER}


async def test_a_claim_is_settled_with_what_comes_next_or_with_nothing(store: Store) -> None:
    for entry in (DAILY, NOTE):
        await store.reminders.put(entry)
    claims = {c.entry.kind: c for c in await store.reminders.claim(LATER, 9)}
    tomorrow = sent(DAILY)
    assert tomorrow
    await store.reminders.settle(
        [(claims[ReminderKind.DAILY], tomorrow), (claims[ReminderKind.AFTER], None)]
    )
    assert await store.reminders.of(ADA) == [tomorrow]
    assert await store.reminders.claimed() == []
    assert await store.reminders.claim(LATER, 9) == []
    assert tomorrow.due
    again = await store.reminders.claim(tomorrow.due, 9)
    assert [claim.entry for claim in again] == [tomorrow]


async def test_what_was_said_once_stays_to_be_opened_and_is_not_said_again(store: Store) -> None:
    await store.reminders.put(NOTE)
    (claim,) = await store.reminders.claim(LATER, 9)
    await store.reminders.settle([(claim, sent(NOTE))])
    (kept,) = await store.reminders.of(ADA)
    assert (kept.told, kept.due, kept.about) == (True, DUE_AT, NOTE.about)
    assert await store.reminders.claim(LATER + timedelta(days=400), 9) == []


async def test_a_snooze_a_stop_or_a_change_voids_a_claim(store: Store) -> None:
    entries = [replace(DAILY, id=fresh_id()) for _ in range(4)]
    for entry in entries:
        await store.reminders.put(entry)
    found = {claim.entry.id: claim for claim in await store.reminders.claim(LATER, 9)}
    snooze, stop, same, left = entries
    snooze = snoozed(snooze, LATER + timedelta(hours=1))
    await store.reminders.put(snooze)
    await store.reminders.drop(ADA, [stop.id])
    await store.reminders.put(same)
    stands = [await store.reminders.still_stands(found[e.id]) for e in entries]
    assert stands == [False, False, False, True]
    following = sent(left)
    await store.reminders.settle([(claim, sent(claim.entry)) for claim in found.values()])
    assert {e.id: e for e in await store.reminders.of(ADA)} == {
        snooze.id: snooze,
        same.id: same,
        left.id: following,
    }
    # What was put back as it was is due as before; an old claim on it does not come alive.
    (new,) = await store.reminders.claim(LATER, 9)
    assert new.entry == same
    assert not await store.reminders.still_stands(found[same.id])


async def test_claims_outlast_the_process(places: StorePaths, store: Store) -> None:
    await store.reminders.put(DAILY)
    (claim,) = await store.reminders.claim(LATER, 9)
    await store.close()
    again = await Store.open(places)
    assert await again.reminders.claimed() == [claim]
    assert await again.reminders.still_stands(claim)
    await again.reminders.settle([(claim, None)])
    assert await again.reminders.of(ADA) == []
    await again.close()


async def test_nothing_is_put_down_for_somebody_of_whom_nothing_is_kept(store: Store) -> None:
    await store.reminders.put(DAILY)
    await store.reminders.put(replace(DAILY, id=fresh_id(), to=Address(BEN, 5)))
    (claim,) = await store.reminders.claim(LATER, 1)
    await store.forget(claim.entry.to.person)
    gone, stays = (ADA, BEN) if claim.entry.to.person == ADA else (BEN, ADA)
    assert await store.reminders.of(gone) == []
    assert not await store.reminders.still_stands(claim)
    await store.reminders.settle([(claim, claim.entry)])
    assert await store.reminders.of(gone) == []
    assert len(await store.reminders.of(stays)) == 1
    with pytest.raises(StoreUnavailable, match="nothing is kept"):
        await store.reminders.put(claim.entry)
    assert await store.reminders.of(gone) == []


async def test_no_byte_tells_who_where_or_in_which_zone(places: StorePaths, store: Store) -> None:
    entries = (DAILY, NOTE, replace(DAILY, id=fresh_id(), to=Address(BEN, CHAT + 1)))
    for entry in entries:
        await store.reminders.put(entry)
    await store.reminders.claim(LATER, 1)
    with closing(sqlite3.connect(places.keyring)) as db:
        sizes = {row[0] for row in db.execute("SELECT length(blob) FROM schedule")}
        blobs = [row[0] for row in db.execute("SELECT blob FROM schedule")]
    assert len(sizes) == 1
    for content in contents(places.data.parent).values():
        assert not found(content, [ZONE], [ADA, BEN, CHAT, CHAT + 1])
    await store.forget(ADA)
    await store.forget(BEN)
    left = [file for file, content in contents(places.data).items() for b in blobs if b in content]
    assert left == []


async def test_a_row_opens_at_its_place_only_and_under_its_key(
    places: StorePaths, store: Store
) -> None:
    await store.reminders.put(DAILY)
    await store.reminders.put(replace(NOTE, to=Address(BEN, 5)))
    with closing(sqlite3.connect(places.keyring, isolation_level=None)) as db:
        (mine,) = db.execute("SELECT blob FROM schedule WHERE id = ?", (DAILY.id,)).fetchone()
        db.execute("UPDATE schedule SET blob = ? WHERE id = ?", (mine, NOTE.id))
    with pytest.raises(Tampered):
        await store.reminders.of(BEN)
    # And whoever's rows are whole is none the worse for it.
    assert [claim.entry for claim in await store.reminders.claim(LATER, 9)] == [DAILY]
    assert [claim.entry for claim in await store.reminders.claimed()] == [DAILY]
    pseudonym = store._master.pseudonym(ADA)
    with pytest.raises(Tampered):
        MasterKey.new().unseal_entry(mine, pseudonym, DAILY.id)
    await store.close()
    places.key.unlink()
    places.key.write_bytes(MasterKey.new().written())
    places.key.chmod(0o600)
    with pytest.raises(StoreRefused):
        await Store.open(places)


@pytest.mark.parametrize(("version", "fields"), [(FIRST, 13), (SECOND, 16), (THIRD, 19)])
async def test_a_row_of_an_earlier_version_is_read(store: Store, version: int, fields: int) -> None:
    reminders, row = store.reminders, store.reminders._row(NOTE)
    content = json.loads(reminders._master.unseal_entry(row.blob, row.pseudonym, row.id))
    old = json.dumps([version, *content[1:fields]]).encode().ljust(SIZE)
    sealed = row._replace(blob=reminders._master.seal_entry(old, row.pseudonym, row.id))
    await reminders.put(NOTE)
    await reminders._keyring.write(lambda ring: ring.change_reminder(sealed))
    assert await reminders.of(ADA) == [NOTE]


async def test_a_row_tells_what_was_asked_for_before_a_move(store: Store) -> None:
    longest = "America/Argentina/ComodRivadavia"
    entry = replace(NOTE, asked=NOTE.due, asked_in=longest, zone=longest, talk=NOTE.due)
    entry = replace(entry, language="pt-BR")
    await store.reminders.put(entry)
    assert await store.reminders.of(ADA) == [entry]


async def test_without_a_language_a_row_is_as_the_version_before_wrote_it(store: Store) -> None:
    for entry, version, fields in ((NOTE, THIRD, 19), (replace(NOTE, language="de"), VERSION, 20)):
        row = store.reminders._row(entry)
        plain = store.reminders._master.unseal_entry(row.blob, row.pseudonym, row.id)
        content = json.loads(plain)
        assert (content[0], len(content)) == (version, fields)


async def test_a_row_never_grows(store: Store) -> None:
    with pytest.raises(TooMuch):
        await store.reminders.put(replace(DAILY, about=bytes(200)))
    assert await store.reminders.of(ADA) == []


async def test_whoever_comes_back_is_reminded_again_of_what_is_not_over(store: Store) -> None:
    before = replace(NOTE, id=fresh_id(), kind=ReminderKind.BEFORE)
    theirs = replace(DAILY, id=fresh_id(), due=None)
    for entry in (shut_out(DAILY), shut_out(NOTE), shut_out(before), theirs):
        await store.reminders.put(entry)
    assert await store.reminders.claim(LATER + timedelta(days=9), 9) == []
    await store.reminders.wake(BEN, LATER)
    assert {e.waiting for e in await store.reminders.of(ADA)} == {True, False}
    await store.reminders.wake(ADA, LATER)
    tomorrow = DUE_AT + timedelta(days=1)
    found = {e.id: (e.due, e.waiting) for e in await store.reminders.of(ADA)}
    assert found == {
        DAILY.id: (tomorrow, False),
        NOTE.id: (tomorrow, False),
        before.id: (LATER, False),
        theirs.id: (None, False),
    }


async def test_a_look_at_what_is_due_does_not_look_through_everything(places: StorePaths) -> None:
    with closing(sqlite3.connect(places.keyring)) as db:
        for sql, values in ((DUE, (0, 9)), (TAKEN, ())):
            plan = str(db.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())
            assert "SEARCH schedule USING INDEX schedule_" in plan, plan


async def test_a_closed_store_is_an_error_and_not_an_empty_agenda(store: Store) -> None:
    await store.reminders.put(DAILY)
    (claim,) = await store.reminders.claim(LATER, 9)
    await store.close()
    now = datetime.now(UTC)
    for act in (
        store.reminders.of(ADA),
        store.reminders.put(DAILY),
        store.reminders.drop(ADA, [DAILY.id]),
        store.reminders.claim(now, 9),
        store.reminders.claimed(),
        store.reminders.still_stands(claim),
        store.reminders.settle([(claim, None)]),
        store.reminders.wake(ADA, now),
    ):
        with pytest.raises(StoreUnavailable):
            await act


async def test_what_a_clock_that_was_ahead_put_off_for_years_comes_in_its_time(
    store: Store,
) -> None:
    ten_years = timedelta(days=3650)
    ahead = sent(replace(DAILY, due=DUE_AT + ten_years, day=DAY + ten_years))
    assert ahead is not None
    month = snoozed(replace(DAILY, id=fresh_id()), DUE_AT + timedelta(days=31))
    talk = replace(NOTE, id=fresh_id(), due=DUE_AT + timedelta(days=300))
    for entry in (ahead, month, talk):
        await store.reminders.put(entry)
    await store.reminders.put_right(DUE_AT + timedelta(hours=1))
    found = {entry.id: entry for entry in await store.reminders.of(ADA)}
    assert found[DAILY.id].due == DUE_AT + timedelta(days=1)
    assert found[month.id] == month, "that was asked for"
    assert found[talk.id] == talk
    await store.reminders.put_right(DUE_AT + timedelta(hours=1))
    assert {entry.id: entry for entry in await store.reminders.of(ADA)} == found
