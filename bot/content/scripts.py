"""All walkthroughs of one language, which share neither id nor command."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.content.lists import MOST_IN_A_LIST, Lists
from bot.content.reader import Table
from bot.content.script_files import ScriptFile
from bot.content.walkthrough import script
from bot.content.wordings import refuse_marks
from bot.forms.script import Script

# What Discord takes as the name of a slash command; small letters only.
COMMAND = re.compile(r"[-_'\w]{1,32}")
# The commands of the house itself.
HOUSE = frozenset(
    {
        *("about", "card", "checkin", "closeness", "example", "help-now", "lock", "my-words"),
        *("original", "page", "privacy", "reminder", "takeaways", "walk"),
    }
)
# What is led to by the name of its own, and so can be the id of no walkthrough.
TAKEN = HOUSE | {"listening", "menu", "mine"}


def scripts(files: Sequence[ScriptFile], lists: Lists) -> Mapping[str, Script]:
    """Each file as a script, by its id. Raises ContentError, with file, place and remedy."""
    found: dict[str, tuple[Script, Table]] = {}
    commands = dict.fromkeys(HOUSE, "the house itself")
    for file in (one.table for one in files):
        one = script(file, lists)
        refuse_marks(one, file)
        if one.id in found:
            other = found[one.id][1].file
            raise file.wrong(
                f"the id '{one.id}' is the one of {other}, too", "Give one of them a new id."
            )
        if one.id in TAKEN:
            raise file.wrong(f"the id '{one.id}' belongs to the house", "Give it another one.")
        _refuse_command(one, file, commands)
        found[one.id] = one, file
    if not any(one.command and one.roles.about for one, _ in found.values()):
        raise files[0].table.wrong(
            "no walkthrough that can be begun says whom it is about",
            "Give one of them a [command] and 'about' in its [roles]: a talk leads there.",
        )
    begun = [file for one, file in found.values() if one.command]
    if len(begun) > MOST_IN_A_LIST:
        raise begun[-1].wrong(
            f"it is number {len(begun)} that can be begun, and the menu that offers them on"
            f" Discord holds {MOST_IN_A_LIST}",
            "Take the [command] out of some.",
        )
    return MappingProxyType({id: one for id, (one, _) in found.items()})


def offered(all_of_them: Mapping[str, Script]) -> tuple[Script, ...]:
    """Those that can be begun, as the home page has them."""
    found = [(s.command.place, s.id, s) for s in all_of_them.values() if s.command]
    return tuple(one for *_, one in sorted(found, key=lambda row: row[:2]))


def _refuse_command(one: Script, file: Table, taken: dict[str, str]) -> None:
    if one.command is None:
        return
    name, place = one.command.name, Table(file.file, "command", {})
    if not one.command.description:
        raise place.wrong("'description' is empty", "Discord shows it beside the command.")
    if not name:
        return
    if not COMMAND.fullmatch(name) or name != name.lower():
        raise place.wrong(
            f"Discord takes no command called '{name}'",
            "Use at most 32 small letters, digits, '-' and '_'.",
        )
    if name in taken:
        raise place.wrong(f"/{name} belongs to {taken[name]}", "Choose another name.")
    taken[name] = file.file
