"""What is in a file that somebody brings, and what of it comes in beside what they keep here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.beside import rest
from bot.confidential import Confidential, each
from bot.content import Library
from bot.context import new_id
from bot.features.mydata import export_format as files
from bot.features.mydata.export_format import Carried
from bot.features.mydata.import_checks import Known, Refusal, rows_in
from bot.features.mydata.outgoing import KEPT_HERE_TOO, carried
from bot.forms import route
from bot.forms.sitting import SAFETY, PageKind, Sitting
from bot.kept.codecs import CODECS, WALKTHROUGH
from bot.reveal import reveal
from bot.store import Session
from bot.store.records import Record


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What would come in, under which id; and how many are here already, or differ."""

    new: tuple[Carried, ...]
    same: int
    copies: tuple[Carried, ...]
    # Which thing of the file each of them is, from 1.
    numbers: Mapping[bytes, int]


def things_in(content: Confidential[bytes], known: Known) -> tuple[Carried, ...] | Refusal:
    """What is in a file, each thing checked; or why it is not taken."""
    rows = content.map(lambda raw: rows_in(raw, known))
    # Made of constants of ours and numbers.
    refusal = reveal(rows.map(lambda found: found if isinstance(found, Refusal) else None))
    if refusal:
        return refusal
    found = rows.map(lambda found: [] if isinstance(found, Refusal) else found)
    return tuple(_thing(row) for row in each(found))


def _thing(row: Confidential[dict[str, Any]]) -> Carried:
    """A row of the file: its facts were checked to be our own names, days and numbers."""
    rest()
    facts = reveal(row.map(lambda r: {"kind": r["kind"], **r["facts"]}))
    names = reveal(row.map(lambda r: list(r["words"])))
    words = {name: row.map(lambda r, name=name: r["words"][name]) for name in names}  # type: ignore[misc]
    return Carried(bytes.fromhex(reveal(row.map(lambda r: r["id"]))), facts, words)


def planned(library: Library, session: Session, things: tuple[Carried, ...]) -> Arrivals:
    here = carried(library, session)
    ids, marks = {one.id for one in here}, {_mark(one) for one in here}
    unlike = [(n, one) for n, one in enumerate(things, 1) if _mark(one) not in marks]
    new = _renumbered(here, [one for _, one in unlike if one.id not in ids])
    numbers = {one.id: n for n, one in unlike if one.id not in ids}
    beside = []
    for n, one in ((n, one) for n, one in unlike if one.id in ids):
        beside.append(replace(one, id=new_id()))
        numbers[beside[-1].id] = n
    copies = _renumbered([*here, *new], beside)
    return Arrivals(tuple(new), len(things) - len(unlike), tuple(copies), numbers)


def _mark(one: Carried) -> bytes:
    """The same for two that are the same but for their place in the order and their ids."""
    rest()
    facts = {name: fact for name, fact in one.facts.items() if name != "n"}
    row = files.sealed(replace(one, id=b"", facts=facts))
    return reveal(
        row.map(lambda r: hashlib.sha256(json.dumps(r, sort_keys=True).encode()).digest())
    )


def _renumbered(here: list[Carried], coming: list[Carried]) -> list[Carried]:
    """After what is here already, where a number is taken; in the order they had."""
    taken = {(c.facts["kind"], c.facts.get("n")) for c in here}
    if not any((c.facts["kind"], c.facts.get("n")) in taken for c in coming if "n" in c.facts):
        return coming
    last: dict[str, int] = {}
    for c in here:
        last[c.facts["kind"]] = max(last.get(c.facts["kind"], 0), c.facts.get("n", 0))
    out = []
    for c in sorted(coming, key=lambda c: c.facts.get("n", 0)):
        if "n" in c.facts:
            kind = c.facts["kind"]
            last[kind] = last.get(kind, 0) + 1
            c = replace(c, facts={**c.facts, "n": last[kind]})  # noqa: PLW2901
        out.append(c)
    return out


def record(library: Library, one: Carried) -> Record:
    kind = one.facts["kind"]
    # What no file tells is as if nobody had said anything of it.
    facts = {**one.facts, **CODECS[kind].unsaid}
    if kind == WALKTHROUGH.kind:
        sitting = WALKTHROUGH.read(one, one.id)
        if sitting.made and _passed_a_check(library, sitting):
            # What was decided there is in no file: the card is for them alone.
            facts["decided"] = {**facts["decided"], **dict.fromkeys(KEPT_HERE_TOO, True)}
    return Record(facts, one.words)


def _passed_a_check(library: Library, sitting: Sitting) -> bool:
    way = route.pages(library.script_of(sitting), sitting)
    return any(step == SAFETY or step.at is PageKind.GATE for step in way)
