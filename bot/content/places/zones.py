"""Zones of the world, out of the tables that come with tzdata."""

import hashlib
from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

# A year of fortnights: no two clocks that differ in one, agree on all of these.
_WHILES = [timedelta(days=14 * n) for n in range(27)]


@cache
def listed() -> dict[str, str]:
    """Every zone somebody lives by, and the code of its country."""
    lines = _table("zone.tab").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


@cache
def links() -> dict[str, str]:
    """Older and other names of zones, and the zone each is today."""
    lines = _table("tzdata.zi").splitlines()
    rows = (line.split(" ") for line in lines if line.startswith("L "))
    return {link: zone for _, zone, link in rows}


@cache
def available() -> frozenset[str]:
    """Every zone there is, whatever it is called. Asked of the system, it would open each file."""
    return frozenset((files("tzdata") / "zones").read_text("utf-8").split())


@cache
def by_key() -> dict[str, str]:
    return {key_of(id): id for id in sorted(available())}


def key_of(id: str) -> str:
    """Short and ours, to stand in a press."""
    return hashlib.sha256(id.encode()).hexdigest()[:8]


@lru_cache(maxsize=512)
def clock(id: str, day: datetime) -> tuple[timedelta | None, ...]:
    """How the clocks of a zone go for a year: two with the same one tell the same time."""
    there = ZoneInfo(id)
    return tuple((day + later).astimezone(there).utcoffset() for later in _WHILES)


def _table(name: str) -> str:
    return (files("tzdata") / "zoneinfo" / name).read_text("utf-8")
