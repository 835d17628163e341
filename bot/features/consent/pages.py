"""The way in: hello, how your words are kept, the menu, and choosing what to carry on with."""

from collections.abc import Sequence

from bot import __version__
from bot.content import Library
from bot.instance import Instance
from bot.layout.controls import help_now, menu, rows_of
from bot.ui.model import Button, Card, Row, Style, Words
from bot.ui.press import Press
from bot.ui.wording import as_written, bullets, heading, small


def welcome(
    library: Library, instance: Instance, wanted: str, others: Sequence[Library] = ()
) -> Card:
    """The first page anybody sees. `wanted` is what they asked for, to go on with afterwards.

    `others`: the languages it could be in, each a tap away.
    """
    say = library.say
    tongues = [
        Button(
            one.say("language.name"), str(Press("speak", step=one.language.lower(), detail=wanted))
        )
        for one in others
    ]
    return Card(
        (
            say("welcome.first", bot=as_written(instance.bot)),
            say("welcome_page.agree_first"),
            small(library.safety.short),
        ),
        (
            *rows_of(tongues),
            (
                Button(say("welcome.buttons.0"), str(Press("consent", detail=wanted)), Style.MAIN),
                Button(say("welcome.buttons.1"), str(Press("example", detail="page"))),
                help_now(library),
            ),
        ),
    )


def kept_how(library: Library, instance: Instance, *, own_key: bool = False) -> tuple[Words, ...]:
    """How your words are kept, in full and in order. `own_key`: theirs alone opens them."""
    whose = "user_key" if own_key else "server_key"
    line = f"consent.operator_line_options.{whose}.text"
    body = library.lines(
        "consent.body",
        storage=as_written(instance.storage.rstrip(". ")) or library.say("consent.storage_unsaid"),
        operator=_operator(library, instance),
        operator_line=library.say(line, bot=as_written(instance.bot)),
    )
    return (heading(library.say("consent.title")), bullets(body), library.say("consent.who_else"))


def _operator(library: Library, instance: Instance) -> str:
    return as_written(instance.operator) or library.say("consent.operator_unsaid")


def consent(
    library: Library, instance: Instance, wanted: str, changed: str = "", *, own_key: bool = False
) -> Card:
    """Asked before the first word is stored, and again when the answer would differ."""
    say = library.say
    top = (say("consent.changed", what=changed),) if changed else ()
    agree = say("welcome_page.agree_again") if changed else say("consent.buttons.0")
    answers = (
        Button(agree, str(Press("agree", detail=wanted)), Style.MAIN),
        Button(say("consent.buttons.1"), str(Press("more", detail=wanted))),
        Button(say("consent.buttons.2"), str(Press("decline"))),
    )
    return Card(
        (
            *top,
            *kept_how(library, instance, own_key=own_key),
            say("consent.age", bot=as_written(instance.bot)),
            say("consent.ask"),
            answers,
            *(() if changed else _at_once(library, wanted)),
        ),
        (
            (
                Button(say("watched.button"), str(Press("watched", detail=wanted))),
                help_now(library),
            ),
        ),
    )


def _at_once(library: Library, wanted: str) -> tuple[Words | Row, ...]:
    """Yes, and how much time there is, in one: for a walkthrough that can be begun."""
    script = library.scripts.get(wanted)
    if script is None or script.command is None:
        return ()
    lengths = [
        Button(length.title, str(Press("agree", step=length.id, detail=wanted)))
        for length in script.lengths
    ]
    return (library.say("consent.at_once"), *rows_of(lengths))


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


def privacy(library: Library, instance: Instance, *, own_key: bool = False) -> Card:
    say = library.say
    more = ("welcome_page.more", "welcome_page.more_lock" if own_key else "welcome_page.more_host")
    lock = Button(say("lock_page.button"), str(Press("lock")))
    return Card(
        (*kept_how(library, instance, own_key=own_key), *map(say, more), say("consent.hiding")),
        ((lock, menu(library), help_now(library)),),
    )


def reviewed(library: Library) -> str:
    """Who of the trade has looked over the hard pages of this language."""
    who = library.say("language.reviewed")
    return library.say("about.reviewed", who=who) if who else library.say("about.unreviewed")


def about(library: Library, instance: Instance) -> Card:
    credits = dict.fromkeys(script.attribution for script in library.offered)
    return Card(
        (
            library.say("about.say", bot=as_written(instance.bot)),
            library.say("about.operator", operator=_operator(library, instance)),
            library.safety.not_therapy,
            library.safety.nobody_reads,
            *(small(f"{c.line} {c.not_endorsement}") for c in credits if c),
            small(reviewed(library)),
            small(library.say("about.version", version=__version__)),
        ),
        ((menu(library), help_now(library)),),
    )
