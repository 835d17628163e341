"""A sitting as the store keeps it, and back."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from bot.confidential import Confidential
from bot.flow.sitting import REVIEW, Answer, Sitting, Step
from bot.store.records import Json, Record

VERSION = 1


def to_record(sitting: Sitting) -> Record:
    """Our bookkeeping as facts; every answer as words."""
    return Record(
        {
            "v": VERSION,
            "kind": "walkthrough",
            "script": sitting.script,
            "edition": sitting.edition,
            "length": sitting.length,
            "at": str(sitting.at),
            "began": sitting.began.isoformat(),
            "touched": sitting.touched.isoformat(),
            "turns": dict[str, Json](sitting.turns),
            "decided": dict[str, Json](sitting.decided),
            "skipped": list[Json](sorted(sitting.skipped)),
            "held": sitting.held,
            "finished": sitting.finished,
        },
        cast("Mapping[str, Confidential[Json]]", sitting.answers),
    )


def to_sitting(id: bytes, record: Record) -> Sitting:
    """Read what `to_record` wrote. Raises KeyError or ValueError on anything else."""
    facts = record.facts
    return Sitting(
        id=id,
        script=str(facts["script"]),
        edition=int(str(facts["edition"])),
        length=str(facts["length"]),
        at=Step.parse(str(facts["at"])) or REVIEW,
        began=date.fromisoformat(str(facts["began"])),
        touched=date.fromisoformat(str(facts["touched"])),
        answers=cast("Mapping[str, Confidential[Answer]]", record.words),
        turns=cast("Mapping[str, int]", facts["turns"]),
        decided=cast("Mapping[str, bool]", facts["decided"]),
        skipped=frozenset(cast("list[str]", facts["skipped"])),
        held=bool(facts["held"]),
        finished=bool(facts["finished"]),
    )
