"""Our reading of days and times beside dateparser's; `python -m benchmarks.days` writes it down.

Both read every line of tests/unit/sayings.toml, on the same Monday. Wrong is what means another
day or time than the one beside it, or any where nobody can know.
"""

import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import dateparser

from bot.schedule.dates import day_in
from bot.schedule.hours import minute_in

ROOT = Path(__file__).resolve().parent.parent
SAYINGS, PAGE = ROOT / "tests/unit/sayings.toml", ROOT / "docs/days.md"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10)  # noqa: DTZ001 - as dateparser wants it
MARK = "<!-- What follows is written by benchmarks/days.py. -->"
COST = """
import time
from pathlib import Path
def held():
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in x)
    return int(line.split()[1]) / 1024
began, before = time.perf_counter(), held()
{read}
print(f"{{(time.perf_counter() - began) * 1000:.0f}} ms, {{held() - before:.1f}} MiB")
"""
OURS = (
    "from datetime import date; from bot.schedule.dates import day_in; "
    "day_in('3 Dec', date.today())"
)
THEIRS = "import dateparser; dateparser.parse('3 Dec', languages=['en'])"

Read = Callable[[str, str], str]


def ours(kind: str, said: str) -> str:
    """As the bot reads it."""
    if kind == "days":
        day = day_in(said, TODAY)
        return day.isoformat() if day else ""
    minute = minute_in(said)
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"


def theirs(*, strict: bool) -> Read:
    """As dateparser does, told all that its settings can be told."""
    settings = {
        "RELATIVE_BASE": NOW,
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "STRICT_PARSING": strict,
    }

    def read(kind: str, said: str) -> str:
        found = dateparser.parse(said, languages=["en"], settings=settings) if said else None
        if found is None:
            return ""
        return found.date().isoformat() if kind == "days" else f"{found:%H:%M}"

    return read


def verdict(read: str, meant: str) -> str:
    """Right, wrong, or not read."""
    if read == meant:
        return "right"
    return "wrong" if read else "refused"


def cost(read: str) -> str:
    """What the first reading takes, in a process of its own."""
    command = [sys.executable, "-c", COST.format(read=read)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def main() -> None:
    """Both, line by line, into the page."""
    sayings: dict[str, dict[str, str]] = tomllib.loads(SAYINGS.read_text("utf-8"))
    readers = {"ours": ours, "dateparser": theirs(strict=False), "strict": theirs(strict=True)}
    counts = {(name, kind): Counter[str]() for name in readers for kind in sayings}
    rows = list[str]()
    for kind, lines in sayings.items():
        for said, meant in lines.items():
            cells = []
            for name, read in readers.items():
                got = read(kind, said)
                counts[name, kind][verdict(got, meant)] += 1
                cells.append(got if got == meant else f"**{got}**" if got else "refused")
            shown = (
                said.encode("ascii", "backslashreplace").decode()
                if not said.isprintable()
                else said
            )
            rows.append(f"| {shown or '(nothing)'} | {meant or 'refuse'} | {' | '.join(cells)} |")
    table = [
        "| | times: right, wrong, refused | days: right, wrong, refused | the first reading |",
        "|---|---|---|---|",
    ]
    costs = {"ours": cost(OURS), "dateparser": cost(THEIRS), "strict": "the same"}
    for name in readers:
        figures = [
            ", ".join(str(counts[name, kind][v]) for v in ("right", "wrong", "refused"))
            for kind in sayings
        ]
        table.append(f"| {name} | {' | '.join(figures)} | {costs[name].strip()} |")
    head = PAGE.read_text("utf-8").partition(MARK)[0] if PAGE.exists() else ""
    body = [MARK, "", *table, "", "| written | meant | ours | dateparser | strict |"]
    body += ["|---|---|---|---|---|", *rows]
    PAGE.write_text(head + "\n".join(body) + "\n", "utf-8")
    print("\n".join(table))


if __name__ == "__main__":
    main()
