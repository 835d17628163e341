"""All of ours that a process may need, loaded and gone through once. `ready` has it copied."""

import gc
import importlib
import sys

from tests.fake_discord.following import follow

# The bot takes the clock it finds when it is imported.
follow()

from bot import __main__, content  # noqa: E402, F401
from bot.discord.client import COGS  # noqa: E402
from bot.preview import terminal  # noqa: E402

# What a command imports when it is given.
LATER = ("app", "preview.booklet", "ops.doctor", "ops.looked_over", "ops.probe", "ops.worksheets")
for name in (*(f"bot.{part}" for part in LATER), *(f"cogs.{cog}" for cog in COGS)):
    importlib.import_module(name)
terminal.render(content.load())
# A copy runs it, as `python -m` would.
del sys.modules["bot.__main__"]

# So that copies go on sharing it.
gc.collect()
gc.freeze()
