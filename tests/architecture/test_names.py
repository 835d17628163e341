"""No two modules and no two types of one name: whoever searches for one finds one."""

import ast
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT

# Files that many features have, and that are called alike for it; and the store's own beside them.
CONVENTIONAL = frozenset(
    {
        *("__init__", "pages", "journey", "engine", "script", "records", "document", "example"),
        *("moves", "route", "care", "catalogue"),
    }
)


def test_no_two_modules_have_one_name() -> None:
    named = defaultdict(list)
    for file in sorted((ROOT / "bot").rglob("*.py")):
        if file.stem not in CONVENTIONAL:
            named[file.stem].append(str(file.relative_to(ROOT)))
    assert not {name: files for name, files in named.items() if len(files) > 1}


def test_no_two_types_have_one_name() -> None:
    named = defaultdict(list)
    for folder in ("bot", "cogs"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for name in types_in(file.read_text("utf-8")):
                named[name].append(str(file.relative_to(ROOT)))
    assert not {name: files for name, files in named.items() if len(files) > 1}


@pytest.mark.parametrize(
    "text",
    ["class Two:\n    pass", "Two: TypeAlias = int | str", "Two = Callable[[], None]"],
)
def test_a_type_is_seen_however_it_is_made(text: str) -> None:
    assert list(types_in(text)) == ["Two"]


def test_what_a_module_keeps_to_itself_may_be_called_anything() -> None:
    assert not list(types_in("class _Two:\n    pass\n\n\nTWO = [1]\ntwo = dict[str, int]()"))


def types_in(text: str) -> Iterator[str]:
    """The types a module offers: classes, and names for other types."""
    for node in ast.parse(text).body:
        match node:
            case ast.ClassDef(name=name):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                if ast.unparse(annotation) != "TypeAlias":
                    continue
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp()):
                if name.isupper() or not name[0].isupper():
                    continue
            case _:
                continue
        if not name.startswith("_"):
            yield name
