"""Every kind of record: read back as it was written, by whichever version that was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.confidential import Confidential
from bot.content import load
from bot.features.mydata import export_format
from bot.features.mydata.import_checks import Known, Refusal, rows_in
from bot.kept.checked_in import Habits
from bot.kept.codecs import CODECS, HABITS
from bot.kept.converter import Codec, UnknownVersion
from bot.kept.values import RULES
from bot.reveal import reveal
from bot.store.records import Record
from tests import fixtures

OLD = [
    (file.parent.name, id, record)
    for file in sorted(Path(fixtures.__file__).parent.glob("*/was.json"))
    for who in ("ada", "ben")
    for id, record in json.loads(file.read_text("utf8"))[who]["sitting"].items()
]


def boxed(record: Mapping[str, Any]) -> Record:
    return Record(record["facts"], {n: Confidential(word) for n, word in record["words"].items()})


@pytest.mark.parametrize(("version", "id", "record"), OLD)
def test_what_any_version_kept_is_read_and_written_again(
    version: str, id: str, record: dict[str, Any]
) -> None:
    codec, before = CODECS[record["facts"]["kind"]], boxed(record)
    one = codec.read(before, bytes.fromhex(id))
    assert one.id == bytes.fromhex(id)
    again = Record(*codec.written(one))
    assert codec.read(again, one.id) == one
    assert codec.upgraded(before.facts, before.words) == (again.facts, again.words)


def test_of_every_version_of_every_kind_a_record_is_kept() -> None:
    kept = {(record["facts"]["kind"], record["facts"]["v"]) for _, _, record in OLD}
    released = {(kind, v) for kind, codec in CODECS.items() for v in range(1, codec.version)}
    assert released | {(kind, 1) for kind in CODECS} <= kept, "see docs/releasing.md"


@pytest.mark.parametrize("kind", CODECS)
def test_every_fact_that_travels_has_a_rule(kind: str) -> None:
    assert all(of in RULES for of in CODECS[kind].travels.values())


def test_what_was_decided_once_is_read_also_where_less_was_known() -> None:
    now = Habits(room_first=True, strong_said=datetime.fromisoformat("2026-01-02T03:04:00+00:00"))
    now = HABITS.read(Record(*HABITS.written(now)))
    assert now.room_first
    assert now.strong_said
    assert HABITS.read(Record({})) == Habits()
    assert HABITS.read(Record({"strong": False, "away": ["2026-01-05"]})) == Habits(
        strong=False, away=frozenset({date(2026, 1, 5)})
    )


# A kind that is nowhere but here, as it was, became, and is.


@dataclass(frozen=True, slots=True)
class Note:
    id: bytes
    day: date
    text: Confidential[str]
    tags: frozenset[str] = frozenset()
    seen: bool = field(default=False)


def first_to_second(
    facts: Mapping[str, Any], words: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The day was called "on", and the text "line"."""
    return {"day" if k == "on" else k: v for k, v in facts.items()}, {"text": words["line"]}


def second_to_third(
    facts: Mapping[str, Any], words: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """There was one tag, or none: an empty text."""
    tag = facts["tag"]
    kept = {k: v for k, v in facts.items() if k != "tag"}
    return {**kept, "tags": [tag] if tag else []}, words


NOTE = Codec("note", Note, stays={"seen"}, upgrades=(first_to_second, second_to_third))
VERSIONS: list[tuple[dict[str, Any], str]] = [
    ({"v": 1, "kind": "note", "on": "2026-01-02", "tag": "calm"}, "line"),
    ({"v": 2, "kind": "note", "day": "2026-01-02", "tag": "calm"}, "text"),
    ({"v": 3, "kind": "note", "day": "2026-01-02", "tags": ["calm"]}, "text"),
]
IS = Note(b"1" * 16, date(2026, 1, 2), Confidential("said"), frozenset({"calm"}))


@pytest.mark.parametrize(("facts", "word"), VERSIONS)
def test_each_version_is_brought_to_the_next(facts: dict[str, Any], word: str) -> None:
    assert NOTE.version == 3
    assert NOTE.read(Record(facts, {word: Confidential("said")}), b"1" * 16) == IS
    assert NOTE.written(IS)[0] == {**VERSIONS[-1][0], "seen": False}


@pytest.mark.parametrize("version", [0, 4, -1, "1", None, True])
def test_a_version_that_is_not_known_is_not_guessed_at(version: object) -> None:
    facts = {**VERSIONS[-1][0], "v": version}
    with pytest.raises(UnknownVersion):
        NOTE.read(Record(facts, {"text": Confidential("said")}))


def row(facts: Mapping[str, Any], word: str) -> bytes:
    """A file with one thing."""
    told = {k: v for k, v in facts.items() if k != "kind"}
    thing = {"id": "0" * 32, "kind": facts["kind"], "facts": told, "words": {word: "said"}}
    whole = {"format": "quiet-page/words", "version": 1, "made": "2026-01-02", "things": [thing]}
    return json.dumps(whole).encode()


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Known:
    """As if there were such a kind."""
    rules = {name: RULES[of].holds for name, of in NOTE.travels.items()}
    monkeypatch.setitem(CODECS, "note", NOTE)
    monkeypatch.setitem(export_format.FACTS, "note", rules)
    return Known.of(load())


@pytest.mark.parametrize(("facts", "word"), VERSIONS)
def test_a_file_of_an_older_version_is_taken(
    noted: Known, facts: dict[str, Any], word: str
) -> None:
    rows = rows_in(row(facts, word), noted)
    assert not isinstance(rows, Refusal)
    assert rows[0]["facts"] == {"v": 3, "day": "2026-01-02", "tags": ["calm"]}
    assert rows[0]["words"] == {"text": "said"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"v": 4}, "version"), ({"v": 0}, "version"), ({"tag": 7}, "marks"), ({"on": 3}, "day")],
)
def test_a_file_that_no_version_wrote_is_refused(
    noted: Known, changed: dict[str, Any], why: str
) -> None:
    assert rows_in(row(VERSIONS[0][0] | changed, "line"), noted) == Refusal(why, 1, "note")


def test_what_an_older_version_never_wrote_is_refused(noted: Known) -> None:
    facts = {k: v for k, v in VERSIONS[0][0].items() if k != "tag"}
    assert rows_in(row(facts, "line"), noted) == Refusal("parts", 1, "note")


def test_a_field_is_kept_and_travels_by_itself() -> None:
    facts, words = NOTE.written(IS)
    assert {f.name for f in fields(Note)} == {"id", *facts, *words} - {"v", "kind"}
    assert reveal(words["text"]) == "said"
    assert list(NOTE.travels) == ["v", "day", "tags"]
    assert NOTE.unsaid == {"seen": False}
