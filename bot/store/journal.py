"""One person's pages inside one turn: read, decide, keep.

Nothing is in the file before the turn has ended well, and then all of it is.
"""

from bot.confidential import Confidential
from bot.store import vault
from bot.store.pages import Pages, Spot
from bot.store.records import Record, Shelf


class Journal:
    """Whose it is stands in the keys, so that no method here takes a person."""

    def __init__(
        self, pages: Pages, names: dict[bytes, str] | None = None, *, own_key: bool = False
    ) -> None:
        self._pages = pages
        self._names = names
        # Whether only a phrase of theirs opened them.
        self.own_key = own_key
        self.staged: dict[Spot, bytes | None] = {}

    @property
    def locked(self) -> bool:
        """Whether these are not their pages, but what they write while their lock is on."""
        return self._names is not None

    def read(self, shelf: Shelf) -> dict[bytes, Record]:
        """Everything on one shelf, what was staged in this turn included."""
        ids = {id for where, id in [*self._pages.rows, *self.staged] if where is shelf}
        found = {id: self.get(shelf, id) for id in ids}
        return {id: record for id, record in found.items() if record}

    def get(self, shelf: Shelf, id: bytes) -> Record | None:
        spot = (shelf, id)
        blob, _ = self._pages.rows.get(spot, (None, 0))
        blob = self.staged.get(spot, blob)
        return None if blob is None else vault.unseal(blob, self._pages.keys, shelf, id)

    def keep(self, shelf: Shelf, id: bytes, record: Record) -> None:
        """Stage a record. Raises TooMuch before anything has happened."""
        self.staged[shelf, id] = vault.seal(record, self._pages.keys, shelf, id)

    def drop(self, shelf: Shelf, id: bytes) -> None:
        if (shelf, id) in self._pages.rows:
            self.staged[shelf, id] = None
        else:
            self.staged.pop((shelf, id), None)

    def keeps(self, *but: bytes) -> bool:
        """Whether anything is staged to be kept, besides what goes by these ids."""
        return any(blob is not None and id not in but for (_, id), blob in self.staged.items())

    def named(self, name: str) -> bytes:
        """The id of the record that goes by a name."""
        id = self._pages.keys.named(name)
        if self._names is not None:
            self._names[id] = name
        return id

    def named_after(self, what: str, words: Confidential[str]) -> bytes:
        """The id of the record that goes by what somebody calls something: a keyed hash of it."""
        return vault.name(words.map(lambda plain: self.named(f"{what}/{plain}")))
