"""What is logged of a refusal tells where Discord saw something wrong, and not what."""

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.discord.api_errors import MOST_PLACES, refusal

WORDS = "I love our Sundays"


def refused(answer: dict[str, Any] | str, status: int = 400) -> discord.HTTPException:
    response = SimpleNamespace(status=status, reason="Bad Request")
    return discord.HTTPException(cast("Any", response), answer)


def test_it_tells_the_status_the_code_and_the_place() -> None:
    wrong = {"code": "BASE_TYPE_BAD_LENGTH", "message": f"Must be shorter: {WORDS}"}
    label = {"component": {"label": {"_errors": [wrong]}}}
    answer = {
        "code": 50035,
        "message": f"Invalid Form Body: {WORDS}",
        "errors": {"data": {"components": {"0": label}}},
    }
    told = refusal(refused(answer))
    assert told == (
        "HTTPException 400 50035 data.components.0.component.label BASE_TYPE_BAD_LENGTH"
    )


@pytest.mark.parametrize(
    "errors",
    [
        {WORDS: {"_errors": [{"code": WORDS, "message": WORDS}]}},
        {"data": {"_errors": [{"code": [WORDS], "message": WORDS}]}},
        {"_errors": [{"code": f"ENUM {WORDS}"}]},
    ],
)
def test_a_value_is_never_told_wherever_it_stands(errors: Any) -> None:  # noqa: ANN401
    told = refusal(refused({"code": 50035, "message": WORDS, "errors": errors}))
    assert told.startswith("HTTPException 400 50035")
    assert "Sundays" not in told
    assert "love" not in told


def test_what_no_program_said_is_told_by_its_status_alone() -> None:
    assert refusal(refused(f"<html>{WORDS}</html>", 502)) == "HTTPException 502 0"
    assert refusal(ValueError(WORDS)) == "ValueError"


def test_not_more_than_a_few_places_are_told() -> None:
    many = {str(n): {"_errors": [{"code": "REQUIRED"}]} for n in range(40)}
    told = refusal(refused({"code": 50035, "errors": many}))
    assert told.count("REQUIRED") == MOST_PLACES
