"""What stands on a page is what was answered: all of it, in any writing, on both papers."""

from collections import Counter
from dataclasses import replace

import pytest
import typst

from bot.features.printing import pages as printing_pages
from bot.features.printing import sheets, worker
from bot.features.printing.typesetter import Format, Paper, Sheet
from bot.features.walkthrough.example import example_sitting
from bot.features.walkthrough.summary import parts
from bot.forms.sitting import Sitting
from tests.journeys.walks import LIBRARY, SCRIPT
from tests.paper.reading import (
    BLANK,
    PAPERS,
    card,
    is_accessible,
    letters,
    letters_in,
    made,
    missing,
    read,
    text_of,
)
from tests.paper.samples import SCRIPTS, longest, sitting, usual

pytestmark = pytest.mark.long

# Fonts too large to be bundled: any one of them will do.
LARGE = {
    "CJK": {"Noto Serif CJK SC", "Noto Sans CJK SC", "Droid Sans Fallback"},
    "emoji": {"Noto Color Emoji"},
}
EXAMPLE = example_sitting(LIBRARY, SCRIPT)


def families() -> set[str]:
    """The fonts that are here."""
    there = [str(folder) for folder in worker.FONTS if folder.is_dir()]
    return set(typst.Fonts(include_system_fonts=False, font_paths=there).families())


def lines_of(walk: Sitting) -> list[str]:
    """Every line of every part of the card."""
    said = "\n".join(part.text._value for part in parts(LIBRARY, walk))
    return [line.removeprefix("- ") for line in said.splitlines()]


@pytest.mark.parametrize("size", PAPERS, ids=lambda p: p.value)
def test_the_card_is_one_page_with_every_answer_on_it(size: Paper) -> None:
    pdf = made(Sheet.CARD, printing_pages.card_data(LIBRARY, EXAMPLE), size)
    assert not missing(text_of(pdf), [*lines_of(EXAMPLE), "For a talk with Lena"])
    assert len(read(pdf).pages) == 1
    assert is_accessible(pdf)
    box = read(pdf).pages[0].mediabox
    assert (round(box.width), round(box.height)) == PAPERS[size]


@pytest.mark.parametrize("size", PAPERS, ids=lambda p: p.value)
def test_much_is_still_one_page_and_the_most_there_can_be_both_sides_of_one_sheet(
    size: Paper,
) -> None:
    for write, pages in ((usual, 1), (longest, 2)):
        walk = sitting(write)
        pdf = made(Sheet.CARD, printing_pages.card_data(LIBRARY, walk), size)
        assert not missing(text_of(pdf), lines_of(walk))
        assert len(read(pdf).pages) == pages


def test_what_was_not_answered_has_no_heading() -> None:
    pdf = made(Sheet.CARD, printing_pages.card_data(LIBRARY, replace(EXAMPLE, answers={})))
    assert not [s.title for s in SCRIPT.card.sections if s.title in text_of(pdf)]
    assert len(read(pdf).pages) == 1


def test_a_card_on_hold_is_a_note_for_me_and_names_nobody() -> None:
    held = replace(EXAMPLE, held=True)
    text = text_of(made(Sheet.CARD, printing_pages.card_data(LIBRARY, held)))
    assert text.startswith(SCRIPT.card.for_line_nobody)
    assert "For a talk with" not in text


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_comes_out_letter_by_letter(script: str) -> None:
    words, needed = SCRIPTS[script], LARGE.get(script, set())
    if needed and not needed & families():
        pytest.skip(f"no font for {script} is installed here; docs/paper.md says which")
    pdf = made(Sheet.CARD, card(f"{words}\n- {words}"))
    frame = "".join((BLANK["title"], BLANK["footer"], *BLANK["small"], "In one line"))
    assert letters_in(pdf) == Counter(letters(frame + words * 2))
    # No box stands anywhere: the standard takes none.
    assert is_accessible(pdf)


def test_a_page_says_so_where_a_letter_has_no_font() -> None:
    pdf = made(Sheet.CARD, card("Cuneiform \U00012000 here"))
    assert not missing(text_of(pdf), ["Cuneiform", "here", BLANK["lacking"]])
    assert BLANK["lacking"] not in text_of(made(Sheet.CARD, card("Nothing odd here")))


def test_a_page_carries_no_name_no_date_and_no_address_but_what_stands_on_it() -> None:
    about = read(made(Sheet.CARD, printing_pages.card_data(LIBRARY, EXAMPLE))).metadata
    assert about is not None
    assert about.title == LIBRARY.say("paper.name")
    assert [about.author, about.subject, about.creation_date] == [None] * 3


def test_talking_points_are_a_picture_of_what_will_be_said() -> None:
    data = printing_pages.points_data(LIBRARY, EXAMPLE)
    assert made(Sheet.POINTS, data, Paper.PHONE, Format.PNG).startswith(b"\x89PNG")
    text = text_of(made(Sheet.POINTS, data, Paper.PHONE))
    said = {p.title: p.text._value for p in parts(LIBRARY, EXAMPLE)}
    spoken = [said[title] for title in ("Opening line", "What I'll say", "Asking for time")]
    assert not missing(text, spoken)
    assert missing(text, [said["What I feel"], "Lena"]) == [said["What I feel"], "Lena"]


@pytest.mark.parametrize("id", list(printing_pages.sheet_names(LIBRARY)))
@pytest.mark.parametrize("size", PAPERS, ids=lambda p: p.value)
def test_examples_and_empty_sheets_can_be_read_by_anybody(id: str, size: Paper) -> None:
    template, data = sheets.sheet(LIBRARY, id)
    pdf = made(Sheet(template), data, size)
    assert is_accessible(pdf)
    of = id.removesuffix("_example")
    script = LIBRARY.closeness.script if of == "closeness" else LIBRARY.scripts.get(of, SCRIPT)
    wanted = [LIBRARY.say("paper.short")]
    if id != "checkin" and script.attribution:
        wanted += [script.attribution.line, script.attribution.not_endorsement]
    if id == "prepare":
        wanted += [q.original for q in SCRIPT.questions]
    if id == "closeness":
        wanted += [i.original for i in LIBRARY.closeness.script.items]
    if id == "checkin":
        wanted += [w.label for family in SCRIPT.shared.families for w in family.words]
        assert len(read(pdf).pages) == 1
    if id == "prepare_example":
        wanted += [LIBRARY.examples[SCRIPT.id].story, LIBRARY.examples[SCRIPT.id].debrief]
    assert not missing(text_of(pdf), wanted)
    # There is nothing to tap on paper.
    assert "Tap " not in text_of(pdf)
