"""Lines that were kept, as the store keeps them, and back."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from bot.cards.takeaways import Takeaway
from bot.confidential import Confidential
from bot.journeys.desk import Kept, kind_of
from bot.store import Journal
from bot.store.records import Json, Record, Shelf

VERSION = 1


def some_of(journal: Journal, ids: Iterable[bytes]) -> list[Takeaway]:
    """Those of these that are lines."""
    return [found for id in ids if (found := one_of(journal, id))]


def one_of(journal: Journal, id: bytes) -> Takeaway | None:
    """One line, if it is this person's."""
    record = journal.get(Shelf.SITTINGS, id)
    return read(id, record) if record and kind_of(record) is Kept.TAKEAWAY else None


def keep(journal: Journal, one: Takeaway) -> None:
    """Stage a line to be kept."""
    facts: dict[str, Json] = {
        "v": VERSION,
        "kind": Kept.TAKEAWAY.value,
        "day": one.day.isoformat(),
        "from": one.origin.hex(),
        "turn": one.turn,
        "n": one.n,
    }
    words = {"text": cast("Confidential[Json]", one.text)}
    journal.keep(Shelf.SITTINGS, one.id, Record(facts, words))


def read(id: bytes, record: Record) -> Takeaway:
    """Read what `keep` wrote."""
    facts = record.facts
    return Takeaway(
        id,
        date.fromisoformat(str(facts["day"])),
        cast("Confidential[str]", record.words["text"]),
        bytes.fromhex(str(facts["from"])),
        int(str(facts["turn"])),
        int(str(facts["n"])),
    )
