"""What an operator is told about the settings."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.instance import PREFIX
from bot.ops import settings
from bot.ops.settings import KNOWN, Settings, SettingsError
from tests.command.conftest import ROOT, Shell

EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
SECRET = "a-secret-nobody-should-see"  # noqa: S105


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    return tmp_path


def mistake() -> str:
    """The one sentence an operator is told."""
    with pytest.raises(SettingsError) as refused:
        settings.chosen().secret_token()
    said = str(refused.value)
    assert SECRET not in said
    assert "\n" not in said
    return said


def test_without_a_token_the_bot_says_where_to_put_one(shell: Shell) -> None:
    assert "put the token of your Discord application into it" in shell.bot("run").mistake


def test_a_slip_stops_the_bot_with_one_sentence(shell: Shell) -> None:
    shell.writes("QUIET_PAGE_TOKN=any")
    assert shell.bot("run").mistake == (
        "QUIET_PAGE_TOKN in line 1 of .env is no setting of this bot;"
        " did you mean QUIET_PAGE_TOKEN?"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("TOKEN=x", "did you mean QUIET_PAGE_TOKEN?"),
        ("QUIET_PAGE_DATADIR=x", "did you mean QUIET_PAGE_DATA_DIR?"),
        (
            "QUIET_PAGE_LOG_LEVEL=loud",
            "QUIET_PAGE_LOG_LEVEL in line 3 of .env has to be DEBUG, INFO",
        ),
        ("QUIET_PAGE_KEY_FILE=data/master.key", "put the key file somewhere else"),
        ("QUIET_PAGE_TOKEN_FILE=elsewhere", "not both"),
        ("ZZZZ=x", "see .env.example"),
        (SECRET, "In line 3 of .env there is something else than NAME=value."),
        (f"{SECRET}.{SECRET}=", "In line 3 of .env there is no setting of this bot"),
    ],
)
def test_a_slip_in_the_file_is_named_and_no_value_shown(here: Path, line: str, told: str) -> None:
    (here / ".env").write_text(f"# a comment\nQUIET_PAGE_TOKEN={SECRET}\n{line}\n")
    assert told in mistake()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("Mia #1 & Co", "what comes after a blank and # would be left out"),
        ("Mia\t#1", "what comes after a blank and # would be left out"),
        (" # nobody yet", "what comes after a blank and # would be left out"),
        ("${HOME} Club", "$ would be filled in"),
        ("$HOME Club", "$ would be filled in"),
        ('"${HOME} Club"', "$ would be filled in"),
        (r'"Mia\tCo"', r"\ would be turned into something else"),
        (r"'C:\\here'", r"\ would be turned into something else"),
        ("'Mia' & Co", "a quotation mark at its beginning needs another at its end"),
        ('"Mia', "a quotation mark at its beginning needs another at its end"),
        ('"Mia\nand Co"', "it has to stand in one"),
    ],
)
def test_a_value_that_would_not_count_as_written_is_refused(
    here: Path, value: str, why: str
) -> None:
    (here / ".env").write_text(f"\n\nQUIET_PAGE_OPERATOR={value}\n")
    said = mistake()
    assert said.startswith("In line 3 of .env the value ")
    assert why in said
    assert "Mia" not in said


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'Mia #1 & Co'", "Mia #1 & Co"),
        ("'${HOME} Club'", "${HOME} Club"),
        ('"Tom\'s #1"', "Tom's #1"),
        (r"'Tom\'s #1 $'", "Tom's #1 $"),
        (r"C:\new\table", r"C:\new\table"),
        ("O'Neil & Co", "O'Neil & Co"),
        ("Mia#1", "Mia#1"),
        ("  Mia  ", "Mia"),
        ("'Mia'  # who that is", "Mia"),
        ("Zoë 🌿 日本", "Zoë 🌿 日本"),
    ],
)
def test_a_value_counts_as_it_is_written(here: Path, written: str, value: str) -> None:
    (here / ".env").write_text(f"QUIET_PAGE_OPERATOR={written}\n", "utf-8")
    assert settings.read().operator == value


WRONG = {
    "DATA_DIR": ("~nobody-here/data", "a\0b", "x" * 5000, "loop", "loop/data"),
    "KEY_FILE": ("~nobody-here/key", "loop"),
    "BACKUP_DIR": ("loop/copies",),
    "TOKEN_FILE": ("loop",),
    "BACKUPS_KEPT": ("-1", "0", "seven", "1.5", "٣", "[]"),
    "BOT_NAME": ("\u200b",),
    "LANGUAGES": ("klingon", "en,en", "en,", "../en"),
    "WALKTHROUGHS": ("loop", "a\0b"),
    "OPERATOR": ("x" * 201,),
    "STORAGE": ("\u200b",),
    "LOG_LEVEL": ("loud", "5"),
    "LOG_FORMAT": ("xml",),
    "NUDGES_PER_SECOND": ("-5", "0.5", "26", "nan", "inf", "many"),
    "HEALTH_PORT": ("0", "-1", "65536", "http", "80.5"),
}


def test_of_each_setting_there_is_a_wrong_one() -> None:
    assert {PREFIX + name for name in WRONG} == KNOWN - {f"{PREFIX}TOKEN"}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_wrong_value_is_told_in_our_words_with_its_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (here / "loop").symlink_to("loop")
    (here / ".env").write_text(f"\n# one of them\n{PREFIX}{name}={value}\n", "utf-8")
    said = mistake()
    assert re.match(rf"{PREFIX}{name} in line 3 of \.env (has to be|names|begins with) ", said)
    assert "nput" not in said
    if "\0" not in value:
        (here / ".env").unlink()
        monkeypatch.setenv(f"{PREFIX}{name}", value)
        assert mistake().startswith(f"{PREFIX}{name} in the environment ")


def test_settings_that_do_not_fit_are_both_named_with_their_lines(here: Path) -> None:
    (here / ".env").write_text(f"{PREFIX}DATA_DIR=here\n{PREFIX}KEY_FILE=here/key\n")
    assert mistake() == (
        "The settings don't fit together: QUIET_PAGE_KEY_FILE in line 2 of .env lies inside"
        " QUIET_PAGE_DATA_DIR in line 1 of .env, so a thief of one would have both; put the key"
        " file somewhere else."
    )


def test_the_environment_comes_before_the_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / ".env").write_text("QUIET_PAGE_OPERATOR=Mia\nQUIET_PAGE_STORAGE=at home\n")
    monkeypatch.setenv("QUIET_PAGE_OPERATOR", "Ben #1 ${HOME}")
    monkeypatch.setenv("QUIET_PAGE_STORAGE", "")
    assert settings.read().operator == "Ben #1 ${HOME}"
    assert settings.read().storage == "at home"


def test_a_setting_that_stands_twice_is_refused(here: Path) -> None:
    (here / ".env").write_text("QUIET_PAGE_OPERATOR=Mia\nquiet_page_operator=Ben\n")
    assert "stands a second time" in mistake()


@pytest.mark.parametrize("name", ["BOT_NAME", "OPERATOR", "STORAGE"])
@pytest.mark.parametrize("value", ["\u200b", "two\nlines", "x" * 201])
def test_what_people_read_has_to_be_one_line_that_can_be_seen(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    assert "has to be one line that can be seen" in mistake()


INSIDE = "lies inside QUIET_PAGE_DATA_DIR, so a thief of one would have both"
# As a container has it when one volume was given twice.
MOUNTED = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")


def can_mount() -> bool:
    """Whether this machine lets us mount something where nobody else sees it."""
    if not shutil.which("unshare"):
        return False
    return not subprocess.run([*MOUNTED, "true"], capture_output=True, check=False).returncode


@pytest.mark.skipif(not can_mount(), reason="nothing can be mounted here")
@pytest.mark.parametrize("key", ["keys/master.key", "keys/deep/master.key"])
def test_one_folder_mounted_twice_is_no_second_place(shell: Shell, key: str) -> None:
    for name in ("data", "keys"):
        (shell.folder / name).mkdir()
    shell.has_a_token(f"QUIET_PAGE_KEY_FILE={key}")
    run = f"mount --bind data keys && exec '{sys.executable}' -m bot run"
    said = shell.starts(*MOUNTED, run)
    assert INSIDE in said.mistake
    assert not list((shell.folder / "data").iterdir())


def test_one_folder_by_two_names_is_no_second_place(shell: Shell) -> None:
    (shell.folder / "keys").symlink_to("data")
    shell.has_a_token()
    assert INSIDE in shell.bot("run").mistake


def test_a_slip_in_the_environment_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIET_PAGE_TOKN", SECRET)
    assert mistake().startswith("QUIET_PAGE_TOKN in the environment is no setting of this bot")


def test_a_file_that_is_no_text_is_refused(here: Path) -> None:
    (here / ".env").write_bytes(b"\xff\xfe\x00")
    assert mistake() == "The file .env can't be read as UTF-8 text."


def test_a_token_file_that_is_not_there_is_named(here: Path) -> None:
    (here / ".env").write_text("QUIET_PAGE_TOKEN_FILE=nowhere")
    assert mistake() == (
        "QUIET_PAGE_TOKEN_FILE in line 1 of .env names a file that can't be read as text."
    )


def test_the_token_may_come_from_a_file(here: Path) -> None:
    (here / ".env").write_text("QUIET_PAGE_TOKEN_FILE=token")
    (here / "token").write_text(f"{SECRET}\n")
    assert settings.chosen().secret_token() == SECRET


def test_settings_that_are_printed_do_not_show_the_token(here: Path) -> None:
    (here / ".env").write_text(f"QUIET_PAGE_TOKEN={SECRET}")
    shown = repr(settings.read())
    assert "token=" in shown
    assert SECRET not in shown


def test_the_example_names_every_setting_there_is_and_no_other() -> None:
    assert set(re.findall(r"^(?:# )?(QUIET_PAGE_\w+)=", EXAMPLE, re.MULTILINE)) == KNOWN


def test_the_example_shows_what_holds_if_nothing_is_set() -> None:
    shown = dict(re.findall(r"^(?:# )?QUIET_PAGE_(\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    for name, field in Settings.model_fields.items():
        assert shown[name.upper()] == ("" if field.default is None else str(field.default))


def test_the_example_itself_lacks_only_a_token(here: Path) -> None:
    (here / ".env").write_text(EXAMPLE)
    assert mistake().startswith("There is no QUIET_PAGE_TOKEN")
