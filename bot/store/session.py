"""One person's pages inside one turn: read, decide, keep.

Nothing is in the file before the turn has ended well, and then all of it is.
"""

from dataclasses import replace

from bot.beside import rest
from bot.confidential import Confidential
from bot.store.contents import Contents, Tell
from bot.store.crypto import codec
from bot.store.records import Record, Shelf
from bot.store.rows import PersonRows, RowSpot

# What somebody goes by whom a record is about.
WHOM = "whom"
# Records that stay unsealed until the turn ends: more than a page shows, and far from everything.
MOST_UNSEALED = 256


class Session:
    """Whose it is stands in the keys, so that no method here takes a person.

    Whatever opens a record raises Tampered where it is not what was put there.
    """

    def __init__(
        self,
        pages: PersonRows,
        tell: Tell | None = None,
        names: dict[bytes, str] | None = None,
        *,
        own_key: bool = False,
    ) -> None:
        self._pages = pages
        self._tell = tell
        self._names = names
        # Whether only a phrase of theirs opened them.
        self.own_key = own_key
        self.staged: dict[RowSpot, bytes | None] = {}
        # What was asked for by its id, with the blob it was unsealed from.
        self._unsealed: dict[RowSpot, tuple[bytes, Record]] = {}

    @property
    def locked(self) -> bool:
        """Whether these are not their pages, but what they write while their lock is on."""
        return self._names is not None

    @property
    def contents(self) -> Contents:
        """What is on the shelf of sittings, what was staged in this turn included."""
        if self._pages.contents is None:
            return self._told()
        return self._pages.contents

    def _told(self) -> Contents:
        found = Contents()
        for id in self._ids(Shelf.SITTINGS):
            if record := self._unseal((Shelf.SITTINGS, id), self._blob((Shelf.SITTINGS, id))):
                self._note(found, id, record)
        self._pages.contents = found
        return found

    def _note(self, contents: Contents, id: bytes, record: Record) -> None:
        if self._tell is None:
            raise TypeError("nobody told this store how to tell a record in brief")
        contents.put(id, self._tell(record, self.whom))

    def whom(self, label: Confidential[str]) -> bytes:
        """What somebody goes by in the contents: a keyed hash of what they are called."""
        keys = self._pages.keys
        return codec.name(label.map(lambda plain: keys.named(f"{WHOM}/{plain}")))

    def _noted(self, shelf: Shelf, id: bytes, record: Record | None) -> None:
        """Keep up with a change, where the contents were asked for already."""
        if shelf is not Shelf.SITTINGS or self._pages.contents is None:
            return
        if record is None:
            self._pages.contents.drop(id)
        else:
            self._note(self._pages.contents, id, record)

    def scratch(self) -> "Session":
        """The same pages, to try something on: of what is staged there nothing is ever kept."""
        names = None if self._names is None else dict(self._names)
        pages = replace(self._pages, contents=self.contents.copy())
        found = Session(pages, self._tell, names, own_key=self.own_key)
        found.staged |= self.staged
        return found

    def take_back(self) -> None:
        """Nothing of this turn is to be so."""
        for shelf, id in list(self.staged):
            del self.staged[shelf, id]
            self._noted(shelf, id, self.get(shelf, id))

    def has_any(self, shelf: Shelf) -> bool:
        """Whether anything is on a shelf."""
        kept = (spot for spot in self._pages.rows if self.staged.get(spot, b"") is not None)
        staged = (spot for spot, blob in self.staged.items() if blob is not None)
        return any(where is shelf for spots in (kept, staged) for where, _ in spots)

    def read(self, shelf: Shelf) -> dict[bytes, Record]:
        """Everything on one shelf, what was staged in this turn included. Raises Tampered."""
        spots = ((shelf, id) for id in self._ids(shelf))
        found = {spot: self._unseal(spot, self._blob(spot)) for spot in spots}
        return {id: record for (_, id), record in found.items() if record}

    def _ids(self, shelf: Shelf) -> set[bytes]:
        """Also of what is going to be dropped."""
        return {id for where, id in [*self._pages.rows, *self.staged] if where is shelf}

    def get(self, shelf: Shelf, id: bytes) -> Record | None:
        """One record; None is one that isn't there. Raises Tampered."""
        spot = (shelf, id)
        blob = self._blob(spot)
        for opened in (self._unsealed, self._pages.wordless):
            before, known = opened.get(spot, (None, None))
            if blob is not None and blob is before:
                return known
        found = self._unseal(spot, blob)
        if blob is not None and found is not None:
            if shelf is Shelf.SETTINGS and not found.words:
                self._pages.wordless[spot] = blob, found
                return found
            if len(self._unsealed) == MOST_UNSEALED:
                self._unsealed.clear()
            self._unsealed[spot] = blob, found
        return found

    def _blob(self, spot: RowSpot) -> bytes | None:
        kept, _ = self._pages.rows.get(spot, (None, 0))
        return self.staged.get(spot, kept)

    def _unseal(self, spot: RowSpot, blob: bytes | None) -> Record | None:
        rest()
        return None if blob is None else codec.unseal(blob, self._pages.keys, *spot)

    def keep(self, shelf: Shelf, id: bytes, record: Record) -> None:
        """Stage a record. Raises TooMuch before anything has happened."""
        rest()
        self.staged[shelf, id] = codec.seal(record, self._pages.keys, shelf, id)
        self._noted(shelf, id, record)

    def drop(self, shelf: Shelf, id: bytes) -> None:
        """Stage that a record goes. One that isn't there is none the less gone."""
        if (shelf, id) in self._pages.rows:
            self.staged[shelf, id] = None
        else:
            self.staged.pop((shelf, id), None)
        self._noted(shelf, id, None)

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
        return codec.name(words.map(lambda plain: self.named(f"{what}/{plain}")))
