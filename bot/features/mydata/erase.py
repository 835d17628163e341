"""Letting some of it go: one answer, everything about one person, and what has grown old."""

from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from bot.beside import beside
from bot.confidential import Confidential
from bot.context import Action, Context, Feature, Handler, Turn
from bot.features.consent.journey import Consent
from bot.features.mydata import erase_pages, pages
from bot.features.mydata.about_whom import called
from bot.features.safety.apply_hold import everything_about
from bot.features.walkthrough import sittings
from bot.features.walkthrough.begun import page
from bot.forms import route
from bot.kept import retention
from bot.kept.record_kinds import Kept
from bot.layout.controls import said
from bot.store import Session
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import MOST_OPTIONS, Card, Option
from bot.ui.press import Press
from bot.ui.wording import heading


class Erasing:
    """Every press of it has the verb "retire"."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._consent = Consent(at)

    def feature(self) -> Feature:
        steps: dict[str, Handler] = {
            "": lambda turn, _: self._page(turn.session),
            "about": self._ask_about,
            "aboutyes": self._about,
            "keep": self._keep_for,
            "answer": self._ask_answer,
            "answeryes": self._answer,
        }
        actions = {
            f"retire.{step}": Action(run, needs_consent=False) for step, run in steps.items()
        }
        return Feature("retire", actions=actions, begins=_begin)

    def _page(self, session: Session) -> Card:
        people = self._people(session)
        plain = self._at.library.say("page.this_person")
        options = [Option(id.hex(), name, plain) for id, name in people.items()]
        return erase_pages.page(self._at.library, options, retention.chosen(session))

    def _people(self, session: Session) -> dict[bytes, Confidential[str]]:
        """Everybody something is about, each by the id of one record about them."""
        contents = session.contents
        first: dict[bytes, bytes] = {}
        for kind in (Kept.WALKTHROUGH, Kept.CLOSENESS):
            for id in contents.of(kind.value):
                if about := contents[id].about:
                    first.setdefault(about, id)
        some = islice(first.values(), MOST_OPTIONS)
        return {id: name for id in some if (name := called(self._at.library, session, id))}

    def _ask_about(self, turn: Turn, event: Event) -> Card:
        session = turn.session
        people = self._people(session)
        key = event.one_of([id.hex() for id in people])
        if not key:
            return self._nothing()
        id = bytes.fromhex(key)
        n = len(everything_about(session, people[id]))
        return erase_pages.ask_about(turn.library, id, people[id], n)

    async def _about(self, turn: Turn, event: Event) -> Card:
        session = turn.session
        name = called(turn.library, session, event.press.sitting)
        if name is None:
            return self._nothing()
        gone = everything_about(session, name)
        await turn.drop_about(gone)
        await beside(_drop, session, gone)
        return said(turn.library, turn.library.say("retire_page.done_about", n=str(len(gone))))

    def _keep_for(self, turn: Turn, event: Event) -> Card:
        session = turn.session
        span = event.one_of(list(retention.SPANS))
        if not span:
            return self._page(session)
        if page := self._consent.missing(session, turn.library.offered[0].id):
            return page
        retention.choose(session, span, turn.today)
        return erase_pages.span_set(turn.library, span)

    def _ask_answer(self, turn: Turn, event: Event) -> Card:
        library, say, press = turn.library, turn.library.say, event.press
        at = sittings.sitting(library, turn.session, press.sitting)
        if at is None or press.detail not in at.answers:
            return self._nothing()
        script = library.script_of(at)
        question = next((q for q in script.questions if q.id == press.detail), None)
        which = (heading(route.wording(script, at, question)),) if question else ()
        asked = pages.ask_first(
            library,
            say("retire_page.ask_clear"),
            say("retire_page.yes_clear"),
            str(Press("retire", press.sitting, "answeryes", press.detail)),
            str(Press("here", press.sitting)),
        )
        return replace(asked, body=(*which, *asked.body))

    def _answer(self, turn: Turn, event: Event) -> Card:
        """Take one answer out. A form that was opened on it before overwrites nothing."""
        at, id = (
            sittings.sitting(turn.library, turn.session, event.press.sitting),
            event.press.detail,
        )
        if at is None or id not in at.answers:
            return self._nothing()
        after = replace(
            at,
            answers={key: given for key, given in at.answers.items() if key != id},
            turns={**at.turns, id: at.turns.get(id, 0) + 1},
            touched=turn.today,
        )
        return page(turn.library, sittings.keep(turn.library, turn.session, after))

    def _nothing(self) -> Card:
        return said(self._at.library, self._at.library.say("retire_page.nothing"))


def _drop(session: Session, gone: Collection[bytes]) -> None:
    for id in gone:
        session.drop(Shelf.SITTINGS, id)


async def _begin(turn: Turn) -> None:
    """What has grown old goes, with the nudges about it."""
    today = turn.today
    if not (turn.at.store.days.believes(today) and retention.is_due(turn.session, today)):
        return
    if old := await beside(retention.gone_today, turn.session, today):
        await turn.drop_about(old)
