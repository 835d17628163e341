"""A file that is brought in, checked thing by thing; the first that is not understood is named.

Nothing is taken that could not be kept and shown, and nothing of it is ever repeated. Pure.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.content import Library
from bot.features.mydata.export_format import FACTS, FORMAT, MOST_THINGS, VERSION
from bot.forms.answers import Answer
from bot.forms.closeness_script import LINE, MATTERS
from bot.forms.script import Script
from bot.forms.steadying import STEADY
from bot.kept.codecs import (
    CHECKIN,
    CLOSENESS,
    CODECS,
    DEBRIEF,
    LONGEST_TAG,
    TAG,
    WALKTHROUGH,
)
from bot.kept.converter import UnknownVersion
from bot.kept.how_it_went import NEXT, OUTCOME
from bot.kept.values import ID, Holds, is_day
from bot.ui.wording import whole_letters

# Of what is made here, 4 MB at most; saved again by an editor, it may be more than twice that.
LARGEST_FILE = 10 * 1024 * 1024
# As much as the store takes in one record, with what stands around it here.
LARGEST_THING = 64 * 1024 + 256
# No form takes more, in one text or in the lines of one.
LONGEST_TEXT, MOST_LINES, LONGEST_LABEL = 8_000, 2_000, 60
# What is no file for machines, by how it begins.
NOT_JSON = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
ZIP = b"PK"
# Many times what the largest file of ours is made of; and a text in it, which may hold anything.
MOST_PARTS = 600_000
# Nothing is gone back to (`+`), and one that never ends is taken to the end: searched anew from
# each of a million quotes, a file that somebody made so would hold up the whole house for days.
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)

ExportedRow: TypeAlias = dict[str, Any]
# The names of what was answered -> which keys an answer to it may have.
AskedFor: TypeAlias = Mapping[str, frozenset[str]]

# What can't be read of it, by the fact it stands in.
WHY_FACT = {
    "v": "version",
    "edition": "version",
    "script": "version",
    "length": "length",
    "began": "day",
    "touched": "day",
    "day": "day",
    "at": "place",
    "n": "number",
    "turn": "changed",
    "turns": "changed",
    "from": "origin",
}


OF_THE_FILE = (
    "unread",
    "other_form",
    "letters",
    "damaged",
    "foreign",
    "other_version",
    "made",
    "many",
)
OF_A_THING = (
    *("kind", "parts", "id", "twice", "version", "length", "day", "time", "place", "number"),
    *("changed", "origin", "marks", "words", "unknown", "long", "label", "large", "shown"),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not taken: of the file, or of the nth thing in it. None of its words."""

    why: str
    n: int = 0
    kind: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What can be answered here: questions, statements, what is asked about how a talk went."""

    # kind -> the names of what was answered -> which keys an answer to it may have
    asked: Mapping[str, AskedFor]
    # A walkthrough by its id and edition.
    find: Callable[[str, int], Script | None]
    _asked_in: dict[tuple[str, int], AskedFor] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> "Known":
        texts = library.checkin
        items = library.closeness.script.items
        beside = {LINE, MATTERS}
        steps = (step.id for step in library.debrief.steps)
        return cls(
            {
                CLOSENESS.kind: {
                    f"{CLOSENESS.prefix}{i.id}": frozenset(beside.union(i.directions))
                    for i in items
                },
                CHECKIN.kind: {"answer": frozenset(f.key for f in (*texts.fields, texts.weather))},
                DEBRIEF.kind: dict.fromkeys((OUTCOME, LINE, NEXT, *steps), frozenset()),
            },
            library.find_script,
        )

    def asked_in(self, script: Script) -> AskedFor:
        """What a walkthrough asks: put together once, for thousands of things in a file."""
        key = (script.id, script.edition)
        if key not in self._asked_in:
            self._asked_in[key] = _asked(script)
        return self._asked_in[key]


def _asked(script: Script) -> AskedFor:
    """What one walkthrough asks, the steps of steadying included."""
    steps = script.steady.steps if script.steady else ()
    forms = [*((q.id, q.fields) for q in script.questions)]
    forms += [(f"{STEADY}{step.id}", step.fields) for step in steps]
    return {id: frozenset(f.key for f in fields) for id, fields in forms}


def rows_in(file: bytes, known: Known) -> list[ExportedRow] | Refusal:
    """What is in a file, or why it is not taken."""
    if file.startswith(ZIP):
        return Refusal("closed")
    if file.startswith(NOT_JSON):
        return Refusal("other_form")
    try:
        text = file.decode(json.detect_encoding(file)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return Refusal("letters" if file.lstrip().startswith(b"{") else "other_form")
    if not text.strip().startswith(("{", "[")):
        return Refusal("other_form")
    if _parts(text) > MOST_PARTS and _parts(_STRING.sub(_out, text)) > MOST_PARTS:
        # Not even read: what is made of nothing but brackets would take seconds and all memory.
        return Refusal("foreign")
    try:
        whole = json.loads(text, object_pairs_hook=_once, parse_constant=_none)
    except json.JSONDecodeError as error:
        return Refusal("damaged", line=error.lineno)
    except (ValueError, RecursionError):
        return Refusal("foreign")
    return _of_the_file(whole) or _of_a_thing(whole["things"], known) or list(whole["things"])


def _out(_: re.Match[str]) -> str:
    # Asked for each, Python lets everybody else have their turn between two of them.
    return ""


def _parts(text: str) -> int:
    """At least as many as there are things, lists and answers in it."""
    return text.count("[") + text.count("{") + text.count(",")


def _of_the_file(whole: object) -> Refusal | None:
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        return Refusal("foreign")
    if type(whole.get("version")) is not int or whole["version"] != VERSION:
        return Refusal("other_version")
    things = whole.get("things")
    if set(whole) != {"format", "version", "made", "things"} or not isinstance(things, list):
        return Refusal("foreign")
    if not is_day(whole["made"]):
        return Refusal("made")
    return Refusal("many") if len(things) > MOST_THINGS else None


def _of_a_thing(rows: list[Any], known: Known) -> Refusal | None:
    seen: set[str] = set()
    for n, row in enumerate(rows, 1):
        kind = row.get("kind") if isinstance(row, dict) else None
        if not isinstance(kind, str) or kind not in FACTS:
            return Refusal("kind", n)
        why = _why_not(kind, row, known)
        if not why and row["id"] in seen:
            why = "twice"
        if why:
            return Refusal(why, n, kind)
        seen.add(row["id"])
    return None


def _why_not(kind: str, row: ExportedRow, known: Known) -> str:
    if set(row) != {"id", "kind", "facts", "words"}:
        return "parts"
    if not (isinstance(row["id"], str) and ID.fullmatch(row["id"])):
        return "id"
    if why := _not_of_now(kind, row):
        return why
    for name, rule in FACTS[kind].items():
        if not _holds(rule, row["facts"][name]):
            why = WHY_FACT.get(name, "marks")
            return "time" if (kind, name) == ("checkin", "at") else why
    asked = known.asked.get(kind, {})
    if kind == WALKTHROUGH.kind:
        script = known.find(row["facts"]["script"], row["facts"]["edition"])
        if script is None:
            return "version"
        if row["facts"]["length"] not in {length.id for length in script.lengths}:
            return "length"
        asked = known.asked_in(script)
    if why := _of_words(kind, row["words"], asked):
        return why
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return "large" if len(text.encode("utf-8", "surrogatepass")) > LARGEST_THING else ""


def _not_of_now(kind: str, row: ExportedRow) -> str:
    """Bring a thing to the newest version of its kind; or why that can't be done."""
    facts, words = row["facts"], row["words"]
    if not isinstance(facts, dict) or "v" not in facts:
        return "parts"
    if not isinstance(words, dict):
        return "words"
    try:
        row["facts"], row["words"] = CODECS[kind].upgraded(facts, words)
    except UnknownVersion:
        return "version"
    except (AttributeError, KeyError, TypeError, ValueError):
        return "parts"
    return "" if row["facts"].keys() == FACTS[kind].keys() else "parts"


