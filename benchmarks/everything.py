"""G3: what somebody does with all they keep, and for how long nobody else is answered meanwhile."""

import asyncio
import gc
import shutil
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from benchmarks import growing
from benchmarks.held import Gap, Watch
from benchmarks.row import Row
from bot.confidential import Confidential
from bot.features.mydata.about_whom import called
from bot.features.mydata.search_pages import WORDS
from bot.features.mydata.tagging import WORD
from bot.features.mydata.transfer_pages import AGAIN, PHRASE
from bot.kept import retention
from bot.kept.record_kinds import Kept
from bot.person import PersonId
from bot.reveal import reveal
from bot.router import Router
from bot.store import Store
from bot.ui.event import Event, Upload
from bot.ui.model import Card, Keepsake
from bot.ui.press import Press, key_of

SIZES = (10, 5_000)
ROUNDS, MOST = 5, 20.0
OPENS = "a sentence that is long enough"
OTHERWISE = growing.SAID.replace("blame", "a quarrel")
# Somebody who keeps as much, and brings in what the other one saved.
FRIEND = PersonId(10**17 + 7)


@dataclass(slots=True)
class Visit:
    """One person with much or little, in a bot that was just started."""

    store: Store
    router: Router
    person: PersonId
    # What they saved, and what is asked once a file was looked at.
    files: list[bytes] = field(default_factory=list)
    merge: str = ""

    async def press(self, press: Press | str, **given: str) -> object:
        """Press it, with what is written into its form."""
        parsed = press if isinstance(press, Press) else Press.parse(press)
        assert parsed, press
        boxes = {name: Confidential[str | list[str]](text) for name, text in given.items()}
        return await self.router.answer(Event(self.person, parsed, private=True, given=boxes))

    async def first(self, kind: Kept) -> bytes:
        """The oldest of a kind."""
        async with self.store.session(self.person) as session:
            return session.contents.of(kind.value)[-1]


def run() -> list[Row]:
    """Each of them with five thousand things, beside the same with ten."""
    found: dict[str, dict[int, list[Gap]]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_fill(Path(folder) / "filled", size))
            for round in range(ROUNDS):
                here = Path(folder) / f"{round}"
                shutil.copytree(Path(folder) / "filled", here)
                for name, gap in asyncio.run(_measured(here, size)):
                    found.setdefault(name, {}).setdefault(size, []).append(gap)
    return [_row(name, by_size) for name, by_size in found.items()]


def _row(name: str, found: dict[int, list[Gap]]) -> Row:
    (_, few), (size, much) = found.items()
    held = statistics.median(gap.held for gap in much)
    seen = statistics.median(gap.seen for gap in much)
    return Row(
        "G3",
        f"{name}, with {size:,} things: the longest the loop was held, milliseconds",
        f"{held:.1f} (with what waited for a processor {seen:.1f})",
        f"with ten: {statistics.median(gap.held for gap in few):.1f}",
        f"at most {MOST:.0f}",
        held <= MOST,
    )


async def _measured(folder: Path, size: int) -> list[tuple[str, Gap]]:
    gaps = []
    async with _visited(folder, size) as visit:
        gc.collect()
        gc.freeze()  # as the bot does
        for name, act in ACTS.items():
            watch = Watch()
            await asyncio.sleep(0.003)
            await act(visit)
            await watch.stop()
            gaps.append((name, watch.longest()))
    return gaps


async def _fill(folder: Path, size: int) -> None:
    async with _visited(folder, size) as visit:
        await growing._fill(visit.router, visit.person, size)  # noqa: SLF001 - ours
        await growing._fill(visit.router, FRIEND, size, OTHERWISE)  # noqa: SLF001 - ours
        for days in range(4):
            visit.store.days.note((growing.NOW - timedelta(days=3 - days)).date())


@asynccontextmanager
async def _visited(folder: Path, size: int) -> AsyncIterator[Visit]:
    async with growing._house(folder, size) as (store, router, people):  # noqa: SLF001 - ours
        yield Visit(store, router, people[size])


