"""listener.toml, read: how to listen to somebody who brings something that matters to them."""

from dataclasses import dataclass

from bot.content.reader import Table
from bot.content.structuring import Keys, structured, structurer


@dataclass(frozen=True, slots=True)
class Advice:
    title: str
    say: str


@dataclass(frozen=True, slots=True)
class Listening:
    """Fixed text, the same for everybody."""

    title: str
    say: str
    source: str
    steps: tuple[Advice, ...]
    phrases_title: str
    phrases: tuple[str, ...]


KEYS = Keys(names={Listening: {"steps": "step"}})


def listening(file: Table) -> Listening:
    """Read it."""
    return structured(file, Listening, structurer(KEYS), KEYS)
