"""Search in their own words: a form, and what was found. What they looked for is not kept."""

import asyncio

from bot.context import Action, Context, Feature, Outside, Response, Sessionless, Turn, nonce
from bot.features.mydata import search_pages
from bot.features.mydata.hits import found
from bot.features.mydata.journey import as_option
from bot.layout.controls import not_here
from bot.ui.event import Event
from bot.ui.model import MOST_OPTIONS, Reply


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
            elsewhere=lambda _: not_here(library),
        )

    async def _sent(self, turn: Turn, event: Event) -> Response:
        library, words = turn.library, event.line(search_pages.WORDS)
        if not words.satisfies(bool):
            return search_pages.nothing(library, "search_page.no_words")
        # Read out beside the loop, and looked through without their session: with years of words
        # both take their time, and nothing else they press is to wait for it.
        things = await asyncio.to_thread(turn.things, turn.session.contents.everything())

        async def look() -> Reply:
            hits = await asyncio.to_thread(found, things, words, MOST_OPTIONS + 1)
            if not hits:
                return search_pages.nothing(library, "search_page.none")
            lines = [(as_option(hit.thing), hit.line) for hit in hits[:MOST_OPTIONS]]
            return search_pages.results(library, lines, more=len(hits) > MOST_OPTIONS)

        return Outside(look)
