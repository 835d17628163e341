"""Looking again: when, and then and now beside each other in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.closeness import results
from bot.features.closeness.naming import about, named, of, sealed, their_name
from bot.features.closeness.results import Moved
from bot.features.closeness.results import ThenAndNow as Answers
from bot.features.closeness.results_pages import back
from bot.forms.closeness_script import LINE
from bot.kept.look import Look
from bot.layout.controls import help_now, menu
from bot.layout.paging import on_pages, turning
from bot.ui.model import Button, Card, Style, Words
from bot.ui.press import Press
from bot.ui.wording import as_written, heading

# What a press says that saves then and now with the rest.
BESIDE = "then"


@dataclass(frozen=True, slots=True)
class MovedGroup:
    """What went one way since the last time."""

    way: Moved
    title: str
    lines: tuple[Confidential[str], ...]


def again_page(library: Library, look: Look) -> Card:
    """Whether they would like to look again some time."""
    say, texts = library.say, library.closeness.script.again
    times = tuple(
        Button(say(f"closeness_page.in_{days}"), of(look, "remind", str(days)))
        for days in texts.days
    )
    no = Button(say("closeness_page.not_again"), of(look, "here"))
    return Card((texts.ask,), ((*times, no), (menu(library), help_now(library, look.id))))


def too_soon(library: Library, last: date, today: date) -> tuple[Words, ...]:
    """A word about looking again so soon; none where it isn't."""
    texts = library.closeness.script.again
    days = (today - last).days
    if days >= texts.least_days:
        return ()
    if days <= 1:
        return (library.say("closeness_page.today" if days < 1 else "closeness_page.yesterday"),)
    return (texts.too_soon.replace("{days}", str(days)),)


def then_page(library: Library, then: Look, now: Look, page: int = 0) -> Card:
    """All that has an answer from both times, by which way it went."""
    say, texts = library.say, library.closeness.script.again
    name = their_name(library, now)
    groups = moved(library, then, now, name)
    leaves = on_pages([_set(group, line) for group in groups for line in group.lines])
    page = min(page, len(leaves) - 1)
    shown: list[Words] = [together([*leaves[page]], "\n").map(str.strip)]
    if not groups:
        shown = [say("closeness_page.no_rows")]
    if page == len(leaves) - 1 and any(group.way is Moved.DOWN for group in groups):
        shown.append(texts.lower)
    first = () if page else (texts.say, dates(library, then, now))
    takeaway = library.closeness.script.results.buttons[2]
    files = (
        Button(takeaway, str(Press("takeaway", now.id, "write"))),
        Button(say("card_page.save_md"), of(now, "save", f"md-{BESIDE}")),
        Button(say("card_page.save_txt"), of(now, "save", f"txt-{BESIDE}")),
    )
    return Card(
        (heading(named(texts.title, name)), *first, *shown),
        (
            *turning(library, page, len(leaves), lambda n: of(now, "then", str(n))),
            files,
            (back(library, now), menu(library), help_now(library, now.id)),
        ),
        say("closeness_page.elsewhere"),
    )


def _set(group: MovedGroup, line: Confidential[str]) -> Confidential[str]:
    return line.map(lambda text: f"\n**{group.title}**\n{text}") if line is group.lines[0] else line


def dates(library: Library, then: Look, now: Look) -> str:
    """The two days, once, above everything that was answered on them."""
    first, second = (library.dates.day(look.finished or look.touched) for look in (then, now))
    texts = library.closeness.script.again
    return texts.dates.replace("{date_1}", first).replace("{date_2}", second)


def moved(
    library: Library, then: Look, now: Look, name: Words, written: Callable[[str], str] = as_written
) -> list[MovedGroup]:
    """The groups that hold something, a line for each ingredient. `written`: how theirs is set."""
    script = library.closeness.script
    titles = {
        Moved.UP: script.again.up,
        Moved.SAME: script.again.same,
        Moved.DOWN: script.again.down,
        Moved.UNSURE: script.again.unsure,
    }
    rows = results.rows(script, then, now)
    groups = []
    for way, title in titles.items():
        if here := [row for row in rows if row.moved is way]:
            lines = (_line(library, now, row, name) for row in here)
            notes = (_note(library, now, row, written) for row in here)
            both = (together([*pieces], "\n") for pieces in zip(lines, notes, strict=True))
            groups.append(MovedGroup(way, title, tuple(text.map(str.rstrip) for text in both)))
    return groups


def _note(
    library: Library, now: Look, row: Answers, written: Callable[[str], str]
) -> Confidential[str]:
    """The line of their own beside it, below it in the list."""
    if not now.keeps(row.item.id, LINE):
        return Confidential("")
    line = now.answers[row.item.id].map(lambda given: written(" ".join(given[LINE].split())))
    return line.map(lambda text: f"  {library.say('closeness_page.note', line=text)}")


def _line(library: Library, now: Look, row: Answers, name: Words) -> Confidential[str]:
    script = library.closeness.script
    form = script.again.row_same if row.moved is Moved.SAME else script.again.row
    what = sealed(about(now, row.item, name))
    line = pair(what, pair(row.then, row.now)).map(
        lambda both: (
            form.replace("{answer_1}", script.choice(both[1][0]))
            .replace("{answer_2}", script.choice(both[1][1]))
            .replace("{answer}", script.choice(both[1][1]))
            # Last: their words may hold anything.
            .replace("{about}", both[0])
        )
    )
    return line.map(lambda text: f"- {text}")


def reminded_page(library: Library, look: Look, on: date) -> Card:
    """It is noted; nothing about anybody will be in it."""
    said = library.say("closeness_page.reminded", when=library.dates.day(on))
    return _told(library, look, said)


def closed_page(library: Library, look: Look) -> Card:
    """Where private messages are closed, nobody can be reminded."""
    return _told(library, look, library.say("closeness_page.reminder_closed"))


def _told(library: Library, look: Look, said: str) -> Card:
    button = Button(library.say("closeness_page.to_results"), of(look, "here"), Style.MAIN)
    return Card((said,), ((button, menu(library), help_now(library, look.id)),))
