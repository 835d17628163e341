"""From a plan to life: when the talk will be, and what comes before and after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content import Library
from bot.content.places import Place, known, place
from bot.features.followup.debrief_pages import how_pages
from bot.features.followup.plan import NOTES, NUDGES, Draft, Plan
from bot.features.walkthrough.example import example_sitting
from bot.features.walkthrough.step_controls import press
from bot.forms.sitting import Sitting
from bot.layout import place_menu
from bot.layout.controls import help_now, menu
from bot.layout.handed_back import written
from bot.person import Address, PersonId
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import local
from bot.ui.model import (
    Button,
    Card,
    ChoiceField,
    Form,
    Menu,
    Option,
    Row,
    Style,
    TextField,
    Words,
    Written,
)
from bot.ui.press import Press
from bot.ui.wording import cut, shown, small

VERB = "after"
DAY, TIME, PLACE, BEFORE, AFTER = "day", "time", "place", "before", "after"
# What is said of each that comes.
COMES = {ReminderKind.BEFORE: "nudge", ReminderKind.AFTER: "note"}
# Which field of the form each is, so that it is found again where it stands on a page.
FIELDS = {DAY: 1, TIME: 2, PLACE: 3}
LONGEST, LONGEST_PLACE = 60, 100
# So much of what they wrote is said again above the form.
LONGEST_WROTE = 600
# By how many days are left: whoever wrote "tomorrow" some days ago sees which day that would be.
NEAR = {0: "is_today", 1: "is_tomorrow"}
MANY, ONE = "many_places", "one_place"
PROBLEMS = ("bad_place", MANY, ONE, "bad_day", "day_past", "day_far", "bad_time", "past")
# What was written into the form, by field.
Sent: TypeAlias = Mapping[int, Confidential[str]]


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """Why a form can't be taken yet, all of it, and what was written in it."""

    problems: Sequence[str]
    sent: Sent
    # The places to choose from, where it can be more than one.
    pick: Menu | None = None


