"""Every lock, from nothing, as the package registry has it today; and the sandbox in a fresh clone.

Run by `make prove-locks`: it downloads all there is, several times.
"""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.fake_discord.process import ROOT
from tests.install.locks import locks

pytestmark = [pytest.mark.install, pytest.mark.prove]

# What the first release of each Python brings.
OLDEST = {11: "22.3", 12: "23.2.1", 13: "24.2", 14: "25.2"}
UNREACHED = "No package registry is reached from here, so no lock could be tried."
PATIENCE = 900


@pytest.fixture(scope="module", params=["oldest", "newest"])
def pip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with nothing but this pip."""
    folder = tmp_path_factory.mktemp(request.param)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    oldest = f"pip=={OLDEST[sys.version_info.minor]}"
    asked = oldest if request.param == "oldest" else "pip"
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--upgrade", asked],
        capture_output=True,
        text=True,
        check=False,
    )
    if "No matching distribution" in done.stderr:
        pytest.skip(UNREACHED)
    assert done.returncode == 0, done.stderr
    return python


@pytest.mark.parametrize("lock", locks(), ids=lambda lock: lock.name)
def test_a_lock_installs_into_nothing(pip: Path, lock: Path) -> None:
    done = subprocess.run(
        [
            *(pip, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"),
            *("--progress-bar", "off", "--only-binary", ":all:", "--require-hashes", "-r", lock),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr


async def test_a_fresh_clone_shows_its_first_page(tmp_path: Path) -> None:
    for name in ("bot", "cogs", "migrations", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("Makefile", "install.sh", "quietly.py", "requirements-try.txt"):
        shutil.copy(ROOT / name, tmp_path)
    around = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "VENV", "PYTHON"))}
    make = await asyncio.create_subprocess_exec(
        *("make", f"PYTHON={sys.executable}", "try"),
        cwd=tmp_path,
        env=around,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        assert make.stdout
        said = b""
        async with asyncio.timeout(PATIENCE):
            while b"Ctrl-C" not in said:
                line = await make.stdout.readline()
                said += line
                if b"No package registry is reached" in said:
                    pytest.skip(UNREACHED)
                assert line, said.decode()
        address = re.search(r"http://\S+/mara", said.decode())
        assert address
        async with aiohttp.ClientSession() as session, session.get(address[0]) as page:
            assert page.status == 200
    finally:
        os.killpg(make.pid, signal.SIGTERM)
        await make.communicate()
