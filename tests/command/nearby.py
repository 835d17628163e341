"""`python -m tests.command.nearby PORT`: the bot as it is, with Discord on this machine."""

import sys

import discord
import yarl

from bot.__main__ import main

if __name__ == "__main__":
    here = f"127.0.0.1:{sys.argv[1]}"
    discord.http.Route.BASE = f"http://{here}"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{here}")
    sys.exit(main(["run"]))
