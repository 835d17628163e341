"""What will come, the soonest first; and each of what comes once, with all that can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.confidential import Confidential, together
from bot.content import Library
from bot.features.reminders.reminder_parts import (
    button,
    chosen,
    page,
    press,
    sound_field,
    state,
)
from bot.features.reminders.wish import LOUD, SILENT, OwnTime, put_off
from bot.layout import place_menu
from bot.layout.handed_back import written
from bot.layout.paging import Leaf, turning
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import UTC_ZONE
from bot.ui.model import Card, Form, Menu, Option, Row, Style, TextField, Words, Written
from bot.ui.press import Press
from bot.ui.wording import bullets, heading, small

KINDS = {
    ReminderKind.BEFORE: "before",
    ReminderKind.AFTER: "after",
    ReminderKind.AGAIN: "look_again",
    ReminderKind.LINE: "line",
}
OF_A_TALK = frozenset({ReminderKind.BEFORE, ReminderKind.AFTER})
DAY, TIME = "day", "time"
# What can be wrong with another time.
PROBLEMS = (
    "bad_day",
    "day_past",
    "day_far",
    "bad_time",
    "past",
    "quiet_time",
    "not_before",
    "not_after",
)
# Which field of the form each is, so that it is found again where it stands on a page.
DAY_FIELD, TIME_FIELD = 1, 2
# Characters.
LONGEST = 60
# So many are read at a glance, on a phone as well.
ON_A_LEAF = 10


def list_page(
    library: Library,
    coming: Sequence[Reminder],
    lines: tuple[Words, ...] = (),
    leaf: int = 0,
    *,
    just_on: bool = False,
) -> Card:
    """Everything that will come, and everything that can be changed about it."""
    say = library.say
    daily = next((e for e in coming if e.kind is ReminderKind.DAILY), None)
    others = [e for e in coming if e is not daily]
    body: list[Words | Row] = [*lines, heading(say("reminder_page.title"))]
    body += _regular(library, daily, others, just_on=just_on)
    dated = sorted((e for e in coming if e is not daily or e.due), key=_soonest)
    at = Leaf.to(leaf, len(dated), ON_A_LEAF)
    shown = dated[at.first : at.first + ON_A_LEAF]
    home = daily.zone if daily else next((e.zone for e in others if e.zone != UTC_ZONE), "")
    once = [e for e in shown if e.kind is not ReminderKind.DAILY]
    if once:
        body.append(together([_line(library, e, home) for e in shown], "\n"))
        if daily is None and home:
            clock = say("reminder_page.clock_of", place=place_menu.city(library, home))
            body.append(Confidential(small(clock)))
        ask = say("reminder_page.one_menu")
        body.append(Menu(press("one"), ask, tuple(_option(library, e) for e in once)))
    elif daily and daily.due:
        body.append(_said(library, "next", when=place_menu.moment(library, daily.zone, daily.due)))
    if daily is None and not others:
        body += [library.reminders.ask, small(say("nudge.lock_note"))]
    turns = turning(library, at.page, at.pages, lambda n: press("leaf", str(n)))
    return page(library, body, (*turns, _switches(library, daily, moves=bool(home))))


def one_page(library: Library, entry: Reminder, *, later: bool) -> Card:
    """One that comes once: when, about what, and what can be done with it."""
    body: list[Words] = [heading(_kind(library, entry)), _when(library, entry)]
    if entry.talk and entry.kind in OF_A_TALK:
        at, place = (
            place_menu.moment(library, entry.zone, entry.talk),
            place_menu.city(library, entry.zone),
        )
        in_place = library.say("reminder_page.in_place", when=at, place=place)
        body.append(_said(library, "talk_at", when=in_place))
    change = button(library, "change_one", press("change", id=entry.id))
    off = button(library, "put_off", press("shift", id=entry.id))
    out = button(library, "take_out", press("drop", id=entry.id))
    back = button(library, "all", press())
    talk = button(library, "of_talk", str(Press("after", entry.about, "ask")))
    of_talk = (talk,) if entry.kind in OF_A_TALK else ()
    return page(library, body, [(change, *([off] if later else []), out), (*of_talk, back)])


def change_form(
    library: Library,
    entry: Reminder,
    wanted: OwnTime,
    typed: Sequence[Confidential[str]],
    nonce: str,
) -> Form:
    """Another day or time for one that comes once. `typed`: both, as they were written before."""
    say, dates = library.say, library.dates
    known = (dates.day(wanted.day), dates.time(wanted.minute))
    hints = ("plan_page.day_hint", "reminder_page.form_time_hint")
    fields = [
        TextField(
            key,
            say(f"plan_page.{key}"),
            LONGEST,
            long=False,
            placeholder=say(hint),
            text=before if before.satisfies(bool) else Confidential(text),
        )
        for key, before, text, hint in zip((DAY, TIME), typed, known, hints, strict=True)
    ]
    sound = sound_field(library, SILENT if wanted.silent else LOUD)
    title = say("reminder_page.change_one")
    return Form(title, f"{press('timed', str(wanted), id=entry.id)}/{nonce}", (*fields, sound))


def sure_one_page(library: Library, then: Reminder, wanted: OwnTime) -> Card:
    """What was understood: it stays as it is before they say so."""
    body: list[Words] = [heading(_kind(library, then)), _when(library, then)]
    body.append(library.say("reminder_page.sure_one"))
    yes = button(library, "confirm_yes", press("moved", str(wanted), id=then.id), Style.MAIN)
    change = button(library, "change_it", press("change", str(wanted), id=then.id))
    return page(library, body, [(yes, change)])


def not_then_page(
    library: Library,
    entry: Reminder,
    problems: Sequence[str],
    wanted: OwnTime,
    typed: Sequence[Confidential[str]] = (),
) -> Card:
    """Why it can't come then, and the form again, as it was sent."""
    texts: list[Words | Row | Written] = [library.say(f"reminder_page.{key}") for key in problems]
    texts += written(library, dict(zip((DAY_FIELD, TIME_FIELD), typed, strict=False)))
    again = button(library, "again", press("change", str(wanted), id=entry.id), Style.MAIN)
    back = button(library, "all", press())
    return page(library, texts, [(again, back)])


