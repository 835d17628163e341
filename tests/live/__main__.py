"""`python -m tests.live`: 0 where Discord took everything, 1 where not, 2 where it was not run."""

import asyncio
import sys

import aiohttp

from bot.content import load
from tests.live.asking import Asking
from tests.live.terms import Terms, terms
from tests.live.walk import Walk


async def ask(set_up: Terms) -> int:
    head = {"Authorization": f"Bot {set_up.token}"}
    async with aiohttp.ClientSession(headers=head) as http:
        asking = Asking(http, set_up.api)
        async for line in Walk(asking, set_up, load()).steps():
            say(line)
    say(f"{asking.asked} requests; {len(asking.wrong)} things are not as they should be")
    for line in asking.wrong:
        say(f"  {line}")
    return int(bool(asking.wrong))


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - what it is for


def main() -> int:
    set_up = terms()
    if isinstance(set_up, str):
        print(set_up, file=sys.stderr)  # noqa: T201 - why not
        return 2
    return asyncio.run(ask(set_up))


if __name__ == "__main__":
    sys.exit(main())
