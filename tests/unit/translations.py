"""`python -m tests.unit.translations de`: what is lacking or amiss in the texts of a language.

The English ones are the model: the same files, tables, keys, ids, numbers, lists and places in
texts. What is a text may be any other; what nobody reads stays as it is.
"""

import re
import sys
import tomllib
from collections.abc import Iterator

from bot.content import ContentError, load_all
from bot.content.library import ENGLISH
from bot.preview import terminal

PLACE = re.compile(r"\{[\w.]+\}")
A_MARK = re.compile(r"[a-z0-9_.]+( (is|or) [a-z0-9_.]+)*")
# Of no language, or of one alone.
SHARED, OWN = {"helplines"}, ("typed",)
# What is no text though it is in quotes.
MARKS = frozenset(
    {"id", "key", "slot", "kind", "stage", "as", "options_from", "from_checkin", "prefill_from"}
    | {"length", "when", "before", "question", "help_after", "about", "first_with", "own_word"}
    | {"first_with_when", "group", "theme", "direction", "url", "topics", "lines", "order", "show"}
    | {
        "questions",
        "skip",
        "fields",
        "pair",
        "unless",
        "sections",
        "needs",
        "starters_for",
        "ask_id",
    }
    | {"regions", "sensations", "intensity", "evidence", "privacy"}
)
# Who answers at once, where most people who read a language live.
FREE = frozenset({"at_once"})
# A list of these may have another number of entries.
LOOSE = frozenset({"examples", "hints", "when_own_word_in", "never", "words_of", "poor_names"})


def files() -> list[str]:
    """Every file that each language has, without its ending."""
    found = (path.relative_to(ENGLISH) for path in sorted(ENGLISH.rglob("*.toml")))
    return [str(path.with_suffix("")) for path in found if path.stem not in SHARED]


def complaints(language: str) -> Iterator[str]:
    """What is amiss, a line each."""
    folder = ENGLISH.parent / language
    for name in OWN:
        if not (folder / f"{name}.toml").is_file():
            yield f"{name}.toml: it is missing"
    for name in files():
        path = folder / f"{name}.toml"
        if not path.is_file():
            yield f"{name}.toml: it is missing"
            continue
        try:
            theirs = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            yield f"{name}.toml: it can't be read ({error})"
            continue
        ours = tomllib.loads((ENGLISH / f"{name}.toml").read_text("utf-8"))
        yield from (f"{name}.toml, {what}" for what in _differs(ours, theirs, ""))


def _differs(ours: object, theirs: object, where: str) -> Iterator[str]:
    if type(ours) is not type(theirs):
        yield f"{where}: of another kind"
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for key in ours.keys() - theirs.keys():
            yield f"{where}.{key}: missing"
        for key in theirs.keys() - ours.keys() - {"said_of_lines", "quoted"}:
            yield f"{where}.{key}: not in English"
        for key in ours.keys() & theirs.keys() - FREE:
            yield from _differs(ours[key], theirs[key], f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list):
        loose = where.rpartition(".")[2] in LOOSE
        if len(ours) != len(theirs) and not loose:
            yield f"{where}: {len(theirs)} entries, in English {len(ours)}"
        for n, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from _differs(one, other, f"{where}[{n}]")
    elif isinstance(ours, str) and isinstance(theirs, str):
        yield from _text(ours, theirs, where)
    elif ours != theirs and not where.endswith(".lower"):
        yield f"{where}: {theirs}, in English {ours}"


def _text(ours: str, theirs: str, where: str) -> Iterator[str]:
    key = re.sub(r"\[\d+\]", "", where).rpartition(".")[2]
    if key in MARKS and A_MARK.fullmatch(ours) and ours != theirs:
        yield f"{where}: '{theirs}', in English '{ours}': it is no text"
    if sorted(set(PLACE.findall(ours))) != sorted(set(PLACE.findall(theirs))):
        yield f"{where}: the places are {PLACE.findall(theirs)}, in English {PLACE.findall(ours)}"
    if bool(ours.strip()) != bool(theirs.strip()):
        yield f"{where}: empty in one of the two"


def loads(language: str) -> Iterator[str]:
    """What the loader says of it, and whether every page can be made."""
    try:
        _, theirs = load_all(("en", language))
        terminal.render(theirs)
    except ContentError as error:
        yield str(error)


def main(language: str) -> int:
    found = [*complaints(language)] or [*loads(language)]
    for line in found:
        print(line)  # noqa: T201
    print(f"{len(found)} complaints about {language}")  # noqa: T201
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
