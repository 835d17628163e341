"""Setting a page and reading it again, as somebody with a PDF reader would."""

import asyncio
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DecodedStreamObject, NameObject

from bot.confidential import Confidential
from bot.features.printing.typesetter import Format, Paper, Sheet, render

PAPERS = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}
# What setting a page may add: the points of a list, and where a long word may be broken.
_MIRRORED = {"]": "[", ")": "(", "}": "{", "<": ""}
_STANDS_FOR = re.compile(rb"/Span<</ActualText<([0-9A-F]+)>>>BDC.*?EMC", re.DOTALL)
_ADDED = re.compile("[\u200b\u2013\\s]")


def made(
    sheet: Sheet,
    data: Confidential[Mapping[str, Any]],
    paper: Paper = Paper.A4,
    form: Format = Format.PDF,
) -> bytes:
    """A page, as the bot has it set."""
    return asyncio.run(render(sheet, paper, form, data))._value


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def letters(text: str) -> str:
    """A text without what line breaks and hyphens of layout do to it."""
    return _ADDED.sub("", unicodedata.normalize("NFC", text))


def card(*texts: str, title: str = "In one line") -> Confidential[Mapping[str, Any]]:
    """A card with nothing on it but these texts."""
    parts = [{"title": title, "text": text, "strong": False} for text in texts]
    return Confidential({**BLANK, "parts": parts})


BLANK: Mapping[str, Any] = {
    "name": "Notes", "title": "Card", "whom": "", "footer": "The end.", "small": ["Small."],
    "lacking": "Boxes.", "language": "en",
}  # fmt: skip


def letters_in(pdf: bytes) -> Counter[str]:
    """Every letter on its pages, whatever order the writing has.

    Where several signs make up one letter, the file says which letters they stand for.
    """
    found: Counter[str] = Counter()
    for page in read(pdf).pages:
        contents: Any = page["/Contents"]
        drawn = contents.get_object().get_data()
        for sign in _STANDS_FOR.finditer(drawn):
            found.update(letters(bytes.fromhex(sign[1].decode()).decode("utf-16")))
        rest = DecodedStreamObject()
        rest.set_data(_STANDS_FOR.sub(b"", drawn))
        page[NameObject("/Contents")] = rest
        found.update(letters(page.extract_text()))
    return found


def missing(text: str, wanted: Sequence[str]) -> list[str]:
    """What is not on the page."""
    found = letters(text)
    return [one for one in wanted if letters(one) not in found]


def changed(pdf: bytes, texts: Sequence[str]) -> str:
    """What else than these texts changed on a card; nothing, if all is well."""
    frame = (BLANK["title"], BLANK["footer"], *BLANK["small"], *("In one line" for _ in texts))
    pages = read(pdf).pages
    several = len(pages) > 1
    numbers = [f"{n}/{len(pages)}" for n in range(1, len(pages) + 1)] if several else []
    wanted = Counter(_shown("".join((*frame, *numbers, *texts))))
    found = Counter(_shown("".join(letters_in(pdf).elements())))
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}
    if sizes != {PAPERS[Paper.A4]}:
        return f"the paper: {sizes}"
    if "".join(pages[0].extract_text()[: len(BLANK["title"])]) != BLANK["title"]:
        return "the title"
    return "" if found == wanted else f"too much: {found - wanted}, too little: {wanted - found}"


def _shown(text: str) -> str:
    """What shows: no marks of lists and quotations, nothing that has no sign of its own.

    From right to left, a bracket is drawn as its mirror image.
    """
    return "".join(
        _MIRRORED.get(letter, letter)
        for letter in letters(text)
        if letter not in "->" and unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Cn"}
    )


def is_accessible(pdf: bytes) -> bool:
    """Whether it says of itself that it keeps to PDF/UA-1, and has tags, a title, a language."""
    root: Any = read(pdf).trailer["/Root"]
    meta = root["/Metadata"].get_data()
    return (
        b"<pdfuaid:part>1" in meta
        and bool(root["/MarkInfo"]["/Marked"])
        and "/StructTreeRoot" in root
        and str(root["/Lang"]).startswith("en")
    )
