"""Suggestions off for somebody, with everything that was to come about them taken out again."""

from bot.confidential import Confidential
from bot.context import Turn
from bot.forms.names import same_label
from bot.kept import hold
from bot.store import Session


async def apply_hold(turn: Turn, label: Confidential[str]) -> None:
    """Put suggestions on hold for this label, and drop every nudge about a record about it.

    Call it in the turn in which the deciding answer is given.
    """
    hold.hold(turn.session, label)
    await turn.drop_about(everything_about(turn.session, label), for_good=True)


def everything_about(session: Session, label: Confidential[str]) -> set[bytes]:
    """The ids of every record about one person: walkthroughs, checks, and what hangs on them."""
    found = session.contents.concerning(session.whom(same_label(label)))
    return found.union(*map(session.contents.come_of, found))
