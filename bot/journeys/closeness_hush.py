"""Suggestions off for somebody, with everything that was to come about them taken out again."""

from bot.confidential import Confidential
from bot.doors import PersonId
from bot.flow.alike import same_label
from bot.journeys import holding
from bot.journeys.desk import Desk
from bot.journeys.dropping import drop_about
from bot.store import Journal


async def hush(at: Desk, journal: Journal, person: PersonId, label: Confidential[str]) -> None:
    """Put suggestions on hold for this label, and drop every nudge about a record about it.

    Call it in the turn in which the deciding answer is given.
    """
    holding.hold(journal, label)
    await drop_about(at, person, everything_about(journal, label), for_good=True)


def everything_about(journal: Journal, label: Confidential[str]) -> set[bytes]:
    """The ids of every record about one person: walkthroughs, checks, and what hangs on them."""
    found = journal.contents.concerning(journal.whom(same_label(label)))
    return found.union(*map(journal.contents.come_of, found))
