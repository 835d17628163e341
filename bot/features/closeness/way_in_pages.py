"""The way in: whom to look at, what this is, the private question, and the form."""

from collections.abc import Callable
from typing import TypeAlias

from bot.content import Library
from bot.features.closeness.naming import VERB, of
from bot.features.safety import suggestion_pages
from bot.kept.look import Look
from bot.layout.controls import help_now, menu
from bot.ui.model import (
    LONGEST_OPTION,
    MOST_OPTIONS,
    Button,
    Card,
    ChoiceField,
    Form,
    Menu,
    Option,
    Style,
    TextField,
    Words,
)
from bot.ui.press import Press
from bot.ui.wording import cut, heading, small

# Characters.
LONGEST_LABEL = 60
LABEL, KIND = "label", "kind"
# A page before there is a name, for what will come of it; and what is said below.
Asks: TypeAlias = Callable[[Library, bytes, tuple[Words, ...]], Card]
# Answers after which the four tips are shown.
TIPS = frozenset({"maybe", "yes"})


def begin(step: str, detail: str = "", id: bytes = b"") -> str:
    """A press before there is a look; `id` is the one that will come of it."""
    return str(Press(VERB, id, step, detail))


def which(library: Library, looks: list[Look], lines: tuple[Words, ...] = ()) -> Card:
    """Somebody they looked at before, or somebody else."""
    say = library.say
    options = tuple(item(library, look) for look in looks[:MOST_OPTIONS])
    return Card(
        (*lines, heading(library.closeness.script.title), say("closeness_page.which")),
        (
            Menu(begin("which"), say("closeness_page.which_menu"), options),
            (
                Button(say("closeness_page.somebody_else"), begin("new")),
                menu(library),
                help_now(library),
            ),
        ),
    )


def item(library: Library, look: Look) -> Option:
    """A look as a line of a menu."""
    say = library.say
    plain = say("sittings.item_unnamed")
    name = look.label.map(lambda who: say("sittings.item", who=who) if who else plain)
    state = say("closeness_page.finished" if look.finished else "closeness_page.open")
    detail = say("closeness_page.item_detail", date=library.dates.day(look.began), state=state)
    return Option(look.id.hex(), cut(name, LONGEST_OPTION), plain, detail)


def intro(library: Library, id: bytes, lines: tuple[Words, ...] = ()) -> Card:
    """What this is, and what it isn't. `id`: what will come of it."""
    script, say = library.closeness.script, library.say
    text = script.entrance
    return Card(
        (
            *lines,
            heading(script.title),
            say("begin.intimacy"),
            text.say,
            text.definition,
            text.not_a_test,
            small(f"{text.minutes}. {library.safety.short}"),
        ),
        (
            (
                Button(say("closeness_page.begin"), begin("private", "", id), Style.MAIN),
                Button(say("closeness_page.example"), begin("example")),
                Button(script.original_title, begin("original")),
            ),
            (menu(library), help_now(library)),
        ),
    )


def form_comes(library: Library) -> tuple[Words, ...]:
    """What is said where the form with the name comes next."""
    return (library.say("closeness_page.form_next"),)


def private(library: Library, id: bytes, hint: tuple[Words, ...]) -> Card:
    """Asked before anything is written. What is tapped is kept nowhere."""
    text = library.closeness.script.entrance
    answers = tuple(
        Button(c.label, begin("tips" if c.id in TIPS else "form", c.id, id))
        for c in text.private_choices
    )
    return Card((text.private, *hint), (answers, (menu(library), help_now(library))))


def tips(library: Library, id: bytes, hint: tuple[Words, ...]) -> Card:
    """Four things that help where others might look."""
    say = library.say
    return Card(
        (library.closeness.script.entrance.tips, *hint),
        (
            (Button(say("page.carry_on"), begin("form", "", id), Style.MAIN),),
            (menu(library), help_now(library)),
        ),
    )


def whom(library: Library, id: bytes) -> Card:
    """Before the form, where it has to be opened again: what it will ask."""
    say, text = library.say, library.closeness.script.entrance
    return Card(
        (heading(text.person), text.kinds_note, *form_comes(library)),
        (
            (Button(say("closeness_page.name_them"), begin("form", "", id), Style.MAIN),),
            (menu(library), help_now(library)),
        ),
    )


def whom_form(library: Library, id: bytes, nonce: str) -> Form:
    """A name of one's own for them, and the kind of relationship."""
    say, text = library.say, library.closeness.script.entrance
    kinds = tuple(Option(c.id, c.label) for c in text.kinds)
    label, kind = say("closeness_page.label_field"), say("closeness_page.kind_field")
    return Form(
        say("closeness_page.form_title"),
        Press(VERB, id, "named").once(nonce),
        (
            TextField(LABEL, label, LONGEST_LABEL, long=False, help=text.person),
            ChoiceField(KIND, kind, kinds, help=text.kinds_note),
        ),
    )


def person(
    library: Library, look: Look, name: Words, id: bytes, lines: tuple[Words, ...] = ()
) -> Card:
    """Somebody they looked at before, and were done. `id`: what comes of looking again."""
    say = library.say
    about: Words = (
        say("sittings.item", who=name)
        if isinstance(name, str)
        else name.map(lambda who: say("sittings.item", who=who))
    )
    return Card(
        (heading(about), *lines, say("closeness_page.person")),
        (
            (
                Button(say("closeness_page.look_again"), begin("private", "", id), Style.MAIN),
                Button(say("closeness_page.last_time"), of(look, "here")),
                *((suggestion_pages.button(library, look.id),) if look.is_named else ()),
            ),
            (
                Button(say("closeness_page.somebody_else"), begin("new")),
                menu(library),
                help_now(library, look.id),
            ),
        ),
    )
