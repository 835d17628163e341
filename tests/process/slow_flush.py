"""A disk on which every flush takes at least so long: a library that is loaded before libc's."""

import shutil
import subprocess
from pathlib import Path

TAKES = "FLUSH_TAKES_US"
SOURCE = """#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int slowed(const char *name, int file) {
    long long end = now() + atoll(getenv("FLUSH_TAKES_US")) * 1000;
    int done = ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
    struct timespec until = {end / 1000000000LL, end % 1000000000LL};
    /* Without this, a sleep lasts a twentieth of a millisecond longer than was asked for. */
    prctl(PR_SET_TIMERSLACK, 1000, 0, 0, 0);
    if (now() < end) clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    return done;
}

int fdatasync(int file) { return slowed("fdatasync", file); }
int fsync(int file) { return slowed("fsync", file); }
"""


def compiler() -> str | None:
    """What the library is made with, where there is one."""
    return shutil.which("gcc") or shutil.which("cc")


def slow_flush(folder: Path, microseconds: int) -> dict[str, str]:
    """The environment of a process for which a flush takes at least so long."""
    source, library = folder / "slow_flush.c", folder / "slow_flush.so"
    made_with = compiler()
    assert made_with
    assert " " not in str(library), "the loader takes a space for the end of a path"
    source.write_text(SOURCE)
    flags = ["-O2", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run([made_with, *flags], check=True)
    return {"LD_PRELOAD": str(library), TAKES: str(microseconds)}
