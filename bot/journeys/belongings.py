"""What somebody has here: see it, save it, delete one of it or all of it."""

from bot.cards import welcome
from bot.cards.controls import help_now
from bot.cards.document import Block, answer_blocks, card_blocks, sources
from bot.cards.example import keepsake
from bot.doors import Card, Clearing, PersonId, Reply
from bot.flow.presses import Press
from bot.flow.sitting import Sitting
from bot.heard import Heard
from bot.journeys import desk
from bot.journeys.desk import Desk
from bot.store.records import Shelf


class Belongings:
    """/my-words."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library

    async def open(self, person: PersonId) -> Card:
        return welcome.words_kept(self._library, await self._all(person))

    async def item(self, heard: Heard) -> Card:
        """One sitting out of the list."""
        found = {welcome.sitting_key(s): s for s in await self._all(heard.person)}
        chosen = found.get(heard.one_of(list(found)))
        if chosen is None:
            return welcome.words_kept(self._library, list(found.values()))
        return welcome.words_item(self._library, chosen)

    async def save(self, heard: Heard) -> Reply:
        """One sitting, or all of them, as a file: questions, answers and card."""
        everything = await self._all(heard.person)
        if heard.press.sitting:
            everything = [s for s in everything if s.id == heard.press.sitting]
        if not everything:
            return welcome.said(self._library, self._library.say("export.empty"))
        blocks = [b for s in everything for b in self._blocks(s)]
        blocks.extend(sources(self._library))
        return keepsake(self._library, blocks, heard.press.detail, self._desk.today())

    def _blocks(self, sitting: Sitting) -> list[Block]:
        title = f"{self._library.prepare.title}, {sitting.began.isoformat()}"
        blocks = [Block(1, title), *answer_blocks(self._library, sitting)]
        return [*blocks, *card_blocks(self._library, sitting)] if sitting.finished else blocks

    def ask_one(self, heard: Heard) -> Card:
        """Let one go? Asked once, plainly."""
        say, id = self._library.say, heard.press.sitting
        return welcome.ask_first(
            self._library,
            say("delete.ask_one"),
            say("delete.confirm_one"),
            str(Press("gone", id)),
            str(Press("here", id, "r")),
        )

    async def delete_one(self, heard: Heard) -> Card:
        async with self._desk.journal(heard.person) as journal:
            if desk.sitting(journal, heard.press.sitting) is None:
                return welcome.words_kept(self._library, desk.sittings(journal))
            journal.drop(Shelf.SITTINGS, heard.press.sitting)
        return welcome.said(self._library, self._library.say("delete.done_one"))

    def ask_all(self) -> Card:
        say = self._library.say
        return welcome.ask_first(
            self._library,
            say("delete.ask_all"),
            say("delete.confirm_all"),
            str(Press("forgotten")),
            str(Press("mine")),
        )

    async def delete_all(self, heard: Heard) -> Reply:
        """Everything: the key first, then the rows, then our messages in the chat."""
        await self._desk.store.forget(heard.person)
        say = self._library.say
        return Clearing(
            Card(
                (say("delete.done_all"), say("delete.chat"), say("words.receipt_stays")),
                ((help_now(self._library),),),
                fleeting=True,
            )
        )

    async def _all(self, person: PersonId) -> list[Sitting]:
        async with self._desk.journal(person) as journal:
            return desk.sittings(journal)
