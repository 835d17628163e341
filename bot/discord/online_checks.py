"""`python -m bot doctor --online`: what only Discord knows. Nothing is changed there."""

from collections.abc import AsyncIterator

import aiohttp
import discord
from discord import app_commands

from bot.discord.reconnect import REFUSED
from bot.store.sqlite.diagnosis import Finding

UNREACHABLE = (
    "Discord can't be reached from here; see to the network and the firewall, or look at"
    " https://discordstatus.com."
)
CALLED = "Discord takes the token; the application is called '{name}', which lock screens show."
INTENTS_OFF = "no privileged intent is on; the bot needs none."
INTENTS_ON = "{names} on, and the bot needs none; switch all of them off on the Bot page."
NO_ENDPOINT = "no interactions endpoint is set, so everything comes to this bot."
AN_ENDPOINT = (
    "an interactions endpoint is set, so no press and no command reaches this bot; empty the field"
    " on the General Information page."
)
IN_SERVERS = "it is installed in servers alone."
BY_PEOPLE = (
    "people can install it for themselves, and its commands would come along to where it is not;"
    " switch User Install off on the Installation page."
)
NO_ACTIVITY = "no Activity is switched on, so all commands are the bot's own."
AN_ACTIVITY = (
    "Activities are switched on, and Discord then takes no list of commands without one for them;"
    " switch them off on the Activities page."
)
NO_COMMANDS = "Discord knows none yet; it is told them when the bot first starts."
COMMANDS = "Discord knows {n}: {names}."
# What Discord calls them, and what its page calls them.
PRIVILEGED = {
    "gateway_presence": "Presence",
    "gateway_presence_limited": "Presence",
    "gateway_guild_members": "Server Members",
    "gateway_guild_members_limited": "Server Members",
    "gateway_message_content": "Message Content",
    "gateway_message_content_limited": "Message Content",
}


async def ask(token: str) -> list[Finding]:
    """Everything that was found, one sentence each."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(token)
            return [finding async for finding in _asked(client)]
        except discord.LoginFailure:
            return [Finding("discord", ok=False, sentence=REFUSED)]
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            return [Finding("discord", ok=False, sentence=UNREACHABLE)]


async def _asked(client: discord.Client) -> AsyncIterator[Finding]:
    application = await client.application_info()
    yield Finding("discord", ok=True, sentence=CALLED.format(name=application.name))
    on = sorted({name for flag, name in PRIVILEGED.items() if getattr(application.flags, flag)})
    if on:
        sentence = INTENTS_ON.format(names=" and ".join(on) + (" is" if len(on) == 1 else " are"))
        yield Finding("intents", ok=True, sentence=sentence, note=True)
    else:
        yield Finding("intents", ok=True, sentence=INTENTS_OFF)
    endpoint = application.interactions_endpoint_url
    sentence = AN_ENDPOINT if endpoint else NO_ENDPOINT
    yield Finding("interactions", ok=not endpoint, sentence=sentence)
    by_people = application.user_integration_config is not None
    sentence = BY_PEOPLE if by_people else IN_SERVERS
    yield Finding("installing", ok=True, sentence=sentence, note=by_people)
    activity = application.flags.embedded
    sentence = AN_ACTIVITY if activity else NO_ACTIVITY
    yield Finding("activities", ok=not activity, sentence=sentence)
    names = sorted(command.name for command in await _commands(client))
    told = COMMANDS.format(n=len(names), names=", ".join(names)) if names else NO_COMMANDS
    yield Finding("commands", ok=True, sentence=told, note=not names)


async def _commands(client: discord.Client) -> list[app_commands.AppCommand]:
    return await app_commands.CommandTree(client).fetch_commands()
