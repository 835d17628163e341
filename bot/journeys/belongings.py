"""What somebody has here: see it, save it, delete it one by one or all at once."""

import asyncio
import base64
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Protocol

from bot.cards import kept as pages
from bot.cards import welcome
from bot.cards.carry_pages import AGAIN, PHRASE, zip_again, zip_form, zip_page
from bot.cards.controls import help_now
from bot.cards.document import Block, sources
from bot.cards.example import file_name, handed_over, part_names, set_as
from bot.cards.paging import Turn
from bot.confidential import Confidential, pair
from bot.content import Library
from bot.doors import MOST_OPTIONS, Card, Clearing, Option, PersonId, Reply
from bot.flow.presses import Press
from bot.heard import Heard
from bot.journeys import desk, zipping
from bot.journeys.desk import Desk, Kept
from bot.journeys.dropping import drop_about
from bot.journeys.kept import Thing
from bot.records.carrying import LARGEST_MADE
from bot.store import Journal
from bot.store.records import Shelf

NONCE = 3
AS_SENT = ("utf-8", "replace")

# One record as /my-words has it; None where it is not there.
Keeps = Callable[[Journal, bytes], Thing | None]


class Carries(Protocol):
    """What makes the file for machines."""

    async def files(self, person: PersonId, only: bytes = b"") -> list[Confidential[str]]:
        """Everything as JSON, or one thing; empty where there is nothing."""


class Belongings:
    """/my-words. Every journey says what of it somebody keeps."""

    def __init__(self, at: Desk, journeys: Mapping[Kept, Keeps]) -> None:
        self._desk = at
        self._library = at.library
        self._journeys = journeys
        self._carries: Carries | None = None

    def saves_by(self, carries: Carries) -> None:
        """Whatever makes the file for machines. It asks back here what there is."""
        self._carries = carries

    async def things(self, person: PersonId) -> list[Thing]:
        """Everything somebody keeps, the newest first."""
        async with self._desk.journal(person) as journal:
            return self.all_in(journal)

    def all_in(self, journal: Journal) -> list[Thing]:
        return self.some_in(journal, journal.contents.everything())

    def some_in(self, journal: Journal, ids: Iterable[bytes]) -> list[Thing]:
        """These, in the order they are named in. What is not there is left out."""
        return [thing for id in ids if (thing := self._one(journal, id))]

    def _one(self, journal: Journal, id: bytes) -> Thing | None:
        brief = journal.contents.get(id)
        return self._journeys[Kept(brief.kind)](journal, id) if brief else None

    async def going(self, person: PersonId, most: int) -> list[Thing]:
        """What was begun and not ended, the newest first."""
        async with self._desk.journal(person) as journal:
            return self.some_in(journal, islice(journal.contents.going(), most))

    async def open(self, person: PersonId, page: int = 0) -> Card:
        async with self._desk.journal(person) as journal:
            return self._listed(journal, page)

    def _listed(self, journal: Journal, page: int = 0) -> Card:
        turn = Turn.to(page, len(journal.contents), MOST_OPTIONS)
        here = islice(journal.contents.everything(), turn.first, turn.first + MOST_OPTIONS)
        options = [as_option(t) for t in self.some_in(journal, here)]
        some_settings = not options and journal.has_any(Shelf.SETTINGS)
        return pages.words_kept(self._library, options, turn, some_settings=some_settings)

    async def chosen(self, heard: Heard) -> Thing | None:
        """The one that was picked from a list."""
        async with self._desk.journal(heard.person) as journal:
            ids = {_key(id): id for id in journal.contents.everything()}
            key = heard.one_of(list(ids))
            return self._one(journal, ids[key]) if key else None

    async def thing(self, heard: Heard) -> Thing | None:
        """The one whose page was pressed."""
        async with self._desk.journal(heard.person) as journal:
            return self._one(journal, heard.press.sitting)

    async def item(self, heard: Heard) -> Card:
        """One thing out of the list."""
        chosen = await self.chosen(heard)
        if chosen is None:
            return await self.open(heard.person)
        item, somebody = as_option(chosen), chosen.of_somebody
        return pages.words_item(
            self._library, chosen.id, item, chosen.opens, about_somebody=somebody
        )

    async def save(self, heard: Heard) -> Reply:
        """One thing, or all of them, as a file."""
        library, kind, today = self._library, heard.press.detail, self._desk.today()
        if kind.startswith("zip"):
            return await self._closed(heard)
        if kind == "json" and (files := await self._for_machines(heard)):
            return handed_over(library, files, kind, today)
        made = await self._documents(heard, kind)
        if not made:
            return welcome.said(self._library, self._library.say("export.empty"))
        return handed_over(library, made[kind], kind, today)

    async def _closed(self, heard: Heard) -> Reply:
        """A file with a passphrase: what to know first, the form, and the file."""
        library, id = self._library, heard.press.sitting
        if not heard.private:
            return welcome.said(library, library.say("notices.not_here"))
        match heard.press.detail:
            case "zipform":
                return zip_form(library, id, os.urandom(NONCE).hex())
            case "zipped":
                return await self._zipped(heard)
            case _:
                return zip_page(library, id)

    async def _zipped(self, heard: Heard) -> Reply:
        """All three forms in one file that opens with their passphrase alone."""
        library, id, today = self._library, heard.press.sitting, self._desk.today()
        phrase, again = (_text(heard, field) for field in (PHRASE, AGAIN))
        differ = not pair(phrase, again).satisfies(lambda both: both[0] == both[1])
        short = not phrase.satisfies(lambda p: len(p) >= zipping.SHORTEST)
        if problems := [
            key for key, is_so in (("zip_differ", differ), ("zip_short", short)) if is_so
        ]:
            return zip_again(library, id, *problems)
        made, name = await self._documents(heard, "md", "html"), file_name(library, today)
        if not made:
            return welcome.said(library, library.say("export.empty"))
        if files := await self._for_machines(heard):
            made["json"] = files
        inside = {
            f"{name}{part}.{kind}": file
            for kind, those in made.items()
            for part, file in zip(part_names(len(those)), those, strict=True)
        }
        closed = await asyncio.to_thread(zipping.zipped, inside, phrase)
        handed = handed_over(library, closed, "zip", today)
        body = (*handed.card.body, library.say("carry_page.zip_opens"))
        return replace(handed, card=replace(handed.card, body=body))

    async def _for_machines(self, heard: Heard) -> list[Confidential[str]]:
        if self._carries is None:
            return []
        return await self._carries.files(heard.person, heard.press.sitting)

    async def _documents(self, heard: Heard, *kinds: str) -> dict[str, list[Confidential[str]]]:
        """What was asked for, in forms to be read; empty where there is nothing.

        Written beside the loop: with years of words it takes longer than anybody else should wait.
        """
        async with self._desk.journal(heard.person) as journal:
            return await asyncio.to_thread(self._written, journal, heard.press.sitting, kinds)

    def _written(
        self, journal: Journal, one: bytes, kinds: tuple[str, ...]
    ) -> dict[str, list[Confidential[str]]]:
        everything = self.all_in(journal)
        if one:
            everything = [t for t in everything if t.id == one] + [
                t for t in everything if t.of == one
            ]
        things = [blocks for thing in everything if (blocks := thing.blocks())]
        return {kind: _shared_out(self._library, things, kind) for kind in kinds} if things else {}

    def ask_one(self, heard: Heard) -> Card:
        """Let one go? Asked once, plainly."""
        say, id = self._library.say, heard.press.sitting
        return pages.ask_first(
            self._library,
            say("delete.ask_one"),
            say("delete.confirm_one"),
            str(Press("gone", id)),
            str(Press("here", id)),
        )

    async def delete_one(self, heard: Heard) -> Card:
        """One thing, what hangs on it, and the nudges about it."""
        id = heard.press.sitting
        async with self._desk.journal(heard.person) as journal:
            if journal.get(Shelf.SITTINGS, id) is None:
                return self._listed(journal)
            gone = {id, *_hanging_on(journal, id)}
            await drop_about(self._desk, heard.person, gone)
            for one in gone:
                journal.drop(Shelf.SITTINGS, one)
        return welcome.said(self._library, self._library.say("delete.done_one"))

    def ask_all(self) -> Card:
        say = self._library.say
        return pages.ask_first(
            self._library,
            say("delete.ask_all"),
            say("delete.confirm_all"),
            str(Press("forgotten")),
            str(Press("mine")),
        )

    async def delete_all(self, heard: Heard) -> Reply:
        """Everything: key and nudges first, then the rows, then our messages in the chat."""
        swept = await self._desk.store.forget(heard.person)
        return Clearing(
            self._receipt("delete.chat", swept=swept),
            self._receipt("delete.chat_partly", swept=swept),
        )

    def _receipt(self, chat: str, *, swept: bool) -> Card:
        say = self._library.say
        left = f"{say('receipt.remains')} {say('words.receipt_stays')}"
        soon = () if swept else (say("receipt.soon"),)
        said = (say("delete.done_all"), say(chat), left, *soon)
        return Card(said, ((help_now(self._library),),), fleeting=True)


