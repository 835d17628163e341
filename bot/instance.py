"""Who runs this bot and what it is called there. Frozen data, shown in the consent text."""

from dataclasses import dataclass

# What the name of every setting begins with.
PREFIX = "QUIET_PAGE_"
# What holds where they say nothing else: nudges in a second (what Discord lets any bot do is ten
# times as much), and how many backups stay.
RATE = 5.0
KEEP = 7


@dataclass(frozen=True, slots=True)
class Instance:
    """What the person who set the bot up says of themselves."""

    bot: str = "Quiet Page"
    # Empty: as the texts of a language have it.
    operator: str = ""
    storage: str = ""
