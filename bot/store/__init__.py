"""The confidential store: sealed pages in two files, one person at a time."""

from bot.store.crypto.lockbox import is_same_phrase, is_too_short
from bot.store.errors import StoreRefused, StoreUnavailable, Tampered, TooMuch
from bot.store.lock.protocol import Letter
from bot.store.locks import LockState, Tried
from bot.store.session import Journal
from bot.store.sqlite.paths import StorePaths
from bot.store.store import Store

__all__ = [
    "Journal",
    "Letter",
    "LockState",
    "Store",
    "StorePaths",
    "StoreRefused",
    "StoreUnavailable",
    "Tampered",
    "TooMuch",
    "Tried",
    "is_same_phrase",
    "is_too_short",
]
