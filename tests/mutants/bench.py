"""A copy of the tree in which one mutant after the other is tried."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from tests.mutants.mutant import Mutant

ROOT: Final = Path(__file__).resolve().parents[2]
# What takes longer than that has lost its way, and that is noticed, too.
LONGEST = 150.0
# All of them together, once, as it is.
LOOK = 900.0
PASSED, FAILED, INTERRUPTED = 0, 1, 2
_FIRST = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class Unusable(Exception):  # noqa: N818 - it is what it says
    """These tests say nothing: they are not there, or red as it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mutant. Nobody noticed: it survived."""

    mutant: Mutant
    noticed_by: str = ""

    def __str__(self) -> str:
        came = f"noticed by {self.noticed_by}" if self.noticed_by else "SURVIVED"
        return f"{self.mutant.name}\n    {came}"


class Bench:
    """One folder, one mutant at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tries = count(1)
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True).stdout
        for name in filter(None, names.decode().split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        # The documents name it, and there is a test that looks.
        (folder / ".venv").symlink_to(sys.prefix)

    def look(self, tests: Sequence[str]) -> None:
        """See whether these are green as it is. Raises Unusable."""
        code, said = self._run(tests, LOOK)
        if code != PASSED:
            raise Unusable(f"Without any mutant, this is red: {_first(said)}\n{said[-2000:]}")

    def attempt(self, mutant: Mutant) -> Outcome:
        """Break it, see who notices, and mend it. Raises NotThere or Unusable."""
        broken = mutant.texts(self._folder)
        whole = {name: (self._folder / name).read_text("utf8") for name in broken}
        try:
            self._write(broken)
            code, said = self._run(mutant.tests)
        except subprocess.TimeoutExpired as late:
            # A red test that leaves a file open keeps its process from ending.
            red = _FIRST.search((late.stdout or b"").decode())
            return Outcome(mutant, red[1] if red else "a test that came to no end")
        finally:
            self._write(whole)
        if code not in {PASSED, FAILED, INTERRUPTED}:
            raise Unusable(f"{mutant.name}: pytest ended with {code}.\n{said[-2000:]}")
        return Outcome(mutant, _first(said) if code else "")

    def _write(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            file = self._folder / name
            file.write_text(text, "utf8")
            # Python goes by size and time, to the second: each has a second of its own.
            then = file.stat().st_mtime + next(self._tries)
            os.utime(file, (then, then))

    def _run(self, tests: Sequence[str], longest: float = LONGEST) -> tuple[int, str]:
        asked = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *tests]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *asked],
            cwd=self._folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=longest,
            env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
        )
        return done.returncode, done.stdout + done.stderr


def _first(said: str) -> str:
    found = _FIRST.search(said)
    return found[1] if found else "pytest itself"
