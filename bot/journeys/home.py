"""Home: what is open, what is ready; agreeing; and what is the same for everybody."""

from collections.abc import Awaitable, Callable
from itertools import islice

from bot.cards import example, home, listening, welcome
from bot.cards.controls import help_now
from bot.context import Action, Context, Feature, Response, Sessionless, Turn
from bot.doors import MOST_OPTIONS, Card, Clearing, PersonId
from bot.flow.agenda import Entry, Kind
from bot.flow.presses import CLEAR, TAKE_OUT, Press, number
from bot.heard import Heard
from bot.journeys import lapsing
from bot.journeys.belongings import as_option
from bot.journeys.consent import Consent
from bot.store.records import Shelf

# So many notes that are ready fit in a row.
MOST_READY = 3
NOTES = frozenset({Kind.AFTER, Kind.AGAIN, Kind.LINE})


class Home:
    """The first page, and what stands in none of the others.

    `own_key`: whether somebody's words open with their own sentence alone, and are open now.
    """

    def __init__(self, at: Context, own_key: Callable[[PersonId], Awaitable[bool]]) -> None:
        self._at = at
        self._library = at.library
        self._consent = Consent(at)
        self._own_key = own_key

    def feature(self) -> Feature:
        library, host = self._library, self._at.host
        fixed: dict[str, Sessionless] = {
            "settings": Sessionless(lambda _: home.settings(library)),
            "privacy": Sessionless(self._privacy),
            "watched": Sessionless(lambda heard: welcome.watched(library, heard.press.detail)),
            "listening": Sessionless(lambda _: listening.listening_page(library)),
            "consent": Sessionless(
                lambda heard: welcome.consent(library, host, heard.press.detail)
            ),
            "more": Sessionless(lambda heard: welcome.more(library, heard.press.detail)),
            CLEAR: Sessionless(lambda _: self._cleared(), leaves=True),
            TAKE_OUT: Sessionless(lambda _: self._taken_out()),
        }
        open_to_all: dict[str, Action] = {
            "menu": Action(self._page, needs_consent=False),
            "stay": Action(self._stay, needs_consent=False),
            "example": Action(self._example, needs_consent=False),
            "agree": Action(self._agree, needs_consent=False),
            "decline": Action(self._decline, needs_consent=False),
        }
        home_instead = open_to_all["menu"]
        original, shown = library.with_original, library.with_example
        quoted = (
            Sessionless(
                lambda heard: example.original_page(
                    library, library.scripts.get(heard.press.step, original)
                )
            )
            if original
            else home_instead
        )
        told = (
            Sessionless(lambda _: example.example_page(library, shown)) if shown else home_instead
        )
        return Feature(
            "home",
            commands={
                "menu": open_to_all["menu"],
                "original": quoted,
                "example": told,
                "privacy": fixed["privacy"],
                "about": Sessionless(lambda _: welcome.about(library, host)),
            },
            actions={**fixed, **open_to_all, "original": quoted},
        )

    async def _page(self, turn: Turn, heard: Heard) -> Card:
        """The home page."""
        del heard
        going = turn.journal.contents.going()
        options = tuple(as_option(t) for t in turn.things(islice(going, MOST_OPTIONS)))
        nudges = await lapsing.may_be_told(turn)
        lapsed = await lapsing.told(turn, nudges)
        return home.home(self._library, options, self._ready(turn, nudges), lapsed)

    def _ready(self, turn: Turn, nudges: list[Entry]) -> tuple[str, ...]:
        """Notes they left themselves whose time has come, as presses."""
        due = [e for e in nudges if e.kind in NOTES and e.due and e.due <= turn.now]
        return tuple(str(Press("reminder", e.id, "open")) for e in due[:MOST_READY])

    async def _privacy(self, heard: Heard) -> Card:
        own_key = await self._own_key(heard.person)
        return welcome.privacy(self._library, self._at.host, own_key=own_key)

    async def _stay(self, turn: Turn, heard: Heard) -> Response:
        return await turn.open(heard.press.detail)

    async def _example(self, turn: Turn, heard: Heard) -> Response:
        library, kind = self._library, heard.press.detail
        script = library.scripts.get(heard.press.step, library.with_example)
        if script is None or script.id not in library.examples:
            return await turn.open("menu")
        if kind not in {"md", "txt"}:
            return example.example_page(library, script, number(kind.removeprefix("p")))
        blocks = example.example_blocks(library, script)
        return example.keepsake(library, blocks, kind, turn.today)

    async def _agree(self, turn: Turn, heard: Heard) -> Response:
        self._consent.agree(turn)
        return await turn.open(heard.press.detail)

    async def _decline(self, turn: Turn, heard: Heard) -> Card:
        """Whether anything is kept that they would see, be it written behind a closed lock."""
        del heard
        keeps = await self._at.store.knows(turn.person) or any(map(turn.journal.has_any, Shelf))
        return welcome.declined(self._library, again=keeps)

    def _cleared(self) -> Clearing:
        last = ((help_now(self._library),),)
        say = self._library.say
        return Clearing(
            Card((say("clear.done"),), last, fleeting=True),
            Card((say("clear.partly"),), last, fleeting=True),
        )

    def _taken_out(self) -> Clearing:
        gone = welcome.said(self._library)
        return Clearing(gone, gone, only_this=True)
