"""What a press in a walkthrough shows without changing anything: forms, other views, files."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.cards import finished, questions, way
from bot.cards.document import card_blocks, sources
from bot.cards.example import keepsake
from bot.context import Turn, nonce
from bot.doors import Reply
from bot.flow.presses import SAVE, number
from bot.flow.script import Question
from bot.flow.sitting import Sitting, Step
from bot.flow.steadying import StepKind
from bot.heard import Heard
from bot.journeys.walkthrough_begun import page
from bot.journeys.walkthrough_moves import feelings, step_of

Shows: TypeAlias = Callable[[Turn, Sitting, Step, Heard], Reply]


def _edit(turn: Turn, at: Sitting, step: Step, heard: Heard) -> Reply:
    del step, heard
    return finished.edit_page(turn.library, at) if at.finished else page(turn.library, at)


def _save(turn: Turn, at: Sitting, step: Step, heard: Heard) -> Reply:
    del step
    library = turn.library
    if not at.finished:
        return page(library, at)
    blocks = [*card_blocks(library, at), *sources(library, library.scripts[at.script])]
    return keepsake(library, blocks, heard.press.detail, turn.today)


def _write(turn: Turn, at: Sitting, step: Step, heard: Heard) -> Reply:
    del heard
    question = _question(turn, at, step)
    if question is None:
        return page(turn.library, at)
    return questions.question_form(turn.library, at, question, nonce())


def _starter(turn: Turn, at: Sitting, step: Step, heard: Heard) -> Reply:
    question = _question(turn, at, step)
    if question is None:
        return page(turn.library, at)
    n = heard.one_of([str(n) for n in range(len(question.starters))])
    chosen = int(n) if n else None
    return questions.question_form(turn.library, at, question, nonce(), chosen)


def _line(turn: Turn, at: Sitting, step: Step, heard: Heard) -> Reply:
    library, script = turn.library, turn.library.scripts[at.script]
    if step != step_of(script, StepKind.CHOICE_TEXT):
        return page(library, at)
    n = heard.one_of([str(n) for n in range(len(script.step(step.id).choices))])
    return way.line_form(library, at, number(n), nonce())


def _room(turn: Turn, at: Sitting, step: Step, heard: Heard) -> Reply:
    del heard
    question = _question(turn, at, step)
    if question is None or not question.has_room:
        return page(turn.library, at)
    return way.room_page(turn.library, at)


def _words(turn: Turn, at: Sitting, step: Step, heard: Heard) -> Reply:
    if feelings(turn.library.scripts[at.script], step) is None:
        return page(turn.library, at)
    families = [f.id for f in turn.library.shared.families]
    return way.words_page(turn.library, at, heard.one_of(families))


def _question(turn: Turn, at: Sitting, step: Step) -> Question | None:
    script = turn.library.scripts[at.script]
    return script.question(step.id) if script.has(step.id) else None


# About a walkthrough as a whole, by the verb of the press.
LOOKS: Mapping[str, Shows] = {
    "pause": lambda turn, at, _, __: way.pause_page(turn.library, at),
    "edit": _edit,
    SAVE: _save,
}
# About the page it stands on: on an older one these show nothing.
ON_ITS_PAGE: Mapping[str, Shows] = {
    "view": lambda turn, at, _, heard: way.page(turn.library, at, view=heard.press.detail),
    "write": _write,
    "starter": _starter,
    "line": _line,
    "room": _room,
    "words": _words,
}
