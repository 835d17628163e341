"""What whoever edits the texts is shown, and told."""

import re
import shutil

import pytest

from tests.command.conftest import ROOT, Shell

ENGLISH = ROOT / "bot" / "content" / "en"
QUESTION = 'original = "What tone of voice will I use?"'


@pytest.fixture
def texts(shell: Shell) -> Shell:
    """A copy of all content files, to be changed."""
    shutil.copytree(ENGLISH, shell.folder / "en")
    return shell


def change(texts: Shell, old: str, new: str, name: str = "walkthroughs/prepare.toml") -> None:
    file = texts.folder / "en" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_every_page_is_printed(shell: Shell) -> None:
    shown = shell.bot("preview")
    assert (shown.code, shown.err) == (0, "")
    for part in ("What tone of voice will I use?", "Help now", "All 20 questions"):
        assert part in shown.out


def test_a_page_is_printed_with_what_people_see_on_it(shell: Shell) -> None:
    """What stood on the pictures of the README, line for line and button for button."""
    shown = shell.bot("preview").out
    printed = " ".join(shown.split())
    taken = (ROOT / "docs" / "phone.txt").read_text("utf-8").split("---")[:2]
    for line in "".join(taken).splitlines():
        assert line in printed, line
    buttons = [" ".join(re.findall(r"^\[.+\]$", page, re.MULTILINE)) for page in taken]
    assert buttons[0] in printed, "the welcome, with all its buttons side by side"
    assert "**" not in shown
    assert "-# " not in shown


def test_a_changed_text_is_seen_at_once(texts: Shell) -> None:
    change(texts, QUESTION, 'original = "How shall I sound?"')
    shown = texts.bot("preview", "en")
    assert shown.code == 0
    assert "How shall I sound?" in shown.out


def test_a_slip_in_the_punctuation_is_shown_with_its_line(texts: Shell) -> None:
    change(texts, QUESTION, QUESTION.removesuffix('"'))
    line = (ENGLISH / "walkthroughs" / "prepare.toml").read_text("utf-8").split(QUESTION)[0].count(
        "\n"
    ) + 1
    mistake = texts.bot("preview", "en").mistake
    assert mistake.startswith("prepare.toml: it can't be read as TOML")
    assert f"line {line}" in mistake
    assert "Look at that line for a missing quote" in mistake


def test_a_missing_text_is_named_with_its_question_and_a_remedy(texts: Shell) -> None:
    change(texts, QUESTION, "")
    mistake = texts.bot("preview", "en").mistake
    assert mistake.startswith("prepare.toml, question tone")
    assert "'original' is missing" in mistake
    assert "Add it" in mistake


def test_an_id_used_twice_is_named_with_a_remedy(texts: Shell) -> None:
    change(texts, 'id = "tone"', 'id = "approach"')
    mistake = texts.bot("preview", "en").mistake
    assert "prepare.toml" in mistake
    assert "'approach'" in mistake
    assert "Give one of them a new id" in mistake


def test_a_missing_file_is_named(texts: Shell) -> None:
    (texts.folder / "en" / "safety.toml").unlink()
    assert texts.bot("preview", "en").mistake.startswith("safety.toml: the file is missing")


def test_every_page_is_one_page_for_a_browser(shell: Shell) -> None:
    shown = shell.bot("preview", "--html")
    assert (shown.code, shown.err) == (0, "")
    for part in ("<!doctype html>", "You don't owe anyone this conversation", "Help now"):
        assert part in shown.out
    for outside in ("<script", "<img", "<link", 'src="', "url("):
        assert outside not in shown.out, "it needs nothing from elsewhere"
