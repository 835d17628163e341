"""What somebody has here: see it, save it, delete it one by one or all at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.beside import beside
from bot.confidential import Confidential, each, listed, pair, together
from bot.content import Library
from bot.context import (
    Action,
    Context,
    Feature,
    Outside,
    Response,
    Sessionless,
    Turn,
    nonce,
    settled,
)
from bot.features.mydata import encrypted_zip, pages
from bot.features.mydata.export_format import LARGEST_MADE
from bot.features.mydata.outgoing import for_machines
from bot.features.mydata.transfer_pages import AGAIN, PHRASE, zip_again, zip_form, zip_page
from bot.features.walkthrough.document import sources
from bot.kept import record_kinds
from bot.kept.codecs import LONGEST_TAG
from bot.kept.item import KeptItem
from bot.kept.record_kinds import Kept
from bot.layout import controls
from bot.layout.controls import help_now, not_here
from bot.layout.keepsakes import file_name, form, handed_over, part_names, written_as
from bot.layout.paging import Leaf
from bot.store.records import Shelf
from bot.ui.blocks import Block, Writing
from bot.ui.event import Event
from bot.ui.model import LONGEST_OPTION, MOST_OPTIONS, Button, Card, Clearing, Option, Reply
from bot.ui.press import Press, key_of, number
from bot.ui.wording import cut

AS_SENT = ("utf-8", "replace")
# A name and its tag, in one line.
BETWEEN = " · "


class MyData:
    """/my-words. Every feature says what of it somebody keeps."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def feature(self) -> Feature:
        return Feature(
            "my-words",
            commands={"my-words": Action(self._page, needs_consent=False)},
            actions={
                "mine": Action(self._page, needs_consent=False),
                "go": Action(self._go, needs_consent=False),
                "here": Action(self._here, needs_consent=False),
                "open": Action(self._open, needs_consent=False),
                "item": Action(self._item, needs_consent=False),
                "saveall": Action(self._save, needs_consent=False),
                "letgo": Action(self._ask_one, needs_consent=False),
                "gone": Action(self._delete_one, needs_consent=False),
                "forget": Sessionless(lambda _: self._ask_all()),
                "forgotten": Sessionless(self._delete_all, leaves=True),
            },
        )

    def _page(self, turn: Turn, event: Event) -> Card:
        return self._listed(turn, number(event.press.detail))

    def _listed(self, turn: Turn, page: int = 0) -> Card:
        contents = turn.session.contents
        leaf = Leaf.to(page, len(contents), MOST_OPTIONS)
        here = islice(contents.everything(), leaf.first, leaf.first + MOST_OPTIONS)
        options = [as_option(t) for t in turn.things(here)]
        some_settings = not options and turn.session.has_any(Shelf.SETTINGS)
        return pages.words_kept(turn.library, options, leaf, some_settings=some_settings)

    def _chosen(self, turn: Turn, event: Event) -> KeptItem | None:
        """The one that was picked from a list."""
        ids = {key_of(id): id for id in turn.session.contents.everything()}
        key = event.one_of(list(ids))
        return turn.thing(ids[key]) if key else None

    async def _go(self, turn: Turn, event: Event) -> Response:
        """To the one that was picked."""
        return await self._opened(turn, event, self._chosen(turn, event))

    async def _here(self, turn: Turn, event: Event) -> Response:
        """To the one whose page was pressed."""
        return await self._opened(turn, event, turn.thing(event.press.sitting))

    async def _opened(self, turn: Turn, event: Event, thing: KeptItem | None) -> Response:
        """To something they keep; home, where it is not there any more."""
        if thing is None:
            return await turn.open("menu")
        press = Press.parse(thing.opens)
        assert press, "a thing opens by one of our own presses"  # noqa: S101
        opens = turn.registry.items[turn.session.contents[thing.id].kind].open
        if opens is None:
            return await turn.follow(event, press)
        return await settled(opens(turn, replace(event, press=press)))

    async def _open(self, turn: Turn, event: Event) -> Response:
        """One thing out of the list, at once; what can be done about it is a press away."""
        chosen = self._chosen(turn, event)
        if chosen is None:
            return self._listed(turn)
        page = await self._opened(turn, event, chosen)
        return pages.out_of_list(turn.library, chosen.id, page) if isinstance(page, Card) else page

    def _item(self, turn: Turn, event: Event) -> Card:
        """What can be done about one thing."""
        chosen = turn.thing(event.press.sitting)
        if chosen is None:
            return self._listed(turn)
        return pages.words_item(turn.library, chosen, as_option(chosen))

    async def _save(self, turn: Turn, event: Event) -> Response:
        """One thing, or all of them, as a file."""
        library, kind, one = turn.library, event.press.detail, event.press.sitting
        if kind.startswith("zip"):
            return await self._closed(turn, event)
        if kind == "json" and (files := await for_machines(turn, one)):
            return handed_over(library, files, kind, turn.today)
        made = await self._documents(turn, one, kind)
        if not made:
            return controls.said(library, library.say("export.empty"))
        return handed_over(library, made[kind], form(kind), turn.today)

    async def _closed(self, turn: Turn, event: Event) -> Response:
        """A file with a passphrase: what to know first, the form, and the file."""
        library, id = turn.library, event.press.sitting
        if not event.private:
            return not_here(library)
        match event.press.detail:
            case "zipform":
                return zip_form(library, id, nonce())
            case "zipped":
                return await self._zipped(turn, event)
            case _:
                return zip_page(library, id)

    async def _zipped(self, turn: Turn, event: Event) -> Response:
        """All three forms in one file that opens with their passphrase alone."""
        library, id, today = turn.library, event.press.sitting, turn.today
        phrase, again = event.line(PHRASE), event.line(AGAIN)
        differ = not pair(phrase, again).satisfies(lambda both: both[0] == both[1])
        short = not phrase.satisfies(lambda p: len(p) >= encrypted_zip.SHORTEST)
        if problems := [
            key for key, is_so in (("zip_differ", differ), ("zip_short", short)) if is_so
        ]:
            return zip_again(library, id, *problems)
        made, name = await self._documents(turn, id, "md", "html"), file_name(library, today)
        if not made:
            return controls.said(library, library.say("export.empty"))
        if files := await for_machines(turn, id):
            made["json"] = files
        inside = {
            f"{name}{part}.{kind}": file
            for kind, those in made.items()
            for part, file in zip(part_names(len(those)), those, strict=True)
        }

        async def close() -> Reply:
            closed = await beside(encrypted_zip.zipped, inside, phrase)
            handed = handed_over(library, closed, "zip", today)
            body = (*handed.card.body, library.say("carry_page.zip_opens"))
            return replace(handed, card=replace(handed.card, body=body))

        return Outside(close)

    async def _documents(
        self, turn: Turn, one: bytes, *kinds: str
    ) -> dict[str, list[Confidential[str]]]:
        """What was asked for, in forms to be read; empty where there is nothing.

        Written beside the loop: with years of words it takes longer than anybody else should wait.
        """
        return await beside(self._written, turn, one, kinds)

    def _written(
        self, turn: Turn, one: bytes, kinds: tuple[str, ...]
    ) -> dict[str, list[Confidential[str]]]:
        ids = turn.session.contents.everything()
        things: Iterable[KeptItem] = (thing for id in ids if (thing := turn.thing(id)))
        if one:
            those = (thing for thing in things if one in {thing.id, thing.of})
            things = sorted(those, key=lambda thing: thing.id != one)
        ways = {kind: written_as(turn.library, kind) for kind in kinds}
        parts: dict[str, list[Confidential[str]]] = {kind: [] for kind in kinds}
        for thing in things:
            if blocks := _with_tag(turn.library, thing):
                for kind, way in ways.items():
                    parts[kind].append(way.part(blocks))
        if not any(parts.values()):
            return {}
        last = sources(turn.library)
        return {kind: _shared_out(way, parts[kind], last) for kind, way in ways.items()}

    def _ask_one(self, turn: Turn, event: Event) -> Card:
        """Delete this one? Asked once, plainly, and of which."""
        id = event.press.sitting
        thing = turn.thing(id)
        if thing is None:
            return self._listed(turn)
        which = controls.named(as_option(thing))
        yes, no = str(Press("gone", id)), str(Press("here", id))
        return pages.ask_of_one(turn.library, which, yes, no)

    async def _delete_one(self, turn: Turn, event: Event) -> Card:
        """One thing, what hangs on it, and the nudges about it."""
        session, id = turn.session, event.press.sitting
        if session.get(Shelf.SITTINGS, id) is None:
            return self._listed(turn)
        # How it went belongs to the plan it went by.
        gone = {id, *record_kinds.hanging_on(session, Kept.DEBRIEF, id)}
        await turn.drop_about(gone)
        for one in gone:
            session.drop(Shelf.SITTINGS, one)
        return controls.said(turn.library, turn.library.say("delete.done_one"))

    def _ask_all(self) -> Card:
        say = self._at.library.say
        return pages.ask_first(
            self._at.library,
            say("delete.ask_all"),
            say("delete.confirm_all"),
            str(Press("forgotten")),
            str(Press("mine")),
            Button(say("delete.save_first"), str(Press("carry"))),
        )

    async def _delete_all(self, event: Event) -> Reply:
        """Everything: key and nudges first, then the rows, then our messages in the chat."""
        swept = await self._at.store.forget(event.person)
        return Clearing(
            self._receipt("delete.chat", swept=swept),
            self._receipt("delete.chat_partly", swept=swept),
        )

    def _receipt(self, chat: str, *, swept: bool) -> Card:
        say = self._at.library.say
        left = f"{say('receipt.remains')} {say('words.receipt_stays')}"
        soon = () if swept else (say("receipt.soon"),)
        said = (say("delete.done_all"), say(chat), left, *soon)
        return Card(said, ((help_now(self._at.library),),), fleeting=True)


