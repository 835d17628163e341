"""Runs the real entry point, with discord.py pointed at a stand-in: `launch <origin> run`."""

import sys

from tests.fake_discord.following import follow, looked
from tests.fake_discord.pointing import point_at

if __name__ == "__main__":
    point_at(sys.argv[1])
    follow()
    # The bot takes the clock it finds when it is imported.
    from bot.__main__ import main
    from bot.discord.client import QuietPage

    look = QuietPage.look

    async def counted(self: QuietPage) -> None:
        await look(self)
        looked()

    QuietPage.look = counted  # type: ignore[method-assign]
    sys.exit(main(sys.argv[2:]))
