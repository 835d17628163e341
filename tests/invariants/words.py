"""What people wrote in a test, and how to find it again, whole or in pieces, however disguised."""

import base64
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

CONTENT = Path(__file__).resolve().parent.parent.parent / "bot" / "content"

# Shorter ones turn up by chance, so they are looked for as whole words and on a screen only.
SHORTEST = 12
A_NAME = 3
READ = {"content", "label", "description", "placeholder", "title", "value", "name"}
# A part of a sentence is a leak too: any 24 letters of it in a row are noticed, on disk any 48.
PIECE = 20
STRIDE = 5
ON_DISK = 24
# Bytes in a row that are looked at as one number.
WORD = 4


@dataclass(slots=True)
class Words:
    """Every sentence that was typed, by whom; and the labels of what they chose."""

    typed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    chosen: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def leaked_into(self, text: str, owner: int | None = None) -> list[str]:
        """The typed sentences in a text that only `owner` may see (None: nobody's own)."""
        flat = flattened(text)
        return [
            sentence
            for sentence, people in self.typed.items()
            if owner not in people and any(piece in flat for piece in _pieces(sentence))
        ]

    def named_in(self, text: str, owner: int | None = None) -> list[str]:
        """The short things that were typed, a name or three words, standing alone in a text."""
        return [
            name
            for name, people in self.typed.items()
            if owner not in people
            and A_NAME <= len(flattened(name)) < SHORTEST
            and _alone(name, text)
            and not _is_ours(name)
        ]

    def leaked_into_bytes(self, blob: bytes) -> list[str]:
        """The typed sentences in raw bytes, in any of the usual disguises."""
        there = frozenset(memoryview(blob[: len(blob) // WORD * WORD]).cast("I"))
        return [
            sentence
            for sentence in self.typed
            if any(
                disguise in blob
                for disguise in _disguises(sentence)
                if not there.isdisjoint(_beginnings(disguise))
            )
        ]

    def echoed_in(self, text: str) -> list[str]:
        """The chosen labels in a text where nothing of anybody's answer should be."""
        flat = flattened(text)
        return [
            label for label in self.chosen if len(label) >= SHORTEST and flattened(label) in flat
        ]


def flattened(text: str) -> str:
    """Letters and digits alone: escapes, wraps, quotes and capitals hide nothing."""
    return "".join(filter(str.isalnum, text.casefold()))


def shown(part: object) -> Iterator[str]:
    """Every string in a request that somebody would get to read."""
    match part:
        case Mapping():
            for key, value in part.items():
                if isinstance(value, str) and key in READ:
                    yield value
                yield from shown(value)
        case list():
            for value in part:
                yield from shown(value)


def strings(part: object) -> Iterator[str]:
    """Every string in a piece of JSON, keys too."""
    match part:
        case str():
            yield part
        case Mapping():
            for key, value in part.items():
                yield str(key)
                yield from strings(value)
        case list() | tuple():
            for value in part:
                yield from strings(value)
        case None:
            return
        case _:
            yield str(part)


@cache
def in_every_language(name: str) -> tuple[dict[str, Any], ...]:
    """One of the files of texts, in each language there is."""
    files = sorted(CONTENT.glob(f"*/{name}.toml"))
    return tuple(tomllib.loads(file.read_text("utf-8")) for file in files)


@cache
def own_files() -> frozenset[bytes]:
    """The walkthroughs that come along: copies of them, letter by letter, are nobody's words."""
    return frozenset(file.read_bytes() for file in CONTENT.glob("*/walkthroughs/*.toml"))


@cache
def own_texts() -> str:
    """The product's own sentences, flattened."""
    return "|".join(flattened(text) for text in _texts())


@cache
def _texts() -> tuple[str, ...]:
    # The worked examples count as somebody's words.
    files = [file for file in CONTENT.rglob("*.toml") if "example" not in file.name]
    ours = strings([tomllib.loads(file.read_text("utf-8")) for file in sorted(files)])
    return (*ours, *_places())


def _places() -> Iterator[str]:
    """The world's time zones, their cities and countries: nobody's words, whoever types them."""
    for zone in sorted(available_timezones()):
        yield zone
        yield zone.rpartition("/")[2].replace("_", " ")
    countries = resources.files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text("utf-8")
    yield from (line.partition("\t")[2] for line in countries.splitlines() if line[:1] != "#")


@lru_cache(maxsize=4096)
def _is_ours(name: str) -> bool:
    return _alone(name, "\n".join(_texts()))


def _alone(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE))


@lru_cache(maxsize=4096)
def _pieces(sentence: str) -> tuple[str, ...]:
    """What to look for: each line, and where it is long, every stretch of it."""
    lines = [flattened(line) for line in sentence.splitlines()]
    found = (piece for line in lines for piece in _stretches(line, PIECE, STRIDE))
    # Somebody may well write what stands in our own starters; that is no leak of theirs.
    return tuple(piece for piece in found if piece not in own_texts())


@lru_cache(maxsize=65536)
def _beginnings(disguise: bytes) -> tuple[int, ...]:
    """Wherever it lies in some bytes, one of these is a whole word there: a quick first look."""
    words = (disguise[at : at + WORD] for at in range(WORD))
    return tuple(int.from_bytes(word, sys.byteorder) for word in words)


@lru_cache(maxsize=4096)
def _disguises(sentence: str) -> tuple[bytes, ...]:
    """How the pieces look as bytes, in the usual encodings."""
    found: set[bytes] = set()
    for line in sentence.splitlines():
        for piece in _stretches(line, ON_DISK, ON_DISK):
            raw = piece.encode("utf-8", "surrogatepass")
            wide = piece.encode("utf-16-le", "surrogatepass")
            found |= {raw, wide, json.dumps(piece)[1:-1].encode()}
            found |= {raw.hex().encode(), raw.hex().upper().encode()}
            found |= {_base64_inside(raw, offset) for offset in range(3)}
    return tuple(found)


def _stretches(line: str, long: int, apart: int) -> Iterator[str]:
    starts = range(0, max(len(line) - long, 0) + 1, apart)
    pieces = (line[start : start + long] for start in starts)
    return (piece for piece in pieces if len(piece) >= SHORTEST)


def _base64_inside(raw: bytes, offset: int) -> bytes:
    # Three alignments, without the edges that depend on the neighbours.
    encoded = base64.b64encode(bytes(offset) + raw)
    return encoded[4 if offset else 0 : -4]
