"""safety.toml: the notices, "Help now", and the helplines that may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.lists import choices, unique
from bot.content.reader import Table
from bot.flow.script import Choice

LASTING = frozenset({"national", "harmonised", "long"})


@dataclass(frozen=True, slots=True)
class Helpline:
    """One service, as printed: never turned into "+country" forms."""

    id: str
    topics: tuple[str, ...]
    name: str
    call: str
    text: str
    url: str
    hours: str
    stability: str
    status: str
    checked_on: str

    @property
    def may_be_shown(self) -> bool:
        """The show rule: checked by a person, or seen in print and of a lasting kind."""
        return bool(self.checked_on) or (self.status == "seen" and self.stability in LASTING)

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
    lines: tuple[Helpline, ...]

    def shown(self, topic: str) -> tuple[Helpline, ...]:
        return tuple(x for x in self.lines if topic in x.topics and x.may_be_shown)


@dataclass(frozen=True, slots=True)
class Safety:
    """Everything "Help now" can say. None of it needs the store."""

    first: str
    first_unknown: str
    ask: str
    topics: tuple[Choice, ...]
    says: Mapping[str, tuple[str, ...]]
    choose_country: str
    no_line: str
    privacy: str
    button: str
    countries: tuple[Country, ...]
    directory: str
    directory_of_country: str
    not_therapy: str
    nobody_reads: str
    short: str
    most_days: int

    def country(self, code: str) -> Country | None:
        return next((c for c in self.countries if c.code == code), None)


def safety(file: Table) -> Safety:
    """Read safety.toml."""
    help_now, notice = file.table("help_now"), file.table("notice")
    topics = choices(help_now, "options")
    countries = tuple(_country(c) for c in file.tables("country"))
    unique(file, "country", [c.code for c in countries])
    directory = file.tables("directory")[0]
    return Safety(
        first=help_now.text("first"),
        first_unknown=help_now.text("first_unknown_country"),
        ask=help_now.text("ask"),
        topics=topics,
        says={t.id: _says(help_now.table(t.id)) for t in topics},
        choose_country=help_now.text("choose_country"),
        no_line=help_now.table("crisis").text("no_line"),
        privacy=help_now.text("privacy_line"),
        button=help_now.text("button"),
        countries=countries,
        directory=directory.text("url"),
        directory_of_country=directory.text("country_url"),
        not_therapy=notice.text("not_therapy"),
        nobody_reads=notice.text("nobody_reads"),
        short=notice.text("short"),
        most_days=file.number("max_age_days"),
    )


def _says(table: Table) -> tuple[str, ...]:
    return tuple(table.text(key) for key in ("say", "after", "secret") if table.has(key))


def _country(table: Table) -> Country:
    return Country(
        table.text("code"),
        table.text("name"),
        table.text("emergency"),
        tuple(_helpline(x) for x in table.tables("line")),
    )


def _helpline(table: Table) -> Helpline:
    checked = table.text("checked_on")
    try:
        if checked:
            date.fromisoformat(checked)
    except ValueError:
        raise table.wrong(
            f"'checked_on' is '{checked}', which is no date", "Write it as 2026-01-31."
        ) from None
    if table.text("call").startswith("+"):
        raise table.wrong(
            "'call' begins with +", "Print the number as it is dialled in that country."
        )
    return Helpline(
        table.text("id"),
        table.texts("for"),
        table.text("name"),
        table.text("call"),
        table.text("text"),
        table.text("url"),
        table.text("hours"),
        table.text("stability"),
        table.text("status"),
        checked,
    )
