"""One ear, one mouth; and no sentence of ours that a person's words could slip into."""

import ast

import pytest

from tests.architecture.source import Place, called, every, knows_discord

MOUTH = {
    "send",
    "send_message",
    "edit_message",
    "edit_original_response",
    "reply",
    "respond",
    "send_modal",
}
WRITTEN = {"content", "clean_content", "value", "values", "data"}
# Things of our own that go by such a name.
OURS = {"keepsake.content", "button.style.value", "locale.value", "context.data"}
DISCORDS = (
    *(
        "bot/discord/inbox.py",
        "bot/discord/outbox.py",
        "bot/discord/api_errors.py",
        "bot/discord/render.py",
        "bot/discord/dispatch.py",
    ),
    "cogs",
)
INWARD = (
    "bot/store",
    "bot/ui",
    "bot/forms",
    "bot/schedule",
    "bot/layout",
    "bot/kept",
    "bot/features",
    *DISCORDS,
)
# They run the process, and never meet anything a person gave.
OUTSIDE = {
    "bot/ops/logs.py",
    "bot/discord/reconnect.py",
    "bot/isolation.py",
    "bot/__main__.py",
    "bot/ops/doctor.py",
}


def test_only_the_outbox_says_anything() -> None:
    said = [place for place in every("bot", "cogs") if called(place.node) in MOUTH]
    assert {place.file for place in said} <= {"bot/discord/outbox.py"}, _listed(said)


def test_only_the_inbox_reads_what_somebody_wrote() -> None:
    read = [
        place
        for place in every("bot", "cogs")
        if isinstance(place.node, ast.Attribute)
        and isinstance(place.node.ctx, ast.Load)
        and place.node.attr in WRITTEN
        and ast.unparse(place.node) not in OURS
        and knows_discord(place.file)
    ]
    assert {place.file for place in read} <= {"bot/discord/inbox.py"}, _listed(read)


def test_no_exception_is_worded_with_what_it_was_about() -> None:
    worded = [
        place
        for place in every(*INWARD)
        if isinstance(place.node, ast.Raise) and place.node.exc and _weaves(place.node.exc)
    ]
    assert not worded, _listed(worded)


def test_no_exception_remembers_the_one_before_it() -> None:
    # The one before may say "invalid literal for int(): 'my words'".
    remembering = [
        Place(place.file, node)
        for place in every(*INWARD)
        if isinstance(place.node, ast.ExceptHandler)
        for node in ast.walk(place.node)
        if isinstance(node, ast.Raise) and node.exc and not _is_none(node.cause)
    ]
    assert not remembering, _listed(remembering)


def test_a_log_line_is_a_sentence_of_ours_with_numbers_and_kinds_in_it() -> None:
    lines = [place for place in every("bot", "cogs") if _logs(place.node)]
    bad = [p for p in lines if p.file not in OUTSIDE and not _is_plain(p.node)]
    assert not bad, _listed(bad)


@pytest.mark.parametrize(
    "line",
    [
        "log.info(words)",
        "log.info(f'kept {words}')",
        "log.info('kept %s', words)",
        "log.warning('kept', exc_info=True)",
        "log.exception('it failed')",
    ],
)
def test_a_log_line_that_could_carry_words_is_noticed(line: str) -> None:
    call = ast.parse(line, mode="eval").body
    assert _logs(call)
    assert not _is_plain(call)


def _weaves(part: ast.AST) -> bool:
    """Whether a text is made from something that is not a constant of ours."""
    return any(
        isinstance(node, ast.FormattedValue)
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add))
        or called(node) in {"format", "str", "repr", "join"}
        for node in ast.walk(part)
    )


def _is_none(cause: ast.expr | None) -> bool:
    return isinstance(cause, ast.Constant) and cause.value is None


LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}


def _logs(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and ast.unparse(node.func.value) in {"log", "_log", "logger", "logging"}
    )


def _is_plain(node: ast.AST) -> bool:
    assert isinstance(node, ast.Call)
    sentence, *rest = node.args or [ast.Constant(0)]
    harmless = all(_is_harmless(arg) for arg in rest)
    return called(node) != "exception" and _is_text(sentence) and harmless and not node.keywords


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_harmless(node: ast.AST) -> bool:
    """A number, a constant of ours, the name of a type, or which key is at work."""
    text = ast.unparse(node)
    return (
        isinstance(node, ast.Constant)
        or text in {"kind.value", "part.value"}
        or text.isupper()
        or text.endswith((".__name__", ".code", ".status", ".fingerprint"))
        or (isinstance(node, ast.Call) and called(node) in {"len", "round", "name_of", "refusal"})
    )


def _listed(places: list[Place]) -> str:
    return "\n".join(str(place) for place in places)
