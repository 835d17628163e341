"""The rows of whoever was here lately, sealed as they are: for them nothing is read again."""

from collections import OrderedDict

from bot.person import PersonId
from bot.store.rows import PersonRows

# People, and bytes of their sealed rows.
MOST_PEOPLE = 256
MOST_BYTES = 16 * 2**20


class RowCache:
    """At most so many people and so many bytes; whoever was here longest ago goes first."""

    def __init__(self) -> None:
        self._rows: OrderedDict[PersonId, PersonRows] = OrderedDict()
        # How much each was when it was put here.
        self._sizes: dict[PersonId, int] = {}
        self._bytes = 0

    def get(self, person: PersonId) -> PersonRows | None:
        rows = self._rows.get(person)
        if rows:
            self._rows.move_to_end(person)
        return rows

    def put(self, person: PersonId, rows: PersonRows) -> None:
        self.drop(person)
        self._rows[person] = rows
        self._sizes[person] = rows.size
        self._bytes += rows.size
        # Whoever is here now stays, however much they keep: everybody else is read again sooner.
        while len(self._rows) > MOST_PEOPLE or (self._bytes > MOST_BYTES and len(self._rows) > 1):
            self.drop(next(iter(self._rows)))

    def drop(self, person: PersonId) -> None:
        if self._rows.pop(person, None):
            self._bytes -= self._sizes.pop(person)

    def drop_whose(self, uid: bytes) -> None:
        """The same of whoever has this number."""
        for person in [p for p, rows in self._rows.items() if rows.keys.uid == uid]:
            self.drop(person)

    def clear(self) -> None:
        self._rows.clear()
        self._sizes.clear()
        self._bytes = 0
