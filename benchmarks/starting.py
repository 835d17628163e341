"""M1, M2: what the bot takes while nothing happens, and how soon it answers after its start.

Beside it the floor: a client that imports what the bot is required to be made of, reads its token
by it, and does nothing but answer. Both compiled, as processes of their own.
"""

import asyncio
import compileall
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.agenda import filled
from benchmarks.line import Order, line
from benchmarks.row import Row
from tests.fake_discord.town import TOKEN

ROOT = Path(__file__).resolve().parent.parent
SCHEDULES = 100_000
ROUNDS = 7
# Seconds after its first answer until a process has come to rest.
REST = 3.0
PRESS = "help///"
# Says that every page was made since anything changed; without it they are made at the start.
MARK = "pages.sha256"
# Where discord.py looks for Discord is said when the loop begins: by then each side has imported
# what it needs, in its own way.
POINTED = """
import asyncio, sys
def pointed(main, run=asyncio.run):
    import discord.gateway, discord.http, yarl
    discord.http.Route.BASE = sys.argv[1] + "/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[1]).with_scheme("ws")
    return run(main)
asyncio.run = pointed
"""
OURS = f"""
{POINTED}
from bot.__main__ import main
sys.exit(main(["run"]))
"""
FLOOR = f"""
{POINTED}
import aiosqlite, discord
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from discord import ui
from discord.ext import commands
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="QUIET_PAGE_")
    token: SecretStr
class Floor(discord.Client):
    async def on_interaction(self, interaction):
        view = ui.LayoutView()
        view.add_item(ui.TextDisplay("Here."))
        view.stop()
        await interaction.response.edit_message(view=view)
client = Floor(intents=discord.Intents.none(), max_messages=None)
client.run(Settings().token.get_secret_value(), log_handler=None)
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds to the first answer, and of them on the processor; MiB at rest."""

    wall: float
    processor: float
    memory: float


def run() -> list[Row]:
    """Both goals beside the floor."""
    for part in ("bot", "cogs"):
        compileall.compile_dir(ROOT / part, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(_fill(folder))
        # The first of each reads everything from the disk, and isn't counted.
        pairs = [(_started(folder, OURS), _started(folder, FLOOR)) for _ in range(ROUNDS + 1)][1:]
        (folder / "data" / MARK).unlink()
        anew = _started(folder, OURS)
    ours, floor = [_middle(side) for side in zip(*pairs, strict=True)]
    held = statistics.median(our.memory / its.memory for our, its in pairs)
    processor = statistics.median(our.processor / its.processor for our, its in pairs)
    wall = statistics.median(our.wall / its.wall for our, its in pairs)
    return [
        Row(
            "M1",
            f"memory at rest, with {SCHEDULES:,} schedules",
            f"{ours.memory:.1f} MiB, {held:.2f}x",
            f"a client that imports what is required: {floor.memory:.1f} MiB",
            "at most 1.06x",
            held <= 1.06,
        ),
        Row(
            "M2",
            "processor time from the start of the process to the first answer",
            f"{ours.processor * 1000:.0f} ms, {processor:.2f}x; by the clock"
            f" {ours.wall * 1000:.0f} ms, {wall:.2f}x; the first one after a change"
            f" {anew.processor * 1000:.0f} ms",
            f"a client that imports what is required: {floor.processor * 1000:.0f} ms; by the"
            f" clock {floor.wall * 1000:.0f} ms",
            "at most 1.2x of processor time",
            processor <= 1.2,
        ),
    ]


def _middle(starts: tuple[Start, ...]) -> Start:
    return Start(
        statistics.median(start.wall for start in starts),
        statistics.median(start.processor for start in starts),
        statistics.median(start.memory for start in starts),
    )


async def _fill(folder: Path) -> None:
    tomorrow = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1)
    store = await filled(folder, SCHEDULES, tomorrow)
    await store.close()


def _started(folder: Path, program: str) -> Start:
    with line([PRESS]) as (port, carry_out):
        began = time.perf_counter()
        with process(folder, program, f"http://127.0.0.1:{port}") as pid:
            carry_out(Order(1, 1))
            wall, processor = time.perf_counter() - began, processor_time(pid)
            time.sleep(REST)
            return Start(wall, processor, memory(pid))


def processor_time(pid: int) -> float:
    """Seconds that all threads of a process were on a processor, those that ended, too."""
    # clock_getcpuclockid(3), which Python has for threads alone.
    return time.clock_gettime(~pid << 3 | 2)


def memory(pid: int) -> float:
    """MiB that a process holds now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


@contextmanager
def process(folder: Path, program: str, origin: str) -> Iterator[int]:
    """A program in a process of its own, with its files in this folder."""
    settings = {
        "QUIET_PAGE_TOKEN": TOKEN,
        "QUIET_PAGE_DATA_DIR": str(folder / "data"),
        "QUIET_PAGE_KEY_FILE": str(folder / "key" / "master.key"),
        "PYTHONPATH": str(ROOT),
    }
    around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    made = subprocess.Popen(
        [sys.executable, "-c", program, origin],
        cwd=folder,
        env=around | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield made.pid
    finally:
        made.terminate()
        made.wait()
