"""`make live` against the stand-in: what it refuses to do, and what it notices."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content import load
from tests.fake_discord import Fault, Town
from tests.fake_discord.limits import Limits
from tests.fake_discord.town import TOKEN
from tests.invariants import contract
from tests.live import drawn

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parent.parent.parent


async def lives(**around: str) -> tuple[int, str]:
    """Its exit code, and all it said."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("LIVE_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.live"),
        cwd=ROOT,
        env=ours | around,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        yield town


def settings(town: Town, **more: str) -> dict[str, str]:
    return {
        "LIVE_TOKEN": TOKEN,
        "LIVE_SERVER": str(town.world.guild.id),
        "LIVE_OWNER": str(town.members["mara"].id),
        "LIVE_YES": "yes",
        "LIVE_API": f"{town.origin}/api/v10",
        "LIVE_PACE": "0",
    } | more


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        ({"LIVE_TOKEN": ""}, "LIVE_TOKEN is not set"),
        ({"LIVE_SERVER": ""}, "LIVE_SERVER is not set"),
        ({"LIVE_OWNER": ""}, "LIVE_OWNER is not set"),
        ({"LIVE_YES": ""}, "LIVE_YES is not set to 'yes'"),
        ({"LIVE_YES": "y"}, "LIVE_YES is not set to 'yes'"),
        ({"LIVE_OWNER": "mara"}, "LIVE_SERVER and LIVE_OWNER have to be ids"),
        ({"LIVE_API": "https://discord.example/api"}, "LIVE_API may name the stand-in"),
    ],
)
async def test_nothing_is_sent_before_all_is_set_and_wanted(
    town: Town, left_out: dict[str, str], why: str
) -> None:
    code, said = await lives(**settings(town, **left_out))
    assert code == 2
    assert said.startswith(why)
    assert said.count("\n") == 1, "one sentence"
    assert not town.requests


async def test_every_layout_is_sent_changed_and_taken_out(town: Town) -> None:
    code, said = await lives(**settings(town))
    assert code == 0, said
    many = re.search(r"(\d+) layouts", said)
    assert many
    assert int(many[1]) == len(drawn.pages(load())) > 100
    assert not town.members["mara"].inbox, "nothing of it is left"
    assert not town.members["ben"].inbox
    wrong = contract.complaints(town.record)
    assert wrong, "one form is meant to be"
    assert all("/interactions/1/x/callback" in line for line in wrong)


async def test_what_is_refused_is_told_by_its_place(town: Town) -> None:
    errors = {"components": {"0": {"content": {"_errors": [{"code": "TOO_LONG", "message": "a"}]}}}}
    answer = {"code": 50035, "message": "Invalid Form Body", "errors": errors}
    town.fault(Fault("PATCH", "/channels/*/messages/*", 400, answer=answer))
    code, said = await lives(**settings(town, LIVE_PAGES="4"))
    assert code == 1
    assert "400 50035, components.0.content TOO_LONG" in said
    assert str(town.members["mara"].dm) not in said
    assert TOKEN not in said


async def test_a_command_that_is_offered_elsewhere_is_noticed(town: Town) -> None:
    told = await drawn.commands(load())
    kept = [{**c, "id": "1", "contexts": [0, 1]} for c in told]
    town.fault(Fault("GET", "/applications/*/commands", 200, answer=kept))
    code, said = await lives(**settings(town, LIVE_PAGES="1"))
    assert code == 1
    assert "/card: contexts is [0, 1], and we said [0]" in said


async def test_where_forms_are_looked_at_first_each_is_judged(town: Town) -> None:
    # The broken one, and the first of ours.
    town.fault(Fault("POST", "/interactions/1/x/callback", 400, 50035, times=2))
    code, said = await lives(**settings(town, LIVE_PAGES="1"))
    assert code == 1
    assert "every form was judged" in said
    assert said.count("is refused") == 1
    judged = [r for r in town.requests if r.path == "/interactions/1/x/callback"]
    assert len(judged) == 1 + len(drawn.forms(load()))


async def test_limits_are_waited_for_and_named(town: Town) -> None:
    town.limits = Limits()
    code, said = await lives(**settings(town, LIVE_PAGES="2"))
    assert code == 0, said
    assert re.search(r"taking out is counted in [0-9a-f]{32}, ", said)


async def test_whoever_is_not_in_the_test_server_gets_nothing(town: Town) -> None:
    code, said = await lives(**settings(town, LIVE_OWNER="123456789012345678"))
    assert code == 1
    assert "the owner is not in the test server" in said
    assert [request.method for request in town.requests] == ["GET"]
