"""A file of somebody's own: what is written is read back exactly, and nothing else is taken."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.carrying import FACTS, LONGEST_TEXT, MOST_THINGS, Carried, read, written
from bot.cards.document import Block
from bot.cards.webpage import web_page
from bot.confidential import Confidential
from bot.journeys.carrying import _thing
from bot.journeys.desk import Kept
from bot.reveal import reveal

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "export.schema.json"
DAY = date(2026, 3, 4)
LINE = Carried(
    bytes(range(16)),
    {"kind": "takeaway", "v": 1, "day": "2026-03-04", "from": "", "turn": 0, "n": 1},
    {"text": Confidential("a line of mine")},
)
FILE: dict[str, Any] = json.loads(reveal(written([LINE], DAY)))

Change = Callable[[dict[str, Any]], object]


def again(text: str) -> list[Carried] | None:
    rows = read(Confidential(text))
    return None if rows is None else [_thing(row) for row in rows]


def test_the_schema_names_what_travels() -> None:
    schema = json.loads(SCHEMA.read_text("utf8"))
    rows = schema["properties"]["things"]["items"]["oneOf"]
    said = {r["properties"]["kind"]["const"]: r["properties"]["facts"]["required"] for r in rows}
    assert said == {kind: list(rules) for kind, rules in FACTS.items()}


def test_only_what_is_known_travels() -> None:
    assert set(FACTS) <= {kind.value for kind in Kept}
    assert not {"held", "asked"} & {name for rules in FACTS.values() for name in rules}


# Halves of a broken emoji are left out: two side by side come back as a whole one.
@given(st.lists(st.tuples(st.binary(min_size=16, max_size=16), st.text()), max_size=5))
def test_whatever_was_written_comes_back_exactly(lines: list[tuple[bytes, str]]) -> None:
    things = {
        id: Carried(id, {**LINE.facts, "n": n}, {"text": Confidential(text)})
        for n, (id, text) in enumerate(lines)
    }
    file = reveal(written(list(things.values()), DAY))
    assert file.isascii()
    back = again(file)
    assert back is not None
    assert {one.id: one for one in back} == things
    assert reveal(written(back, DAY)) == file


STRANGE: list[Change] = [
    lambda f: f.update(format="somebody-else"),
    lambda f: f.update(version=2),
    lambda f: f.update(version=True),
    lambda f: f.update(more=1),
    lambda f: f.pop("made"),
    lambda f: f.update(made="soon"),
    lambda f: f.update(things={}),
    lambda f: f["things"].append(f["things"][0]),
    lambda f: f.update(things=f["things"] * (MOST_THINGS + 1)),
    lambda f: f["things"][0].update(id="zz"),
    lambda f: f["things"][0].update(kind="debt"),
    lambda f: f["things"][0].update(kind=[]),
    lambda f: f["things"][0]["facts"].update(held=True),
    lambda f: f["things"][0]["facts"].update(n="1"),
    lambda f: f["things"][0]["facts"].update(n=-1),
    lambda f: f["things"][0]["facts"].update(n=10**9),
    lambda f: f["things"][0]["facts"].update(day="2026-02-30"),
    lambda f: f["things"][0]["facts"].pop("turn"),
    lambda f: f["things"][0]["words"].update(text=1),
    lambda f: f["things"][0]["words"].update(other="x"),
    lambda f: f["things"][0]["words"].update(text="x" * (LONGEST_TEXT + 1)),
    lambda f: f["things"][0].update(words=[]),
]


@pytest.mark.parametrize("n", range(len(STRANGE)))
def test_what_is_not_understood_is_refused_whole(n: int) -> None:
    strange = copy.deepcopy(FILE)
    STRANGE[n](strange)
    assert again(json.dumps(FILE)) == [LINE]
    assert again(json.dumps(strange)) is None


TEXTS = ["", "null", "[" * 100_000, '{"a":' * 100_000, "NaN", '{"things":[],"things":[]}']


@pytest.mark.parametrize("n", range(len(TEXTS)))
def test_text_that_is_no_such_file_is_refused(n: int) -> None:
    assert again(TEXTS[n]) is None


@given(st.text(), st.text())
@settings(max_examples=200)
def test_what_was_written_does_nothing_in_a_web_page(title: str, text: str) -> None:
    page = reveal(web_page([Block(1, Confidential(title), Confidential(text))], "Notes"))
    body = page.partition("<main>")[2].partition("</main>")[0]
    tags = {t.partition(">")[0].partition(" ")[0] for t in body.split("<")[1:]}
    assert tags <= {"h1", "/h1", "p", "/p", "ul", "/ul", "li", "/li"}


def test_a_web_page_needs_nothing_else() -> None:
    page = reveal(web_page([Block(1, "One"), Block(2, "Two", "- a\n- b\nc")], "Notes"))
    assert "<h1>One</h1>" in page
    assert "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>" in page
    assert not {"<script", "src=", "href=", "url("} & set(page.split())
    assert "default-src 'none'" in page
