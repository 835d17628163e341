"""Who asked to be reminded of what, and when: rows of the keyring, sealed under the master key.

A row holds no word of anybody. It lies in the keyring because of that file only the newest copy
is kept: no backup says later whose pages were whose.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.doors import PersonId
from bot.flow.agenda import Claim, Entry


class Agenda:
    """What is asked for, what is due, and what was taken in hand."""

    async def of(self, person: PersonId) -> list[Entry]:
        """What somebody asked for, the next one first."""
        raise NotImplementedError

    async def put(self, entry: Entry) -> None:
        """Add an entry or replace the one of its id; a claim on it is void. Durable on return.

        Raises StoreUnavailable, also where nothing is kept of this person (any more).
        """
        raise NotImplementedError

    async def drop(self, person: PersonId, ids: Sequence[bytes]) -> None:
        """Take entries out; a claim on them is void."""
        raise NotImplementedError

    async def claim(self, now: datetime, most: int) -> list[Claim]:
        """Take what is due, the earliest first."""
        raise NotImplementedError

    async def claimed(self) -> list[Claim]:
        """What was claimed and not settled, by this process or one before it."""
        raise NotImplementedError

    async def still_stands(self, claim: Claim) -> bool:
        """Whether nothing was changed about it since: no snooze, no stop."""
        raise NotImplementedError

    async def settle(self, done: Sequence[tuple[Claim, Entry | None]]) -> None:
        """What becomes of claims: the entry as it goes on, or None. Void ones are left alone."""
        raise NotImplementedError
