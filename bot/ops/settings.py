"""What whoever runs the bot decides, read once from the environment and `.env`.

Built in `__main__` and handed down; nothing reads it at import. No value is ever shown.
"""

import difflib
import errno
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PositiveInt, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

import bot
from bot.folders import lies_in
from bot.instance import KEEP, PREFIX, RATE, Instance
from bot.mendable import Mendable
from bot.ops import env_file
from bot.ui.wording import as_written, size

# Where the bot tells of itself, and nowhere else; there is no setting for another address.
TEXTS = Path(bot.__path__[0]) / "content"
LOOPBACK = "127.0.0.1"
ENV_FILE = Path(".env")
# It stands on pages among much else, and every letter of it may want a mark before it.
LONGEST_SAID = 200
# What may be shown of an unknown name; a token put in its place never looks like this.
A_NAME = re.compile(r"[A-Z][A-Z_]{0,39}")
# What each may be, for whoever set it to something else.
WANTED = {
    "backups_kept": "has to be a whole number, 1 or more",
    "log_level": "has to be DEBUG, INFO, WARNING or ERROR",
    "log_format": "has to be text or json",
    "nudges_per_second": "has to be a number from 1 to 25",
    "health_port": "has to be a whole number from 1 to 65535",
}
ONE_LINE = f"has to be one line that can be seen, of at most {LONGEST_SAID} letters"
NO_PLACE = "names a place that can't be"
IN_A_CIRCLE = "names a link that leads back to itself"
NO_HOME = "begins with ~, and whose folder that is nobody here knows; write the path in full"
BOTH_TOKENS = "set {token} or {token_file}, not both."
KEY_AMONG_DATA = (
    "{key_file} lies inside {data_dir}, so a thief of one would have both; put the key file"
    " somewhere else."
)
BACKUP_AMONG_DATA = (
    "{backup_dir} lies inside {data_dir}, so both would be lost together; choose a folder"
    " elsewhere, best on another disk."
)
NOT_SET = (
    "There is no QUIET_PAGE_TOKEN: make a file .env here, as .env.example shows, and put the token"
    " of your Discord application into it."
)
UNREADABLE = "{token_file} names a file that can't be read as text."


class SettingsError(Mendable):
    """A setting is missing or wrong. The text is one sentence that shows no value."""


class Settings(BaseSettings):
    """Every setting there is; `.env.example` says in words what each is for."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: SecretStr | None = None
    token_file: Path | None = None
    data_dir: Path = Path("data")
    key_file: Path = Path("keys/master.key")
    backup_dir: Path | None = None
    backups_kept: PositiveInt = KEEP
    # The languages that are offered, the host's first: names of folders of texts, with commas.
    languages: str = "en"
    # The host's own walkthroughs, beside those that come along.
    walkthroughs: Path | None = None
    bot_name: str = Instance().bot
    operator: str = Instance().operator
    storage: str = Instance().storage
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    # Nudges. Discord bears fifty of any kind from a bot that does nothing else.
    nudges_per_second: Annotated[float, Field(ge=1, le=25)] = RATE
    health_port: Annotated[int, Field(ge=1, le=65535)] | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment comes before what is handed in: that is what stands in the file."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @field_validator("token_file", "data_dir", "key_file", "backup_dir", "walkthroughs")
    @classmethod
    def _can_be(cls, path: Path | None) -> Path | None:
        if path is None:
            return None
        try:
            path = path.expanduser()
        except RuntimeError:
            raise ValueError(NO_HOME) from None
        try:
            path.stat()
        except (ValueError, OSError) as error:
            number = getattr(error, "errno", None)
            if number == errno.ELOOP:
                raise ValueError(IN_A_CIRCLE) from None
            if number in {None, errno.ENAMETOOLONG}:
                raise ValueError(NO_PLACE) from None
        return path

    @field_validator("bot_name", "operator", "storage")
    @classmethod
    def _can_be_read(cls, said: str) -> str:
        if not said:
            return said  # what isn't set
        seen = as_written(said).strip()
        if not seen or len(said.splitlines()) != 1 or size(said) > LONGEST_SAID:
            raise ValueError(ONE_LINE)
        return said

    @field_validator("languages")
    @classmethod
    def _are_there(cls, said: str) -> str:
        names = [name.strip() for name in said.split(",")]
        there = sorted(path.name for path in TEXTS.iterdir() if (path / "safety.toml").is_file())
        if not set(names) <= set(there) or len(set(names)) != len(names):
            raise ValueError(f"has to be one or more of {', '.join(there)}, with commas between")
        return ",".join(names)

    @property
    def instance(self) -> Instance:
        """What the consent page says of whoever runs this."""
        return Instance(self.bot_name, self.operator, self.storage)


@dataclass(frozen=True, slots=True)
class Origin:
    """Which setting stands on which line of `.env`; what the environment says comes before."""

    lines: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """The setting, and where whoever runs the bot will find it."""
        full = f"{PREFIX}{name}".upper()
        if any(known.upper() == full and value for known, value in os.environ.items()):
            return f"{full} in the environment"
        return self.in_file(name) or full

    def in_file(self, name: str) -> str:
        """The setting as it stands in `.env`, whether it counts or not; empty if it doesn't."""
        line = self.lines.get(name)
        return f"{PREFIX}{name.upper()} in line {line} of .env" if line else ""

    def say(self, sentence: str) -> str:
        """A sentence with settings in it, each named like that."""
        return sentence.format_map({name: self.of(name) for name in Settings.model_fields})


