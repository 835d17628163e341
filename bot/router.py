"""Which feature answers a command or a press, under the rules it declares; one session for each."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from bot.confidential import Confidential
from bot.context import (
    Action,
    Context,
    Feature,
    FoundRule,
    Leads,
    Outside,
    Registry,
    Response,
    Rule,
    Sessionless,
    Turn,
    settled,
)
from bot.features.consent.journey import Consent, Unagreed
from bot.kept.preferences import language_of, wants_anew
from bot.layout import error_pages
from bot.layout.controls import with_hiding
from bot.layout.handed_back import given_back
from bot.person import PersonId
from bot.schedule.reminder import Reminder
from bot.store import LockState, Session, StoreUnavailable
from bot.store.records import Shelf
from bot.store.shield import uninterrupted
from bot.ui.event import Event
from bot.ui.model import Card, Keepsake, Reply
from bot.ui.press import Press

# Where a command leads that nobody brings.
HOME = "menu"


class Router:
    """Where every command and every press arrives."""

    def __init__(self, at: Context, features: Sequence[Feature]) -> None:
        self._at = at
        self._consent = Consent(at)
        self.registry = Registry(features)

    async def command(
        self,
        name: str,
        person: PersonId,
        option: Confidential[str] | None = None,
        language: str = "",
    ) -> Card:
        """A slash command with what was put into its option, or the same thing from a page."""
        found = self._command(name)
        if _wakes(found.rule):
            # Whoever was out of reach is here again.
            await self._at.store.reminders.wake(person, self._at.now())
        page = await self._answer(found, _commanded(person, name, option, language))
        if not isinstance(page, Card):
            raise TypeError("a command is answered with a page")
        return with_hiding(self._at.library, page)

    async def answer(self, event: Event) -> Reply:
        """A press of a button, a choice in a menu, or a form that was sent."""
        found = self.registry.action(event.press)
        if found is not None and isinstance(found.rule, Leads):
            name = found.rule.to(event)
            return await self.command(name, event.person, language=event.language)
        if found is not None:
            return self._hidden(await self._answer(found, event))
        if event.press.verb in self._at.library.scripts:
            # A home page of before there were several.
            return await self.command(event.press.verb, event.person, language=event.language)
        # From an earlier version, or not ours at all.
        library = self._at.library
        return self._hidden(given_back(library, event, error_pages.old_button(library)))

    async def follow(self, turn: Turn, event: Event) -> Response:
        """What another press would come to, in a turn that is open."""
        found = self.registry.action(event.press)
        if found is None:
            raise LookupError("a feature led to a press that no feature knows")
        return await self._within(found, turn, event)

    async def open(self, turn: Turn, name: str) -> Response:
        """What a command would come to, in a turn that is open."""
        await self._at.store.reminders.wake(turn.person, self._at.now())
        asked = _commanded(turn.person, name, language=turn.language)
        return await self._within(self._command(name), turn, asked)

    @asynccontextmanager
    async def turn(self, person: PersonId, language: str = "") -> AsyncIterator[Turn]:
        """Somebody's session, after whatever time has brought about."""
        async with self._session(person, language) as turn:
            await self._begin(turn)
            yield turn

    def _command(self, name: str) -> FoundRule:
        found = self.registry.command(name) or self.registry.command(HOME)
        if found is None:
            raise LookupError("no feature brings the home page")
        return found

    async def _answer(self, found: FoundRule, event: Event) -> Reply:
        rule = found.rule
        if elsewhere := self._at_the_door(found, event):
            return elsewhere
        if isinstance(rule, Sessionless):
            await self._learn(event.person, event.language)
            reply = await settled(rule.run(event))
            if rule.leaves:
                self._at.languages.forget(event.person)
            return reply
        if isinstance(rule, Leads):
            raise TypeError("what leads to a command is no command itself")
        outcome: Response
        ahead = await self._ahead(rule, event)
        try:
            async with self._session(event.person, event.language) as turn:
                turn.found = ahead
                outcome = await self._ruled(found, rule, turn, event)
                if isinstance(outcome, Card):
                    anew = wants_anew(turn.session)
                    outcome = outcome if anew is outcome.anew else replace(outcome, anew=anew)
        except Unagreed:
            return self._consent.anew(event, self._wanted(found))
        except StoreUnavailable:
            if rule.otherwise is None:
                raise
            return rule.otherwise(event)
        return await outcome.work() if isinstance(outcome, Outside) else outcome

    async def _ahead(self, rule: Action, event: Event) -> Any:  # noqa: ANN401
        """What is done before the turn, for whoever may have agreed; how it failed, if it did."""
        if rule.before is None or not await self._may_have_agreed(event.person):
            return None
        try:
            return await rule.before(event)
        except Exception as error:  # noqa: BLE001 - raised where it is needed
            return error

    async def _may_have_agreed(self, person: PersonId) -> bool:
        """Nobody has of whom nothing is known; behind a lock that can't be told."""
        store = self._at.store
        return await store.knows(person) or await store.lock.state(person) is LockState.LOCKED

    def _at_the_door(self, found: FoundRule, event: Event) -> Card | None:
        """What counts before anything of theirs is touched; and the page shown instead."""
        rule = found.rule
        if isinstance(rule, Leads):
            return None
        if rule.private_only and not event.private:
            return _elsewhere(found.feature, event)
        if rule.leaves:
            self.registry.let_go(event.person)
        return None

    async def _within(self, found: FoundRule, turn: Turn, event: Event) -> Response:
        if elsewhere := self._at_the_door(found, event):
            return elsewhere
        if isinstance(found.rule, Sessionless):
            return await settled(found.rule.run(event))
        if isinstance(found.rule, Leads):
            return await self.open(turn, found.rule.to(event))
        return await self._ruled(found, found.rule, turn, event)

    async def _ruled(self, found: FoundRule, rule: Action, turn: Turn, event: Event) -> Response:
        """Do it, unless a rule shows another page instead."""
        wanted = self._wanted(found)
        if rule.needs_consent and (page := self._consent.first(turn.session, event, wanted)):
            return page
        await self._begin(turn)
        if_held = None if rule.on_hold else found.feature.if_held
        if if_held and (page := if_held(turn, event)):
            return page
        return await settled(rule.run(turn, event))

    async def _begin(self, turn: Turn) -> None:
        """Once a turn: what a day's wait has brought about, say."""
        if turn.begun:
            return
        turn.begun = True
        for feature in self.registry.features:
            if feature.begins:
                await feature.begins(turn)

    @asynccontextmanager
    async def _session(self, person: PersonId, language: str) -> AsyncIterator[Turn]:
        zone = await self._at.zone_of(person)
        taken_out, put_in = list[Reminder](), list[Reminder]()
        try:
            async with self._at.store.session(person) as session:
                self._speak(person, session, language)
                turn = Turn(self._at, self.registry, self, person, session, zone, language=language)
                turn.taken_out, turn.put_in = taken_out, put_in
                yield turn
                self._consent.demand(session)
        except BaseException:
            if taken_out or put_in:
                with suppress(StoreUnavailable):
                    await uninterrupted(self._put_back(person, taken_out, put_in))
            raise

    def _speak(self, person: PersonId, session: Session, language: str) -> None:
        """The language they chose, as it is kept; behind a closed lock, as far as it is known."""
        languages = self._at.languages
        if session.locked:
            # Closed, it looks as if nothing were kept.
            languages.forget(person)
        elif languages.several:
            languages.choose(person, language_of(session) or languages.chosen(person))
        languages.speak_to(person, language)

    async def _learn(self, person: PersonId, language: str) -> None:
        """Which language they chose, for a page that needs nothing else of theirs."""
        languages = self._at.languages
        if await self._at.store.lock.state(person) is LockState.LOCKED:
            languages.forget(person)
        elif languages.several and not languages.knows(person):
            with suppress(StoreUnavailable):
                async with self._at.store.session(person) as session:
                    self._speak(person, session, language)
        languages.speak_to(person, language)

    async def _put_back(
        self, person: PersonId, taken_out: Sequence[Reminder], put_in: Sequence[Reminder]
    ) -> None:
        """What is about something that is kept all the same: how the turn ended is looked up."""
        async with self._at.store.session(person) as session:
            back = [e for e in taken_out if session.get(Shelf.SITTINGS, e.about)]
            gone = [e.id for e in put_in]
            await self._at.store.reminders.swap(person, gone, back)

    def _wanted(self, found: FoundRule) -> str:
        return found.wanted or self._at.library.offered[0].id

    def _hidden(self, reply: Reply) -> Reply:
        """Hide now stands on every page."""
        match reply:
            case Card() as card:
                return with_hiding(self._at.library, card)
            case Keepsake() as file:
                return replace(file, card=with_hiding(self._at.library, file.card))
            case _:
                return reply


def _wakes(rule: Rule) -> bool:
    """Whether a command writes down that they are here; what fails for no store does not."""
    match rule:
        case Action():
            return rule.otherwise is None
        case Sessionless():
            return rule.wakes
        case Leads():
            return False


def _commanded(
    person: PersonId, name: str, option: Confidential[str] | None = None, language: str = ""
) -> Event:
    # Where it was given is nobody's business: its page goes where only they look.
    return Event(person, Press(name), private=False, option=option, language=language)


def _elsewhere(feature: Feature, event: Event) -> Card:
    if feature.elsewhere is None:
        raise LookupError(f"{feature.name} has no page for where others might be looking")
    return feature.elsewhere(event)
