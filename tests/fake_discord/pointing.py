"""Where discord.py looks for Discord: three public attributes, set before any client is made."""

import ctypes
import signal
import sys

import discord.asset
import discord.gateway
import discord.http
from yarl import URL

PR_SET_PDEATHSIG = 1


def point_at(origin: str) -> None:
    """Everything discord.py opens from now on is there. And whoever started us is our life."""
    discord.http.Route.BASE = f"{origin}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(origin).with_scheme("ws")
    discord.asset.Asset.BASE = origin
    if sys.platform == "linux":
        # A killed test can't stop its bot any more.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
