"""Reading one table of a content file, with mistakes explained to whoever edits it.

Every error names the file, the place in it, and what to do.
"""

import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from bot.mendable import Mendable

E = TypeVar("E")
# Where a key of no table stands.
WHOLE = "the file"


class ContentError(Mendable):
    """A content file has a mistake. The text is one sentence for whoever edits it."""


class Table:
    """One table of a file, and where it stands."""

    def __init__(
        self, file: str, where: str, data: dict[str, Any], read: "dict[int, set[str]] | None" = None
    ) -> None:
        self.file = file
        self.where = where
        self._data = data
        # Which keys of each of the file's tables were asked for, by the table's identity.
        self._read = {} if read is None else read

    @property
    def raw(self) -> dict[str, Any]:
        """All of it, as it stands; whoever takes it so knows every key in it."""
        self._mark_all(self._data)
        return self._data

    def wrong(self, what: str, remedy: str) -> ContentError:
        return ContentError(f"{self.file}, {self.where}: {what}. {remedy}")

    def not_known(self, key: str, near: str) -> ContentError:
        return self.wrong(
            f"'{key}' is not known here", f"The nearest is '{near}'." if near else "Take it out."
        )

    def has(self, key: str) -> bool:
        self._ask(key)
        return key in self._data

    def text(self, key: str, default: str | None = None, *, most: int = 0) -> str:
        value = self._get(key, str, default)
        if most and len(value) > most:
            raise self.wrong(
                f"'{key}' has {len(value)} characters, and Discord shows at most {most}",
                "Shorten it.",
            )
        return value

    def one_of(self, key: str, known: Collection[str]) -> str:
        value = self.text(key)
        if value not in known:
            raise self.wrong(
                f"'{key}' is '{value}', which is not known", f"Use {', '.join(sorted(known))}."
            )
        return value

    def number(self, key: str, default: int | None = None) -> int:
        return self._get(key, int, default)

    def numbers(self, key: str) -> tuple[int, ...]:
        values = self._get(key, list, [])
        if not values or not all(isinstance(v, int) for v in values):
            raise self.wrong(f"'{key}' must be a list of whole numbers", "Such as [28, 42, 90].")
        return tuple(values)

    def flag(self, key: str) -> bool:
        return self._get(key, bool, default=False)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._get(key, list, [])
        if not all(isinstance(v, str) for v in values):
            raise self.wrong(f"'{key}' must be a list of texts", "Put each in quotes.")
        return tuple(values)

    def table(self, key: str, name: str = "") -> "Table":
        below = self._get(key, dict, None)
        return Table(self.file, name or f"{self.where}, {key}", below, self._read)

    def maybe(self, key: str) -> "Table | None":
        return self.table(key) if self.has(key) else None

    def tables(self, key: str, name: str = "") -> tuple["Table", ...]:
        """The tables of a list; `name` and the id or place say which is meant in an error."""
        values = self._get(key, list, [])
        found = []
        for n, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                raise self.wrong(f"'{key}' must be a list of tables", "See its neighbours.")
            label = next((value[k] for k in ("id", "key", "slot", "code") if value.get(k)), n)
            where = self._below(f"{name or key} {label}")
            found.append(Table(self.file, where, value, self._read))
        return tuple(found)

    def refuse_the_rest(self) -> None:
        """Nothing stands in a file that nobody reads: it would look as if it did something."""
        for where, table, key in self._unread(self._data, self.where):
            known = self._read.get(id(table), set())
            raise Table(self.file, where, table).not_known(key, nearest(key, known, table))

    def _unread(self, value: Any, where: str) -> Iterator[tuple[str, dict[str, Any], str]]:  # noqa: ANN401
        if isinstance(value, list):
            for n, one in enumerate(value, start=1):
                yield from self._unread(one, f"{where} {n}")
        elif isinstance(value, dict):
            known = self._read.get(id(value), set())
            for key, below in value.items():
                if key not in known:
                    yield where, value, key
                else:
                    yield from self._unread(below, f"{where}, {key}")

    def _ask(self, key: str) -> None:
        self._read.setdefault(id(self._data), set()).add(key)

    def _mark_all(self, value: Any) -> None:  # noqa: ANN401
        if isinstance(value, dict):
            self._read.setdefault(id(value), set()).update(value)
            for below in value.values():
                self._mark_all(below)
        elif isinstance(value, list):
            for below in value:
                self._mark_all(below)

    def _below(self, name: str) -> str:
        return f"{self.where}, {name}" if self.where != WHOLE else name

    def _get(self, key: str, kind: type[E], default: E | None) -> E:
        self._ask(key)
        value = self._data.get(key, default)
        if value is None:
            raise self.wrong(f"'{key}' is missing", "Add it, as its neighbours have it.")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(
                f"'{key}' is of the wrong kind",
                f"It has to be {A_KIND[kind]}, as in its neighbours.",
            )
        return value


A_KIND: dict[type, str] = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    list: "a list in square brackets",
    dict: "a table",
}


def nearest(name: str, known: Collection[str], there: Collection[str]) -> str:
    """The known name that is most like this one, above all one that is lacking; or nothing."""
    lacking = sorted(set(known) - set(there))
    return next(iter(get_close_matches(name, lacking or sorted(known), 1, 0.0)), "")


def read(directory: Path, name: str) -> Table:
    """Read one file."""
    file = f"{name}.toml"
    path = directory / file
    try:
        # What is no file may never end.
        if path.exists() and not path.is_file():
            raise ContentError(f"{file}: it is no file. Take it out of {directory}.")
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ContentError(
            f"{file}: the file is missing from {directory}. Put it back, or copy it from a release."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ContentError(
            f"{file}: it can't be read as TOML ({error}). Look at that line for a missing quote,"
            " bracket or equals sign."
        ) from None
    except RecursionError:
        raise ContentError(f"{file}: it is nested too deep. Look for brackets too many.") from None
    except OSError as error:
        raise ContentError(f"{file}: it can't be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise ContentError(f"{file}: it isn't UTF-8 text. Save it as UTF-8.") from None
    return Table(file, WHOLE, data)
