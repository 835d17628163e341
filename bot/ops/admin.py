"""What the host sees to: backups, restoring, another master key. Each answers in one sentence."""

import argparse
import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ops import nightly, settings
from bot.ops.settings import Settings, SettingsError
from bot.store import Store, StorePaths, StoreRefused, StoreUnavailable
from bot.store.errors import InUse
from bot.store.sqlite.backup import NOTHING, proved
from bot.store.sqlite.first_run import is_first
from bot.store.sqlite.restore import restore
from bot.store.sqlite.upgrade import drop_what_was_before
from bot.store.sqlite.verify_backup import Proof

NO_FOLDER = (
    "There is no folder for the backup: name one behind `backup`, or set QUIET_PAGE_BACKUP_DIR."
)
AT_WORK = (
    "The bot is running on {path}: send it the signal SIGUSR1 and it changes the key at its work,"
    " or stop it first."
)
NOT_ROTATED = "The key was not changed all the way ({problem}): run this again, it goes on."
BESIDE_KEY = " The key lies in the same folder: a thief of one has both, so move one of them."

log = logging.getLogger(__name__)


def places_of(chosen: Settings) -> StorePaths:
    return StorePaths(data=chosen.data_dir, key=chosen.key_file)


def make_backup(arguments: argparse.Namespace) -> int:
    """`backup`: make one, or prove one."""
    chosen = settings.read()
    if arguments.check:
        proof = proved(places_of(chosen), arguments.check)
        print(f"{arguments.check} can be restored: {_told(proof)}.{_lost(proof)}")  # noqa: T201
        return 0
    folder = arguments.folder or chosen.backup_dir
    if folder is None:
        raise SettingsError(NO_FOLDER)
    made = nightly.made(places_of(chosen), folder, chosen.backups_kept)
    beside = BESIDE_KEY if made.beside_key else ""
    print(f"{made.path} was made and proved: {_told(made.proof)}.{beside}")  # noqa: T201
    return 0


def put_back(arguments: argparse.Namespace) -> int:
    """`restore`: put a copy in place of what is there."""
    done = restore(places_of(settings.read()), arguments.copy)
    left_out = (
        f" {done.left_out} people in the copy were left out: their keys are gone for good."
        if done.left_out
        else ""
    )
    if done.letters:
        left_out += (
            f" {done.letters} things written behind a lock that was taken off since were left out:"
            " nothing opens them any more."
        )
    print(  # noqa: T201
        f"{arguments.copy} is in place now: {_told(done.proof)}. What was there before lies in"
        f" {done.aside}; delete it once all is well.{left_out}"
    )
    return 0


def change_key() -> int:
    """`rotate-key`, of a bot that is stopped."""
    chosen = settings.read()
    places = places_of(chosen)
    if is_first(places):
        raise StoreRefused(NOTHING, places.data)
    try:
        fingerprint = asyncio.run(_rotate_alone(places))
    except InUse:
        raise StoreRefused(AT_WORK, places.data) from None
    print(f"{_changed(fingerprint)} {_back_up_after(chosen)}")  # noqa: T201
    return 0


async def _rotate_alone(places: StorePaths) -> str:
    store = await Store.open(places)
    try:
        await store.rotate()
    except (StoreUnavailable, OSError) as error:
        problem = _kind(error)
    else:
        return store.fingerprint
    finally:
        await store.close()
    raise StoreRefused(NOT_ROTATED.format(problem=problem))


def _back_up_after(chosen: Settings) -> str:
    """The keyring among the backups opens with the old key alone, until it is overwritten."""
    if chosen.backup_dir is None:
        return "Then make a backup: the keyring of an older one opens with the old key only."
    try:
        made = nightly.made(places_of(chosen), chosen.backup_dir, chosen.backups_kept)
    except StoreRefused as refused:
        return f"No backup could be made: {refused}"
    return f"{made.path} was made with it."


@asynccontextmanager
async def rotating_when_asked(chosen: Settings, store: Store) -> AsyncIterator[None]:
    """Change the master key of a running bot whenever it is sent SIGUSR1."""
    loop, going = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    def begin() -> None:
        if not going:
            task = loop.create_task(_rotate_now(chosen, store), name="quiet page: changing the key")
            going.add(task)
            task.add_done_callback(going.discard)

    loop.add_signal_handler(signal.SIGUSR1, begin)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGUSR1)
        if going:
            await asyncio.wait(going)


async def _rotate_now(chosen: Settings, store: Store) -> None:
    try:
        await store.rotate()
    except (StoreRefused, StoreUnavailable, OSError) as error:
        log.error("the key was not changed all the way: %s", type(error).__name__)
        return
    log.warning("the key was changed: copy the key file again (fingerprint %s)", store.fingerprint)
    await daily(chosen, store)


async def daily(chosen: Settings, store: Store) -> None:
    """A backup, where one is wanted, and a new generation. What fails is one line, by its kind."""
    try:
        drop_what_was_before(places_of(chosen))
        if chosen.backup_dir:
            await nightly.backed_up(places_of(chosen), chosen.backup_dir, chosen.backups_kept)
            await store.advance_generation()
    except nightly.NotBackedUp as failed:
        log.error("the backup failed: %s", failed.code)
    except (StoreUnavailable, OSError) as error:
        log.error("the backup failed: %s", type(error).__name__)


def _kind(error: Exception) -> str:
    return type(error).__name__


def _changed(fingerprint: str) -> str:
    return f"The key was changed (fingerprint {fingerprint}): copy the key file again."


def _told(proof: Proof) -> str:
    return f"{proof.people} people, {proof.rows} records, generation {proof.generation}"


def _lost(proof: Proof) -> str:
    gone = proof.nobodys + proof.outdated
    return f" {gone} more people stand in it whom no key opens any more." if gone else ""
