"""The bot in its image, confined as compose.yaml confines it, with Discord's stand-in around it."""

import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import __version__
from tests.fake_discord import Town
from tests.fake_discord.elsewhere import CAME_FROM, CONFINED, ContainedBot
from tests.fake_discord.process import ROOT
from tests.fake_discord.town import TOKEN
from tests.process.steps import Writer
from tests.process.test_observing import free_port

pytestmark = pytest.mark.container

IMAGE = "localhost/quiet-page-tested"
# Which one it is built on; `.ci/base-image` makes this one where there is no other.
BASE = os.environ.get("BASE", "localhost/quiet-page-base")
USER = 10001
INSIDE = "/opt/quiet-page"
# What must not get in, by whatever name it lies about in a checkout.
SECRETS = (
    ".env",
    "token",
    "keys/master.key",
    "data/data.db",
    ".git/config",
    "bot/.env",
    "bot/a.key",
)
TELL_WHO = "import os; print(os.getuid(), os.getgid(), os.environ.get('HOME'))"
WRITE = "open('/opt/quiet-page/bot/more.py', 'w')"
FILES = "import os; print('\\n'.join(os.path.join(d, f) for d, _, n in os.walk('.') for f in n))"
UNCOMPILED = (
    "import sys, bot.app; from pathlib import Path; print([name for name, module in"
    " sys.modules.items() if (c := getattr(module, '__cached__', None)) and not Path(c).exists()])"
)


def podman(*command: str, fine: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [shutil.which("podman") or "podman", *command],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert not fine or not done.returncode, done.stderr
    return done


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Built from a checkout in which secrets lie about."""
    if os.geteuid() or not shutil.which("podman"):
        pytest.skip("a container needs podman, and root")
    if podman("image", "exists", BASE, fine=False).returncode:
        pytest.skip(f"there is no image {BASE}: run .ci/base-image, or name another as BASE")
    checkout = tmp_path_factory.mktemp("checkout")
    for name in ("bot", "cogs", "migrations"):
        shutil.copytree(ROOT / name, checkout / name)
    for name in ("Containerfile", ".dockerignore", "LICENSE", "requirements.txt"):
        shutil.copy(ROOT / name, checkout)
    for name in SECRETS:
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_text("secret")
    build = ("--format", "docker", "--network", "host", "--isolation", "chroot")
    podman("build", *build, "--build-arg", f"BASE={BASE}", "--tag", IMAGE, str(checkout))
    return IMAGE


@pytest.fixture
def volume() -> Iterator[str]:
    """A new one."""
    name = f"quiet-page-{uuid.uuid4().hex}"
    podman("volume", "create", name)
    yield name
    podman("volume", "rm", "--force", name)


def test_the_image_says_how_it_wants_to_be_run(image: str) -> None:
    [told] = json.loads(podman("image", "inspect", image).stdout)
    assert told["User"] == f"{USER}:{USER}"
    assert sorted(told["Config"]["Volumes"]) == ["/data", "/keys"]
    assert told["Healthcheck"]["Test"] == ["CMD", "python", "-m", "bot", "health"]


def test_nothing_of_a_checkout_is_in_it_but_the_bot(image: str) -> None:
    listed = podman("run", "--rm", *CONFINED, "--entrypoint", "python", image, "-c", FILES).stdout
    mine = [Path(name) for name in listed.splitlines() if not name.startswith("./.venv/")]
    assert {path.parts[0] for path in mine} == {"bot", "cogs", "migrations", "LICENSE"}
    assert not {str(path) for path in mine} & set(SECRETS)
    source = {path for path in mine if path.suffix == ".py"}
    compiled = {path for path in mine if path.suffix == ".pyc"}
    assert len(source) == len(compiled)
    assert "/site-packages/pip/" not in listed


def test_nothing_is_compiled_at_a_start(image: str) -> None:
    """Not even Python's own: nothing of it could be kept."""
    asked = podman("run", "--rm", *CONFINED, "--entrypoint", "python", image, "-c", UNCOMPILED)
    assert asked.stdout == "[]\n"


def test_one_volume_can_not_be_both(image: str, volume: str) -> None:
    twice = ("--volume", f"{volume}:/data", "--volume", f"{volume}:/keys")
    said = podman("run", "--rm", *CONFINED, *twice, image, "run", fine=False)
    assert said.returncode == 2
    assert "QUIET_PAGE_KEY_FILE lies inside QUIET_PAGE_DATA_DIR" in said.stderr


def test_without_a_token_it_is_one_sentence(image: str) -> None:
    said = podman("run", "--rm", *CONFINED, image, fine=False)
    assert said.returncode == 2
    assert "There is no QUIET_PAGE_TOKEN" in said.stderr


def test_it_is_the_version_of_the_checkout(image: str) -> None:
    said = podman("run", "--rm", *CONFINED, image, "--version").stdout
    assert said == f"Quiet Page {__version__}\n"


async def test_somebody_walks_through_all_of_it(image: str, tmp_path: Path) -> None:
    async with Town(tmp_path, hurried=False) as town:
        town.bot = bot = ContainedBot(tmp_path, TOKEN, image, USER)
        bot.settings["QUIET_PAGE_HEALTH_PORT"] = str(free_port())
        try:
            await town.start_bot()
            who = podman("exec", bot.name, "python", "-c", TELL_WHO).stdout.split()
            assert who[:2] == [str(USER), str(USER)]
            assert "Read-only file system" in (
                podman("exec", bot.name, "python", "-c", WRITE, fine=False).stderr
            )
            writer = Writer(town.members["mara"], seed=1)
            await writer.walks()
            assert await writer.misses() == []
            assert podman("exec", bot.name, "python", "-m", "bot", "health").stdout == (
                "All is well.\n"
            )
            assert await town.stop_bot() == 0
        finally:
            podman("rm", "--force", "--ignore", bot.name)
        assert town.complaints() == []
    assert f"{CAME_FROM}{INSIDE}/bot/__init__.py" in town.bot_log
    assert "A new key was made: /keys/master.key" in town.bot_log
