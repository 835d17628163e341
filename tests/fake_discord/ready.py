"""Processes that begin where a Python stands that has everything of ours loaded: copies of it.

From nothing, each would spend two seconds of a processor, nearly all of them on reading code.
"""

import asyncio
import os
import runpy
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any, BinaryIO

# What is loaded: this, and all that it loads.
EVERYTHING = "tests.fake_discord.everything"


# What a thread is marked with that waits, or was stopped.
ASLEEP = frozenset("STt")


def is_idle(process: int) -> bool:
    """Whether none of its threads has anything to do, and none of its children is left.

    Where the system does not tell, nobody is known to be.
    """
    try:
        return all(map(_sleeps, Path(f"/proc/{process}/task").iterdir()))
    except OSError:
        return False


def _sleeps(thread: Path) -> bool:
    state = (thread / "stat").read_text().rpartition(")")[2].split()[0]
    return state in ASLEEP and not (thread / "children").read_text()


class Copy:
    """One such process, to be waited for as asyncio's own are."""

    def __init__(self, process: ForkServerProcess) -> None:
        assert process.pid
        self.pid = process.pid
        self._process = process

    @property
    def returncode(self) -> int | None:
        """Below nothing: the signal it ended by."""
        return self._process.exitcode

    async def wait(self) -> int:
        """Wait for its end."""
        # Several may wait, each at a door of their own.
        door, ended = os.dup(self._process.sentinel), asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(door, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(door)
            os.close(door)
        return self.wait_here()

    def wait_here(self, patience: float | None = None) -> int:
        """The same where no loop runs. Raises TimeoutError."""
        self._process.join(patience)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode

    @property
    def runs(self) -> bool:
        return self.returncode is None

    @property
    def is_idle(self) -> bool:
        return is_idle(self.pid)

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class _Open:
    """An open file on its way to another process."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __getstate__(self) -> Any:  # noqa: ANN401
        return DupFd(self.number)

    def __setstate__(self, number: Any) -> None:  # noqa: ANN401
        self.number = number.detach()


def begin(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdout: int, stderr: int
) -> Copy:
    """As `python -m` would, in a session of its own, with nothing to read."""
    process = _context().Process(
        target=_live,
        args=(list(command), str(cwd), dict(env), _Open(stdout), _Open(stderr)),
        # It ends with us.
        daemon=True,
    )
    process.start()
    return Copy(process)


def event(file: BinaryIO) -> str:
    """All that was written into it."""
    file.seek(0)
    return file.read().decode()


@cache
def _context() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload([EVERYTHING])
    return context


def _live(command: list[str], cwd: str, env: dict[str, str], out: _Open, err: _Open) -> None:
    # Held open, it would keep the original alive when those who asked for us are gone.
    os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined]
    os.setsid()
    for number, file in ((1, out), (2, err)):
        os.dup2(file.number, number)
        os.close(file.number)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    sys.argv = ["-m", *command[1:]]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
