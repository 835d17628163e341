"""I1 to I5: a step of a walkthrough, sealed and durable before it is answered.

Beside it a bare handler of discord.py's that saves nothing, the bot as it is usually written, and
that one once more on hikari. All talk to the same lean line, one after the other, in rounds.
"""

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.contenders import ours
from benchmarks.line import COMMAND, Order, Timing, line
from benchmarks.row import Row
from benchmarks.running import PEERS, Running, Used, running
from benchmarks.walking import sessions_opened
from tests.process.slow_flush import compiler, slow_flush

PEOPLE = ours.PEOPLE
PAIRS = 5
STEPS, ALONE, WARM = 2500, 1200, 300
LONG = 100_000
# Microseconds of a flush: of the disk the goal was measured on, and of a consumer's.
QUICK, SLOW = 130, 3000
MS, US = 1e3, 1e6


class Contender(NamedTuple):
    """A bot: what starts it, and what everybody presses."""

    program: tuple[str, ...]
    presses: list[str]
    python: Path | str = sys.executable
    more: tuple[str, ...] = ()


OURS = Contender(("-m", "benchmarks.contenders.ours"), ours.presses())
BARE = Contender(("-m", "benchmarks.contenders.bare"), ["x///"] * PEOPLE)
CARELESS = Contender(("-m", "benchmarks.contenders.typical"), ["x///"] * PEOPLE)
TYPICAL = CARELESS._replace(more=("alone",))
HIKARI = Contender(("-m", "benchmarks.contenders.lightbulb_bot"), [COMMAND] * PEOPLE, PEERS)


@dataclass(frozen=True, slots=True)
class Measured:
    """One order carried out: how long it took, and what the bot used for it."""

    timing: Timing
    used: Used

    @property
    def processor(self) -> float:
        """Microseconds on the processor for each answer."""
        return self.used.processor / len(self.timing.answers) * US

    @property
    def waiting(self) -> float:
        """Microseconds for each answer in which a thread could have run, and none was free."""
        return self.used.waiting / len(self.timing.answers) * US


def run() -> Iterator[Row]:
    """Each goal beside its floor."""
    yield from _rates()
    yield from _processor()
    yield from _endurance()
    yield _sessions()


def _rates() -> Iterator[Row]:
    if compiler() is None:
        print("I1  needs a C compiler: a flush can't be made as long as in the goal")
        return
    for microseconds, goal in ((QUICK, 1.0), (SLOW, 5.0)):
        order = Order(STEPS, PEOPLE)
        with tempfile.TemporaryDirectory() as folder:
            around = slow_flush(Path(folder), microseconds)
            rounds = [_each([OURS, TYPICAL, CARELESS], order, around) for _ in range(PAIRS)]
        mine, usual, careless = (
            _middle([m.timing.rate for m in of]) for of in zip(*rounds, strict=True)
        )
        ratio = _middle([o.timing.rate / t.timing.rate for o, t, _ in rounds])
        beside = _middle([o.timing.rate / c.timing.rate for o, _, c in rounds])
        yield Row(
            "I1",
            f"answers a second, {PEOPLE} in flight, where a flush takes {microseconds / MS:.2f} ms",
            f"{mine:,.0f}/s, {ratio:.2f}x",
            f"the typical bot, in plain text: {usual:,.0f}/s; a careless one: {careless:,.0f}/s"
            f" ({beside:.2f}x)",
            f"at least {goal:.1f}x",
            ratio >= goal,
        )


