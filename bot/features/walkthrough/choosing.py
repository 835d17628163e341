"""The pages before a walkthrough: how long one is to be, and which of several goes on."""

from collections.abc import Sequence

from bot.content import Library
from bot.features.walkthrough.step_controls import press, say_of_card
from bot.forms.script import Script
from bot.forms.sitting import Sitting
from bot.forms.talk import whom
from bot.layout.controls import help_now, menu
from bot.ui.model import LONGEST_OPTION, MOST_OPTIONS, Button, Card, Menu, Option, Row, Style, Words
from bot.ui.press import Press, key_of
from bot.ui.wording import cut, heading, small

# The last line of a menu is "Begin another".
MOST_LISTED = MOST_OPTIONS - 1


def lengths(
    library: Library,
    script: Script,
    page: bytes,
    lines: tuple[Words, ...] = (),
    made: Sitting | None = None,
) -> Card:
    """Which length: how much room there is today. However often pressed, `page` begins one.

    `made`: a card that is not done with, or was made today: its page may have been lost.
    """
    card: tuple[Row, ...] = ()
    if made:
        lines = (*lines, say_of_card(library, made, "sittings.card_here"))
        opens = say_of_card(library, made, "sittings.open_card")
        card = ((Button(opens, press("here", made), Style.MAIN),),)
    listed = "\n".join(f"**{n.title}**\n{n.say}" for n in script.lengths)
    return Card(
        (
            *lines,
            heading(script.title),
            script.opens,
            listed,
            small(of_whom(library, script)),
            small(library.safety.short),
        ),
        (
            *card,
            tuple(
                Button(n.title, str(Press("begin", page, script.id, n.id))) for n in script.lengths
            ),
            (menu(library), help_now(library)),
        ),
    )


def of_whom(library: Library, script: Script) -> str:
    """Who wrote it, and who has looked it over."""
    if not script.reviewed:
        return library.say("walks_page.unreviewed", author=script.author)
    return library.say("walks_page.reviewed", author=script.author, reviewed=script.reviewed)


def walks(library: Library, *lines: str) -> Card:
    """Every walkthrough there is, each with what it is for."""
    say, offered = library.say, library.offered
    told = "\n".join(f"**{s.title}**\n{s.command.detail}" for s in offered if s.command)
    return Card(
        (*lines, heading(say("walks_page.title")), told, small(library.safety.short)),
        (walks_menu(library, offered), (menu(library), help_now(library))),
    )


def walks_menu(library: Library, scripts: Sequence[Script]) -> Menu:
    """These, to begin one."""
    options = tuple(
        Option(s.id, s.title, s.title, s.command.detail[:LONGEST_OPTION])
        for s in scripts
        if s.command
    )
    return Menu(str(Press("walks")), library.say("walks_page.menu"), options)


def which(library: Library, script: Script, sittings: list[Sitting]) -> Card:
    """Several are open: carry on with one, or begin another."""
    say = library.say
    return Card(
        (say("sittings.ask"),),
        (
            Menu(str(Press("resume")), say("sittings.menu"), listed(library, sittings)),
            (
                Button(say("sittings.new"), str(Press("begin", step=script.id, detail="new"))),
                menu(library),
                help_now(library),
            ),
        ),
    )


def listed(library: Library, sittings: list[Sitting]) -> tuple[Option, ...]:
    """Sittings as lines of a menu, each with the person's own label for whom it is about."""
    return tuple(item(library, s) for s in sittings[:MOST_LISTED])


def item(library: Library, sitting: Sitting) -> Option:
    """A walkthrough as a line of a menu."""
    say = library.say
    script = library.script_of(sitting)
    who = whom(script, sitting)
    length = script.length(sitting.length).title
    state = say("sittings.finished" if sitting.finished else "sittings.open")
    name: Words = say("sittings.item_unnamed")
    if who:
        name = cut(who.map(lambda w: say("sittings.item", who=w)), LONGEST_OPTION)
    detail = say("sittings.item_detail", length=length, date=library.dates.day(sitting.began))
    plain = say("sittings.item_unnamed")
    return Option(key_of(sitting.id), name, plain, f"{detail} ({state})"[:LONGEST_OPTION])
