"""What the README and the map say is there, is there."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bot
from bot.content import load
from tests.command.conftest import ROOT
from tests.install.compiled import uncompiled

README = (ROOT / "README.md").read_text("utf-8")
HOSTING = (ROOT / "docs" / "hosting.md").read_text("utf-8")
# Bytes; with more, a page that is read on a phone is heavy.
LARGEST = 1_000_000
LICENCE = (ROOT / "LICENSE").read_text("utf-8")


def test_every_command_of_make_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)\b", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_pythons_it_names_are_those_it_is_made_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    minors = [int(n) for n in re.findall(r"Python :: 3\.(\d+)", str(project["classifiers"]))]
    first, last = min(minors), max(minors)
    assert minors == list(range(first, last + 1))
    assert project["requires-python"] == f">=3.{first}"
    for text in (README, HOSTING):
        assert f"Python 3.{first} to 3.{last}" in text


def test_a_service_compiles_what_it_may_not_write(tmp_path: Path) -> None:
    """The line for it in the hosting guide does so, wherever the code came from."""
    service = HOSTING.partition("## As a service")[2].partition("\n## ")[0]
    [line] = re.findall(r"^\.venv/bin/python (-m compileall .+)$", service, re.MULTILINE)
    assert "`compileall`" in service.partition("**Upgrading:**")[2]
    parts = [tmp_path / part for part in ("bot", "cogs")]
    for part in parts:
        # As `cp -r` has it: with what was compiled elsewhere, for files of another date.
        shutil.copytree(ROOT / part.name, part, copy_function=shutil.copyfile)
    subprocess.run([sys.executable, *line.split()], cwd=tmp_path, check=True)
    assert not uncompiled(*parts)


def test_every_slash_command_exists() -> None:
    there = {
        keyword.value.value
        for file in (ROOT / "cogs").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    }
    walks = {script.command.name for script in load().offered if script.command}
    assert set(re.findall(r"`/([a-z-]+)`", README + HOSTING)) <= there | walks


def test_everything_it_points_to_exists() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        name, _, heading = target.partition("#")
        assert (ROOT / name).exists(), target
        if heading:
            there = re.findall(r"^#+ (.+)$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
            assert heading in [title.lower().replace(" ", "-") for title in there]


def test_it_shows_the_pictures_there_are_and_no_others() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(docs/(\w+)\.png\)", README)
    assert sorted(shown) == sorted(path.stem for path in (ROOT / "docs").glob("*.png"))
    for name in shown:
        picture = ROOT / "docs" / f"{name}.png"
        assert picture.stat().st_size < LARGEST
        assert picture.with_suffix(".txt").exists(), "what stands on it is kept by `make pictures`"


def test_one_of_them_moves_for_about_ten_seconds() -> None:
    moving = (ROOT / "docs" / "moving.png").read_bytes()
    frames = [found.end() for found in re.finditer(b"fcTL", moving)]
    hundredths = [int.from_bytes(moving[at + 20 : at + 22]) for at in frames]
    assert 8 <= sum(hundredths) / 100 <= 12


def test_the_map_has_one_line_for_every_part() -> None:
    parts = {
        path.stem
        for path in (ROOT / "bot").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert bot.__doc__
    named = re.findall(r"^    (\w+) +\S", bot.__doc__, re.MULTILINE)
    assert sorted(named) == sorted(parts - {"__init__"})


@pytest.mark.parametrize("text", [README, LICENCE], ids=["README", "LICENSE"])
def test_whose_the_questions_are_is_said_with_the_licence(text: str) -> None:
    said = " ".join(text.replace("*", "").split())
    assert "Stacy Hixon, LPC" in said
    assert re.search("remain (hers|their author's)", said)
    assert "approved or endorsed" in said
