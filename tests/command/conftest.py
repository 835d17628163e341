"""The real `python -m bot`, in a folder of its own, as whoever sets it up would start it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.fake_discord import ready
from tests.fake_discord.town import TOKEN

ROOT = Path(__file__).resolve().parent.parent.parent
# Long enough for the slowest machine; what hangs is found all the same.
PATIENCE = 60


@dataclass(frozen=True)
class Said:
    """What a finished process left behind."""

    code: int
    out: str
    err: str

    @property
    def mistake(self) -> str:
        """The one sentence an operator is told."""
        assert self.code == 2, self
        assert self.out == ""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


@dataclass(frozen=True)
class Shell:
    """A folder to stand in, and what is set there."""

    folder: Path
    variables: dict[str, str]

    def writes(self, text: str, name: str = ".env") -> None:
        """Put a file there, for nobody else."""
        (self.folder / name).write_text(text, "utf-8")
        (self.folder / name).chmod(0o600)

    def has_a_token(self, *more: str) -> None:
        """Put a token into `.env`, and more lines behind it."""
        self.writes("\n".join([f"QUIET_PAGE_TOKEN={TOKEN}", *more]))

    def sets(self, **variables: str) -> None:
        """Set something in the environment."""
        self.variables.update(variables)

    def runs(self, *command: str) -> Said:
        """Run Python with these arguments until it ends."""
        return self.starts(sys.executable, *command)

    def starts(self, *command: str) -> Said:
        """Run anything until it ends."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def bot(self, *command: str) -> Said:
        """Run the bot's own command line."""
        with TemporaryFile() as out, TemporaryFile() as err:
            process = ready.begin(
                ["bot", *command],
                cwd=self.folder,
                env=self.environment,
                stdout=out.fileno(),
                stderr=err.fileno(),
            )
            code = process.wait_here(PATIENCE)
            said = Said(code, ready.event(out), ready.event(err))
        assert "Traceback" not in said.err, said.err
        return said

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the settings of whoever runs the tests."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("QUIET_PAGE_")}
        return inherited | {"PYTHONPATH": str(ROOT)} | self.variables


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty folder."""
    return Shell(tmp_path, {})
