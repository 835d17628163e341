"""My words: everything somebody keeps, page by page; one of it; and letting it go."""

from dataclasses import replace

from bot.content import Library
from bot.features.safety import suggestion_pages
from bot.kept.item import KeptItem
from bot.layout.controls import help_now, menu, named
from bot.layout.paging import Leaf, turning
from bot.ui.model import MOST_IN_ROW, Button, Card, Menu, Option, Row, Style, Words
from bot.ui.press import Press
from bot.ui.wording import heading, small


def words_kept(
    library: Library, options: list[Option], leaf: Leaf, *, some_settings: bool = False
) -> Card:
    """See, save, delete. `options` are those of the page it is turned to."""
    say, page, pages = library.say, leaf.page, leaf.pages
    rows: list[Row] = []
    if options:
        rows.append(Menu(str(Press("open")), say("words.menu"), tuple(options)))
        rows.extend(turning(library, page, pages, lambda n: str(Press("mine", detail=str(n)))))
    last = [
        Button(say("carry_page.button"), str(Press("carry"))),
        Button(say("retire_page.button"), str(Press("retire"))),
        Button(say("words.delete_all"), str(Press("forget"))),
    ]
    if options:
        last.insert(0, Button(say("search_page.title"), str(Press("search"))))
    decided = Button(say("menu.options.settings.label"), str(Press("settings")))
    rows += [tuple(last), (decided, menu(library), help_now(library))]
    none = "words.none_but_settings" if some_settings else "words.none"
    text = say("words.say" if options else none)
    foot = small(say("card_page.part", n=str(page + 1), total=str(pages)))
    feet = (foot,) if pages > 1 else ()
    return Card((heading(say("words.title")), text, *feet), tuple(rows))


def out_of_list(library: Library, id: bytes, page: Card) -> Card:
    """A thing that was opened from the list, with the way to what can be done about it."""
    delete, here = library.say("words.delete_one"), (*page.body, *page.rows)
    has_own = any(b.label == delete for row in here if isinstance(row, tuple) for b in row)
    label = library.say("words.item_beside" if has_own else "words.item")
    more = Button(label, str(Press("item", id)))
    *rows, last = page.rows
    above = rows[-1] if rows else ()
    if isinstance(above, tuple) and 0 < len(above) < MOST_IN_ROW:
        return replace(page, rows=(*rows[:-1], (*above, more), last))
    return replace(page, rows=(*rows, (more,), last))


def words_item(library: Library, thing: KeptItem, item: Option) -> Card:
    """One thing: open it, tag it, save it, delete it; and what is suggested about whom."""
    say, id = library.say, thing.id
    suggest = (suggestion_pages.button(library, id),) if thing.of_somebody else ()
    tag = "words.change_tag" if thing.tag else "words.tag"
    return Card(
        named(item),
        (
            (
                Button(say("words.open"), thing.opens, Style.MAIN),
                Button(say(tag), str(Press("tag", id))),
                Button(say("carry_page.button_one"), str(Press("carry", id))),
                Button(say("words.delete_one"), str(Press("letgo", id))),
                *suggest,
            ),
            (
                Button(say("words.title"), str(Press("mine"))),
                menu(library),
                help_now(library, id),
            ),
        ),
    )


def ask_of_one(library: Library, which: tuple[Words, ...], yes: str, no: str) -> Card:
    """Delete one thing? `which` says what it is; where others might look, without their words."""
    say = library.say
    asked = ask_first(library, say("delete.ask_one"), say("delete.confirm_one"), yes, no)
    return replace(asked, body=(*which, *asked.body))


def words_row(library: Library, *first: Button) -> Row:
    """The way back to the list, home, and to help."""
    mine = Button(library.say("words.title"), str(Press("mine")))
    return (*first, mine, menu(library), help_now(library))


def ask_first(
    library: Library, question: str, yes: str, press: str, no: str, *first: Button
) -> Card:
    """A plain confirmation; never why, never a plea to stay. `first`: what they may do before."""
    say = library.say
    keep = Button(say("delete.cancel"), no, Style.MAIN)
    buttons = (Button(yes, press, Style.GRAVE), *first, keep)
    return Card((question,), (buttons, (help_now(library),)))
