"""What whoever runs the bot can see of it: health, counts, the log, and what Discord says."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import aiohttp
import pytest

from bot.schedule.counters import AnswerOutcome, NudgeOutcome, RequestKind
from tests.command.conftest import Said
from tests.fake_discord import Town, ready
from tests.fake_discord.clock import PATIENCE, MovedClock
from tests.fake_discord.faults import Fault
from tests.fake_discord.process import CLOCK, LAUNCHER
from tests.fake_discord.town import TOKEN
from tests.process.test_process import WORDS, begin, write

pytestmark = pytest.mark.process

REFUSED = f"{TOKEN}-not"
APPLICATION = "/oauth2/applications/@me"
# The only texts a label may hold, beside the bounds of a histogram.
OURS = {kind.value for kinds in (RequestKind, AnswerOutcome, NudgeOutcome) for kind in kinds}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        town.bot.settings["QUIET_PAGE_HEALTH_PORT"] = str(free_port())
        town.bot.settings["QUIET_PAGE_LOG_FORMAT"] = "json"
        await town.start_bot()
        yield town
        await town.stop_bot()
        assert town.complaints() == []


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def page(town: Town, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
    port = town.bot.settings["QUIET_PAGE_HEALTH_PORT"]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{host}:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def health(town: Town) -> tuple[int, dict[str, Any]]:
    status, text = await page(town, "/health")
    return status, json.loads(text)


async def becomes(town: Town, status: int) -> dict[str, Any]:
    with town.clock.waiting():
        async with asyncio.timeout(PATIENCE):
            while True:
                found, told = await health(town)
                if found == status:
                    return told
                await asyncio.sleep(0.05)


async def test_a_bot_that_is_well_says_so_and_one_that_lost_discord_does_not(town: Town) -> None:
    told = await becomes(town, 200)
    assert told == {
        "well": True,
        "connected": True,
        "store": True,
        "looking": True,
        "backup_hours": None,
    }
    town.gateway.closed = True
    await town.gateway.drop(1001)
    told = await becomes(town, 503)
    assert told["store"]
    assert not told["connected"]
    town.gateway.closed = False
    await becomes(town, 200)


async def test_the_command_says_what_the_page_says(town: Town, tmp_path: Path) -> None:
    await becomes(town, 200)
    port = town.bot.settings["QUIET_PAGE_HEALTH_PORT"]
    said = await run(town, "health", cwd=tmp_path, QUIET_PAGE_HEALTH_PORT=port)
    assert (said.code, said.out, said.err) == (0, "All is well.\n", "")


async def test_the_counts_hold_neither_words_nor_ids(town: Town) -> None:
    mara = town.members["mara"]
    await begin(mara)
    await write(mara, 1)
    status, text = await page(town, "/metrics")
    assert status == 200
    assert 'quiet_page_answers_total{asked="form",outcome="answered"} 1.0' in text
    assert re.search(r"quiet_page_saves_total [1-9]", text)
    assert WORDS.format(1) not in text
    assert not re.search(r"(?<![\d.])\d{15,}", text), "an id of somebody's"
    labels = re.findall(r'\w+="([^"]*)"', text)
    bounds = {label for label in labels if re.fullmatch(r"[\d.]+|\+Inf", label)}
    assert set(labels) - bounds <= OURS


async def test_nobody_else_can_look(town: Town) -> None:
    await becomes(town, 200)
    others = {str(i[4][0]) for i in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for host in others - {"127.0.0.1"}:
        with pytest.raises(aiohttp.ClientConnectionError):
            await page(town, "/health", host)
    port = int(town.bot.settings["QUIET_PAGE_HEALTH_PORT"])
    listening = await asyncio.to_thread(Path(f"/proc/{town.bot.pid}/net/tcp").read_text)
    found = re.findall(rf": ([0-9A-F]{{8}}):{port:04X} [0-9A-F:]+ 0A", listening)
    assert found == ["0100007F"], "on loopback alone"


async def test_a_port_that_is_taken_is_one_sentence(town: Town, tmp_path: Path) -> None:
    port = town.bot.settings["QUIET_PAGE_HEALTH_PORT"]
    there = tmp_path / "second"
    there.mkdir()
    said = await run(town, "run", cwd=there, QUIET_PAGE_HEALTH_PORT=port)
    assert said.code == 2
    assert said.err.splitlines()[-1].startswith(
        "QUIET_PAGE_HEALTH_PORT in the environment: something else"
    )


async def test_every_line_of_the_log_is_one_object_without_words_or_ids(town: Town) -> None:
    mara = town.members["mara"]
    await begin(mara)
    await write(mara, 1)
    await town.stop_bot()
    lines = [line for line in town.bot_log.splitlines() if not line.startswith("A new key")]
    assert lines
    for line in lines:
        told = json.loads(line)
        assert told.keys() <= {"at", "level", "where", "said", "failed"}
    assert WORDS.format(1) not in town.bot_log
    assert not re.search(r"\d{15,20}", town.bot_log)


async def run(town: Town, *command: str, cwd: Path, **settings: str) -> Said:
    """The bot's own command line, beside the one that runs and on a clock of its own."""
    own = cwd / "own-clock"
    clock = MovedClock(own, lambda: process, hurried=True)
    mine = {
        CLOCK: str(own),
        "QUIET_PAGE_DATA_DIR": str(cwd / "data"),
        "QUIET_PAGE_KEY_FILE": str(cwd / "keys" / "master.key"),
        "QUIET_PAGE_TOKEN": town.bot.settings["QUIET_PAGE_TOKEN"],
    }
    with TemporaryFile() as out, TemporaryFile() as err:
        process = ready.begin(
            [LAUNCHER, town.origin, *command],
            cwd=cwd,
            env=mine | settings,
            stdout=out.fileno(),
            stderr=err.fileno(),
        )
        await clock.until(lambda: not process.runs)
        return Said(await process.wait(), ready.event(out), ready.event(err))


