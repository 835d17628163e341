"""Which version this is, and what the command is called."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.ops import command_name
from tests.command.conftest import Shell


def test_the_version_is_told_and_nothing_of_the_machine(shell: Shell) -> None:
    said = shell.bot("--version")
    assert (said.code, said.out, said.err) == (0, f"Quiet Page {__version__}\n", "")
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


def test_an_installed_command_is_named_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/somewhere/bin/quiet-page", "doctor"])
    assert command_name.command("doctor") == "quiet-page doctor"


@pytest.mark.parametrize(
    ("python", "path", "named"),
    [
        ("{here}/.venv/bin/python", "/usr/bin", ".venv/bin/python -m bot doctor"),
        ("{here}/.venv/bin/python", "{here}/.venv/bin", "python -m bot doctor"),
        ("/far/bin/python", "{here}/.venv/bin", "/far/bin/python -m bot doctor"),
        ("/far away/python", "/usr/bin", "'/far away/python' -m bot doctor"),
    ],
)
def test_in_a_checkout_it_is_named_as_it_works_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, python: str, path: str, named: str
) -> None:
    here = tmp_path / ".venv" / "bin"
    here.mkdir(parents=True)
    (here / "python").symlink_to(sys.executable)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path.format(here=tmp_path))
    monkeypatch.setattr("sys.executable", python.format(here=tmp_path))
    monkeypatch.setattr("sys.argv", ["/somewhere/bot/__main__.py", "doctor"])
    assert command_name.command("doctor") == named


def test_a_command_that_is_named_runs_as_it_stands(shell: Shell) -> None:
    found = re.search("see them by `(.+ preview)`", shell.bot("doctor").out)
    assert found
    shown = shell.starts(*shlex.split(found[1]))
    assert (shown.code, shown.err) == (0, "")
    assert "Help now" in shown.out
