"""A change to the code that breaks a promise, and the tests that should notice it."""

from dataclasses import dataclass
from pathlib import Path


class NotThere(Exception):  # noqa: N818 - it is what it says
    """The code has moved on, and the list has not."""


@dataclass(frozen=True, slots=True)
class Change:
    """One text in one file for another."""

    file: str
    before: str
    after: str
    # Where it begins, for one that was made; a written one stands in its file once.
    at: int | None = None

    def of(self, text: str) -> str:
        """The file as it would be. Raises NotThere."""
        found = text.count(self.before)
        if self.at is None and found != 1:
            raise NotThere(
                f"This has to stand in {self.file} once, and stands there {found} times:\n"
                f"{self.before}\nBring tests/mutants/named up to date."
            )
        at = text.index(self.before) if self.at is None else self.at
        return text[:at] + self.after + text[at + len(self.before) :]


@dataclass(frozen=True, slots=True)
class Mutant:
    """`name` is the promise that is broken. More than one change where it is kept twice over."""

    name: str
    changes: tuple[Change, ...]
    # Given to pytest.
    tests: tuple[str, ...]

    def texts(self, root: Path) -> dict[str, str]:
        """Every file it changes, as it would be. Raises NotThere."""
        found = {change.file: (root / change.file).read_text("utf8") for change in self.changes}
        for change in self.changes:
            found[change.file] = change.of(found[change.file])
        return found
