"""Taking nudges out where what they were about is gone, or where nothing should come of it."""

from collections.abc import Collection

from bot.doors import PersonId
from bot.journeys.desk import Desk


async def drop_about(
    desk: Desk, person: PersonId, ids: Collection[bytes], *, for_good: bool = False
) -> None:
    """Take out every nudge about one of these records.

    At once, so that none comes that should not. Should the turn fail in which it is done, those
    about what is still kept are put back; `for_good`: never, as where somebody may be afraid.
    """
    gone = [e for e in await desk.store.agenda.of(person) if e.about in ids]
    await desk.store.agenda.drop(person, [e.id for e in gone])
    if not for_good:
        desk.taken_out(gone)
