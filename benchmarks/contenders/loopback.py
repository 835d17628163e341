"""Where a bot of discord.py's looks for Discord, and that it says nothing."""

import logging

import discord.gateway
import discord.http
from yarl import URL


def point_at(port: str) -> None:
    logging.disable(logging.CRITICAL)
    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://127.0.0.1:{port}/gateway/")
