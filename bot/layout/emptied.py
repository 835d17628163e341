"""A form came back empty where something was written before: asked once, before anything goes."""

from collections.abc import Iterator, Sequence

from bot.content import Library
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card, Style, Words
from bot.ui.press import Press
from bot.ui.wording import bullets

# "The form came back empty": a phone's way of leaving one, or what was meant.
VERB = "emptied"


def emptied_page(  # noqa: PLR0913 - what is asked about, and where its two buttons lead
    library: Library,
    id: bytes,
    keep: str,
    out: str,
    *,
    fields: Sequence[str] = (),
    lines: tuple[Words, ...] = (),
) -> Card:
    """Keep it, or take it out? `fields`: of several, those that came back empty."""
    say = library.say
    what = (say("emptied.part"), bullets(fields)) if fields else (say("emptied.all"),)
    buttons = (
        Button(say("emptied.keep"), keep, Style.MAIN),
        Button(say("emptied.out"), out, Style.GRAVE),
    )
    return Card((*lines, *what), (buttons, (menu(library), help_now(library, id))))


def pages(library: Library) -> Iterator[tuple[str, Card]]:
    """Both of it, to be read."""
    keep, out = str(Press(VERB, detail="keep")), str(Press(VERB))
    yield "an empty form", emptied_page(library, b"", keep, out)
    fields = [field.label for field in library.talk.questions[0].fields[:2]]
    yield "a form with an empty part", emptied_page(library, b"", keep, out, fields=fields)
