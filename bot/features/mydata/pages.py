"""My words: everything somebody keeps, page by page; one of it; and letting it go."""

from bot.content import Library
from bot.features.safety import suggestion_pages
from bot.layout.controls import help_now, menu
from bot.layout.paging import Leaf, turning
from bot.ui.model import Button, Card, Menu, Option, Row, Style
from bot.ui.press import Press
from bot.ui.wording import heading, shown, small


def words_kept(
    library: Library, options: list[Option], leaf: Leaf, *, some_settings: bool = False
) -> Card:
    """See, save, delete. `options` are those of the page it is turned to."""
    say, page, pages = library.say, leaf.page, leaf.pages
    rows: list[Row] = []
    if options:
        rows.append(Menu(str(Press("open")), say("words.menu"), tuple(options)))
        rows.extend(turning(library, page, pages, lambda n: str(Press("mine", detail=str(n)))))
    last = [Button(say("words.delete_all"), str(Press("forget")))]
    if options:
        last.insert(0, Button(say("words.save_all"), str(Press("saveall", detail="md"))))
    last.insert(-1, Button(say("carry_page.button"), str(Press("carry"))))
    last.insert(-1, Button(say("retire_page.button"), str(Press("retire"))))
    decided = Button(say("menu.options.settings.label"), str(Press("settings")))
    rows += [tuple(last), (decided, menu(library), help_now(library))]
    none = "words.none_but_settings" if some_settings else "words.none"
    text = say("words.say" if options else none)
    foot = small(say("card_page.part", n=str(page + 1), total=str(pages)))
    warning = (small(say("export.warn")),) if options else ()
    feet = (foot,) if pages > 1 else ()
    return Card((heading(say("words.title")), text, *warning, *feet), tuple(rows))


def words_item(
    library: Library, id: bytes, item: Option, opens: str, *, about_somebody: bool = False
) -> Card:
    """One thing: open it, save it, delete it; and what is suggested about whom it is about."""
    say = library.say
    suggest = (suggestion_pages.button(library, id),) if about_somebody else ()
    return Card(
        (
            item.label if isinstance(item.label, str) else shown(item.label),
            small(item.detail),
            small(say("export.warn")),
        ),
        (
            (
                Button(say("words.open"), opens, Style.MAIN),
                Button(say("words.save_one"), str(Press("saveall", id, "", "md"))),
                Button(say("words.delete_one"), str(Press("letgo", id))),
                *suggest,
            ),
            (
                Button(say("carry_page.button"), str(Press("carry", id))),
                Button(say("words.title"), str(Press("mine"))),
                menu(library),
                help_now(library, id),
            ),
        ),
    )


def ask_first(library: Library, question: str, yes: str, press: str, no: str) -> Card:
    """A plain confirmation; never why, never a plea to stay."""
    say = library.say
    buttons = (Button(yes, press, Style.GRAVE), Button(say("delete.cancel"), no, Style.MAIN))
    return Card((question,), (buttons, (help_now(library),)))
