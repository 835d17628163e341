"""Looking again: when, and then and now beside each other in words."""

from datetime import date

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.closeness import results
from bot.features.closeness.naming import as_option, named, of, sealed, statement, their_name
from bot.features.closeness.results import Moved
from bot.features.closeness.results import ThenAndNow as Answers
from bot.features.closeness.results_pages import back
from bot.features.walkthrough.summary_pages import day
from bot.forms.closeness_script import LINE
from bot.kept.look import Look
from bot.layout.controls import help_now, menu
from bot.layout.paging import on_pages, turning
from bot.ui.model import Button, Card, Menu, Row, Style, Words
from bot.ui.press import Press
from bot.ui.wording import as_written, heading, small

# Statements laid side by side on one page.
MOST_ROWS = 3
ALL = "all"


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


def then_page(library: Library, then: Look, now: Look) -> Card:
    """Which rows to lay beside each other: at most three, or all."""
    say, texts = library.say, library.closeness.script.again
    found = results.rows(library.closeness.script, then, now)
    options = tuple(as_option(library, now, row.item) for row in found)
    rows: list[Row] = []
    if options:
        rows.append(Menu(of(now, "rows"), say("closeness_page.rows_menu"), options, MOST_ROWS))
        rows.append((Button(say("closeness_page.show_all"), of(now, "then", ALL)),))
    none = () if options else (say("closeness_page.no_rows"),)
    return Card(
        (heading(named(texts.title, their_name(library, now))), texts.say, *none),
        (*rows, (back(library, now), menu(library), help_now(library, now.id))),
        say("closeness_page.elsewhere"),
    )


def rows_page(library: Library, then: Look, now: Look, which: str) -> Card:
    """Rows beside each other. `which` has the numbers of the items, or all, and a page."""
    say, texts = library.say, library.closeness.script.again
    chosen, page = chosen_rows(library, then, now, which)
    leaves = on_pages([_row(library, then, now, row) for row in chosen])
    page = min(page, len(leaves) - 1)
    lower = any(row.moved is Moved.DOWN for row in chosen)
    said = (texts.lower,) if lower and page == len(leaves) - 1 else ()
    listed = ".".join(str(row.item.n) for row in chosen) if not which.startswith(ALL) else ALL
    rows: list[Row] = list(
        turning(library, page, len(leaves), lambda n: of(now, "then", f"{ALL}-{n}"))
    )
    if listed != ALL:
        rows.append((Button(say("closeness_page.show_all"), of(now, "then", ALL)),))
    rows.append(
        (
            Button(
                library.closeness.script.results.buttons[2],
                str(Press("takeaway", now.id, "write")),
            ),
            Button(say("card_page.save_md"), of(now, "save", f"md-{listed}")),
            Button(say("card_page.save_txt"), of(now, "save", f"txt-{listed}")),
        )
    )
    rows.append(
        (
            Button(say("closeness_page.other_rows"), of(now, "then")),
            back(library, now),
            menu(library),
            help_now(library, now.id),
        )
    )
    title = named(texts.title, their_name(library, now))
    return Card(
        (heading(title), *leaves[page], *said), tuple(rows), say("closeness_page.elsewhere")
    )


def chosen_rows(library: Library, then: Look, now: Look, which: str) -> tuple[list[Answers], int]:
    """The rows that a press names, in the order of the themes, and the page of them."""
    found = results.rows(library.closeness.script, then, now)
    numbers, _, page = which.partition("-")
    at = int(page) if page.isdigit() else 0
    if numbers in {"", ALL}:
        return found, at
    wanted = set(numbers.split("."))
    return [row for row in found if str(row.item.n) in wanted][:MOST_ROWS], 0


def _row(library: Library, then: Look, now: Look, row: Answers) -> Confidential[str]:
    script = library.closeness.script
    moved = {
        Moved.UP: script.again.up,
        Moved.DOWN: script.again.down,
        Moved.SAME: script.again.same,
    }
    said = sealed(statement(now, row.item, row.item.seen_from, their_name(library, now)))
    line = pair(said, pair(row.then, row.now)).map(
        lambda both: (
            script.again.row.replace("{date_1}", day(then.finished or then.touched))
            .replace("{date_2}", day(now.finished or now.touched))
            .replace("{answer_1}", script.choice(both[1][0]))
            .replace("{answer_2}", script.choice(both[1][1]))
            # Last: their words may hold anything.
            .replace("{statement}", f"**{both[0]}**")
        )
    )
    parts: list[str | Confidential[str]] = [line]
    if row.moved in moved:
        parts.append(small(moved[row.moved]))
    if now.keeps(row.item.id, LINE):
        note = now.answers[row.item.id].map(lambda g: as_written(g[LINE]))
        parts.append(note.map(lambda text: library.say("closeness_page.note", line=text)))
    return together(parts, "\n")


def reminded_page(library: Library, look: Look, on: date) -> Card:
    """It is noted; nothing about anybody will be in it."""
    said = library.say("closeness_page.reminded", when=day(on))
    return _told(library, look, said)


def closed_page(library: Library, look: Look) -> Card:
    """Where private messages are closed, nobody can be reminded."""
    return _told(library, look, library.say("closeness_page.reminder_closed"))


def _told(library: Library, look: Look, said: str) -> Card:
    button = Button(library.say("closeness_page.to_results"), of(look, "here"), Style.MAIN)
    return Card((said,), ((button, menu(library), help_now(library, look.id)),))
