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
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
# How the process ends.
DONE, NOT_INSTALLED, TOO_LONG, REFUSED = 0, 3, 4, 5
# In seconds and bytes. The address space counts every font file that is looked into, too.
MOST_CPU, MOST_MEMORY, MOST_FILES = 8, 2 * 1024**3, 64
# Discord takes no more from a bot.
LARGEST = 8 * 1024 * 1024
# Sharp on a phone of three dots to the point, and on paper.
PPI, PPI_ON_PAPER = {"phone": 216.0}, 150.0
FONTS = (
    HERE / "fonts",
    # Where Debian, Arch and Alpine put the large ones, if whoever runs the bot installed them.
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/truetype/droid"),
    Path("/usr/share/fonts/noto"),
    Path("/usr/share/fonts/noto-cjk"),
)
# In this order a letter is looked for. What is bundled comes first, so pages look alike anywhere.
FAMILIES = (
    "Libertinus Serif",
    "Noto Naskh Arabic",
    "Noto Serif Devanagari",
    "Noto Color Emoji",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Droid Sans Fallback",
)
# Letters that show nothing, and those that turn the reading direction of what stands around them.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
# A tab has no sign in most fonts; a line can end in more than one way.
_SPACES = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})
# A word nobody writes, too long for a line. Chinese, Japanese and Korean break by themselves.
_HUGE = re.compile(
    r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{32,}"
)
_BREAK, APART, VIRAMA = "\u200b", 4, 9
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
    # It may be missing, and that is something to say.
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
            return _HUGE.sub(_breakable, _HIDDEN.sub("", value).translate(_SPACES))
        case list():
            return [clean(v) for v in value]
        case dict():
            return {k: clean(v) for k, v in value.items()}
        case _:
            return value


def _breakable(huge: re.Match[str]) -> str:
    """The same word, with a place to break it after every few letters."""
    clusters: list[str] = []
    for letter in huge[0]:
        if clusters and (_belongs(letter) or _holds_on(clusters[-1][-1])):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    few = range(0, len(clusters), APART)
    return _BREAK.join("".join(clusters[n : n + APART]) for n in few)


def _belongs(letter: str) -> bool:
    """Whether it is a mark, a joiner or a skin tone: part of the letter before it."""
    return (
        unicodedata.category(letter)[0] == "M"
        or letter in "\u200c\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
    )


def _holds_on(letter: str) -> bool:
    """Whether the next letter is joined to it."""
    return letter == "\u200d" or unicodedata.combining(letter) == VIRAMA


if __name__ == "__main__":
    code = main()
    # Without tidying up: what is in memory goes with the process.
    os._exit(code)
