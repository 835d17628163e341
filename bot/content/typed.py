"""How days and times are typed in a language, put into the English words that are read.

`typed.toml` of a language says it: `rewrite`, patterns and what stands in their place, one after
the other, and then `words`, the longest first. What neither knows stays as it is, so that nothing
is guessed. English has no such file.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bot.confidential import Confidential
from bot.content.reader import Table, read

FILE = "typed"
# Nobody writes more about when a talk will be; what stands behind it is left as it is.
LONGEST = 200


class TypedWords:
    """What somebody typed about a day or a time, in English words. Pure."""

    def __init__(self, file: Table | None = None) -> None:
        self._rewrites = tuple(_rewrites(file)) if file else ()
        words = file.table("words").raw if file else {}
        self._words = {plain(word): str(english) for word, english in words.items()}
        longest = sorted(map(re.escape, self._words), key=len, reverse=True)
        self._any = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)") if longest else None

    def english(self, typed: Confidential[str]) -> Confidential[str]:
        """The same sealed."""
        return typed.map(self.in_english)

    def in_english(self, text: str) -> str:
        """The words of the language as those of English; what is none of them stays."""
        if self._any is None:
            return text
        said = " ".join(plain(text[:LONGEST])[:LONGEST].split())
        for pattern, english in self._rewrites:
            said = pattern.sub(english, said)
        return " ".join(self._any.sub(lambda found: self._words[found[0]], said).split())


def typed_words(directory: Path) -> TypedWords:
    """Those of a folder of texts. Raises ContentError."""
    if not (directory / f"{FILE}.toml").is_file():
        return TypedWords()
    file = read(directory, FILE)
    words = TypedWords(file)
    file.refuse_the_rest()
    return words


def plain(text: str) -> str:
    """In small letters and without accents: phones leave them out."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("\u2019", "'")


def _rewrites(file: Table) -> Iterator[tuple[re.Pattern[str], str]]:
    for rule in file.tables("rewrite"):
        try:
            pattern = re.compile(rule.text("from"))
            english = rule.text("to")
            pattern.sub(english, "")
        except re.error as error:
            raise rule.wrong(
                f"'from' or 'to' is no pattern ({error})", "See those beside it."
            ) from None
        yield pattern, english
