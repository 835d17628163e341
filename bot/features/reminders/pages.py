"""Setting the regular reminders up: the form, what was understood, pausing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.confidential import Confidential
from bot.content import Library
from bot.content.places import Found, Place, known
from bot.content.reminder_texts import OPEN
from bot.features.reminders.coming_pages import coming_pages, list_page
from bot.features.reminders.reminder_parts import (
    button,
    chosen,
    page,
    press,
    said,
    sound_field,
    state,
)
from bot.features.reminders.where_pages import (
    PLACE_FIELD,
    beside,
    confirm_page,
    pick,
    place_field,
    place_form,
    place_page,
    unclear,
)
from bot.features.reminders.wish import WINDOWS, ReminderChoice, Wish
from bot.layout.handed_back import written
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.ui.model import (
    Button,
    Card,
    ChoiceField,
    Form,
    Option,
    Row,
    Style,
    TextField,
    Words,
    Written,
)

WINDOW, TIME, DAYS = "window", "time", "days"
# Which field of the form it is, so that it is found again where it stands on a page.
TIME_FIELD = 1
# Characters.
LONGEST_TIME = 40
EMPTY = Confidential("")
PAUSES = {"7": "pause_week", "14": "pause_fortnight", "30": "pause_month", "0": "pause_open"}


@dataclass(frozen=True, slots=True)
class FormSent:
    """The form as it was sent: what was chosen in it, and what was written."""

    wish: Wish
    time: Confidential[str] = field(default_factory=lambda: EMPTY)
    place: Confidential[str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be held against what their device shows, and others that fit as well."""

    now: datetime
    others: Sequence[Place] = ()


def set_form(library: Library, place: Place | None, sent: FormSent, nonce: str) -> Form:
    """Where, what time of day, days, and with a sound or without. A known place isn't asked."""
    say, wish = library.say, sent.wish
    windows = tuple(
        Option(w.id, say("reminder_page.at", label=w.label, time=library.dates.time(WINDOWS[w.id])))
        for w in library.reminders.windows
    )
    weekdays = tuple(Option(str(d), say(f"weekday.{d}")) for d in range(7))
    where = () if place else (place_field(library, sent.place),)
    fields: tuple[TextField | ChoiceField, ...] = (
        ChoiceField(
            WINDOW, say("reminder_page.form_window"), windows, chosen=Confidential((wish.window,))
        ),
        TextField(
            TIME,
            say("reminder_page.form_time"),
            LONGEST_TIME,
            long=False,
            placeholder=say("reminder_page.form_time_hint"),
            text=sent.time,
        ),
        ChoiceField(
            DAYS,
            say("reminder_page.form_days"),
            weekdays,
            most=7,
            help=say("reminder_page.form_days_help"),
            chosen=Confidential(wish.days),
        ),
        sound_field(library, wish.sound),
    )
    # What stands chosen in it is in its press: a field that comes back empty means that.
    to = press(f"on.{place.key}" if place else "on", str(wish))
    return Form(say("reminder_page.form"), f"{to}/{nonce}", (*where, *fields))


def again_page(
    library: Library, place: Place | None, problems: Sequence[str], sent: FormSent, *menus: Row
) -> Card:
    """What in the form could not be taken, all of it; and the form again, as it was sent."""
    texts = [library.say(f"reminder_page.{key}") for key in problems]
    style = Style.PLAIN if menus else Style.MAIN
    again = button(library, "again", _form_again(place, sent.wish), style)
    return page(library, [*texts, *menus, *_stands(library, sent)], [(again,)])


def where_page(
    library: Library, found: Found, now: datetime, choice: ReminderChoice, sent: FormSent
) -> Card:
    """All is well but for the place, which can be more than one: theirs to choose."""
    menu = pick(library, found.places, now, str(choice))
    return again_page(library, None, [unclear(found)], sent, menu)


def sure_page(
    library: Library,
    place: Place,
    choice: ReminderChoice,
    sent: FormSent,
    new: NewPlace | None = None,
) -> Card:
    """What was understood: nothing is set before they say so."""
    body: list[Words | Row | Written] = [state(library, choice, place.id)]
    if new:
        body.append(beside(library, place, new.now))
    if new and new.others:
        body.append(pick(library, new.others, new.now, str(choice), "place_other"))
    # What was typed for the place has done its work: the presses bear it.
    body += [library.say("reminder_page.sure"), *written(library, {TIME_FIELD: sent.time})]
    yes = button(library, "confirm_yes", press(f"sure.{place.key}", str(choice)), Style.MAIN)
    again = press(f"{'begin' if new else 'set'}.{place.key}", str(choice.wish))
    return page(library, body, [(yes, button(library, "change_it", again))])


