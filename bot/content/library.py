"""All content of one language, read once at start and handed down."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.content.checkin import checkin
from bot.content.closeness import closeness
from bot.content.date_style import DateStyle, style_of
from bot.content.debrief import debrief
from bot.content.editions import Editions
from bot.content.examples import Example, example
from bot.content.listener import listening
from bot.content.lists import lists
from bot.content.reader import ContentError, Table, nearest, read
from bot.content.reminder_texts import reminders
from bot.content.safety import SafetyTexts, safety
from bot.content.script_files import along, of_the_host
from bot.content.scripts import offered, scripts
from bot.content.typed import typed_words
from bot.content.wordings import refuse_other_build
from bot.forms.script import Script
from bot.ui.model import Notice

ENGLISH = Path(__file__).parent / "en"
FOLDER = "walkthroughs"
# The name of every small text that is said; `python -m tests.unit.known_texts` writes it.
KNOWN = Path(__file__).parent / "known_texts.txt"
_PLACE = re.compile(r"\{(\w+)\}")
# Small texts, by what they belong to. A table stands in one of them only.
SMALL = (
    "microcopy",
    "commands",
    "pages_closeness",
    "pages_checkin",
    "pages_takeaways",
    "pages_reminder",
    "pages_afterwards",
    "pages_mine",
    "pages_paper",
    "pages_weeks",
    "pages_lock",
)


class OfScript(Protocol):
    """What was begun in a walkthrough."""

    @property
    def script(self) -> str: ...

    @property
    def edition(self) -> int: ...


class Library:
    """Every text there is. `say` finds a small one by its table and key.

    `own`: a folder of the host's walkthroughs, beside those that come along. `kept`: where every
    edition there was of any lies. `otherwise`: the language of those that lack this one.
    """

    def __init__(
        self,
        directory: Path,
        own: Path | None = None,
        kept: Path | None = None,
        otherwise: str = "en",
    ) -> None:
        files: list[Table] = []

        def file(name: str) -> Table:
            files.append(read(directory, name))
            return files[-1]

        small = [read(directory, name) for name in SMALL]
        self._texts = _flat(small)
        # Which file a table of small texts stands in.
        self._files = {name: table.file for table in small for name in table.raw}
        _refuse_unknown(self._texts, self._files)
        checkin_file = file("checkin")
        listed = lists(checkin_file)
        self.shared = listed.shared
        self.language = self.say("language.code")
        theirs = of_the_host(own, (self.language, otherwise)) if own else ()
        walkthroughs = [*along(directory / FOLDER), *theirs]
        current = scripts(walkthroughs, listed)
        # Each of today, with its file.
        self.files = tuple(zip(walkthroughs, current.values(), strict=True))
        self._editions = Editions(kept, listed, self.language)
        self.scripts: Mapping[str, Script] = {**current, **self._editions.gone(current)}
        self.offered = offered(self.scripts)
        self.closeness = closeness(file("intimacy"), file("example_intimacy"))
        self.checkin = checkin(checkin_file)
        self.reminders = reminders(checkin_file)
        self.debrief = debrief(file("debrief"))
        self.listening = listening(file("listener"))
        # Who answers belongs to a country, never to a language.
        has_own = (directory / "helplines.toml").is_file()
        lines = file("helplines") if has_own else read(ENGLISH, "helplines")
        self.safety: SafetyTexts = safety(file("safety"), lines, self.language)
        self.examples: Mapping[str, Example] = {
            script.id: example(found.example, script)
            for found, script in self.files
            if found.example
        }
        for read_file in files:
            read_file.refuse_the_rest()
        self.typed = typed_words(directory)
        self.notices = {n: self.say(f"notices.{n.value}") for n in Notice}
        self._style: Callable[[], DateStyle] = lambda: style_of("", "", self.language)

    def for_reader(self, style: Callable[[], DateStyle]) -> "Library":
        """The same texts, with dates and times as somebody reads them. Asked for where one is."""
        # What `copy` does, in a fifth of its time: it is done on every press.
        theirs = object.__new__(type(self))
        theirs.__dict__ |= self.__dict__ | {"_style": style}
        return theirs

    def script_of(self, sitting: "OfScript") -> Script:
        """The walkthrough that was begun, in the edition it was begun in. Raises KeyError."""
        found = self.find_script(sitting.script, sitting.edition)
        if found is None:
            raise KeyError(sitting.script)
        return found

    def find_script(self, id: str, edition: int) -> Script | None:
        """A walkthrough in that edition, or as it is today where that one is lost."""
        today = self.scripts.get(id)
        if today is not None and today.edition == edition:
            return today
        return self._editions.of(id, edition) or today

    def kept_edition(self, id: str, edition: int) -> Script | None:
        """An edition as it was kept, if it was."""
        return self._editions.of(id, edition)

    @property
    def dates(self) -> DateStyle:
        return self._style()

    @property
    def talk(self) -> Script:
        """What leads to a talk with somebody, wherever one is offered."""
        return next(script for script in self.offered if script.roles.about)

    @property
    def by_name(self) -> tuple[Script, ...]:
        """Those that have a command of their own."""
        return tuple(s for s in self.offered if s.command and s.command.name)

    @property
    def by_walk(self) -> tuple[Script, ...]:
        """Those that /walk and the home page alone lead to."""
        return tuple(s for s in self.offered if s.command and not s.command.name)

    @property
    def calming(self) -> Script | None:
        """What is offered where feelings run high."""
        return next((script for script in self.offered if script.steady), None)

    @property
    def with_example(self) -> Script | None:
        """The first that has a worked example."""
        return next((script for script in self.offered if script.id in self.examples), None)

    @property
    def with_original(self) -> Script | None:
        """The first that has a page with the questions of its source."""
        return next((script for script in self.offered if script.original), None)

    def say(self, key: str, **values: str) -> str:
        """One small text, with its places filled by texts of ours."""
        if key not in self._texts:
            table, _, name = key.partition(".")
            file = self._files.get(table, "microcopy.toml")
            raise ContentError(
                f"{file}, [{table}]: '{name}' is missing. Put it back; the bot says it."
            )
        if not values:
            return self._texts[key]
        # All at once: what fills one place may look like another.
        return _PLACE.sub(lambda found: values.get(found[1], found[0]), self._texts[key])

    def lines(self, key: str, **values: str) -> tuple[str, ...]:
        """A list of small texts."""
        found: list[str] = []
        while f"{key}.{len(found)}" in self._texts:
            found.append(self.say(f"{key}.{len(found)}", **values))
        if not found:
            self.say(key)
        return tuple(found)


def load(directory: Path = ENGLISH, own: Path | None = None, kept: Path | None = None) -> Library:
    """Read all content files of one directory, and the walkthroughs of the host's own.

    Raises ContentError with file, place and remedy.
    """
    return Library(directory, own, kept)


def load_all(
    names: Sequence[str], own: Path | None = None, kept: Path | None = None
) -> tuple[Library, ...]:
    """The same in each of these languages; a walkthrough is built in all of them as in the first.

    Raises ContentError.
    """
    first, *others = (Library(ENGLISH.parent / name, own, kept, names[0]) for name in names)
    for other in others:
        for file, script in other.files:
            model = first.scripts.get(script.id)
            if model is None:
                raise file.table.wrong(
                    f"its id is '{script.id}', and that of no file in {names[0]}",
                    "Files of one folder are one walkthrough in several languages: give them the"
                    " same id.",
                )
            refuse_other_build(script, model, file.table)
    return (first, *others)


def _refuse_unknown(texts: dict[str, str], files: dict[str, str]) -> None:
    """A small text that nobody says would look as if it were said."""
    known = frozenset(KNOWN.read_text("utf8").split())
    for key in texts:
        # Of a list, another language may have more.
        of, _, n = key.rpartition(".")
        if key not in known and not (n.isdecimal() and f"{of}.0" in known):
            table, _, name = key.partition(".")
            near = nearest(key, known, texts).removeprefix(f"{table}.")
            raise Table(files[table], f"[{table}]", {}).wrong(
                f"'{name}' is not known here",
                f"The nearest is '{near}'. If it is new: python -m tests.unit.known_texts",
            )


def _flat(tables: list[Table]) -> dict[str, str]:
    texts: dict[str, str] = {}
    whole: dict[str, object] = {}

    def walk(value: object, path: str) -> None:
        if isinstance(value, str):
            texts[path] = value
        elif isinstance(value, dict):
            for key, below in value.items():
                walk(below, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            for n, below in enumerate(value):
                if isinstance(below, dict):
                    name = below.get("id", n)
                    walk({k: v for k, v in below.items() if k != "id"}, f"{path}.{name}")
                else:
                    walk(below, f"{path}.{n}")

    for table in tables:
        if twice := whole.keys() & table.raw.keys():
            raise table.wrong(
                f"[{min(twice)}] stands in another file of small texts, too", "Keep one of them."
            )
        whole |= table.raw
    walk(whole, "")
    return texts
