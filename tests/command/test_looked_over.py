"""Every page is made before anybody can ask for one: at the first start, and after any change."""

import shutil
import socket

import pytest

from bot.ops.settings import LOOPBACK
from tests.command.conftest import ROOT, Shell

pytestmark = pytest.mark.long

TEXT = "few = "
LACKING = "pages_weeks.toml, [weeks_page]: 'few' is missing. Put it back; the bot says it."
TAKEN = "something else listens on port"


@pytest.fixture
def copied(shell: Shell) -> Shell:
    """A bot with texts of its own to be changed."""
    for part in ("bot", "cogs", "migrations"):
        shutil.copytree(ROOT / part, shell.folder / "code" / part)
    shell.sets(PYTHONPATH=str(shell.folder / "code"))
    shell.has_a_token()
    return shell


def takes_out_a_text(copied: Shell) -> None:
    file = copied.folder / "code" / "bot" / "content" / "en" / "pages_weeks.toml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(TEXT)]
    assert len(kept) == len(lines) - 1
    file.write_text("".join(kept), "utf-8")


def starts(copied: Shell, *options: str) -> str:
    """Start it where it goes as far as to open its port, and no further."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        copied.sets(QUIET_PAGE_HEALTH_PORT=str(listener.getsockname()[1]))
        said = copied.runs(*options, "-m", "bot", "run")
    assert said.code == 2
    assert TAKEN in said.err
    return said.err


def test_a_text_that_is_missing_stops_the_first_start(copied: Shell) -> None:
    takes_out_a_text(copied)
    assert copied.runs("-m", "bot", "run").mistake == LACKING
    assert not (copied.folder / "data").exists()
    assert not (copied.folder / "keys").exists()


def test_a_text_that_is_missing_later_stops_the_next_one(copied: Shell) -> None:
    starts(copied)
    takes_out_a_text(copied)
    for _ in range(2):
        assert copied.runs("-m", "bot", "run").mistake == LACKING


def test_pages_are_made_again_where_the_code_has_changed(copied: Shell) -> None:
    starts(copied)
    pages = copied.folder / "code" / "bot" / "features" / "checkin" / "weeks_pages.py"
    pages.write_text(pages.read_text("utf-8").replace('else "few"', 'else "fewer"'), "utf-8")
    assert "'fewer' is missing" in copied.runs("-m", "bot", "run").mistake


def test_where_nothing_has_changed_they_are_not_made_once_more(copied: Shell) -> None:
    made = [imports_the_preview(starts(copied, "-X", "importtime")) for _ in range(3)]
    assert made == [True, False, False]


def imports_the_preview(said: str) -> bool:
    return any(line.endswith("bot.preview.terminal") for line in said.splitlines())