def plan_page(
    library: Library, sitting: Sitting, comes: Sequence[Reminder], lines: tuple[Words, ...] = ()
) -> Card:
    """What comes, if anything; and how to change it."""
    say = library.say
    said: list[Words | Row] = [*lines]
    talk = next((e for e in comes if e.talk), None)
    there = place_menu.moment(library, talk.zone, talk.talk) if talk and talk.talk else ""
    as_set = library.dates.moment(sitting.planned) if sitting.planned else there
    # Whoever is in another zone by now reads both clocks, and whose each is.
    away = place_menu.city(library, talk.zone) if talk and as_set != there else ""
    if talk:
        key = "when_there" if away else "when"
        said.append(Confidential(say(f"plan_page.{key}", when=as_set, there=there, place=away)))
    said += [_comes(library, e, away) for e in comes]
    if comes:
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
    library: Library,
    sitting: Sitting,
    draft: Draft,
    nonce: str,
    sent: Sent,
) -> Form:
    """Day, time, place, a nudge before, a note afterwards; with what is known of them.

    `sent`: what was written before. The place is asked where that has one, be it empty.
    """
    say, dates, at = library.say, library.dates, place(draft.place)
    fields = [
        (DAY, dates.day(draft.day) if draft.day else ""),
        (TIME, "" if draft.minute is None else dates.time(draft.minute)),
    ]
    if FIELDS[PLACE] in sent:
        fields.append((PLACE, at.label if at else ""))
    texts = [
        TextField(
            key=key,
            label=say(f"plan_page.{key}"),
            most=LONGEST_PLACE if key == PLACE else LONGEST,
            long=False,
            placeholder=say(f"plan_page.{key}_hint"),
            # As they wrote it, if it stood on the page; else as it was understood.
            text=sent[FIELDS[key]] if _wrote(sent, key) else Confidential(text),
        )
        for key, text in fields
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


def again_page(
    library: Library,
    sitting: Sitting,
    draft: Draft,
    refused: PlanProblem,
) -> Card:
    """What could not be taken, and the form again, as it was sent."""
    choose_only = refused.pick is not None and not {*refused.problems} - {MANY, ONE}
    style = Style.PLAIN if choose_only else Style.MAIN
    text = "change_it" if choose_only else "again"
    again = _button(library, text, _press(sitting, "set", draft), style)
    said: list[Words | Row | Written] = []
    said += [library.say(f"plan_page.{key}") for key in refused.problems]
    if refused.pick:
        said.append(refused.pick)
    said += written(library, refused.sent)
    return page(library, sitting, said, (again, to_card(library, sitting)))


def pick_place(
    library: Library, sitting: Sitting, draft: Draft, found: Sequence[Place], now: datetime
) -> Menu:
    """Where it is, of the places that fit."""
    ask = library.say("plan_page.place_menu" if draft.place else "plan_page.place_which")
    return place_menu.menu(library, _press(sitting, "zone", draft), ask, found, now)


def sure_page(
    library: Library, sitting: Sitting, planned: Plan, at: Place, pick: Menu | None = None
) -> Card:
    """What was understood, before anything is on. `pick`: places that fit as well."""
    say, draft = library.say, planned.draft
    talk = place_menu.moment(library, at.id, planned.talk)
    city, device = place_menu.called(library, at), str(int(planned.talk.timestamp()))
    said: list[Words | Row | Written] = [
        Confidential(say("plan_page.sure", when=talk, city=city, device=device))
    ]
    if planned.days_ahead in NEAR:
        said.append(Confidential(say(f"plan_page.{NEAR[planned.days_ahead]}")))
    if pick:
        said.append(pick)
    for key, due in (("nudge", planned.nudge), ("note", planned.note)):
        said.append(_at(library, key, at.id, due) if due else say(f"plan_page.no_{key}"))
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


def wrote(library: Library, words: Confidential[str]) -> Confidential[str]:
    """What they wrote of when it is, where no day and time could be read in it."""
    said = library.say("plan_page.wrote")
    return shown(cut(words, LONGEST_WROTE)).map(lambda text: said.replace("{words}", text))


def nothing_page(library: Library) -> Card:
    """Where what a nudge was about is not there, or nothing should come of it."""
    return Card((library.say("plan_page.nothing"),), ((menu(library), help_now(library)),))


def to_card(library: Library, sitting: Sitting) -> Button:
    return Button(library.say("card_page.to_card"), press("card", sitting))


def page(
    library: Library,
    sitting: Sitting,
    said: Sequence[Words | Row | Written],
    buttons: tuple[Button, ...],
) -> Card:
    last = (menu(library), help_now(library, sitting.id))
    return Card(tuple(said), (buttons, last), library.say("plan_page.elsewhere"))


def _at(library: Library, key: str, zone: str, at: datetime | None) -> Words:
    moment = place_menu.moment(library, zone, at) if at else library.say("plan_page.waits")
    return Confidential(library.say(f"plan_page.{key}", when=moment))


def _comes(library: Library, entry: Reminder, away: str) -> Words:
    """One that comes; with the place, where the clock is not that of the talk."""
    key, say = COMES[entry.kind], library.say
    if entry.lapsed:
        return say("plan_page.no_time_there")
    if not (entry.due and away):
        return _at(library, key, entry.zone, entry.due)
    when = place_menu.moment(library, entry.zone, entry.due)
    in_place = say("reminder_page.in_place", when=when, place=away)
    return Confidential(say(f"plan_page.{key}", when=in_place))


def _wrote(sent: Sent, key: str) -> bool:
    return FIELDS[key] in sent and sent[FIELDS[key]].satisfies(bool)


def _press(sitting: Sitting, step: str, draft: Draft | None = None) -> str:
    return str(Press(VERB, sitting.id, step, str(draft) if draft else ""))


def _button(library: Library, text: str, press: str, style: Style = Style.PLAIN) -> Button:
    return Button(library.say(f"plan_page.{text}"), press, style)


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    sitting, at = (
        example_sitting(library, library.talk),
        datetime.fromisoformat("2026-01-01T18:00:00+00:00"),
    )
    here = known("Europe/Berlin")
    draft = Draft(date(2026, 1, 1), 18 * 60, here.key)
    pick = pick_place(library, sitting, draft, [here, known("Pacific/Apia")], at)
    which = pick_place(library, sitting, Draft(), [here, known("Pacific/Apia")], at)
    hours = timedelta(hours=library.debrief.after_hours)
    sent = {FIELDS[DAY]: Confidential("Thursday")}
    yield "remind me", plan_page(library, sitting, [])
    words = wrote(library, Confidential("When she is back"))
    yield "remind me: no day could be read", plan_page(library, sitting, [], (words,))
    asked = {FIELDS[PLACE]: Confidential("")}
    yield "remind me: the form", plan_form(library, sitting, Draft(), "0", asked)
    for key in PROBLEMS:
        there = which if key in {MANY, ONE} else None
        yield (
            f"remind me: {key}",
            again_page(library, sitting, draft, PlanProblem([key], sent, there)),
        )
    for name, planned, others in (
        ("is that right", Plan(draft, at, at, at + hours), None),
        ("several places", Plan(draft, at, at, at + hours), pick),
        ("earlier", Plan(draft, at, at, None, moved=True), None),
        ("too soon", Plan(draft, at, None, None, too_soon=True), None),
        ("tomorrow", Plan(draft, at, at, at + hours, days_ahead=1), None),
    ):
        yield f"remind me: {name}", sure_page(library, sitting, planned, here, others)
    to, zone = Address(PersonId(0), 0), here.id
    comes = [
        Reminder(b"", kind, to, at, at.date(), zone, 0, talk=at + timedelta(hours=1))
        for kind in COMES
    ]
    yield "remind me: set", plan_page(library, sitting, comes)
    away = [replace(e, zone="Asia/Tokyo", asked=at, asked_in=zone) for e in comes]
    set_here = replace(sitting, planned=local(zone, at + timedelta(hours=1)))
    yield "remind me: set, and elsewhere by now", plan_page(library, set_here, away)
    away[0] = replace(away[0], due=None, lapsed=True)
    yield "remind me: no time for it there", plan_page(library, set_here, away)
    said: tuple[Words, ...] = (library.say("plan_page.taken_back"),)
    yield "remind me: taken back", plan_page(library, sitting, [], said)
    said = (library.say("plan_page.since"),)
    yield "remind me: the card is newer", plan_page(library, sitting, comes, said)
    yield "nothing to look at", nothing_page(library)
    yield from how_pages(library, sitting)
