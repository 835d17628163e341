"""The real process reminds somebody by itself, once, whatever happens to it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.content import load
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import GRACE, instant, is_quiet, local
from bot.store import Store, StorePaths
from tests.fake_discord import Town
from tests.fake_discord.members import text_of
from tests.process.test_process import begin

pytestmark = pytest.mark.process

LINES = load().reminders.lock_screen
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        yield town
        await town.stop_bot()
        assert town.complaints() == []


async def asks(folder: Path, person: int, chat: int) -> None:
    """What /reminder comes to, for this very minute."""
    now = datetime.now(UTC)
    awake = (z for z in ZONES if not (is_quiet(z, now) or is_quiet(z, now + GRACE)))
    zone = next(awake)
    wall = local(zone, now - timedelta(minutes=1))
    minute, day = wall.hour * 60 + wall.minute, wall.date()
    due, to = instant(zone, day, minute), Address(PersonId(person), chat)
    store = await Store.open(
        StorePaths(data=folder / "data", key=folder / "keys" / "quiet-page.key")
    )
    await store.reminders.put(
        Reminder(bytes(16), ReminderKind.DAILY, to, due, day, zone, minute, EVERY_DAY)
    )
    await store.close()


async def test_a_nudge_comes_by_itself_and_once(town: Town, tmp_path: Path) -> None:
    await town.start_bot()
    mara = town.members["mara"]
    await begin(mara)
    await town.stop_bot()
    await asks(tmp_path, mara.id, mara.dm)
    await town.start_bot()

    def nudges() -> list[str]:
        return [message.content for message in mara.inbox if message.content]

    await town.clock.until(lambda: bool(nudges()))
    await town.kill_bot()
    await town.start_bot()
    await town.clock.looks(2)
    (line,) = nudges()
    assert line in LINES
    await mara.press("Open")
    assert nudges() == []


def awake_for(now: datetime, *ahead: timedelta) -> str:
    """A zone in which none of these is a time to leave somebody in peace."""
    zones = ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Asia/Kolkata", "America/Sao_Paulo")
    return next(z for z in zones if not any(is_quiet(z, now + a) for a in (timedelta(), *ahead)))


async def plans_a_talk(town: Town, folder: Path, person: int, chat: int, *, late: int) -> None:
    """A reminder that falls due in two minutes; then the process is off, until so much later."""
    now, off = town.clock.now(), timedelta(minutes=2 + late)
    zone, due = awake_for(now, off, off + GRACE), now + timedelta(minutes=2)
    wall = local(zone, due)
    entry = Reminder(
        bytes(16),
        ReminderKind.BEFORE,
        Address(PersonId(person), chat),
        due,
        wall.date(),
        zone,
        wall.hour * 60 + wall.minute,
    )
    await town.stop_bot()
    store = await Store.open(
        StorePaths(data=folder / "data", key=folder / "keys" / "quiet-page.key")
    )
    await store.reminders.put(entry)
    await store.close()
    town.clock.advance(off.total_seconds())
    await town.start_bot()


async def test_a_talk_the_bot_slept_towards_is_reminded_of_late(town: Town, tmp_path: Path) -> None:
    await town.start_bot()
    mara = town.members["mara"]
    await begin(mara)
    await plans_a_talk(town, tmp_path, mara.id, mara.dm, late=50)

    def nudges() -> list[str]:
        return [message.content for message in mara.inbox if message.content]

    await town.clock.until(lambda: bool(nudges()))
    assert nudges()[0] in load().reminders.followups


async def test_a_talk_the_bot_slept_through_is_told_of_by_the_page_they_open(
    town: Town, tmp_path: Path
) -> None:
    await town.start_bot()
    mara = town.members["mara"]
    await begin(mara)
    await plans_a_talk(town, tmp_path, mara.id, mara.dm, late=180)
    await town.clock.looks(2)
    assert not [message.content for message in mara.inbox if message.content]
    await mara.slash("page", where=mara.dm)
    lapsed = load().say("plan_page.lapsed")
    assert any(lapsed in text_of(message) for message in mara.inbox)
