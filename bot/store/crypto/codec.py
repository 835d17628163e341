"""A record and its sealed form. The only place of the store that looks inside somebody's words."""

import json
from collections.abc import Mapping
from typing import Any

from bot.confidential import Confidential
from bot.reveal import reveal
from bot.store.crypto.keys import PersonKeys
from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import Tampered, TooMuch
from bot.store.records import Record, Shelf

VERSION = 1
# Bytes, in front of the padding.
LENGTH = 4
# In bytes. Sizes tell: whoever has the file sees one of eight, never how much was written.
SMALLEST, LARGEST = 512, 64 * 1024
# Not escaped: two halves of a broken emoji, side by side, would come back as a whole one.
AS_IT_IS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def seal(record: Record, keys: PersonKeys, shelf: Shelf, id: bytes) -> bytes:
    """A record as one blob that opens at this place only. Raises TooMuch."""
    words = {name: reveal(word) for name, word in record.words.items()}
    payload = {"v": VERSION, "facts": dict(record.facts), "words": words}
    text = AS_IT_IS.encode(payload)
    return keys.seal(_padded(text.encode("utf-8", "surrogatepass")), shelf.value, id)


def unseal(blob: bytes, keys: PersonKeys, shelf: Shelf, id: bytes) -> Record:
    """The record again, its words back in their boxes. Raises Tampered."""
    payload = _payload(keys.unseal(blob, shelf.value, id))
    if payload is None:
        raise Tampered(OUTCOME)
    words = {name: Confidential(word) for name, word in payload["words"].items()}
    return Record(payload["facts"], words)


def name(id: Confidential[bytes]) -> bytes:
    """The id of a record made from somebody's words with their key: it tells nothing of them."""
    return reveal(id)


def _padded(plain: bytes) -> bytes:
    needed = LENGTH + len(plain)
    if needed > LARGEST:
        raise TooMuch("one record holds more than it may")
    size = max(SMALLEST, 1 << (needed - 1).bit_length())
    return (len(plain).to_bytes(LENGTH) + plain).ljust(size, b"\0")


def _payload(padded: bytes) -> Mapping[str, Any] | None:
    # None instead of an error: those of json carry the whole text along.
    plain = padded[LENGTH : LENGTH + int.from_bytes(padded[:LENGTH])]
    try:
        payload = json.loads(plain.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    return payload if payload.get("v") == VERSION else None
