"""What a press in a walkthrough shows without changing anything: forms, other views, files."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.context import Turn, nonce
from bot.features.walkthrough import pages, question_pages, summary_pages
from bot.features.walkthrough.begun import page
from bot.features.walkthrough.document import card_blocks, sources
from bot.features.walkthrough.pressed import feelings, step_of
from bot.features.walkthrough.several import several_form
from bot.forms.grouping import grouped
from bot.forms.script import Question
from bot.forms.sitting import Sitting, Step
from bot.forms.steadying import StepKind
from bot.layout.keepsakes import keepsake
from bot.ui.event import Event
from bot.ui.model import Reply
from bot.ui.press import SAVE, number

Shows: TypeAlias = Callable[[Turn, Sitting, Step, Event], Reply]


def _save(turn: Turn, at: Sitting, step: Step, event: Event) -> Reply:
    """The card as a file; where none of the kinds is named yet, whatever else can be done."""
    del step
    library = turn.library
    if not at.made:
        return page(library, at)
    if not event.press.detail:
        return summary_pages.more_page(library, at)
    blocks = [*card_blocks(library, at), *sources(library, library.script_of(at))]
    return keepsake(library, blocks, event.press.detail, turn.today)


def _write(turn: Turn, at: Sitting, step: Step, event: Event) -> Reply:
    del event
    question = _question(turn, at, step)
    if question is None:
        return page(turn.library, at)
    return question_pages.question_form(turn.library, at, question, nonce())


def _opener(turn: Turn, at: Sitting, step: Step, event: Event) -> Reply:
    question, n = _question(turn, at, step), number(event.press.detail)
    if question is None or n >= len(question.starters):
        return page(turn.library, at)
    return question_pages.question_form(turn.library, at, question, nonce(), n)


def _several(turn: Turn, at: Sitting, step: Step, event: Event) -> Reply:
    del step, event
    questions = grouped(turn.library.script_of(at), at)
    if not questions:
        return page(turn.library, at)
    return several_form(turn.library, at, questions, nonce())


def _borrow(turn: Turn, at: Sitting, step: Step, event: Event) -> Reply:
    script, n = turn.library.script_of(at), number(event.press.detail)
    there = step == step_of(script, StepKind.CHOICE_TEXT)
    if not there or n >= len(script.step(step.id).choices):
        return page(turn.library, at)
    return pages.line_form(turn.library, at, n, nonce())


def _room(turn: Turn, at: Sitting, step: Step, event: Event) -> Reply:
    del event
    question = _question(turn, at, step)
    if question is None or not question.has_room:
        return page(turn.library, at)
    return pages.room_page(turn.library, at)


def _words(turn: Turn, at: Sitting, step: Step, event: Event) -> Reply:
    if feelings(turn.library.script_of(at), step) is None:
        return page(turn.library, at)
    families = [f.id for f in turn.library.shared.families]
    return pages.words_page(turn.library, at, event.one_of(families))


def _question(turn: Turn, at: Sitting, step: Step) -> Question | None:
    script = turn.library.script_of(at)
    return script.question(step.id) if script.has(step.id) else None


# About a walkthrough as a whole, by the verb of the press.
LOOKS: Mapping[str, Shows] = {
    "pause": lambda turn, at, _, __: pages.pause_page(turn.library, at),
    SAVE: _save,
}
# About the page it stands on: on an older one these show nothing.
ON_ITS_PAGE: Mapping[str, Shows] = {
    "view": lambda turn, at, _, event: pages.page(turn.library, at, view=event.press.detail),
    "write": _write,
    "opener": _opener,
    "several": _several,
    "borrow": _borrow,
    "room": _room,
    "words": _words,
}
