"""What is wrong with the files or their disk, in one sentence that says what to do."""

import errno
import fcntl
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store.errors import StoreRefused, StoreUnavailable

FULL = "The disk that holds {path} is full: make room, then start again."
FAILING = "The files in {path} can't be worked with: look after the disk, then start again."
NO_DATABASE = "{path} is not a database, or a damaged one: put it back from a backup."
READ_ONLY = (
    "Nothing can be written to {path}: give the bot's own user the right to, or mount it so."
)
FAR = (
    "{path} seems to be on a network disk, or on one that can't lock files, share them in memory or"
    " settle them: choose a folder on a disk of this machine."
)
OPENED = "Something else has the databases in {path} open: close it, then start again."
OUT_OF_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What a disk of this machine does not say of a lock, of a folder, or of anything at all.
FAR_AWAY = {
    *(errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EBADF, errno.ENODEV),
    *(errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH),
}
WORN = {errno.EIO, errno.ENXIO}
NO_LOCKS = ("SQLITE_BUSY", "SQLITE_PROTOCOL", "SQLITE_NOLFS", "SQLITE_IOERR_BLOCKED")
REASONS = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_AUTH": READ_ONLY,
    "SQLITE_CORRUPT": NO_DATABASE,
    "SQLITE_NOTADB": NO_DATABASE,
    "SQLITE_IOERR_LOCK": FAR,
    "SQLITE_IOERR_RDLOCK": FAR,
    "SQLITE_IOERR_UNLOCK": FAR,
    "SQLITE_IOERR_CHECKRESERVEDLOCK": FAR,
    # The shared memory is a file, too: where there is no room, it is what fails first.
    "SQLITE_IOERR_SHMSIZE": FULL,
    "SQLITE_IOERR_SHM": FAR,
    "SQLITE_IOERR_DIR_FSYNC": FAR,
}
FAR_KINDS = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "lustre"),
        *("ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "vboxsf"),
    }
)
# Of what is served by a program of somebody's own, these are at home on this machine.
NEAR_FUSE = frozenset({"fuseblk", "fuse.fuse-overlayfs", "fuse.ext2", "fuse.mergerfs"})


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Whatever goes wrong in here ends in one sentence."""
    try:
        yield
    except StoreRefused:
        raise
    except (sqlite3.Error, StoreUnavailable, OSError) as error:
        problem = error
    else:
        return
    raise StoreRefused(*why(problem, folder))


def why(error: sqlite3.Error | StoreUnavailable | OSError, folder: Path) -> tuple[str, Path]:
    """What it comes to, for whoever can mend it, and of which path that is said."""
    if isinstance(error, OSError):
        path = Path(error.filename or folder)
        return _of_the_system(error.errno or 0, path), path
    name = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
    reason = name or str(error.args[0] if error.args else "")
    return _of_the_database(reason, folder), folder


def unwritable(folder: Path) -> str:
    """Why no file could be made there; empty if one could. To find out leaves nothing behind."""
    # What lies on the way to it need not be there yet, but it can't be a file.
    there = next(place for place in (folder, *folder.absolute().parents) if os.path.lexists(place))
    if not there.is_dir():
        return f"{there} is no folder"
    try:
        with tempfile.TemporaryFile(dir=there):
            return ""
    except OSError as error:
        if error.errno == errno.EROFS:
            return f"the disk of {there} can only be read"
        if error.errno in OUT_OF_ROOM:
            return f"the disk of {there} is full"
        return f"the bot's own user can't make a file in {there}"


def kind_of_disk(folder: Path) -> str:
    """The name of a network disk's file system; empty where it is another, or nobody tells."""
    try:
        here = str(folder.resolve())
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    kind = _kind_at(here, mounts)
    far = kind in FAR_KINDS or (kind.startswith("fuse") and kind not in NEAR_FUSE)
    return kind if far else ""


def _kind_at(here: str, mounts: list[str]) -> str:
    """The file system of a place, out of the kernel's list of what lies where."""
    at, kind = "", ""
    for mount in mounts:
        fields = mount.split(" ")
        # A blank stands there as \040.
        place = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4])
        inside = here == place or here.startswith(place.rstrip("/") + "/")
        # The later of two at one place lies over the earlier.
        if inside and len(place) >= len(at):
            at, kind = place, fields[fields.index("-") + 1]
    return kind


def _of_the_system(number: int, path: Path) -> str:
    if number in OUT_OF_ROOM:
        return FULL
    if number in WORN:
        return FAILING
    return FAR if number in FAR_AWAY or _is_allowed(number, path) else READ_ONLY


def _is_allowed(number: int, path: Path) -> bool:
    """Whether it was forbidden by something else than the rights of the file."""
    forbidden = number in {errno.EACCES, errno.EPERM}
    return forbidden and path.exists() and _may_write(path) and bool(kind_of_disk(path))


def _of_the_database(reason: str, folder: Path) -> str:
    if reason.startswith(NO_LOCKS):
        return OPENED if _can_lock(folder) and not kind_of_disk(folder) else FAR
    sentence = next((said for name, said in REASONS.items() if reason.startswith(name)), FAILING)
    if sentence is READ_ONLY and all(map(_may_write, (folder, *folder.glob("*.db*")))):
        # Nothing forbids it, and still it can't be done.
        return FAR
    if sentence is FAILING and kind_of_disk(folder):
        return FAR
    return sentence


def _may_write(path: Path) -> bool:
    return os.access(path, os.R_OK | os.W_OK)


def _can_lock(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
