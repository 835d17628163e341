"""From a plan to life: when the talk will be, and what comes before and after it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.cards.controls import help_now, menu, press
from bot.cards.debrief import how_pages
from bot.cards.example import example_sitting
from bot.cards.wording import small
from bot.confidential import Confidential
from bot.content import Library
from bot.doors import Button, Card, ChoiceField, Form, Option, Style, TextField, Words
from bot.flow.presses import Press
from bot.flow.sitting import Sitting

VERB = "after"
DAY, TIME, PLACE, BEFORE, AFTER = "day", "time", "place", "before", "after"
HOUR, EVENING, YES, NONE = "hour", "evening", "yes", "none"
LONGEST = 40


def plan_page(
    library: Library,
    sitting: Sitting,
    nudge: datetime | None,
    note: datetime | None,
    lines: tuple[Words, ...] = (),
) -> Card:
    """What comes, if anything; and how to change it."""
    say = library.say
    said = [*lines]
    for key, at in (("nudge", nudge), ("note", note)):
        if at:
            text = say(f"plan_page.{key}", when=f"<t:{int(at.timestamp())}:F>")
            said.append(Confidential(text))
    if not (nudge or note):
        said.append(say("finish.after_prepare"))
        buttons = [_button(library, sitting, "set", "set", Style.MAIN)]
    else:
        said.append(small(say("plan_page.neutral")))
        buttons = [
            _button(library, sitting, "change", "set"),
            _button(library, sitting, "take_back", "off"),
        ]
    return page(library, sitting, said, (*buttons, to_card(library, sitting)))


def plan_form(library: Library, sitting: Sitting, nonce: str, *, place_known: bool) -> Form:
    """Day, time, place where it is not known, a nudge before, a note afterwards."""
    say = library.say
    words = [(DAY, "day"), (TIME, "time")]
    if not place_known:
        words.append((PLACE, "place"))
    texts = [
        TextField(
            *(key, say(f"plan_page.{name}"), LONGEST),
            long=False,
            placeholder=say(f"plan_page.{name}_hint"),
        )
        for key, name in words
    ]
    nudge = tuple(Option(id, say(f"plan_page.before_{id}")) for id in (HOUR, EVENING, NONE))
    note = tuple(Option(id, say(f"plan_page.after_{id}")) for id in (YES, NONE))
    return Form(
        say("plan_page.form"),
        str(Press(VERB, sitting.id, "planned").once(nonce)),
        (
            *texts,
            ChoiceField(BEFORE, say("plan_page.before"), nudge, chosen=Confidential((HOUR,))),
            ChoiceField(AFTER, say("plan_page.after")[:45], note, chosen=Confidential((YES,))),
        ),
    )


def again_page(library: Library, sitting: Sitting, key: str) -> Card:
    """Something could not be taken; which, and the form again."""
    again = _button(library, sitting, "again", "set", Style.MAIN)
    said = [library.say(f"plan_page.{key}")]
    return page(library, sitting, said, (again, to_card(library, sitting)))


def nothing_page(library: Library) -> Card:
    """Where what a nudge was about is not there, or nothing should come of it."""
    return Card((library.say("plan_page.nothing"),), ((menu(library), help_now(library)),))


def to_card(library: Library, sitting: Sitting) -> Button:
    return Button(library.say("card_page.to_card"), press("card", sitting))


def page(
    library: Library, sitting: Sitting, said: Sequence[Words], buttons: tuple[Button, ...]
) -> Card:
    last = (menu(library), help_now(library, sitting.id))
    return Card(tuple(said), (buttons, last), library.say("plan_page.elsewhere"))


def _button(
    library: Library, sitting: Sitting, text: str, step: str, style: Style = Style.PLAIN
) -> Button:
    return Button(library.say(f"plan_page.{text}"), str(Press(VERB, sitting.id, step)), style)


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    sitting, at = example_sitting(library), datetime.fromisoformat("2026-01-01T18:00:00+00:00")
    yield "remind me", plan_page(library, sitting, None, None)
    yield "remind me: the form", plan_form(library, sitting, "0", place_known=False)
    yield "remind me: set", plan_page(library, sitting, at, at)
    for key in ("bad_day", "bad_time", "bad_place", "past"):
        yield f"remind me: {key}", again_page(library, sitting, key)
    yield "nothing to look at", nothing_page(library)
    yield from how_pages(library, sitting)
