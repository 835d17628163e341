"""What a walkthrough asks stands in its file: Python knows no id of a question, field or choice."""

import ast

import pytest

from bot.content import load
from tests.architecture.source import Place, called, every

SCRIPTS = load().scripts.values()
QUESTIONS = {q.id for script in SCRIPTS for q in script.questions}
SLOTS = {s.slot for script in SCRIPTS for s in script.card.sections}
SPOTS = {f"{q.id}.{f.key}" for script in SCRIPTS for q in script.questions for f in q.fields}
# Ids of one plain word, such as "when", mean something else elsewhere; these can't.
SPECIFIC = SPOTS | {id for id in QUESTIONS | SLOTS if "_" in id}
# What takes an id of a script, as an argument.
ASKS = {
    *("question", "question_step", "has", "is_asked", "fields_of", "field", "chose", "branch"),
    *("stage", "check", "length", "is_steady", "written", "lines", "chosen_ids", "Spot", "Chosen"),
}
# A small text is asked for by its name; a table of the file by its key.
OURS = {"library", "self._library", "table", "file", "answers", "flow", "place"}
# What the check-in, the closeness check and "how did it go" ask is theirs: no walkthrough.
OTHERS = ("checkin", "checked_in", "closeness", "look", "followup", "how_it_went")


def is_of_a_script(place: Place) -> bool:
    """Whether this code goes through walkthroughs."""
    rooms = ("bot/features", "bot/forms", "bot/kept", "bot/layout", "cogs")
    return place.file.startswith(rooms) and not any(name in place.file for name in OTHERS)


def named(node: ast.AST) -> str:
    """The literal id that something is asked for by here; empty: none is."""
    if isinstance(node, ast.Call) and called(node) in ASKS:
        on = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        return next((t for t in texts if isinstance(t, str)), "") if on not in OURS else ""
    if isinstance(node, ast.Call) and called(node) == "get" and _answers(node.func):
        return _text(node.args[0])
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("answers"):
        return _text(node.slice)
    return ""


def _answers(of: ast.AST) -> bool:
    return isinstance(of, ast.Attribute) and ast.unparse(of.value).endswith("answers")


def _text(node: ast.AST) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if isinstance(node, ast.Constant) and is_text else ""


def test_no_question_field_or_part_of_a_card_is_named_in_python() -> None:
    found = [
        place
        for place in every("bot", "cogs")
        if isinstance(place.node, ast.Constant) and place.node.value in SPECIFIC
    ]
    assert not found, "\n".join(map(str, found))


def test_nothing_of_a_script_is_asked_for_by_a_literal_id() -> None:
    found = [p for p in every("bot", "cogs") if is_of_a_script(p) and named(p.node)]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    "line",
    [
        "script.question('goal')",
        "sitting.chose(id, 'plan', 'unsafe')",
        "sitting.has('message', 'text')",
        "sitting.answers['goal']",
        "sitting.answers.get('goal')",
        "written(answer, 'text')",
        "question.field('feelings')",
        "Spot('goal', 'text')",
    ],
)
def test_an_id_in_python_would_be_noticed(line: str) -> None:
    assert named(ast.parse(line, mode="eval").body)
