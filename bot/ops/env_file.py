"""`.env`, taken letter by letter: what would be cut, filled in or turned is a problem, in words.

Other readers of such files (Compose, a shell, systemd) cut and fill in as well, each in its own
way; what is taken here is meant to be the same for all of them. Pure.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dotenv.parser import Binding, parse_stream

NO_PAIR = "there is something else than NAME=value"
TWICE = "{name} stands a second time; leave one of the two"
QUOTE = "the value has to stand in {quotes}, because {why}"
CUT = "what comes after a blank and # would be left out; a remark goes on a line of its own"
FILLED = "$ would be filled in with something else"
TURNED = "\\ would be turned into something else"
OPEN = "a quotation mark at its beginning needs another at its end, and nothing behind it"
BROKEN = "the value goes on in the next line; it has to stand in one"

_PAIR = re.compile(r"\s*(?:export\s+)?('?)([^=\s#']+)\1[^\S\r\n]*=[^\S\r\n]*(.*)", re.DOTALL)
_QUOTED = re.compile(r"([\"'])((?:\\.|(?!\1)[^\\])*)\1.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class EnvLine:
    """One setting, or what is wrong with the line. The problem shows nothing of the value."""

    number: int
    name: str
    value: str
    problem: str = ""


def lines(text: str) -> Iterator[EnvLine]:
    """Every line that sets something or was meant to."""
    seen: set[str] = set()
    for binding in parse_stream(io.StringIO(text)):
        if not (binding.error or binding.key):
            continue
        line = _line(binding)
        if line.name.upper() in seen and not line.problem:
            line = replace(line, problem=TWICE.format(name=line.name))
        seen.add(line.name.upper())
        yield line


def _line(binding: Binding) -> EnvLine:
    whole = binding.original.string
    # The parser counts from the blank lines before it.
    blank = whole[: len(whole) - len(whole.lstrip())]
    number = binding.original.line + blank.count("\n")
    found = _PAIR.fullmatch(whole.rstrip())
    if found is None:
        return EnvLine(number, "", "", NO_PAIR)
    written, value = found[3], binding.value or ""
    problem = _broken(found[2], written) if binding.error else _problem(found[2], written, value)
    return EnvLine(number, found[2], value, problem)


def _problem(name: str, written: str, value: str) -> str:
    """Why what would be taken is not what stands there."""
    if len(written.splitlines()) > 1:
        return BROKEN
    quoted = _QUOTED.fullmatch(written)
    if quoted is None:
        why = CUT if value != written else FILLED if "$" in written else ""
        return _quoting(name, written, why) if why else ""
    mark, inside = quoted[1], quoted[2]
    if value != inside.replace(f"\\{mark}", mark):
        return _quoting(name, inside, TURNED)
    if mark == '"' and "$" in value:
        return _quoting(name, inside, FILLED)
    return ""


def _broken(name: str, written: str) -> str:
    return _quoting(name, written, OPEN) if written[:1] in {"'", '"'} else NO_PAIR


def _quoting(name: str, written: str, why: str) -> str:
    quotes = f"single quotes, {name}='...'"
    if "\\" in written and why == TURNED:
        quotes += ", each \\ written once"
    if "'" in written[1:-1]:
        quotes += ", with \\' for each ' in it"
    return QUOTE.format(quotes=quotes, why=why)
