"""Where walkthroughs are read from: those that come along, and those in a folder of the host's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.content.reader import ContentError, Table, read

HERE = Path(__file__).parent
ENGLISH = "en"
# A worked example lies beside its walkthrough, under its name with this behind it.
EXAMPLE = ".example"
ENDING = ".toml"


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """One walkthrough in one language. `own`: the host's; else it came along."""

    path: Path
    table: Table
    example: Table | None = None
    own: bool = False


def along(folder: Path) -> list[ScriptFile]:
    """Those that come along, in the order of their names. Raises ContentError."""
    found = _names(folder)
    if not found:
        raise ContentError(
            f"{folder.name}: there is no walkthrough in {folder}. Put one there, or copy the folder"
            " from a release."
        )
    return [_read(folder, name) for name in found]


def of_the_host(place: Path, languages: Sequence[str] = (ENGLISH,)) -> list[ScriptFile]:
    """Those in a folder of the host's, each in the first of these languages that it has.

    A walkthrough is a file, or a folder with a file for each language; `place` may be one itself.
    Raises ContentError.
    """
    if place.is_file():
        return [_one(place)]
    alone, folders = _in(place)
    found = [(place, name) for name in alone]
    found += [(path.parent, f"{path.name}/{_best(path, languages)}") for path in folders]
    return [_read(folder, name, own=True) for folder, name in found]


def languages_of(place: Path) -> tuple[str, ...]:
    """The languages that the walkthroughs there are in, English first. Raises ContentError."""
    folders = [] if place.is_file() else _in(place)[1]
    found = {name for path in folders for name in _languages(path)}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def _in(place: Path) -> tuple[list[str], list[Path]]:
    """The walkthroughs of one file, and the folders of those with one for each language."""
    try:
        folders = sorted(path for path in place.iterdir() if path.is_dir() and _names(path))
        alone = _names(place)
    except OSError as error:
        raise ContentError(
            f"The walkthroughs in {place} can't be read ({error.strerror}). Look at its name."
        ) from None
    if not alone and not folders:
        raise ContentError(
            f"{place} holds none: a walkthrough is a file that ends in {ENDING}, or a folder with"
            " one for each language."
        )
    if alone and not folders and set(alone) <= set(_spoken()):
        return [], [place]
    return alone, folders


def _languages(folder: Path) -> list[str]:
    for name in (names := _names(folder)):
        if name not in _spoken():
            raise ContentError(
                f"{folder.name}/{name}{ENDING}: '{name}' is no language that this bot speaks. Call"
                f" it after one of: {', '.join(_spoken())}."
            )
    return names


def _best(folder: Path, languages: Sequence[str]) -> str:
    names = _languages(folder)
    return next((known for known in languages if known in names), names[0])


@cache
def _spoken() -> tuple[str, ...]:
    """Every language there is."""
    return tuple(sorted(path.parent.name for path in HERE.glob(f"*/safety{ENDING}")))


def _one(file: Path) -> ScriptFile:
    if file.suffix != ENDING:
        raise ContentError(f"{file}: a walkthrough is a file that ends in {ENDING}.")
    if file.stem.endswith(EXAMPLE):
        walk = file.with_name(f"{file.stem.removesuffix(EXAMPLE)}{ENDING}")
        raise ContentError(f"{file}: this is a worked example. Look at the file beside it: {walk}.")
    return _read(file.parent, file.stem, own=True)


def _names(folder: Path) -> list[str]:
    """The walkthroughs in a folder, in the order of their names."""
    files = sorted(path.stem for path in folder.glob(f"*{ENDING}"))
    return [name for name in files if not name.endswith(EXAMPLE)]


def _read(folder: Path, name: str, *, own: bool = False) -> ScriptFile:
    beside = f"{name}{EXAMPLE}"
    example = read(folder, beside) if (folder / f"{beside}{ENDING}").is_file() else None
    return ScriptFile(folder / f"{name}{ENDING}", read(folder, name), example, own)
