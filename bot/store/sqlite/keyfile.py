"""The file of the master key."""

import stat
from dataclasses import dataclass
from pathlib import Path

from bot.folders import lies_in
from bot.store.crypto.keys import MasterKey
from bot.store.errors import StoreRefused
from bot.store.sqlite.files import write_whole
from bot.store.sqlite.paths import StorePaths

INSIDE = (
    "The key must not lie among the data, where one copy takes both: move {path} to a directory of"
    " its own, and set QUIET_PAGE_KEY_FILE."
)
MISSING = (
    "The key is missing: put your copy of it back as {path}; without it nobody can read what the"
    " databases hold."
)
FOR_OTHERS = "Other users of this machine can read the key: run `chmod 600 {path}`."
BROKEN = "The key in {path} is damaged or not a key: put your copy of it back in its place."
UNREADABLE = "The key in {path} can't be read: give the bot's own user the right to read it."


@dataclass(frozen=True, slots=True)
class KeyFile:
    """`backend.KeyHolder`, where the file really is: a link to it goes on pointing there."""

    path: Path

    def read(self) -> MasterKey:
        return read_key(self.path)

    def write(self, key: MasterKey) -> None:
        write_whole(self.path, key.written())


def check_place(places: StorePaths) -> None:
    """Raises StoreRefused for a key that lies where a copy of the data would take it along."""
    if lies_in(places.key, places.data):
        raise StoreRefused(INSIDE, places.key)


def read_key(path: Path) -> MasterKey:
    """The key. Raises StoreRefused unless it is whole and for nobody else."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise StoreRefused(BROKEN, path)
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise StoreRefused(FOR_OTHERS, path)
        master = MasterKey.read(path.read_bytes())
    except FileNotFoundError:
        raise StoreRefused(MISSING, path) from None
    except OSError:
        raise StoreRefused(UNREADABLE, path) from None
    if master is None:
        raise StoreRefused(BROKEN, path)
    return master
