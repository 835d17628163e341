"""How the texts read: plain, short, one word for one thing, and at home on a phone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.confidential import Confidential
from bot.content import load
from bot.preview.chapters import chapters
from bot.ui.model import Card, FileField, Form, Menu
from bot.ui.wording import SMALL_PRINT, small
from tests.invariants import rules
from tests.live import drawn

LIBRARY = load()
HARDEST_GRADE, LONGEST_SENTENCE, LONGEST_BUTTON, LONGEST_MENU = 8, 30, 40, 45
# Too short to say how hard they are.
FEWEST_WORDS = 15

ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
GLOSSARY = Path(__file__).parents[2] / "docs/glossary.md"


def _twins() -> dict[str, str]:
    """What is never said, each with what is said for it."""
    rows = ROW.findall(GLOSSARY.read_text("utf8"))
    return {twin: name for name, twins in rows for twin in re.findall(r"`([^`]+)`", twins)}


TWINS = _twins()


# The questions and the ingredients are somebody else's words.
QUOTED = [
    *(q.original for q in LIBRARY.talk.questions),
    *(item.original for item in LIBRARY.closeness.script.items),
]


def _texts() -> Iterator[tuple[str, str]]:
    """Every sentence of ours that a person may meet, with the page it stands on."""
    for chapter, pages in chapters(LIBRARY):
        for name, page in pages:
            where = f"{chapter}: {name}"
            match page:
                case str():
                    yield where, page
                case Card(body):
                    yield from ((where, part) for part in body if isinstance(part, str))
                    yield from ((where, label) for label in _labels(page))
                case Form(fields=fields):
                    for field in fields:
                        yield where, field.label
                        yield where, field.help


def _labels(card: Card) -> Iterator[str]:
    for row in (*card.body, *card.rows):
        match row:
            case Menu(placeholder=str() as placeholder, options=options):
                yield placeholder
                yield from (o.label for o in options if isinstance(o.label, str))
            case tuple():
                yield from (b.label for b in row if isinstance(b.label, str))


TEXTS = sorted({text: where for where, text in _texts() if text}.items())


@pytest.mark.parametrize("banned", TWINS)
def test_one_thing_has_one_name(banned: str) -> None:
    whole = re.compile(rf"(?<!\w){re.escape(banned)}(?!\w)", re.IGNORECASE)
    found = [
        f"{where}: {text}"
        for text, where in TEXTS
        if whole.search(text) and not any(q in text for q in QUOTED)
    ]
    assert not found, f"say {TWINS[banned]!r}: {found}"


def test_a_button_fits_a_phone_and_an_option_a_menu() -> None:
    for chapter, pages in chapters(LIBRARY):
        for name, page in pages:
            if not isinstance(page, Card):
                continue
            for row in (*page.body, *page.rows):
                if isinstance(row, tuple):
                    for button in row:
                        label = button.label
                        assert isinstance(label, Confidential) or len(label) <= LONGEST_BUTTON, (
                            f"{chapter}, {name}: {label}"
                        )


def test_what_is_said_can_be_read_in_the_eighth_year_of_school() -> None:
    for text, where in TEXTS:
        plain = _plain(text)
        if any(q in text for q in QUOTED):
            continue
        if len(plain.split()) >= FEWEST_WORDS:
            assert _grade(plain) <= HARDEST_GRADE, f"{where}: {_grade(plain):.1f}: {text}"


def test_no_sentence_is_longer_than_a_breath() -> None:
    for text, where in TEXTS:
        if any(q in text for q in QUOTED):
            continue
        for sentence in _sentences(_plain(text)):
            assert len(sentence.split()) <= LONGEST_SENTENCE, f"{where}: {sentence}"


def _plain(text: str) -> str:
    text = re.sub(r"https?://\S+", "", text)
    return re.sub(r"[*#>`_]|-# ", "", text)


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"[.!?:;]\s|\n", text) if s.strip()]


def _grade(text: str) -> float:
    """Flesch and Kincaid's; syllables are estimated by their vowels."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = len([s for s in _sentences(text) if s.strip()]) or 1
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / max(len(words), 1) - 15.59


def _syllables(word: str) -> int:
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, found - silent)


def test_no_help_of_a_field_says_where_the_field_is() -> None:
    # It stands above the field in some clients, and below it in others.
    helps = [(where, field.help) for where, form in _forms() for field in form.fields]
    assert any(text for _, text in helps)
    assert not [one for one in helps if re.search(r"\b(below|above)\b", one[1], re.IGNORECASE)]


def test_small_print_is_a_line_and_no_more() -> None:
    long = [
        (where, line)
        for where, text in _texts()
        for line in text.splitlines()
        if line.startswith("-# ") and len(line) > len("-# ") + SMALL_PRINT
    ]
    assert not long
    assert small("a" * SMALL_PRINT).startswith("-# ")
    assert not small("a" * (SMALL_PRINT + 1)).startswith("-# ")


def test_whoever_gives_a_file_is_told_to_choose_it() -> None:
    # Pasted on a desktop, it lands in the chat behind the form.
    helps = [f.help for _, form in _forms() for f in form.fields if isinstance(f, FileField)]
    assert helps
    assert all("don't paste" in text for text in helps)


@pytest.mark.parametrize("anew", [False, True])
def test_discord_would_take_every_page_and_every_form(*, anew: bool) -> None:
    for chapter, pages in chapters(LIBRARY):
        for name, page in pages:
            if isinstance(page, Card):
                parts = drawn.page(replace(page, anew=anew))
                wrong = rules.page({"components": parts, "flags": rules.V2}, new=True)
                assert not wrong, f"{chapter}: {name}"
            elif isinstance(page, Form):
                assert not rules.form(drawn.form(page)), f"{chapter}: {name}"


def _forms() -> Iterator[tuple[str, Form]]:
    for chapter, pages in chapters(LIBRARY):
        yield from ((f"{chapter}: {n}", page) for n, page in pages if isinstance(page, Form))
