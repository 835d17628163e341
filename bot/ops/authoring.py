"""`walkthrough`: a beginning for whoever writes one, what is wrong with it, and all its pages."""

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bot import content
from bot.content import Library
from bot.content.script_files import ENDING, languages_of
from bot.forms.script import Script
from bot.mendable import Mendable
from bot.ops import command_name
from bot.preview import terminal

BEGINNING = Path(content.__file__).parent / "beginning.toml"
# As much of a file's name as fits an id.
LONGEST_ID = 15


class AuthoringError(Mendable):
    """What an author asked for can't be done. The text is one sentence."""


def work(arguments: argparse.Namespace) -> int:
    """Do what was asked with a file, or a folder of them; what there is to say is printed."""
    for line in ACTS[arguments.act_on](arguments.file):
        print(line)  # noqa: T201
    return 0


def new(file: Path) -> Iterator[str]:
    """Write a beginning. Nothing that is there is written over."""
    if file.suffix != ENDING:
        raise AuthoringError(f"{file}: a walkthrough is a file that ends in {ENDING}.")
    check = command_name.command(f"walkthrough check {file}")
    text = BEGINNING.read_text("utf-8").replace("{id}", _id(_named(file)), 1)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as made:
            made.write(text.replace("{check}", check, 1))
    except FileExistsError:
        raise AuthoringError(f"{file} is there already: choose another name.") from None
    except OSError as error:
        raise AuthoringError(f"{file} can't be written ({error.strerror}).") from None
    yield f"{file} was made: change it, and look at it with `{check}`."


def check(place: Path) -> Iterator[str]:
    """Refuse the first mistake in any language, with its place; else what is good to know."""
    libraries, ids = _theirs(place)
    for id in ids:
        there = [one for one in libraries if id in one.scripts]
        for library in there:
            terminal.render(library, id)
        script = there[0].scripts[id]
        spoken = ", ".join(name for name in _languages_of(libraries, id))
        which = f"{script.title} ({id}, edition {script.edition}, {spoken})"
        told = f"{which}: {_many(script.questions, 'question')}, every page can be shown."
        yield " ".join([told, *_advice(there, script)])


def preview(place: Path) -> Iterator[str]:
    """Every page as people will meet it, in each language it is in."""
    libraries, ids = _theirs(place)
    for id in ids:
        for library in libraries:
            if library.language in _languages_of(libraries, id):
                yield terminal.render(library, id)


ACTS: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "new": new,
    "check": check,
    "preview": preview,
}


def _theirs(place: Path) -> tuple[Sequence[Library], list[str]]:
    """The texts in each language that there is one of, and the ids of the walkthroughs there."""
    libraries = content.load_all(languages_of(place), place)
    own = [script.id for file, script in libraries[0].files if file.own]
    return libraries, own


def _languages_of(libraries: Sequence[Library], id: str) -> list[str]:
    """Those it has a file of its own in; of one that is a single file, English."""
    files = [
        (library.language, file.path)
        for library in libraries
        for file, script in library.files
        if script.id == id
    ]
    own = [language for language, path in files if path.stem == language]
    return own or [libraries[0].language]


def _advice(there: Sequence[Library], script: Script) -> Iterator[str]:
    if script.roles.about and script.safety is None:
        yield "It is about somebody, and nobody is asked whether it is safe to talk to them."
    yield from _without_a_gate(script)
    for library in there:
        if (
            library.language in _languages_of(there, script.id)
            and script.id not in library.examples
        ):
            yield f"It has no worked example in {library.language}."
    if not script.reviewed:
        yield "Nobody has looked it over yet, and people are told so."
    if script.command is None:
        yield "It has no [command], so nobody can begin it."


def _without_a_gate(script: Script) -> Iterator[str]:
    """A length that plans the talk, and asks nobody before whether it is safe."""
    steady = script.steady.length if script.steady else ""
    for length in script.lengths if script.safety else ():
        plans = [id for id in length.questions if script.safety and id in script.safety.skip]
        if plans and not length.gates and length.id != steady:
            yield (
                f"Its length '{length.id}' asks '{plans[0]}', which is in 'skip' of"
                " [safety_branch], and nobody is asked before whether it is safe: give it gates."
            )


def _many(those: tuple[object, ...], what: str) -> str:
    return f"{len(those)} {what}{'' if len(those) == 1 else 's'}"


def _named(file: Path) -> str:
    """What it is called: by its folder, where that has a file for each language."""
    by_language = file.parent.name and (content.ENGLISH.parent / file.stem).is_dir()
    return file.parent.name if by_language else file.stem


def _id(name: str) -> str:
    """An id out of a file's name."""
    found = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:LONGEST_ID].strip("_")
    return found if found[:1].isalpha() else f"walk_{found}"[:LONGEST_ID].strip("_")
