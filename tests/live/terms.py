"""What has to be so before anything is asked: a token, a test server, and its owner's yes."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

API = "https://discord.com/api/v10"
NEEDED = {
    "LIVE_TOKEN": "the token of an application made for this alone",
    "LIVE_SERVER": "the id of a test server that it is in",
    "LIVE_OWNER": "the id of the person there who gets the pages",
}
YES = "yes"


@dataclass(frozen=True, slots=True)
class Terms:
    """Where it is asked, as whom, and to whom."""

    token: str
    server: int
    owner: int
    api: str = API
    # Seconds between two messages.
    pace: float = 1.0
    # How many layouts; nought is all of them.
    most: int = 0


def terms() -> Terms | str:
    """As they are set in the environment; or why nothing is asked, in a sentence."""
    around = os.environ
    for name, what in NEEDED.items():
        if not around.get(name):
            return f"{name} is not set: {what}. Nothing was sent."
    if around.get("LIVE_YES") != YES:
        return (
            "LIVE_YES is not set to 'yes': whoever LIVE_OWNER is has to want a few hundred silent"
            " messages, each of which is taken out again. Nothing was sent."
        )
    if not (around["LIVE_SERVER"].isdigit() and around["LIVE_OWNER"].isdigit()):
        return "LIVE_SERVER and LIVE_OWNER have to be ids, which are numbers. Nothing was sent."
    api = around.get("LIVE_API", API)
    if api != API and urlsplit(api).hostname != "127.0.0.1":
        return "LIVE_API may name the stand-in on this machine and nothing else. Nothing was sent."
    return Terms(
        around["LIVE_TOKEN"],
        int(around["LIVE_SERVER"]),
        int(around["LIVE_OWNER"]),
        api,
        float(around.get("LIVE_PACE", "1")),
        int(around.get("LIVE_PAGES", "0")),
    )
