"""Nudges: on or off, where, when, and what to do with one. Shown in a private message only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.confidential import Confidential
from bot.content import Library
from bot.content.places import Found, Place, known
from bot.content.places import place as place_of
from bot.content.reminder_texts import OPEN
from bot.features.reminders.wish import PICK, WINDOWS, ReminderChoice, Wish
from bot.layout import place_menu
from bot.layout.controls import help_now, menu
from bot.layout.handed_back import written
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
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
from bot.ui.wording import heading, small

VERB = "reminder"
WINDOW, TIME, DAYS, SOUND = "window", "time", "days", "sound"
PLACE = "place"
SILENT, LOUD = "silent", "loud"
# Characters.
LONGEST_PLACE, LONGEST_TIME = 100, 40
EMPTY = Confidential("")
WEEKDAYS = frozenset(range(5))
KINDS = {
    ReminderKind.BEFORE: "before",
    ReminderKind.AFTER: "after",
    ReminderKind.AGAIN: "look_again",
    ReminderKind.LINE: "line",
}
PAUSES = {"7": "pause_week", "14": "pause_fortnight", "30": "pause_month", "0": "pause_open"}


def reminder_page(
    library: Library,
    daily: Reminder | None,
    others: list[Reminder],
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


def place_page(
    library: Library, now: datetime, found: Found | None = None, typed: Confidential[str] = EMPTY
) -> Card:
    """Asks where they are. `found`: what fits what was typed."""
    say = library.say
    if found is None:
        ask = _button(library, "place_button", "where", style=Style.MAIN)
        return _page(library, [say("reminder_page.place_ask")], [(ask,)])
    again = _button(library, "place_again", "where")
    if not found.places:
        said = [say("reminder_page.place_none"), *written(library, {1: typed})]
        return _page(library, said, [(again,)])
    text = "reminder_page.place_many" if found.places[1:] else "reminder_page.place_one"
    pick = place_menu.menu(
        library, _press("zone"), say("reminder_page.place_menu"), found.places, now
    )
    # Which places fit depends on what was typed.
    return _page(library, [say(text), pick, *written(library, {1: typed})], [(again,)])


def place_form(library: Library, typed: Confidential[str], nonce: str) -> Form:
    say = library.say
    field = TextField(
        PLACE,
        say("reminder_page.place_form"),
        LONGEST_PLACE,
        long=False,
        placeholder=say("reminder_page.place_hint"),
        text=typed,
    )
    return Form(say("reminder_page.place_button"), f"{_press('placed')}/{nonce}", (field,))


def confirm_page(
    library: Library, place: Place, now: datetime, others: Sequence[Place] = ()
) -> Card:
    """Whether this is their day and time, beside what their own device shows."""
    text = library.say(
        "reminder_page.confirm",
        city=place_menu.called(place),
        time=place_menu.there(library, place, now),
        now=str(int(now.timestamp())),
    )
    body: list[Words | Row] = [Confidential(text)]
    if others:
        ask = library.say("reminder_page.place_other")
        body.append(place_menu.menu(library, _press("zone"), ask, others, now))
    yes = _button(library, "confirm_yes", f"yes.{place.key}", style=Style.MAIN)
    again = _button(library, "place_again", "where")
    return _page(library, body, [(yes, again)])


def set_page(library: Library, place: Place, *lines: Words) -> Card:
    """Asks for the time and the days, by a form."""
    button = _button(library, "form", f"set.{place.key}", style=Style.MAIN)
    return _page(library, [*lines, library.reminders.ask], [(button,)])


def set_form(
    library: Library,
    place: Place,
    daily: Reminder | None,
    nonce: str,
    before: tuple[Wish, Confidential[str]] | None = None,
) -> Form:
    """Time of day, days, and with a sound or without. `before`: as it was sent and not taken."""
    say, texts = library.say, library.reminders
    wish, own = before or _as_it_is(daily)
    sounds = (Option(LOUD, say("reminder_page.sound")), Option(SILENT, texts.silent))
    windows = tuple(Option(w.id, _window(library, w.id, w.label)) for w in texts.windows)
    weekdays = tuple(Option(str(d), say(f"weekday.{d}")) for d in range(7))
    hint = say("reminder_page.form_time_hint")
    fields: tuple[TextField | ChoiceField, ...] = (
        ChoiceField(
            WINDOW, say("reminder_page.form_window"), windows, chosen=Confidential((wish.window,))
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
            chosen=Confidential(wish.days),
        ),
        ChoiceField(
            SOUND, say("reminder_page.form_sound"), sounds, chosen=Confidential((wish.sound,))
        ),
    )
    return Form(say("reminder_page.form"), f"{_press(f'on.{place.key}')}/{nonce}", fields)


def again_page(
    library: Library, place: Place, problems: Sequence[str], wish: Wish, own: Confidential[str]
) -> Card:
    """What in the form could not be taken, all of it; and the form again, as it was sent."""
    step = f"set.{place.key}"
    again = Button(
        library.say("reminder_page.again"), str(Press(VERB, b"", step, str(wish))), Style.MAIN
    )
    said = [library.say(f"reminder_page.{key}") for key in problems]
    return _page(library, [*said, *written(library, {1: own})], [(again,)])


def sure_page(
    library: Library, place: Place, chosen: ReminderChoice, wish: Wish, own: Confidential[str]
) -> Card:
    """A time that was written, as it was read: nothing is on before they say so."""
    say = library.say
    yes = Button(
        say("reminder_page.confirm_yes"),
        str(Press(VERB, b"", f"sure.{place.key}", str(chosen))),
        Style.MAIN,
    )
    no = Button(say("reminder_page.change"), str(Press(VERB, b"", f"set.{place.key}", str(wish))))
    state = _when(library, chosen.days, chosen.minute, place.id, silent=chosen.silent)
    return _page(
        library, [state, say("reminder_page.sure"), *written(library, {1: own})], [(yes, no)]
    )


def later_page(library: Library, entry: Reminder, times: Mapping[str, datetime]) -> Card:
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


def key_of(entry: Reminder) -> str:
    """The key of the place of an entry."""
    found = place_of(entry.zone)
    return found.key if found else ""


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    at = datetime(2026, 1, 5, 8, tzinfo=UTC)
    to = Address(PersonId(0), 0)
    days = frozenset({0, 2, 4})
    daily = Reminder(b"\0" * 16, ReminderKind.DAILY, to, at, at.date(), "Europe/Berlin", 540, days)
    note = Reminder(b"\1" * 16, ReminderKind.AFTER, to, at, at.date(), "Europe/Berlin", 540)
    place = known("Europe/Berlin")
    found = Found((place, known("Pacific/Apia"), known("UTC")), sure=False)
    wish = Wish()
    yield "off", reminder_page(library, None, [])
    yield "on", reminder_page(library, daily, [note], just_on=True)
    yield "paused", reminder_page(library, replace(daily, due=None), [])
    yield "where", place_page(library, at)
    yield "where: the form", place_form(library, EMPTY, "0")
    yield "where: several", place_page(library, at, found)
    one = Found(found.places[:1], sure=False)
    yield "where: perhaps this one", place_page(library, at, one)
    yield "where: none", place_page(library, at, Found((), sure=False), Confidential("Atlantis"))
    yield "is it your time", confirm_page(library, place, at)
    yield "is it your time: or another", confirm_page(library, place, at, found.places[1:])
    yield "when", set_page(library, place)
    yield "when: the form", set_form(library, place, None, "0")
    for key in ("bad_time", "quiet_time", "no_days"):
        yield f"when: {key}", again_page(library, place, [key], wish, EMPTY)
    half = ReminderChoice(1170, frozenset({0, 2, 4}))
    yield "when: a time that was written", sure_page(library, place, half, wish, EMPTY)
    yield (
        "later",
        later_page(library, daily, dict.fromkeys(("1h", "evening", "tomorrow", "week"), at)),
    )
    yield "pause", pause_page(library)
    for key in ("gone", "skipped", "stopped", "stopped_one"):
        yield key, said(library, library.say(f"reminder_page.{key}"))


def _as_it_is(daily: Reminder | None) -> tuple[Wish, Confidential[str]]:
    """What the form says of a reminder that is on, or suggests where there is none."""
    if daily is None:
        return Wish(sound=LOUD), EMPTY
    window = next((id for id, at in WINDOWS.items() if at == daily.minute), PICK)
    own = Confidential(_clock(daily.minute)) if window == PICK else EMPTY
    days = tuple(str(d) for d in sorted(daily.days))
    return Wish(window, days, SILENT if daily.silent else LOUD), own


def _state(library: Library, daily: Reminder) -> Confidential[str]:
    return _when(library, daily.days, daily.minute, daily.zone, silent=daily.silent)


def _when(
    library: Library, days: frozenset[int], minute: int, zone: str, *, silent: bool
) -> Confidential[str]:
    place = place_of(zone)
    return Confidential(
        library.say(
            f"reminder_page.{'state_silent' if silent else 'state'}",
            days=_days(library, days),
            time=_clock(minute),
            place=place.city if place else zone,
        )
    )


def _on(library: Library, daily: Reminder) -> Confidential[str]:
    """Said once they are on."""
    text = library.say("nudge.on")
    return _state(library, daily).map(lambda state: text.replace("{when}", state.rstrip(".")))


def _next(library: Library, daily: Reminder) -> Confidential[str]:
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


def _other(library: Library, entry: Reminder) -> Option:
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


def _page(library: Library, body: Sequence[Words | Row | Written], rows: list[Row]) -> Card:
    """Everything here says something of when and where somebody is: in private only."""
    last = (menu(library), help_now(library))
    return Card(tuple(body), (*rows, last), library.say("reminder_page.elsewhere"))
