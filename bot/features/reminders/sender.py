"""The tick and the pacer: what is due is claimed, said one by one, and settled.

Killed at any moment, nothing is lost and nothing comes twice: a claim left open is said again
under the same mark, or the chat is looked through for it first.
"""

import asyncio
import base64
import hashlib
import logging
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.content.reminder_texts import LATER, OPEN, STEPS, STOP, ReminderTexts
from bot.instance import RATE
from bot.languages import Languages
from bot.schedule.counters import NudgeOutcome
from bot.schedule.reminder import Claim, Reminder, ReminderKind
from bot.schedule.timing import instant, is_last_word, is_late, missed, said_late, sent, shut_out
from bot.store.errors import StoreUnavailable
from bot.store.reminders import ReminderTable
from bot.ui.model import (
    BotQuarantined,
    Button,
    Nudge,
    PrivateDoor,
    RecipientUnreachable,
    TryAgainLater,
)
from bot.ui.press import Press

# So many seconds' worth of sending is claimed at a time: little is ever in doubt.
AT_A_TIME = 2.0
# Twice the same mark is one message to Discord for "a few minutes".
SURE = timedelta(minutes=2)
# Discord bans whoever is refused 10,000 times in ten minutes.
MOST_REFUSED, REFUSED_WITHIN = 1_500, 600.0
# After so many failures in a row it is Discord that is away, and not somebody's chat.
AWAY = 3
# What failed is not tried again sooner than that.
WAIT = timedelta(seconds=30)
# How long what is being said may take to be finished when we are told to stop.
GRACE = 3.0

Settled: TypeAlias = tuple[Claim, Reminder | None]

log = logging.getLogger(__name__)


