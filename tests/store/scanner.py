"""Finds a sentence, or a person's id, in raw bytes, however it was written down there."""

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Iterator
from urllib.parse import quote

Form = tuple[str, bytes]
SHIFTS = range(3)


def forms_of_text(text: str) -> Iterator[Form]:
    """Eleven ways a sentence could lie in a file."""
    raw = text.encode()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield encoding, text.encode(encoding)
    yield "backwards", raw[::-1]
    yield "json", json.dumps(text)[1:-1].encode()
    yield "percent", quote(text).encode()
    yield "hex", raw.hex().encode()
    yield "HEX", raw.hex().upper().encode()
    yield "base64", _base64(raw, 0)
    yield "zlib", zlib.compress(raw)[2:-4]
    for shift in SHIFTS[1:]:
        yield f"base64, {shift} further on", _base64(raw, shift)


def forms_of_id(id: int) -> Iterator[Form]:
    """An id as text, as a number, or as a hash anybody could compute for everybody."""
    text = str(id).encode()
    yield from forms_of_text(str(id))
    yield "number, big", struct.pack(">Q", id)
    yield "number, little", struct.pack("<Q", id)
    yield "number, hex", f"{id:x}".encode()
    yield "number, bcd", bytes.fromhex(f"{id:020d}")
    for content in (text, struct.pack(">Q", id), struct.pack("<Q", id)):
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s", "sha3_256"):
            digest = hashlib.new(name, content).digest()
            # Cut short counts as well.
            yield name, digest[:12]
            yield f"{name} in hex", digest[:12].hex().encode()


def found(blob: bytes, texts: list[str], ids: list[int]) -> list[str]:
    """The names of all forms that occur in a blob."""
    forms = [form for text in texts for form in forms_of_text(text)]
    forms += [form for id in ids for form in forms_of_id(id)]
    return [name for name, form in forms if form in blob]


def _base64(raw: bytes, shift: int) -> bytes:
    # Without the edges, which depend on what stands beside.
    encoded = base64.b64encode(bytes(shift) + raw + bytes(3))
    return encoded[4 if shift else 0 : -8]
