"""Who runs this bot and what it is called there. Frozen data, shown in the consent text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instance:
    """What the person who set the bot up says of themselves."""

    bot: str = "Quiet Page"
    operator: str = "the person who set up this bot"
    storage: str = "on the machine that runs me, encrypted"
