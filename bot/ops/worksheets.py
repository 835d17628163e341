"""The examples and empty sheets as files for whoever runs the bot, to print or to give away.

Nobody's words are in them.
"""

import asyncio
from pathlib import Path

from bot.confidential import ConfidentialityError
from bot.content import Library
from bot.features.printing import sheets
from bot.features.printing.pages import sheet_names
from bot.features.printing.typesetter import (
    Format,
    NotInstalled,
    NotTypeset,
    Paper,
    Sheet,
    TooLong,
    render,
)
from bot.mendable import Mendable

PAPERS = {"a4": Paper.A4, "letter": Paper.LETTER}


class WorksheetsError(Mendable):
    """They could not be written. The text is one sentence."""


def write(library: Library, folder: Path) -> list[Path]:
    """Write each of them for both papers; which files there are now."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _write(library, id, size, folder / f"{id.replace('_', '-')}-{size}.pdf")
            for id in sheet_names(library)
            for size in PAPERS
        ]
    except NotInstalled:
        raise WorksheetsError(
            "What sets pages is not installed: add the extra `paper`, as docs/paper.md says."
        ) from None
    except (TooLong, NotTypeset):
        raise WorksheetsError(
            "A sheet could not be set; look at the content files you changed last."
        ) from None
    except (OSError, ConfidentialityError):
        raise WorksheetsError(f"{folder} can't be written to; name another folder.") from None


def _write(library: Library, id: str, size: str, file: Path) -> Path:
    template, data = sheets.sheet(library, id)
    made = asyncio.run(render(Sheet(template), PAPERS[size], Format.PDF, data))
    # No box is opened for it: there is no reason to, and no second place that may.
    made.map(file.write_bytes)
    return file
