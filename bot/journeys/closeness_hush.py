"""Suggestions off for somebody, with everything that was to come about them taken out again."""

from bot.cards.parts import whom
from bot.confidential import Confidential
from bot.doors import PersonId
from bot.flow.alike import same_label
from bot.flow.engine import label as label_of
from bot.journeys import closeness_records as records
from bot.journeys import desk, holding
from bot.journeys.desk import Desk
from bot.journeys.dropping import drop_about
from bot.store import Journal
from bot.store.records import Shelf


async def hush(at: Desk, journal: Journal, person: PersonId, label: Confidential[str]) -> None:
    """Put suggestions on hold for this label, and drop every nudge about a record about it.

    Call it in the turn in which the deciding answer is given.
    """
    holding.hold(journal, label)
    await drop_about(at, person, everything_about(at, journal, label))


def everything_about(at: Desk, journal: Journal, label: Confidential[str]) -> set[bytes]:
    """The ids of every record about one person: walkthroughs, checks, and what hangs on them."""
    name = same_label(label)
    found = {
        one.id
        for one in desk.sittings(journal)
        if any(who is not None and same_label(who) == name for who in (label_of(one), whom(one)))
    }
    looks = records.looks(journal, at.library.closeness.script)
    found |= {one.id for one in records.about(looks, label)}
    origins = {id.hex() for id in found}
    everything = journal.read(Shelf.SITTINGS).items()
    return found | {id for id, record in everything if record.facts.get("from") in origins}
