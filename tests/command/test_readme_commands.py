"""Every command the README names, typed into a fresh shell that knows of no virtual environment."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ops.command_name import INSTALLED
from tests.command.conftest import PATIENCE, ROOT

README = (ROOT / "README.md").read_text("utf-8")
A_COMMAND = re.compile(r"(?:make|cp|chmod|python\S*|pip|quiet-page|\./|\.venv/)\b.*")
# What a checkout has in it, as far as the commands need it.
FILES = ("Makefile", "install.sh", "quietly.py", "pyproject.toml", ".env.example", ".ci")
FOLDERS = ("bot", "cogs", "migrations", "tests", "docs", "benchmarks")
READY = "Ctrl-C ends everything"
# Of these only what they would do is looked at: they take minutes, or another Python.
LOOKED_AT = ("make test", "make check", "make pictures", "make PYTHON=")
# Without a token, this is all they have to say.
REFUSED = {
    "make run": "There is no QUIET_PAGE_TOKEN",
    "make doctor": "mend token: There is no QUIET_PAGE_TOKEN",
    "make doctor ONLINE=1": "mend token: There is no QUIET_PAGE_TOKEN",
}
BLOCK = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)


def named() -> Iterator[str]:
    """Each command once, as it stands there."""
    lines = [line for block in BLOCK.findall(README) for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", BLOCK.sub("", README))
    found = [line.partition("  #")[0].strip() for line in [*lines, *spans]]
    # What stands alone is a name: what it is called once it is installed.
    yield from dict.fromkeys(c for c in found if A_COMMAND.fullmatch(c) and c != INSTALLED)


COMMANDS = list(named())


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A fresh one, in which what is to be installed is there already."""
    for name in FILES:
        (tmp_path / name).symlink_to(ROOT / name)
    for name in FOLDERS:
        (tmp_path / name).symlink_to(ROOT / name)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (programs / "python").chmod(0o755)
    for lock in ROOT.glob("requirements*.txt"):
        shutil.copy(lock, tmp_path)
        shutil.copy(lock, tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def around() -> dict[str, str]:
    """A fresh shell: the system's programs, and nothing of whoever runs the tests."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C"}


def test_they_are_found() -> None:
    assert {"make try", "make test", "make run", "make doctor", "make preview"} <= set(COMMANDS)
    assert len(COMMANDS) >= 10


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
def test_it_runs(checkout: Path, around: dict[str, str], command: str) -> None:
    if command.startswith(LOOKED_AT):
        command = command.replace("make", "make -n", 1)
    # One step stands before the other there.
    shutil.copy(checkout / ".env.example", checkout / ".env")
    process = subprocess.Popen(
        ["/bin/sh", "-c", f"exec {command}"],
        cwd=checkout,
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        if command == "make try":
            assert process.stdout
            while READY not in (line := process.stdout.readline()):
                assert line, process.communicate()
            os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE * 2)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert "Traceback" not in err
    assert "***" not in err
    assert "not found" not in err
    if command in REFUSED:
        assert process.returncode
        assert REFUSED[command] in out + err
    elif command == "make try":
        assert out.endswith("has ended here, and what was written is deleted.\n")
    else:
        assert (process.returncode, err) == (0, "")


@pytest.mark.parametrize(
    ("target", "lock"),
    [("run", "requirements.txt"), ("doctor", "requirements.txt"), ("try", "requirements-try.txt")],
)
def test_whoever_only_runs_it_installs_what_it_needs_and_no_tool(
    checkout: Path, target: str, lock: str
) -> None:
    make = ("/usr/bin/env", "make", "-n", target)
    shown = subprocess.check_output(make, cwd=checkout, text=True)
    assert re.findall(r"install\.sh (\S+)", shown) == [lock]
    names = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
    assert not names & {"pytest", "playwright", "mypy", "ruff", "hypothesis", "pre-commit"}
