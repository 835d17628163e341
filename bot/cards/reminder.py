"""Nudges: on or off, where, when, and what to do with one. Shown in a private message only."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.cards.controls import help_now, menu
from bot.cards.wording import heading, small
from bot.confidential import Confidential
from bot.content import Library
from bot.content.reminders import OPEN
from bot.content.zones import Zone, zone, zones
from bot.doors import (
    Address,
    Button,
    Card,
    ChoiceField,
    Form,
    Menu,
    Option,
    PersonId,
    Row,
    Style,
    TextField,
    Words,
)
from bot.flow.agenda import EVERY_DAY, Entry, Kind
from bot.flow.presses import Press
from bot.flow.reminding import PICK, SUGGESTED_DAYS, WINDOWS
from bot.flow.timing import local

VERB = "reminder"
WINDOW, TIME, DAYS, SOUND = "window", "time", "days", "sound"
PLACE = "place"
SILENT, LOUD = "silent", "loud"
LONGEST_PLACE, LONGEST_TIME = 60, 12
WEEKDAYS = frozenset(range(5))
KINDS = {
    Kind.BEFORE: "before",
    Kind.AFTER: "after",
    Kind.AGAIN: "look_again",
    Kind.LINE: "line",
}
PAUSES = {"7": "pause_week", "14": "pause_fortnight", "30": "pause_month", "0": "pause_open"}


def reminder_page(
    library: Library,
    daily: Entry | None,
    others: list[Entry],
    lines: tuple[Words, ...] = (),
    *,
    just_on: bool = False,
) -> Card:
    """What there is, and everything that can be changed about it."""
    say = library.say
    body: list[Words | Row] = [*lines, heading(say("reminder_page.title"))]
    rows: list[Row] = []
    if daily is None:
        body += [say("reminder_page.off"), library.reminders.ask, small(say("nudge.lock_note"))]
        rows.append((_button(library, "begin", PLACE, style=Style.MAIN),))
    else:
        body += [_on(library, daily) if just_on else _state(library, daily), _next(library, daily)]
        go_on = _button(library, "go_on", "goon") if daily.due is None else None
        rows.append(
            (
                _button(library, "change", f"set.{key_of(daily)}"),
                go_on or _button(library, "pause", "pause"),
                _button(library, "move", PLACE),
                _button(library, "stop", "end"),
            )
        )
    if others:
        body.append(say("reminder_page.others"))
        options = tuple(_other(library, e) for e in others[:25])
        body.append(Menu(_press("takeout"), say("reminder_page.others_menu"), options))
    return _page(library, body, rows)


def said(library: Library, *lines: Words, button: Button | None = None) -> Card:
    """A sentence or two, and the way on."""
    return _page(library, list(lines), [(button,)] if button else [])


def place_page(library: Library, found: list[Zone] | None = None) -> Card:
    """Asks where they are. `found`: what fits what was typed."""
    say = library.say
    ask = _button(library, "place_button", "where", style=Style.MAIN)
    if found is None:
        return _page(library, [say("reminder_page.place_ask")], [(ask,)])
    again = _button(library, "place_again", "where")
    if not found:
        return _page(library, [say("reminder_page.place_none")], [(again,)])
    options = tuple(Option(z.key, z.label) for z in found)
    pick = Menu(_press("zone"), say("reminder_page.place_menu"), options)
    # Which places fit depends on what was typed.
    return _page(library, [say("reminder_page.place_many"), pick], [(again,)])


def place_form(library: Library, nonce: str) -> Form:
    say = library.say
    hint = say("reminder_page.place_hint")
    field = TextField(PLACE, say("reminder_page.place_form"), LONGEST_PLACE, long=False)
    field = TextField(field.key, field.label, field.most, long=False, placeholder=hint)
    return Form(say("reminder_page.place_button"), f"{_press('placed')}/{nonce}", (field,))


def confirm_page(library: Library, place: Zone, now: datetime) -> Card:
    """Whether this is their time, beside what their own device shows."""
    text = library.say(
        "reminder_page.confirm",
        city=place.city,
        time=_clock(local(place.id, now).hour * 60 + local(place.id, now).minute),
        now=str(int(now.timestamp())),
    )
    yes = _button(library, "confirm_yes", f"yes.{place.key}", style=Style.MAIN)
    again = _button(library, "place_again", "where")
    return _page(library, [Confidential(text)], [(yes, again)])


def set_page(library: Library, place: Zone, *lines: Words) -> Card:
    """Asks for the time and the days, by a form."""
    button = _button(library, "form", f"set.{place.key}", style=Style.MAIN)
    return _page(library, [*lines, library.reminders.ask], [(button,)])


def set_form(library: Library, place: Zone, daily: Entry | None, nonce: str) -> Form:
    """Time of day, days, and with a sound or without."""
    say, texts = library.say, library.reminders
    minute = daily.minute if daily else None
    window = next((id for id, at in WINDOWS.items() if at == minute), PICK if daily else "")
    days = tuple(str(d) for d in sorted(daily.days)) if daily else SUGGESTED_DAYS
    own = Confidential(_clock(daily.minute)) if daily and window == PICK else ""
    sounds = (Option(LOUD, say("reminder_page.sound")), Option(SILENT, texts.silent))
    sound = SILENT if daily and daily.silent else LOUD
    windows = tuple(Option(w.id, _window(library, w.id, w.label)) for w in texts.windows)
    weekdays = tuple(Option(str(d), say(f"weekday.{d}")) for d in range(7))
    hint = say("reminder_page.form_time_hint")
    fields: tuple[TextField | ChoiceField, ...] = (
        ChoiceField(
            WINDOW, say("reminder_page.form_window"), windows, chosen=Confidential((window,))
        ),
        TextField(
            TIME,
            say("reminder_page.form_time"),
            LONGEST_TIME,
            long=False,
            placeholder=hint,
            text=own,
        ),
        ChoiceField(
            DAYS,
            say("reminder_page.form_days"),
            weekdays,
            most=7,
            help=say("reminder_page.form_days_help"),
            chosen=Confidential(days),
        ),
        ChoiceField(SOUND, say("reminder_page.form_sound"), sounds, chosen=Confidential((sound,))),
    )
    return Form(say("reminder_page.form"), f"{_press(f'on.{place.key}')}/{nonce}", fields)


def again_page(library: Library, place: Zone, key: str) -> Card:
    """Something in the form could not be taken; which, and the form again."""
    again = _button(library, "again", f"set.{place.key}", style=Style.MAIN)
    return _page(library, [library.say(f"reminder_page.{key}")], [(again,)])


def later_page(library: Library, entry: Entry, times: Mapping[str, datetime]) -> Card:
    """Asks when would be better, where anything could be."""
    if not times:
        card = Button(library.reminders.buttons[OPEN], str(Press(VERB, entry.id, OPEN)))
        return _page(library, [library.say("reminder_page.no_later")], [(card,)])
    labels = {choice.id: choice.label for choice in library.reminders.snooze}
    ids = [*times, *(["pause"] if entry.days else [])]
    buttons = tuple(
        Button(labels[id], str(Press(VERB, entry.id, "snooze", id))) for id in labels if id in ids
    )
    return _page(library, [library.say("reminder_page.later")], [buttons])


def pause_page(library: Library) -> Card:
    say = library.say
    buttons = tuple(
        Button(say(f"reminder_page.{key}"), str(Press(VERB, b"", "rest", days)))
        for days, key in PAUSES.items()
    )
    return _page(library, [say("reminder_page.pause_ask")], [buttons])


def when(at: datetime) -> str:
    """An instant, as the reader's own device shows it."""
    return f"<t:{int(at.timestamp())}:F>"