def _upload(content: bytes) -> Upload:
    async def given() -> Confidential[bytes]:
        return Confidential(content)

    return Upload(len(content), given)


Act = Callable[[Visit], Awaitable[object]]


def _saved(kind: str) -> Act:
    return lambda visit: visit.press(f"saveall///{kind}")


async def _saved_for_machines(visit: Visit) -> None:
    made = await visit.press("saveall///json")
    assert isinstance(made, Keepsake)
    contents = [made.content, *(content for _, content in made.more)]
    visit.files = [_read(content) for content in contents]


def _read(content: object) -> bytes:
    assert isinstance(content, Confidential)
    return str(reveal(content)).encode()


async def _looked(visit: Visit) -> None:
    """As much as one file holds, beside all that is here."""
    visit.person = FRIEND
    sent, upload = Press("carry", step="sent"), _upload(visit.files[0])
    page = await visit.router.answer(Event(FRIEND, sent, private=True, upload=upload))
    assert isinstance(page, Card)
    visit.merge = next((b for b in _presses(page) if "/merge/" in b), "")
    assert visit.merge, page.body


async def _brought_in(visit: Visit) -> None:
    before = await _count(visit)
    await visit.press(visit.merge)
    assert await _count(visit) > before


def _presses(page: Card) -> Iterator[str]:
    rows = (row for row in page.rows if isinstance(row, tuple))
    return (button.press for row in rows for button in row)


async def _opened(visit: Visit) -> None:
    """The last of all, out of the list."""
    async with visit.store.session(visit.person) as session:
        *_, last = session.contents.everything()
    picked = Confidential[str | list[str]]([key_of(last)])
    await visit.router.answer(Event(visit.person, Press("open"), private=True, picked=picked))


async def _tagged(visit: Visit) -> None:
    id = await visit.first(Kept.TAKEAWAY)
    await visit.press(Press("tag", id, "sent"), **{WORD: "winter"})


async def _printed(visit: Visit) -> None:
    id = await visit.first(Kept.WALKTHROUGH)
    made = await visit.press(Press("paper", id, "", "a4"))
    assert isinstance(made, Keepsake), made


async def _gone_about(visit: Visit) -> None:
    async with visit.store.session(visit.person) as session:
        everything = session.contents.everything()
        id = next(id for id in everything if called(growing.LIBRARY, session, id))
    await visit.press(Press("retire", id, "aboutyes"))


async def _gone_old(visit: Visit) -> None:
    visit.person = FRIEND
    async with visit.store.session(FRIEND) as session:
        retention.choose(session, "month", (growing.NOW - timedelta(days=3)).date())
    before = await _count(visit)
    await visit.router.command("menu", FRIEND)
    assert before <= SIZES[0] * 3 or await _count(visit) < before / 2


async def _count(visit: Visit) -> int:
    async with visit.store.session(visit.person) as session:
        return len(session.contents)


ACTS: dict[str, Act] = {
    "the first page after a start": lambda visit: visit.router.command("menu", visit.person),
    "one of them opened": _opened,
    "a tag put on": _tagged,
    "a card set for paper": _printed,
    "searching for what is nowhere": lambda visit: visit.press("search//sent/", **{WORDS: "zebra"}),
    "searching for what is everywhere": lambda visit: visit.press(
        "search//sent/", **{WORDS: "blame heard"}
    ),
    "everything as Markdown": _saved("md"),
    "everything as text": _saved("txt"),
    "everything for a browser": _saved("html"),
    "everything for machines": _saved_for_machines,
    "everything in one that opens with a passphrase": lambda visit: visit.press(
        "saveall///zipped", **{PHRASE: OPENS, AGAIN: OPENS}
    ),
    "everything about one person gone": _gone_about,
    "all of it forgotten": lambda visit: visit.press("forgotten///"),
    "a file looked at": _looked,
    "a file brought in": _brought_in,
    "what has grown old gone": _gone_old,
}
