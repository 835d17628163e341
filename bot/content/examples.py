"""The worked examples: invented people, in the form of real answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.confidential import Confidential
from bot.content.reader import Table, read
from bot.forms.answers import Answer
from bot.forms.script import Question, Script

# A file of that name beside the others belongs to the walkthrough of the id that follows.
BEGINS = "example_"
# The closeness check has one of its own form.
OTHERS = frozenset({"intimacy"})


@dataclass(frozen=True, slots=True)
class Example:
    """The worked example of one walkthrough. What is empty has no place in it."""

    title: str
    banner: str
    story: str
    answers: Mapping[str, Confidential[Answer]]
    takeaway: str
    debrief: str
    debrief_takeaway: str
    note: str


def examples(directory: Path, scripts: Mapping[str, Script]) -> Mapping[str, Example]:
    """By the id of the walkthrough; not every one has one."""
    found = {}
    for path in sorted(directory.glob(f"{BEGINS}*.toml")):
        id = path.stem.removeprefix(BEGINS)
        if id in OTHERS:
            continue
        file = read(directory, path.stem)
        if id not in scripts:
            raise file.wrong(
                f"there is no walkthrough '{id}'", f"Name it after one of: {', '.join(scripts)}."
            )
        found[id] = _example(file, scripts[id])
        file.refuse_the_rest()
    return MappingProxyType(found)


def _example(file: Table, script: Script) -> Example:
    answers = file.table("answers")
    given = {q.id: _answer(answers.table(q.id), q) for q in script.questions if answers.has(q.id)}

    def text(table: str, key: str) -> str:
        return file.table(table).text(key, "") if file.has(table) else ""

    return Example(
        file.text("title"),
        file.text("banner"),
        file.text("story"),
        given,
        text("takeaway", "text"),
        text("debrief", "text"),
        text("debrief", "takeaway"),
        text("note", "text"),
    )


def _answer(table: Table, question: Question) -> Confidential[Answer]:
    answer: Answer = dict(table.raw)
    for key, value in answer.items():
        field = question.field(key)
        if field is None:
            raise table.wrong(
                f"there is no field '{key}'", "Use the keys of the walkthrough's file."
            )
        known = {c.id for c in field.choices}
        chosen = value if isinstance(value, list) else [value]
        if known and not set(chosen) <= known:
            raise table.wrong(f"'{key}' holds an unknown choice", "Use ids of the lists.")
    return Confidential(answer)
