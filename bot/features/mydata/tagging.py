"""A tag of one's own on a thing: a word or two to find it by. It travels with the thing."""

from dataclasses import replace
from typing import Any

from bot.confidential import Confidential
from bot.content import Library
from bot.context import Action, Context, Feature, Response, Turn, nonce
from bot.features.mydata import pages
from bot.features.mydata.journey import as_option
from bot.kept.codecs import TAG
from bot.kept.item import KeptItem
from bot.layout.controls import said
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import Form, TextField
from bot.ui.press import Press

WORD = "tag"
# Characters: it stands in a line of a menu, beside a name.
LONGEST = 30


class Tagging:
    """Every press of it has the verb "tag"."""

    def __init__(self, at: Context) -> None:
        self._library = at.library

    def feature(self) -> Feature:
        library = self._library
        return Feature(
            "tags",
            actions={
                "tag": Action(self._form, private_only=True),
                "tag.sent": Action(self._sent, private_only=True),
            },
            wanted="my-words",
            elsewhere=lambda _: said(library, library.say("notices.not_here")),
        )

    async def _form(self, turn: Turn, event: Event) -> Response:
        thing = turn.thing(event.press.sitting)
        return form(turn.library, thing) if thing else await turn.open("my-words")

    async def _sent(self, turn: Turn, event: Event) -> Response:
        """Sent empty it is taken off: the form showed it."""
        id, tag = event.press.sitting, event.line(WORD).map(lambda text: " ".join(text.split()))
        record = turn.session.get(Shelf.SITTINGS, id)
        if record is None:
            return await turn.open("my-words")
        words: dict[str, Confidential[Any]] = {
            name: box for name, box in record.words.items() if name != TAG
        }
        if tag.satisfies(bool):
            words[TAG] = tag
        if words != record.words:
            turn.session.keep(Shelf.SITTINGS, id, replace(record, words=words))
        thing = turn.thing(id)
        if thing is None:
            return await turn.open("my-words")
        return pages.words_item(turn.library, thing, as_option(thing))


def form(library: Library, thing: KeptItem) -> Form:
    say = library.say
    field = TextField(
        WORD,
        say("tag_form.field"),
        LONGEST,
        long=False,
        help=say("tag_form.help"),
        text=thing.tag or Confidential(""),
    )
    return Form(say("tag_form.title"), Press("tag", thing.id, "sent").once(nonce()), (field,))
