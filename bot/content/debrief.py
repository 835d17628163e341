"""partner.toml, [debrief], read: how it went, and what to say then."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.lists import choices
from bot.content.reader import Table
from bot.flow.script import Choice


@dataclass(frozen=True, slots=True)
class Step:
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
    steps: tuple[Step, ...]
    next_options: tuple[Choice, ...]
    truths: tuple[str, ...]

    def step(self, id: str) -> Step | None:
        return next((s for s in self.steps if s.id == id), None)


def debrief(file: Table) -> DebriefTexts:
    """Read it."""
    table = file.table("debrief")
    outcomes = choices(table, "options")
    return DebriefTexts(
        table.number("ask_after_hours"),
        table.text("open_say"),
        table.text("ask"),
        outcomes,
        {o.id: table.table(o.id).text("say") for o in outcomes},
        tuple(
            Step(s.text("id"), s.text("ask"), s.text("kind"))
            for s in table.table("not_received").tables("steps")
        ),
        choices(table.table("not_received"), "next_options"),
        table.table("not_received").texts("not_receptive_truths"),
    )
