"""A document, made of plain blocks, and written out as Markdown or as text."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.confidential import Confidential, pair, together

# Characters of a line.
WIDTH = 78
Piece = str | Confidential[str]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of some level with what stands under it; level 0 has no heading."""

    level: int
    title: Piece
    text: Piece = ""


def markdown(blocks: Sequence[Block]) -> Confidential[str]:
    """The blocks as Markdown, with real headings."""
    return _document(blocks, _as_markdown)


def plain_text(blocks: Sequence[Block]) -> Confidential[str]:
    """The blocks as plain text of 78 columns."""
    return _document(blocks, _as_text)


def _document(blocks: Sequence[Block], write: Callable[[int, str, str], str]) -> Confidential[str]:
    out: list[Piece] = [
        pair(together([b.title]), together([b.text])).map(
            lambda both, level=b.level: write(level, *both)  # type: ignore[misc]
        )
        for b in blocks
    ]
    return together([*out, ""], "\n\n").map(lambda text: text.rstrip() + "\n")


def _as_markdown(level: int, title: str, text: str) -> str:
    head = f"{'#' * level} {title}" if level else ""
    body = "\n".join(line if line.startswith("- ") else f"{line}  " for line in text.splitlines())
    return "\n\n".join(t for t in (head, body.rstrip()) if t)


def _as_text(level: int, title: str, text: str) -> str:
    head = {0: "", 1: title.upper(), 2: f"--- {title} ---"}.get(level, title)
    indent = "   " if level else ""
    wrapped = [
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + ("  " if line.startswith("- ") else ""),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    ]
    return "\n".join(t for t in (textwrap.fill(head, WIDTH) if head else "", *wrapped) if t)
