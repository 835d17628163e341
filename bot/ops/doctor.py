"""`python -m bot doctor`: looks everything over without Discord, and says what to mend."""

import asyncio
import os
import re
import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from bot import content
from bot.content import ContentError, Library
from bot.discord.online_checks import ask
from bot.ops import bot_token, command_name, readiness, settings
from bot.ops.settings import GivenSettings, Settings, SettingsError
from bot.preview import terminal
from bot.store import StorePaths
from bot.store.sqlite.diagnosis import Finding, checkup

LOOKS_LIKE_ONE = (
    "it has the shape of one, and is for nobody else; only Discord knows if it is right."
)
# On either side of every change to the rules anybody lives by.
ZONES = ("Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland")
# Says nothing about what a bot is for.
HARMLESS = frozenset({"bot"})


class Mark(Enum):
    """How grave a line is."""

    OK = "ok"
    NOTE = "note"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was looked at."""

    mark: Mark
    name: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.mark.value:<5}{self.name}: {self.sentence}"


def look_over(*, online: bool = False) -> int:
    """Print a line for everything, and come back with 1 if something has to be mended.

    `online`: ask Discord, too.
    """
    lines = [*_lines(), *(_online() if online else ())]
    for line in lines:
        print(line)  # noqa: T201
    return int(any(line.mark is Mark.MEND for line in lines))


def _lines() -> Iterator[CheckLine]:
    yield from _process()
    yield _time_zones()
    library: Library | None = None
    chosen: GivenSettings | None = None
    try:
        chosen = settings.chosen()
        yield CheckLine(Mark.OK, "settings", "every setting is known and makes sense.")
    except SettingsError as error:
        yield CheckLine(Mark.MEND, "settings", str(error))
    languages = chosen.settings.languages.split(",") if chosen else ["en"]
    try:
        libraries = content.load_all(languages, chosen.settings.walkthroughs if chosen else None)
        for one in libraries:
            terminal.render(one)
        library = libraries[0]
        see = f"every page can be shown; see them by `{command_name.command('preview')}`."
        yield CheckLine(Mark.OK, "content", see)
        yield _helplines(library)
        yield _read_by(libraries)
    except ContentError as error:
        yield CheckLine(Mark.MEND, "content", str(error))
    if library and chosen:
        yield _name(library, chosen.settings)
    if chosen:
        yield from _start(chosen)


def _start(chosen: GivenSettings) -> Iterator[CheckLine]:
    """What a start would be refused for, and what the store says of itself."""
    lacks = {lack.name: lack for lack in readiness.lacks(chosen)}
    if readiness.TOKEN not in lacks:
        yield CheckLine(Mark.OK, readiness.TOKEN, LOOKS_LIKE_ONE)
    for lack in lacks.values():
        yield CheckLine(Mark.MEND, lack.name, lack.sentence)
    if readiness.DATA in lacks:
        return  # nothing can be told of what lies there
    here = chosen.settings
    for found in checkup(StorePaths(data=here.data_dir, key=here.key_file), here.backup_dir):
        if found.name not in lacks:
            yield _told(found)


def _online() -> Iterator[CheckLine]:
    try:
        chosen = settings.chosen()
        token = chosen.secret_token()
    except SettingsError:
        return  # said already
    if not bot_token.amiss(token):
        yield from map(_told, asyncio.run(ask(token)))


def _told(found: Finding) -> CheckLine:
    mark = Mark.NOTE if found.note else Mark.OK
    return CheckLine(mark if found.ok else Mark.MEND, found.name, found.sentence)


def _process() -> Iterator[CheckLine]:
    if os.geteuid() == 0:
        yield CheckLine(
            Mark.NOTE, "user", "this is root; give the bot a user of its own, see docs/hosting.md."
        )


def _time_zones() -> CheckLine:
    try:
        for name in ZONES:
            datetime.now(zoneinfo.ZoneInfo(name))
    except zoneinfo.ZoneInfoNotFoundError:
        return CheckLine(
            Mark.MEND, "time zones", "they are missing; install what the bot needs again."
        )
    return CheckLine(Mark.OK, "time zones", f"{len(zoneinfo.available_timezones())} are known.")


def _helplines(library: Library) -> CheckLine:
    safety, today = library.safety, datetime.now(UTC).date()
    lines = [line for country in safety.countries for line in country.lines]
    never = sum(not line.checked_on for line in lines)
    old = sum(line.is_stale(today, safety.most_days) for line in lines) - never
    if not never and not old:
        return CheckLine(Mark.OK, "helplines", f"all {len(lines)} were checked lately.")
    return CheckLine(
        Mark.NOTE,
        "helplines",
        f"of {len(lines)}, {never} were never checked by a person and {old} not for"
        f" {safety.most_days} days; open each service's own page, and set checked_on in"
        " bot/content/en/helplines.toml.",
    )


def _read_by(libraries: Sequence[Library]) -> CheckLine:
    """Of which languages nobody of the trade has looked over the hard pages."""
    never = [one.language for one in libraries if not one.say("language.reviewed")]
    if not never:
        return CheckLine(Mark.OK, "languages", "the pages about fear and danger were looked over.")
    return CheckLine(
        Mark.NOTE,
        "languages",
        f"no counsellor and no advocate has looked over the pages about fear and danger in"
        f" {', '.join(never)}; /about says so. docs/translations.md has what to read.",
    )


def _name(library: Library, chosen: Settings) -> CheckLine:
    poor = " ".join(library.lines("identity.poor_names"))
    telling = {word.lower() for word in re.findall("[A-Z][a-z]+", poor)} - HARMLESS
    found = sorted(word for word in telling if word in chosen.bot_name.lower())
    if not found:
        return CheckLine(Mark.OK, "name", f"'{chosen.bot_name}' gives nothing away that I know of.")
    return CheckLine(
        Mark.NOTE,
        "name",
        f"'{chosen.bot_name}' says '{found[0]}' on a lock screen; choose one that tells nothing.",
    )
