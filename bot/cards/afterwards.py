"""From a plan to life: when the talk will be, and what comes before and after it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.cards.controls import help_now, menu, press
from bot.cards.debrief import how_pages
from bot.cards.example import example_sitting
from bot.cards.wording import small
from bot.confidential import Confidential
from bot.content import Library
from bot.content.zones import Zone, zone, zones
from bot.doors import Button, Card, ChoiceField, Form, Menu, Option, Row, Style, TextField, Words
from bot.flow.afterwards import NOTES, NUDGES, Draft, Plan
from bot.flow.presses import Press
from bot.flow.sitting import Sitting

VERB = "after"
DAY, TIME, PLACE, BEFORE, AFTER = "day", "time", "place", "before", "after"
LONGEST = 40
PROBLEMS = ("bad_place", "bad_day", "bad_time", "past")


def plan_page(
    library: Library,
    sitting: Sitting,
    nudge: datetime | None,
    note: datetime | None,
    lines: tuple[Words, ...] = (),
) -> Card:
    """What comes, if anything; and how to change it."""
    say = library.say
    said: list[Words | Row] = [*lines, *_comes(library, nudge, note)]
    if nudge or note:
        said.append(small(say("plan_page.neutral")))
        buttons = [
            _button(library, "change", _press(sitting, "set")),
            _button(library, "take_back", _press(sitting, "off")),
        ]
    else:
        said.append(say("finish.after_prepare"))
        buttons = [_button(library, "set", _press(sitting, "set"), Style.MAIN)]
    return page(library, sitting, said, (*buttons, to_card(library, sitting)))


def plan_form(
    library: Library, sitting: Sitting, draft: Draft, nonce: str, *, asks_place: bool
) -> Form:
    """Day, time, place, a nudge before, a note afterwards; with what is known of them."""
    say, place = library.say, zone(draft.place)
    known = [
        (DAY, draft.day.isoformat() if draft.day else ""),
        (TIME, "" if draft.minute is None else clock(draft.minute)),
    ]
    if asks_place:
        known.append((PLACE, place.city if place else ""))
    texts = [
        TextField(
            *(key, say(f"plan_page.{key}"), LONGEST),
            long=False,
            placeholder=say(f"plan_page.{key}_hint"),
            text=Confidential(text),
        )
        for key, text in known
    ]
    nudge = tuple(Option(id, say(f"plan_page.before_{id}")) for id in NUDGES)
    note = tuple(Option(id, say(f"plan_page.after_{id}")) for id in NOTES)
    return Form(
        say("plan_page.form"),
        str(Press(VERB, sitting.id, "planned", str(draft)).once(nonce)),
        (
            *texts,
            ChoiceField(
                BEFORE, say("plan_page.before"), nudge, chosen=Confidential((draft.nudge,))
            ),
            ChoiceField(AFTER, say("plan_page.after"), note, chosen=Confidential((draft.note,))),
        ),
    )


def again_page(library: Library, sitting: Sitting, draft: Draft, problems: Sequence[str]) -> Card:
    """Something could not be taken; which, and the form again with the rest of it."""
    again = _button(library, "again", _press(sitting, "set", draft), Style.MAIN)
    said = [library.say(f"plan_page.{key}") for key in problems]
    return page(library, sitting, said, (again, to_card(library, sitting)))


def sure_page(
    library: Library, sitting: Sitting, planned: Plan, others: Sequence[Zone] = ()
) -> Card:
    """What was understood, before anything is on. `others`: places that fit as well."""
    say, draft = library.say, planned.draft
    place, at = zone(draft.place), clock(draft.minute or 0)
    city = place.city if place else ""
    said: list[Words | Row] = [
        Confidential(say("plan_page.sure", when=when(planned.talk), city=city, time=at))
    ]
    if others:
        options = tuple(Option(z.key, z.label) for z in others)
        said.append(Menu(_press(sitting, "zone", draft), say("plan_page.place_menu"), options))
    said += _comes(library, planned.nudge, planned.note)
    said += [
        say(f"plan_page.{key}")
        for key, is_so in (("moved", planned.moved), ("too_soon", planned.too_soon))
        if is_so
    ]
    if not (planned.nudge or planned.note):
        said.append(say("plan_page.neither"))
    said.append(say("plan_page.sure_ask"))
    buttons = (
        _button(library, "yes", _press(sitting, "sure", draft), Style.MAIN),
        _button(library, "change_it", _press(sitting, "set", draft)),
        to_card(library, sitting),
    )
    return page(library, sitting, said, buttons)


def nothing_page(library: Library) -> Card:
    """Where what a nudge was about is not there, or nothing should come of it."""
    return Card((library.say("plan_page.nothing"),), ((menu(library), help_now(library)),))


def to_card(library: Library, sitting: Sitting) -> Button:
    return Button(library.say("card_page.to_card"), press("card", sitting))


def page(
    library: Library, sitting: Sitting, said: Sequence[Words | Row], buttons: tuple[Button, ...]
) -> Card:
    last = (menu(library), help_now(library, sitting.id))
    return Card(tuple(said), (buttons, last), library.say("plan_page.elsewhere"))


def when(at: datetime) -> str:
    """An instant, as the reader's own device shows it."""
    return f"<t:{int(at.timestamp())}:F>"


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _comes(library: Library, nudge: datetime | None, note: datetime | None) -> list[Words]:
    return [
        Confidential(library.say(f"plan_page.{key}", when=when(at)))
        for key, at in (("nudge", nudge), ("note", note))
        if at
    ]


def _press(sitting: Sitting, step: str, draft: Draft | None = None) -> str:
    return str(Press(VERB, sitting.id, step, str(draft) if draft else ""))


def _button(library: Library, text: str, press: str, style: Style = Style.PLAIN) -> Button:
    return Button(library.say(f"plan_page.{text}"), press, style)


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    sitting, at = example_sitting(library), datetime.fromisoformat("2026-01-01T18:00:00+00:00")
    draft = Draft(date(2026, 1, 1), 18 * 60, zones()[0].key)
    hours = timedelta(hours=library.debrief.after_hours)
    yield "remind me", plan_page(library, sitting, None, None)
    yield "remind me: the form", plan_form(library, sitting, Draft(), "0", asks_place=True)
    for key in PROBLEMS:
        yield f"remind me: {key}", again_page(library, sitting, draft, [key])
    for name, planned, others in (
        ("is that right", Plan(draft, at, at, at + hours), ()),
        ("several places", Plan(draft, at, at, at + hours), zones()[:3]),
        ("earlier", Plan(draft, at, at, None, moved=True), ()),
        ("too soon", Plan(draft, at, None, None, too_soon=True), ()),
    ):
        yield f"remind me: {name}", sure_page(library, sitting, planned, others)
    yield "remind me: set", plan_page(library, sitting, at, at)
    said = (library.say("plan_page.taken_back"),)
    yield "remind me: taken back", plan_page(library, sitting, None, None, said)
    yield "nothing to look at", nothing_page(library)
    yield from how_pages(library, sitting)
