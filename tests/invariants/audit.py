"""The second lock: nobody's words are anywhere but in their own private messages.

Not before others, not before another person, not in a log, not in a byte on disk.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.invariants import card, links, offers, unasked
from tests.invariants.parts import every
from tests.invariants.record import Record, Said, Seen
from tests.invariants.words import Words, own_files, shown, strings


def complaints(record: Record, words: Words, bot: int) -> list[str]:
    """What was said where it should not have been."""
    for text, person in record.in_options():
        words.typed[text].add(person)
    return [
        *(line for seen in card.others(record) for line in _in_public(seen, bot)),
        *(line for said in record.said for line in _of(said, words)),
        *offers.complaints(record),
        *unasked.complaints(record),
        *links.complaints(record),
    ]


def log_complaints(records: Iterable[logging.LogRecord], words: Words) -> list[str]:
    """What a log knows that it should not."""
    return [
        f"a log record of {record.name} holds {sentence!r}"
        for record in records
        for sentence in words.leaked_into("\n".join(_all_of(record)))
    ]


def disk_complaints(folder: Path, words: Words) -> list[str]:
    """What lies on disk that should not: the database, its journals, and every other file."""
    return [
        f"{file.relative_to(folder)} holds {sentence!r}"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and (content := file.read_bytes()) not in own_files()
        for sentence in words.leaked_into_bytes(content + file.name.encode())
    ]


def file_complaints(files: Iterable[tuple[str, bytes, int | None]], words: Words) -> list[str]:
    """What was handed over as a file to anybody but its owner. A file: name, content, owner."""
    return [
        f"the file {name} in front of others holds {sentence!r}"
        for name, content, owner in files
        for sentence in words.leaked_into(name + content.decode("utf-8", "replace"), owner)
    ]


def _in_public(seen: Seen, bot: int) -> Iterator[str]:
    """Nothing else the bot does is seen by everybody: no message, edit, typing or reaction."""
    payload = seen.payload
    author: Any = payload.get("author") or payload.get("user") or {}
    doer = payload.get("user_id") or payload.get("owner_id") or author.get("id")
    if doer is not None and int(doer) == bot and seen.event not in {"GUILD_CREATE", "USER_UPDATE"}:
        yield f"everybody saw {seen.event}: {_shortened(payload)}"


def _of(said: Said, words: Words) -> Iterator[str]:
    everything = "\n".join([said.path, *strings(said.body)])
    found = words.leaked_into(everything, said.owner)
    if said.is_speech:
        found += words.named_in("\n".join(shown(said.body)), said.owner)
    for sentence in found:
        yield f"{sentence!r} left by the wrong door: {said}"
    if said.owner is not None or not said.is_speech:
        return
    if not said.hidden and not card.posts_it(said):
        yield f"said where others can see it: {said}"
    yield from _nothing_of_an_answer(said, words)


def _nothing_of_an_answer(said: Said, words: Words) -> Iterator[str]:
    """Even a hidden page in a server shows nothing of what was answered."""
    data = said.body.get("data") or said.body if isinstance(said.body, dict) else {}
    parts = list(every(data.get("components") or []))
    options = [option for part in parts for option in part.get("options") or []]
    if any(option.get("default") for option in options):
        yield f"a menu in a server shows what was chosen before: {said}"
    # What the page offers it may also explain.
    offered = {option["label"] for option in options}
    text = "\n".join(part.get("content") or "" for part in parts)
    for label in set(words.echoed_in(text)) - offered:
        yield f"the choice {label!r} was repeated in a server: {said}"


def _all_of(record: logging.LogRecord) -> Iterator[str]:
    yield record.getMessage()
    yield repr(record.args)
    yield str(record.stack_info)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        yield logging.Formatter().formatException((type(error), error, error.__traceback__))
    yield from (f"{key}={value!r}" for key, value in vars(record).items() if key not in _KNOWN)


_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _shortened(payload: Mapping[str, Any]) -> str:
    keys = ("content", "components", "channel_id", "emoji", "flags")
    return str({key: payload[key] for key in keys if payload.get(key)})[:400]
