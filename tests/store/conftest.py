"""A store on files in a folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store, StorePaths


@pytest.fixture
def places(tmp_path: Path) -> StorePaths:
    return StorePaths(data=tmp_path / "data", key=tmp_path / "keys" / "master.key")


@pytest.fixture
async def store(places: StorePaths) -> AsyncIterator[Store]:
    opened = await Store.open(places)
    yield opened
    await opened.close()


@pytest.fixture
async def used(places: StorePaths) -> StorePaths:
    """Files in which Ada and Ben have written, closed again."""
    from tests.store.people import ADA, BEN, writes  # noqa: PLC0415

    store = await Store.open(places)
    await writes(store, ADA, "the first thing")
    await writes(store, BEN, "something else")
    await store.close()
    return places
