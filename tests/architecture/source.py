"""The source of the bot, as something to ask questions of."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Place:
    """One spot in one file."""

    file: str
    node: ast.AST

    def __str__(self) -> str:
        return f"{self.file}:{getattr(self.node, 'lineno', 0)}  {ast.unparse(self.node)}"


def every(*packages: str) -> Iterator[Place]:
    """Every node of every module under these folders, or in these files."""
    for package in packages:
        path = ROOT / package
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield from _places(file)


@cache
def _places(file: Path) -> tuple[Place, ...]:
    tree = ast.parse(file.read_text("utf-8"))
    return tuple(Place(str(file.relative_to(ROOT)), node) for node in ast.walk(tree))


def called(node: ast.AST) -> str:
    """What is called here, without what it is called on."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)


def knows_discord(file: str) -> bool:
    """Whether a module could have an interaction or a message in its hands."""
    return any(
        name.split(".")[0] == "discord" for place in every(file) for name in _imported(place.node)
    )


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case _:
            return []
