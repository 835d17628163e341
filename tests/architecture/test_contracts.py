"""The import contracts bite: each is broken once in a copy of the tree, and noticed."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.long

LINT = Path(sysconfig.get_path("scripts")) / "lint-imports"
PARTS = ("bot", "cogs", "pyproject.toml")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source, to be spoiled."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / part)
    return tmp_path


def lint(tree: Path) -> tuple[int, str]:
    done = subprocess.run(
        [LINT, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_tree_as_it_stands_keeps_every_contract(tree: Path) -> None:
    code, said = lint(tree)
    assert code == 0, said


@pytest.mark.parametrize(
    ("module", "slip", "contract"),
    [
        ("bot/features/walkthrough/journey.py", "import bot.reveal", "Only the outbox, the codec"),
        ("cogs/home.py", "import bot.reveal", "Only the outbox, the codec"),
        ("bot/features/walkthrough/engine.py", "import discord", "The pure rooms know"),
        ("bot/features/walkthrough/pages.py", "import sqlite3", "The pure rooms know"),
        ("bot/content/library.py", "import pydantic", "The pure rooms know"),
        ("bot/store/people.py", "import sqlite3", "SQLite, and locks of files"),
        ("bot/ops/health.py", "import aiosqlite", "SQLite, and locks of files"),
        ("bot/store/rows.py", "import bot.store.sqlite.data", "The engine of the store is known"),
        ("bot/store/crypto/keys.py", "import bot.store.backend", "The store is built inwards"),
        ("bot/store/lock/machine.py", "import time", "What is remembered of a lock"),
        (
            "bot/store/lock/machine.py",
            "import bot.store.crypto.lockbox",
            "What is remembered of a lock",
        ),
        ("cogs/walkthroughs.py", "import bot.store", "Cogs reach people and pages only through"),
        ("bot/features/consent/journey.py", "import discord", "Only bot.discord knows Discord"),
        (
            "bot/discord/outbox.py",
            "import cogs.home",
            "The house does not know its own front doors",
        ),
        ("cogs/help.py", "import cogs.home", "Each cog stands alone"),
        ("bot/ui/model.py", "import bot.content.library", "Imports point inward"),
        ("bot/store/store.py", "import bot.features.home.pages", "Imports point inward"),
        ("bot/features/home/pages.py", "import bot.router", "Imports point inward"),
        (
            "bot/features/walkthrough/pages.py",
            "import bot.features.closeness.journey",
            "No two parts",
        ),
        ("bot/ui/blocks.py", "import bot.ui.webpage", "No two parts"),
    ],
)
def test_a_broken_contract_is_noticed(tree: Path, module: str, slip: str, contract: str) -> None:
    file = tree / module
    file.write_text(f"{slip}\n{file.read_text('utf-8')}", "utf-8")
    code, said = lint(tree)
    assert code != 0
    assert contract in said.partition("Broken contracts")[2], said
