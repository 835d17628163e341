"""debrief.toml, read: how it went, and what to say then."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.lists import choices
from bot.content.reader import Table
from bot.forms.fields import Choice

# What there are pages for.
OUTCOMES = frozenset({"well", "mixed", "hard", "not_received", "didnt_happen", "chose_not"})
KINDS = frozenset({"checkin", "care_question", "text", "choice"})


@dataclass(frozen=True, slots=True)
class DebriefStep:
    """One of the questions after it was not received. `kind` says how it is answered."""

    id: str
    ask: str
    kind: str


@dataclass(frozen=True, slots=True)
class DebriefTexts:
    """How it went."""

    after_hours: int
    open_say: str
    ask: str
    outcomes: tuple[Choice, ...]
    says: Mapping[str, str]
    steps: tuple[DebriefStep, ...]
    next_options: tuple[Choice, ...]
    truths: tuple[str, ...]

    def step(self, id: str) -> DebriefStep | None:
        return next((s for s in self.steps if s.id == id), None)


def debrief(file: Table) -> DebriefTexts:
    """Read it."""
    table = file.table("debrief")
    outcomes = choices(table, "options")
    _known(table, "options", {o.id for o in outcomes}, OUTCOMES)
    steps = tuple(_step(s) for s in table.table("not_received").tables("steps"))
    if not steps:
        raise table.wrong("'not_received' has no 'steps'", "Put them back.")
    return DebriefTexts(
        table.number("ask_after_hours"),
        table.text("open_say"),
        table.text("ask"),
        outcomes,
        {o.id: table.table(o.id).text("say") for o in outcomes},
        steps,
        choices(table.table("not_received"), "next_options"),
        table.table("not_received").texts("not_receptive_truths"),
    )


def _step(table: Table) -> DebriefStep:
    step = DebriefStep(table.text("id"), table.text("ask"), table.text("kind"))
    if step.kind not in KINDS:
        raise table.wrong(f"unknown kind '{step.kind}'", f"Use one of {_named(KINDS)}.")
    return step


def _known(table: Table, key: str, found: set[str], known: frozenset[str]) -> None:
    if found != known:
        raise table.wrong(
            f"'{key}' has the ids {_named(found)}",
            f"There is a page for each of {_named(known)}; texts are free, ids are not.",
        )


def _named(ids: "set[str] | frozenset[str]") -> str:
    return ", ".join(sorted(ids))
