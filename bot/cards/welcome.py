"""The way in: hello, how your words are kept, the menu, and choosing what to carry on with."""

import base64

from bot import __version__
from bot.cards.controls import help_now, menu, press
from bot.cards.wording import as_written, bullets, cut, heading, small
from bot.content import Library
from bot.doors import LONGEST_OPTION, MOST_OPTIONS, Button, Card, Menu, Option, Row, Style, Words
from bot.flow.presses import Press
from bot.flow.script import Script
from bot.flow.sitting import Sitting
from bot.flow.talk import whom
from bot.host import Host

# The last line of a menu is "Begin another".
MOST_LISTED = MOST_OPTIONS - 1


def welcome(library: Library, host: Host, wanted: str) -> Card:
    """The first page anybody sees. `wanted` is what they asked for, to go on with afterwards."""
    say = library.say
    return Card(
        (
            say("welcome.first", bot=as_written(host.bot)),
            say("welcome_page.agree_first"),
            small(library.safety.short),
        ),
        (
            (
                Button(say("welcome.buttons.0"), str(Press("consent", detail=wanted)), Style.MAIN),
                Button(say("welcome.buttons.1"), str(Press("example", detail="page"))),
                help_now(library),
            ),
        ),
    )


def kept_how(library: Library, host: Host, *, own_key: bool = False) -> tuple[Words, ...]:
    """How your words are kept, in full and in order. `own_key`: theirs alone opens them."""
    whose = "user_key" if own_key else "server_key"
    line = f"consent.operator_line_options.{whose}.text"
    body = library.lines(
        "consent.body",
        storage=as_written(host.storage),
        operator=as_written(host.operator),
        operator_line=library.say(line, bot=as_written(host.bot)),
    )
    return (heading(library.say("consent.title")), bullets(body), library.say("consent.who_else"))


def consent(
    library: Library, host: Host, wanted: str, changed: str = "", *, own_key: bool = False
) -> Card:
    """Asked before the first word is stored, and again when the answer would differ."""
    say = library.say
    top = (say("consent.changed", what=changed),) if changed else ()
    agree = say("welcome_page.agree_again") if changed else say("consent.buttons.0")
    return Card(
        (
            *top,
            *kept_how(library, host, own_key=own_key),
            say("consent.age", bot=as_written(host.bot)),
            say("consent.ask"),
        ),
        (
            (
                Button(agree, str(Press("agree", detail=wanted)), Style.MAIN),
                Button(say("consent.buttons.1"), str(Press("more", detail=wanted))),
                Button(say("consent.buttons.2"), str(Press("decline"))),
            ),
            (
                Button(say("watched.button"), str(Press("watched", detail=wanted))),
                help_now(library),
            ),
        ),
    )


def watched(library: Library, wanted: str) -> Card:
    """What helps where somebody else may look, before the first word."""
    back = Button(library.say("welcome.buttons.0"), str(Press("consent", detail=wanted)))
    tips = library.closeness.script.entrance.tips
    return Card((tips,), ((back, help_now(library)),))


def more(library: Library, wanted: str) -> Card:
    """What is kept, what isn't, and what none of it can do."""
    say, safety = library.say, library.safety
    return Card(
        (
            say("welcome_page.more"),
            say("welcome_page.more_host"),
            safety.nobody_reads,
            safety.not_therapy,
            say("begin.form_shared_computer"),
        ),
        (
            (
                Button(say("consent.buttons.0"), str(Press("agree", detail=wanted)), Style.MAIN),
                Button(say("consent.buttons.2"), str(Press("decline"))),
                help_now(library),
            ),
        ),
    )


def declined(library: Library, *, again: bool = False) -> Card:
    """Not agreed. `again`: something is kept, from when it was."""
    if not again:
        return Card((library.say("consent.declined"),), ((help_now(library),),))
    mine = Button(library.say("words.title"), str(Press("mine")))
    return Card((library.say("consent.declined_again"),), ((mine, help_now(library)),))


def privacy(library: Library, host: Host, *, own_key: bool = False) -> Card:
    say = library.say
    more = ("welcome_page.more", "welcome_page.more_lock" if own_key else "welcome_page.more_host")
    lock = Button(say("lock_page.button"), str(Press("lock")))
    return Card(
        (*kept_how(library, host, own_key=own_key), *map(say, more)),
        ((lock, menu(library), help_now(library)),),
    )


def about(library: Library, host: Host) -> Card:
    credits = dict.fromkeys(script.attribution for script in library.offered)
    return Card(
        (
            library.say("about.say", bot=as_written(host.bot)),
            library.safety.not_therapy,
            library.safety.nobody_reads,
            *(small(f"{c.line} {c.not_endorsement}") for c in credits if c),
            small(library.say("about.version", version=__version__)),
        ),
        ((menu(library), help_now(library)),),
    )


def lengths(
    library: Library,
    script: Script,
    page: bytes,
    lines: tuple[Words, ...] = (),
    made: Sitting | None = None,
) -> Card:
    """Which length: how much room there is today. However often pressed, `page` begins one.

    `made`: a card that was made today. Its page may have been lost on its way.
    """
    say = library.say
    card: tuple[Row, ...] = ()
    if made:
        lines = (*lines, say("sittings.card_today"))
        card = ((Button(say("sittings.open_card"), press("here", made), Style.MAIN),),)
    listed = "\n".join(f"**{n.title}**\n{n.say}" for n in script.lengths)
    return Card(
        (
            *lines,
            heading(script.title),
            script.opens,
            listed,
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
    script = library.scripts[sitting.script]
    who = whom(script, sitting)
    length = script.length(sitting.length).title
    state = say("sittings.finished" if sitting.finished else "sittings.open")
    name: Words = say("sittings.item_unnamed")
    if who:
        name = cut(who.map(lambda w: say("sittings.item", who=w)), LONGEST_OPTION)
    detail = say("sittings.item_detail", length=length, date=sitting.began.isoformat())
    plain = say("sittings.item_unnamed")
    return Option(sitting_key(sitting.id), name, plain, f"{detail} ({state})"[:LONGEST_OPTION])


def sitting_key(id: bytes) -> str:
    return base64.urlsafe_b64encode(id).decode().rstrip("=")


def said(library: Library, *texts: Words) -> Card:
    """A few sentences with the way home."""
    return Card(tuple(texts), ((menu(library), help_now(library)),))
