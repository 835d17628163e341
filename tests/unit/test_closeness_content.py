"""What somebody who edits the closeness check is told when something in it is wrong."""

import shutil
from pathlib import Path

import pytest

from bot.content import ContentError, load
from bot.content.library import ENGLISH

SECOND = '[[check]]\ndate = "2026-04-24"'
MISTAKES = [
    ("intimacy", 'direction = "shared"', 'direction = "around"', ["around", "'shared'"]),
    ("intimacy", 'safety = "key"', 'safety = "red"', ["red", "'watch'"]),
    ("intimacy", 'id = "validated"', 'id = "safe_sharing"', ["safe_sharing", "never reuse"]),
    ("intimacy", '"both_ways", "flawed', '"flawed', ["together", "under its own theme"]),
    ("intimacy", 'order = ["not"', 'order = ["never"', ["'order'", "'options'"]),
    ("intimacy", "choices_days = [28", 'choices_days = ["28"', ["choices_days", "[28, 42, 90]"]),
    ("intimacy", 'id = "hold"', 'id = "held"', ["'hold' is missing"]),
    ("intimacy", "I feel heard by", f"I feel {'so ' * 30}heard by", ["100 characters", "Shorten"]),
    ("example_intimacy", 'feel = "very"', 'feel = "huge"', ["not offered", "[scale]"]),
    ("example_intimacy", 'picked = "both_ways"', 'picked = "x"', ["names no item"]),
    ("example_intimacy", "2026-03-12", "12 March", ["is no day", "2026-03-12"]),
    ("intimacy", "Being heard by", f"Being {'so ' * 30}heard by", ["100 characters", "Shorten"]),
    ("example_intimacy", SECOND, f"[[check]]\n{SECOND}", ["two [[check]]"]),
]


@pytest.mark.parametrize(("file", "before", "after", "told"), MISTAKES)
def test_a_mistake_is_explained_with_its_place_and_what_to_do(
    tmp_path: Path, file: str, before: str, after: str, told: list[str]
) -> None:
    shutil.copytree(ENGLISH, tmp_path / "en")
    path = tmp_path / "en" / f"{file}.toml"
    text = path.read_text("utf8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf8")
    with pytest.raises(ContentError) as error:
        load(tmp_path / "en")
    assert str(error.value).startswith(f"{file}.toml")
    for part in told:
        assert part in str(error.value)
