"""What whoever runs the bot decides, read once from the environment and `.env`.

Built in `__main__` and handed down; nothing reads it at import. No value is ever shown.
"""

import difflib
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.features.reminders.sender import RATE
from bot.instance import Instance
from bot.ops import env_file
from bot.store.sqlite.backup import KEEP
from bot.store.sqlite.paths import lies_in
from bot.ui.wording import as_written, size

PREFIX = "QUIET_PAGE_"
ENV_FILE = Path(".env")
# It stands on pages among much else, and every letter of it may want a mark before it.
LONGEST_SAID = 200
# What may be shown of an unknown name; a token put in its place never looks like this.
A_NAME = re.compile(r"[A-Z][A-Z_]{0,39}")


class SettingsError(Exception):
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
    bot_name: str = Instance().bot
    operator: str = Instance().operator
    storage: str = Instance().storage
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    # Nudges. Discord bears fifty of any kind from a bot that does nothing else.
    nudges_per_second: Annotated[float, Field(ge=1, le=25)] = RATE
    # On loopback, and nowhere else; there is no setting for another address.
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

    @field_validator("token_file", "data_dir", "key_file", "backup_dir")
    @classmethod
    def _at_home(cls, path: Path | None) -> Path | None:
        return path and path.expanduser()

    @field_validator("bot_name", "operator", "storage")
    @classmethod
    def _can_be_read(cls, said: str) -> str:
        seen = as_written(said).strip()
        if not seen or len(said.splitlines()) != 1 or size(said) > LONGEST_SAID:
            most = f"of at most {LONGEST_SAID} letters"
            raise ValueError(f"it has to be one line that can be seen, {most}")
        return said

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.token and self.token_file:
            raise ValueError(f"set {PREFIX}TOKEN or {PREFIX}TOKEN_FILE, not both")
        if lies_in(self.key_file, self.data_dir):
            raise ValueError(
                f"{PREFIX}KEY_FILE lies inside {PREFIX}DATA_DIR, so a thief of one would have"
                " both; put the key file somewhere else"
            )
        if self.backup_dir and lies_in(self.backup_dir, self.data_dir):
            raise ValueError(
                f"{PREFIX}BACKUP_DIR lies inside {PREFIX}DATA_DIR, so both would be lost together;"
                " choose a folder elsewhere, best on another disk"
            )
        return self

    @property
    def instance(self) -> Instance:
        """What the consent page says of whoever runs this."""
        return Instance(self.bot_name, self.operator, self.storage)

    def secret_token(self) -> str:
        """The token itself, from wherever it was put."""
        if self.token_file:
            try:
                found = self.token_file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError):
                found = ""
            if not found:
                raise SettingsError(f"{PREFIX}TOKEN_FILE names a file that can't be read as text.")
            return found
        if self.token is None:
            raise SettingsError(
                f"There is no {PREFIX}TOKEN: make a file .env here, as .env.example shows, and put"
                " the token of your Discord application into it."
            )
        return self.token.get_secret_value().strip()


KNOWN = frozenset(f"{PREFIX}{name}".upper() for name in Settings.model_fields)


def read() -> Settings:
    """The settings of this process. Raises SettingsError with one sentence."""
    given = _in_file()
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            _check_name(name, "the environment")
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(_sentence(error.errors()[0])) from None


def _in_file() -> dict[str, Any]:
    """What stands in `.env`, letter by letter, by the names of the fields."""
    try:
        text = ENV_FILE.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The file .env can't be read as UTF-8 text.") from None
    given = {}
    for line in env_file.lines(text):
        where = f"line {line.number} of .env"
        if line.name:
            _check_name(line.name, where)
        if line.problem:
            raise SettingsError(f"In {where} {line.problem}.")
        if line.value:
            given[line.name.upper().removeprefix(PREFIX).lower()] = line.value
    return given


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


def _sentence(error: ErrorDetails) -> str:
    what = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return f"The settings don't fit together: {what}."
    return f"{PREFIX}{str(error['loc'][0]).upper().removeprefix(PREFIX)} is wrong: {what}."
