"""Staying connected to Discord, and stopping well."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress

import aiohttp
import discord

from bot import isolation
from bot.mendable import Mendable

# Seconds.
FIRST_WAIT = 5.0
# Each attempt may spend one of the thousand sign-ins Discord grants a bot in a day.
LONGEST_WAIT = 120.0
# How long an answer that is being given may take to be finished when we are told to stop.
GRACE = 3.0
# What discord.py calls the tasks in which it hands us presses, forms and commands.
ANSWERS = ("discord.py:", "CommandTree-invoker")
AUTHENTICATION_FAILED = 4004
REFUSED = (
    "Discord refuses the token: make a new one on the Bot page of your application, and put it"
    " where the old one is."
)

log = logging.getLogger(__name__)


class ProcessError(Mendable):
    """The bot can't go on, and trying again won't help. The text is one sentence."""


async def stay(build: Callable[[], discord.Client], token: str) -> None:
    """Stay connected until a signal asks us to stop. Raises ProcessError where that is hopeless.

    A client takes up a line that broke; where that fails, a new one is built. Left to itself,
    discord.py would wait for up to 17 minutes, and call again where nobody may ever answer.
    """
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(isolation.by_kind)
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked_to_stop.set)
    waits = _waits()
    while True:
        began = loop.time()
        problem = await _connect(build(), token, asked_to_stop)
        if asked_to_stop.is_set():
            return
        if loop.time() - began > LONGEST_WAIT:
            waits = _waits()
        wait = next(waits)
        log.warning("Discord can't be reached (%s); trying again in %d s.", problem, wait)
        with suppress(TimeoutError):
            await asyncio.wait_for(asked_to_stop.wait(), wait)
            return


def _waits() -> Iterator[float]:
    wait = FIRST_WAIT
    while True:
        yield wait
        wait = min(wait * 2, LONGEST_WAIT)


async def _connect(client: discord.Client, token: str, asked_to_stop: asyncio.Event) -> str:
    """Run one client. Comes back when asked to stop, or with a word for a passing problem."""
    async with client:
        running = asyncio.create_task(client.start(token, reconnect=False))
        stopping = asyncio.create_task(asked_to_stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if asked_to_stop.is_set():
            log.info("Asked to stop.")
            await _finish_answers()
            running.cancel()
        stopping.cancel()
        return await _problem(client, running)


async def _problem(client: discord.Client, running: "asyncio.Task[None]") -> str:
    try:
        await running
    except asyncio.CancelledError:
        return "stopped"
    except discord.LoginFailure:
        raise ProcessError(REFUSED) from None
    except discord.ConnectionClosed as closed:
        if closed.code == AUTHENTICATION_FAILED:
            raise ProcessError(REFUSED) from None
        raise ProcessError(f"Discord closed the door for good, with code {closed.code}.") from None
    except discord.HTTPException as error:
        return f"HTTP {error.status}"
    except (OSError, aiohttp.ClientError, discord.GatewayNotFound) as error:
        return type(error).__name__
    except AttributeError:
        # discord.py 2.7 stumbles over its own feet when its very first handshake fails.
        if client.ws:
            raise
        return "no handshake"
    return "closed"


async def _finish_answers() -> None:
    answers = {task for task in asyncio.all_tasks() if task.get_name().startswith(ANSWERS)}
    if answers:
        await asyncio.wait(answers, timeout=GRACE)
