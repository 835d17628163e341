"""The file of the master key."""

import stat
from pathlib import Path

from bot.store.errors import StoreRefused
from bot.store.keys import MasterKey

MISSING = (
    "The key is missing: put your copy of it back as {path}; without it nobody can read what the"
    " databases hold."
)
FOR_OTHERS = "Other users of this machine can read the key: run `chmod 600 {path}`."
BROKEN = "The key in {path} is damaged or not a key: put your copy of it back in its place."
UNREADABLE = "The key in {path} can't be read: give the bot's own user the right to read it."


def read_key(path: Path) -> MasterKey:
    """The key, if it is whole and for nobody else."""
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
