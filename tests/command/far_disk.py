"""A disk as a network has it: the kernel itself refuses locks, shared memory or a folder's rest.

For the process that begins with it, and for good; nothing in the bot is touched.
"""

import ctypes
import errno
import os
import platform
import stat
import struct
from collections.abc import Mapping
from pathlib import Path

# Which call, which of its arguments, and which value of that: by the kernel's numbers.
CALLS: Mapping[str, Mapping[str, int]] = {
    "x86_64": {"flock": 73, "fcntl": 72, "mmap": 9, "bind": 49},
    "aarch64": {"flock": 32, "fcntl": 25, "mmap": 222, "bind": 200},
}
LOAD, EQUAL, ANY_OF, END = 0x20, 0x15, 0x45, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
# fcntl: F_SETLK. mmap: to be written to, and shared.
LOCK, WRITABLE, SHARED = 6, 2, 1
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2

Step = tuple[int, int, int, int]


def number_of(call: str) -> int | None:
    """The number of a system call here, if this is a system we know."""
    if platform.system() != "Linux":
        return None
    return CALLS.get(platform.machine(), {}).get(call)


def refuse(kind: str) -> None:
    """From now on, this process lives on such a disk."""
    match kind.split(":"):
        case ["flock", name]:
            _filter("flock", [], name)
        case ["locks", name]:
            _filter("fcntl", [(1, EQUAL, LOCK)], name)
        case ["shared", name]:
            _filter("mmap", [(2, ANY_OF, WRITABLE), (3, ANY_OF, SHARED)], name)
        case ["port", name]:
            _filter("bind", [], name)
        case ["folder", name]:
            _folders_do_not_settle(name)


def begins_with(folder: Path, kind: str, root: Path) -> str:
    """What PYTHONPATH has to be for a process that begins on such a disk."""
    site = folder / "site"
    site.mkdir()
    text = f"from tests.command.far_disk import refuse\nrefuse({kind!r})\n"
    (site / "sitecustomize.py").write_text(text, "utf-8")
    return f"{site}{os.pathsep}{root}"


def _filter(call: str, conditions: list[tuple[int, int, int]], name: str) -> None:
    number = number_of(call)
    assert number is not None
    checks = [(0, EQUAL, number)]
    checks += [(16 + 8 * argument, how, value) for argument, how, value in conditions]
    steps: list[Step] = []
    for n, (offset, how, value) in enumerate(reversed(checks)):
        # Where it is another call, over all that is left, to the last step.
        steps = [(LOAD, 0, 0, offset), (how, 0, 2 * n + 1, value), *steps]
    steps += [(END, 0, 0, REFUSE | getattr(errno, name)), (END, 0, 0, ALLOW)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    whole = Program(len(steps), ctypes.addressof(program))
    assert libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    assert libc.prctl(SECCOMP, FILTER, ctypes.byref(whole), 0, 0) == 0


def _folders_do_not_settle(name: str) -> None:
    settle = os.fsync

    def settle_files(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            number = getattr(errno, name)
            raise OSError(number, os.strerror(number))
        settle(file)

    os.fsync = settle_files  # type: ignore[assignment]
