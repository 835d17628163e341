"""Where the files lie: the databases in one directory, the key in another."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StorePaths:
    """Two directories that must not be copied, lost or stolen together."""

    data: Path
    key: Path

    @property
    def database(self) -> Path:
        """Everybody's sealed pages."""
        return self.data / "data.db"

    @property
    def keyring(self) -> Path:
        """Everybody's wrapped keys."""
        return self.data / "keyring.db"

    @property
    def days(self) -> Path:
        """Which day it was last."""
        return self.data / "days"

    @property
    def walkthroughs(self) -> Path:
        """Every edition of every walkthrough there was: texts, and nobody's words."""
        return self.data / "walkthroughs"

    @property
    def beginning(self) -> Path:
        """There from the first moment of a first run to its last."""
        return self.data / "INIT"
