"""`make try`, as somebody starts and ends it."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.fake_discord.process import ROOT

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/(\w+)")
# Long enough for a machine that is busy with something else; what hangs is found all the same.
PATIENCE = 120


@asynccontextmanager
async def sandbox(folder: Path, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.sandbox", *options),
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def addresses(process: asyncio.subprocess.Process) -> dict[str, str]:
    """What it prints when it is ready: name -> address."""
    found: dict[str, str] = {}
    assert process.stdout
    async with asyncio.timeout(PATIENCE):
        while b"Ctrl-C" not in (line := await process.stdout.readline()):
            assert line, "it ended before it was ready"
            found |= {m[2]: m[0] for m in ADDRESS.finditer(line.decode())}
    return found


def bot_of(process: asyncio.subprocess.Process) -> int:
    """The bot it started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return int(children.read_text().split()[0])


def is_there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def nothing_in(folder: Path) -> bool:
    return not list(folder.iterdir())


async def test_two_addresses_and_an_end_that_leaves_nothing(tmp_path: Path) -> None:
    async with sandbox(tmp_path, "--port", "0") as process:
        found = await addresses(process)
        assert list(found) == ["mara", "ben"]
        async with aiohttp.ClientSession() as session, session.get(found["mara"]) as page:
            assert page.status == 200
        bot = bot_of(process)
        process.send_signal(signal.SIGINT)
        last, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == 0
        assert last.decode().endswith("has ended here, and what was written is deleted.\n")
        assert not is_there(bot)
        assert nothing_in(tmp_path)


# How long it takes can only be seen where nothing else takes its time.
@pytest.mark.prove
async def test_it_ends_within_two_seconds(tmp_path: Path) -> None:
    async with sandbox(tmp_path, "--port", "0") as process:
        await addresses(process)
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 2) == 0


async def test_a_taken_port_is_left_alone(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        async with sandbox(tmp_path, "--port", port) as process:
            assert port not in (await addresses(process))["mara"]


async def test_a_bot_that_dies_ends_it_with_its_last_words(tmp_path: Path) -> None:
    async with sandbox(tmp_path, "--port", "0") as process:
        await addresses(process)
        os.kill(bot_of(process), signal.SIGKILL)
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode != 0
        assert said.decode() == "The bot was ended by signal 9.\n"
