"""A file of somebody's own: what is written is read back exactly, and nothing else is taken."""

import copy
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.confidential import Confidential
from bot.content import load
from bot.features.mydata import export_format
from bot.features.mydata.export_format import FACTS, LARGEST_MADE, MOST_THINGS, Carried, written
from bot.features.mydata.import_checks import LONGEST_TEXT, Known, Refusal
from bot.features.mydata.incoming import things_in
from bot.features.mydata.transfer_pages import not_taken
from bot.kept.record_kinds import Kept
from bot.reveal import reveal
from bot.ui.blocks import Block
from bot.ui.webpage import web_page
from tests.unit.known_texts import in_the_files

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "export.schema.json"
DAY = date(2026, 3, 4)
LINE = Carried(
    bytes(range(16)),
    {"kind": "takeaway", "v": 1, "day": "2026-03-04", "from": "", "turn": 0, "n": 1},
    {"text": Confidential("a line of mine")},
)
FILE: dict[str, Any] = json.loads(reveal(written([LINE], DAY)[0]))
LIBRARY = load()
NOTES = web_page("Notes", "en")
KNOWN = Known.of(LIBRARY)

Change = Callable[[dict[str, Any]], object]


def looked_at(content: bytes) -> list[Carried] | Refusal:
    things = things_in(Confidential(content), KNOWN)
    if isinstance(things, Refusal):
        page = not_taken(LIBRARY, things)
        assert all(isinstance(part, str | tuple) for part in page.body), "none of their words"
        return things
    return list(things)


def again(text: str) -> list[Carried] | None:
    found = looked_at(text.encode("utf-8", "surrogatepass"))
    return None if isinstance(found, Refusal) else found


def test_the_schema_names_what_travels() -> None:
    schema = json.loads(SCHEMA.read_text("utf8"))
    rows = schema["properties"]["things"]["items"]["oneOf"]
    said = {r["properties"]["kind"]["const"]: r["properties"]["facts"]["required"] for r in rows}
    assert said == {kind: list(rules) for kind, rules in FACTS.items()}


def test_only_what_is_known_travels() -> None:
    assert set(FACTS) <= {kind.value for kind in Kept}
    assert not {"held", "asked"} & {name for rules in FACTS.values() for name in rules}


# Halves of a broken emoji are left out: two side by side come back as a whole one.
@given(st.lists(st.tuples(st.binary(min_size=16, max_size=16), st.text()), min_size=1, max_size=5))
def test_whatever_was_written_comes_back_exactly(lines: list[tuple[bytes, str]]) -> None:
    things = {
        id: Carried(id, {**LINE.facts, "n": n}, {"text": Confidential(text)})
        for n, (id, text) in enumerate(lines)
    }
    (made,) = written(list(things.values()), DAY)
    file = reveal(made)
    assert json.dumps(json.loads(file), ensure_ascii=False, indent=1) + "\n" == file
    back = again(file)
    assert back is not None
    assert {one.id: one for one in back} == things
    assert [reveal(f) for f in written(back, DAY)] == [file]


def facts(**changed: object) -> Change:
    return lambda f: f["things"][0]["facts"].update(changed)


def words(**changed: object) -> Change:
    return lambda f: f["things"][0]["words"].update(changed)


# What somebody changed, and what they are told: of the file, or of the first thing in it.
STRANGE: list[tuple[Change, str, int]] = [
    (lambda f: f.update(format="somebody-else"), "foreign", 0),
    (lambda f: f.update(version=2), "other_version", 0),
    (lambda f: f.update(version=True), "other_version", 0),
    (lambda f: f.update(more=1), "foreign", 0),
    (lambda f: f.pop("made"), "foreign", 0),
    (lambda f: f.update(made="soon"), "made", 0),
    (lambda f: f.update(things={}), "foreign", 0),
    (lambda f: f["things"].append(f["things"][0]), "twice", 2),
    (lambda f: f.update(things=f["things"] * (MOST_THINGS + 1)), "many", 0),
    (lambda f: f["things"].append([]), "kind", 2),
    (lambda f: f["things"][0].update(id="zz"), "id", 1),
    (lambda f: f["things"][0].update(kind="debt"), "kind", 1),
    (lambda f: f["things"][0].update(kind=[]), "kind", 1),
    (lambda f: f["things"][0].update(more=1), "parts", 1),
    (lambda f: f["things"][0].update(facts=[]), "parts", 1),
    (facts(held=True), "parts", 1),
    (facts(n="1"), "number", 1),
    (facts(n=-1), "number", 1),
    (facts(n=10**9), "number", 1),
    (facts(turn=1.5), "changed", 1),
    (facts(day="2026-02-30"), "day", 1),
    (facts(day="9999-12-31"), "day", 1),
    (facts(day=None), "day", 1),
    (facts(**{"from": "x"}), "origin", 1),
    (lambda f: f["things"][0]["facts"].pop("turn"), "parts", 1),
    (words(text=1), "words", 1),
    (words(text=["\ud800" * 3, 2]), "words", 1),
    (words(other="x"), "words", 1),
    (words(text="x" * (LONGEST_TEXT + 1)), "long", 1),
    (words(text=["x"]), "words", 1),
    (lambda f: f["things"][0].update(words=[]), "words", 1),
]


