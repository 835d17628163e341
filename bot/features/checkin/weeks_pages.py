"""The last weeks in words, and what stands in their picture. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.checkin import weeks
from bot.features.checkin.looking_back import is_empty
from bot.features.printing.pages import Data
from bot.forms.answers import Answer
from bot.forms.labels import chosen, written
from bot.kept.checked_in import CheckedIn, Habits
from bot.layout.controls import help_now, menu
from bot.layout.paging import on_pages, turning
from bot.ui.model import Button, Card, Menu, Option, Row, Words
from bot.ui.press import Press
from bot.ui.wording import as_written, heading, small

VERB = "weeks"
# Of a line somebody wrote, no more than this stands beside its day.
MOST_OF_A_LINE = 90
# What of a check-in stands beside its day, and what does where there is nothing of that.
BESIDE = ("feelings", "sensations", "weather")
ELSE = ("regions", "intensity")


@dataclass(frozen=True, slots=True)
class Told:
    """What the pages are made from."""

    those: Sequence[CheckedIn]
    habits: Habits
    today: date
    # Whether pictures can be made here.
    draws: bool = True


def press(step: str = "", detail: str = "") -> str:
    return str(Press(VERB, step=step, detail=detail))


def button(library: Library) -> Button:
    return Button(library.say("weeks_page.button"), press())


def page(library: Library, told: Told, at: int = 0) -> Card:
    """The weeks in words, a way to their picture, and which of them to leave out."""
    say, those, habits, today = library.say, told.those, told.habits, told.today
    first = places(library, those).map(lambda found: _listed(library, found))
    leaves = on_pages([first, *(_week(library, w) for w in _by_week(those))])
    at = min(at, len(leaves) - 1)
    body: list[Words] = [heading(say("weeks_page.title")), *leaves[at]]
    if habits.away:
        body.append(small(say("weeks_page.left_out", weeks=_away(library, habits, today))))
    rows: list[Row] = list(turning(library, at, len(leaves), lambda n: press("look", str(n))))
    if told.draws:
        rows.append((Button(say("weeks_page.draw"), press("draw")),))
    return Card((*body,), (*rows, *_last(library, habits, today)), say("weeks_page.elsewhere"))


def too_few(library: Library, habits: Habits, today: date) -> Card:
    """Not enough for a picture; where weeks were left out, the way to bring them back."""
    key = "few_left" if habits.away else "few"
    rows = _last(library, habits, today) if habits.away else (_end(library),)
    return Card((library.say(f"weeks_page.{key}"),), rows)


def data(library: Library, those: Sequence[CheckedIn], today: date) -> Data:
    """What stands in the picture: the same as on the page."""
    say = library.say
    drawn: Confidential[list[Any]] = Confidential([])
    for week in _by_week(those):
        days = weeks.by_day(week)
        first = weeks.monday(week[0].day)
        marks = [first + timedelta(days=n) in days for n in range(7)]
        rows: Confidential[list[Any]] = Confidential([])
        for day, ones in days.items():
            name = _day(library, day)
            rows = pair(rows, _said(library, ones)).map(
                lambda b, name=name: [*b[0], {"name": name, "text": b[1]}]  # type: ignore[misc]
            )
        title = _name(library, first)
        drawn = pair(drawn, rows).map(
            lambda b, title=title, marks=marks: [  # type: ignore[misc]
                *b[0],
                {"title": title, "marks": marks, "days": b[1]},
            ]
        )
    head = {
        "name": say("paper.name"),
        "lacking": say("paper.lacking"),
        "language": library.language,
        "title": say("weeks_page.title"),
        "alt": say("weeks_page.alt"),
        "no_place": say("weeks_page.no_place"),
        "weekdays": list(library.lines("weeks_page.weekdays")),
        "small": [say("weeks_page.note"), library.dates.day(today)],
    }
    return pair(places(library, those), drawn).map(
        lambda b: {**head, "places": [{"id": i, "name": n} for i, n in b[0]], "weeks": b[1]}
    )


def places(library: Library, those: Sequence[CheckedIn]) -> Confidential[list[tuple[str, str]]]:
    """Every place that was noticed: its id and its name."""
    field = library.checkin.field("regions")
    names = {c.id: c.label for c in field.choices}
    return weeks.places(those, field).map(lambda ids: [(id, names[id]) for id in ids])


def _listed(library: Library, found: list[tuple[str, str]]) -> str:
    if not found:
        return ""
    names = library.say("weeks_page.and").join(name for _, name in found)
    return f"{library.say('weeks_page.places')}\n{names}"


def _by_week(those: Sequence[CheckedIn]) -> list[list[CheckedIn]]:
    """One list for each week with something in it, the newest week first."""
    found: dict[date, list[CheckedIn]] = {}
    for one in those:
        found.setdefault(weeks.monday(one.day), []).append(one)
    return [found[first] for first in sorted(found, reverse=True)]


def _week(library: Library, week: Sequence[CheckedIn]) -> Confidential[str]:
    lines: list[str | Confidential[str]] = [f"**{_name(library, weeks.monday(week[0].day))}**"]
    for day, ones in weeks.by_day(week).items():
        said = _said(library, ones).map(as_written)
        lines.append(together([f"{_day(library, day)}: ", said]))
    return together(lines, "\n")


def _said(library: Library, ones: Sequence[CheckedIn]) -> Confidential[str]:
    """The words of one day, each of them once."""
    found: Confidential[list[str]] = Confidential([])
    for one in ones:
        found = pair(found, _words(library, one)).map(
            lambda both: [*both[0], *(w for w in both[1] if w not in both[0])]
        )
    return found.map(library.say("weeks_page.and").join)


def _words(library: Library, one: CheckedIn) -> Confidential[list[str]]:
    texts, say = library.checkin, library.say
    if is_empty(one):
        key = "room_looked" if one.room else "nothing_noted"
        return Confidential([say(f"checkin_page.{key}")])
    fields = [texts.field(key) for key in BESIDE]

    def told(answer: Any) -> list[str]:  # noqa: ANN401
        line = _cut(" ".join(written(answer, "note").split()))
        own = [say("weeks_page.said").replace("{words}", line)] if line else []
        picked = [label for field in fields for label in chosen(field, answer)]
        instead = (chosen(texts.field(key), answer) for key in ELSE)
        return [*picked, *own] or next(filter(None, instead), [])

    return one.answer.map(told)


def _cut(line: str) -> str:
    """No longer than fits beside a day, and only between two words where there are any."""
    if len(line) <= MOST_OF_A_LINE:
        return line
    short = line[:MOST_OF_A_LINE]
    return (short.rsplit(" ", 1)[0] if " " in short else short) + "…"


def _day(library: Library, day: date) -> str:
    weekday = library.lines("weeks_page.weekdays")[day.weekday()]
    return library.say("weeks_page.day", weekday=weekday, day=str(day.day))


def _name(library: Library, first: date) -> str:
    return library.dates.span(first, first + timedelta(days=6))


def _away(library: Library, habits: Habits, today: date) -> str:
    return ", ".join(_name(library, w) for w in weeks.weeks(today) if w in habits.away)


def _last(library: Library, habits: Habits, today: date) -> tuple[Row, ...]:
    options = tuple(Option(w.isoformat(), _name(library, w)) for w in weeks.weeks(today))
    chosen_now = tuple(w.isoformat() for w in weeks.weeks(today) if w in habits.away)
    menu_of_weeks = Menu(
        press("away"),
        library.say("weeks_page.leave_out"),
        options,
        most=len(options),
        chosen=Confidential(chosen_now),
    )
    return menu_of_weeks, _end(library)


def _end(library: Library) -> Row:
    return (menu(library), help_now(library))


def pages(library: Library) -> Iterator[tuple[str, Card]]:
    """Every page of it, to be read."""
    day = date(2026, 1, 1)
    answer: Answer = {"regions": ["chest", "throat"], "feelings": ["tired"], "note": "A line."}
    one = CheckedIn(b"\0" * 16, datetime(2026, 1, 1, tzinfo=UTC), day, Confidential(answer))
    away = Habits(away=frozenset({weeks.monday(day)}))
    yield "The last weeks", page(library, Told([one], Habits(), day))
    yield "The last weeks, some left out", page(library, Told([one], away, day))
    yield "The last weeks, without pictures", page(library, Told([one], Habits(), day, draws=False))
    yield "The last weeks, not enough", too_few(library, Habits(), day)
    yield "The last weeks, not enough left", too_few(library, away, day)
