"""The sheets as whoever runs the bot writes them, to give away."""

from pathlib import Path

import pytest

from bot.__main__ import OPERATORS, main
from bot.content import load
from bot.features.printing.pages import sheet_names
from tests.paper.reading import is_accessible

pytestmark = pytest.mark.long


def test_every_sheet_is_written_for_both_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sheets"
    assert main(["worksheets", str(folder)]) == 0
    files = sorted(folder.iterdir())
    assert len(files) == 2 * len(sheet_names(load()))
    assert {f.suffix for f in files} == {".pdf"}
    assert sorted(capsys.readouterr().out.split()) == [str(file) for file in files]
    assert is_accessible(files[0].read_bytes())


def test_a_folder_that_cannot_be_one_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("here already", "utf-8")
    assert main(["worksheets", str(taken)]) == OPERATORS
    assert "name another folder" in capsys.readouterr().err
