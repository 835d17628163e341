"""What a person gave does not come out of its box by accident."""

import copy
import json
import logging
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.confidential import Confidential, ConfidentialityError, pair, together, weave
from bot.reveal import reveal

WORDS = "I have not told anyone this"


@dataclass(frozen=True)
class Answer:
    """Something of ours that holds a box."""

    given: Confidential[str]


@pytest.fixture
def box() -> Confidential[str]:
    return Confidential(WORDS)


@pytest.mark.parametrize(
    "let_out",
    [
        str,
        "{}".format,
        "%s".__mod__,
        lambda box: f"{box}",
        lambda box: f"{box!s:>40}",
        lambda box: ", ".join(iter([box])),
        lambda box: "You wrote: " + box,
        json.dumps,
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        list,
        len,
        hash,
    ],
)
def test_asking_for_the_words_raises_and_says_none_of_them(
    box: Confidential[str], let_out: Callable[[object], object]
) -> None:
    with pytest.raises((ConfidentialityError, TypeError)) as caught:
        let_out(box)
    assert WORDS not in everything_about(caught.value)


def test_a_look_at_the_box_shows_the_box(box: Confidential[str]) -> None:
    for shown in (repr(box), f"{box!r}", f"{Answer(box)}", repr([box]), ascii(box)):
        assert "Confidential" in shown
        assert WORDS not in shown


@pytest.mark.parametrize(
    "fail",
    [
        lambda box: box.map(int),
        lambda box: box.satisfies(lambda words: {}[words]),
        lambda box: box.map(lambda words: (_ for _ in ()).throw(ValueError(words))),
        lambda box: pair(box, box).map(lambda both: both[0].no_such_thing),
        lambda box: weave("{it}", {"it": box}).map(float),
        lambda box: together(["so: ", box]).map(json.loads),
    ],
)
def test_a_failure_inside_the_box_says_only_its_kind(
    box: Confidential[str], fail: Callable[[Confidential[str]], object]
) -> None:
    with pytest.raises(ConfidentialityError) as caught:
        fail(box)
    assert WORDS not in everything_about(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_log_that_is_given_the_box_has_no_words(box: Confidential[str]) -> None:
    record = logging.LogRecord("bot", logging.ERROR, "", 0, "kept %r", (box,), None)
    assert record.getMessage() == "kept Confidential(…)"


def test_only_the_key_opens_it(box: Confidential[str]) -> None:
    assert reveal(box) == WORDS
    assert reveal(box.map(str.upper)) == WORDS.upper()


def everything_about(error: BaseException) -> str:
    """All that any log, debugger or error page would print, local variables too."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    frames = [frame for frame in told.stack if frame.filename != __file__]
    lines = [str(frame.locals) for frame in frames]
    return "\n".join([*told.format_exception_only(), str(error.__dict__), *lines])
