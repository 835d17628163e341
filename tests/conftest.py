"""What every test may ask for. Both locks run after each test that lets people in."""

import gc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import simcord
from hypothesis import HealthCheck, settings
from simcord import ChannelHandle

from tests.actors import House, Person
from tests.actors.real import quiet_page
from tests.invariants.description import MISSING, description

# How long an example takes says more of the machine than of us.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The bot at work, in a server with one channel."""
    async with House(quiet_page, tmp_path) as house:
        yield house
    assert not house.complaints(), "\n\n".join(house.complaints())


@pytest.fixture
def env(house: House) -> simcord.Env:
    """The stand-in itself. That it is asked for makes the test run on its clock."""
    return house.env


@pytest.fixture
def channel(house: House) -> ChannelHandle:
    """Where everybody can see what is said."""
    return house.channel


@pytest.fixture
def ada(house: House, env: simcord.Env) -> Person:
    """A member of the server."""
    return house.person("Ada")


@pytest.fixture
def ben(house: House, env: simcord.Env) -> Person:
    """Another one."""
    return house.person("Ben")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Iterator[None]:
    """Show, under a failed test, what its people had before them."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.when == "call" and report.failed:
        for person in getattr(item, "funcargs", {}).values():
            if isinstance(person, Person):
                report.sections.append((f"what {person.name} sees", str(person)))
    return report  # type: ignore[return-value]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nobody need look through it again for what can go."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so where half of the contract could not be checked."""
    if description() is None:
        terminalreporter.write_line(MISSING)
