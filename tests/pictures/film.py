"""Several PNGs of one size as one that moves (APNG). Nothing of them is lost."""

import struct
import zlib
from collections.abc import Iterator, Sequence

from tests.pictures.camera import Shot

BEGINNING = b"\x89PNG\r\n\x1a\n"


def moving(shots: Sequence[Shot]) -> bytes:
    """One after the other, and then again."""
    header = _of_kind(shots[0].png, b"IHDR")
    width, height = struct.unpack(">II", header[:8])
    parts = [_chunk(b"IHDR", header), _chunk(b"acTL", struct.pack(">II", len(shots), 0))]
    number = 0
    for shot in shots:
        assert _of_kind(shot.png, b"IHDR") == header, "they are not of one size"
        stay = struct.pack(
            ">IIIIIHHBB", number, width, height, 0, 0, round(shot.seconds * 100), 100, 0, 0
        )
        parts.append(_chunk(b"fcTL", stay))
        number += 1
        content = _of_kind(shot.png, b"IDAT")
        if shot is shots[0]:
            parts.append(_chunk(b"IDAT", content))
            continue
        parts.append(_chunk(b"fdAT", struct.pack(">I", number) + content))
        number += 1
    return BEGINNING + b"".join([*parts, _chunk(b"IEND", b"")])


def _of_kind(png: bytes, kind: bytes) -> bytes:
    return b"".join(content for found, content in _chunks(png) if found == kind)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(BEGINNING)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
