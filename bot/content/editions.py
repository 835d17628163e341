"""What walkthroughs were, edition by edition, as it lies beside what people wrote in them.

An answer of an older edition keeps the question it answered; of a walkthrough whose file is gone,
what was written can still be read. `ops.archive` puts the files there.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from bot.content.lists import Lists
from bot.content.reader import ContentError, read
from bot.content.script_files import ENDING
from bot.content.walkthrough import script
from bot.forms.script import Script

_NAME = re.compile(r"([a-z][a-z0-9_]*)\.(\d{1,9})\.([A-Za-z-]{2,12})" + re.escape(ENDING))


def file_name(id: str, edition: int, language: str) -> str:
    """What one of them is called."""
    return f"{id}.{edition}.{language}{ENDING}"


class Editions:
    """The editions in a folder, each read when somebody first asks for it."""

    def __init__(self, folder: Path | None, lists: Lists, language: str) -> None:
        self._folder, self._lists, self._language = folder, lists, language
        self._read: dict[tuple[str, int], Script | None] = {}
        # (id, edition) -> the languages it is there in.
        self._there: dict[tuple[str, int], list[str]] = {}
        for path in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
            if found := _NAME.fullmatch(path.name):
                self._there.setdefault((found[1], int(found[2])), []).append(found[3])

    def of(self, id: str, edition: int) -> Script | None:
        """One of them, or None where it isn't there or this version can't read it any more."""
        key = (id, edition)
        if key not in self._read:
            self._read[key] = self._of(id, edition)
        return self._read[key]

    def gone(self, known: Collection[str]) -> dict[str, Script]:
        """By its id, the newest of each that is not among the known: nobody begins it any more."""
        found: dict[str, Script] = {}
        for id, edition in sorted(self._there):
            if id not in known and (last := self.of(id, edition)):
                found[id] = replace(last, command=None)
        return found

    def _of(self, id: str, edition: int) -> Script | None:
        languages = self._there.get((id, edition))
        if not languages or self._folder is None:
            return None
        for language in sorted(languages, key=lambda name: name != self._language):
            name = file_name(id, edition, language).removesuffix(ENDING)
            try:
                return script(read(self._folder, name), self._lists)
            except ContentError:
                continue
        return None
