"""Letting some of it go: the page for it, asked once, and what is kept for how long."""

from bot.confidential import Confidential, weave
from bot.content import Library
from bot.features.mydata.pages import ask_first, words_row
from bot.ui.model import LONGEST_OPTION, Card, Menu, Option, Row, Words
from bot.ui.press import Press
from bot.ui.wording import cut, heading, shown

SPANS = ("forever", "month", "quarter", "year")


def page(library: Library, people: list[Option], span: str) -> Card:
    """Whom it is about, and how long things are kept."""
    say = library.say
    body: list[Words | Row] = [heading(say("retire_page.title")), say("retire_page.say")]
    if people:
        named = tuple(_short(option) for option in people)
        body.append(Menu(str(Press("retire", step="about")), say("retire_page.about"), named))
    now = say(f"retire_page.{span}")
    body.append(say("retire_page.keep_for_say", now=now))
    spans = tuple(Option(id, say(f"retire_page.{id}")) for id in SPANS)
    body.append(Menu(str(Press("retire", step="keep")), say("retire_page.keep_for"), spans))
    return Card(tuple(body), (words_row(library),))


def ask_about(library: Library, id: bytes, name: Confidential[str], n: int) -> Card:
    say = library.say
    card = ask_first(
        library, "", say("retire_page.yes_about"), str(Press("retire", id, "aboutyes")),
        str(Press("retire")),
    )  # fmt: skip
    question = weave(say("retire_page.ask_about", n=str(n)), {"name": shown(name)})
    plain = say("retire_page.ask_about", n=str(n), name=say("page.this_person"))
    body: tuple[Words, ...] = (question,)
    return Card(body, card.rows, plain)


def span_set(library: Library, span: str) -> Card:
    say = library.say
    return Card((say("retire_page.set", now=say(f"retire_page.{span}")),), (words_row(library),))


def _short(option: Option) -> Option:
    label = option.label
    words = cut(label, LONGEST_OPTION) if isinstance(label, Confidential) else label
    return Option(option.id, words, option.plain_label)
