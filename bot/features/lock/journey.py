"""The lock, from one command. Every press of it has the verb "lock"."""

from collections.abc import Awaitable, Callable

from bot.context import Context, Feature, Sessionless, nonce
from bot.features.lock import pages
from bot.features.lock.pages import AGAIN, CODE, GIVEN, PHRASE, SPAN, SPANS
from bot.features.mydata.merge import bring_in
from bot.person import PersonId
from bot.store import LockState, StoreUnavailable, UnlockResult, is_same_phrase, is_too_short
from bot.ui.event import Event
from bot.ui.model import Card, Reply


class Lock:
    """Opens, closes, puts on, changes and takes off."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._locks = at.store.lock

    def feature(self) -> Feature:
        # Where others might look it is neither shown nor changed, and says so at every step.
        at = self._at
        steps: dict[str, Callable[[Event], Reply | Awaitable[Reply]]] = {
            "": lambda event: self.open(event.person),
            "how": lambda _: pages.how(at.library),
            "open": lambda _: pages.open_form(at.library, nonce()),
            "opened": self._opened,
            "choose": lambda _: pages.choose_form(at.library, nonce()),
            "chosen": self._chosen,
            "show": lambda _: pages.show_form(at.library, nonce()),
            "shown": self._shown,
            "off": lambda _: pages.off_form(at.library, nonce()),
            "taken": self._taken,
            "stop": self._stopped,
        }
        actions = {
            f"lock.{step}": Sessionless(run, private_only=True) for step, run in steps.items()
        }
        # What stands there from now on says no more than it says to everybody.
        closed = Sessionless(lambda _: pages.page(at.library), private_only=True, leaves=True)
        return Feature(
            "lock",
            commands={"lock": Sessionless(lambda event: self.open(event.person), wakes=True)},
            actions={**actions, "lock.now": closed},
            elsewhere=lambda _: pages.not_here(at.library),
            let_go=self._locks.lock_now,
        )

    async def open(self, person: PersonId, line: str = "") -> Card:
        """/lock: for whoever has none, and whoever has one that is closed, the same page."""
        if await self._locks.state(person) is LockState.OPEN:
            return pages.is_open(self._at.library, line)
        return pages.page(self._at.library, line)

    async def is_open(self, person: PersonId) -> bool:
        """Whether their words open with their own sentence alone, and are open now."""
        try:
            return await self._locks.state(person) is LockState.OPEN
        except StoreUnavailable:
            # Then the lesser promise is made.
            return False

    def _stopped(self, event: Event) -> Card:
        self._locks.drop_prepared(event.person)
        return pages.said(self._at.library, "stopped")

    async def _opened(self, event: Event) -> Card:
        span = event.choice(SPAN, SPANS, SPANS[0])
        tried = await self._locks.unlock(
            event.person, event.text(GIVEN), float(span) or None, bring_in
        )
        if tried is UnlockResult.OPENED:
            return pages.is_open(self._at.library, self._at.library.say("lock_page.opened"))
        return pages.page(self._at.library, await self._why_not(event.person, tried))

    async def _why_not(self, person: PersonId, tried: UnlockResult) -> str:
        if tried is UnlockResult.CLOSED:
            return ""
        if tried is UnlockResult.WAIT:
            return pages.wait(self._at.library, await self._locks.wait(person))
        return self._at.library.say("error.locked")

    async def _chosen(self, event: Event) -> Card:
        phrase, again = event.text(PHRASE), event.text(AGAIN)
        differ = not is_same_phrase(phrase, again)
        wrong = (("differ", differ), ("short", is_too_short(phrase)))
        if problems := [key for key, is_so in wrong if is_so]:
            return pages.choose_again(self._at.library, *problems)
        codes = await self._locks.prepare(event.person, phrase)
        if not codes:
            return pages.said(self._at.library, "nothing")
        return pages.codes(self._at.library, codes)

    async def _shown(self, event: Event) -> Card:
        if not await self._locks.confirm(event.person, event.text(CODE)):
            return pages.not_code(self._at.library)
        if not await self.is_open(event.person):
            # Closed on another device meanwhile: what stands here now is what everybody sees.
            return pages.page(self._at.library)
        return pages.is_open(self._at.library, self._at.library.say("lock_page.on"))

    async def _taken(self, event: Event) -> Card:
        tried = await self._locks.remove(event.person, event.text(GIVEN))
        if tried is UnlockResult.OPENED:
            return pages.said(self._at.library, "taken_off")
        if tried is UnlockResult.WAIT:
            return await self.open(event.person, await self._why_not(event.person, tried))
        return await self.open(event.person, self._at.library.say("lock_page.still_on"))
