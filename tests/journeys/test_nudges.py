"""A nudge comes at its time, into the person's own chat, and says nothing about anybody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from simcord._settlement import _next_virtual_timer
from simcord.backend.models import Message

from bot.content import load
from bot.discord import outbox
from bot.discord.client import QuietPage
from bot.discord.outbox import Outbox
from bot.features.reminders.sender import mark_of
from bot.person import PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import A_DAY, from_now, local, snoozed
from bot.store import Store
from bot.store.records import Record, Shelf
from bot.ui.model import BotQuarantined, RecipientUnreachable, TryAgainLater
from bot.ui.press import Press
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.invariants.card import SILENT
from tests.invariants.record import WAITS, WAITS_ON_PAGE
from tests.invariants.rules import V2

pytestmark = pytest.mark.long

A_MINUTE, AN_HOUR, DAY = 60, 3600, 24 * 3600
ZONE, NINE = "Europe/Berlin", 9 * 60
# What hangs is found by it.
PATIENCE = 60.0
TEXTS = load().reminders
LINES = {*TEXTS.lock_screen}


def bot_of(house: House) -> QuietPage:
    bot = house.env.bot
    assert isinstance(bot, QuietPage)
    return bot


def store_of(house: House) -> Store:
    return bot_of(house).dispatcher._router._at.store


def outbox_of(house: House) -> Outbox:
    return bot_of(house).dispatcher._outbox


async def asks(house: House, person: Person, *, silent: bool = False) -> Reminder:
    """What /reminder comes to: the chat is opened now, and a nudge comes every day at nine."""
    store, who = store_of(house), PersonId(person.id)
    with house.env.time_context():
        async with store.session(who) as session:
            session.keep(Shelf.SETTINGS, session.named("asked"), Record({}))
        to, today = await outbox_of(house).address_of(who), house.env.now().date()
        entry = Reminder(
            bytes(16), ReminderKind.DAILY, to, None, today, ZONE, NINE, EVERY_DAY, silent=silent
        )
        entry = from_now(entry, house.env.now())
        await store.reminders.put(entry)
    return entry


async def entry_of(house: House, person: Person) -> Reminder:
    (entry,) = await store_of(house).reminders.of(PersonId(person.id))
    return entry


@asynccontextmanager
async def busy(house: House, person: Person) -> AsyncIterator[None]:
    """For so long whatever is kept of them can't be had; long enough for Discord to be told."""
    async with store_of(house).session(PersonId(person.id)):
        yield
        before = len(answers(house))
        async with asyncio.timeout(PATIENCE):
            # The press is under way: time passes for it, and for nobody else. As much as it waits
            # for and no more, however slow this machine is: after three seconds it would be over.
            while len(answers(house)) == before:
                await asyncio.sleep(0.01)
                env = house.env
                due = _next_virtual_timer(env._settlement_state())
                if due is not None and 0 < due - env._virtual_time <= outbox.PATIENCE:
                    env._move_clock(due)


def answers(house: House) -> list[int]:
    """How the bot answered, in order."""
    requests = house.env.backend.http_requests
    return [r.json["type"] for r in requests if r.path.endswith("/callback") and r.json]


def nudges(person: Person, since: int = 0) -> list[Message]:
    messages = person._env.backend.messages[person.dm.id].values()
    return [m for m in messages if m.content in {*LINES, *TEXTS.followups, TEXTS.stop_say}][since:]


def until(house: House, at: datetime | None) -> float:
    assert at
    return (at - house.env.now()).total_seconds()


@pytest.mark.parametrize("silent", [True, False])
async def test_a_nudge_comes_at_its_time_and_says_one_neutral_line(
    house: House, ada: Person, *, silent: bool
) -> None:
    entry = await asks(house, ada, silent=silent)
    await house.passes(until(house, entry.due) - A_MINUTE)
    assert nudges(ada) == []
    await house.passes(2 * A_MINUTE)
    (nudge,) = nudges(ada)
    assert nudge.content in LINES
    assert not nudge.flags & V2
    assert bool(nudge.flags & SILENT) == silent
    buttons = [b["label"] for row in nudge.components for b in row["components"]]
    assert buttons == ["Open", "Later", "Skip today", "Stop these"]
    await house.passes(AN_HOUR)
    assert len(nudges(ada)) == 1
    assert (await entry_of(house, ada)).day == entry.day + A_DAY


