"""What the doctor finds, before the bot has ever run and afterwards."""

import pytest

from tests.command.conftest import Shell
from tests.fake_discord.town import TOKEN


def test_in_an_empty_folder_only_the_token_is_missing(shell: Shell) -> None:
    said = shell.bot("doctor")
    assert said.code == 1
    mend = [line for line in said.out.splitlines() if line.startswith("mend")]
    assert len(mend) == 1
    assert "There is no QUIET_PAGE_TOKEN" in mend[0]
    assert list(shell.folder.iterdir()) == []


def test_with_a_token_there_is_nothing_to_mend(shell: Shell) -> None:
    shell.has_a_token()
    said = shell.bot("doctor")
    assert said.code == 0
    assert "ok   token: it has the shape of one" in said.out
    assert TOKEN not in said.out


def test_a_slip_in_the_settings_is_named(shell: Shell) -> None:
    shell.writes("QUIET_PAGE_TOKN=x")
    said = shell.bot("doctor")
    assert said.code == 1
    assert "mend settings: QUIET_PAGE_TOKN in line 1 of .env" in said.out


@pytest.mark.parametrize("name", ["TherapyBot", "our intimacy corner"])
def test_a_name_that_tells_too_much_is_noticed(shell: Shell, name: str) -> None:
    shell.has_a_token(f"QUIET_PAGE_BOT_NAME={name}")
    said = shell.bot("doctor")
    assert said.code == 0
    assert f"note name: '{name}' says '" in said.out


def test_helplines_nobody_has_checked_are_counted(shell: Shell) -> None:
    assert "set checked_on in bot/content/en/helplines.toml" in shell.bot("doctor").out
