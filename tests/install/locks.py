"""Reads a lock as the strictest pip would."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import NormalizedName, canonicalize_name

from tests.fake_discord.process import ROOT

# Everything a lock may say: no address, no option, no release but one.
_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(\[(?P<extras>[a-z0-9,._-]+)\])?==(?P<version>[\w.+!-]+)"
    r"( ; (?P<marker>[^;#@]+?))?(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)


@dataclass(frozen=True, slots=True)
class Pin:
    """One release, and the files it may come in."""

    name: NormalizedName
    version: str
    extras: frozenset[str]
    marker: str
    hashes: frozenset[str]

    @property
    def is_for_here(self) -> bool:
        """Whether this Python on this machine gets it."""
        return not self.marker or Marker(self.marker).evaluate()


def locks() -> list[Path]:
    """Every lock there is."""
    return sorted(ROOT.glob("requirements*.txt"))


def unlocked(text: str) -> list[str]:
    """The lines that don't name exactly one release by its hashes."""
    return [line for line in _lines(text) if not _LINE.fullmatch(line)]


def pins(text: str) -> dict[NormalizedName, Pin]:
    """What a lock names."""
    found = [match for line in _lines(text) if (match := _LINE.fullmatch(line))]
    return {
        pin.name: pin
        for pin in (
            Pin(
                canonicalize_name(match["name"]),
                match["version"],
                frozenset((match["extras"] or "").split(",")) - {""},
                match["marker"] or "",
                frozenset(match["hashes"].split()),
            )
            for match in found
        )
    }


def _lines(text: str) -> list[str]:
    whole = re.sub(r"\s*\\\n\s*", " ", text)
    return [bare for line in whole.splitlines() if (bare := line.partition("#")[0].strip())]