async def test_one_request_per_nudge_and_only_to_its_person(
    house: House, ada: Person, ben: Person
) -> None:
    await asks(house, ada)
    before = len(house.env.backend.http_requests)
    await house.passes(DAY)
    made = [(r.method, r.path) for r in house.env.backend.http_requests[before:]]
    assert made == [("POST", f"/channels/{ada.dm.id}/messages")]
    assert not ben.inbox


async def test_two_weeks_bring_one_a_day_and_no_line_twice_in_a_week(
    house: House, ada: Person
) -> None:
    entry = await asks(house, ada)
    for _ in range(14):
        await house.passes(DAY)
        # They look in every day, so that silence does not make them fewer.
        await store_of(house).reminders.put(replace(await entry_of(house, ada), unanswered=0))
    said = [m.content for m in nudges(ada)]
    assert len(said) == 14
    assert all(len({*said[n : n + 7]}) == 7 for n in range(8))
    assert (await entry_of(house, ada)).day == entry.day + 14 * A_DAY


async def test_silence_makes_them_fewer_then_one_last_line_and_no_more(
    house: House, ada: Person
) -> None:
    entry = await asks(house, ada)
    days = []
    for _ in range(60):
        before = len(nudges(ada))
        await house.passes(DAY)
        if len(nudges(ada)) > before:
            days.append((local(ZONE, house.env.now()).date() - entry.day).days)
    said = [m.content for m in nudges(ada)]
    gaps = [b - a for a, b in pairwise(days)]
    assert gaps == [1, 1, 3, 3, 3, 7, 7, 7, 7]
    assert said[-1] == TEXTS.stop_say
    assert TEXTS.stop_say not in said[:-1]
    assert await store_of(house).reminders.of(PersonId(ada.id)) == []


async def test_a_nudge_turns_into_a_page_where_it_stands(house: House, ada: Person) -> None:
    entry = await asks(house, ada)
    await house.passes(DAY)
    (nudge,) = nudges(ada)
    await ada.presses("Open")
    (page,) = ada.inbox
    message = ada._env.backend.messages[ada.dm.id][nudge.id]
    assert message.content == ""
    assert message.flags & V2
    assert page.text
    assert entry.id.hex() not in page.text


async def test_a_slow_answer_to_a_nudge_turns_it_into_a_page_too(house: House, ada: Person) -> None:
    await asks(house, ada)
    await house.passes(DAY)
    (nudge,) = nudges(ada)
    async with busy(house, ada):
        pressing = asyncio.create_task(ada.forges(str(Press("mine"))))
    await pressing
    assert answers(house) == [WAITS_ON_PAGE]
    message = ada._env.backend.messages[ada.dm.id][nudge.id]
    assert (message.content, len(ada.inbox)) == ("", 1)


async def test_a_snooze_or_a_stop_wins_until_the_moment_it_leaves(
    house: House, ada: Person
) -> None:
    entry = await asks(house, ada)
    reminders = store_of(house).reminders
    await house.passes(until(house, entry.due) - A_MINUTE)
    await reminders.put(snoozed(entry, house.env.now() + timedelta(hours=1)))
    await house.passes(30 * A_MINUTE)
    assert nudges(ada) == []
    await house.passes(AN_HOUR)
    (nudge,) = nudges(ada)
    # It was asked for: another kind of line, so that none is read twice in a day.
    assert nudge.content in TEXTS.followups
    await reminders.drop(PersonId(ada.id), [entry.id])
    await house.passes(7 * DAY)
    assert len(nudges(ada)) == 1


async def test_whoever_closes_their_door_is_left_alone_until_they_come_back(
    house: House, ada: Person
) -> None:
    entry = await asks(house, ada)
    ada.dms_closed()
    await house.passes(3 * DAY)
    tried = [r for r in house.env.backend.http_requests if r.path.endswith(f"{ada.dm.id}/messages")]
    assert len(tried) == 1
    ada.dms_open()
    await house.passes(3 * DAY)
    assert nudges(ada) == []
    with house.env.time_context():
        await store_of(house).reminders.wake(PersonId(ada.id), house.env.now())
    await house.passes(DAY)
    assert len(nudges(ada)) == 1
    assert (await entry_of(house, ada)).day > entry.day


