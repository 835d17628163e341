"""Every question, list, helpline and small text: TOML files, read into frozen data."""

from bot.content.library import ENGLISH, Library, load, load_all
from bot.content.reader import ContentError

__all__ = ["ENGLISH", "ContentError", "Library", "load", "load_all"]
