"""What could not be said before a talk, because the bot was off or a chat was closed.

Nobody is written to about it: it is said on the first page on which they look by themselves.
"""

from collections.abc import Iterable

from bot.doors import PersonId
from bot.flow.agenda import Entry
from bot.journeys.desk import Desk
from bot.store import LockState


async def may_be_told(at: Desk, person: PersonId) -> list[Entry]:
    """What somebody asked for; behind a closed lock nothing of it may be told."""
    if await at.store.lock.state(person) is LockState.LOCKED:
        return []
    return await at.store.agenda.of(person)


async def told(
    at: Desk, person: PersonId, entries: Iterable[Entry], about: bytes = b""
) -> tuple[str, ...]:
    """A line about what lapsed, of one talk or of any; it is said once."""
    lapsed = [e.id for e in entries if e.lapsed and about in {b"", e.about}]
    await at.store.agenda.drop(person, lapsed)
    return (at.library.say("plan_page.lapsed"),) if lapsed else ()
