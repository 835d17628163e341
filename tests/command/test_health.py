"""What `health` says of a bot on this machine, to a person and to whatever watches over it."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.ops.settings import LOOPBACK
from tests.command.conftest import Said, Shell
from tests.command.test_process import NOBODY, bot


@pytest.fixture
def port(shell: Shell) -> int:
    """One that nobody listens on, set for everything that is started here."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        free = int(listener.getsockname()[1])
    shell.sets(QUIET_PAGE_HEALTH_PORT=str(free))
    return free


@asynccontextmanager
async def somebody(port: int, answer: bytes) -> AsyncIterator[None]:
    """Listen there, and say this to whoever comes; with nothing to say, be silent."""

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        if not answer:
            await reader.read()
        writer.close()

    server = await asyncio.start_server(meet, LOOPBACK, port)
    async with server:
        yield
        server.close()


async def asks(shell: Shell) -> Said:
    return await asyncio.to_thread(shell.bot, "health")


def test_without_a_port_it_says_what_to_set(shell: Shell) -> None:
    assert shell.bot("health").mistake.startswith("There is no QUIET_PAGE_HEALTH_PORT: choose")


def test_where_no_bot_is_it_says_so(shell: Shell, port: int) -> None:
    said = shell.bot("health")
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith(f"Nothing answers on port {port}: the bot isn't running")
    assert len(said.out.splitlines()) == 1


async def test_a_bot_without_discord_is_not_well(shell: Shell, port: int) -> None:
    # A proxy has no part in it.
    shell.sets(http_proxy="http://127.0.0.1:1", HTTP_PROXY="http://127.0.0.1:1")
    async with bot(shell, NOBODY) as running:
        await running.says("can't be reached")
        said = await asks(shell)
    assert said.code == 1
    # Whether it has looked for what is due by now is not asked here.
    assert said.out.replace(", looking;", ";") == (
        "Not well: connected; docs/operating.md says what each of them means.\n"
    )


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\n\r\n<html>",
        b"HTTP/1.0 200 OK\r\n\r\n[1]",
        b"HTTP/1.0 404 Not Found\r\n\r\n{}",
        b"SSH-2.0-something\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n" + b"[" * 20_000,
    ],
)
async def test_a_stranger_on_that_port_is_not_taken_for_the_bot(
    shell: Shell, port: int, answer: bytes
) -> None:
    async with somebody(port, answer):
        said = await asks(shell)
    assert said.mistake == (
        f"QUIET_PAGE_HEALTH_PORT in the environment: something else answers on port {port};"
        " choose another."
    )


async def test_a_bot_that_hangs_is_not_well(shell: Shell, port: int) -> None:
    async with somebody(port, b""):
        said = await asks(shell)
    assert said.code == 1
    assert said.out.startswith("The bot gave no answer for 5 seconds: ")


async def test_ctrl_c_ends_a_command_with_a_word(shell: Shell, port: int) -> None:
    asked = asyncio.Event()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(meet, LOOPBACK, port):
        # Heard even if whoever started the tests is deaf to it.
        hears = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        program = f"{hears}from bot.__main__ import main; sys.exit(main(['health']))"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", program),
            cwd=shell.folder,
            env=shell.environment,
            stderr=asyncio.subprocess.PIPE,
        )
        await asked.wait()
        process.send_signal(signal.SIGINT)
        _, said = await process.communicate()
    assert (process.returncode, said) == (130, b"Stopped.\n")