def _processor() -> Iterator[Row]:
    together, alone = Order(STEPS, PEOPLE), Order(ALONE, 1)
    hikari = [HIKARI] if PEERS.exists() else []
    rounds = [_each([OURS, TYPICAL, CARELESS, BARE, *hikari], together) for _ in range(PAIRS)]
    each = [_middle([m.processor for m in of]) for of in zip(*rounds, strict=True)]
    waiting = _middle([of[0].waiting for of in rounds])
    ratio = _middle([of[0].processor / of[1].processor for of in rounds])
    beside = _middle([of[0].processor / of[2].processor for of in rounds])
    on_hikari = f"; a careless one on hikari and lightbulb: {each[4]:,.0f} µs" if hikari else ""
    yield Row(
        "I2",
        f"processor time of a step, {PEOPLE} in flight",
        f"{each[0]:,.0f} µs, {ratio:.2f}x; {waiting:,.0f} µs of waiting for a processor besides",
        f"the typical bot: {each[1]:,.0f} µs; a careless one: {each[2]:,.0f} µs ({beside:.2f}x);"
        f" a bare handler that saves nothing: {each[3]:,.0f} µs{on_hikari}",
        "at most 1.10x",
        ratio <= 1.10,
    )
    singly = [_each([OURS, TYPICAL, BARE], alone) for _ in range(PAIRS)]
    added = _middle([(o.processor - b.processor) / MS for o, _, b in singly])
    usual = _middle([(t.processor - b.processor) / MS for _, t, b in singly])
    bare = _middle([b.processor / MS for *_, b in singly])
    wall, theirs = (_middle([of[n].timing.percentile(0.5) for of in singly]) for n in (0, 1))
    yield Row(
        "I3",
        "the same, one in flight: processor time added to a bare handler's",
        f"+{added:.2f} ms; answered after {wall:.2f} ms",
        f"a bare handler {bare:.2f} ms; the typical bot: +{usual:.2f} ms, answered after"
        f" {theirs:.2f} ms",
        "at most 0.8 ms",
        added <= 0.8,
    )


def _endurance() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, _at_work(OURS, Path(folder)) as (bot, carry_out):
        carry_out(Order(2000, PEOPLE))
        before = bot.memory()
        tenths = [carry_out(Order(LONG // 10, PEOPLE)) for _ in range(10)]
        after = bot.memory()
    first, last = tenths[0].percentile(0.99), tenths[-1].percentile(0.99)
    yield Row(
        "I4",
        f"after {LONG:,} steps: memory, and the slowest in a hundred of the last tenth",
        f"{after - before:+.1f} MiB; {last:.1f} ms, {last / first:.2f}x",
        f"{before:.1f} MiB before; {first:.1f} ms in the first tenth",
        "at most +5 MiB and 1.3x",
        after - before <= 5 and last <= 1.3 * first,
    )


def _sessions() -> Row:
    opened = asyncio.run(sessions_opened())
    theirs = [times for times in opened if times]
    return Row(
        "I5",
        f"how often somebody's pages are opened for a press, {len(theirs):,} that concern them",
        f"{statistics.fmean(theirs):.2f} times, {max(theirs)} at most",
        f"{len(opened) - len(theirs):,} presses of the same walk concern nothing of theirs: 0",
        "exactly 1",
        set(theirs) == {1},
    )


def _each(
    contenders: Sequence[Contender], order: Order, around: dict[str, str] | None = None
) -> list[Measured]:
    """The same order carried out by each, one after the other."""
    return [_measured(one, order, around or {}) for one in contenders]


def _measured(contender: Contender, order: Order, around: dict[str, str]) -> Measured:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _at_work(contender, folder, **around) as (bot, carry_out):
            carry_out(Order(WARM, order.in_flight))
            before = bot.used()
            timing = carry_out(order)
            used = bot.used().since(before)
        if contender is OURS:
            saved = asyncio.run(ours.saved(folder))
            assert saved == WARM + order.total, f"only {saved} were saved"
    return Measured(timing, used)


@contextmanager
def _at_work(
    contender: Contender, folder: Path, **around: str
) -> Iterator[tuple[Running, Callable[[Order], Timing]]]:
    with line(contender.presses) as (port, carry_out):
        command = [*contender.program, str(port), str(folder), *contender.more]
        with running(command, contender.python, **around) as bot:
            yield bot, carry_out


def _middle(figures: Sequence[float]) -> float:
    return statistics.median(figures)
