"""`make try` in a fresh clone, on a machine that lacks something, and after it was cut short."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.fake_discord.process import ROOT
from tests.install.compiled import uncompiled
from tests.install.quarry import PATIENCE, WHOLE, Clone, clone, ended, python, wheel

pytestmark = pytest.mark.install

TRY = "requirements-try.txt"
ALREADY = "Another command installs into .venv: let it end, then run this one again."
STOPPED = "Stopped before it was installed; the same command begins it again."
NO_SPACE = "There is no space left: make room here and in {}, then run the same command."
NO_NETWORK = (
    "No package registry is reached: look at the network, then run the same command."
    " What was said is in .venv/install.log."
)
FORGED = (
    "A package is not the one that was locked, and is not used."
    " What was said is in .venv/install.log."
)
NOT_FOR_HERE = (
    "There is no ready-made package for this Python on this machine."
    " What was said is in .venv/install.log."
)
NO_PYTHON = (
    "No python9 runs here: install Python 3.11 or newer, or name yours: make PYTHON=python3.12 ..."
)
TOO_OLD = (
    "Quiet Page needs Python 3.11 or newer, and this is 3.10:"
    " name another: make PYTHON=python3.12 ..."
)
NO_VENV = (
    "This Python can't make a virtual environment: on Debian or Ubuntu, apt install python{}-venv."
)


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    return tmp_path / "wheels"


@pytest.fixture
def pebble(wheels: Path) -> Path:
    return wheel(wheels, "pebble")


@pytest.fixture
def fresh(tmp_path: Path, wheels: Path, pebble: Path) -> Clone:
    """A clone with nothing in it but its files."""
    made = clone(tmp_path / "clone", wheels)
    python(made.programs / "python3")
    made.locks(TRY, pebble)
    return made


@pytest.fixture(scope="session")
def empty_venv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with nothing in it but pip."""
    folder = tmp_path_factory.mktemp("venv") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    # Python's own way to bring it takes seconds.
    pip = distribution("pip")
    for part in ("pip", f"pip-{pip.version}.dist-info"):
        there = next(folder.glob("lib/*/site-packages")) / part
        shutil.copytree(str(pip.locate_file(part)), there)
    return folder


@pytest.fixture
def begun(fresh: Clone, empty_venv: Path) -> Clone:
    """A clone in which `.venv` was made, and nothing installed yet."""
    shutil.copytree(empty_venv, fresh.venv, symlinks=True)
    # To make one takes seconds; to copy one, none.
    python(fresh.programs / "python3", venv=empty_venv)
    (fresh.venv / "of-before").touch()
    return fresh


def is_anew(clone: Clone) -> bool:
    return not (clone.venv / "of-before").exists()


def test_from_nothing_and_then_at_once(fresh: Clone) -> None:
    first = fresh.make("try")
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[1:] == [WHOLE]
    second = fresh.make("try", world=registry_at(9))
    assert (second.out, second.err) == (f"{WHOLE}\n", "")


def test_what_is_installed_is_compiled(begun: Clone) -> None:
    parts = [begun.folder / part for part in ("bot", "cogs")]
    for part in parts:
        shutil.copytree(ROOT / part.name, part, ignore=shutil.ignore_patterns("__pycache__"))
    assert begun.make("try", world={"PYTHONDONTWRITEBYTECODE": "1"}).code == 0
    [site] = begun.venv.glob("lib/*/site-packages")
    assert not uncompiled(*parts, site / "pebble")


def test_another_lock_adds_to_the_first(begun: Clone, wheels: Path, pebble: Path) -> None:
    begun.locks("requirements-dev.txt", pebble, wheel(wheels, "grain"))
    assert WHOLE in begun.make("try").out
    assert begun.make("with-requirements-dev").code == 0
    # What is there is not asked for again, whichever lock names it.
    begun.locks("requirements.txt", pebble)
    shutil.rmtree(wheels)
    assert begun.make("with-requirements").code == 0
    assert begun.make("try").out == f"{WHOLE}\n"
    assert not is_anew(begun)


def test_a_lock_that_has_changed_is_installed(begun: Clone, wheels: Path, pebble: Path) -> None:
    newer = wheel(wheels, "pebble", "2.0")
    begun.make("try")
    for lock in (TRY, "requirements.txt"):
        begun.locks(lock, newer)
    assert "Installing" in begun.make("with-requirements").out
    # Back at an older state of both: what was installed from it is there no more.
    begun.locks(TRY, pebble)
    assert "Installing" in begun.make("try").out


