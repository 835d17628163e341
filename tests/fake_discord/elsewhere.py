"""A bot that lies outside of the checkout, installed or in an image, pointed at the stand-in.

It is started by its own command. Python itself asks for `sitecustomize` before it runs anything,
and finds ours in a folder that holds nothing of the bot's.
"""

import os
import shutil
from pathlib import Path

from tests.fake_discord import pointing
from tests.fake_discord.process import BotProcess

ORIGIN = "STANDIN_ORIGIN"
CAME_FROM = "The bot came from "
# Where it was from is said at the end, by the process itself.
CUSTOMIZE = f"""
import atexit, os, sys
from pointing import point_at

if "{ORIGIN}" in os.environ:
    point_at(os.environ["{ORIGIN}"])
    atexit.register(lambda: print("{CAME_FROM}" + sys.modules["bot"].__file__, file=sys.stderr))
"""


class _Elsewhere(BotProcess):
    def __init__(self, folder: Path, token: str) -> None:
        super().__init__(folder, token)
        self._pointer = folder / "pointer"
        self._pointer.mkdir()
        shutil.copy(pointing.__file__, self._pointer / "pointing.py")
        (self._pointer / "sitecustomize.py").write_text(CUSTOMIZE, "utf-8")

    def _around(self, origin: str) -> dict[str, str]:
        """No checkout, and nothing that is set for whoever runs the tests."""
        foreign = ("QUIET_PAGE_", "PYTHON")
        around = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        return around | {"PYTHONPATH": str(self._pointer), ORIGIN: origin}


class InstalledBot(_Elsewhere):
    """A command that was installed somewhere."""

    def __init__(self, folder: Path, token: str, program: Path) -> None:
        super().__init__(folder, token)
        self._program = program

    def _command(self, origin: str, launcher: str) -> list[str]:
        del origin, launcher
        return [str(self._program), "run"]


# As compose.yaml has it.
CONFINED = (
    *("--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges"),
    # Podman leaves the asking to systemd; a test asks by itself.
    *("--no-healthcheck", "--network", "host"),
)


class ContainedBot(_Elsewhere):
    """An image. The stand-in is on this machine's loopback, and so is the container."""

    def __init__(self, folder: Path, token: str, image: str, user: int) -> None:
        super().__init__(folder, token)
        self.name = f"quiet-page-{folder.name}"
        self._image = image
        self._keys = folder / "keys"
        for mine in (self.data, self._keys):
            mine.mkdir(mode=0o700)
            os.chown(mine, user, user)
        # The image has settings of its own for where they lie.
        del self.settings["QUIET_PAGE_DATA_DIR"], self.settings["QUIET_PAGE_KEY_FILE"]

    def _command(self, origin: str, launcher: str) -> list[str]:
        del origin, launcher
        return [
            *("podman", "run", "--rm", "--name", self.name, *CONFINED),
            *("--volume", f"{self.data}:/data", "--volume", f"{self._keys}:/keys"),
            *("--volume", f"{self._pointer}:/pointer:ro", "--env", "PYTHONPATH=/pointer"),
            *(part for name in (ORIGIN, *self.settings) for part in ("--env", name)),
            *(self._image, "run"),
        ]
