"""Somebody who presses whatever there is, straight at the router: how often pages are opened."""

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.agreed import agree
from bot.confidential import Confidential
from bot.content import load
from bot.context import Context
from bot.features.listing import features
from bot.features.mydata.briefs import teller
from bot.instance import Instance
from bot.languages import Languages
from bot.person import PersonId
from bot.router import Router
from bot.store import Store, StorePaths
from bot.ui.event import Event
from bot.ui.model import Button, Card, Form, Keepsake, Menu, Reply, TextField
from bot.ui.press import CLEAR, Press
from tests.actors.devices import Nobody
from tests.invariants.sessions import Sessions

PRESSES = 2000
WHO = PersonId(10**17)
COMMANDS = ("menu", "prepare", "closeness", "checkin", "my-words", "takeaways", "page")
# What ends all of it, or takes its time on purpose.
NOT_NOW = ("forget", "lock", CLEAR)


async def sessions_opened() -> list[int]:
    """For every press of a long walk, how often somebody's pages were opened."""
    library, instance, rng = load(), Instance(), random.Random(1)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = StorePaths(folder / "data", folder / "key" / "master.key")
        store = await Store.open(places, teller(library))
        async with store.session(WHO) as session:
            agree(session, instance)
        at = Context(store, Languages(library), instance, Nobody(), lambda: datetime.now(UTC))
        router = Router(at, features(at))
        walked = Sessions.of(router, store)
        page: Reply | None = None
        for _ in range(PRESSES):
            events = list(_ahead(page))
            if events:
                page = await router.answer(rng.choice(events))
            else:
                page = await router.command(rng.choice(COMMANDS), WHO)
        await store.close()
    return [one.sessions for one in walked.answered]


def _ahead(page: Reply | None) -> Iterator[Event]:
    """Everything that can be pressed, chosen or sent on what is shown."""
    match page:
        case Card():
            for row in page.rows:
                if isinstance(row, Menu):
                    chosen = [option.id for option in row.options[:1]]
                    yield from _event(row.press, picked=Confidential(chosen))
                else:
                    for button in row:
                        if isinstance(button, Button):
                            yield from _event(button.press)
        case Form():
            said = {f.key: Confidential("Something.") for f in page.fields if _is_text(f)}
            yield from _event(page.press, given=said)
        case Keepsake():
            yield from _ahead(page.card)
        case _:
            pass


def _is_text(field: object) -> bool:
    return isinstance(field, TextField)


def _event(press: str, **more: object) -> Iterator[Event]:
    found = Press.parse(press)
    if found and found.verb not in NOT_NOW:
        yield Event(WHO, found, private=True, **more)  # type: ignore[arg-type]
