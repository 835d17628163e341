"""Several questions in one form, for whoever would rather answer at a stretch.

What each field belongs to stands in its name: the question, which writing of its answer the form
was opened on, and the field.
"""

from dataclasses import replace

from bot.confidential import Confidential
from bot.content import Library
from bot.features.walkthrough.moves import Write
from bot.features.walkthrough.question_pages import form_fields, form_title
from bot.features.walkthrough.step_controls import press
from bot.forms import route
from bot.forms.script import Question, Script
from bot.forms.sitting import Sitting
from bot.ui.event import Event
from bot.ui.model import LONGEST_TITLE, ChoiceField, Form, TextField
from bot.ui.press import number


def several_form(
    library: Library, sitting: Sitting, questions: tuple[Question, ...], nonce: str
) -> Form:
    """The form of these questions, one below the other."""
    script = library.script_of(sitting)
    asked = [q.id for q in route.questions(script, sitting)]
    fields = [
        field for q in questions for field in _fields(script, sitting, q, asked.index(q.id) + 1)
    ]
    return Form(library.say("several.title"), f"{press('together', sitting)}/{nonce}", (*fields,))


def _fields(
    script: Script, sitting: Sitting, question: Question, n: int
) -> tuple[TextField | ChoiceField, ...]:
    """Those of one question. The first bears the question, for nothing else in the form says it."""
    first, *rest = form_fields(script, sitting, question)
    title = form_title(script, sitting, question)
    numbered = f"{n}. {title}"
    label = numbered if len(numbered) <= LONGEST_TITLE else title
    head = replace(first, label=label, help=first.label)
    turn = sitting.turns.get(question.id, 0)
    return tuple(replace(f, key=f"{question.id}.{turn}.{f.key}") for f in (head, *rest))


def written_together(event: Event) -> list[Write]:
    """What was sent in such a form, question by question."""
    sent: dict[tuple[str, str], dict[str, Confidential[str | list[str]]]] = {}
    for name, words in event.given.items():
        id, turn, key = [*name.split(".", 2), "", ""][:3]
        sent.setdefault((id, turn), {})[key] = words
    return [
        Write(id, given, number(turn), blanks_keep=not event.private)
        for (id, turn), given in sent.items()
    ]
