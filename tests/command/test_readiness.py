"""What a start is refused for: a sentence with the setting and its line. The doctor says it too."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.command.conftest import Shell
from tests.command.test_settings import MOUNTED, can_mount
from tests.command.test_store_mistakes import contents
from tests.fake_discord.town import TOKEN

AGAIN = "copy it again from the Bot page of your application"
LINE = "QUIET_PAGE_TOKEN in line 1 of .env"
NO_TOKENS = {
    "abc": AGAIN,
    "0123456789abcdef" * 2: AGAIN,
    "a.b.c": AGAIN,
    f"{TOKEN}.more": AGAIN,
    TOKEN[3:]: AGAIN,
    TOKEN.replace(".", ":"): AGAIN,
    "1234567890123456789": AGAIN,
    "your-token-goes-here.your-token-goes-here.your-token-goes-here": AGAIN,
    f"Bot {TOKEN}": "begins with a word; leave it out",
    f"{TOKEN[:30]} {TOKEN[30:]}": "a blank or a line break",
    f"“{TOKEN}”": "quotation marks",
    f"<{TOKEN}>": AGAIN,
    f"QUIET_PAGE_TOKEN={TOKEN}": "holds a name",
}


def refused(shell: Shell, name: str) -> str:
    """What `run` refuses with, and `doctor` names; nothing is made by either."""
    before = contents(shell.folder)
    said = shell.bot("run").mistake
    looked = shell.bot("doctor")
    assert looked.code == 1
    assert f"mend {name}: {said}\n" in looked.out
    assert f"ok   {name}:" not in looked.out
    assert contents(shell.folder) == before
    assert not (shell.folder / "keys").exists()
    return said


@pytest.mark.parametrize(("token", "why"), NO_TOKENS.items())
def test_what_can_be_no_token_is_refused_and_not_shown(shell: Shell, token: str, why: str) -> None:
    shell.writes(f"QUIET_PAGE_TOKEN={token}")
    said = refused(shell, "token")
    assert said.startswith(f"{LINE} ")
    assert why in said
    assert token not in said
    assert TOKEN not in said


@pytest.mark.parametrize("written", [f'"{TOKEN}"', f"'{TOKEN}'", f"  {TOKEN}  "])
def test_what_stands_around_a_token_in_the_file_is_no_part_of_it(
    shell: Shell, written: str
) -> None:
    shell.writes(f"QUIET_PAGE_TOKEN={written}")
    assert shell.bot("doctor").code == 0


@pytest.mark.parametrize("token", [f'"{TOKEN}"', f"Bot {TOKEN}", "abc"])
def test_a_token_in_the_environment_or_a_file_is_looked_at_as_well(
    shell: Shell, token: str
) -> None:
    shell.sets(QUIET_PAGE_TOKEN=token)
    assert refused(shell, "token").startswith("QUIET_PAGE_TOKEN in the environment ")
    shell.variables.clear()
    shell.writes(f"{token}\n", "token")
    shell.writes("# elsewhere\nQUIET_PAGE_TOKEN_FILE=token")
    assert refused(shell, "token").startswith(
        "QUIET_PAGE_TOKEN_FILE in line 2 of .env names a file that "
    )


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604, 0o602, 0o666])
def test_a_token_that_others_can_read_is_refused(shell: Shell, mode: int) -> None:
    shell.has_a_token()
    (shell.folder / ".env").chmod(mode)
    assert refused(shell, "token") == (
        f"{LINE} can be read by other users of this machine: run `chmod 600 .env`."
    )
    shell.writes(f"{TOKEN}\n", "token")
    (shell.folder / "token").chmod(mode)
    shell.writes("QUIET_PAGE_TOKEN_FILE=token")
    assert "run `chmod 600 token`" in refused(shell, "token")


def test_a_token_that_another_stands_before_is_for_nobody_else_either(shell: Shell) -> None:
    shell.has_a_token()
    (shell.folder / ".env").chmod(0o644)
    shell.sets(QUIET_PAGE_TOKEN=TOKEN)
    assert refused(shell, "token").startswith(f"{LINE} can be read by other users")


def test_a_file_without_the_token_may_be_read_by_anybody(shell: Shell) -> None:
    shell.writes("QUIET_PAGE_OPERATOR=Mia")
    (shell.folder / ".env").chmod(0o644)
    shell.sets(QUIET_PAGE_TOKEN=TOKEN)
    assert shell.bot("doctor").code == 0


def test_what_a_supervisor_hands_out_bears_the_mode_it_likes(shell: Shell) -> None:
    # systemd shows the bits of the group for a right that it gave to one user.
    shell.writes(TOKEN, "token")
    (shell.folder / "token").chmod(0o440)
    shell.sets(CREDENTIALS_DIRECTORY=str(shell.folder))
    shell.sets(QUIET_PAGE_TOKEN_FILE=str(shell.folder / "token"))
    assert shell.bot("doctor").code == 0


PLACES = [
    ("/proc/nope", "the bot's own user can't make a file in /proc"),
    ("/sys/nope", "in /sys"),
    ("/dev/null", "/dev/null is no folder"),
    ("/dev/null/data", "/dev/null is no folder"),
    (".env", ".env is no folder"),
    (".env/deep/data", ".env is no folder"),
    ("gone", "gone is no folder"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
@pytest.mark.parametrize(("place", "why"), PLACES)
def test_a_data_directory_that_cannot_be_is_refused(shell: Shell, place: str, why: str) -> None:
    (shell.folder / "gone").symlink_to("nowhere")
    shell.has_a_token("", f"QUIET_PAGE_DATA_DIR={place}")
    said = refused(shell, "data directory")
    assert said.startswith("QUIET_PAGE_DATA_DIR in line 3 of .env: nothing can be kept in ")
    assert why in said


@pytest.mark.parametrize("place", ["/proc/nope", ".env/data"])
def test_with_a_key_it_is_refused_as_well(shell: Shell, place: str) -> None:
    shell.has_a_token(f"QUIET_PAGE_DATA_DIR={place}", "QUIET_PAGE_KEY_FILE=key")
    shell.writes("any", "key")
    assert "nothing can be kept" in refused(shell, "data directory")


def test_a_key_that_could_not_be_made_is_refused(shell: Shell) -> None:
    shell.has_a_token("QUIET_PAGE_KEY_FILE=.env/key")
    said = refused(shell, "key")
    assert said.startswith("QUIET_PAGE_KEY_FILE in line 2 of .env: no key can be made in .env")


def test_a_folder_for_backups_that_cannot_be_is_told(shell: Shell) -> None:
    shell.has_a_token("QUIET_PAGE_BACKUP_DIR=.env/copies")
    said = shell.bot("doctor")
    assert said.code == 1
    told = (
        "mend backup: QUIET_PAGE_BACKUP_DIR in line 2 of .env: nothing can be kept in .env/copies"
    )
    assert told in said.out
    assert "ok   backup" not in said.out


@pytest.mark.skipif(not can_mount(), reason="nothing can be mounted here")
@pytest.mark.parametrize("place", ["disk", "disk/data"])
def test_a_disk_that_can_only_be_read_is_refused(shell: Shell, place: str) -> None:
    (shell.folder / "disk").mkdir()
    shell.has_a_token(f"QUIET_PAGE_DATA_DIR={place}")
    run = f"mount -t tmpfs -o ro none disk && exec '{sys.executable}' -m bot run"
    said = shell.starts(*MOUNTED, run).mistake
    assert "the disk of " in said
    assert "can only be read" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
@pytest.mark.parametrize("mode", [0o500, 0o100, 0o000])
def test_a_folder_of_somebody_elses_is_refused(shell: Shell, mode: int) -> None:
    theirs = Path(tempfile.mkdtemp())
    try:
        (theirs / "data").mkdir()
        theirs.chmod(mode)
        script = (
            "import os, sys; from pathlib import Path; from bot.store.sqlite.disk import unwritable"
            "\nos.setgid(65534); os.setuid(65534); print(unwritable(Path(sys.argv[1])))"
        )
        said = shell.runs("-c", script, str(theirs / "data")).out
        assert "the bot's own user can't make a file in " in said
    finally:
        shutil.rmtree(theirs)
