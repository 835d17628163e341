"""The command line, read: what can't be meant is refused in one sentence of ours, with a guess."""

import argparse
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from bot.mendable import Mendable
from bot.ops import command_name

# What may be repeated of what was typed; a token in the wrong place never looks like this.
A_WORD = re.compile(r"-{0,2}[a-z][a-z_-]{0,19}", re.IGNORECASE)
NOTHING = "Say what to do, as in `{run}`; there are {commands}."
NO_COMMAND = "There is no command {typed}: {guess}"
NO_OPTION = "{command} has no option {typed}: {guess}"
USAGE = "Something is missing there, or too much: it is `{usage}`."


class CommandLineError(Mendable):
    """What was typed is no command. The text is one sentence."""


class CommandLine(argparse.ArgumentParser):
    """A parser with one word for what is to be done, whose mistakes are told in words of ours."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options, allow_abbrev=False)

    def read(
        self, typed: Sequence[str], commands: Mapping[str, "CommandLine"]
    ) -> argparse.Namespace:
        """What was meant. Raises CommandLineError."""
        if not typed:
            there = ", ".join(commands)
            raise CommandLineError(NOTHING.format(run=f"{self.prog} run", commands=there))
        first, *rest = typed
        if not first.startswith("-") and first not in commands:
            guess = _guess(first, commands, self.prog)
            raise CommandLineError(NO_COMMAND.format(typed=_named(first), guess=guess))
        meant = commands.get(first, self)
        meant.demand_options(rest if first in commands else typed)
        found, left = self.parse_known_args(typed)
        if left:
            meant.error("")
        return found

    def demand_options(self, typed: Iterable[str]) -> None:
        """Raises CommandLineError for an option there isn't."""
        there = self._option_string_actions
        for word in typed:
            name = word.partition("=")[0]
            if word.startswith("-") and name not in there:
                named = f"`{self.prog}`"
                guess = _guess(name, there, self.prog)
                sentence = NO_OPTION.format(command=named, typed=_named(name), guess=guess)
                raise CommandLineError(sentence)

    def error(self, message: str) -> NoReturn:
        """The library would say it in its own words; how it is used says it as well."""
        del message
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        raise CommandLineError(USAGE.format(usage=usage.replace("[-h] ", "").replace(" [-h]", "")))


def _named(word: str) -> str:
    return f"`{word}`" if A_WORD.fullmatch(word) else "like that"


def _guess(word: str, there: Iterable[str], before: str) -> str:
    if near := difflib.get_close_matches(word.lower(), list(there), n=1):
        return f"did you mean `{before} {near[0]}`?"
    return f"`{command_name.command('--help')}` shows what there is."
