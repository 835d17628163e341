"""The bot itself, as a process of its own, on files in a folder."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from tests.fake_discord import ready

ROOT = Path(__file__).resolve().parent.parent.parent
LAUNCHER = "tests.fake_discord.launch"
# The variable that names the file for the launcher.
CLOCK = "STANDIN_CLOCK"


class BotDied(Exception):  # noqa: N818
    """The bot ended by itself. The text is the last thing it said."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said or f"The bot ended with code {code} and said nothing.")
        self.code = code


class BotProcess:
    """Starts, stops and kills it. Its files, and all it says, outlive it."""

    def __init__(self, folder: Path, token: str, *, copied: bool = False) -> None:
        self.data = folder / "data"
        self.log = folder / "bot.log"
        # How far its time is ahead of ours.
        self.clock = folder / "clock"
        self.settings = {
            "QUIET_PAGE_TOKEN": token,
            "QUIET_PAGE_DATA_DIR": str(self.data),
            "QUIET_PAGE_KEY_FILE": str(folder / "keys" / "quiet-page.key"),
        }
        # Copied from a process that has everything loaded, it is there much sooner.
        self._copied = copied
        # No `.env` of the developer's lies here.
        self._home = folder / "home"
        self._process: asyncio.subprocess.Process | ready.Copy | None = None

    @property
    def said(self) -> str:
        """Everything it has printed, over all its lives."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    @property
    def started(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        assert self._process, "the bot was never started"
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def is_idle(self) -> bool:
        return ready.is_idle(self.pid)

    async def start(self, origin: str, launcher: str = LAUNCHER) -> None:
        self._home.mkdir(parents=True, exist_ok=True)
        around = self._around(origin) | self.settings
        with self.log.open("ab") as log:
            if self._copied:
                self._process = ready.begin(
                    [launcher, origin, "run"],
                    cwd=self._home,
                    env=around,
                    stdout=log.fileno(),
                    stderr=log.fileno(),
                )
                return
            self._process = await asyncio.create_subprocess_exec(
                *self._command(origin, launcher),
                cwd=self._home,
                env=around,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C is for whoever started us; we tell the bot in our own time.
                start_new_session=True,
            )

    async def ended(self) -> int:
        """Wait for the end; the exit code."""
        assert self._process, "the bot was never started"
        return await self._process.wait()

    async def stop(self, patience: float) -> int:
        """Ask it to end, as a supervisor would."""
        self._signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self.ended(), patience)
        except TimeoutError:
            self.kill()
            return await self.ended()

    def kill(self) -> None:
        """No warning, no last words."""
        self._signal(signal.SIGKILL)

    def death(self, code: int) -> BotDied:
        if code < 0:
            return BotDied(code, f"The bot was ended by signal {-code}.")
        lines = [line for line in self.said.splitlines() if line.strip()]
        return BotDied(code, lines[-1] if lines else "")

    def _command(self, origin: str, launcher: str) -> list[str]:
        return [sys.executable, "-m", launcher, origin, "run"]

    def _around(self, _: str) -> dict[str, str]:
        """What is set around it, beside its settings."""
        around = {k: v for k, v in os.environ.items() if not k.startswith("QUIET_PAGE_")}
        return around | {"PYTHONPATH": str(ROOT), CLOCK: str(self.clock)}

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)
