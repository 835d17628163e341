"""A walkthrough somebody begins, there or from elsewhere, and the page where one stands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.confidential import Confidential
from bot.content import Library
from bot.context import Turn
from bot.features.walkthrough import engine, pages, sittings, summary_pages
from bot.features.walkthrough.banners import banners
from bot.features.walkthrough.moves import Outcome
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.script import Script
from bot.forms.sitting import CARD, REVIEW, Sitting
from bot.kept import once
from bot.kept.record_kinds import Kept
from bot.store import Session
from bot.ui.model import Card


def page(
    library: Library, at: Sitting, said: Outcome | None = None, *, private: bool = True
) -> Card:
    """The page where a sitting stands."""
    top = banners(library, said, private=private) if said else ()
    if at.at == CARD:
        return summary_pages.card_page(library, at, lines=top)
    return pages.page(library, at, top)


def standing(library: Library, session: Session, id: bytes) -> Sitting | None:
    """One of theirs, on a page that still exists. None: deleted, or never theirs."""
    at = sittings.sitting(library, session, id)
    return route.standing(library.script_of(at), at) if at else None


def begin_about(turn: Turn, name: Confidential[str], origin: bytes) -> Card:
    """A walkthrough about somebody who was named elsewhere; for one origin there is one."""
    script = turn.library.talk
    about = script.roles.about
    answers = {about.question: name.map(lambda n: _as_answer(about.key, n))} if about else {}
    return begin_with(turn, script, answers, origin)


def begin_with(
    turn: Turn, script: Script, answers: Mapping[str, Confidential[Answer]], origin: bytes
) -> Card:
    """A new walkthrough in which some questions are answered already, by their ids.

    For one origin there is one walkthrough: asked for again, it opens where it stands.
    """
    library, session = turn.library, turn.session
    # The whole one: it asks whatever can have been answered elsewhere, and it can be ended
    # with a card at any question. Asking for a length would be one more page in between.
    whole = script.whole.id
    id = once.come_of(origin, Kept.WALKTHROUGH, whole)
    if begun := standing(library, session, id):
        return page(library, begun)
    fresh = new(script, whole, id, turn.today)
    fresh = replace(fresh, answers=answers, turns=dict.fromkeys(answers, 1))
    for question in answers:
        fresh = engine.without_the_body(script, fresh, question)
    if fresh.at.id in answers:
        fresh = replace(fresh, at=route.onward(script, fresh, fresh.at))
    return pages.page(library, begin(library, session, fresh))


def _as_answer(key: str, name: str) -> Answer:
    return {key: name}


def new(script: Script, length: str, id: bytes, today: date) -> Sitting:
    """Nothing is answered yet, and nothing kept."""
    fresh = Sitting(id, script.id, script.edition, length, REVIEW, today, today)
    return replace(fresh, at=route.pages(script, fresh)[0])


def begin(library: Library, session: Session, fresh: Sitting) -> Sitting:
    """Stage it to be kept, and count it."""
    once.count(session, Kept.WALKTHROUGH, fresh.id)
    return sittings.keep(library, session, fresh)