def as_option(thing: Thing) -> Option:
    """A thing as a line of a menu."""
    return Option(_key(thing.id), thing.name, thing.plain, thing.detail)


def went_to(heard: Heard, thing: Thing) -> Heard:
    """The same press, as if the thing's own button had been pressed."""
    press = Press.parse(thing.opens)
    assert press, "a thing opens by one of our own presses"  # noqa: S101
    return replace(heard, press=press)


def _shared_out(library: Library, things: list[list[Block]], kind: str) -> list[Confidential[str]]:
    """As one document, or as several where that would be larger than Discord takes."""
    blocks = [block for thing in things for block in thing]
    whole = set_as(library, [*blocks, *sources(library)], kind)
    if len(things) == 1 or whole.satisfies(lambda text: len(text.encode(*AS_SENT)) <= LARGEST_MADE):
        return [whole]
    halves = things[: len(things) // 2], things[len(things) // 2 :]
    return [file for half in halves for file in _shared_out(library, half, kind)]


def _hanging_on(journal: Journal, id: bytes) -> set[bytes]:
    """How it went belongs to the plan it went by."""
    return desk.hanging_on(journal, Kept.DEBRIEF, id)


def _text(heard: Heard, field: str) -> Confidential[str]:
    given = heard.given.get(field, Confidential[str | list[str]](""))
    return given.map(lambda value: value.strip() if isinstance(value, str) else "")


def _key(id: bytes) -> str:
    return base64.urlsafe_b64encode(id).decode().rstrip("=")
