"""A tag of one's own on a thing: a word or two to find it by. It travels with the thing."""

from dataclasses import replace
from typing import Any

from bot.confidential import Confidential
from bot.content import Library
from bot.context import Action, Context, Feature, Response, Turn, nonce
from bot.features.mydata import pages
from bot.features.mydata.journey import as_option
from bot.kept.codecs import LONGEST_TAG, TAG
from bot.kept.item import KeptItem
from bot.layout.controls import not_here, said
from bot.layout.emptied import emptied_page
from bot.layout.handed_back import given_back
from bot.store import Session
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import Card, Form, TextField, Words
from bot.ui.press import Press

WORD = "tag"
NONE = Confidential("")
# Letters of what tells one tag from another in a press: a keyed hash, and none of its own.
MARK = 8


class Tagging:
    """Every press of it has the verb "tag"."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def feature(self) -> Feature:
        at = self._at
        return Feature(
            "tags",
            actions={
                "tag": Action(self._form, private_only=True),
                "tag.sent": Action(self._sent, private_only=True),
                "tag.off": Action(self._off, private_only=True),
            },
            wanted="my-words",
            elsewhere=lambda _: not_here(at.library),
        )

    async def _form(self, turn: Turn, event: Event) -> Response:
        thing = turn.thing(event.press.sitting)
        if thing is None:
            return await turn.open("my-words")
        return form(turn.library, thing, _mark(turn.session, thing))

    def _sent(self, turn: Turn, event: Event) -> Card:
        """Kept, unless it was changed after the form was opened, or came back empty."""
        library, thing = turn.library, turn.thing(event.press.sitting)
        tag = event.line(WORD).map(lambda text: " ".join(text.split())[:LONGEST_TAG])
        if thing is None:
            return given_back(library, event, said(library, library.say("sittings.gone")))
        before = thing.tag or NONE
        if tag == before:
            return _about(turn, thing)
        if _mark(turn.session, thing) != event.press.detail:
            changed = _about(turn, thing, library.say("page.changed_elsewhere"))
            return given_back(library, event, changed)
        if not tag.satisfies(bool):
            keep, out = Press("item", thing.id), Press("tag", thing.id, "off")
            return emptied_page(library, thing.id, str(keep), str(out))
        return _kept(turn, thing, tag)

    async def _off(self, turn: Turn, event: Event) -> Response:
        thing = turn.thing(event.press.sitting)
        return _kept(turn, thing, NONE) if thing else await turn.open("my-words")


def form(library: Library, thing: KeptItem, mark: str) -> Form:
    say = library.say
    field = TextField(
        WORD,
        say("tag_form.field"),
        LONGEST_TAG,
        long=False,
        help=say("tag_form.help"),
        text=thing.tag or NONE,
    )
    sent = Press("tag", thing.id, "sent", mark)
    return Form(say("tag_form.title"), sent.once(nonce()), (field,))


def _mark(session: Session, thing: KeptItem) -> str:
    """What tells whether it was changed meanwhile."""
    return session.whom(thing.tag).hex()[:MARK] if thing.tag else ""


def _kept(turn: Turn, thing: KeptItem, tag: Confidential[str]) -> Card:
    record = turn.session.get(Shelf.SITTINGS, thing.id)
    if record:
        others = {name: box for name, box in record.words.items() if name != TAG}
        words: dict[str, Confidential[Any]] = {**others}
        if tag.satisfies(bool):
            words[TAG] = tag
        turn.session.keep(Shelf.SITTINGS, thing.id, replace(record, words=words))
    return _about(turn, turn.thing(thing.id) or thing)


def _about(turn: Turn, thing: KeptItem, *lines: Words) -> Card:
    page = pages.words_item(turn.library, thing, as_option(thing))
    return replace(page, body=(*lines, *page.body))
