"""The wheel, and the bot that was installed from it where there is no checkout."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import __version__
from bot.ops import command_name
from tests.fake_discord import Town
from tests.fake_discord.elsewhere import CAME_FROM, InstalledBot
from tests.fake_discord.process import ROOT
from tests.fake_discord.town import TOKEN
from tests.install.compiled import uncompiled
from tests.process.steps import Writer

pytestmark = pytest.mark.process

PARTS = ("bot", "cogs", "migrations")
OFFLINE = ("--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")


@dataclass(frozen=True)
class Installed:
    """An environment that holds the bot; what it needs is lent by the one that runs the tests."""

    python: Path

    @property
    def program(self) -> Path:
        return self.python.with_name(command_name.INSTALLED)

    def runs(self, *command: str) -> str:
        """What it prints, started in a folder of its own."""
        done = subprocess.run(
            [self.program, *command],
            cwd=self.python.parent,
            env=around(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def around() -> dict[str, str]:
    """Nothing of the settings of whoever runs the tests, nor their path."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("QUIET_PAGE_", "PYTHON"))}


def pip(*command: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *command], env=around(), cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    [made] = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    there = tmp_path_factory.mktemp("there") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", there], check=True)
    python = there / "bin" / "python"
    pip("--python", str(python), "install", *OFFLINE, str(wheel))
    [site] = there.glob("lib/python*/site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)), "utf-8")
    return Installed(python)


def test_all_of_the_bot_is_in_the_wheel_and_nothing_else(wheel: Path) -> None:
    here = {
        str(path.relative_to(ROOT))
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {Path(name).suffix for name in here} >= {".py", ".toml", ".sql", ".typ", ".ttf"}
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    about = f"quiet_page-{__version__}.dist-info/"
    assert {name for name in names if not name.startswith(about)} == here
    assert {
        f"{about}licenses/LICENSE",
        f"{about}licenses/bot/features/printing/fonts/OFL.txt",
    } <= names


def test_what_pip_installs_of_it_is_compiled(installed: Installed) -> None:
    [site] = installed.python.parents[1].glob("lib/python*/site-packages")
    assert not uncompiled(*(site / part for part in ("bot", "cogs")))


def test_the_metadata_promises_no_more_than_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        told = opened.read(f"quiet_page-{__version__}.dist-info/METADATA").decode()
    head = told.partition("\n\n")[0].splitlines()
    assert f"Version: {__version__}" in head
    data = "CC-BY-4.0 AND Unicode-3.0"
    assert f"License-Expression: MIT AND OFL-1.1 AND {data} AND LicenseRef-Quoted-Articles" in head
    assert not [line for line in head if line.startswith(("Home-page", "Project-URL"))]


def test_the_installed_command_does_what_the_checkout_does(
    installed: Installed, tmp_path: Path
) -> None:
    assert installed.runs("--version") == f"Quiet Page {__version__}\n"
    assert installed.runs("--help").startswith("usage: quiet-page ")
    assert "Question 20 of 20" in installed.runs("preview")
    made = installed.runs("worksheets", str(tmp_path)).splitlines()
    assert made
    assert all(Path(file).read_bytes().startswith(b"%PDF") for file in made)


async def test_somebody_walks_through_all_of_it_with_the_installed_command(
    installed: Installed, tmp_path: Path
) -> None:
    async with Town(tmp_path, hurried=False) as town:
        town.bot = InstalledBot(tmp_path, TOKEN, installed.program)
        await town.start_bot()
        writer = Writer(town.members["mara"], seed=1)
        await writer.walks()
        assert await writer.misses() == []
        assert await town.stop_bot() == 0
        assert town.complaints() == []
    assert f"{CAME_FROM}{installed.python.parents[1]}" in town.bot_log
    assert str(ROOT) not in town.bot_log