def later_page(library: Library, entry: Reminder, times: Mapping[str, datetime]) -> Card:
    """Asks when would be better, where anything could be."""
    if not times:
        card = Button(library.reminders.buttons[OPEN], press(OPEN, id=entry.id))
        return page(library, [library.say("reminder_page.no_later")], [(card,)])
    labels = {choice.id: choice.label for choice in library.reminders.snooze}
    ids = [*times, *(["pause"] if entry.days else [])]
    buttons = tuple(
        Button(labels[id], press("snooze", id, id=entry.id)) for id in labels if id in ids
    )
    return page(library, [library.say("reminder_page.later")], [buttons])


def put_off_line(library: Library, id: str) -> str:
    """Said once it is put off, in the words that were pressed."""
    return next(choice.detail for choice in library.reminders.snooze if choice.id == id)


def pause_page(library: Library) -> Card:
    buttons = tuple(button(library, key, press("rest", days)) for days, key in PAUSES.items())
    return page(library, [library.say("reminder_page.pause_ask")], [buttons])


def as_it_is(library: Library, daily: Reminder | None) -> FormSent:
    """What the form says of a reminder that is on, or suggests where there is none."""
    if daily is None:
        return FormSent(Wish())
    wish = chosen(daily).wish
    own = "" if wish.window else library.dates.time(daily.minute)
    return FormSent(wish, Confidential(own))


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    at = datetime(2026, 1, 5, 8, tzinfo=UTC)
    to = Address(PersonId(0), 0)
    days = frozenset({0, 2, 4})
    daily = Reminder(b"\0" * 16, ReminderKind.DAILY, to, at, at.date(), "Europe/Berlin", 540, days)
    place = known("Europe/Berlin")
    found = Found((place, known("Pacific/Apia"), known("UTC")), sure=False)
    yield "off", list_page(library, [])
    yield "on", list_page(library, [daily], just_on=True)
    yield "paused", list_page(library, [replace(daily, due=None)])
    yield "paused for a week", list_page(library, [replace(daily, rests_from=daily.day)])
    yield from coming_pages(library, daily, at)
    yield "where", place_page(library, at)
    yield "where: the form", place_form(library, EMPTY, "0")
    yield "where: several", place_page(library, at, found)
    one = Found(found.places[:1], sure=False)
    yield "where: perhaps this one", place_page(library, at, one)
    yield "where: none", place_page(library, at, Found((), sure=False), Confidential("Atlantis"))
    yield "is it your time", confirm_page(library, place, at)
    yield "is it your time: or another", confirm_page(library, place, at, found.places[1:])
    yield "when: the form", set_form(library, None, FormSent(Wish()), "0")
    yield (
        "when: the form, where the place is known",
        set_form(library, place, FormSent(Wish()), "0"),
    )
    for key in ("bad_time", "quiet_time", "no_days"):
        yield f"when: {key}", again_page(library, place, [key], FormSent(Wish()))
    half = ReminderChoice(1170, EVERY_DAY)
    sent = FormSent(half.wish, Confidential("half past 7"), Confidential("Germany"))
    yield "when: a time that was written", sure_page(library, place, half, sent)
    yield (
        "when: with a place",
        sure_page(library, place, half, sent, NewPlace(at, found.places[1:])),
    )
    yield "when: several places", where_page(library, found, at, half, sent)
    times = dict.fromkeys(("1h", "evening", "tomorrow", "week"), at)
    yield "later", later_page(library, daily, times)
    yield "pause", pause_page(library)
    for key in ("gone", "skipped", "stopped", "stopped_one"):
        yield key, said(library, library.say(f"reminder_page.{key}"))


def _form_again(place: Place | None, wish: Wish) -> str:
    return press(f"set.{place.key}" if place else "begin", str(wish))


def _stands(library: Library, sent: FormSent) -> list[Words | Written]:
    return written(library, {TIME_FIELD: sent.time, PLACE_FIELD: sent.place})
