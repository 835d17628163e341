"""The pages of care: nothing is named, nothing is asked twice, and there is always a way on."""

from bot.content import Library
from bot.features.closeness.naming import last_row, name_for, named, press, statement
from bot.kept.look import Look
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card, Style, Words
from bot.ui.press import Press
from bot.ui.wording import heading

AFRAID, STEADY = "afraid", "steady"
PLAN = "plan"


def follow_up_page(
    library: Library, look: Look, lines: tuple[Words, ...] = (), *, private: bool = True
) -> Card:
    """Which of two meanings a low answer had. What is tapped is kept nowhere."""
    item = library.closeness.script.item(look.at.id)
    if item.follow_up is None:
        raise ValueError("this statement has no follow-up")
    name = name_for(library, look, private=private)
    said = statement(look, item, item.seen_from, name)
    answers = tuple(
        Button(c.label, press(look, "nearer", detail=c.id)) for c in item.follow_up.choices
    )
    return Card((*lines, said, heading(item.follow_up.ask)), (answers, last_row(library, look)))


def fear_page(
    library: Library, look: Look, lines: tuple[Words, ...] = (), *, private: bool = True
) -> Card:
    """Asked once, at the end of its part. What is tapped is kept nowhere."""
    care = library.closeness.script.care
    name = name_for(library, look, private=private)
    answers = tuple(Button(c.label, press(look, "afraid", detail=c.id)) for c in care.choices)
    question = named(care.question, name)
    return Card((*lines, care.intro, question), (answers, last_row(library, look)))


def care_page(
    library: Library, look: Look, lines: tuple[Words, ...] = (), *, private: bool = True
) -> Card:
    """Shown once, when it comes to that."""
    care = library.closeness.script.care
    who, steady, on = care.hold_buttons
    name = name_for(library, look, private=private)
    return Card(
        (*lines, named(care.hold, name)),
        (
            (
                Button(who, help_with(look, AFRAID), Style.MAIN),
                Button(steady, help_with(look, STEADY)),
            ),
            (
                Button(on, press(look, "next")),
                menu(library),
                help_now(library, look.id),
            ),
        ),
    )


def own_page(library: Library, look: Look, lines: tuple[Words, ...] = (), view: str = "") -> Card:
    """Where only one's own side is low: no shame, and a way forward."""
    care = library.closeness.script.care
    who, plan, on = care.own_buttons
    said: tuple[Words, ...] = (care.own,)
    buttons = [Button(who, help_with(look, care.own_topic), Style.MAIN)]
    if view == PLAN:
        said = (care.pause_plan.replace("{time}", library.say("steady_page.time_gap")),)
    else:
        buttons.append(Button(plan, press(look, PLAN)))
    buttons.append(Button(on, press(look, "next")))
    return Card((*lines, *said), (tuple(buttons), last_row(library, look)))


def help_with(look: Look, topic: str) -> str:
    """Help now, at one of its topics."""
    return str(Press("help", look.id, "", topic))
