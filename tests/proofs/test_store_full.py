"""Bar 2: the disk fills up in the middle of anything, and nothing acknowledged is lost by it."""

import asyncio
import gzip
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.store import Store, StorePaths, StoreRefused
from bot.store.sqlite.backup import back_up, copies_in, proved
from tests.proofs.cramped import COPIES, IN_PLACE
from tests.store.people import ADA, BEN, SITTING, reads, writes

pytestmark = pytest.mark.prove

GOLDEN = Path(__file__).parents[1] / "store" / "golden"
OTHER, LONG = b"another sitting.", "the heron stands in the reeds " * 100
# Bytes. The smallest hold no whole key file, the largest nearly everything.
SIZES = (0, 100, 256, 400, 1024, *range(4096, 100_000, 8192), 150_000, 250_000)
AGAIN = ("forget", "rotate", "let go", "generation", "backup")


@pytest.fixture
async def written(tmp_path: Path) -> Path:
    """A folder in which Ada and Ben have written, and of which there is a copy."""
    folder = tmp_path / "written"
    store = await Store.open(places_in(folder))
    for person in (ADA, BEN):
        await writes(store, person, "goes")
        for n in range(5):
            await writes(store, person, LONG, OTHER if n == 0 else n.to_bytes(16))
    await store.close()
    await asyncio.to_thread(back_up, places_in(folder), folder / COPIES)
    return folder


def places_in(folder: Path) -> StorePaths:
    return StorePaths(folder / "data", folder / "keys" / "master.key")


def does(folder: Path, act: str, size: int) -> str:
    command = [sys.executable, "-m", "tests.proofs.cramped", str(folder), act, str(size)]
    ran = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


async def found(folder: Path, act: str, said: str) -> str:
    """What is there when there is room again: whole, or what is wrong with it."""
    places = places_in(folder)
    try:
        store = await Store.open(places)
    except StoreRefused:
        return "does not open"
    try:
        # A keyring from before a rotation opens with the old key only, and that is said.
        if act not in {"rotate", IN_PLACE} and not copies_are_good(folder):
            return "a copy is of no use"
        if await reads(store, BEN, OTHER) != LONG:
            return "lost"
        if act != "forget" and await reads(store, ADA, OTHER) != LONG:
            return "lost"
        if act == "forget" and await store.knows(ADA):
            if said == "done":
                return "came back"
            if await reads(store, ADA, OTHER) != LONG:
                return "lost"
        if act == "let go" and (said == "done") and await reads(store, ADA) is not None:
            return "came back"
        await store.rotate()
        await writes(store, ADA, "and there is room again")
    finally:
        await store.close()
    await asyncio.to_thread(back_up, places, folder / COPIES)
    return "whole" if copies_are_good(folder) else "a copy is of no use"


def copies_are_good(folder: Path) -> bool:
    copies = copies_in(folder / COPIES)
    try:
        return len([proved(places_in(folder), copy) for copy in copies]) > 0
    except StoreRefused:
        return False


async def tried(written: Path, act: str) -> Counter[tuple[str, str]]:
    """The same thing on disks of every size: what was said, and what was found."""
    verdicts = Counter[tuple[str, str]]()
    for size in SIZES:
        folder = written.parent / "full"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(written, folder)
        said = await asyncio.to_thread(does, folder, act, size)
        verdicts[said, await found(folder, act, said)] += 1
    return verdicts


@pytest.mark.parametrize("act", AGAIN)
async def test_a_full_disk_loses_nothing_whatever_is_being_done(written: Path, act: str) -> None:
    verdicts = await tried(written, act)
    print(f"\nbar 2: {act}, with the disk full at {len(SIZES)} sizes: {told(verdicts)}")  # noqa: T201
    assert {verdict for _, verdict in verdicts} == {"whole"}
    assert {said for said, _ in verdicts} == {"done", "refused"}


async def test_an_upgrade_on_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    verdicts = Counter[str]()
    for size in SIZES:
        folder = tmp_path / str(size)
        places = places_in(folder)
        for path in (places.data, places.key.parent):
            path.mkdir(mode=0o700, parents=True)
        places.key.write_bytes((GOLDEN / "master.key").read_bytes())
        places.key.chmod(0o600)
        for path in (places.database, places.keyring):
            path.write_bytes(gzip.decompress((GOLDEN / f"{path.name}.gz").read_bytes()))
        verdicts[await asyncio.to_thread(does, folder, "upgrade", size)] += 1
        store = await Store.open(places)
        assert await reads(store, ADA) == "the first thing"
        assert await reads(store, BEN, SITTING) == "something else"
        await store.close()
    print(  # noqa: T201
        f"\nbar 2: an upgrade, with the disk full at {len(SIZES)} sizes: {dict(verdicts)}, 0 lost"
    )
    assert set(verdicts) == {"done", "refused"}


async def test_a_key_that_is_written_in_its_place_would_be_noticed(written: Path) -> None:
    verdicts = await tried(written, IN_PLACE)
    print(f"\nbar 2, control: a key written in its place: {told(verdicts)}")  # noqa: T201
    assert verdicts["refused", "does not open"] > 0


def told(verdicts: Counter[tuple[str, str]]) -> str:
    return ", ".join(f"{n} {said} and {verdict}" for (said, verdict), n in verdicts.items())
