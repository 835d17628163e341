"""listener.toml, read: how to listen to somebody who brings something that matters to them."""

from dataclasses import dataclass

from bot.content.reader import Table


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


def listening(file: Table) -> Listening:
    """Read it."""
    return Listening(
        file.text("title"),
        file.text("say"),
        file.text("source"),
        tuple(Advice(s.text("title"), s.text("say")) for s in file.tables("step")),
        file.text("phrases_title"),
        file.texts("phrases"),
    )