@pytest.mark.parametrize("n", range(len(STRANGE)))
def test_what_is_not_understood_is_refused_whole(n: int) -> None:
    strange = copy.deepcopy(FILE)
    change, why, which = STRANGE[n]
    change(strange)
    assert again(json.dumps(FILE)) == [LINE]
    refusal = looked_at(json.dumps(strange).encode())
    assert isinstance(refusal, Refusal)
    assert (refusal.why, refusal.n) == (why, which)


DEBRIEF = {"v": 1, "from": "", "day": "2026-01-01"}
LOOK = {
    "v": 1,
    "edition": 1,
    "n": 1,
    "at": "",
    "began": "2026-01-01",
    "touched": "2026-01-01",
    "turns": {},
    "passed": [],
    "finished": "",
}
NAMED = {"label": "Lena", "kind": "", "picked": ""}
ITEM = LIBRARY.closeness.script.items[0]
# One text each: a list in its place would spoil a page, or every file that is saved.
LISTS: list[tuple[str, dict[str, object], dict[str, object]]] = [
    ("debrief", DEBRIEF, {"line": ["a", "b"]}),
    ("closeness", LOOK, {**NAMED, "label": ["Lena"]}),
    ("closeness", LOOK, {**NAMED, f"item.{ITEM.id}": {ITEM.directions[0]: ["a", "b"]}}),
    ("closeness", LOOK, {**NAMED, f"item.{ITEM.id}": {"line": ["a", "b"]}}),
]


@pytest.mark.parametrize("n", range(len(LISTS)))
def test_a_list_where_there_is_one_text_is_refused(n: int) -> None:
    kind, about, said = LISTS[n]
    one = {"id": "0" * 32, "kind": kind, "facts": about, "words": said}
    refusal = looked_at(json.dumps({**FILE, "things": [one]}).encode())
    assert isinstance(refusal, Refusal)
    assert (refusal.why, refusal.n, refusal.kind) == ("words", 1, kind)


@pytest.mark.parametrize("bomb", ["[]," * 900_000, '{"":' * 900_000, '"a":1,' * 900_000])
def test_what_is_made_of_nothing_but_brackets_is_not_even_read(
    monkeypatch: pytest.MonkeyPatch, bomb: str
) -> None:
    monkeypatch.setattr("json.loads", lambda *_, **__: pytest.fail("it was read"))
    refusal = looked_at(f'{{"things":[{bomb}'.encode())
    assert refusal == Refusal("foreign")


@pytest.mark.parametrize("piece", ['\\",', "\\\\,", "[,"])
def test_a_text_that_never_ends_is_looked_through_once(piece: str) -> None:
    # Searched anew from each of its quotes, it would take days.
    refusal = looked_at(('{"things":["' + piece * 900_000).encode())
    assert refusal == Refusal("damaged", line=1)


def test_a_text_of_nothing_but_brackets_is_taken() -> None:
    many = copy.deepcopy(FILE)
    row = many["things"][0]
    many["things"] = [
        {**row, "id": f"{n:032x}", "words": {"text": '[{,"\\' * 1_500}} for n in range(200)
    ]
    found = looked_at(json.dumps(many).encode())
    assert not isinstance(found, Refusal)
    assert len(found) == 200


TEXTS = ["", "null", "[" * 100_000, '{"a":' * 100_000, "NaN", '{"things":[],"things":[]}']


