"""Search in their own words: a form, and what was found. What they looked for is not kept."""

from bot.beside import beside
from bot.context import Action, Context, Feature, Outside, Response, Sessionless, Turn, nonce
from bot.features.mydata import search_pages
from bot.features.mydata.hits import ReadOut, found, text_of
from bot.features.mydata.journey import as_option
from bot.layout.controls import not_here
from bot.ui.event import Event
from bot.ui.model import MOST_OPTIONS, Reply


class Search:
    """Every press of it has the verb "search"."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def feature(self) -> Feature:
        at = self._at
        return Feature(
            "search",
            actions={
                "search": Sessionless(
                    lambda _: search_pages.form(at.library, nonce()), private_only=True
                ),
                "search.sent": Action(self._sent, private_only=True),
            },
            wanted="my-words",
            elsewhere=lambda _: not_here(at.library),
        )

    async def _sent(self, turn: Turn, event: Event) -> Response:
        library, words = turn.library, event.line(search_pages.WORDS)
        if not words.satisfies(bool):
            return search_pages.nothing(library, "search_page.no_words")
        # Read out beside the loop, and looked through without their session: with years of words
        # both take their time, and nothing else they press is to wait for it.
        things = await beside(_read_out, turn)

        async def look() -> Reply:
            hits = await beside(found, things, words, MOST_OPTIONS + 1)
            if not hits:
                return search_pages.nothing(library, "search_page.none")
            lines = [(hit.option, hit.line) for hit in hits[:MOST_OPTIONS]]
            return search_pages.results(library, lines, more=len(hits) > MOST_OPTIONS)

        return Outside(look)


def _read_out(turn: Turn) -> list[ReadOut]:
    """Everything there is, thing by thing: what it is made of is never in memory all at once."""
    ids = turn.session.contents.everything()
    things = (thing for id in ids if (thing := turn.thing(id)))
    return [ReadOut(as_option(thing), text_of(thing)) for thing in things]
