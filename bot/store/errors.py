"""The three ways in which the store says no. None of their texts holds a word of anybody's."""

from pathlib import Path

from bot.mendable import Mendable


class StoreRefused(Mendable):
    """The store will not open. The text is one sentence for the operator: what to do."""

    def __init__(self, sentence: str, path: Path | None = None) -> None:
        super().__init__(sentence.format(path=path))


class InUse(StoreRefused):
    """A bot is at work on these files."""


class StoreUnavailable(Exception):  # noqa: N818
    """A read or a write failed. Nothing was mistaken for empty, nothing was half kept."""


class Tampered(StoreUnavailable):
    """What was read is not what we wrote."""


class TooMuch(StoreUnavailable):
    """One record has grown past what a record may hold."""