@pytest.mark.parametrize("n", range(len(TEXTS)))
def test_text_that_is_no_such_file_is_refused(n: int) -> None:
    assert again(TEXTS[n]) is None


OTHER = [
    b"",
    b"# Notes\n",
    b"NOTES\n",
    b"<!doctype html>",
    b"%PDF-1.7",
    b"\x89PNG",
    b"\xff\xfe\x00",
]


@pytest.mark.parametrize("content", OTHER)
def test_a_file_that_is_for_reading_is_told_from_the_one_that_comes_in(content: bytes) -> None:
    refusal = looked_at(content)
    assert isinstance(refusal, Refusal)
    assert refusal.why == "other_form"
    assert ".json" in LIBRARY.say("carry_why.other_form")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_whatever_an_editor_makes_of_it_is_taken(encoding: str) -> None:
    text = json.dumps(FILE, ensure_ascii=False).replace("a line of mine", "Grüße 你好 🌿")
    assert (
        again(text)
        == looked_at(text.encode(encoding))
        == looked_at(text.replace(", ", ",\r\n\t").encode(encoding))
    )


def test_letters_of_an_older_alphabet_are_said_to_be_that() -> None:
    text = json.dumps(FILE, ensure_ascii=False).replace("a line of mine", "Grüße")
    refusal = looked_at(text.encode("latin-1"))
    assert isinstance(refusal, Refusal)
    assert refusal.why == "letters"


def test_where_it_is_cut_short_the_line_is_named() -> None:
    whole = reveal(written([LINE], DAY)[0])
    cut = whole[: whole.index("a line of mine")]
    refusal = looked_at(cut.encode())
    assert isinstance(refusal, Refusal)
    assert (refusal.why, refusal.line) == ("damaged", len(cut.splitlines()))


def many(most: int, text: str) -> list[Carried]:
    return [
        replace(LINE, id=n.to_bytes(16), words={"text": Confidential(f"{text}{n}")})
        for n in range(most)
    ]


@pytest.mark.parametrize(
    ("most", "text", "files"), [(2_000, "", 1), (2_001, "", 2), (700, "字" * 7_000, 4), (0, "", 1)]
)
def test_what_is_too_much_for_one_file_is_several_each_whole(
    most: int, text: str, files: int
) -> None:
    made = [reveal(file).encode() for file in written(many(most, text), DAY)]
    assert len(made) == files
    assert all(len(file) <= LARGEST_MADE for file in made)
    back = []
    for file in reversed(made):
        found = looked_at(file)
        assert not isinstance(found, Refusal)
        back += found
    assert [reveal(file).encode() for file in written(back, DAY)] == made


def test_letters_of_any_language_take_no_more_room_than_they_have_to() -> None:
    (made,) = written(many(1, "字" * 7_000), DAY)
    assert len(reveal(made).encode()) < 3 * 7_000 + 1_000


def test_every_reason_there_is_has_its_sentence() -> None:
    code = Path(export_format.__file__).with_name("import_checks.py").read_text("utf-8")
    given = set(re.findall(r'"([a-z_]+)"', code))
    for why in set(in_the_files_of("carry_why")) - {"thing", "thing_unknown"}:
        assert why in given | {"shown"}


def in_the_files_of(table: str) -> list[str]:
    return [key.partition(".")[2] for key in in_the_files() if key.startswith(f"{table}.")]


@given(st.text(), st.text())
@settings(max_examples=200)
def test_what_was_written_does_nothing_in_a_web_page(title: str, text: str) -> None:
    page = reveal(
        web_page("Notes", "en").document([Block(1, Confidential(title), Confidential(text))])
    )
    body = page.partition("<main>")[2].partition("</main>")[0]
    tags = {t.partition(">")[0].partition(" ")[0] for t in body.split("<")[1:]}
    assert tags <= {"h1", "/h1", "p", "/p", "ul", "/ul", "li", "/li"}


def test_a_web_page_needs_nothing_else() -> None:
    page = reveal(
        web_page("Notes", "en").document([Block(1, "One"), Block(2, "Two", "- a\n- b\nc")])
    )
    assert "<h1>One</h1>" in page
    assert "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>" in page
    assert not {"<script", "src=", "href=", "url("} & set(page.split())
    assert "default-src 'none'" in page
