"""The language somebody has Discord in, which simcord says nothing of. Holds for every stand-in."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from simcord.backend import Backend

PRESSED = "INTERACTION_CREATE"

# person -> Discord's name of their language
_speak: WeakKeyDictionary[Backend, dict[int, str]] = WeakKeyDictionary()


def speaks(backend: Backend, person: int, language: str) -> None:
    """From now on they have Discord in this language: de, es-419."""
    _say_so()
    _speak.setdefault(backend, {})[person] = language


@cache
def _say_so() -> None:
    emit = Backend.emit

    def emits(self: Backend, event: str, payload: Mapping[str, Any]) -> None:
        theirs = _speak.get(self, {})
        if event == PRESSED and theirs:
            who = payload.get("user") or payload["member"]["user"]
            payload = {**payload, "locale": theirs.get(int(who["id"]), "en-US")}
        emit(self, event, payload)

    Backend.emit = emits  # type: ignore[method-assign, assignment]
