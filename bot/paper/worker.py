"""The process that sets one page: a request in JSON comes in, a PDF or PNG goes out, and it ends.

It stands alone: nothing of the bot is imported here. What it can't do it says by its exit code
only, for an error of the typesetter quotes the words it stumbled over.
"""

import ctypes
import json
import os
import re
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
DONE, NOT_INSTALLED, TOO_LONG, REFUSED = 0, 3, 4, 5
# In seconds and bytes. The address space counts every font file that is looked into, too.
MOST_CPU, MOST_MEMORY, MOST_FILES = 8, 2 * 1024**3, 64
# Discord takes no more from a bot.
LARGEST = 8 * 1024 * 1024
# Sharp on a phone of three dots to the point, and on paper.
PPI, PPI_ON_PAPER = {"phone": 216.0}, 150.0
FONTS = (
    HERE / "fonts",
    # Where Debian and its children put the large ones, if whoever runs the bot installed them.
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/truetype/droid"),
)
# In this order a letter is looked for. What is bundled comes first, so pages look alike anywhere.
FAMILIES = (
    "Libertinus Serif",
    "Noto Naskh Arabic",
    "Noto Serif Devanagari",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Droid Sans Fallback",
    "Noto Color Emoji",
)
# Letters that show nothing, and those that turn the reading direction of what stands around them.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
# A word nobody writes, too long for a line: it may be broken anywhere between two letters.
_HUGE = re.compile(r"\S{32,}")
_BREAK = "\u200b"
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


class TooLarge(Exception):  # noqa: N818
    """More than a chat takes, or more than one picture."""


def main() -> int:
    """Set the page that is asked for; the exit code comes back."""
    confine()
    try:
        made = set_page(json.loads(sys.stdin.buffer.read()))
    except ImportError:
        return NOT_INSTALLED
    except (MemoryError, TooLarge):
        return TOO_LONG
    except BaseException:  # noqa: BLE001
        # The typesetter's own panics are no Exceptions.
        return REFUSED
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return DONE


def confine() -> None:
    """Little time, little memory, no file written, no network, nobody looking in."""
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CPU: MOST_CPU,
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_NOFILE: MOST_FILES,
    }
    for limit, most in limits.items():
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
            libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            libc.prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0)
            # A network of its own, with nothing in it; not every system lets us.
            libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def set_page(asked: dict[str, Any]) -> bytes:
    """Set it as accessible as a PDF can be; where a letter has no font, as well as it goes."""
    import typst  # noqa: PLC0415

    there = [str(folder) for folder in FONTS if folder.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=there)
    known = set(fonts.families())
    inputs = {
        "paper": asked["paper"],
        "fonts": json.dumps([family for family in FAMILIES if family in known]),
        "data": json.dumps(clean(asked["data"])),
    }

    def compiled(form: Literal["pdf", "png"], *, lacking: bool) -> bytes:
        made = typst.compile(
            HERE / f"{asked['sheet']}.typ",
            root=HERE,
            font_paths=fonts,
            ignore_system_fonts=True,
            format=form,
            ppi=PPI.get(asked["paper"], PPI_ON_PAPER),
            sys_inputs={**inputs, "lacking": "yes" if lacking else "no"},
            pdf_standards=[] if form == "png" or lacking else ["ua-1"],
        )
        if not isinstance(made, bytes) or len(made) > LARGEST:
            raise TooLarge
        return made

    form = asked["form"]
    try:
        made = compiled("pdf", lacking=False)
    except typst.TypstError:
        # The standard takes no letter that shows as a box; without it, the page says so.
        return compiled(form, lacking=True)
    return made if form == "pdf" else compiled(form, lacking=False)


def clean(value: object) -> object:
    """The same data, its texts without what shows nothing, and with no word that fits no line."""
    match value:
        case str():
            return _HUGE.sub(_breakable, _HIDDEN.sub("", value))
        case list():
            return [clean(v) for v in value]
        case dict():
            return {k: clean(v) for k, v in value.items()}
        case _:
            return value


def _breakable(huge: re.Match[str]) -> str:
    return _BREAK.join(
        re.findall(
            r".[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f"
            r"\u200c\u200d\ufe00-\ufe0f]*",
            huge[0],
        )
    )


if __name__ == "__main__":
    code = main()
    # Without tidying up: what is in memory goes with the process.
    os._exit(code)
