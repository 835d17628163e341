"""Home: what is open, what is ready; agreeing; and what is the same for everybody."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import islice

from bot.context import Action, Context, Feature, Leads, Response, Sessionless, Turn
from bot.features.consent import pages as consent_pages
from bot.features.consent.journey import Consent
from bot.features.followup import lapses
from bot.features.home import pages
from bot.features.home.look_page import look_page
from bot.features.mydata.journey import as_option
from bot.features.reading import listening
from bot.features.walkthrough import example as walkthrough_example
from bot.kept import once, preferences
from bot.kept.record_kinds import Kept
from bot.layout import controls
from bot.layout.controls import help_now
from bot.layout.keepsakes import keepsake
from bot.person import PersonId
from bot.schedule.reminder import Reminder, ReminderKind
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import MOST_OPTIONS, Card, Clearing, Reply
from bot.ui.press import CLEAR, TAKE_OUT, Press, number

# So many notes that are ready fit in a row.
MOST_READY = 3
NOTES = frozenset({ReminderKind.AFTER, ReminderKind.AGAIN, ReminderKind.LINE})


class Home:
    """The first page, and what stands in none of the others.

    `own_key`: whether somebody's words open with their own sentence alone, and are open now.
    """

    def __init__(self, at: Context, own_key: Callable[[PersonId], Awaitable[bool]]) -> None:
        self._at = at
        self._consent = Consent(at)
        self._own_key = own_key

    def feature(self) -> Feature:
        at, instance = self._at, self._at.instance
        fixed: dict[str, Sessionless] = {
            "settings": Sessionless(lambda _: pages.settings(at.library)),
            "privacy": Sessionless(self._privacy),
            "watched": Sessionless(
                lambda event: consent_pages.watched(at.library, event.press.detail)
            ),
            "listening": Sessionless(lambda _: listening.listening_page(at.library)),
            "consent": Sessionless(
                lambda event: consent_pages.consent(at.library, instance, event.press.detail)
            ),
            "more": Sessionless(lambda event: consent_pages.more(at.library, event.press.detail)),
            CLEAR: Sessionless(lambda _: self._cleared(), leaves=True),
            TAKE_OUT: Sessionless(lambda _: self._taken_out()),
        }
        open_to_all: dict[str, Action] = {
            "agree": Action(self._agree, needs_consent=False),
            "decline": Action(self._decline, needs_consent=False),
            "looks": Action(self._looks),
            "speak": Action(self._speak, needs_consent=False),
        }
        home = Action(self._page, needs_consent=False)
        original = Sessionless(self._original) if at.library.with_original else home
        example = Sessionless(self._example) if at.library.with_example else home
        return Feature(
            "home",
            commands={
                "menu": home,
                "original": original,
                "example": example,
                "privacy": fixed["privacy"],
                "about": Sessionless(lambda _: consent_pages.about(at.library, instance)),
            },
            let_go=at.languages.forget,
            actions={
                **fixed,
                **open_to_all,
                "original": original,
                "example": example,
                "menu": Leads(lambda _: "menu"),
                "stay": Leads(lambda event: event.press.detail),
            },
        )

    async def _page(self, turn: Turn, event: Event) -> Card:
        """The home page."""
        del event
        going = turn.session.contents.going()
        options = tuple(as_option(t) for t in turn.things(islice(going, MOST_OPTIONS)))
        nudges = await lapses.may_be_told(turn)
        lapsed = await lapses.told(turn, nudges)
        return pages.home(turn.library, options, self._ready(turn, nudges), lapsed)

    def _ready(self, turn: Turn, nudges: list[Reminder]) -> tuple[str, ...]:
        """Notes they left themselves whose time has come, as presses."""
        due = [e for e in nudges if e.kind in NOTES and e.due and e.due <= turn.now]
        return tuple(str(Press("reminder", e.id, "open")) for e in due[:MOST_READY])

    async def _privacy(self, event: Event) -> Card:
        own_key = await self._own_key(event.person)
        return consent_pages.privacy(self._at.library, self._at.instance, own_key=own_key)

    def _original(self, event: Event) -> Card:
        library = self._at.library
        script = library.scripts.get(event.press.step) or library.with_original
        return walkthrough_example.original_page(library, script or library.talk)

    async def _example(self, event: Event) -> Reply:
        library, kind = self._at.library, event.press.detail
        script = library.scripts.get(event.press.step)
        if script is None or script.id not in library.examples:
            script = library.with_example or library.talk
        if kind not in {"md", "txt"}:
            page = number(kind.removeprefix("p"))
            return walkthrough_example.example_page(library, script, page)
        blocks = walkthrough_example.example_blocks(library, script)
        today = await self._at.today_of(event.person)
        return keepsake(library, blocks, kind, today)

    async def _agree(self, turn: Turn, event: Event) -> Response:
        wanted, length = event.press.detail, event.press.step
        # Pressed twice, one is begun: the second time it is there already.
        begins = length and self._consent.missing(turn.session, wanted)
        self._consent.agree(turn)
        self._keep_language(turn)
        if not begins:
            return await turn.open(wanted)
        coming = once.next_one(turn.session, Kept.WALKTHROUGH)
        return await turn.follow(event, Press("begin", coming, wanted, length))

    def _looks(self, turn: Turn, event: Event) -> Card:
        """How pages look to them: as it is, or from now on."""
        before = preferences.preferences(turn.session)
        after = preferences.decided(before, event.press.detail)
        if after != before:
            preferences.keep(turn.session, after)
        return look_page(turn.library, after, turn.at.languages.others)

    async def _speak(self, turn: Turn, event: Event) -> Response:
        """Another language from now on; kept, once they agreed to anything being kept."""
        languages = turn.at.languages
        # A press has small letters alone.
        pressed = {name.lower(): name for name in languages.names}
        name = event.one_of(languages.names) or pressed.get(event.press.step, "")
        if name:
            languages.choose(turn.person, name)
            languages.speak_to(turn.person, turn.language)
            turn.read_anew()
        wanted = event.press.detail or turn.library.offered[0].id
        if page := self._consent.missing(turn.session, wanted):
            return page
        self._keep_language(turn)
        for nudge in await turn.nudges():
            await turn.at.store.reminders.change(replace(nudge, language=languages.noted))
        now = preferences.preferences(turn.session)
        return look_page(turn.library, now, languages.others)

    def _keep_language(self, turn: Turn) -> None:
        """What they chose before anything could be kept, or just now."""
        before = preferences.preferences(turn.session)
        chosen = turn.at.languages.chosen(turn.person)
        if chosen and chosen != before.language:
            preferences.keep(turn.session, replace(before, language=chosen))

    async def _decline(self, turn: Turn, event: Event) -> Card:
        """Whether anything is kept that they would see, be it written behind a closed lock."""
        del event
        keeps = await self._at.store.knows(turn.person) or any(map(turn.session.has_any, Shelf))
        return consent_pages.declined(turn.library, again=keeps)

    def _cleared(self) -> Clearing:
        last = ((help_now(self._at.library),),)
        say = self._at.library.say
        return Clearing(None, Card((say("clear.partly"),), last, fleeting=True))

    def _taken_out(self) -> Clearing:
        gone = controls.said(self._at.library)
        return Clearing(gone, gone, only_this=True)
