"""What GitHub runs for this, and what it asks people for: pinned, harmless, and nobody's words."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

GITHUB = ROOT / ".github"
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.stem != "config")
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ASKS_FOR_NO_WORDS = (
    "Please do not paste what anybody wrote, nor a database, nor a log you have not read"
)


def read(name: str) -> str:
    return (GITHUB / name).read_text("utf-8")


def test_every_action_is_pinned_to_one_commit_and_says_which_version_that_is() -> None:
    lines = [
        line
        for file in WORKFLOWS
        for line in file.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    assert lines
    for line in lines:
        assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_a_workflow_may_read_the_code_and_nothing_else() -> None:
    assert WORKFLOWS
    for file in WORKFLOWS:
        text = file.read_text("utf-8")
        assert re.findall(r"permissions:\n((?: +.*\n)+)", text) == ["  contents: read\n"]
        assert text.count("persist-credentials: false") == text.count("actions/checkout@")
        assert "timeout-minutes:" in text
        assert "secrets." not in text
        assert "pull_request_target" not in text


def test_the_checks_in_the_open_begin_with_the_oldest_python_there_may_be() -> None:
    matrix = re.search(r"python: \[(.+)\]", read("workflows/ci.yml"))
    assert matrix
    tried = [tuple(map(int, v.split("."))) for v in re.findall(r'"([\d.]+)"', matrix[1])]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={'.'.join(map(str, tried[0]))}"
    assert tried == sorted(set(tried))
    assert ".ci/run" in read("workflows/ci.yml")


@pytest.mark.parametrize("form", FORMS, ids=[form.stem for form in FORMS])
def test_a_form_says_first_that_it_wants_nobodys_words(form: Path) -> None:
    text = form.read_text("utf-8")
    first, *fields = re.split(r"^  - type: ", text.partition("body:\n")[2], flags=re.MULTILINE)[1:]
    assert first.startswith("markdown")
    assert ASKS_FOR_NO_WORDS in first
    assert fields
    for field in fields:
        label = re.search(r"label: (.+)", field)
        assert label
        assert not re.search(
            r"\b(logs?|database|screenshots?|messages?)\b", label[1], re.IGNORECASE
        )


def test_the_form_for_a_leak_has_no_place_to_write_in() -> None:
    leak = read("ISSUE_TEMPLATE/leak.yml")
    assert set(re.findall(r"- type: (\w+)", leak)) == {"markdown", "checkboxes"}
    assert "docs/SECURITY.md" in leak


def test_nothing_can_be_filed_without_a_form() -> None:
    assert FORMS
    assert "blank_issues_enabled: false" in read("ISSUE_TEMPLATE/config.yml").splitlines()


def test_a_pull_request_begins_with_it_too() -> None:
    assert ASKS_FOR_NO_WORDS in read("PULL_REQUEST_TEMPLATE.md").splitlines()[0]
