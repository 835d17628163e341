"""What the documents say is there, is there."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import __version__
from tests.architecture.source import ROOT

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "tests/README.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
    ".github/PULL_REQUEST_TEMPLATE.md",
)
# What whoever follows them makes, or names; what is in somebody's own file.
MADE = {
    *("every-page.html", "tests/journeys/test_forms.py"),
    *("some/folder", "quiet-page/words"),
    *(
        "walks/ask_for.toml",
        "walks/ask_for/en.toml",
        "walks/ask_for/de.toml",
        "ask_for.example.toml",
        "en.toml",
        "de.toml",
        "en.example.toml",
    ),
    # In the data folder, or of a language.
    *("walkthroughs/", "typed.toml"),
}
# What it names is on the host's machine.
ELSEWHERE = {"docs/hosting.md"}


def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def code_in(text: str) -> Iterator[str]:
    """What is set as code: whole blocks, and pieces of a line."""
    yield from re.findall(r"^ *```.*?\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    for line in re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL).splitlines():
        yield from re.findall(r"`([^`]+)`", line)


FILE = re.compile(
    r"(?<![\w/.:…-])((?:\.?\w[\w-]*/)+[\w.-]*(?:::\w+)?|[\w-]+\.(?:py|toml|md|txt|yml))(?![\w…/])"
)


def files_in(document: str) -> Iterator[str]:
    """Every file or folder of ours that is named, by a link or as code."""
    text = text_of(document)
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if "://" not in link:
            yield link
    for code in code_in(text):
        yield from FILE.findall(re.sub(r"\w+://\S+", "", code))


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d not in ELSEWHERE])
def test_every_file_they_name_is_there(document: str) -> None:
    missing = [
        name for name in files_in(document) if name not in MADE and not _is_there(document, name)
    ]
    assert not missing, f"{document} names {missing}"


def _is_there(document: str, name: str) -> bool:
    name, _, test = name.partition("::")
    path = next((p for p in (ROOT / name, (ROOT / document).parent / name) if p.exists()), None)
    if path is None:
        # Named without its folder: a content file, for one.
        return "/" not in name and any((ROOT / "bot").rglob(name))
    return not test or f"def {test}(" in path.read_text("utf-8")


def test_a_file_that_is_not_there_would_be_noticed() -> None:
    assert not _is_there("README.md", "bot/nowhere.py")
    assert not _is_there("README.md", "nothing.toml")
    assert not _is_there("README.md", "tests/architecture/test_documents.py::test_nothing")
    assert list(files_in("CONTRIBUTING.md"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_make_they_name_is_there(document: str) -> None:
    there = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = {
        target
        for code in code_in(text_of(document))
        for target in re.findall(r"^make ([a-z-]+)", code, re.MULTILINE)
    }
    assert named <= there


def test_every_folder_of_tests_is_named_in_their_readme_and_no_other() -> None:
    named = re.findall(r"^\| `(\w+)/` \|", text_of("tests/README.md"), re.MULTILINE)
    there = [path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")]
    assert sorted(named) == sorted(there)


def test_every_folder_of_code_is_on_the_map_of_the_contributors() -> None:
    named = set(re.findall(r"^\| `([\w/]+)/` \|", text_of("CONTRIBUTING.md"), re.MULTILINE))
    packages = {
        str(path.parent.relative_to(ROOT))
        for top in ("bot", "cogs", "tests", "benchmarks")
        for path in (*ROOT.glob(f"{top}/__init__.py"), *ROOT.glob(f"{top}/*/__init__.py"))
        if not str(path.relative_to(ROOT)).startswith("tests/") or path.parent.name == "tests"
    }
    assert packages <= named
    assert all((ROOT / folder).is_dir() for folder in named)


def glossary() -> list[tuple[str, str]]:
    """The twenty words, each with the file it is said to stand in."""
    row = re.compile(r"^\| `(\w+)` \| .+ \| `([\w/.]+)` \|$", re.MULTILINE)
    return [(word, file) for word, file in row.findall(text_of("CONTRIBUTING.md"))]


def test_there_are_twenty_words() -> None:
    words = [word for word, _ in glossary()]
    assert len(set(words)) == len(words) == 20


@pytest.mark.parametrize(("word", "file"), glossary(), ids=[word for word, _ in glossary()])
def test_each_word_stands_in_the_file_beside_it(word: str, file: str) -> None:
    assert word in _defined_in(ROOT / file)


def _defined_in(path: Path) -> set[str]:
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return names


def test_the_names_in_the_recipes_are_names_of_the_code() -> None:
    source = "\n".join(
        path.read_text("utf-8")
        for pattern in (
            "bot/**/*.py",
            "bot/content/en/**/*.toml",
            "tests/unit/*.py",
            "tests/journeys/*.py",
        )
        for path in ROOT.glob(pattern)
    )
    recipes = text_of("CONTRIBUTING.md").partition("## Three recipes")[2]
    named = set(re.findall(r"`(\w+)`", recipes))
    # Ours to give, and no name of the code.
    given = {"support", "uv"}
    unknown = {name for name in named - given if not re.search(rf"\b{name}\b", source)}
    assert named
    assert not unknown


RELEASES = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", text_of("CHANGELOG.md"), re.MULTILINE)


def test_the_newest_version_of_the_changelog_is_this_one() -> None:
    (unreleased, no_day), (newest, _), *_ = RELEASES
    assert (unreleased, no_day) == ("Unreleased", "")
    assert newest == __version__


def test_versions_of_the_changelog_stand_newest_first_each_with_its_day() -> None:
    versions = [tuple(map(int, version.split("."))) for version, _ in RELEASES[1:]]
    days = [date.fromisoformat(day) for _, day in RELEASES[1:]]
    assert versions == sorted(set(versions), reverse=True)
    assert days == sorted(days, reverse=True)
    kinds = set(re.findall(r"^### (.+)$", text_of("CHANGELOG.md"), re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
