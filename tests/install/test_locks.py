"""Every lock says everything, so that no release of tomorrow can be asked for."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.fake_discord.process import ROOT
from tests.install.locks import Pin, locks, pins, unlocked

PEBBLE = "pebble==1.0 --hash=sha256:" + "0" * 64

every_lock = pytest.mark.parametrize("lock", locks(), ids=lambda lock: lock.name)
# All but the peers of `make bench`, which have an environment of their own.
OURS = [lock for lock in locks() if lock.name != "requirements-peers.txt"]
every_lock_of_ours = pytest.mark.parametrize("lock", OURS, ids=lambda lock: lock.name)


@every_lock
def test_names_one_release_of_each_and_its_hashes(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert unlocked(text) == []
    assert pins(text)


@pytest.mark.parametrize(
    "line",
    [
        PEBBLE.partition(" ")[0],
        PEBBLE.replace("==", ">="),
        PEBBLE.replace("==1.0", ""),
        PEBBLE.replace("sha256", "md5"),
        PEBBLE.replace("==1.0", " @ https://example.org/pebble.whl"),
        "--index-url https://example.org/simple",
        "--extra-index-url=https://example.org/simple",
        "-r others.txt",
        "-e .",
    ],
)
def test_a_line_that_leaves_something_open_is_seen(line: str) -> None:
    assert unlocked(f"# by hand\n{PEBBLE}\n{line}\n") == [line]


@every_lock_of_ours
def test_names_all_that_its_packages_ask_for(lock: Path) -> None:
    assert list(_unnamed(pins(lock.read_text("utf-8")))) == []


def test_an_extra_that_is_asked_for_and_not_named_is_seen() -> None:
    """An older pip would look for the newest release that has it."""
    text = (ROOT / "requirements-dev.txt").read_text("utf-8")
    assert "coverage[toml]==" in text
    missing = list(_unnamed(pins(text.replace("coverage[toml]==", "coverage=="))))
    assert missing == ["pytest-cov asks for coverage[toml]>=7.10.6"]


@every_lock_of_ours
def test_installed_one_after_the_other_they_agree(lock: Path) -> None:
    largest = pins((ROOT / "requirements-dev.txt").read_text("utf-8"))
    for name, pin in pins(lock.read_text("utf-8")).items():
        assert pin == largest[name]


@pytest.mark.parametrize(
    ("lock", "packages"),
    [
        ("requirements.txt", ["bot", "cogs"]),
        ("requirements-try.txt", ["bot", "cogs", "tests.fake_discord", "tests.sandbox"]),
    ],
)
def test_what_is_run_imports_nothing_but_what_its_lock_names(
    lock: str, packages: list[str]
) -> None:
    named = pins((ROOT / lock).read_text("utf-8"))
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, " ".join(named), *packages],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# Imports every module but tests and the one that needs an extra, as if nothing but what is named
# were installed.
IMPORT_ALL = """
import importlib, pkgutil, re, sys
from importlib.metadata import packages_distributions

owned = packages_distributions()
named = set(sys.argv[1].split())

class OnlyNamed:
    def find_spec(self, name, path=None, target=None):
        owners = owned.get(name.partition(".")[0], [])
        if owners and named.isdisjoint(re.sub("[-_.]+", "-", owner).lower() for owner in owners):
            raise ModuleNotFoundError(f"{name} is not in the lock", name=name)

sys.meta_path.insert(0, OnlyNamed())
for package in map(importlib.import_module, sys.argv[2:]):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".test_" not in module.name and module.name != "bot.ops.metrics":
            importlib.import_module(module.name)
"""


def _unnamed(pinned: dict[NormalizedName, Pin]) -> Iterator[str]:
    """What a package asks for here, and the lock does not name."""
    for pin in pinned.values():
        if not pin.is_for_here:
            continue
        for asked in map(Requirement, distribution(pin.name).requires or []):
            if not _is_active(asked, pin.extras):
                continue
            named = pinned.get(canonicalize_name(asked.name))
            if (
                named is None
                or not named.is_for_here
                or not asked.extras <= named.extras
                or not asked.specifier.contains(named.version, prereleases=True)
            ):
                yield f"{pin.name} asks for {asked}"


def _is_active(asked: Requirement, extras: frozenset[str]) -> bool:
    return asked.marker is None or any(
        asked.marker.evaluate({"extra": extra}) for extra in ["", *extras]
    )
