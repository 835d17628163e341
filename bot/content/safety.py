"""safety.toml and helplines.toml: the notices, "Help now", and the lines that may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.lists import choices, unique
from bot.content.reader import Table
from bot.forms.fields import Choice

LASTING = frozenset({"national", "harmonised", "long"})
STABILITIES = LASTING | {"volatile"}
ENGLISH = "en"
STATUSES = frozenset({"seen", "recall"})


@dataclass(frozen=True, slots=True)
class Helpline:
    """One service, as printed: never turned into "+country" forms.

    `who`, `area`, `languages` and `hours` are texts; empty where there is nothing to say.
    `evidence` says where the number was seen; `note` is for whoever checks it.
    """

    id: str
    topics: tuple[str, ...]
    name: str
    call: str
    text: str
    url: str
    who: str
    area: str
    languages: str
    hours: str
    stability: str
    status: str
    evidence: str
    checked_on: str
    note: str

    @property
    def may_be_shown(self) -> bool:
        """The show rule: checked by a person, or seen in print and of a lasting kind."""
        return bool(self.checked_on) or (self.status == "seen" and self.stability in LASTING)

    @property
    def is_for_everybody(self) -> bool:
        return not self.who and not self.area

    def is_stale(self, today: date, most_days: int) -> bool:
        """Whether nobody has checked it lately."""
        if not self.checked_on:
            return True
        return date.fromisoformat(self.checked_on) < today - timedelta(days=most_days)


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    emergency: str
    # How to reach them without a voice, where a country has a way.
    silent: str
    silent_evidence: str
    lines: tuple[Helpline, ...]

    def shown(self, kinds: tuple[str, ...], *, for_everybody: bool = False) -> tuple[Helpline, ...]:
        """The lines of these kinds that may be shown."""
        all_of_them = [x for x in self.lines if x.may_be_shown and set(kinds) & set(x.topics)]
        anybodys = [x for x in all_of_them if x.is_for_everybody]
        return tuple(anybodys if for_everybody and anybodys else all_of_them)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask help for, and what is said about it with lines and without."""

    id: str
    label: str
    # The kinds of lines it shows; empty: it is not about lines.
    kinds: tuple[str, ...]
    say: str
    here: str
    none: str
    unchosen: str
    others: str
    # Leaves out what is for some people only, where there is anything else.
    for_everybody: bool
    after: tuple[str, ...]
    privacy: str
    directory: str


@dataclass(frozen=True, slots=True)
class SafetyTexts:
    """Everything "Help now" can say. None of it needs the store."""

    first: str
    first_unknown: str
    # Said before a country was chosen, and the lines whose numbers stand in it.
    at_once: str
    at_once_lines: tuple[Helpline, ...]
    ask: str
    topics: tuple[Topic, ...]
    choose_country: str
    kept: str
    # Where their numbers come from, alone and with what to do then.
    seen: str
    unchecked: str
    more: str
    button: str
    countries: tuple[Country, ...]
    directory: str
    not_therapy: str
    nobody_reads: str
    short: str
    most_days: int

    def country(self, code: str) -> Country | None:
        return next((c for c in self.countries if c.code == code), None)

    def topic(self, id: str) -> Topic | None:
        return next((t for t in self.topics if t.id == id), None)


def safety(file: Table, lines: Table, language: str) -> SafetyTexts:
    """Read safety.toml, and who answers from helplines.toml, which all languages share.

    What is said of a line there is English; [said_of_lines] of another language has it in that.
    """
    says = _Said(file.table("said_of_lines").raw if file.has("said_of_lines") else {}, language)
    help_now, notice = file.table("help_now"), file.table("notice")
    who = file.table("who")
    countries = tuple(_country(c, who, says) for c in lines.tables("country"))
    unique(lines, "country", [c.code for c in countries])
    unique(lines, "line", [line.id for c in countries for line in c.lines])
    directories = _directories(file)
    known = {line.id: line for c in countries for line in c.lines if line.may_be_shown}
    return SafetyTexts(
        first=help_now.text("first"),
        first_unknown=help_now.text("first_unknown_country"),
        at_once=_at_once(help_now, known, directories[""]),
        at_once_lines=tuple(
            known[id] for table in help_now.tables("at_once") for id in table.texts("lines")
        ),
        ask=help_now.text("ask"),
        topics=tuple(_topic(help_now, c, directories) for c in choices(help_now, "options")),
        choose_country=help_now.text("choose_country"),
        kept=help_now.text("kept"),
        seen=help_now.text("seen"),
        unchecked=help_now.text("unchecked").replace("{seen}", help_now.text("seen")),
        more=help_now.text("more"),
        button=help_now.text("button"),
        countries=countries,
        directory=directories[""],
        not_therapy=notice.text("not_therapy"),
        nobody_reads=notice.text("nobody_reads"),
        short=notice.text("short"),
        most_days=file.number("max_age_days"),
    )


