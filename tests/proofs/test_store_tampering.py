"""Bar 5: whoever changes, swaps, moves or puts back anything in the files is found out."""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.person import PersonId
from bot.store import Store, StorePaths, StoreRefused, StoreUnavailable, Tampered
from bot.store.sqlite.connection import reading
from bot.store.sqlite.keyfile import read_key
from tests.store.people import reads, writes

pytestmark = pytest.mark.prove

TIMES = 40
PEOPLE = [PersonId(n) for n in range(1, 6)]
IDS = [bytes([n]) * 16 for n in range(3)]

Seen = dict[tuple[int, bytes], object]
Mischief = Callable[["Scene", random.Random], object]


class Scene:
    """The files, and older and foreign ones to put in their place."""

    def __init__(self, folder: Path) -> None:
        self.places = StorePaths(folder / "data", folder / "keys" / "master.key")
        self.old, self.foreign = folder.parent / "old" / "data", folder.parent / "foreign" / "data"

    def sql(self, file: str, sql: str) -> None:
        with closing(sqlite3.connect(self.places.data / file, isolation_level=None)) as db:
            db.execute("ATTACH ? AS old", (str(self.old / file),))
            db.executescript(sql)

    def bytes(self, file: Path, change: Callable[[bytearray], object]) -> None:
        content = bytearray(file.read_bytes())
        change(content)
        file.write_bytes(content)


def flip(file: str) -> Mischief:
    def act(scene: Scene, rng: random.Random) -> None:
        def change(content: bytearray) -> None:
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)

        scene.bytes(scene.places.data / file, change)

    return act


def flip_the_key(scene: Scene, rng: random.Random) -> None:
    def change(content: bytearray) -> None:
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)

    scene.bytes(scene.places.key, change)


def cut(file: str) -> Mischief:
    return lambda scene, rng: scene.bytes(
        scene.places.data / file,
        lambda content: content.__delitem__(slice(rng.randrange(9999), None)),
    )


