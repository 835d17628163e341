"""Who somebody is to Discord, and where their own chat is. No name, no words."""

from dataclasses import dataclass
from typing import NewType

PersonId = NewType("PersonId", int)


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody's own chat, as Discord knows it. Only the outbox makes one."""

    person: PersonId
    chat: int
