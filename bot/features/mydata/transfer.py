"""Taking everything along as JSON, and bringing it in again: looked at first, then merged."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from weakref import WeakSet

from bot.beside import beside
from bot.confidential import Confidential
from bot.context import (
    Action,
    Context,
    Feature,
    Outside,
    Response,
    Sessionless,
    Turn,
    new_id,
    nonce,
)
from bot.features.closeness import care as closeness_care
from bot.features.closeness import records as closeness_records
from bot.features.consent.journey import Consent
from bot.features.mydata.export_format import Carried
from bot.features.mydata.import_checks import LARGEST_FILE, Known, Refusal
from bot.features.mydata.incoming import Arrivals, planned, record, things_in
from bot.features.mydata.transfer_pages import (
    bring_form,
    brought,
    looked_at,
    not_taken,
    not_that_one,
    refused,
    ways,
)
from bot.features.safety.apply_hold import apply_hold
from bot.kept.retention import is_old
from bot.person import PersonId
from bot.store import Session
from bot.store.errors import TooMuch
from bot.store.records import Shelf
from bot.ui.event import Event, Upload
from bot.ui.model import Card, Form

# A file that was looked at is held in memory alone, for so long, of so many people at once.
WAITS, MOST_WAITING = timedelta(minutes=15), 16


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file somebody looked at: which file it was, until when, and what is in it.

    Looked at while a lock was open, it is brought in only while it still is. Brought in, it is
    let go of; how many things came is still told, however often the page is pressed.
    """

    mark: bytes
    until: datetime
    things: tuple[Carried, ...]
    own_key: bool
    came: tuple[int, int, int] | None = None


class _Given:
    """A file on its way: what is in it, or the page that says why it is not taken."""

    read: tuple[Carried, ...] | Card = ()