def blank(scene: Scene, rng: random.Random) -> None:
    def change(content: bytearray) -> None:
        page = rng.randrange(len(content) // 4096)
        content[page * 4096 : page * 4096 + 4096] = bytes(4096)

    scene.bytes(scene.places.database, change)


def in_data(sql: str) -> Mischief:
    return lambda scene, _: scene.sql("data.db", sql.replace("ANYBODY", ANY))


def in_keyring(sql: str) -> Mischief:
    return lambda scene, _: scene.sql("keyring.db", sql)


def put(file: str, whence: str) -> Mischief:
    return lambda scene, _: shutil.copy(getattr(scene, whence) / file, scene.places.data / file)


ANY = "(SELECT uid FROM old.head ORDER BY random() LIMIT 1)"
SWAP = """CREATE TEMP TABLE two AS SELECT {0} AS k, blob FROM {1} ORDER BY random() LIMIT 2;
UPDATE {1} SET blob = (SELECT blob FROM two WHERE k <> {1}.{0}) WHERE {0} IN (SELECT k FROM two)"""

MISCHIEF: dict[str, Mischief] = {
    "a bit of the data": flip("data.db"),
    "a bit of the keyring": flip("keyring.db"),
    "a bit of the key": flip_the_key,
    "the data cut": cut("data.db"),
    "the keyring cut": cut("keyring.db"),
    "a page blanked": blank,
    "rows swapped": in_data(SWAP.format("uid || id", "sitting").replace("sitting.uid", "uid")),
    "heads swapped": in_data(SWAP.format("uid", "head")),
    "a row copied": in_data(
        "INSERT INTO sitting SELECT uid, randomblob(16), blob FROM sitting WHERE uid = ANYBODY"
        " LIMIT 1"
    ),
    "a row deleted": in_data(
        "DELETE FROM sitting WHERE uid = ANYBODY AND id = (SELECT min(id) FROM sitting)"
    ),
    "a row given to somebody else": in_data(
        "INSERT OR REPLACE INTO sitting SELECT (SELECT max(uid) FROM head), id, blob FROM sitting"
        " WHERE uid = (SELECT min(uid) FROM head)"
    ),
    "a row moved to the other shelf": in_data(
        "INSERT INTO setting SELECT * FROM sitting WHERE uid = (SELECT max(uid) FROM head)"
    ),
    "a row put back": in_data(
        "UPDATE sitting SET blob = (SELECT blob FROM old.sitting AS o WHERE o.uid = sitting.uid"
        " AND o.id = sitting.id) WHERE uid = ANYBODY"
    ),
    "somebody put back, head and all": in_data(
        "CREATE TEMP TABLE who AS SELECT ANYBODY AS uid;"
        "INSERT OR REPLACE INTO head SELECT * FROM old.head WHERE uid = (SELECT uid FROM who);"
        "INSERT OR REPLACE INTO sitting SELECT * FROM old.sitting WHERE uid = (SELECT uid FROM who)"
    ),
    "somebody taken out, head and all": in_data(
        "CREATE TEMP TABLE who AS SELECT ANYBODY AS uid;"
        "DELETE FROM head WHERE uid = (SELECT uid FROM who);"
        "DELETE FROM sitting WHERE uid = (SELECT uid FROM who)"
    ),
    "the ledger put back": in_data(
        "UPDATE meta SET blob = (SELECT blob FROM old.meta WHERE name = 'ledger')"
    ),
    "a person taken out of the keyring": in_keyring(
        "DELETE FROM person WHERE pseud = (SELECT pseud FROM person ORDER BY random() LIMIT 1)"
    ),
    "keys swapped": in_keyring(SWAP.format("pseud", "person")),
    "older data": put("data.db", "old"),
    "an older keyring": put("keyring.db", "old"),
    "foreign data": put("data.db", "foreign"),
    "a foreign keyring": put("keyring.db", "foreign"),
}


async def everything(places: StorePaths) -> Seen:
    store = await Store.open(places)
    try:
        return {(who, id): await reads(store, who, id) for who in PEOPLE for id in IDS}
    finally:
        await store.close()


async def write_all(places: StorePaths, words: str) -> None:
    store = await Store.open(places)
    for who in PEOPLE:
        for id in IDS:
            await writes(store, who, f"{words} of {who}", id)
    await store.close()


@pytest.fixture
async def template(tmp_path: Path) -> Path:
    """Files as they are now, older ones, and those of another bot."""
    now = StorePaths(tmp_path / "now" / "data", tmp_path / "now" / "keys" / "master.key")
    await write_all(now, "old words")
    shutil.copytree(tmp_path / "now", tmp_path / "old")
    await write_all(now, "new words")
    foreign = tmp_path / "foreign"
    await write_all(StorePaths(foreign / "data", foreign / "keys" / "master.key"), "foreign words")
    return tmp_path / "now"


async def test_no_mischief_goes_unnoticed(template: Path) -> None:
    rng = random.Random(5)  # noqa: S311
    right = await everything(Scene(template).places)
    verdicts: Counter[str] = Counter()
    unnoticed, idle = [], []
    for name, mischief in MISCHIEF.items():
        before = verdicts["detected"]
        for _ in range(TIMES):
            scene = Scene(copied(template))
            mischief(scene, rng)
            try:
                seen = await everything(scene.places)
            except (StoreRefused, StoreUnavailable):
                verdicts["detected"] += 1
            else:
                verdicts["harmless" if seen == right else "unnoticed"] += 1
                unnoticed += [name] * (seen != right)
        idle += [name] * (verdicts["detected"] == before)
    print(  # noqa: T201
        f"\nbar 5: {len(MISCHIEF)} kinds of mischief x {TIMES}: {verdicts['detected']} detected,"
        f" {verdicts['harmless']} without any effect, {verdicts['unnoticed']} unnoticed"
    )
    assert unnoticed == []
    assert idle == []


async def test_sealing_the_rows_alone_would_not_do(template: Path) -> None:
    kinds = ["a row deleted", "a row put back", "somebody put back, head and all", "older data"]
    unnoticed = 0
    for name in kinds:
        scene = Scene(copied(template))
        right = rows_alone(scene.places)
        MISCHIEF[name](scene, random.Random(5))  # noqa: S311
        unnoticed += rows_alone(scene.places) != right
    print(f"\nbar 5, control: with sealed rows alone, {unnoticed} of {len(kinds)} unnoticed")  # noqa: T201
    assert unnoticed == len(kinds)


def copied(template: Path) -> Path:
    copy = template.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    return shutil.copytree(template, copy)


def rows_alone(places: StorePaths) -> list[bytes]:
    """What a store would read that has no heads and no ledger."""
    master = read_key(places.key)
    with reading(places.keyring) as db:
        everybody = db.execute("SELECT pseud, blob FROM person").fetchall()
    people = [master.person(pseudonym, blob) for pseudonym, blob in everybody]
    with reading(places.database) as db:
        rows = db.execute("SELECT uid, id, blob FROM sitting ORDER BY uid, id").fetchall()
    by_uid = {keys.uid: keys for keys in people}
    try:
        return [by_uid[uid].unseal(blob, "sitting", id) for uid, id, blob in rows]
    except Tampered:
        return []