def _directories(file: Table) -> dict[str, str]:
    """Topic -> address; the first is everybody's."""
    found: dict[str, str] = {}
    for table in file.tables("directory"):
        if not table.text("evidence"):
            raise table.wrong("'evidence' is empty", "Say where it was seen.")
        url = table.text("url")
        found.setdefault("", url)
        found |= dict.fromkeys(table.texts("topics"), url)
    if not found:
        raise file.wrong("there is no [[directory]]", "Name one list of services by country.")
    return found


def _topic(help_now: Table, topic: Choice, directories: Mapping[str, str]) -> Topic:
    table = help_now.table(topic.id)
    kinds = table.texts("lines")
    said = {key: table.text(key) if kinds else "" for key in ("here", "none", "unchosen")}
    private = table.text("privacy", "")
    return Topic(
        topic.id,
        topic.label,
        kinds,
        table.text("say"),
        said["here"],
        said["none"],
        said["unchosen"],
        table.text("others", ""),
        table.flag("for_everybody"),
        tuple(table.text(key) for key in ("after", "secret") if table.has(key)),
        help_now.text(private) if private else "",
        directories.get(topic.id, directories[""]),
    )


def _at_once(help_now: Table, known: Mapping[str, Helpline], directory: str) -> str:
    said = [help_now.text("at_once_title")]
    for table in help_now.tables("at_once"):
        ids = table.texts("lines")
        if unknown := [id for id in ids if id not in known]:
            raise table.wrong(f"'{unknown[0]}' is no line that is shown", "Name those that are.")
        numbers = {known[id].call for id in ids}
        if len(numbers) != 1 or not all(numbers):
            raise table.wrong(f"{', '.join(ids)} have not one number", "Give each its own line.")
        said.append(f"- {table.text('say').replace('{call}', f'**{numbers.pop()}**')}")
    said.append(f"- {help_now.text('elsewhere').replace('{directory}', directory)}")
    return "\n".join(said)


class _Said:
    """What stands in helplines.toml, in the language of a reader."""

    def __init__(self, words: Mapping[str, str], language: str) -> None:
        self._words, self._language = words, language

    def of(self, english: str) -> str:
        return self._words.get(english, english)

    def country(self, code: str, english: str) -> str:
        """Its name: by CLDR, where nothing shorter is said."""
        if self._language == ENGLISH or english in self._words:
            return self.of(english)
        from babel import Locale  # noqa: PLC0415

        return str(Locale.parse(self._language, sep="-").territories.get(code, english))


def _country(table: Table, who: Table, says: _Said) -> Country:
    silent = table.text("silent", "")
    evidence = table.text("silent_evidence", "")
    if bool(silent) != bool(evidence):
        raise table.wrong("'silent' and 'silent_evidence' belong together", "Give both or none.")
    return Country(
        table.text("code"),
        says.country(table.text("code"), table.text("name")),
        says.of(table.text("emergency")),
        says.of(silent),
        evidence,
        tuple(_helpline(x, who, says) for x in table.tables("line")),
    )


def _helpline(table: Table, who: Table, says: _Said) -> Helpline:
    checked = table.text("checked_on")
    try:
        if checked:
            date.fromisoformat(checked)
    except ValueError:
        raise table.wrong(
            f"'checked_on' is '{checked}', which is no date", "Write it as 2026-01-31."
        ) from None
    if table.text("call", "").startswith("+"):
        raise table.wrong(
            "'call' begins with +", "Print the number as it is dialled in that country."
        )
    if not any(table.text(key, "") for key in ("call", "text", "url")):
        raise table.wrong("there is no way to reach it", "Give 'call', 'text' or 'url'.")
    for id in table.texts("who"):
        if not who.has(id):
            raise table.wrong(f"'who' names '{id}', which [who] of {who.file} doesn't", "Add it.")
    status = table.one_of("status", STATUSES)
    evidence = table.text("evidence")
    if bool(evidence) != (status == "seen"):
        raise table.wrong("'evidence' and 'status' differ", "What was seen says where it was.")
    return Helpline(
        table.text("id"),
        table.texts("for"),
        says.of(table.text("name")),
        says.of(table.text("call", "")),
        says.of(table.text("text", "")),
        table.text("url", ""),
        ", ".join(who.text(id) for id in table.texts("who")),
        says.of(table.text("area", "")),
        says.of(table.text("languages", "")),
        says.of(table.text("hours", "")),
        table.one_of("stability", STABILITIES),
        status,
        evidence,
        checked,
        table.text("note", ""),
    )
