"""The worked example of the closeness check: invented people, in the form of real answers."""

from dataclasses import dataclass
from datetime import date

from bot.confidential import Confidential
from bot.content.reader import Table
from bot.forms.closeness_script import LINE, MATTERS, YES, ClosenessScript, ItemAnswer


@dataclass(frozen=True, slots=True)
class ExampleCheck:
    """One invented look at one relationship."""

    day: date
    answers: dict[str, Confidential[ItemAnswer]]


@dataclass(frozen=True, slots=True)
class ClosenessExample:
    """Two of them, six weeks apart, and what was done with them."""

    title: str
    banner: str
    story: str
    name: str
    kind: str
    first: ExampleCheck
    second: ExampleCheck
    picked: str
    takeaway: str
    look_again: str
    second_takeaway: str
    next: str


def closeness_example(file: Table, script: ClosenessScript) -> ClosenessExample:
    """Read example_intimacy.toml."""
    checks = file.tables("check")
    if len(checks) != 2:  # noqa: PLR2004
        raise file.wrong("there have to be two [[check]]", "Then and now needs both.")
    first, second = (_check(t, script) for t in checks)
    after, later = file.table("after_first"), file.table("after_second")
    picked = after.text("picked")
    if picked not in {i.id for i in script.items}:
        raise file.wrong("'picked' names no item", "Use ids of intimacy.toml.")
    return ClosenessExample(
        file.text("title"),
        file.text("banner"),
        file.text("story"),
        file.text("name"),
        file.text("kind"),
        first,
        second,
        picked,
        after.text("takeaway"),
        after.text("look_again"),
        later.text("takeaway"),
        later.text("next"),
    )


def _check(table: Table, script: ClosenessScript) -> ExampleCheck:
    answers = table.table("answers")
    given: dict[str, Confidential[ItemAnswer]] = {}
    for item in script.in_order():
        one = answers.table(item.id)
        answer = {key: one.text(key) for key in item.directions}
        if not set(answer.values()) <= {c.id for c in script.choices}:
            raise one.wrong("an answer is not offered", "Use ids of [scale] in intimacy.toml.")
        if line := one.text(LINE, ""):
            answer[LINE] = line
        if one.flag(MATTERS):
            answer[MATTERS] = YES
        given[item.id] = Confidential(answer)
    return ExampleCheck(_day(table), given)


def _day(table: Table) -> date:
    try:
        return date.fromisoformat(table.text("date"))
    except ValueError:
        raise table.wrong("'date' is no day", "Write it like 2026-03-12.") from None
