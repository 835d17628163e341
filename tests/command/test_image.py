"""What may get into an image, and how compose.yaml confines it.

`make container` builds it and runs it.
"""

import re

from tests.command.conftest import ROOT

CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
IGNORED = [
    line
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_nothing_is_handed_to_a_build_but_what_it_needs() -> None:
    named = {line[1:] for line in IGNORED if line.startswith("!")}
    copied = set(re.findall(r"^COPY (?!--from)(\S+) ", CONTAINERFILE, re.MULTILINE))
    locks = {path.name for path in ROOT.glob("requirements*.txt")} - {
        "requirements-dev.txt",
        "requirements-peers.txt",
        "requirements-try.txt",
    }
    assert IGNORED[0] == "*"
    assert named == copied - {"${REQUIREMENTS}"} | locks
    # The last word is had by what never gets in.
    assert IGNORED[-4:] == ["**/.*", "**/__pycache__", "**/*.db", "**/*.key"]


def test_the_image_runs_as_nobody_of_the_host_with_two_volumes() -> None:
    last = CONTAINERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER \d{4,}:\d{4,}$", last, re.MULTILINE)
    assert 'VOLUME ["/data", "/keys"]' in last
    assert "--require-hashes" in CONTAINERFILE


def test_compose_confines_it_and_signs_in_a_few_times_only() -> None:
    for line in (
        "read_only: true",
        "cap_drop:\n      - ALL",
        "security_opt:\n      - no-new-privileges:true",
        "restart: on-failure:5",
        "  - data:/data\n      - keys:/keys",
    ):
        assert f"    {line}\n" in COMPOSE, line
    assert "    file: ./token\n" in COMPOSE
    assert "/token\n" in (ROOT / ".gitignore").read_text("utf-8")
