"""How the process behaves when Discord can't be reached, refuses, or all is well."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from tests.command.conftest import PATIENCE, Shell
from tests.fake_discord.process import LAUNCHER

pytestmark = pytest.mark.long

APPLICATION = "123456789012345678"
# A port at which nothing ever listens.
NOBODY = 1


@dataclass
class Door:
    """As much of Discord as it takes to sign in, and no gateway behind it."""

    knows_the_token: bool = True

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request."""
        if not self.knows_the_token:
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        if request.method == "PUT":
            return _json([])
        if request.path.endswith("/users/@me"):
            return _json(
                {"id": APPLICATION, "username": "quiet", "discriminator": "0", "avatar": None}
            )
        if request.path.endswith("/applications/@me"):
            return _json(
                {
                    "id": APPLICATION,
                    "name": "quiet",
                    "description": "",
                    "icon": None,
                    "bot_public": True,
                    "bot_require_code_grant": False,
                    "verify_key": "",
                    "flags": 0,
                    "owner": {"id": "1", "username": "host", "discriminator": "0", "avatar": None},
                }
            )
        return _json({"message": "closed for today", "code": 0}, 404)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[int]:
        """Answer on a port of this machine."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield runner.addresses[0][1]
        finally:
            await runner.cleanup()


def _json(body: object, status: int = 200) -> web.Response:
    # discord.py reads a body as JSON only if the header says exactly this.
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


@dataclass(frozen=True)
class Running:
    """A started bot, and what it has said so far."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    async def says(self, part: str) -> str:
        """Wait until it says something."""
        assert self.process.stderr
        async with asyncio.timeout(PATIENCE):
            while line := (await self.process.stderr.readline()).decode():
                self.lines.append(line)
                if part in line:
                    return line
        raise AssertionError(f"{part!r} was never said: {self.lines}")

    async def ends(self) -> int:
        """Wait until it ends, and come back with its exit code."""
        assert self.process.stderr
        async with asyncio.timeout(PATIENCE):
            self.lines.append((await self.process.stderr.read()).decode())
            code = await self.process.wait()
        assert "Traceback" not in "".join(self.lines)
        return code


@asynccontextmanager
async def bot(shell: Shell, port: int) -> AsyncIterator[Running]:
    """Run the bot, and see that it is gone afterwards."""
    shell.has_a_token()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        LAUNCHER,
        f"http://127.0.0.1:{port}",
        "run",
        cwd=shell.folder,
        env=shell.environment,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_without_discord_it_waits_and_stops_when_asked(
    shell: Shell, number: signal.Signals
) -> None:
    async with bot(shell, NOBODY) as running:
        said = await running.says("can't be reached")
        assert "trying again in 5 s." in said
        running.process.send_signal(number)
        assert await running.ends() == 0


async def test_a_refused_token_ends_it_with_one_sentence(shell: Shell) -> None:
    async with Door(knows_the_token=False).open() as port, bot(shell, port) as running:
        assert await running.ends() == 2
    assert running.lines[-1].splitlines()[-1].startswith("Discord refuses the token: ")


async def test_a_first_handshake_that_fails_is_tried_again(shell: Shell) -> None:
    async with Door().open() as port, bot(shell, port) as running:
        await running.says("Discord can't be reached (WSServerHandshakeError); trying again")
        running.process.terminate()
        assert await running.ends() == 0


async def test_the_first_run_tells_of_the_key_and_the_second_does_not(shell: Shell) -> None:
    async with bot(shell, NOBODY) as running:
        said = await running.says("A new key was made")
        assert str(shell.folder / "keys" / "master.key") in said
        assert "Copy this file to a second place now" in said
        await running.says("can't be reached")
    async with bot(shell, NOBODY) as running:
        await running.says("can't be reached")
        assert len(running.lines) == 2, running.lines


@pytest.mark.parametrize("command", ["--help", "preview"])
def test_begun_from_nothing_it_says_what_a_copy_says(shell: Shell, command: str) -> None:
    assert shell.runs("-m", "bot", command) == shell.bot(command)


def test_nobody_else_may_look_in(shell: Shell) -> None:
    shown = shell.runs(
        "-c",
        "import resource, pathlib; from bot.ops import process; process.harden()\n"
        "pathlib.Path('made').touch(); print(oct(pathlib.Path('made').stat().st_mode & 0o777))\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))",
    )
    assert shown.out == "0o600\n(0, 0)\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows this")
def test_nor_does_the_system_let_them(shell: Shell) -> None:
    asks = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    shown = shell.runs("-c", f"{asks}from bot.ops import process; process.harden()\n{asks}")
    assert shown.out == "1\n0\n"


BUSY = """
import asyncio, os, signal, discord
from bot.discord import reconnect

class Client(discord.Client):
    async def start(self, token, *, reconnect=True):
        self.dispatch("question")
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(60)

    async def on_question(self):
        await asyncio.sleep(0.3)
        print("answered")

asyncio.run(reconnect.stay(lambda: Client(intents=discord.Intents.none()), "any"))
"""


def test_an_answer_that_is_being_given_is_finished_first(shell: Shell) -> None:
    assert shell.runs("-c", BUSY).out == "answered\n"
