"""The real process reminds somebody by itself, once, whatever happens to it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.content import load
from bot.doors import Address, PersonId
from bot.flow.agenda import EVERY_DAY, Entry, Kind
from bot.flow.timing import GRACE, instant, is_quiet, local
from bot.store import Places, Store
from tests.standin import Town
from tests.wire.test_process import begin

pytestmark = pytest.mark.wire

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
    store = await Store.open(Places(data=folder / "data", key=folder / "keys" / "quiet-page.key"))
    await store.agenda.put(Entry(bytes(16), Kind.DAILY, to, due, day, zone, minute, EVERY_DAY))
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
