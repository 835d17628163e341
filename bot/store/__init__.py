"""The confidential store: sealed pages in two files, one person at a time."""

from bot.store.errors import StoreRefused, StoreUnavailable, Tampered, TooMuch
from bot.store.journal import Journal
from bot.store.locked import is_same_phrase, is_too_short
from bot.store.locking import Letter
from bot.store.locks import LockState, Tried
from bot.store.places import Places
from bot.store.store import Store

__all__ = [
    "Journal",
    "Letter",
    "LockState",
    "Places",
    "Store",
    "StoreRefused",
    "StoreUnavailable",
    "Tampered",
    "TooMuch",
    "Tried",
    "is_same_phrase",
    "is_too_short",
]
