"""Bar 6, the store's part: garbage never opens, and whatever can be typed comes back exactly."""

import json
import os
import random
from pathlib import Path

import pytest

from bot.confidential import Confidential
from bot.person import PersonId
from bot.reveal import reveal
from bot.store import Store, StorePaths, Tampered
from bot.store.crypto import codec
from bot.store.crypto.keys import MasterKey, PersonKeys
from bot.store.records import Record, Shelf
from tests.store.people import SITTING, reads, said, writes

pytestmark = pytest.mark.prove

BLOBS, TEXTS, SAVES = 200_000, 40_000, 2_000
# Where odd things live: controls, quotes, marks, surrogates, private use, emoji.
RANGES = [(0, 0x20), (0x22, 0x22), (0x5C, 0x5C), (0x300, 0x36F), (0x2000, 0x206F), (0x20, 0x24F)]
RANGES += [
    (0xD800, 0xDFFF),
    (0xE000, 0xE0FF),
    (0xFFF0, 0xFFFF),
    (0x1F300, 0x1FAFF),
    (0x10FFFF,) * 2,
]


def keys() -> PersonKeys:
    return MasterKey.new().newcomer(os.urandom(16))[0]


def odd_text(rng: random.Random) -> str:
    picked = [rng.choice(RANGES) for _ in range(rng.randrange(30))]
    return "".join(chr(rng.randint(low, high)) for low, high in picked)


def garbage(good: bytes, rng: random.Random) -> bytes:
    """Noise, or something very near to a good blob."""
    match rng.randrange(6):
        case 0:
            return rng.randbytes(rng.randrange(700))
        case 1:
            return good[: rng.randrange(len(good))]
        case 2:
            return good + rng.randbytes(1)
        case 3:
            return rng.randbytes(4) + good[4:]
        case 4:
            return good[:4] + rng.randbytes(len(good) - 4)
        case _:
            at = rng.randrange(len(good))
            return good[:at] + bytes([good[at] ^ (1 << rng.randrange(8))]) + good[at + 1 :]


def opens(blob: bytes, whose: PersonKeys) -> bool:
    try:
        codec.unseal(blob, whose, Shelf.SITTINGS, SITTING)
    except Tampered:
        return False
    return True


def test_garbage_never_opens() -> None:
    rng, ada = random.Random(6), keys()  # noqa: S311
    good = codec.seal(said("mine"), ada, Shelf.SITTINGS, SITTING)
    opened = sum(opens(garbage(good, rng), ada) for _ in range(BLOBS))
    assert opens(good, ada)
    print(f"\nbar 6: {BLOBS:,} garbage blobs, {opened} opened; the one good blob did")  # noqa: T201
    assert opened == 0


def test_every_text_comes_back_exactly() -> None:
    rng, ada = random.Random(66), keys()  # noqa: S311
    wrong = mangled = 0
    for _ in range(TEXTS):
        text = odd_text(rng)
        record = Record({}, {text: Confidential(text)})
        sealed = codec.seal(record, ada, Shelf.SITTINGS, SITTING)
        back = codec.unseal(sealed, ada, Shelf.SITTINGS, SITTING)
        wrong += reveal(back.words[text]) != text
        mangled += json.loads(json.dumps(text)) != text
    print(f"\nbar 6: {TEXTS:,} odd texts, {wrong} wrong; control: {mangled} by plain json")  # noqa: T201
    assert wrong == 0
    assert mangled > 0


async def test_every_save_is_there_after_a_restart(tmp_path: Path) -> None:
    rng = random.Random(666)  # noqa: S311
    places = StorePaths(tmp_path / "data", tmp_path / "keys" / "master.key")
    texts = {n: odd_text(rng) for n in range(SAVES)}
    store = await Store.open(places)
    for n, text in texts.items():
        await writes(store, PersonId(n % 300), text, n.to_bytes(16))
    await store.close()
    store = await Store.open(places)
    found = {n: await reads(store, PersonId(n % 300), n.to_bytes(16)) for n in range(SAVES)}
    await store.close()
    print(f"\nbar 6: {SAVES:,} saves of 300 people, {len(found)} found after a restart")  # noqa: T201
    assert found == texts
