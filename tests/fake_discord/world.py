"""What this Discord holds: one server, its channel, its people, and the bot."""

from dataclasses import dataclass
from typing import Any

from simcord._clock import Clock
from simcord.backend import Backend
from simcord.backend.cdn import CDN_BASE, CdnStore
from simcord.backend.models import Channel, Guild, User

BOT = "Quiet Page"
SERVER = "The Lantern"
CHANNEL = "general"


class Memory(Backend):
    """What was said later has the higher id, even where the clock was put back."""

    _latest = 0

    def _allocate_at(self, milliseconds: int) -> int:
        self._latest = max(self._latest, milliseconds)
        return super()._allocate_at(self._latest)


class Files(CdnStore):
    """What was uploaded, at addresses that can be opened."""

    origin = CDN_BASE

    def store_attachment(
        self,
        attachment_id: int,
        channel_id: int,
        filename: str,
        data: bytes,
        description: str | None,
    ) -> dict[str, Any]:
        kept = super().store_attachment(attachment_id, channel_id, filename, data, description)
        url = kept["url"].replace(CDN_BASE, self.origin)
        self._blobs[url] = self._blobs.pop(kept["url"])
        return kept | {"url": url, "proxy_url": url}


@dataclass(frozen=True, slots=True)
class World:
    """The backend, and where in it things are."""

    backend: Backend
    files: Files
    guild: Guild
    channel: Channel

    @classmethod
    def build(cls, clock: Clock) -> "World":
        backend = Memory(clock=clock)
        backend.cdn = files = Files()
        backend.bot_user.name = BOT
        guild = backend.create_guild(SERVER)
        channel = backend.create_channel(guild.id, CHANNEL)
        backend.add_member(guild.id, backend.bot_user.id)
        return cls(backend, files, guild, channel)

    def settle(self, name: str) -> User:
        """Somebody new, in the server and with private messages of their own."""
        user = self.backend.make_user(name.lower(), global_name=name)
        self.backend.add_member(self.guild.id, user.id)
        self.backend.get_dm_channel(user.id)
        return user

    def owner_of(self, channel: int) -> int | None:
        """Whose private messages these are; None: others are there."""
        known = self.backend.channels.get(channel)
        return known.recipient_ids[0] if known and known.recipient_ids else None
