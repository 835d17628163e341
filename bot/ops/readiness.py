"""What has to be right before the bot starts: `run` refuses the first that isn't, `doctor` all.

Each is told with the setting it comes from and where that stands. Nothing is made or changed.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.ops import bot_token
from bot.ops.settings import ENV_FILE, GivenSettings, SettingsError
from bot.store.sqlite.disk import unwritable

TOKEN, DATA, KEY, BACKUP = "token", "data directory", "key", "backup"
FOR_OTHERS = "{where} can be read by other users of this machine: run `chmod 600 {file}`."
NOT_KEPT = "{where}: nothing can be kept in {path}, because {why}; choose another folder."
NO_KEY = "{where}: no key can be made in {path}, because {why}; choose another place for it."
# Where a supervisor puts secrets nobody else gets to, whatever mode they bear there.
HANDED_OUT = "/run/secrets", "/run/credentials"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that isn't right: what it is about, one sentence, and whether it stops a start."""

    name: str
    sentence: str
    stops: bool = True


def demand(chosen: GivenSettings) -> None:
    """Raises SettingsError for the first thing that stops a start."""
    for lack in lacks(chosen):
        if lack.stops:
            raise SettingsError(lack.sentence)


def lacks(chosen: GivenSettings) -> Iterator[Lack]:
    """Everything that isn't right."""
    yield from _token(chosen)
    here, origin = chosen.settings, chosen.origin
    if why := unwritable(here.data_dir):
        where = origin.of("data_dir")
        yield Lack(DATA, NOT_KEPT.format(where=where, path=here.data_dir, why=why))
    elif not os.path.lexists(here.key_file) and (why := unwritable(here.key_file.parent)):
        where = origin.of("key_file")
        yield Lack(KEY, NO_KEY.format(where=where, path=here.key_file.parent, why=why))
    if here.backup_dir and (why := unwritable(here.backup_dir)):
        where = origin.of("backup_dir")
        # People need the bot more than the host needs its backup: the log will say so every day.
        sentence = NOT_KEPT.format(where=where, path=here.backup_dir, why=why)
        yield Lack(BACKUP, sentence, stops=False)


def _token(chosen: GivenSettings) -> Iterator[Lack]:
    try:
        token = chosen.secret_token()
    except SettingsError as error:
        yield Lack(TOKEN, str(error))
        return
    file, origin = chosen.settings.token_file, chosen.origin
    where = f"{origin.of('token_file')} names a file that" if file else origin.of("token")
    if why := bot_token.amiss(token):
        yield Lack(TOKEN, f"{where} {why}.")
    elif file and _others_read(file):
        yield Lack(TOKEN, FOR_OTHERS.format(where=where, file=file))
    # It may be one of before, where another counts.
    elif (where := origin.in_file("token")) and _others_read(ENV_FILE):
        yield Lack(TOKEN, FOR_OTHERS.format(where=where, file=ENV_FILE))


def _others_read(file: Path) -> bool:
    safe = (*HANDED_OUT, *filter(None, [os.environ.get("CREDENTIALS_DIRECTORY")]))
    handed_out = any(file.absolute().is_relative_to(place) for place in safe)
    return not handed_out and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
