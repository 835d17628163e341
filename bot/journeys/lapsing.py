"""What could not be said before a talk, because the bot was off or a chat was closed.

Nobody is written to about it: it is said on the first page on which they look by themselves.
"""

from bot.doors import PersonId
from bot.journeys.desk import Desk
from bot.store import LockState


async def told(at: Desk, person: PersonId, about: bytes = b"") -> tuple[str, ...]:
    """A line about what lapsed, of one talk or of any; it is said once."""
    if await at.store.lock.state(person) is LockState.LOCKED:
        return ()
    entries = await at.store.agenda.of(person)
    lapsed = [e.id for e in entries if e.lapsed and about in {b"", e.about}]
    await at.store.agenda.drop(person, lapsed)
    return (at.library.say("plan_page.lapsed"),) if lapsed else ()
