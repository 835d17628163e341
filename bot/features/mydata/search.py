"""Search in their own words: a form, and what was found. What they looked for is not kept."""

import asyncio

from bot.context import Action, Context, Feature, Response, Sessionless, Turn, nonce
from bot.features.mydata import search_pages
from bot.features.mydata.hits import Hit, found
from bot.features.mydata.journey import as_option
from bot.layout.controls import said
from bot.ui.event import Event
from bot.ui.model import MOST_OPTIONS


class Search:
    """Every press of it has the verb "search"."""

    def __init__(self, at: Context) -> None:
        self._library = at.library

    def feature(self) -> Feature:
        library = self._library
        return Feature(
            "search",
            actions={
                "search": Sessionless(
                    lambda _: search_pages.form(library, nonce()), private_only=True
                ),
                "search.sent": Action(self._sent, private_only=True),
            },
            wanted="my-words",
            elsewhere=lambda _: said(library, library.say("notices.not_here")),
        )

    async def _sent(self, turn: Turn, event: Event) -> Response:
        words = event.line(search_pages.WORDS)
        if not words.satisfies(bool):
            return search_pages.nothing(turn.library, "search_page.no_words")
        # Written out beside the loop: with years of words it takes its time.
        hits = await asyncio.to_thread(_hits, turn, event)
        if not hits:
            return search_pages.nothing(turn.library, "search_page.none")
        lines = [(as_option(hit.thing), hit.line) for hit in hits[:MOST_OPTIONS]]
        return search_pages.results(turn.library, lines, more=len(hits) > MOST_OPTIONS)


def _hits(turn: Turn, event: Event) -> list[Hit]:
    things = turn.things(turn.session.contents.everything())
    return found(things, event.line(search_pages.WORDS), MOST_OPTIONS + 1)
