"""How the person it is about is named in our sentences, and what stands on every page.

Where others might look their name is not known here at all: `name` is then our own words.
"""

from bot.confidential import Confidential, pair
from bot.content import Library
from bot.forms.closeness_script import PARTNER, Item
from bot.kept.look import Look, LookPlace
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Option, Row, Words
from bot.ui.press import Press
from bot.ui.wording import cut, shown

VERB = "closeness"


def press(look: Look, act: str, place: LookPlace | None = None, detail: str = "") -> str:
    """A press on the page where this look stands, or on `place`."""
    return str(Press(VERB, look.id, f"{act}.{place or look.at}", detail))


def of(look: Look, act: str, detail: str = "") -> str:
    """A press that is about the look as a whole."""
    return str(Press(VERB, look.id, act, detail))


def their_name(library: Library, look: Look) -> Confidential[str]:
    """What the person calls them, short enough for a statement, as it is set on a page."""
    return shown(menu_name(library, look))


def menu_name(library: Library, look: Look) -> Confidential[str]:
    """The same for a line of a menu, in which nothing is read as layout."""
    plain = library.say("page.this_person")
    whole = look.label.map(lambda text: " ".join(text.split()) or plain)
    return cut(whole, library.closeness.script.longest_name)


def name_for(library: Library, look: Look, *, private: bool) -> Words:
    """The name, or our own words where others might look."""
    return their_name(library, look) if private else library.say("page.this_person")


def named(text: str, name: Words) -> Words:
    """One of our sentences with the name in its place."""
    if isinstance(name, str):
        said = _filled(text, name)
        return said[:1].upper() + said[1:]
    return name.map(lambda who: _filled(text, who))


def _filled(text: str, name: str) -> str:
    # Initials end a sentence by themselves.
    ends = name if name.endswith(".") else f"{name}."
    return text.replace("{name}.", ends).replace("{name}", name)


def statement(look: Look, item: Item, direction: str, name: Words) -> Words:
    """A statement about them, as it is said of this kind of relationship."""
    return _said(look, item.statements[direction], item.partner.get(direction, ""), name)


def about(look: Look, item: Item, name: Words) -> Words:
    """What an ingredient is about, in a few words that say neither that it is there nor not."""
    return _said(look, item.about, item.about_partner, name)


def _said(look: Look, text: str, partner: str, name: Words) -> Words:
    if isinstance(name, str):
        # What kind it is was chosen, and is as little to be seen as the name.
        return named(text, name)
    chosen = look.kind.map(lambda kind: partner if partner and kind == PARTNER else text)
    said = pair(chosen, name).map(lambda both: _filled(*both))
    if look.is_named:
        return said
    # Our own words for somebody without a name can begin a sentence; their spelling is theirs.
    return said.map(lambda whole: whole[:1].upper() + whole[1:])


def as_option(library: Library, look: Look, item: Item) -> Option:
    """What results are about, as a line of a menu."""
    plain = str(named(item.about, library.say("page.this_person")))
    return Option(item.id, about(look, item, menu_name(library, look)), plain)


def sealed(text: Words) -> Confidential[str]:
    """Ours and theirs alike, sealed."""
    return Confidential(text) if isinstance(text, str) else text


def last_row(library: Library, look: Look) -> Row:
    """Pause here, Home, Help now."""
    return (
        Button(library.say("nav.pause"), of(look, "pause")),
        menu(library),
        help_now(library, look.id),
    )
