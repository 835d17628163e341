"""Discord is not there, or does not want us; the machine sleeps, or its disk does."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.content import load
from bot.discord.reconnect import REFUSED
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import is_quiet, local
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from tests.fake_discord import Fault, Town
from tests.fake_discord.limits import Limits
from tests.fake_discord.members import text_of
from tests.fake_discord.town import HOST
from tests.process.slow_disk import SLOW
from tests.process.test_process import WORDS, begin, reopened, write
from tests.process.waiting import until

pytestmark = pytest.mark.process

LINES = load().reminders.lock_screen
# As long as the bot waits before it tries again, at first.
A_WHILE = 5.0
# Somewhere it is day, and for some hours to come.
ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Auckland", "America/Los_Angeles")
CROWD, CLOSED = 40, 16
HOURS = timedelta(hours=3)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        town.bot.settings["QUIET_PAGE_NUDGES_PER_SECOND"] = "20"
        yield town
        await town.stop_bot()
        assert town.complaints() == []
        assert "Traceback" not in town.bot_log
        assert "Something failed" not in town.bot_log


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


async def is_back(town: Town) -> None:
    """The line is there again by itself, and whoever presses something is answered."""
    await town.clock.until(town.gateway.online.is_set)
    assert not (await town.members["ben"].slash("help-now")).failed


async def test_discord_is_not_there_at_first(tmp_path: Path) -> None:
    town = Town(tmp_path, port=free_port())
    await town.bot.start(f"http://{HOST}:{town._port}")
    await until(lambda: "Discord can't be reached" in town.bot_log)
    async with town:
        await is_back(town)
        assert town.gateway.log == ["IDENTIFY"]


async def test_no_name_is_found_for_it(tmp_path: Path) -> None:
    town = Town(tmp_path)
    await town.bot.start("http://discord.invalid")
    await until(lambda: "Discord can't be reached" in town.bot_log)
    assert await town.stop_bot() == 0
    assert "Traceback" not in town.bot_log


async def test_the_gateway_is_down_for_long(town: Town) -> None:
    await town.start_bot()
    mara = town.members["mara"]
    await begin(mara)
    await write(mara, 1)
    town.gateway.closed = True
    await town.gateway.drop(1001)
    await until(lambda: town.bot_log.count("Discord can't be reached") == 1)
    assert (await mara.press("Back")).failed
    await town.clock.sleep(A_WHILE + 1)
    town.gateway.closed = False
    await is_back(town)
    assert town.gateway.log == ["IDENTIFY", "IDENTIFY"], "it signed in where it was let in"
    await mara.press("Back")
    assert await reopened(mara) == WORDS.format(1)


async def test_where_a_line_was_to_be_taken_up_again_nobody_is(town: Town) -> None:
    town.gateway.resume_at = f"ws://{HOST}:{free_port()}"
    await town.start_bot()
    await town.gateway.drop()
    await town.clock.until(lambda: len(town.gateway.log) > 1)
    await is_back(town)
    assert town.gateway.log == ["IDENTIFY", "IDENTIFY"]


async def test_nobody_is_let_in_and_no_sign_ins_are_spent_on_it(town: Town) -> None:
    await town.start_bot()
    town.gateway.full = True
    town.gateway.invalidate(resumable=False)
    # discord.py by itself would sign in every five seconds.
    await town.clock.sleep(5 * A_WHILE + 2)
    assert 2 <= town.gateway.log.count("IDENTIFY") <= 4
    town.gateway.full = False
    await is_back(town)


async def test_the_token_is_taken_away_while_it_runs(town: Town) -> None:
    await town.start_bot()
    mara = town.members["mara"]
    await begin(mara)
    town.revoke_token()
    # Who is answered where they are needs no token of ours.
    assert "Question 2 of 20" in await write(mara, 1)
    await town.gateway.drop()
    await town.clock.until(lambda: not town.bot.runs)
    assert await town.bot.ended() == 2, "a supervisor is not to try again"
    assert town.bot_log.splitlines()[-1] == REFUSED
    assert town.gateway.log == ["IDENTIFY"], "turned away once, and not again"


async def all_are_due(town: Town, *, ahead: timedelta = timedelta()) -> dict[int, int]:
    """What /reminder came to for a crowd who are not here just now: their chats, by person."""
    now = datetime.now(UTC)
    zone = next(z for z in ZONES if not any(is_quiet(z, now + n * HOURS / 3) for n in range(5)))
    due = (now + ahead).replace(second=0, microsecond=0)
    wall = local(zone, due)
    store = await Store.open(
        StorePaths(data=town.folder / "data", key=town.folder / "keys" / "quiet-page.key")
    )
    crowd = {}
    for n in range(CROWD):
        person = PersonId(town.world.backend.make_user(f"far{n}").id)
        crowd[person] = town.world.backend.get_dm_channel(person).id
        async with store.session(person) as session:
            session.keep(Shelf.SETTINGS, session.named("asked"), Record({}))
        to, minute = Address(person, crowd[person]), wall.hour * 60 + wall.minute
        await store.reminders.put(
            Reminder(bytes(16), ReminderKind.DAILY, to, due, wall.date(), zone, minute, EVERY_DAY)
        )
    await store.close()
    return {int(person): chat for person, chat in crowd.items()}


def nudged(town: Town, crowd: dict[int, int]) -> list[int]:
    """How often each of them was."""
    messages = town.world.backend.messages
    return [sum(m.content in LINES for m in messages[chat].values()) for chat in crowd.values()]


async def test_two_in_five_have_closed_their_messages(town: Town) -> None:
    crowd = await all_are_due(town)
    town.limits = Limits()
    for chat in list(crowd.values())[:CLOSED]:
        town.fault(Fault("POST", f"/channels/{chat}/messages", 403, 50007, times=None))
    await town.start_bot()
    await town.clock.until(lambda: sum(nudged(town, crowd)) == CROWD - CLOSED)
    # This look, and two more: nobody is tried again.
    await town.clock.looks(3)
    assert nudged(town, crowd) == [0] * CLOSED + [1] * (CROWD - CLOSED)
    assert town.limits.invalid == CLOSED, "each is refused once, of the 10,000 Discord bears"
    assert town.limits.refused == 0


async def test_discord_takes_nothing_unasked_any_more(town: Town) -> None:
    crowd = await all_are_due(town)
    town.fault(Fault("POST", "/channels/*/messages", 403, 20026, times=None))
    await town.start_bot()
    await town.clock.until(lambda: "app-quarantine" in town.bot_log)
    await town.clock.looks(2)
    tried = [r for r in town.requests if r.status == 403]
    assert len(tried) <= CROWD / 2, "those that were under way, and no more"
    # Who asks is answered all the same.
    mara = town.members["mara"]
    await mara.slash("checkin", where=mara.dm)
    assert "How your words are kept" in str(mara.inbox[-1].components)
    await town.stop_bot()
    town.all_is_well()
    await town.start_bot()
    await town.clock.until(lambda: sum(nudged(town, crowd)) == CROWD)
    assert nudged(town, crowd) == [1] * CROWD


async def test_the_machine_sleeps_and_its_clock_jumps(town: Town) -> None:
    in_time = await all_are_due(town, ahead=HOURS - timedelta(minutes=10))
    await town.start_bot()
    mara = town.members["mara"]
    await begin(mara)
    await write(mara, 1)
    os.kill(town.bot.pid, signal.SIGSTOP)
    await town.gateway.drop(0)
    await town.clock.sleep(2)
    town.clock.advance(HOURS.total_seconds())
    os.kill(town.bot.pid, signal.SIGCONT)
    await is_back(town)
    await town.clock.until(lambda: sum(nudged(town, in_time)) == CROWD)
    # And back, as a clock that was set wrong is put right.
    town.clock.back()
    await town.clock.looks(2)
    town.clock.advance(HOURS.total_seconds())
    await town.clock.looks(2)
    assert nudged(town, in_time) == [1] * CROWD
    await mara.press("Back")
    assert await reopened(mara) == WORDS.format(1)


@pytest.mark.parametrize("seconds", [1.0, 4.0])
async def test_the_disk_is_slow(town: Town, tmp_path: Path, seconds: float) -> None:
    slow = tmp_path / "slow"
    town.bot.settings[SLOW] = str(slow)
    await town.start_bot("tests.process.slow_disk")
    mara, ben = town.members["mara"], town.members["ben"]
    await begin(mara)
    slow.write_text(str(seconds))
    writing = asyncio.create_task(write(mara, 1))
    # Nobody else waits for her disk.
    await ben.slash("help-now", where=ben.dm)
    assert "life is in danger" in text_of(ben.inbox[-1])
    assert "Question 2 of 20" in await writing
    slow.unlink()
    await town.kill_bot()
    await town.start_bot("tests.process.slow_disk")
    await mara.press("Back")
    assert await reopened(mara) == WORDS.format(1)
