"""What could not be said before a talk, because the bot was off or a chat was closed.

Nobody is written to about it: it is said on the first page on which they look by themselves.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.context import Turn
from bot.schedule.reminder import Reminder


async def may_be_told(turn: Turn) -> list[Reminder]:
    """What somebody asked for; behind a closed lock nothing of it may be told."""
    return [] if turn.session.locked else await turn.nudges()


async def told(turn: Turn, nudges: Iterable[Reminder], about: bytes = b"") -> tuple[str, ...]:
    """A line about what lapsed, of one talk or of any; it is said once.

    What lapsed by a move was said at once, and may come back by another: so it stays until then.
    """
    lapsed = [e for e in nudges if e.lapsed and about in {b"", e.about} and _is_over(e, turn.now)]
    await turn.at.store.reminders.drop(turn.person, [e.id for e in lapsed])
    keys = dict.fromkeys("lapsed_there" if e.lapsed_by_move else "lapsed" for e in lapsed)
    return tuple(turn.library.say(f"plan_page.{key}") for key in keys)


def _is_over(entry: Reminder, now: datetime) -> bool:
    """Whether it can't come any more, wherever they go."""
    return not entry.lapsed_by_move or entry.talk is None or entry.talk <= now
