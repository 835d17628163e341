"""Taking nudges out where what they were about is gone, or where nothing should come of it."""

from collections.abc import Collection

from bot.doors import PersonId
from bot.journeys.desk import Desk


async def drop_about(desk: Desk, person: PersonId, ids: Collection[bytes]) -> None:
    """Take out every nudge about one of these records."""
    entries = await desk.store.agenda.of(person)
    await desk.store.agenda.drop(person, [e.id for e in entries if e.about in ids])
