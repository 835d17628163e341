"""Suggestions off for somebody, with everything that was to come about them taken out again."""

from bot.confidential import Confidential
from bot.context import Turn
from bot.flow.alike import same_label
from bot.journeys import holding
from bot.store import Journal


async def hush(turn: Turn, label: Confidential[str]) -> None:
    """Put suggestions on hold for this label, and drop every nudge about a record about it.

    Call it in the turn in which the deciding answer is given.
    """
    holding.hold(turn.journal, label)
    await turn.drop_about(everything_about(turn.journal, label), for_good=True)


def everything_about(journal: Journal, label: Confidential[str]) -> set[bytes]:
    """The ids of every record about one person: walkthroughs, checks, and what hangs on them."""
    found = journal.contents.concerning(journal.whom(same_label(label)))
    return found.union(*map(journal.contents.come_of, found))
