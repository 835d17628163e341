"""How the house tells a record in brief: for the contents of what somebody keeps."""

from collections.abc import Callable, Iterator
from functools import partial

from bot.confidential import Confidential
from bot.content import Library
from bot.forms.names import same_label
from bot.forms.talk import label, whom
from bot.kept.codecs import WALKTHROUGH
from bot.kept.record_kinds import Kept, kind_of, up_to_date
from bot.store.contents import Brief, Named
from bot.store.records import Record

# Of what was touched on one day, in /my-words the first of these stands first.
KINDS = (Kept.WALKTHROUGH, Kept.CLOSENESS, Kept.CHECKIN, Kept.TAKEAWAY, Kept.DEBRIEF)
# What is begun and then ended; the others are there at once.
LONG = frozenset({Kept.WALKTHROUGH, Kept.CLOSENESS})


def teller(library: Library) -> Callable[[Record, Named], Brief]:
    """What tells a record in brief."""
    return partial(_tell, library)


def _tell(library: Library, record: Record, named: Named) -> Brief:
    """One record in brief. Raises KeyError or ValueError on what no journey wrote."""
    record, kind = up_to_date(record), kind_of(record)
    facts = record.facts
    touched = str(facts.get("touched") or facts.get("day") or "")
    n = facts.get("n")
    people = [named(who) if who.satisfies(bool) else b"" for who in _people(library, record, kind)]
    return Brief(
        kind=kind.value,
        order=(touched, str(facts.get("began", ""))) if n is None else (int(str(n)),),
        rank=-KINDS.index(kind),
        touched=touched,
        going=kind in LONG and not facts["finished"],
        origin=bytes.fromhex(str(facts.get("from") or "")),
        about=next(iter(people), b""),
        concerns=frozenset(id for id in people if id),
    )


def _people(library: Library, record: Record, kind: Kept) -> Iterator[Confidential[str]]:
    """Whom it is about, as one spelling; then with whom the talk is to be."""
    match kind:
        case Kept.WALKTHROUGH:
            sitting = WALKTHROUGH.read(record)
            script = library.find_script(sitting.script, sitting.edition)
            names = (label(script, sitting), whom(script, sitting)) if script else (None, None)
            for name in names:
                yield same_label(name or Confidential(""))
        case Kept.CLOSENESS:
            yield same_label(record.words["label"].map(str))
        case _:
            pass
