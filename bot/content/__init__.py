"""Every question, list, helpline and small text: TOML files, read into frozen data."""

from bot.content.library import Library, load
from bot.content.reader import ContentError

__all__ = ["ContentError", "Library", "load"]
