"""P1: a picture and ten pages, beside the usual ways, and what setting them leaves in the bot.

Each is set in a process of its own that starts, sets and ends, as the bot does it. The usual
ways are those of requirements-peers.txt.
"""

import asyncio
import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from benchmarks.row import Row
from benchmarks.running import PEERS, resident
from bot import content
from bot.features.printing import pages as printing_pages
from bot.features.printing.typesetter import Format, Paper, Sheet, render
from bot.features.walkthrough.example import example_blocks, example_sitting
from bot.reveal import reveal
from bot.ui.blocks import Block
from bot.ui.webpage import web_page

ROUNDS, WARM, MANY = 7, 3, 30
# The worked example is four pages; so many of them, one below the other, are ten and a bit.
TIMES = 3
MATPLOTLIB = """
import io, json, sys
import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot
figure = pyplot.figure(figsize=(390 / 72, 844 / 72), dpi=216)
lines = json.load(sys.stdin)
for n, line in enumerate(lines):
    figure.text(0.07, 0.96 - n * 0.9 / len(lines), line, fontsize=13)
made = io.BytesIO()
figure.savefig(made, format="png")
assert made.getvalue()
"""
WEASYPRINT = """
import json, sys
from weasyprint import HTML
assert HTML(string=json.load(sys.stdin)).write_pdf()
"""
REPORTLAB = """
import io, json, sys
from xml.sax.saxutils import escape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
style = getSampleStyleSheet()["Normal"]
made = io.BytesIO()
told = [Paragraph(escape(text), style) for text in json.load(sys.stdin)]
SimpleDocTemplate(made).build(told)
assert made.getvalue()
"""


def run() -> list[Row]:
    """Three parts of one goal."""
    library = content.load()
    points = printing_pages.points_data(library, example_sitting(library, library.talk))
    blocks = example_blocks(library, library.talk) * TIMES
    document = printing_pages.document_data(library, blocks)

    def picture() -> None:
        asyncio.run(render(Sheet.POINTS, Paper.PHONE, Format.PNG, points))

    def pages() -> None:
        asyncio.run(render(Sheet.DOCUMENT, Paper.A4, Format.PDF, document))

    spoken = [line for part in reveal(points)["parts"] for line in part["text"].splitlines()]
    html = reveal(web_page("Notes", "en").document(blocks))
    texts = [text for block in blocks for text in _texts(block)]
    drawn = _beside(picture, {"matplotlib": (MATPLOTLIB, spoken)})
    printed = _beside(pages, {"weasyprint": (WEASYPRINT, html), "reportlab": (REPORTLAB, texts)})
    return [
        *_row("a picture of talking points for a phone", *drawn, "matplotlib", 4),
        *_row("a document of ten pages", *printed, "weasyprint", 10),
        _left(picture),
    ]


def _texts(block: Block) -> list[str]:
    said = (block.title, block.text)
    return [text if isinstance(text, str) else reveal(text) for text in said if text]


def _beside(
    ours: Callable[[], None], peers: Mapping[str, tuple[str, Any]]
) -> tuple[float, dict[str, float]]:
    """Milliseconds of ours, and of each that is installed; in turn, so that all share the load."""
    found: dict[str, list[float]] = {name: [] for name in peers if _is_here(name)}
    mine = []
    for _ in range(ROUNDS):
        mine.append(_timed(ours))
        for name, timed in found.items():
            script, given = peers[name]
            timed.append(_timed(lambda s=script, g=given: _set(s, g)))  # type: ignore[misc]
    return statistics.median(mine), {n: statistics.median(t) for n, t in found.items()}


def _is_here(name: str) -> bool:
    """Whether it is installed, with the libraries of the system it may need."""
    if not PEERS.exists():
        return False
    tried = subprocess.run([PEERS, "-c", f"import {name}"], capture_output=True, check=False)
    return tried.returncode == 0


def _set(script: str, given: object) -> None:
    subprocess.run(
        [PEERS, "-c", script], input=json.dumps(given).encode(), check=True,
        capture_output=True,
    )  # fmt: skip


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _row(what: str, ours: float, peers: dict[str, float], peer: str, times: int) -> Iterator[Row]:
    """Nothing is said of a goal where there is nothing to stand beside it."""
    beside = ", ".join(f"{name}: {took:.0f} ms" for name, took in peers.items())
    goal = f"at least {times}x faster than {peer}"
    if peer not in peers:
        print(f"P1  {what}: {ours:.0f} ms; {peer} is not installed, so nothing is compared")
        return
    ratio = peers[peer] / ours
    yield Row("P1", what, f"{ours:.0f} ms, {ratio:.1f}x", beside, goal, ratio >= times)


def _left(act: Callable[[], None]) -> Row:
    """What stays in the memory of whoever asked."""
    for _ in range(WARM):
        act()
    before = resident()
    for _ in range(MANY):
        act()
    left = resident() - before
    return Row(
        "P1",
        f"what {MANY} pictures leave in the bot's memory",
        f"{left:.1f} MiB",
        "nothing",
        "at most 2 MiB",
        left <= 2,
    )
