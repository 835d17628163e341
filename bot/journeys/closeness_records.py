"""Closeness checks as the store keeps them, and back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from bot.confidential import Confidential
from bot.flow.alike import same_label
from bot.flow.closeness import route
from bot.flow.closeness.look import Given, Look, Place
from bot.flow.closeness.script import Closeness
from bot.journeys import holding
from bot.journeys.desk import Kept, kind_of
from bot.store import Journal
from bot.store.records import Json, Record, Shelf

VERSION = 1
LABEL, KIND, PICKED = "label", "kind", "picked"
ITEM = "item."


def about(journal: Journal, script: Closeness, label: Confidential[str]) -> list[Look]:
    """Every check about one person, the newest first. Nobody without a name is the same."""
    name = same_label(label)
    if not name.satisfies(bool):
        return []
    found = journal.contents.concerning(journal.whom(name))
    looks = [one for id in found if (one := look(journal, script, id))]
    return sorted(looks, key=lambda one: one.n, reverse=True)


def look(journal: Journal, script: Closeness, id: bytes) -> Look | None:
    """One check, if it is this person's."""
    record = journal.get(Shelf.SITTINGS, id)
    if record is None or kind_of(record) is not Kept.CLOSENESS:
        return None
    return _look(journal, script, id, record)


def earlier(journal: Journal, script: Closeness, now: Look) -> Look | None:
    """The finished check of the same person before this one."""
    before = (one for one in about(journal, script, now.label) if one.finished and one.n < now.n)
    return next(before, None)


def keep(journal: Journal, one: Look) -> None:
    """Stage a check to be kept."""
    facts: dict[str, Json] = {
        "v": VERSION,
        "kind": Kept.CLOSENESS.value,
        "edition": one.edition,
        "n": one.n,
        "at": str(one.at),
        "began": one.began.isoformat(),
        "touched": one.touched.isoformat(),
        "turns": dict[str, Json](one.turns),
        "passed": list[Json](sorted(one.passed)),
        "asked": list[Json](sorted(one.asked)),
        "held": one.held,
        "finished": one.finished.isoformat() if one.finished else "",
    }
    words: dict[str, Confidential[str] | Confidential[Given]] = {
        LABEL: one.label,
        KIND: one.kind,
        PICKED: one.picked,
        **{f"{ITEM}{id}": given for id, given in one.answers.items()},
    }
    sealed = cast("Mapping[str, Confidential[Json]]", words)
    journal.keep(Shelf.SITTINGS, one.id, Record(facts, sealed))


def _look(journal: Journal, script: Closeness, id: bytes, record: Record) -> Look:
    facts = record.facts
    texts = cast("Mapping[str, Confidential[str]]", record.words)
    answers = cast("Mapping[str, Confidential[Given]]", record.words)
    finished = str(facts["finished"])
    kept = Look(
        id=id,
        label=texts[LABEL],
        kind=texts[KIND],
        at=route.standing(script, Place.parse(str(facts["at"])) or route.first(script)),
        began=date.fromisoformat(str(facts["began"])),
        touched=date.fromisoformat(str(facts["touched"])),
        answers={key.removeprefix(ITEM): g for key, g in answers.items() if key.startswith(ITEM)},
        turns=cast("Mapping[str, int]", facts["turns"]),
        passed=frozenset(cast("list[str]", facts["passed"])),
        asked=frozenset(cast("list[str]", facts["asked"])),
        picked=texts[PICKED],
        held=bool(facts["held"]),
        finished=date.fromisoformat(finished) if finished else None,
        edition=int(str(facts["edition"])),
        n=int(str(facts["n"])),
        unsure=journal.locked,
    )
    if not kept.is_named:
        return kept
    # Suggestions off belongs to a label; it may have been switched elsewhere since.
    return replace(kept, held=holding.is_held(journal, kept.label))