def key_of(entry: Entry) -> str:
    """The key of the place of an entry."""
    found = zone(entry.zone)
    return found.key if found else ""


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    at = datetime(2026, 1, 5, 8, tzinfo=UTC)
    to = Address(PersonId(0), 0)
    days = frozenset({0, 2, 4})
    daily = Entry(b"\0" * 16, Kind.DAILY, to, at, at.date(), "Europe/Berlin", 540, days)
    note = Entry(b"\1" * 16, Kind.AFTER, to, at, at.date(), "Europe/Berlin", 540)
    place = zones()[0]
    yield "off", reminder_page(library, None, [])
    yield "on", reminder_page(library, daily, [note], just_on=True)
    yield "paused", reminder_page(library, replace(daily, due=None), [])
    yield "where", place_page(library)
    yield "where: the form", place_form(library, "0")
    yield "where: several", place_page(library, list(zones()[:3]))
    yield "where: none", place_page(library, [])
    yield "is it your time", confirm_page(library, place, at)
    yield "when", set_page(library, place)
    yield "when: the form", set_form(library, place, None, "0")
    for key in ("bad_time", "quiet_time", "no_days"):
        yield f"when: {key}", again_page(library, place, key)
    yield (
        "later",
        later_page(library, daily, dict.fromkeys(("1h", "evening", "tomorrow", "week"), at)),
    )
    yield "pause", pause_page(library)
    for key in ("gone", "skipped", "stopped", "stopped_one"):
        yield key, said(library, library.say(f"reminder_page.{key}"))


def _state(library: Library, daily: Entry) -> Confidential[str]:
    say = library.say
    place = zone(daily.zone)
    key = "state_silent" if daily.silent else "state"
    return Confidential(
        say(
            f"reminder_page.{key}",
            days=_days(library, daily.days),
            time=_clock(daily.minute),
            place=place.city if place else daily.zone,
        )
    )


def _on(library: Library, daily: Entry) -> Confidential[str]:
    """Said once they are on."""
    text = library.say("nudge.on")
    return _state(library, daily).map(lambda state: text.replace("{when}", state.rstrip(".")))


def _next(library: Library, daily: Entry) -> Confidential[str]:
    if daily.due is None:
        return Confidential(library.say("reminder_page.paused"))
    return Confidential(library.say("reminder_page.next", when=when(daily.due)))


def _days(library: Library, days: frozenset[int]) -> str:
    say = library.say
    if days == EVERY_DAY:
        return say("reminder_page.every_day")
    if days == WEEKDAYS:
        return say("reminder_page.weekdays")
    names = [say(f"weekday.{d}") for d in sorted(days)]
    return say("weekday.and").join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _other(library: Library, entry: Entry) -> Option:
    what = library.say(f"reminder_page.{KINDS[entry.kind]}")
    label = what
    if entry.due:
        day = entry.day.isoformat()
        label = library.say("reminder_page.on_day", what=what, when=day)
    return Option(entry.id.hex(), label)


def _window(library: Library, id: str, label: str) -> str:
    if id not in WINDOWS:
        return label
    return library.say("reminder_page.at", label=label, time=_clock(WINDOWS[id]))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _press(step: str) -> str:
    return str(Press(VERB, b"", step))


def _button(library: Library, text: str, step: str, *, style: Style = Style.PLAIN) -> Button:
    return Button(library.say(f"reminder_page.{text}"), _press(step), style)


def _page(library: Library, body: list[Words | Row], rows: list[Row]) -> Card:
    """Everything here says something of when and where somebody is: in private only."""
    last = (menu(library), help_now(library))
    return Card(tuple(body), (*rows, last), library.say("reminder_page.elsewhere"))
