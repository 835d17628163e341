"""Which feature answers a command or a press, under the rules it declares; one session for each."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from inspect import isawaitable

from bot.cards import trouble
from bot.cards.controls import with_hiding
from bot.confidential import Confidential
from bot.context import (
    Action,
    Context,
    Feature,
    Found,
    Outside,
    Registry,
    Response,
    Sessionless,
    Turn,
)
from bot.doors import Card, Keepsake, PersonId, Reply
from bot.flow.agenda import Entry
from bot.flow.presses import Press
from bot.heard import Heard
from bot.journeys.consent import Consent, Unagreed
from bot.store import StoreUnavailable
from bot.store.records import Shelf
from bot.store.shield import uninterrupted

# Where a command leads that nobody brings.
HOME = "menu"


class Router:
    """Where every command and every press arrives."""

    def __init__(self, at: Context, features: Sequence[Feature]) -> None:
        self._at = at
        self._consent = Consent(at)
        self.registry = Registry(features)

    async def command(
        self, name: str, person: PersonId, option: Confidential[str] | None = None
    ) -> Card:
        """A slash command with what was put into its option, or the same thing from a page."""
        found = self._command(name)
        if isinstance(found.rule, Action):
            # Whoever was out of reach is here again.
            await self._at.store.agenda.wake(person, self._at.now())
        page = await self._answer(found, _commanded(person, name, option))
        if not isinstance(page, Card):
            raise TypeError("a command is answered with a page")
        return with_hiding(self._at.library, page)

    async def answer(self, heard: Heard) -> Reply:
        """A press of a button, a choice in a menu, or a form that was sent."""
        found = self.registry.action(heard.press)
        if found is None:
            # From an earlier version, or not ours at all.
            given = heard.given if heard.private else {}
            return self._hidden(trouble.old_button(self._at.library, given))
        return self._hidden(await self._answer(found, heard))

    async def follow(self, turn: Turn, heard: Heard) -> Response:
        """What another press would come to, in a turn that is open."""
        found = self.registry.action(heard.press)
        if found is None:
            raise LookupError("a feature led to a press that no feature knows")
        return await self._within(found, turn, heard)

    async def open(self, turn: Turn, name: str) -> Response:
        """What a command would come to, in a turn that is open."""
        await self._at.store.agenda.wake(turn.person, self._at.now())
        return await self._within(self._command(name), turn, _commanded(turn.person, name))

    @asynccontextmanager
    async def turn(self, person: PersonId) -> AsyncIterator[Turn]:
        """Somebody's session, after whatever time has brought about."""
        async with self._session(person) as turn:
            await self._begin(turn)
            yield turn

    def _command(self, name: str) -> Found:
        found = self.registry.command(name) or self.registry.command(HOME)
        if found is None:
            raise LookupError("no feature brings the home page")
        return found

    async def _answer(self, found: Found, heard: Heard) -> Reply:
        rule = found.rule
        if elsewhere := self._at_the_door(found, heard):
            return elsewhere
        if isinstance(rule, Sessionless):
            return await _apart(rule, heard)
        outcome: Response
        prepared = await rule.before(heard) if rule.before else None
        try:
            async with self._session(heard.person) as turn:
                turn.prepared = prepared
                outcome = await self._ruled(found, rule, turn, heard)
        except Unagreed:
            return self._consent.anew(heard, self._wanted(found))
        except StoreUnavailable:
            if rule.otherwise is None:
                raise
            return rule.otherwise(heard)
        return await outcome.work() if isinstance(outcome, Outside) else outcome

    def _at_the_door(self, found: Found, heard: Heard) -> Card | None:
        """What counts before anything of theirs is touched; and the page shown instead."""
        if found.rule.private_only and not heard.private:
            return _elsewhere(found.feature, heard)
        if found.rule.leaves:
            self.registry.let_go(heard.person)
        return None

    async def _within(self, found: Found, turn: Turn, heard: Heard) -> Response:
        if elsewhere := self._at_the_door(found, heard):
            return elsewhere
        if isinstance(found.rule, Sessionless):
            return await _apart(found.rule, heard)
        return await self._ruled(found, found.rule, turn, heard)

    async def _ruled(self, found: Found, rule: Action, turn: Turn, heard: Heard) -> Response:
        """Do it, unless a rule shows another page instead."""
        wanted = self._wanted(found)
        if rule.needs_consent and (page := self._consent.first(turn.journal, heard, wanted)):
            return page
        await self._begin(turn)
        if_held = None if rule.on_hold else found.feature.if_held
        if if_held and (page := if_held(turn, heard)):
            return page
        outcome = rule.run(turn, heard)
        return await outcome if isawaitable(outcome) else outcome

    async def _begin(self, turn: Turn) -> None:
        """Once a turn: what a day's wait has brought about, say."""
        if turn.begun:
            return
        turn.begun = True
        for feature in self.registry.features:
            if feature.begins:
                await feature.begins(turn)

    @asynccontextmanager
    async def _session(self, person: PersonId) -> AsyncIterator[Turn]:
        zone, taken_out = await self._at.zone_of(person), list[Entry]()
        try:
            async with self._at.store.journal(person) as journal:
                turn = Turn(self._at, self.registry, self, person, journal, zone)
                turn.taken_out = taken_out
                yield turn
                self._consent.demand(journal)
        except BaseException:
            if taken_out:
                with suppress(StoreUnavailable):
                    await uninterrupted(self._put_back(person, taken_out))
            raise

    async def _put_back(self, person: PersonId, nudges: Sequence[Entry]) -> None:
        """What is about something that is kept all the same: how the turn ended is looked up."""
        async with self._at.store.journal(person) as journal:
            for entry in nudges:
                if journal.get(Shelf.SITTINGS, entry.about):
                    await self._at.store.agenda.put(entry)

    def _wanted(self, found: Found) -> str:
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


async def _apart(rule: Sessionless, heard: Heard) -> Reply:
    reply = rule.run(heard)
    return await reply if isawaitable(reply) else reply


def _commanded(person: PersonId, name: str, option: Confidential[str] | None = None) -> Heard:
    # Where it was given is nobody's business: its page goes where only they look.
    return Heard(person, Press(name), private=False, option=option)


def _elsewhere(feature: Feature, heard: Heard) -> Card:
    if feature.elsewhere is None:
        raise LookupError(f"{feature.name} has no page for where others might be looking")
    return feature.elsewhere(heard)
