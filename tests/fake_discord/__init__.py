"""A Discord on loopback, for the whole process: REST, gateway, files, and a page to see it all.

What Discord knows and allows is simcord's; the wire and the screens are ours.
"""

from tests.fake_discord.acts import Outcome
from tests.fake_discord.faults import Fault
from tests.fake_discord.members import Member
from tests.fake_discord.town import Town

__all__ = ["Fault", "Member", "Outcome", "Town"]