@dataclass(frozen=True, slots=True)
class GivenSettings:
    """The settings of this process, and where each was set."""

    settings: Settings
    origin: Origin

    def secret_token(self) -> str:
        """The token itself, from wherever it was put."""
        if file := self.settings.token_file:
            try:
                found = file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError):
                found = ""
            if not found:
                raise SettingsError(self.origin.say(UNREADABLE))
            return found
        if self.settings.token is None:
            raise SettingsError(NOT_SET)
        return self.settings.token.get_secret_value().strip()


KNOWN = frozenset(f"{PREFIX}{name}".upper() for name in Settings.model_fields)


def read() -> Settings:
    """The settings of this process. Raises SettingsError with one sentence."""
    return chosen().settings


def chosen() -> GivenSettings:
    """The same, and where each was set."""
    given, lines = _in_file()
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            _check_name(name, "the environment")
    origin = Origin(lines)
    try:
        found = Settings(**given)
    except ValidationError as error:
        raise SettingsError(_sentence(error.errors()[0], origin)) from None
    if said := _amiss(found):
        raise SettingsError(f"The settings don't fit together: {origin.say(said)}")
    return GivenSettings(found, origin)


def _amiss(found: Settings) -> str:
    """What can't be so together."""
    if found.token and found.token_file:
        return BOTH_TOKENS
    if lies_in(found.key_file, found.data_dir):
        return KEY_AMONG_DATA
    if found.backup_dir and lies_in(found.backup_dir, found.data_dir):
        return BACKUP_AMONG_DATA
    return ""


def _in_file() -> tuple[dict[str, Any], dict[str, int]]:
    """What stands in `.env`, letter by letter, by the names of the fields, and in which line."""
    try:
        text = ENV_FILE.read_text("utf-8")
    except FileNotFoundError:
        return {}, {}
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The file .env can't be read as UTF-8 text.") from None
    given, lines = dict[str, Any](), dict[str, int]()
    for line in env_file.lines(text):
        where = f"line {line.number} of .env"
        if line.name:
            _check_name(line.name, where)
        if line.problem:
            raise SettingsError(f"In {where} {line.problem}.")
        if line.value:
            name = line.name.upper().removeprefix(PREFIX).lower()
            given[name], lines[name] = line.value, line.number
    return given, lines


def _check_name(name: str, where: str) -> None:
    name = name.upper()
    if name in KNOWN:
        return
    if not A_NAME.fullmatch(name):
        raise SettingsError(f"In {where} there is no setting of this bot; see .env.example.")
    short = [known.removeprefix(PREFIX) for known in sorted(KNOWN)]
    near = difflib.get_close_matches(name.removeprefix(PREFIX), short, n=1)
    hint = f"did you mean {PREFIX}{near[0]}?" if near else "see .env.example for those there are."
    raise SettingsError(f"{name} in {where} is no setting of this bot; {hint}")


def _sentence(error: ErrorDetails, origin: Origin) -> str:
    """Ours, for each setting there is; a library's would say neither where nor what to do."""
    name = str(error["loc"][0]).lower().removeprefix(PREFIX.lower())
    ours = error["type"] == "value_error"
    return (
        f"{origin.of(name)} {error['msg'].removeprefix('Value error, ') if ours else WANTED[name]}."
    )
