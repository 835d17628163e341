"""What the doctor is told: numbers and advice, and not a byte is changed."""

from collections.abc import Callable

import pytest

from bot.store import Places, Store
from bot.store.checkup import checkup
from tests.store.people import ADA, contents, reads, writes


def told(places: Places) -> dict[str, str]:
    return {f.name: f.sentence for f in checkup(places)}


def wrong(places: Places) -> list[str]:
    return [f.name for f in checkup(places) if not f.ok]


async def test_before_the_first_run_all_is_well_and_nothing_is_made(places: Places) -> None:
    assert wrong(places) == []
    assert not places.data.exists()


async def test_it_counts_people_and_says_nothing_of_them(used: Places) -> None:
    before = contents(used.data.parent)
    said = told(used)
    assert "generation 1, 2 people, 2 walkthroughs, 0 settings" in said["data.db"]
    assert "2 people" in said["keyring.db"]
    assert wrong(used) == []
    assert contents(used.data.parent) == before
    assert str(ADA) not in str(said)


async def test_it_works_beside_a_running_bot(store: Store, places: Places) -> None:
    await writes(store, ADA, "x")
    assert "1 people" in told(places)["data.db"]
    assert wrong(places) == []
    await writes(store, ADA, "y")
    assert await reads(store, ADA) == "y"


SLIPS: list[Callable[[Places], object]] = [
    lambda p: p.key.unlink(),
    lambda p: p.key.chmod(0o644),
    lambda p: p.database.unlink(),
    lambda p: p.keyring.write_bytes(b""),
    lambda p: p.database.write_bytes(p.database.read_bytes()[:9000]),
]


@pytest.mark.parametrize("slip", SLIPS, ids=range(len(SLIPS)))
async def test_what_is_wrong_is_said_with_what_to_do(
    used: Places, slip: Callable[[Places], object]
) -> None:
    slip(used)
    before = contents(used.data.parent)
    (name,) = wrong(used)
    assert name in {"key", "databases"}
    assert len(told(used)[name]) > 40
    assert contents(used.data.parent) == before
