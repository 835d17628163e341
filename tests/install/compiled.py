"""Whether Python finds code that was compiled before, where it can't keep what it compiles."""

from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

# Of the sixteen bytes that a compiled file begins with.
UNCHECKED, DATED = 1, 0


def uncompiled(*folders: Path) -> set[Path]:
    """The files that would be compiled again at every start."""
    files = {file for folder in folders for file in folder.rglob("*.py")}
    assert files
    return {file for file in files if not _is_current(file)}


def _is_current(file: Path) -> bool:
    compiled = Path(cache_from_source(str(file)))
    if not compiled.exists():
        return False
    head = compiled.read_bytes()[:16]
    magic, kind, date, size = (
        head[:4],
        *(int.from_bytes(head[n : n + 4], "little") for n in (4, 8, 12)),
    )
    told = file.stat()
    is_dated = kind == DATED and (date, size) == (int(told.st_mtime), told.st_size)
    return magic == MAGIC_NUMBER and (is_dated or kind == UNCHECKED)
