"""What the bot stands on: a system it knows, and a disk that keeps what it is given."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.ops.settings import LOOPBACK
from bot.store import Store, StorePaths
from bot.store.sqlite.disk import _kind_at, kind_of_disk
from tests.command.conftest import ROOT, Said, Shell
from tests.command.far_disk import begins_with, number_of
from tests.command.test_store_mistakes import contents

SEEMS = "seems to be on a network disk"
FAR = ["flock:ENOLCK", "flock:ENOSYS", "flock:EBADF", "flock:EOPNOTSUPP", "folder:EINVAL"]
FAR += ["locks:ENOLCK", "locks:EINVAL", "shared:ENODEV", "shared:EACCES"]
CALL = {"flock": "flock", "locks": "fcntl", "shared": "mmap", "port": "bind"}


def on(shell: Shell, kind: str, *command: str) -> Said:
    """Run the bot where the kernel refuses that."""
    call = CALL.get(kind.partition(":")[0])
    if call and number_of(call) is None:
        pytest.skip("the numbers of this kernel's calls are not known here")
    shell.sets(PYTHONPATH=begins_with(shell.folder, kind, ROOT))
    return shell.runs("-m", "bot", *command)


@pytest.mark.long
@pytest.mark.parametrize("kind", FAR)
async def test_a_network_disk_is_called_what_it_is(shell: Shell, kind: str) -> None:
    shell.has_a_token()
    said = (await asyncio.to_thread(on, shell, kind, "run")).mistake
    assert SEEMS in said
    assert "choose a folder on a disk of this machine" in said


@pytest.mark.long
@pytest.mark.parametrize("kind", ["flock:ENOLCK", "locks:ENOLCK", "shared:ENODEV"])
async def test_where_words_lie_already_they_stay_as_they_are(shell: Shell, kind: str) -> None:
    places = StorePaths(data=shell.folder / "data", key=shell.folder / "keys" / "master.key")
    await (await Store.open(places)).close()
    before = contents(places.data)
    shell.has_a_token()
    assert SEEMS in (await asyncio.to_thread(on, shell, kind, "run")).mistake
    after = contents(places.data)
    assert {name: after[name] for name in before} == before


@pytest.mark.long
async def test_a_backup_on_a_network_disk_says_so(shell: Shell) -> None:
    places = StorePaths(data=shell.folder / "data", key=shell.folder / "keys" / "master.key")
    await (await Store.open(places)).close()
    said = (await asyncio.to_thread(on, shell, "flock:ENOLCK", "backup", "copies")).mistake
    assert SEEMS in said
    assert "copies" in said


def test_a_program_that_has_the_files_open_is_no_network_disk(shell: Shell) -> None:
    places = StorePaths(data=shell.folder / "data", key=shell.folder / "keys" / "master.key")
    asyncio.run(_opened_once(places))
    shell.has_a_token()
    hold = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "db.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, places.database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        said = shell.bot("run").mistake
        holder.communicate(b"")
    assert said.startswith("Something else has the databases")


async def _opened_once(places: StorePaths) -> None:
    await (await Store.open(places)).close()


def test_a_disk_of_this_machine_is_not_called_a_network(tmp_path: Path) -> None:
    assert kind_of_disk(Path("/proc")) == ""
    assert kind_of_disk(tmp_path / "not there yet") == ""


MOUNTS = [
    "21 1 0:20 / / rw,relatime shared:1 - ext4 /dev/vda rw",
    "22 21 0:21 / /srv rw - ext4 /dev/vdb rw",
    "23 22 0:22 / /srv/far rw,relatime shared:2 master:1 - nfs4 host:/x rw",
    r"24 22 0:23 / /srv/my\040fär rw - fuse.sshfs host: rw",
    "25 23 0:24 / /srv/far/near rw - tmpfs tmpfs rw",
    "26 22 0:25 / /srv/twice rw - nfs host:/y rw",
    "27 26 0:26 / /srv/twice rw - ext4 /dev/vdc rw",
]


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/", "ext4"),
        ("/srv/farther/data", "ext4"),
        ("/srv/far", "nfs4"),
        ("/srv/far/data", "nfs4"),
        ("/srv/my fär/data", "fuse.sshfs"),
        ("/srv/far/near/data", "tmpfs"),
        ("/srv/twice", "ext4"),
    ],
)
def test_what_kind_of_disk_it_is_stands_where_it_is_mounted(place: str, kind: str) -> None:
    assert _kind_at(place, MOUNTS) == kind


def test_windows_gets_one_sentence(shell: Shell) -> None:
    site = shell.folder / "site"
    site.mkdir()
    # What no Windows has.
    lacking = "import sys\nfor name in ('fcntl', 'resource', 'pwd'): sys.modules[name] = None\n"
    (site / "sitecustomize.py").write_text(lacking, "utf-8")
    shell.sets(PYTHONPATH=f"{site}{os.pathsep}{ROOT}")
    assert "on Windows start it inside WSL" in shell.runs("-m", "bot", "run").mistake


@pytest.mark.long
async def test_a_forbidden_port_is_called_forbidden(shell: Shell) -> None:
    shell.has_a_token("QUIET_PAGE_HEALTH_PORT=80")
    said = await asyncio.to_thread(on, shell, "port:EACCES", "run")
    assert said.code == 2
    assert said.err.splitlines()[-1].startswith(
        "QUIET_PAGE_HEALTH_PORT in line 2 of .env: port 80 is forbidden to the bot"
    )


async def test_a_port_that_is_taken_is_called_taken(shell: Shell) -> None:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        port = listener.getsockname()[1]
        shell.has_a_token(f"QUIET_PAGE_HEALTH_PORT={port}")
        said = (await asyncio.to_thread(shell.bot, "run")).err.splitlines()[-1]
    told = f"QUIET_PAGE_HEALTH_PORT in line 2 of .env: something else listens on port {port}"
    assert said.startswith(told)
