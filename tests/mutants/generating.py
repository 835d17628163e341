"""Small mutants that nobody chose: a condition turned round, a guard left out, a set emptied."""

import ast
import random
from collections.abc import Iterator
from pathlib import Path

from tests.mutants.bench import ROOT
from tests.mutants.mutant import Change, Mutant

WHERE = (
    *(
        "bot/features/**/*.py",
        "bot/forms/*.py",
        "bot/kept/*.py",
        "bot/schedule/*.py",
        "bot/context.py",
        "bot/router.py",
        "bot/discord/inbox.py",
        "bot/discord/outbox.py",
    ),
    "bot/store/lock*.py",
)
TESTS = (
    *(
        "tests/unit",
        "tests/journeys",
        "tests/store/test_lock.py",
        "tests/store/test_lock_trouble.py",
    ),
    *("tests/architecture", "-m", "not prove"),
)
SWAPPED = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
LEAVES = (ast.Return, ast.Continue, ast.Raise)


def sample(seed: int, most: int) -> list[Mutant]:
    """So many of all there are, in an order that the seed decides."""
    files = sorted({file for pattern in WHERE for file in ROOT.glob(pattern)})
    found = [mutant for file in files for mutant in all_in(file)]
    return random.Random(seed).sample(found, min(most, len(found)))  # noqa: S311 - no secret


def all_in(file: Path) -> Iterator[Mutant]:
    """Every mutant of one file."""
    source = _Source(file)
    tree = ast.parse(source.text)
    # A class that is frozen no more breaks nothing that anybody would see.
    above = {
        id(part)
        for node in ast.walk(tree)
        for decorator in getattr(node, "decorator_list", ())
        for part in ast.walk(decorator)
    }
    for node in ast.walk(tree):
        if id(node) not in above:
            yield from _of(source, node)


class _Source:
    """A file by the places of its nodes."""

    def __init__(self, file: Path) -> None:
        self.name = str(file.relative_to(ROOT))
        self.text = file.read_text("utf8")
        self._lines = self.text.splitlines(keepends=True)

    def start(self, node: ast.AST) -> int:
        return self._offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        return self._offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def _offset(self, line: int, column: int) -> int:
        # The columns of `ast` are bytes.
        within = self._lines[line - 1].encode()[:column].decode()
        return sum(map(len, self._lines[: line - 1])) + len(within)

    def mutant(self, what: str, start: int, end: int, after: str, around: int = 0) -> Mutant:
        line = self.text.count("\n", 0, start) + 1
        before = self.text[start:end]
        short = " ".join(self.text[start - around : end + around].split())[:60]
        change = Change(self.name, before, after, start)
        return Mutant(f"{self.name}:{line} {what}: {short}", (change,), TESTS)


def _of(source: _Source, node: ast.AST) -> Iterator[Mutant]:
    match node:
        case ast.If(test=test, body=[leave], orelse=[]) if isinstance(leave, LEAVES):
            yield from (_instead(source, test, what) for what in ("never", "turned round"))
        case ast.If(test=test) | ast.IfExp(test=test):
            yield _instead(source, test, "turned round")
        case ast.comprehension(ifs=[test, *_]):
            yield _instead(source, test, "turned round")
        case ast.BoolOp(op=op, values=[first, second, *_]):
            here, there = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
            yield from _between(source, first, second, here, there)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield from _between(source, left, right, *SWAPPED[type(op)])
        case ast.Constant(value=bool(value)):
            yield source.mutant("flipped", source.start(node), source.end(node), str(not value))
        case ast.Call(func=ast.Name(id="frozenset"), args=[_]):
            yield source.mutant("emptied", source.start(node), source.end(node), "frozenset()")


def _instead(source: _Source, test: ast.expr, what: str) -> Mutant:
    start, end = source.start(test), source.end(test)
    after = "False" if what == "never" else f"(not ({source.text[start:end]}))"
    return source.mutant(what, start, end, after)


def _between(
    source: _Source, left: ast.expr, right: ast.expr, here: str, there: str
) -> Iterator[Mutant]:
    """One operator for another, where it stands between two and nothing else does."""
    start, end = source.end(left), source.start(right)
    between = source.text[start:end]
    if between.split() == here.split():
        after = between.replace(here, there) if " " not in here else f" {there} "
        yield source.mutant(f"{there} instead of {here}", start, end, after, around=20)
