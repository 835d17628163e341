"""The confidential store: sealed pages in two files, one person at a time.

How it works, and what each crash leaves, stands in docs/store.md. Its map, from the inside out:

    errors             the ways in which it says no
    records            what is kept: facts of ours, words of theirs
    crypto             keys, and what they seal; knows no file
    integrity          what a file, or a person, says of all its rows
    backend            the verbs on rows that an engine answers
    audit              a whole file held against its ledger
    sqlite             the one engine: all SQL, all paths, backups, upgrades
    rows               one person's, still sealed
    cache              the rows of whoever was here lately
    contents           what somebody keeps, told without opening it
    session            one person's pages inside one turn
    writer             what is saved at once is committed at once
    people             who has a key, and forgetting somebody
    reminders          who is to be told what, and when
    reminder_codec     a reminder as bytes
    lock               somebody's own lock on their pages
    sweep              everybody, one after the other
    rotate_master_key  another master key, while people write
    trusted_day        which day is believed, before anything is deleted
    shield             seen through to the end, even when told to stop
    store              all of it put together
"""

from bot.store.crypto.lockbox import is_same_phrase, is_too_short
from bot.store.errors import StoreRefused, StoreUnavailable, Tampered, TooMuch
from bot.store.lock.protocol import Letter
from bot.store.lock.service import LockState, UnlockResult
from bot.store.session import Session
from bot.store.sqlite.paths import StorePaths
from bot.store.store import Store

__all__ = [
    "Letter",
    "LockState",
    "Session",
    "Store",
    "StorePaths",
    "StoreRefused",
    "StoreUnavailable",
    "Tampered",
    "TooMuch",
    "UnlockResult",
    "is_same_phrase",
    "is_too_short",
]