def shift_page(library: Library, entry: Reminder, times: Sequence[str]) -> Card:
    """How much later one that is still to come may come."""
    body: list[Words] = [_when(library, entry)]
    body.append(library.say("reminder_page.shift" if times else "reminder_page.no_shift"))
    due = int(entry.due.timestamp()) // 60 if entry.due else 0
    # By the time it was shown with: pressed twice, it is put off once.
    buttons = tuple(
        button(library, f"shift_{id}", press("shifted", f"{id}.{due}", id=entry.id)) for id in times
    )
    rows: list[Row] = [buttons] if buttons else []
    out = button(library, "take_out", press("drop", id=entry.id))
    last = (button(library, "all", press()),)
    return page(library, body, [*rows, last if times or entry.days else (out, *last)])


def coming_pages(
    library: Library, daily: Reminder, at: datetime
) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    once = [
        replace(daily, id=bytes([n]) * 16, kind=kind, days=frozenset(), about=b"\3" * 16)
        for n, kind in enumerate(KINDS, start=1)
    ]
    talk = replace(once[0], talk=at + timedelta(hours=1))
    many = [replace(once[n % 4], id=n.to_bytes(16)) for n in range(30)]
    own = OwnTime(daily.day, daily.minute)
    typed = Confidential("Thursday"), Confidential("half past si")
    yield "what will come", list_page(library, [daily, *once])
    yield "what will come: once alone", list_page(library, once[:1])
    yield "what will come: many", list_page(library, [daily, *many], leaf=1)
    yield "one of them", one_page(library, talk, later=True)
    yield "one of them: no later", one_page(library, talk, later=False)
    yield "one of them: another day or time", change_form(library, talk, own, typed, "0")
    yield "one of them: is that right", sure_one_page(library, talk, own)
    for key in PROBLEMS:
        yield f"one of them: {key}", not_then_page(library, talk, [key], own, typed)
    times = list(put_off(daily, at - timedelta(days=1)))
    yield "one of them: later", shift_page(library, daily, times)
    yield "one of them: not later", shift_page(library, talk, [])


def _regular(
    library: Library, daily: Reminder | None, others: Sequence[Reminder], *, just_on: bool
) -> list[Words]:
    """What there is of regular ones; and what the list below is."""
    say = library.say
    if daily is None:
        return [say("reminder_page.once" if others else "reminder_page.off")]
    told = state(library, chosen(daily), daily.zone)
    if just_on:
        on = say("nudge.on")
        told = told.map(lambda text: on.replace("{when}", text.rstrip(".")))
    return [told, *_pause(library, daily), *([say("reminder_page.coming")] if others else [])]


def _pause(library: Library, daily: Reminder) -> list[Words]:
    if daily.due is None:
        return [library.say("reminder_page.paused")]
    if daily.rests_from is None:
        return []
    return [_said(library, "paused_until", day=library.dates.day(daily.day))]


def _switches(library: Library, daily: Reminder | None, *, moves: bool) -> Row:
    """What can be done with the regular ones, and with all of them."""
    elsewhere = button(library, "move", press("where"))
    if daily is None:
        begin = button(library, "begin", press("begin"), Style.MAIN)
        return (begin, elsewhere) if moves else (begin,)
    change = button(library, "change", press(f"set.{place_menu.key(daily.zone)}"))
    stop = button(library, "stop", press("end"))
    if daily.due is None or daily.rests_from:
        return (change, button(library, "go_on", press("goon")), elsewhere, stop)
    off = button(library, "put_off", press("shift", id=daily.id))
    return (change, off, button(library, "pause", press("pause")), elsewhere, stop)


def _line(library: Library, entry: Reminder, home: str) -> Confidential[str]:
    what = library.say(f"reminder_page.{KINDS.get(entry.kind, 'regular')}")
    if entry.due is None:
        return Confidential(bullets([library.say("reminder_page.line_waits", what=what)]))
    when = place_menu.moment(library, entry.zone, entry.due)
    if entry.zone != home:
        when = library.say(
            "reminder_page.in_place", when=when, place=place_menu.city(library, entry.zone)
        )
    return Confidential(bullets([library.say("reminder_page.line_when", when=when, what=what)]))


def _option(library: Library, entry: Reminder) -> Option:
    when = place_menu.moment(library, entry.zone, entry.due) if entry.due else ""
    return Option(entry.id.hex(), _kind(library, entry), detail=when)


def _kind(library: Library, entry: Reminder) -> str:
    what = library.say(f"reminder_page.{KINDS.get(entry.kind, 'regular')}")
    return what[:1].upper() + what[1:]


def _when(library: Library, entry: Reminder) -> Confidential[str]:
    if entry.due is None:
        return Confidential(library.say("reminder_page.waits"))
    when = place_menu.moment(library, entry.zone, entry.due)
    place = place_menu.city(library, entry.zone)
    key = "when_silent" if entry.silent else "when"
    return _said(library, key, when=library.say("reminder_page.in_place", when=when, place=place))


def _said(library: Library, key: str, **values: str) -> Confidential[str]:
    return Confidential(library.say(f"reminder_page.{key}", **values))


def _soonest(entry: Reminder) -> tuple[bool, float, bytes]:
    return entry.due is None, entry.due.timestamp() if entry.due else 0, entry.id