class ReminderSender:
    """Says what is due, to whom it is due, and nothing else unasked."""

    def __init__(
        self,
        reminders: ReminderTable,
        door: PrivateDoor,
        languages: Languages,
        now: Callable[[], datetime],
        *,
        rate: float = RATE,
    ) -> None:
        # What came of those that were due, since the start.
        self.counts: Counter[NudgeOutcome] = Counter()
        self._reminders, self._door, self._now = reminders, door, now
        self._languages = languages
        self._pacer = _Pacer(rate)
        self._most = max(1, round(rate * AT_A_TIME))
        # What this process claimed, and when, by a clock that nobody can set.
        self._mine: dict[bytes, float] = {}
        # What failed, and when it did.
        self._failed: dict[bytes, datetime] = {}
        self._failed_in_a_row = 0
        # What failed by a mistake of ours, and was logged.
        self._left: set[bytes] = set()
        # What was let go of in this look, by its kind.
        self._cost: list[ReminderKind] = []
        self._ticks = 0
        # When Discord refused something lately.
        self._refused: deque[float] = deque()
        self._barred = self._resting = False
        self._turn = asyncio.Lock()

    async def tick(self) -> None:
        """See to what is due; comes back when nothing is left to be done now."""
        async with self._turn:
            try:
                await self._tick()
            finally:
                self._tell_the_cost()

    async def _tick(self) -> None:
        self._ticks += 1
        self._failed_in_a_row = 0
        left_open = [c for c in await self._reminders.claimed() if self._may_be_tried(c)]
        # Each time another one comes first: some chats may fail again and again.
        first = self._ticks % max(1, len(left_open))
        await self._round(left_open[first:] + left_open[:first])
        if self._failed_in_a_row:
            # One goes ahead, to see whether it is Discord that is away.
            self._failed_in_a_row = AWAY - 1
            await self._round(await self._claim(1))
            if self._failed_in_a_row:
                return
        async with asyncio.TaskGroup() as group:
            while claims := await self._claim(self._most):
                await self._see_to(claims, group)

    async def rest(self) -> None:
        """Say nothing more; what is being said is finished, if it does not take long."""
        self._resting = True
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE), self._turn:
                pass

    async def _claim(self, most: int) -> list[Claim]:
        if not self._may_go_on():
            return []
        claims = await self._reminders.claim(self._now(), most)
        at = _seconds()
        self._mine |= {claim.entry.id: at for claim in claims}
        return claims

    async def _round(self, claims: Sequence[Claim]) -> None:
        async with asyncio.TaskGroup() as group:
            await self._see_to(claims, group)

    async def _see_to(self, claims: Sequence[Claim], group: asyncio.TaskGroup) -> None:
        over: list[Settled] = []
        going = []
        for claim in claims:
            now = self._now()
            if claim.entry.due is None or claim.entry.due > now:
                continue  # the clock was put back: its time is still to come
            try:
                if self._is_sure(claim) and is_late(claim.entry, now):
                    over.append((claim, self._missed(claim.entry, now)))
                    continue
            except Exception as error:  # noqa: BLE001 - the others have their turn
                self._leave(claim, error)
                continue
            await self._pacer.slot()
            if not self._may_go_on():
                break
            going.append(group.create_task(self._said(claim)))
        group.create_task(self._settle(over, going))

    async def _settle(
        self, over: list[Settled], going: "Sequence[asyncio.Task[Settled | None]]"
    ) -> None:
        """All of them in one go, once each is decided. Who is undecided stays claimed."""
        if going:
            await asyncio.wait(going)
        done = over + [settled for task in going if (settled := task.result())]
        await self._reminders.settle(done)
        for claim, _ in done:
            self._let_go(claim)

    async def _said(self, claim: Claim) -> Settled | None:
        try:
            return await self._say(claim)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - the others have their turn
            self._leave(claim, error)
            return None

    async def _say(self, claim: Claim) -> Settled | None:
        """Say it, and what becomes of it; None where that is still open."""
        entry, mark = claim.entry, mark_of(claim.entry)
        if not await self._reminders.still_stands(claim):
            self._let_go(claim)
            return None
        try:
            if not self._is_sure(claim) and await self._door.was_nudged(entry.to, mark):
                return claim, sent(entry)
            if is_late(entry, self._now()):
                return claim, self._missed(entry, self._now())
            await self._door.nudge(entry.to, self._nudge(entry, mark), mark)
        except RecipientUnreachable:
            self.counts[NudgeOutcome.CLOSED] += 1
            self._note_refusal()
            return claim, shut_out(entry)
        except TryAgainLater:
            self.counts[NudgeOutcome.PUT_OFF] += 1
            # It may have been a refusal, too.
            self._note_refusal()
            self._failed[entry.id] = self._now()
            self._failed_in_a_row += 1
            return None
        except BotQuarantined:
            self.counts[NudgeOutcome.BARRED] += 1
            self._bar()
            return None
        self.counts[NudgeOutcome.SENT] += 1
        self._failed_in_a_row = 0
        return claim, sent(said_late(entry, self._now()))

    def _missed(self, entry: Reminder, now: datetime) -> Reminder | None:
        then = missed(entry, now)
        if entry.kind is not ReminderKind.BEFORE or then is None or then.lapsed:
            self.counts[NudgeOutcome.LATE] += 1
            self._cost.append(entry.kind)
        return then

    def _tell_the_cost(self) -> None:
        """How many were let go of in this look: by kind, and never whose."""
        cost, self._cost = self._cost, []
        for kind in ReminderKind:
            if those := [one for one in cost if one is kind]:
                log.warning("let go of as too late: %d reminders (%s)", len(those), kind.value)

    def _leave(self, claim: Claim, error: Exception) -> None:
        """One that can't be seen to is left as it is, and tried again after a while."""
        if claim.entry.id not in self._left:
            log.error("a reminder that is due failed and is left: %s", type(error).__name__)
        self._left.add(claim.entry.id)
        self._failed[claim.entry.id] = self._now()

    def _let_go(self, claim: Claim) -> None:
        self._mine.pop(claim.entry.id, None)
        self._failed.pop(claim.entry.id, None)
        self._left.discard(claim.entry.id)

    def _may_be_tried(self, claim: Claim) -> bool:
        failed = self._failed.get(claim.entry.id)
        return failed is None or not timedelta() <= self._now() - failed < WAIT

    def _is_sure(self, claim: Claim) -> bool:
        """Whether nothing can have been said under its mark that Discord does not remember."""
        at = self._mine.get(claim.entry.id)
        recent = at is not None and _seconds() - at < SURE.total_seconds()
        # Two clocks: one can be set, the other stands still while a machine sleeps.
        return recent and timedelta() <= self._now() - claim.since < SURE

    def _may_go_on(self) -> bool:
        if self._barred or self._resting or self._failed_in_a_row >= AWAY:
            return False
        while self._refused and _seconds() - self._refused[0] > REFUSED_WITHIN:
            self._refused.popleft()
        return len(self._refused) < MOST_REFUSED

    def _note_refusal(self) -> None:
        self._refused.append(_seconds())
        if len(self._refused) == MOST_REFUSED:
            log.warning("Discord refused so many messages that reminders wait for a few minutes")

    def _bar(self) -> None:
        if not self._barred:
            log.error(
                "Discord takes no more messages from this bot that nobody is asking for just now:"
                " reminders have stopped. See to it at https://dis.gd/app-quarantine, then start"
                " the bot again."
            )
        self._barred = True

    def _nudge(self, entry: Reminder, mark: str) -> Nudge:
        last = is_last_word(entry)
        texts = self._languages.named(entry.language).reminders
        line = texts.stop_say if last else _line(texts, entry)
        # What comes once has no other day to skip to, and before a talk there is no later.
        once = (OPEN, STOP) if entry.kind is ReminderKind.BEFORE else (OPEN, LATER, STOP)
        steps = (OPEN,) if last else STEPS if entry.days else once
        labels = {**texts.buttons, **({} if entry.days else {STOP: texts.leave})}
        buttons = [
            Button(labels[step], str(Press("reminder", entry.id, step, mark))) for step in steps
        ]
        return Nudge(line, tuple(buttons), silent=entry.silent)


def _line(texts: ReminderTexts, entry: Reminder) -> str:
    """By the day, so that none comes twice within a week; from another place for each entry."""
    in_time = entry.due == instant(entry.zone, entry.day, entry.minute)
    daily = entry.kind is ReminderKind.DAILY and in_time
    lines = texts.lock_screen if daily else texts.followups
    return lines[(entry.day.toordinal() + int.from_bytes(entry.id[:4])) % len(lines)]


def mark_of(entry: Reminder) -> str:
    """What a nudge is known by: the same for the same entry, day and instant, on no page."""
    when = f"{entry.day.toordinal()} {entry.due}".encode()
    digest = hashlib.sha256(entry.id + when).digest()[:18]
    return base64.urlsafe_b64encode(digest).decode()


class _Pacer:
    """Evenly spaced, whoever comes."""

    def __init__(self, rate: float) -> None:
        self._gap = 1 / rate
        self._next = 0.0

    async def slot(self) -> None:
        at = max(self._next, _seconds())
        self._next = at + self._gap
        if (wait := at - _seconds()) > 0:
            await asyncio.sleep(wait)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
