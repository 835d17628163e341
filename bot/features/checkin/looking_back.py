"""A check-in that was kept: opened again, in a file, in a list; and a look back over several."""

from collections.abc import Sequence

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.checkin.engine import WEEKS, most_noted
from bot.forms.fields import Field
from bot.forms.labels import chosen, written
from bot.kept.checked_in import CheckedIn
from bot.layout.controls import help_now, menu
from bot.ui.blocks import Block
from bot.ui.model import LONGEST_OPTION, Button, Card, Words
from bot.ui.press import Press
from bot.ui.wording import cut, heading, shown, small


def looked_at(library: Library, one: CheckedIn, adding: tuple[Button, ...]) -> Card:
    """What was noted, because somebody asked to see it."""
    texts, say = library.checkin, library.say
    body: list[Words] = [
        heading(texts.title),
        small(say("checkin_page.opened", day=library.dates.day(one.day))),
        *(_shown(label, text) for label, text in _given(library, one)),
    ]
    if one.room:
        body.append(say("checkin_page.room_looked"))
    elif is_empty(one):
        body.append(say("checkin_page.nothing_noted"))
    last = (
        Button(say("words.delete_one"), str(Press("letgo", one.id))),
        menu(library),
        help_now(library, one.id),
    )
    return Card(tuple(body), (adding, last), say("checkin_page.elsewhere"))


def _shown(label: str, text: Confidential[str]) -> Confidential[str]:
    return shown(text).map(lambda t: f"**{label}**\n{t}")


def is_empty(one: CheckedIn) -> bool:
    return one.answer.satisfies(lambda a: not any(a.values()))


def _given(library: Library, one: CheckedIn) -> list[tuple[str, Confidential[str]]]:
    """What was given, part by part, each with what was asked."""
    texts = library.checkin
    said = [(label(library, f), _text(f, one)) for f in (*texts.fields, texts.weather)]
    return [(label, text) for label, text in said if text.satisfies(bool)]


def label(library: Library, field: Field) -> str:
    """What a part is called where it is shown."""
    return field.label or library.say("checkin_page.note_kept")


def _text(field: Field, one: CheckedIn) -> Confidential[str]:
    if field.kind.is_words:
        return one.answer.map(lambda a: written(a, field.key))
    return one.answer.map(lambda a: "; ".join(chosen(field, a)))


def name(library: Library, one: CheckedIn) -> Words:
    """A check-in as a line of a menu."""
    return brief(library, one, LONGEST_OPTION) or library.say("checkin_page.empty_name")


def brief(library: Library, one: CheckedIn, most: int) -> Confidential[str] | None:
    """All that was given, in one line; None: nothing was."""
    given = [text.map(_one_line) for _, text in _given(library, one)]
    return cut(together([*given], ", "), most) if given else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def blocks(library: Library, one: CheckedIn) -> list[Block]:
    """A check-in for a file."""
    found = [Block(1, f"{library.checkin.title}, {library.dates.day(one.day)}")]
    found += [Block(3, label, text) for label, text in _given(library, one)]
    if one.room:
        found.append(Block(0, "", library.say("checkin_page.room_looked")))
    elif is_empty(one):
        found.append(Block(0, "", library.say("checkin_page.nothing_noted")))
    return found


def look_back(library: Library, those: Sequence[CheckedIn], also: tuple[Button, ...] = ()) -> Card:
    """A plain tally, and the switch that hides it."""
    texts, say = library.checkin, library.say
    places = most_noted(those, texts.field("regions"))
    words = most_noted(those, texts.field("feelings"))

    def told(both: tuple[list[tuple[str, int]], list[tuple[str, int]]]) -> str:
        listed = [say("look_back.item", label=x, n=str(n)) for part in both for x, n in part]
        if not listed:
            return say("look_back.nothing")
        first = texts.patterns.say.replace("{weeks}", str(WEEKS))
        return first.replace("{list}", ", ".join(listed))

    hide = Button(texts.patterns.hide, str(Press("checkin", step="hide", detail="patterns.off")))
    return Card(
        (heading(say("checkin_page.look_back")), pair(places, words).map(told)),
        ((*also, hide), (menu(library), help_now(library))),
        say("checkin_page.elsewhere"),
    )
