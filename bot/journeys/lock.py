"""The lock, from one command. Every press of it has the verb "lock"."""

import os

from bot.cards import lock as pages
from bot.cards.lock import AGAIN, CODE, GIVEN, PHRASE, SPAN, SPANS
from bot.confidential import Confidential
from bot.doors import Card, PersonId, Reply
from bot.heard import Heard
from bot.journeys.bringing import bring_in
from bot.journeys.desk import Desk
from bot.store import LockState, StoreUnavailable, Tried, is_same_phrase, is_too_short

NONCE = 3


class Lock:
    """Opens, closes, puts on, changes and takes off."""

    def __init__(self, at: Desk) -> None:
        self._library = at.library
        self._locks = at.store.lock

    async def open(self, person: PersonId, line: str = "") -> Card:
        """/lock: for whoever has none, and whoever has one that is closed, the same page."""
        if await self._locks.state(person) is LockState.OPEN:
            return pages.is_open(self._library, line)
        return pages.page(self._library, line)

    async def is_open(self, person: PersonId) -> bool:
        """Whether their words open with their own sentence alone, and are open now."""
        try:
            return await self._locks.state(person) is LockState.OPEN
        except StoreUnavailable:
            # Then the lesser promise is made.
            return False

    async def press(self, heard: Heard) -> Reply:
        library, step = self._library, heard.press.step
        if not heard.private:
            return pages.not_here(library)
        match step:
            case "how":
                return pages.how(library)
            case "open":
                return pages.open_form(library, _nonce())
            case "opened":
                return await self._opened(heard)
            case "choose":
                return pages.choose_form(library, _nonce())
            case "chosen":
                return await self._chosen(heard)
            case "show":
                return pages.show_form(library, _nonce())
            case "shown":
                return await self._shown(heard)
            case "off":
                return pages.off_form(library, _nonce())
            case "taken":
                return await self._taken(heard)
            case "now":
                self._locks.lock_now(heard.person)
                # What stands there from now on says no more than it says to everybody.
                return pages.page(library)
            case "stop":
                self._locks.drop_prepared(heard.person)
                return pages.said(library, "stopped")
            case _:
                return await self.open(heard.person)

    async def _opened(self, heard: Heard) -> Card:
        span = next((s for s in SPANS if _holds(heard, SPAN, s)), SPANS[0])
        tried = await self._locks.unlock(
            heard.person, _text(heard, GIVEN), float(span) or None, bring_in
        )
        if tried is Tried.OPENED:
            return pages.is_open(self._library, self._library.say("lock_page.opened"))
        return pages.page(self._library, await self._why_not(heard.person, tried))

    async def _why_not(self, person: PersonId, tried: Tried) -> str:
        if tried is Tried.CLOSED:
            return ""
        if tried is Tried.WAIT:
            return pages.wait(self._library, await self._locks.wait(person))
        return self._library.say("error.locked")

    async def _chosen(self, heard: Heard) -> Card:
        phrase, again = _text(heard, PHRASE), _text(heard, AGAIN)
        differ = not is_same_phrase(phrase, again)
        wrong = (("differ", differ), ("short", is_too_short(phrase)))
        if problems := [key for key, is_so in wrong if is_so]:
            return pages.choose_again(self._library, *problems)
        codes = await self._locks.prepare(heard.person, phrase)
        if not codes:
            return pages.said(self._library, "nothing")
        return pages.codes(self._library, codes)

    async def _shown(self, heard: Heard) -> Card:
        if not await self._locks.confirm(heard.person, _text(heard, CODE)):
            return pages.not_code(self._library)
        if not await self.is_open(heard.person):
            # Closed on another device meanwhile: what stands here now is what everybody sees.
            return pages.page(self._library)
        return pages.is_open(self._library, self._library.say("lock_page.on"))

    async def _taken(self, heard: Heard) -> Card:
        tried = await self._locks.remove(heard.person, _text(heard, GIVEN))
        if tried is Tried.OPENED:
            return pages.said(self._library, "taken_off")
        if tried is Tried.WAIT:
            return await self.open(heard.person, await self._why_not(heard.person, tried))
        return await self.open(heard.person, self._library.say("lock_page.still_on"))


def _holds(heard: Heard, field: str, id: str) -> bool:
    return field in heard.given and heard.given[field].satisfies(lambda given: id in given)


def _text(heard: Heard, field: str) -> Confidential[str]:
    given = heard.given.get(field, Confidential[str | list[str]](""))
    return given.map(lambda value: value if isinstance(value, str) else "")


def _nonce() -> str:
    return os.urandom(NONCE).hex()
