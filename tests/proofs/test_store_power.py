"""Bar 2: the power goes at any moment, or the disk is full at any size."""

import asyncio
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.person import PersonId
from bot.store import Store, StorePaths, StoreRefused, StoreUnavailable
from bot.store.records import Shelf
from tests.proofs.cut_saver import LEAVER, SAVERS
from tests.proofs.cutting import Disk, events
from tests.proofs.killing import Expected
from tests.store.people import SITTING, reads, writes

pytestmark = pytest.mark.prove

CUTS, CONTROL = 10_000, 60
SIZES = 60
CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,unlink"

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")


def watched(folder: Path, mode: str) -> tuple[Disk, Path]:
    """One run of the saver, written down call by call, and the disk as it was before."""
    places, log = StorePaths(folder / "data", folder / "keys" / "master.key"), folder.parent / "log"
    asyncio.run(begun(places))
    disk = Disk(folder)
    strace = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log)]
    saver = [sys.executable, "-m", "tests.proofs.cut_saver", str(folder), mode]
    subprocess.run([*strace, *saver], check=True, stdout=subprocess.DEVNULL, timeout=120)
    return disk, log


async def begun(places: StorePaths) -> None:
    await (await Store.open(places)).close()


async def looked_at(places: StorePaths, expected: Expected) -> str:
    try:
        store = await Store.open(places)
    except StoreRefused:
        return "refused"
    try:
        for who in (*SAVERS, LEAVER):
            async with store.session(PersonId(who)) as session:
                record = session.get(Shelf.SITTINGS, SITTING)
            if (int(str(record.facts["n"])) if record else 0) not in expected.may.get(who, {0}):
                return "lost"
    except StoreUnavailable:
        return "damaged"
    finally:
        await store.close()
    return "whole"


def cut(folder: Path, mode: str, cuts: int) -> tuple[Counter[str], int]:
    """What was found after so many cuts, and how many saves were acknowledged."""
    disk, log = watched(folder, mode)
    rng, expected, verdicts = random.Random(2), Expected(), Counter[str]()  # noqa: S311
    moments = list(events(log))
    chosen = Counter(rng.randrange(len(moments)) for _ in range(cuts))
    for n, moment in enumerate(moments):
        disk.sees(moment)
        while disk.said:
            kind, who, number = disk.said.pop(0).split()
            expected.hears(kind, int(who), int(number))
        for _ in range(chosen[n]):
            left = folder.parent / "left"
            shutil.rmtree(left, ignore_errors=True)
            for path, content in disk.after_a_cut(rng).items():
                file = left / Path(path).relative_to(folder)
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                file.write_bytes(content)
                file.chmod(0o600)
            places = StorePaths(left / "data", left / "keys" / "master.key")
            verdicts[asyncio.run(looked_at(places, expected))] += 1
    return verdicts, expected.saves


@needs_strace
def test_a_power_cut_loses_nothing_acknowledged(tmp_path: Path) -> None:
    verdicts, saves = cut(tmp_path / "store", "full", CUTS)
    print(  # noqa: T201
        f"\nbar 2: {CUTS:,} power cuts within {saves} acknowledged saves, deletions and rotations:"
        f" {verdicts['whole']:,} whole, {verdicts['lost']} with something lost,"
        f" {verdicts['damaged']} damaged, {verdicts['refused']} refused"
    )
    assert saves > len(SAVERS)
    assert verdicts == {"whole": CUTS}


@needs_strace
def test_it_would_notice_a_store_that_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    verdicts, _ = cut(tmp_path / "store", "normal", CONTROL)
    print(f"\nbar 2, control: synchronous=NORMAL, {CONTROL} power cuts: {dict(verdicts)}")  # noqa: T201
    assert verdicts["lost"] > 0


FILLING = """
import asyncio, json, resource, signal, sys
from pathlib import Path
from bot.store import StoreUnavailable, StoreRefused
from tests.store.people import ADA, writes
from bot.store import StorePaths, Store
async def main(folder, size):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    done, refused = [], 0
    try:
        store = await Store.open(StorePaths(folder / "data", folder / "keys" / "master.key"))
    except StoreRefused:
        print(json.dumps({"done": [], "refused": 1})); return
    for n in range(60):
        try:
            await writes(store, ADA, n, n.to_bytes(16)); done.append(n)
        except StoreUnavailable:
            refused += 1
    await store.close()
    print(json.dumps({"done": done, "refused": refused}))
asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
"""


async def test_a_disk_that_is_full_at_any_size_loses_nothing(tmp_path: Path) -> None:
    acknowledged = refused = lost = 0
    for n in range(SIZES):
        folder = tmp_path / str(n)
        size = 4096 + n * 4096
        said = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-c", FILLING, str(folder), str(size)],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert said.returncode == 0, said.stderr.decode()
        figures = json.loads(said.stdout)
        acknowledged += len(figures["done"])
        refused += figures["refused"]
        store = await Store.open(StorePaths(folder / "data", folder / "keys" / "master.key"))
        for number in figures["done"]:
            lost += await reads(store, PersonId(203948572039485720), number.to_bytes(16)) != number
        await writes(store, PersonId(1), "and there is room again")
        await store.close()
    print(  # noqa: T201
        f"\nbar 2: a disk full at {SIZES} sizes: {acknowledged:,} acknowledged, {refused:,} refused"
        f" cleanly, {lost} lost, every store opens again"
    )
    assert lost == 0
    assert refused > SIZES
    assert acknowledged > SIZES
