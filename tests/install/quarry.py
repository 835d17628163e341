"""Little packages, and the folder of a stranger who has just cloned a project that needs them."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.fake_discord.process import ROOT

PATIENCE = 120
WEIGHT = 2_000_000
WHOLE = "a whole pebble"
# Before it becomes the command: Ctrl-C is heard even if whoever started the tests is deaf to it,
# and no file may grow larger than this, as if the disk were full.
BECOME = """
import os, resource, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
if most := int(sys.argv[1]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
os.execvp(sys.argv[2], sys.argv[2:])
"""
# The sandbox of this project: it looks whether what it needs is there, to the last byte.
SANDBOX = f"""
from pathlib import Path
import pebble
weight = (Path(pebble.__file__).parent / "weight").stat().st_size
print("{WHOLE}" if weight == {WEIGHT} else "a broken pebble")
"""


@dataclass(frozen=True)
class Said:
    """What a finished command left behind."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """All that is said to whoever typed the command; make adds nothing of its own."""
        assert self.code != 0, self
        assert WHOLE not in self.out
        (said,) = self.err.splitlines()
        return said


@dataclass(frozen=True)
class Clone:
    """A folder with a Makefile in it, and the world around it."""

    folder: Path
    world: dict[str, str] = field(default_factory=dict)

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def programs(self) -> Path:
        """What is found before anything else."""
        return self.folder / "programs"

    def begin(
        self, *command: str, most: int = 0, world: dict[str, str] | None = None
    ) -> "subprocess.Popen[str]":
        """Start a command, as if in a terminal of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", BECOME, str(most), *command],
            cwd=self.folder,
            env=self.world | (world or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def make(self, *words: str, most: int = 0, world: dict[str, str] | None = None) -> Said:
        """Type `make ...`, and wait for its end."""
        return ended(self.begin("make", *words, most=most, world=world))

    def locks(self, lock: str, *files: Path) -> None:
        """Write a lock that names these."""
        lines = []
        for file in files:
            name, version, *_ = file.name.removesuffix(".tar.gz").split("-")
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            lines.append(f"{name}=={version} \\\n    --hash=sha256:{digest}\n")
        (self.folder / lock).write_text("".join(lines), "utf-8")


def ended(process: "subprocess.Popen[str]") -> Said:
    """Wait for its end."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return Said(process.returncode, out, err)


def clone(folder: Path, wheels: Path) -> Clone:
    """The Makefile and the installer as they are, and a sandbox that needs a pebble."""
    (folder / "tests" / "sandbox").mkdir(parents=True)
    (folder / "tests" / "sandbox" / "__main__.py").write_text(SANDBOX, "utf-8")
    for name in ("Makefile", "install.sh", "quietly.py"):
        shutil.copy(ROOT / name, folder)
    made = Clone(folder)
    made.programs.mkdir()
    # Of pip's settings, and of those of the make that started us, nothing may be left.
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON", "MAKE", "MFLAGS", "VENV", "VIRTUAL"))
    }
    made.world.update(inherited)
    made.world.update(
        PATH=f"{made.programs}:{os.environ['PATH']}",
        TMPDIR=str(folder.parent),
        LC_ALL="C",
        PIP_CONFIG_FILE=os.devnull,
        PIP_NO_CACHE_DIR="1",
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(wheels),
    )
    return made


def python(at: Path, pretending: str = "", venv: Path | None = None) -> Path:
    """This Python, pretending something, and copying this venv where it should make one."""
    lines = ["#!/bin/sh"]
    if venv:
        lines.append(f'[ "$1 $2" != "-m venv" ] || exec cp -R "{venv}/." "$3"')
    if pretending:
        folder = at.parent / f"{at.name}-pretends"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(f"import sys\n{pretending}\n", "utf-8")
        lines.append(f'export PYTHONPATH="{folder}"')
    lines.append(f'exec "{sys.executable}" "$@"\n')
    at.write_text("\n".join(lines), "utf-8")
    at.chmod(0o755)
    return at


def wheel(folder: Path, name: str, version: str = "1.0") -> Path:
    """A package that weighs something."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    contents = {
        f"{name}/__init__.py": f"version = '{version}'\n",
        f"{name}/weight": "0" * WEIGHT,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*contents, f"{about}/RECORD"])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in {**contents, f"{about}/RECORD": record}.items():
            archive.writestr(path, text)
    return file
