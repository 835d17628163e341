"""A Discord on loopback, for the whole process: REST, gateway, files, and a page to see it all.

What Discord knows and allows is simcord's; the wire and the screens are ours.
"""

from tests.standin.acts import Outcome
from tests.standin.faults import Fault
from tests.standin.members import Member
from tests.standin.town import Town

__all__ = ["Fault", "Member", "Outcome", "Town"]
