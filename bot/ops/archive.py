"""Keeping every edition of every walkthrough beside what is written in it: nobody's words."""

import logging
from collections.abc import Iterable
from pathlib import Path

from bot.content import Library
from bot.content.editions import file_name
from bot.store.sqlite.files import make_directory, write_whole

log = logging.getLogger(__name__)


def keep_editions(libraries: Iterable[Library], folder: Path) -> None:
    """Put into the folder what is not there yet, or is worded otherwise there.

    Never over one that asks what this one does not: people may have answered it.
    """
    try:
        for library, (file, script) in ((one, pair) for one in libraries for pair in one.files):
            kept = folder / file_name(script.id, script.edition, library.language)
            text = file.path.read_bytes()
            if kept.is_file() and kept.read_bytes() == text:
                continue
            before = library.kept_edition(script.id, script.edition)
            if before and not all(map(script.is_asked, (q.id for q in before.questions))):
                log.warning(
                    "a walkthrough asks other questions than the same edition of it did:"
                    " count 'edition' up in its file"
                )
                continue
            make_directory(folder)
            write_whole(kept, text)
    except OSError as error:
        log.warning("the walkthroughs of today could not be kept: %s", type(error).__name__)
