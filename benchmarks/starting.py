"""M1, M2: what the bot takes while nothing happens, and how soon it answers after its start.

Beside it the floor: a client that imports what the bot is required to be made of, reads its token
by it, and does nothing but answer. Both compiled, as processes of their own.
"""

import asyncio
import compileall
import statistics
import tempfile
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.agenda import filled
from benchmarks.line import Order, line
from benchmarks.row import Row
from benchmarks.running import ROOT, Running, running
from tests.fake_discord.town import TOKEN

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
    """Seconds to the first answer, on the processor and waiting for one; MiB at rest."""

    wall: float
    processor: float
    waiting: float
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
            f"{_told(ours)}; {processor:.2f}x, and {wall:.2f}x by the clock; the first one after"
            f" a change {anew.processor * 1000:.0f} ms",
            f"a client that imports what is required: {_told(floor)}",
            "at most 1.2x of processor time",
            processor <= 1.2,
        ),
    ]


def _told(start: Start) -> str:
    wall, processor, waiting = (
        f"{seconds * 1000:.0f} ms" for seconds in (start.wall, start.processor, start.waiting)
    )
    return f"{processor} ({wall} by the clock, {waiting} of them waiting for a processor)"


def _middle(starts: tuple[Start, ...]) -> Start:
    return Start(
        statistics.median(start.wall for start in starts),
        statistics.median(start.processor for start in starts),
        statistics.median(start.waiting for start in starts),
        statistics.median(start.memory for start in starts),
    )


async def _fill(folder: Path) -> None:
    tomorrow = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1)
    store = await filled(folder, SCHEDULES, tomorrow)
    await store.close()


def _started(folder: Path, program: str) -> Start:
    with line([PRESS]) as (port, carry_out):
        began = time.perf_counter()
        with process(folder, program, port) as bot:
            carry_out(Order(1, 1))
            wall, used = time.perf_counter() - began, bot.used()
            time.sleep(REST)
            return Start(wall, used.processor, used.waiting, bot.memory())


def process(
    folder: Path, program: str, port: int, **around: str
) -> AbstractContextManager[Running]:
    """One of the programs in a process of its own, with its files in this folder."""
    return running(
        ["-c", program, f"http://127.0.0.1:{port}"],
        **around,
        QUIET_PAGE_TOKEN=TOKEN,
        QUIET_PAGE_DATA_DIR=str(folder / "data"),
        QUIET_PAGE_KEY_FILE=str(folder / "key" / "master.key"),
        QUIET_PAGE_LOG_LEVEL="WARNING",
        # To Python that is as if it were not set.
        PYTHONDONTWRITEBYTECODE="",
    )