class Transfer:
    """Every press of it has the verb "carry"."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._consent = Consent(at)
        self._waiting: dict[PersonId, _Waiting] = {}
        # Files that are being looked at just now, by whom.
        self._looking: dict[PersonId, WeakSet[_Given]] = {}
        self._known = Known.of(at.library)
        # What a file is made of may take many times its size, for a moment.
        self._one_at_a_time = asyncio.Semaphore(1)

    def feature(self) -> Feature:
        at = self._at
        return Feature(
            "carrying",
            actions={
                "carry.": Sessionless(lambda event: ways(at.library, event.press.sitting)),
                "carry.bring": Action(self._form, private_only=True),
                "carry.sent": Action(
                    self._look, needs_consent=False, private_only=True, before=self._fetched
                ),
                "carry.merge": Action(self._merge, private_only=True),
                "carry.leave": Sessionless(self._left),
            },
            wanted="my-words",
            elsewhere=lambda _: refused(at.library, "private"),
            let_go=self.forget,
        )

    def forget(self, person: PersonId) -> None:
        """Let go of a file that was looked at and not brought in."""
        self._waiting.pop(person, None)
        self._looking.pop(person, None)

    def _form(self, turn: Turn, event: Event) -> Form:
        del turn, event
        return bring_form(self._at.library, nonce())

    def _left(self, event: Event) -> Card:
        self.forget(event.person)
        return refused(self._at.library, "left")

    async def _fetched(self, event: Event) -> _Given:
        """What is in the file they gave, or why it is not taken; held of whoever is still here."""
        given = _Given()
        self._looking = {p: files for p, files in self._looking.items() if files}
        self._looking.setdefault(event.person, WeakSet()).add(given)
        given.read = await self._read(event.upload)
        return given

    async def _read(self, upload: Upload | None) -> tuple[Carried, ...] | Card:
        library = self._at.library
        if upload is None:
            return not_that_one(library, library.say("carry_page.no_file"))
        if upload.size > LARGEST_FILE:
            return not_that_one(library, library.say("carry_page.too_large"))
        content = await upload.content()
        if content is None:
            return not_taken(library, Refusal("unread"))
        if content.satisfies(lambda raw: len(raw) > LARGEST_FILE):
            return not_that_one(library, library.say("carry_page.too_large"))
        # Beside the loop: whoever else is here does not wait while a file is read.
        async with self._one_at_a_time:
            things = await beside(things_in, content, self._known)
        return not_taken(library, things) if isinstance(things, Refusal) else things

    async def _look(self, turn: Turn, event: Event) -> Card:
        """The dry run: what would come in, tried on a copy of their pages. Nothing is kept."""
        library, session = turn.library, turn.session
        given: _Given | None = turn.prepared
        if given and given not in self._looking.get(event.person, ()):
            # They left meanwhile.
            return refused(library, "left")
        if page := self._consent.first(session, event, "my-words"):
            return page
        if given is None:
            return not_that_one(library, library.say("carry_page.again"))
        things = given.read
        if isinstance(things, Card):
            return things
        tried = await beside(self._tried, turn, things)
        if isinstance(tried, Refusal):
            return not_taken(library, tried)
        plan, old = tried
        if given not in self._looking.get(event.person, ()):
            return refused(library, "left")
        before = self._waiting.get(event.person)
        # A second page about one file is about the same file.
        mark = before.mark if before and before.things == things else new_id()
        waiting = _Waiting(mark, turn.now + WAITS, things, session.own_key)
        self._wait(event.person, waiting)
        counts = (len(plan.new), plan.same, len(plan.copies))
        return looked_at(library, mark, *counts, old=old)

    async def _merge(self, turn: Turn, event: Event) -> Response:
        """New ones come in, equal ones are skipped, differing ones become copies beside."""
        library, session, person = turn.library, turn.session, event.person
        waiting = self._looked_at(person, event.press.sitting)
        if waiting and session.locked and (waiting.own_key or waiting.came):
            self.forget(person)
            waiting = None
        if waiting is None:
            return not_that_one(library, library.say("carry_page.again"))
        if waiting.came:
            return brought(library, *waiting.came)
        plan, hushed = await beside(self._staged, turn, waiting.things)
        for label in hushed:
            await apply_hold(turn, label)
        came = len(plan.new), plan.same, len(plan.copies)

        async def told() -> Card:
            # Kept by now, and not before: pressed again, it comes in no second time.
            if self._waiting.get(person) is waiting:
                self._waiting[person] = replace(waiting, things=(), came=came)
            return brought(library, *came)

        return Outside(told)

    def _looked_at(self, person: PersonId, mark: bytes) -> _Waiting | None:
        """The file of this page, if it is still held."""
        one = self._waiting.get(person)
        return one if one and one.mark == mark and one.until >= self._at.now() else None

    def _tried(self, turn: Turn, things: tuple[Carried, ...]) -> tuple[Arrivals, int] | Refusal:
        """What would come in, and how much of it is old by now; or why it can't be taken."""
        plan = planned(turn.library, turn.session, things)
        if refusal := self._why_not(turn, plan):
            return refusal
        coming = [*plan.new, *plan.copies]
        return plan, sum(is_old(turn.session, one.facts, turn.today) for one in coming)

    def _staged(
        self, turn: Turn, things: tuple[Carried, ...]
    ) -> tuple[Arrivals, list[Confidential[str]]]:
        """Bring it in; what came, and about whom suggestions are to stay off."""
        plan = planned(turn.library, turn.session, things)
        coming = [*plan.new, *plan.copies]
        self._stage(turn.session, coming)
        return plan, list(self._to_hush(turn, {one.id for one in coming}))

    def _stage(self, session: Session, coming: Iterable[Carried]) -> None:
        for one in coming:
            session.keep(Shelf.SITTINGS, one.id, record(self._at.library, one))

    def _why_not(self, turn: Turn, plan: Arrivals) -> Refusal | None:
        """What of it could not be kept or shown, if anything; tried on a copy of their pages.

        Its kind says what may stand in it. Whether there is a page for that hangs on our texts as
        well, and on what else they keep: so every page is made once.
        """
        coming = sorted([*plan.new, *plan.copies], key=lambda one: plan.numbers[one.id])
        scratch = turn.on(turn.session.scratch())
        for act in (self._is_kept, self._is_shown):
            for one in coming:
                if why := _fails(act, scratch, one):
                    return Refusal(why, plan.numbers[one.id], str(one.facts["kind"]))
        return None

    def _is_kept(self, turn: Turn, one: Carried) -> bool:
        self._stage(turn.session, [one])
        return True

    def _is_shown(self, turn: Turn, one: Carried) -> bool:
        shown = turn.thing(one.id)
        return shown is not None and bool(shown.blocks())

    def _to_hush(self, turn: Turn, ids: set[bytes]) -> Iterator[Confidential[str]]:
        """Suggestions stay off where the answers themselves say that it may not be safe."""
        script = turn.library.closeness.script
        for look in (closeness_records.look(turn.session, script, id) for id in sorted(ids)):
            if (
                look
                and look.is_named
                and closeness_care.level(script, look) is closeness_care.Level.HOLD
            ):
                yield look.label

    def _wait(self, person: PersonId, one: _Waiting) -> None:
        now = self._at.now()
        self._waiting = {p: w for p, w in self._waiting.items() if w.until > now and p != person}
        # Of what has come in, only three numbers are left: they take nobody's place.
        held = [person for person, w in self._waiting.items() if not w.came]
        for first in held[: max(0, len(held) - MOST_WAITING + 1)]:
            del self._waiting[first]
        self._waiting[person] = one
        # No longer than was said, whoever comes or does not come.
        loop = asyncio.get_running_loop()
        loop.call_later(WAITS.total_seconds(), self._over, person, one.mark)

    def _over(self, person: PersonId, mark: bytes) -> None:
        one = self._waiting.get(person)
        if one and one.mark == mark and one.until <= self._at.now():
            del self._waiting[person]


def _fails(act: Callable[[Turn, Carried], bool], turn: Turn, one: Carried) -> str:
    try:
        well = act(turn, one)
    except TooMuch:
        return "large"
    except Exception:  # noqa: BLE001 - whatever it is, no page can be made of it
        return "shown"
    return "" if well else "shown"
