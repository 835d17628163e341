"""What an operator is told about the settings."""

import re

import pytest

from bot.settings import KNOWN, Settings
from tests.command.conftest import ROOT, Shell

EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
SECRET = "a-secret-nobody-should-see"  # noqa: S105


def test_without_a_token_it_says_where_to_put_one(shell: Shell) -> None:
    assert "put the token of your Discord application into it" in shell.bot("run").mistake


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("QUIET_PAGE_TOKN=x", "did you mean QUIET_PAGE_TOKEN?"),
        ("TOKEN=x", "did you mean QUIET_PAGE_TOKEN?"),
        ("QUIET_PAGE_DATADIR=x", "did you mean QUIET_PAGE_DATA_DIR?"),
        ("QUIET_PAGE_LOG_LEVEL=loud", "QUIET_PAGE_LOG_LEVEL is wrong"),
        ("QUIET_PAGE_KEY_FILE=data/master.key", "put the key file somewhere else"),
        ("QUIET_PAGE_TOKEN_FILE=elsewhere", "not both"),
        ("ZZZZ=x", "see .env.example"),
        (SECRET, "In line 3 of .env there is something else than NAME=value."),
        (f"{SECRET}.{SECRET}=", "In line 3 of .env there is no setting of this bot"),
    ],
)
def test_a_slip_in_the_file_is_named_and_no_value_shown(shell: Shell, line: str, told: str) -> None:
    shell.writes(f"# a comment\nQUIET_PAGE_TOKEN={SECRET}\n{line}\n")
    mistake = shell.bot("run").mistake
    assert told in mistake
    assert SECRET not in mistake


def test_a_slip_in_the_environment_is_named(shell: Shell) -> None:
    shell.sets(QUIET_PAGE_TOKN=SECRET)
    mistake = shell.bot("run").mistake
    assert mistake == (
        "QUIET_PAGE_TOKN in the environment is no setting of this bot;"
        " did you mean QUIET_PAGE_TOKEN?"
    )


def test_a_file_that_is_no_text_is_refused(shell: Shell) -> None:
    (shell.folder / ".env").write_bytes(b"\xff\xfe\x00")
    assert shell.bot("run").mistake == "The file .env can't be read as UTF-8 text."


def test_a_token_file_that_is_not_there_is_named(shell: Shell) -> None:
    shell.writes("QUIET_PAGE_TOKEN_FILE=nowhere")
    mistake = shell.bot("run").mistake
    assert mistake == "QUIET_PAGE_TOKEN_FILE names a file that can't be read as text."


def test_the_token_may_come_from_a_file(shell: Shell) -> None:
    shell.writes("QUIET_PAGE_TOKEN_FILE=token")
    shell.writes(f"{SECRET}\n", "token")
    shown = shell.runs("-c", "from bot import settings; print(settings.read().secret_token())")
    assert shown.out == f"{SECRET}\n"


def test_settings_that_are_printed_do_not_show_the_token(shell: Shell) -> None:
    shell.writes(f"QUIET_PAGE_TOKEN={SECRET}")
    shown = shell.runs("-c", "from bot import settings; print(repr(settings.read()))")
    assert "token=" in shown.out
    assert SECRET not in shown.out


def test_the_example_names_every_setting_there_is_and_no_other() -> None:
    assert set(re.findall(r"^(?:# )?(QUIET_PAGE_\w+)=", EXAMPLE, re.MULTILINE)) == KNOWN


def test_the_example_shows_what_holds_if_nothing_is_set() -> None:
    shown = dict(re.findall(r"^(?:# )?QUIET_PAGE_(\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    for name, field in Settings.model_fields.items():
        assert shown[name.upper()] == ("" if field.default is None else str(field.default))


def test_the_example_itself_lacks_only_a_token(shell: Shell) -> None:
    shell.writes(EXAMPLE)
    assert "There is no QUIET_PAGE_TOKEN" in shell.bot("run").mistake
