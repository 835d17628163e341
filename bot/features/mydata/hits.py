"""Where words of theirs are found again. Pure: it runs in memory, and nothing of it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.beside import rest
from bot.confidential import Confidential, pair, together
from bot.forms.names import folded
from bot.kept.item import KeptItem
from bot.ui.model import Option
from bot.ui.wording import as_written

# Characters that are shown of a line, and how far on the next piece of a long one begins.
SHOWN, FURTHER = 120, 60


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A thing as a line of a menu, and all that is written in it."""

    option: Option
    text: Confidential[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing in which all the words stand, and the line of it in which the first one does."""

    option: Option
    line: Confidential[str]


def found(things: Iterable[ReadOut], words: Confidential[str], most: int) -> list[Hit]:
    """The first so many in which each of the words stands somewhere, however it is written."""
    looked_for = words.map(lambda text: folded(text).split())
    hits: list[Hit] = []
    for thing in things:
        if len(hits) == most:
            break
        rest()
        both = pair(thing.text, looked_for)
        if both.satisfies(lambda both: _all_in(*both)):
            hits.append(Hit(thing.option, both.map(lambda both: _line(*both))))
    return hits


def text_of(thing: KeptItem) -> Confidential[str]:
    """All that is written in a thing, its tag first."""
    parts = [piece for block in thing.blocks() for piece in (block.title, block.text)]
    tag = (thing.tag,) if thing.tag else ()
    return together([*tag, *parts], "\n")


def _all_in(text: str, words: list[str]) -> bool:
    # Line by line: what is plain is folded fifty times as fast.
    lines = [folded(line) for line in text.splitlines()]
    return bool(words) and all(any(word in line for line in lines) for word in words)


def _line(text: str, words: list[str]) -> str:
    """The line with the first of the words; of a long one the piece in which it stands."""
    line = next((ln for ln in text.splitlines() if words[0] in folded(ln)), "")
    starts = range(0, max(len(line) - SHOWN + FURTHER, 1), FURTHER)
    first = next((n for n in starts if words[0] in folded(line[n : n + SHOWN])), 0)
    piece = line[first : first + SHOWN].strip()
    return as_written(f"{'…' if first else ''}{piece}{'…' if first + SHOWN < len(line) else ''}")
