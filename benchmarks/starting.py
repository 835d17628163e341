"""M1, M2: what the bot takes while nothing happens, and how soon it answers after its start.

Beside it a client of discord.py's that does nothing but answer. Both as processes of their own.
"""

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.agenda import filled
from benchmarks.line import Order, line
from benchmarks.row import Row
from tests.fake_discord.town import TOKEN

ROOT = Path(__file__).resolve().parent.parent
SCHEDULES = 100_000
ROUNDS = 5
# Seconds after its first answer until a process has come to rest.
REST = 3.0
PRESS = "help///"
BARE = """
import sys, discord
from discord import ui
from tests.fake_discord.pointing import point_at
point_at(sys.argv[1])
class Bare(discord.Client):
    async def on_interaction(self, interaction):
        view = ui.LayoutView()
        view.add_item(ui.TextDisplay("Here."))
        view.stop()
        await interaction.response.edit_message(view=view)
Bare(intents=discord.Intents.none(), max_messages=None).run("bench", log_handler=None)
"""


def run() -> list[Row]:
    """Each goal beside a bare client."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(_fill(folder))
        started = [(_started(folder, _ours), _started(folder, _bare)) for _ in range(ROUNDS)]
    memory = statistics.median(ours[1] / bare[1] for ours, bare in started)
    soon = statistics.median(ours[0] / bare[0] for ours, bare in started)
    (our_start, our_memory), (bare_start, bare_memory) = (
        [statistics.median(figures) for figures in zip(*side, strict=True)]
        for side in zip(*started, strict=True)
    )
    return [
        Row(
            "M1",
            f"memory at rest, with {SCHEDULES:,} schedules",
            f"{our_memory:.1f} MiB, {memory:.2f}x",
            f"a bare discord.py client: {bare_memory:.1f} MiB",
            "at most 1.30x",
            memory <= 1.30,
        ),
        Row(
            "M2",
            "from the start of the process to the first answer",
            f"{our_start:.2f} s, {soon:.2f}x",
            f"a bare discord.py client: {bare_start:.2f} s",
            "at most 1.5x",
            soon <= 1.5,
        ),
    ]


async def _fill(folder: Path) -> None:
    tomorrow = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1)
    store = await filled(folder, SCHEDULES, tomorrow)
    await store.close()


def _ours(origin: str) -> list[str]:
    return ["-m", "tests.fake_discord.launch", origin, "run"]


def _bare(origin: str) -> list[str]:
    return ["-c", BARE, origin]


def _started(folder: Path, command: Callable[[str], list[str]]) -> tuple[float, float]:
    """Seconds to the first answer, and MiB once at rest."""
    with line([PRESS]) as (port, carry_out):
        began = time.perf_counter()
        with _process(folder, command(f"http://127.0.0.1:{port}")) as process:
            carry_out(Order(1, 1))
            took = time.perf_counter() - began
            time.sleep(REST)
            pages = int(Path(f"/proc/{process.pid}/statm").read_text("ascii").split()[1])
            return took, pages * resource.getpagesize() / 2**20


@contextmanager
def _process(folder: Path, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    settings = {
        "QUIET_PAGE_TOKEN": TOKEN,
        "QUIET_PAGE_DATA_DIR": str(folder / "data"),
        "QUIET_PAGE_KEY_FILE": str(folder / "key" / "master.key"),
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
