"""Which version this is, and what the command is called."""

import re

import pytest

from bot import __version__
from bot.ops import command_name
from tests.command.conftest import Shell


def test_the_version_is_told_and_nothing_of_the_machine(shell: Shell) -> None:
    said = shell.bot("--version")
    assert (said.code, said.out, said.err) == (0, f"Quiet Page {__version__}\n", "")
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


@pytest.mark.parametrize(
    ("program", "named"),
    [
        ("/somewhere/bin/quiet-page", "quiet-page doctor"),
        ("/somewhere/bot/__main__.py", "python -m bot doctor"),
    ],
)
def test_the_command_is_named_as_it_was_started(
    monkeypatch: pytest.MonkeyPatch, program: str, named: str
) -> None:
    monkeypatch.setattr("sys.argv", [program, "doctor"])
    assert command_name.command("doctor") == named


def test_help_names_the_command_somebody_has(shell: Shell) -> None:
    assert shell.bot("--help").out.startswith("usage: python -m bot ")
    assert "see them by `python -m bot preview`" in shell.bot("doctor").out