def as_option(thing: KeptItem) -> Option:
    """A thing as a line of a menu."""
    name = _tagged(thing, thing.tag) if thing.tag else thing.name
    return Option(key_of(thing.id), name, thing.plain, thing.detail)


def _tagged(thing: KeptItem, tag: Confidential[str]) -> Confidential[str]:
    """With its tag, which is seen however long the name is."""
    name = thing.name if isinstance(thing.name, Confidential) else Confidential(thing.name)
    room = LONGEST_OPTION - len(BETWEEN) - LONGEST_TAG
    return together([cut(name, room), tag], BETWEEN)


def _with_tag(library: Library, thing: KeptItem) -> list[Block]:
    """A thing as it is written out, its tag below its heading."""
    blocks = thing.blocks()
    if not blocks or thing.tag is None:
        return blocks
    tag = together([f"{library.say('tag_form.written')} ", thing.tag])
    return [blocks[0], Block(0, "", tag), *blocks[1:]]


def _shared_out(
    way: Writing, parts: Sequence[Confidential[str]], last: list[Block]
) -> list[Confidential[str]]:
    """As one document, or as several where that would be larger than Discord takes."""
    texts = listed([*parts, way.part(last)])
    return each(texts.map(lambda texts: [way.whole(share) for share in _shares(way, texts)]))


def _shares(way: Writing, texts: list[str]) -> Iterator[list[str]]:
    """As many parts as one document holds, each time with the last one."""
    *parts, last = texts
    most = LARGEST_MADE - len(way.whole([last]).encode(*AS_SENT))
    share, size = list[str](), 0
    for part in parts:
        more = len(part.encode(*AS_SENT)) + len(way.between)
        if share and size + more > most:
            yield [*share, last]
            share, size = [], 0
        share.append(part)
        size += more
    yield [*share, last]
