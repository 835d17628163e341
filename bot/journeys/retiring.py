"""Letting some of it go: one answer, everything about one person, and what has grown old."""

from dataclasses import replace
from itertools import islice

from bot.cards import kept as pages
from bot.cards import retiring as cards
from bot.cards.welcome import said
from bot.confidential import Confidential
from bot.context import Action, Context, Feature, Handler, Sessionless, Turn
from bot.doors import MOST_OPTIONS, Card, Option
from bot.flow.presses import Press
from bot.flow.talk import label as label_of
from bot.heard import Heard
from bot.journeys import aging, closeness_records, desk
from bot.journeys.closeness_hush import everything_about
from bot.journeys.consent import Consent
from bot.journeys.desk import Kept
from bot.journeys.walkthrough_begun import page
from bot.store import Journal
from bot.store.records import Shelf


class Retiring:
    """Every press of it has the verb "retire"."""

    def __init__(self, at: Context) -> None:
        self._library = at.library
        self._consent = Consent(at)

    def feature(self) -> Feature:
        steps: dict[str, Handler] = {
            "": lambda turn, _: self._page(turn.journal),
            "about": self._ask_about,
            "aboutyes": self._about,
            "keep": self._keep_for,
            "answeryes": self._answer,
        }
        actions = {
            f"retire.{step}": Action(run, needs_consent=False) for step, run in steps.items()
        }
        asks = Sessionless(self._ask_answer)
        return Feature("retire", actions={**actions, "retire.answer": asks}, begins=_begin)

    def _page(self, journal: Journal) -> Card:
        people = self._people(journal)
        plain = self._library.say("page.this_person")
        options = [Option(id.hex(), name, plain) for id, name in people.items()]
        return cards.page(self._library, options, aging.chosen(journal))

    def _people(self, journal: Journal) -> dict[bytes, Confidential[str]]:
        """Everybody something is about, each by the id of one record about them."""
        contents = journal.contents
        first: dict[bytes, bytes] = {}
        for kind in (Kept.WALKTHROUGH, Kept.CLOSENESS):
            for id in contents.of(kind.value):
                if about := contents[id].about:
                    first.setdefault(about, id)
        some = islice(first.values(), MOST_OPTIONS)
        return {id: name for id in some if (name := self._called(journal, id))}

    def _called(self, journal: Journal, id: bytes) -> Confidential[str] | None:
        """What they call whom a record is about."""
        if sitting := desk.sitting(self._library, journal, id):
            return label_of(self._library.scripts[sitting.script], sitting)
        look = closeness_records.look(journal, self._library.closeness.script, id)
        return look.label if look and look.is_named else None

    def _ask_about(self, turn: Turn, heard: Heard) -> Card:
        journal = turn.journal
        people = self._people(journal)
        key = heard.one_of([id.hex() for id in people])
        if not key:
            return self._nothing()
        id = bytes.fromhex(key)
        n = len(everything_about(journal, people[id]))
        return cards.ask_about(self._library, id, people[id], n)

    async def _about(self, turn: Turn, heard: Heard) -> Card:
        journal = turn.journal
        name = self._called(journal, heard.press.sitting)
        if name is None:
            return self._nothing()
        gone = everything_about(journal, name)
        await turn.drop_about(gone)
        for id in gone:
            journal.drop(Shelf.SITTINGS, id)
        return said(self._library, self._library.say("retire_page.done_about", n=str(len(gone))))

    def _keep_for(self, turn: Turn, heard: Heard) -> Card:
        journal = turn.journal
        span = heard.one_of(list(aging.SPANS))
        if not span:
            return self._page(journal)
        if page := self._consent.missing(journal, self._library.offered[0].id):
            return page
        aging.choose(journal, span, turn.today)
        return cards.span_set(self._library, span)

    def _ask_answer(self, heard: Heard) -> Card:
        say, press = self._library.say, heard.press
        return pages.ask_first(
            self._library,
            say("retire_page.ask_clear"),
            say("retire_page.yes_clear"),
            str(Press("retire", press.sitting, "answeryes", press.detail)),
            str(Press("here", press.sitting)),
        )

    def _answer(self, turn: Turn, heard: Heard) -> Card:
        """Take one answer out. A form that was opened on it before overwrites nothing."""
        at, id = desk.sitting(self._library, turn.journal, heard.press.sitting), heard.press.detail
        if at is None or id not in at.answers:
            return self._nothing()
        after = replace(
            at,
            answers={key: given for key, given in at.answers.items() if key != id},
            turns={**at.turns, id: at.turns.get(id, 0) + 1},
            touched=turn.today,
        )
        return page(self._library, desk.keep(self._library, turn.journal, after))

    def _nothing(self) -> Card:
        return said(self._library, self._library.say("retire_page.nothing"))


async def _begin(turn: Turn) -> None:
    """What has grown old goes, with the nudges about it."""
    today = turn.today
    if turn.at.store.days.believes(today) and (old := aging.gone_today(turn.journal, today)):
        await turn.drop_about(old)