def _holds(rule: Holds, value: object) -> bool:
    try:
        return rule(value)
    except (ValueError, OverflowError):
        return False


def _of_words(kind: str, words: ExportedRow, asked: AskedFor) -> str:
    codec = CODECS[kind]
    many = [name for name in words if name not in codec.words]
    needed = codec.words.keys() - codec.optional
    if not needed <= words.keys() or (many and codec.many is None):
        return "words"
    if not asked.keys() >= set(many):
        return "unknown"
    single = [(name, of) for name, of in codec.words.items() if name in words]
    for name, of in [*single, *((name, codec.many) for name in many)]:
        if why := _of_word(of, words[name], asked.get(name, frozenset())):
            return why
    if TAG in words and not _is_tag(words[TAG]):
        return "label"
    return _of_label(words.get("label", ""))


def _of_word(of: object, word: Any, keys: frozenset[str]) -> str:  # noqa: ANN401 - as it came
    if of is str:
        return _of_lines([word])
    if not isinstance(word, dict):
        return "words"
    if not word.keys() <= keys:
        return "unknown"
    why = _of_texts(word.values()) if of == Answer else _of_lines(word.values())
    return why or _of_label(word.get("person", ""))


def _of_texts(values: Any) -> str:  # noqa: ANN401 - whatever stands in a file
    for value in values:
        lines = value if isinstance(value, list) else [value]
        why = "long" if len(lines) > MOST_LINES else _of_lines(lines)
        if why:
            return why
    return ""


def _of_lines(values: Iterable[object]) -> str:
    """Of what is one text each, and never a list."""
    for value in values:
        if not isinstance(value, str):
            return "words"
        if len(value) > LONGEST_TEXT:
            return "long"
    return ""


def _is_tag(tag: object) -> bool:
    """Whether a form could have made it."""
    return (
        isinstance(tag, str)
        and 0 < len(tag) <= LONGEST_TAG
        and tag == " ".join(tag.split())
        and tag == whole_letters(tag)
    )


def _of_label(label: object) -> str:
    return "" if isinstance(label, str) and len(label) <= LONGEST_LABEL else "label"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def _none(name: str) -> None:
    del name
    raise ValueError
