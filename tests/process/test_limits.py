"""What Discord lets a bot ask for, as the stand-in counts it: in three forms, and by route."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientPayloadError, ClientResponse, ClientSession

from tests.fake_discord import Fault, Town
from tests.fake_discord.limits import BANNED, FORMS, Limits, TokenBucket
from tests.fake_discord.town import TOKEN

pytestmark = pytest.mark.process

ALLOWED = {"Authorization": f"Bot {TOKEN}"}
ME = "/users/@me"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        yield town


@pytest.fixture
def clock(town: Town) -> Watch:
    clock = Watch()
    town.limits = Limits(now=clock)
    return clock


async def asks(town: Town, path: str = ME, **body: Any) -> ClientResponse:  # noqa: ANN401
    """One request of a bot's, read to its end."""
    url = f"{town.origin}/api/v10{path}"
    method = "POST" if body else "GET"
    async with (
        ClientSession(headers=ALLOWED) as session,
        session.request(method, url, json=body or None) as response,
    ):
        await response.read()
        return response


async def says(town: Town) -> ClientResponse:
    return await asks(town, f"/channels/{town.members['mara'].dm}/messages", content="hello")


def admitted(form: str, times: Iterator[float]) -> list[bool]:
    limit = FORMS[form]()
    return [limit.wait(now) == 0 for now in times]


@pytest.mark.parametrize("form", FORMS)
def test_fifty_a_second_and_none_too_few(form: str) -> None:
    assert all(admitted(form, (n * 0.0201 for n in range(500))))
    limit = FORMS[form]()
    assert [limit.wait(1000.0) == 0 for _ in range(60)] == [True] * 50 + [False] * 10
    wait = limit.wait(1000.0)
    assert limit.wait(1000.0 + wait + 1e-6) == 0


def test_the_three_differ_about_what_comes_at_the_turn_of_a_second() -> None:
    burst = [0.95] * 50 + [1.05] * 50
    taken = {form: sum(admitted(form, iter(burst))) for form in FORMS}
    assert taken == {"sliding log": 50, "fixed window": 100, "token bucket": 55}


async def test_a_route_says_what_is_left_for_each_chat(town: Town, clock: Watch) -> None:
    first, second = await says(town), await says(town)
    assert [r.headers["X-RateLimit-Remaining"] for r in (first, second)] == ["4", "3"]
    assert first.headers["X-RateLimit-Reset-After"] == "5.000"
    other = await asks(town, f"/channels/{town.members['ben'].dm}/messages", content="hello")
    assert other.headers["X-RateLimit-Remaining"] == "4"
    assert other.headers["X-RateLimit-Bucket"] == first.headers["X-RateLimit-Bucket"]
    for _ in range(3):
        assert (await says(town)).status == 200
    clock.at += 2
    refused = await says(town)
    assert refused.status == 429
    assert refused.headers["Retry-After"] == "3.000"
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert await refused.json() == {
        "message": "You are being rate limited.",
        "retry_after": 3.0,
        "global": False,
    }
    clock.at += 3
    assert (await says(town)).status == 200


async def test_too_many_in_all_is_said_to_be_for_all(town: Town, clock: Watch) -> None:
    assert town.limits
    town.limits = Limits(TokenBucket(2, 1.0), now=clock)
    statuses = [(await asks(town)).status for _ in range(3)]
    refused = await asks(town)
    assert statuses == [200, 200, 429]
    assert refused.headers["X-RateLimit-Global"] == "true"
    assert (await refused.json())["global"] is True
    # What answers an interaction is not counted among them.
    assert (await asks(town, "/interactions/1/none/callback", type=6)).status == 404


async def test_refused_too_often_it_is_shut_out(town: Town, clock: Watch) -> None:
    town.limits = Limits(most_invalid=3, now=clock)
    town.fault(Fault("GET", ME, 429, retry_after=1, shared=True, times=5))
    town.fault(Fault("GET", ME, 403, 50007, times=3))
    assert [(await asks(town)).status for _ in range(8)] == [429] * 5 + [403] * 3
    shut = await asks(town)
    assert (shut.status, "Via" in shut.headers, await shut.text()) == (429, False, BANNED)
    clock.at += 700
    assert (await asks(town)).status == 200


async def test_whose_limit_it_was_is_said(town: Town) -> None:
    found = []
    for everywhere, shared in ((True, False), (False, True), (False, False)):
        town.fault(Fault("GET", ME, 429, retry_after=0.5, everywhere=everywhere, shared=shared))
        refused = await asks(town)
        found.append((refused.headers["X-RateLimit-Scope"], (await refused.json())["global"]))
    assert found == [("global", True), ("shared", False), ("user", False)]


async def test_an_answer_can_break_off_in_its_middle(town: Town) -> None:
    town.fault(Fault("POST", "/channels/*/messages", cut=True))
    with pytest.raises(ClientPayloadError, match="payload is not completed"):
        await says(town)
    assert len(town.members["mara"].inbox) == 1