async def test_a_lost_answer_does_not_double_it(house: House, ada: Person) -> None:
    await asks(house, ada)
    ada.loses_an_answer()
    await house.passes(DAY)
    await house.passes(AN_HOUR)
    assert len(nudges(ada)) == 1


async def test_after_a_crash_the_chat_is_looked_through(house: House, ada: Person) -> None:
    entry = await asks(house, ada)
    await house.passes(until(house, entry.due) - A_MINUTE)
    reminders = store_of(house).reminders
    await house.env.advance_time(A_MINUTE)
    (claim,) = await reminders.claim(house.env.now(), 9)
    with house.env.time_context():
        nudge = bot_of(house).reminders._nudge(entry, mark_of(entry))
        await outbox_of(house).nudge(entry.to, nudge, mark_of(entry))
    await house.restart()
    # Long enough for Discord to have forgotten the mark.
    await house.env.advance_time(20 * A_MINUTE)
    await house.passes(DAY - AN_HOUR)
    assert len(nudges(ada)) == 1
    after = await entry_of(house, ada)
    assert (after.day, after.unanswered) == (claim.entry.day + A_DAY, 1)


async def test_after_a_crash_before_it_was_said_it_is_said(house: House, ada: Person) -> None:
    entry = await asks(house, ada)
    await house.env.advance_time(until(house, entry.due))
    await store_of(house).reminders.claim(house.env.now(), 9)
    await house.restart()
    await house.passes(20 * A_MINUTE)
    assert len(nudges(ada)) == 1


async def test_what_an_outage_made_late_is_not_said_any_more(house: House, ada: Person) -> None:
    entry = await asks(house, ada)
    await house.env.advance_time(until(house, entry.due) + AN_HOUR)
    await house.passes(A_MINUTE)
    assert nudges(ada) == []
    assert (await entry_of(house, ada)).unanswered == 0
    await house.passes(DAY)
    assert len(nudges(ada)) == 1


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, 50007, RecipientUnreachable),
        (403, 50278, RecipientUnreachable),
        (403, 50001, RecipientUnreachable),
        (404, 10003, RecipientUnreachable),
        (404, 10013, RecipientUnreachable),
        (403, 40003, TryAgainLater),
        (403, 0, TryAgainLater),
        (400, 50035, TryAgainLater),
        (503, 0, TryAgainLater),
        (403, 20026, BotQuarantined),
        (401, 0, BotQuarantined),
    ],
)
async def test_what_discord_says_is_one_of_three_things(
    house: House, ada: Person, status: int, code: int, kind: type[Exception]
) -> None:
    entry = await asks(house, ada)
    ada.dms_closed(status, code)
    door, reminders = outbox_of(house), bot_of(house).reminders
    with house.env.time_context(), pytest.raises(kind):
        await door.nudge(entry.to, reminders._nudge(entry, "mark"), "mark")
    ada.dms_open()
    with house.env.time_context():
        await door.nudge(entry.to, reminders._nudge(entry, "mark"), "mark")
        assert await door.was_nudged(entry.to, "mark")
        assert not await door.was_nudged(entry.to, "another")
    assert len(nudges(ada)) == 1


@pytest.mark.parametrize("verb", ["mine", "retire"])
async def test_a_slow_answer_never_touches_what_everybody_sees(
    house: House, ada: Person, verb: str
) -> None:
    forger = Forger(house, ada)
    forgery = Forgery(str(Press(verb)), where=Where.PUBLIC_IN_SERVER)
    async with busy(house, ada):
        sending = asyncio.create_task(forger.send([forgery]))
    (answer,) = await sending
    assert answers(house) == [WAITS]
    (public,) = [m for m in forger._there(answer.interaction).values() if m.flags == V2]
    assert "an old page" in str(public.components)
    assert "an old page" not in answer.text
    assert answer.text


async def test_deleting_everything_ends_them(house: House, ada: Person) -> None:
    await asks(house, ada)
    await store_of(house).forget(PersonId(ada.id))
    await house.passes(3 * DAY)
    assert nudges(ada) == []