async def test_the_doctor_asks_discord(town: Town, tmp_path: Path) -> None:
    said = (await run(town, "doctor", "--online", cwd=tmp_path)).out
    assert "ok   discord: Discord takes the token" in said
    assert "ok   intents: no privileged intent is on" in said
    assert "ok   interactions: no interactions endpoint is set" in said
    assert "ok   installing: it is installed in servers alone" in said
    assert "ok   activities: no Activity is switched on" in said
    assert re.search(r"ok   commands: Discord knows \d+: .*prepare", said)


async def test_the_doctor_finds_what_would_keep_people_out(town: Town, tmp_path: Path) -> None:
    application = next(r.answer for r in town.requests if r.path == APPLICATION)
    wrong = {"flags": 1 << 15, "interactions_endpoint_url": "https://example.org/discord"}
    town.fault(Fault("GET", APPLICATION, status=200, times=None, answer=application | wrong))
    said = await run(town, "doctor", "--online", cwd=tmp_path)
    assert "note intents: Server Members is on" in said.out
    assert "mend interactions: an interactions endpoint is set" in said.out
    assert said.code == 1
    wrong = {"flags": 1 << 17, "integration_types_config": {"0": {}, "1": {}}}
    town.all_is_well()
    town.fault(Fault("GET", APPLICATION, status=200, times=None, answer=application | wrong))
    said = await run(town, "doctor", "--online", cwd=tmp_path)
    assert "note installing: people can install it for themselves" in said.out
    assert "mend activities: Activities are switched on" in said.out
    assert said.code == 1


async def test_the_doctor_says_that_a_token_is_refused(town: Town, tmp_path: Path) -> None:
    said = await run(town, "doctor", "--online", cwd=tmp_path, QUIET_PAGE_TOKEN=REFUSED)
    assert "mend discord: Discord refuses the token" in said.out
    assert said.code == 1
    town.fault(Fault("GET", "*", status=503, times=None))
    said = await run(town, "doctor", "--online", cwd=tmp_path)
    assert "mend discord: Discord can't be reached from here" in said.out
