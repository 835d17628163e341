"""What could not be said before a talk, because the bot was off or a chat was closed.

Nobody is written to about it: it is said on the first page on which they look by themselves.
"""

from collections.abc import Iterable

from bot.context import Turn
from bot.schedule.reminder import Reminder


async def may_be_told(turn: Turn) -> list[Reminder]:
    """What somebody asked for; behind a closed lock nothing of it may be told."""
    return [] if turn.session.locked else await turn.nudges()


async def told(turn: Turn, nudges: Iterable[Reminder], about: bytes = b"") -> tuple[str, ...]:
    """A line about what lapsed, of one talk or of any; it is said once."""
    lapsed = [e.id for e in nudges if e.lapsed and about in {b"", e.about}]
    await turn.at.store.reminders.drop(turn.person, lapsed)
    return (turn.library.say("plan_page.lapsed"),) if lapsed else ()
