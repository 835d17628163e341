"""Lines that were kept: writing one, all of them page by page, and one of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.confidential import Confidential
from bot.content import Library
from bot.features.mydata.pages import ask_of_one
from bot.kept.takeaway import Takeaway
from bot.layout.controls import help_now, menu
from bot.layout.paging import Leaf, turning
from bot.ui.blocks import Block
from bot.ui.model import (
    LONGEST_OPTION,
    Button,
    Card,
    Form,
    Menu,
    Option,
    Row,
    Style,
    TextField,
    Words,
)
from bot.ui.press import Press, key_of
from bot.ui.wording import cut, heading, shown, small

VERB = "takeaway"
# Characters.
LONGEST_LINE = 300
# The longest lines there can be, twice as long once they are escaped, still fit.
ON_A_PAGE = 5


def press(step: str, id: bytes = b"", detail: str = "") -> str:
    return str(Press(VERB, id, step, detail))


def new_form(library: Library, id: bytes, origin: bytes, nonce: str) -> Form:
    """A line to keep. `id` makes it count once, however often it is sent."""
    return _form(library, Press(VERB, id, "sent", key_of(origin)).once(nonce))


def change_form(library: Library, one: Takeaway, nonce: str) -> Form:
    return _form(library, Press(VERB, one.id, "changed", str(one.turn)).once(nonce), one.text)


def _form(library: Library, kept: str, text: Words = "") -> Form:
    say = library.say
    field = TextField(
        "text",
        say("takeaways_page.field"),
        LONGEST_LINE,
        long=True,
        placeholder=say("takeaway.placeholder"),
        help=say("takeaway.ask"),
        text=text,
    )
    return Form(say("takeaways_page.form_title"), kept, (field,))


def kept_page(library: Library, one: Takeaway, lines: tuple[Words, ...]) -> Card:
    """It is kept; back to where it was written."""
    say = library.say
    buttons = [Button(say("takeaways_page.all"), press(""))]
    if one.origin:
        back = Button(say("takeaways_page.back"), str(Press("here", one.origin)), Style.MAIN)
        buttons.insert(0, back)
    return Card(lines, ((*buttons, menu(library), help_now(library, one.origin)),))


def listed(
    library: Library, here: list[Takeaway], leaf: Leaf, lines: tuple[Words, ...] = ()
) -> Card:
    """Those of one page in words, the newest first, and a menu to open one."""
    say, page, pages = library.say, leaf.page, leaf.pages
    body: list[Words] = [*lines, heading(say("takeaway.list_title"))]
    if not here:
        body.append(say("takeaway.list_empty"))
    body.extend(_with_day(library, one) for one in here)
    body.append(small(say("takeaway.attribution")))
    rows: list[Row] = []
    if here:
        options = tuple(
            Option(
                key_of(one.id), name(one), say("takeaways_page.plain"), library.dates.day(one.day)
            )
            for one in here
        )
        rows.append(Menu(press("pick"), say("takeaways_page.menu"), options))
    rows.extend(turning(library, page, pages, lambda n: press("", detail=str(n))))
    if pages > 1:
        body.append(small(say("card_page.part", n=str(page + 1), total=str(pages))))
    write = Button(say("takeaways_page.button"), press("write"))
    rows.append((write, menu(library), help_now(library)))
    return Card(tuple(body), tuple(rows), say("takeaways_page.elsewhere") if here else "")


def _with_day(library: Library, one: Takeaway) -> Confidential[str]:
    when = library.dates.day(one.day)
    return shown(one.text).map(lambda text: f"{text}\n-# {when}")


def name(one: Takeaway) -> Confidential[str]:
    """A line as a line of a menu."""
    return cut(one.text.map(lambda text: " ".join(text.split())), LONGEST_OPTION)


def item(
    library: Library, one: Takeaway, coming: date | None, lines: tuple[Words, ...] = ()
) -> Card:
    """One of them: change it, delete it, have it brought back."""
    say = library.say
    body: list[Words] = [*lines, _with_day(library, one)]
    if coming:
        body.append(say("takeaways_page.coming", day=library.dates.day(coming)))
        month = Button(say("takeaways_page.leave"), press("leave", one.id))
    else:
        month = Button(say("takeaways_page.month"), press("month", one.id))
    return Card(
        tuple(body),
        (
            (
                Button(say("takeaways_page.change"), press("change", one.id)),
                month,
                Button(say("words.delete_one"), press("delete", one.id)),
            ),
            (
                Button(say("takeaways_page.all"), press("")),
                menu(library),
                help_now(library, one.id),
            ),
        ),
        say("takeaways_page.elsewhere"),
    )


def ask_delete(library: Library, one: Takeaway) -> Card:
    which = (shown(one.text), small(dated(library, one)))
    return ask_of_one(library, which, press("deleted", one.id), press("one", one.id))


def dated(library: Library, one: Takeaway) -> str:
    return f"{library.say('takeaways_page.title')}, {library.dates.day(one.day)}"


def blocks(library: Library, one: Takeaway) -> list[Block]:
    """A line for a file."""
    return [Block(1, dated(library, one), one.text)]


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    say, on = library.say, date(2026, 1, 1)
    one = Takeaway(b"\0" * 16, on, Confidential("?"), b"\0" * 16)
    several = [replace(one, id=bytes([n]) * 16) for n in range(ON_A_PAGE)]
    yield "A line to keep", new_form(library, one.id, one.id, "0")
    yield "Kept", kept_page(library, one, (say("takeaway.saved"),))
    yield "Nothing kept", kept_page(library, one, (say("takeaway.none"),))
    yield "All of them", listed(library, several, Leaf.to(0, ON_A_PAGE + 1, ON_A_PAGE))
    yield "None yet", listed(library, [], Leaf.to(0, 0, ON_A_PAGE))
    yield "One of them", item(library, one, None)
    yield "One that will come back", item(library, one, on)
    yield "One that came back", item(library, one, None, (say("takeaway.monthly"),))
    yield "Not brought back", item(library, one, None, (say("takeaways_page.closed"),))
    yield "Change it", change_form(library, one, "0")
    yield "Delete it", ask_delete(library, one)
