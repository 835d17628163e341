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


@dataclass(frozen=True, slots=True)
class Writing:
    """A way of writing blocks out: each of them, what stands between two, and the ends of it all.

    A part of a document is made by itself, so that a long one is never in memory as blocks.
    """

    block: Callable[[int, str, str], str]
    between: str
    ended: Callable[[str], str]

    def part(self, blocks: Sequence[Block]) -> Confidential[str]:
        """Some blocks, to stand in a document."""
        both = ((b.level, pair(together([b.title]), together([b.text]))) for b in blocks)
        texts: list[Piece] = [
            words.map(lambda both, level=level: self.block(level, *both))  # type: ignore[misc]
            for level, words in both
        ]
        return together(texts, self.between)

    def whole(self, parts: Sequence[str]) -> str:
        """The document with these parts."""
        return self.ended(self.between.join(parts))

    def document(self, blocks: Sequence[Block]) -> Confidential[str]:
        """All of a short one."""
        return self.part(blocks).map(self.ended)


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


def _ended(text: str) -> str:
    return text.rstrip() + "\n"


# With real headings, and as plain text of 78 columns.
MARKDOWN, PLAIN = Writing(_as_markdown, "\n\n", _ended), Writing(_as_text, "\n\n", _ended)