def test_without_a_network(begun: Clone) -> None:
    for _ in range(2):
        said = begun.make("try", world=registry_at(9))
        assert said.sentence == NO_NETWORK
    assert "127.0.0.1" in (begun.venv / "install.log").read_text("utf-8")
    assert WHOLE in begun.make("try").out
    assert not is_anew(begun)


@pytest.mark.parametrize("name", ["pebble-3.0-cp20-cp20-linux_vax.whl", "pebble-3.0.tar.gz"])
def test_a_package_for_other_machines_or_to_be_built(
    begun: Clone, wheels: Path, pebble: Path, name: str
) -> None:
    other = wheels / name
    other.write_bytes(pebble.read_bytes())
    begun.locks(TRY, other)
    assert begun.make("try").sentence == NOT_FOR_HERE


def test_a_package_that_is_not_the_one_that_was_locked(begun: Clone, pebble: Path) -> None:
    with pebble.open("ab") as file:
        file.write(b"and something else")
    assert begun.make("try").sentence == FORGED


def test_ctrl_c_in_the_middle(begun: Clone) -> None:
    with waiting(begun) as process:
        os.killpg(process.pid, signal.SIGINT)
        assert ended(process).sentence == STOPPED
    assert WHOLE in begun.make("try").out


def test_a_power_cut_in_the_middle(begun: Clone) -> None:
    with waiting(begun) as process:
        os.killpg(process.pid, signal.SIGKILL)
        ended(process)
    assert WHOLE in begun.make("try").out
    assert is_anew(begun)


def test_no_space_for_half_of_it(begun: Clone) -> None:
    """What was begun to be copied is not taken for done."""
    assert begun.make("try", most=1_000_000).sentence == NO_SPACE.format(begun.world["TMPDIR"])
    assert WHOLE in begun.make("try").out
    assert is_anew(begun)


def test_the_python_it_was_made_with_is_gone(begun: Clone) -> None:
    for name in ("python", "python3", f"python3.{sys.version_info.minor}"):
        (begun.venv / "bin" / name).unlink()
    (begun.venv / "bin" / "python").symlink_to("/nowhere/python3")
    assert WHOLE in begun.make("try").out
    assert is_anew(begun)


def test_a_venv_that_was_half_made_by_hand(begun: Clone) -> None:
    shutil.rmtree(next(begun.venv.glob("lib/*/site-packages/pip")))
    assert WHOLE in begun.make("try").out
    assert is_anew(begun)


def test_another_python_is_used_where_it_is_named(
    begun: Clone, tmp_path: Path, empty_venv: Path
) -> None:
    newer = python(tmp_path / "newer", "sys.version_info = (3, 99)", venv=empty_venv)
    begun.make("try")
    shutil.copy(newer, begun.programs / "python3")
    assert begun.make("try").out == f"{WHOLE}\n"
    assert not is_anew(begun)
    assert WHOLE in begun.make(f"PYTHON={newer}", "try").out
    assert is_anew(begun)


@pytest.mark.skipif(shutil.which("ps") is None, reason="Nothing here tells what runs.")
def test_two_at_once(begun: Clone) -> None:
    with waiting(begun) as process:
        assert begun.make("try").sentence == ALREADY
        os.killpg(process.pid, signal.SIGKILL)
        ended(process)


def test_no_python(fresh: Clone) -> None:
    assert fresh.make("try", "PYTHON=python9").sentence == NO_PYTHON
    assert not fresh.venv.exists()


def test_a_python_that_is_too_old(fresh: Clone) -> None:
    python(fresh.programs / "python3", "sys.version_info = (3, 10, 13)")
    assert fresh.make("try").sentence == TOO_OLD
    assert not fresh.venv.exists()


def test_a_python_without_venv(fresh: Clone) -> None:
    """Debian has it in a package of its own."""
    python(fresh.programs / "python3", "sys.modules['ensurepip'] = None")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert fresh.make("try").sentence == NO_VENV.format(version)
    assert not fresh.venv.exists()


def registry_at(port: int) -> dict[str, str]:
    """Have pip ask there, and nowhere else."""
    return {
        "PIP_NO_INDEX": "0",
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": f"http://127.0.0.1:{port}/simple",
        "PIP_RETRIES": "1",
    }


@contextmanager
def waiting(clone: Clone) -> Iterator["subprocess.Popen[str]"]:
    """`make try`, while it waits for a registry that says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as registry:
        registry.settimeout(PATIENCE)
        process = clone.begin("make", "try", world=registry_at(registry.getsockname()[1]))
        with registry.accept()[0]:
            yield process
