"""What somebody keeps as it travels in a file: of nothing that led to care, and of no hold."""

from dataclasses import replace
from typing import Any

from bot.beside import beside
from bot.confidential import Confidential
from bot.content import Library
from bot.context import Turn
from bot.features.mydata import export_format as files
from bot.features.mydata.export_format import FACTS, Carried
from bot.forms.sitting import PageKind
from bot.forms.talk import KEPT_HERE
from bot.kept import record_kinds
from bot.kept.look import FEAR
from bot.kept.record_kinds import Kept
from bot.kept.values import HIGHEST
from bot.store import Session
from bot.store.records import Record, Shelf

# What was decided where a talk may not be safe.
KEPT_HERE_TOO = (KEPT_HERE, "safety")


async def for_machines(turn: Turn, only: bytes = b"") -> list[Confidential[str]]:
    """Everything as JSON, or one thing; empty where there is nothing. Made beside the loop."""
    return await beside(_files, turn, only)


def _files(turn: Turn, only: bytes) -> list[Confidential[str]]:
    found = carried(turn.library, turn.session)
    if only:
        found = [one for one in found if one.id == only]
    return files.written(found, turn.today) if found else []


def carried(library: Library, session: Session) -> list[Carried]:
    """All that is kept, as it travels."""
    found = []
    for id, record in session.read(Shelf.SITTINGS).items():
        kind = record_kinds.kind_of(record)
        if kind.value in FACTS:
            found.append(_travelling(library, kind, id, record))
    return _within(found)


def _travelling(library: Library, kind: Kept, id: bytes, record: Record) -> Carried:
    record = record_kinds.up_to_date(record)
    facts: dict[str, Any] = {name: record.facts[name] for name in FACTS[kind.value]}
    if "turn" in facts:
        facts["turn"] = min(facts["turn"], HIGHEST)
    if "turns" in facts:
        facts["turns"] = {name: min(n, HIGHEST) for name, n in facts["turns"].items()}
    if kind is Kept.WALKTHROUGH:
        script = library.find_script(str(facts["script"]), int(facts["edition"]))
        checks = {c.id for c in (script.checks if script else ())} | set(KEPT_HERE_TOO)
        facts["decided"] = {k: v for k, v in facts["decided"].items() if k not in checks}
        if str(facts["at"])[:1] in {PageKind.SAFETY.value, PageKind.GATE.value}:
            facts["at"] = ""
    if kind is Kept.CLOSENESS:
        facts["passed"] = [id for id in facts["passed"] if id != FEAR]
        if str(facts["at"])[:1] in {"f", "q", "c"}:
            facts["at"] = ""
    return Carried(id, {"kind": kind.value, **facts}, record.words)


def _within(found: list[Carried]) -> list[Carried]:
    """The same; where a number is higher than any file takes, they are counted anew in order."""
    too_high = {c.facts["kind"] for c in found if c.facts.get("n", 0) > HIGHEST}
    for kind in too_high:
        those = sorted((c for c in found if c.facts["kind"] == kind), key=lambda c: c.facts["n"])
        anew = {c.id: n for n, c in enumerate(those, 1)}
        found = [
            replace(c, facts={**c.facts, "n": anew[c.id]}) if c.id in anew else c for c in found
        ]
    return found
