"""All of ours that a process may need, loaded and gone through once. `ready` has it copied."""

import gc
import importlib
import sys

from tests.fake_discord.following import follow

# The bot takes the clock it finds when it is imported.
follow()

import bot.__main__  # noqa: E402
from bot.discord.client import COGS  # noqa: E402
from bot.preview import terminal  # noqa: E402

for cog in COGS:
    importlib.import_module(f"cogs.{cog}")
terminal.render(bot.content.load())
# A copy runs it, as `python -m` would.
del sys.modules["bot.__main__"]

# So that copies go on sharing it.
gc.collect()
gc.freeze()
