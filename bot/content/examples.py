"""A worked example: invented people, in the form of real answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.confidential import Confidential
from bot.content.reader import Table
from bot.content.wordings import Wording, refuse_marks_in
from bot.forms.answers import Answer
from bot.forms.fields import FieldKind
from bot.forms.script import Question, Script

# Of these one is chosen.
ONE = frozenset({FieldKind.CHOICE, FieldKind.INTENSITY, FieldKind.DATETIME})


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


def example(file: Table, script: Script) -> Example:
    """Read the worked example of a walkthrough. Raises ContentError."""
    read = _example(file, script)
    file.refuse_the_rest()
    for key in ("title", "banner", "story", "takeaway", "debrief", "debrief_takeaway", "note"):
        refuse_marks_in(Wording("", key, getattr(read, key)), file)
    return read


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
            keys = ", ".join(f.key for f in question.fields)
            raise table.wrong(f"there is no field '{key}'", f"Question {question.id} has: {keys}.")
        known = [c.id for c in field.choices]
        chosen = value if isinstance(value, list) else [value]
        if known and (unknown := [str(id) for id in chosen if id not in known]):
            raise table.wrong(
                f"'{key}' holds the unknown choice '{unknown[0]}'", f"Use: {', '.join(known)}."
            )
        if known and isinstance(value, list) is (field.kind in ONE):
            form = "one id in quotes" if field.kind in ONE else "a list of ids, in square brackets"
            raise table.wrong(f"'{key}' is of the wrong kind", f"It has to be {form}.")
    return Confidential(answer)
