"""Which small texts the bot says, as its code says it; and the list the loader knows them by."""

import ast
import re
from fnmatch import fnmatchcase
from pathlib import Path

from bot.content.library import ENGLISH, KNOWN, SMALL, _flat
from bot.content.reader import read

CODE = Path(__file__).parents[2]
_KEY = re.compile(r"[a-z_]+(\.[a-z0-9_*]+)+")


def in_the_files() -> set[str]:
    """The name of every small text there is in English."""
    return set(_flat([read(ENGLISH, name) for name in SMALL]))


def said() -> set[str]:
    """Every name that stands in the code; a `*` is whatever is put together there."""
    found: set[str] = set()
    for folder in ("bot", "cogs"):
        for file in (CODE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    parts = (v.value if isinstance(v, ast.Constant) else "*" for v in node.values)
                    found.add("".join(str(part) for part in parts))
    return {key for key in found if _KEY.fullmatch(key)}


def is_said(key: str, names: set[str]) -> bool:
    """Alone, as one of a list, or put together."""
    start = key.rpartition(".")[0]
    return bool({key, start} & names) or any(
        fnmatchcase(key, name) for name in names if "*" in name
    )


if __name__ == "__main__":
    KNOWN.write_text("\n".join(sorted(in_the_files())) + "\n", "utf8")
