"""What a press in a walkthrough means: a move, or none where it is from an earlier page. Pure."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.features.walkthrough.moves import (
    AllTwenty,
    Back,
    BeSteady,
    Decide,
    Finish,
    GoTo,
    KeepHere,
    Move,
    Onward,
    Pick,
    Skip,
    TakeOut,
    Write,
)
from bot.forms.fields import WEATHER, Field, FieldKind
from bot.forms.script import Script
from bot.forms.sitting import CARD, REVIEW, PageKind, Step, question_step
from bot.forms.steadying import STEADY, StepKind
from bot.layout import emptied
from bot.ui.event import Event
from bot.ui.press import number

Means: TypeAlias = Callable[[Script, Step, Event], Move | None]


def feelings(script: Script, step: Step) -> Field | None:
    """The field that takes feelings, if it is asked for there."""
    is_there = step.at is PageKind.QUESTION and script.has(step.id)
    return script.question(step.id).of_kind(FieldKind.FEELINGS) if is_there else None


def step_of(script: Script, kind: StepKind) -> Step | None:
    """The first step of steadying of a kind, where there is one."""
    found = script.first_step(kind)
    return Step(PageKind.STEADY, found.id) if found else None


def _taken_out(script: Script, step: Step, event: Event) -> Move | None:
    del step
    id, turn, which = [*event.press.detail.rsplit(".", 2), "", ""][:3]
    if not script.is_asked(id):
        return None
    fields = enumerate(script.fields_of(id))
    keys = tuple(f.key for n, f in fields if str(n) in which)
    return TakeOut(id, keys, number(turn))


def _pick(script: Script, step: Step, event: Event) -> Move | None:
    """A menu on a page: a neighbourhood of feelings, the weather, or where to land."""
    picked = event.picked
    if step == step_of(script, StepKind.CHOICE):
        land = script.step(step.id).fields[0]
        offered = frozenset(c.id for c in land.choices)
        return Pick(f"{STEADY}{step.id}", land.key, picked, offered)
    if event.press.detail == WEATHER:
        offered = frozenset(w.id for w in script.shared.room.weather)
        return Pick(step.id, WEATHER, picked, offered)
    families = script.shared.families
    family = next((f for f in families if f.id == event.press.detail), None)
    field = feelings(script, step)
    if family is None or field is None:
        return None
    return Pick(step.id, field.key, picked, frozenset(w.id for w in family.words))


def _jump(script: Script, step: Step, event: Event) -> Move | None:
    del step
    id = event.one_of([q.id for q in script.questions])
    return GoTo(question_step(id)) if id else None


def _sent(script: Script, step: Step, event: Event) -> Move:
    del script, step
    id, _, count = event.press.detail.rpartition(".")
    return Write(id, event.given, number(count), blanks_keep=not event.private)


# By the verb of the press.
MEANS: Mapping[str, Means] = {
    "on": lambda _, step, __: Onward(step),
    "skip": lambda _, step, __: Skip(step),
    "back": lambda _, step, __: Back(step),
    "yes": lambda _, step, event: Decide(step, yes=True, stop=event.press.detail == "stop"),
    "no": lambda _, step, __: Decide(step, yes=False),
    "review": lambda *_: GoTo(REVIEW),
    # As the cards say that were made before.
    "edit": lambda *_: GoTo(REVIEW),
    "card": lambda *_: GoTo(CARD),
    "jump": _jump,
    "finish": lambda *_: Finish(),
    "keep": lambda *_: KeepHere(),
    "steady": lambda *_: BeSteady(),
    "twenty": lambda *_: AllTwenty(),
    "kept": _sent,
    emptied.VERB: _taken_out,
    "pick": _pick,
}
