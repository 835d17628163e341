"""All of it at a glance: each question once, told apart, with how its answer begins."""

from collections.abc import Sequence

from bot.confidential import Confidential, together
from bot.content import Library
from bot.features.walkthrough.document import bare_text
from bot.features.walkthrough.step_controls import press, say_of_card
from bot.forms import enough, route
from bot.forms.script import Question
from bot.forms.sitting import Sitting
from bot.forms.talk import label
from bot.layout.controls import help_now
from bot.ui.model import LONGEST_OPTION, LONGEST_PAGE, Button, Card, Menu, Option, Row, Style, Words
from bot.ui.wording import as_written, heading, small

# Characters of an answer that are shown: one line on a phone. And what stands around the list.
LONGEST_BEGINNING, AROUND = 36, 1200
NOT_YET = "review.not_yet"


def review_page(library: Library, sitting: Sitting, lines: tuple[Words, ...] = ()) -> Card:
    """Where others might be looking the list is left out: there the menu has the questions."""
    say, script = library.say, library.script_of(sitting)
    asked = route.questions(script, sitting)
    may_end = enough.is_enough(script, sitting)
    told = say_of_card(library, sitting, "review.say" if may_end else "review.say_more")
    named = [f"{n}. {route.wording(script, sitting, q)}" for n, q in enumerate(asked, start=1)]
    options = tuple(
        Option(q.id, _cut(name, LONGEST_OPTION), detail=say(_state(sitting, q)))
        for name, q in zip(named, asked, strict=True)
    )
    ahead = any(_state(sitting, q) == NOT_YET for q in asked)
    unmarked = (small(say("review.unmarked")),) if ahead else ()
    listed = _listed(library, sitting, asked)
    return Card(
        (*lines, heading(say("review.title")), told, listed, *unmarked),
        (
            Menu(press("jump", sitting), say("review.jump"), options),
            *_ways_on(library, sitting, asked),
            (Button(say("nav.pause"), press("pause", sitting)), help_now(library, sitting.id)),
        ),
    )


def _ways_on(library: Library, sitting: Sitting, asked: Sequence[Question]) -> tuple[Row, ...]:
    """To the card, or on with what is left: what helps most comes first and stands out."""
    say, script = library.say, library.script_of(sitting)
    buttons: list[tuple[str, str]] = []
    if sitting.made:
        buttons.append((say_of_card(library, sitting, "card_page.to_card"), press("card", sitting)))
    elif enough.has_anything(script, sitting):
        buttons.append((say_of_card(library, sitting, "review.finish"), press("finish", sitting)))
    if any(q.id not in sitting.answers for q in asked):
        on = (say("page.carry_on"), press("on", sitting))
        buttons.insert(len(buttons) if enough.is_enough(script, sitting) else 0, on)
    styles = (Style.MAIN, Style.PLAIN)
    row = tuple(Button(*button, style) for button, style in zip(buttons, styles, strict=False))
    return (row,) if row else ()


def _listed(library: Library, sitting: Sitting, asked: Sequence[Question]) -> Confidential[str]:
    script, say = library.script_of(sitting), library.say
    heads = [f"{n}\\. {route.wording(script, sitting, q)}" for n, q in enumerate(asked, start=1)]
    answered = sum(q.id in sitting.answers for q in asked)
    # What Discord would read as layout takes twice its room.
    room = (LONGEST_PAGE - AROUND - sum(map(len, heads))) // (2 * max(answered, 1))
    who = label(script, sitting) or Confidential("")
    told: list[str | Confidential[str]] = []
    for head, question in zip(heads, asked, strict=True):
        answer = sitting.answers.get(question.id)
        if answer is None:
            state = _state(sitting, question)
            # Most of them often are: a mark on each would be all there is to see.
            told.append(head if state == NOT_YET else f"{head} · *{say(state)}*")
            continue
        begins = bare_text(question, who, answer).map(
            lambda text: as_written(_beginning(text, min(room, LONGEST_BEGINNING)))
        )
        told.append(together([f"{head}\n> ", begins]))
    return together(told, "\n")


def _state(sitting: Sitting, question: Question) -> str:
    if question.id in sitting.answers:
        return "review.answered"
    return "review.skipped" if question.id in sitting.skipped else NOT_YET


def _beginning(text: str, most: int) -> str:
    lines = (" ".join(line.removeprefix("- ").split()) for line in text.splitlines())
    return _cut(" · ".join(filter(None, lines)), most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
