"""Every page there is, in the order somebody would meet them, hard branches included.

They are the same cards that are sent, so that what is read here is what is seen.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from bot.cards import (
    afterwards,
    carry_pages,
    checkin,
    emptied,
    example,
    finished,
    home,
    kept,
    listening,
    lock,
    paper,
    questions,
    reminder,
    retiring,
    suggestions,
    takeaways,
    trouble,
    way,
    weeks,
    welcome,
)
from bot.cards.closeness import every as closeness
from bot.cards.controls import with_hiding
from bot.cards.help import Asked, help_page
from bot.cards.paging import Leaf
from bot.cards.resume import resume_page
from bot.confidential import Confidential
from bot.content import Library
from bot.doors import Card, Form, Option
from bot.flow import route
from bot.flow.fields import Kind
from bot.flow.presses import Press
from bot.flow.script import Script
from bot.flow.sitting import CARD, REVIEW, SAFETY, Answer, At, Sitting, Step, question_step
from bot.host import Host
from bot.records.carry_reading import OF_A_THING, OF_THE_FILE, Refusal

# A page, a form, or a single sentence, each with a name.
Pages: TypeAlias = Iterator[tuple[str, Card | Form | str]]


def chapters(library: Library) -> Iterator[tuple[str, Pages]]:
    """All of them, by what they belong to, each as it is sent."""
    for chapter, pages in _chapters(library):
        yield chapter, _as_sent(library, pages)


def _as_sent(library: Library, pages: Pages) -> Pages:
    for name, page in pages:
        yield name, with_hiding(library, page) if isinstance(page, Card) else page


def _chapters(library: Library) -> Iterator[tuple[str, Pages]]:
    yield "The way in", _way_in(library)
    for script in library.scripts.values():
        yield script.title, _walkthrough(library, script)
    yield library.closeness.script.title, closeness.pages(library)
    yield library.checkin.title, checkin.pages(library)
    yield library.say("weeks_page.title"), weeks.pages(library)
    yield library.say("menu.options.takeaways.label"), takeaways.pages(library)
    yield library.say("reminder_page.title"), reminder.pages(library)
    yield "After a talk", afterwards.pages(library)
    yield library.say("paper_page.title"), _paper(library)
    yield library.say("lock_page.title"), lock.pages(library)
    yield "Help now", _help(library)
    yield "Home, my words, settings", _belongings(library)
    yield "In a server, and when something goes wrong", _elsewhere(library)


def _way_in(library: Library) -> Pages:
    host, first = Host(), library.offered[0].id
    changed = library.say("welcome_page.changed_storage")
    yield "Welcome", welcome.welcome(library, host, first)
    yield "Consent", welcome.consent(library, host, first)
    yield "Consent, asked again", welcome.consent(library, host, first, changed)
    yield "Somebody may look", welcome.watched(library, first)
    yield "Tell me more", welcome.more(library, first)
    yield "Declined", welcome.declined(library)
    yield "Privacy", welcome.privacy(library, host)
    yield "About", welcome.about(library, host)
    for script in library.scripts.values():
        if script.original:
            yield "The original questions", example.original_page(library, script)
    yield library.listening.title, listening.listening_page(library)
    for id in library.examples:
        yield "The example", example.example_page(library, library.scripts[id])


def _walkthrough(library: Library, script: Script) -> Pages:
    yield "Lengths", welcome.lengths(library, script, b"")
    made = _sitting(script)
    yield "Lengths, with a card of today", welcome.lengths(library, script, b"", made=made)
    for length in script.lengths:
        yield from _length(library, script, length.id)
    yield from _branches(library, script)
    yield from _ends(library, script)


def _belongings(library: Library) -> Pages:
    name = Confidential("?")
    item = Option("1", name, library.say("page.this_person"), "2026-01-01")
    yield "Home", home.home(library)
    yield "Home, with something open and something ready", home.home(library, (item,), ("menu",))
    lapsed = (library.say("plan_page.lapsed"),)
    yield "Home, after a reminder that could not come", home.home(library, lines=lapsed)
    yield "My words", kept.words_kept(library, [item], Leaf.to(0, 1, 1))
    yield "My words, one of them", kept.words_item(library, b"", item, str(Press("menu")))
    yield "My words, none", kept.words_kept(library, [], Leaf.to(0, 0, 1))
    ask, yes = library.say("delete.ask_all"), library.say("delete.confirm_all")
    yield "Delete everything", kept.ask_first(library, ask, yes, "forgotten", "mine")
    yield "More ways to save", carry_pages.ways(library)
    yield "A file with a passphrase", carry_pages.zip_page(library, b"")
    yield "A file with a passphrase: the form", carry_pages.zip_form(library, b"", "0")
    for why in ("zip_differ", "zip_short"):
        yield f"A file with a passphrase: {why}", carry_pages.zip_again(library, b"", why)
    yield "Bring in: the form", carry_pages.bring_form(library, "0")
    yield "Bring in: what would come", carry_pages.looked_at(library, b"\0" * 16, 3, 2, 1, old=1)
    yield "Bring in: done", carry_pages.brought(library, 3, 2, 1)
    for why in ("private", "no_file", "too_large", "not_understood", "closed", "again", "left"):
        yield f"Bring in: {why}", carry_pages.refused(library, why)
    for why in OF_THE_FILE:
        yield f"Bring in: {why}", carry_pages.not_taken(library, Refusal(why, line=3))
    for why in OF_A_THING:
        page = carry_pages.not_taken(library, Refusal(why, 3, "" if why == "kind" else "checkin"))
        yield f"Bring in: one thing, {why}", page
    yield "Let some of it go", retiring.page(library, [item], "forever")
    yield "Let go of everything about somebody", retiring.ask_about(library, b"\0" * 16, name, 3)
    yield "Settings", home.settings(library)
    id = b"\0" * 16
    yield (
        "Suggestions about somebody",
        suggestions.page(library, id, name, suggestions.State(off=False)),
    )
    yield (
        "Suggestions that are off",
        suggestions.page(library, id, name, suggestions.State(off=True)),
    )
    yield (
        "Suggestions that come again",
        suggestions.page(library, id, name, suggestions.State(off=True, back="<t:0:F>")),
    )
    yield "Suggestions about nobody any more", suggestions.gone(library)


def _elsewhere(library: Library) -> Pages:
    for notice, text in library.notices.items():
        yield f"Said in a server: {notice.value}", text
    yield "Something typed", trouble.typed(library)
    yield "An old button", trouble.old_button(library)
    yield "A failure", trouble.failed(library, None, {})


def _sitting(script: Script, length: str = "") -> Sitting:
    day, length = date(2026, 1, 1), length or script.whole.id
    return Sitting(b"\0" * 16, script.id, script.edition, length, REVIEW, day, day)


def _length(library: Library, script: Script, length: str) -> Pages:
    blank = _sitting(script, length)
    for step in route.pages(script, blank):
        at = replace(blank, at=step)
        if step == CARD:
            yield f"{length}: card", finished.card_page(library, at)
            continue
        yield f"{length}: {step}", way.page(library, at)
        if step.at is At.QUESTION and length == script.whole.id:
            yield from _extras(library, script, at)


def _extras(library: Library, script: Script, at: Sitting) -> Pages:
    question = script.question(at.at.id)
    yield f"form: {question.id}", questions.question_form(library, at, question, "0")
    for view in (questions.EXAMPLES, questions.DISTINCT):
        yield f"{view}: {question.id}", way.page(library, at, view=view)
    if question.has_room:
        yield f"room: {question.id}", way.room_page(library, at)
    if question.of_kind(Kind.FEELINGS):
        for family in library.shared.families:
            yield f"words: {family.id}", way.words_page(library, at, family.id)


def _branches(library: Library, script: Script) -> Pages:
    for branch in script.branches:
        when = branch.when
        chosen: Answer = {when.key: when.choice}
        answers = {when.question: Confidential(chosen)}
        offered = replace(_sitting(script), answers=answers, at=Step(At.OFFER, branch.id))
        yield f"branch offered: {branch.id}", way.page(library, offered)
        taken = replace(offered, decided={branch.id: True})
        for id in (reworded.question for reworded in branch.rewords):
            at = replace(taken, at=question_step(id))
            yield f"branch {branch.id}: {id}", way.page(library, at)
            form = questions.question_form(library, at, script.question(id), "0")
            yield f"branch {branch.id}: form {id}", form
        yield f"branch {branch.id}: card", finished.card_page(library, taken)
    if script.steady:
        steady = replace(_sitting(script), at=route.STEADY_OFFER)
        yield "steady first offered", way.page(library, steady)
    if script.safety:
        held = replace(_sitting(script), at=SAFETY, held=True)
        yield "safety", way.page(library, held)
        yield "safety: card", finished.card_page(library, held)


def _ends(library: Library, script: Script) -> Pages:
    sitting = example.example_sitting(library, script)
    yield "the finished card", finished.card_page(library, sitting)
    yield "edit a part", finished.edit_page(library, sitting)
    for n in range(len(script.checks) + 1):
        yield f"check {n + 1}", way.check_page(library, sitting, n)
    yield "pause", way.pause_page(library, sitting)
    yield "stopped for now", way.stopped_page(library, sitting)
    yield from emptied.pages(library)
    yield "coming back", resume_page(library, sitting, sitting.touched)


def _paper(library: Library) -> Pages:
    sitting = example.example_sitting(library, library.talk)
    yield "a page to print", paper.choose(library, sitting)
    yield "examples and empty sheets", paper.sheets(library)
    for why in paper.INSTEAD:
        yield f"no page: {why}", paper.instead(library, why, sitting.id)


def _help(library: Library) -> Pages:
    safety = library.safety
    yield "help now", help_page(library, b"")
    yield "help now: more countries", help_page(library, b"", Asked(more=True))
    for country in safety.countries:
        yield f"help now: {country.name}", help_page(library, b"", Asked(country.code))
    for topic in safety.topics:
        yield f"help now: {topic.id}", help_page(library, b"", Asked("", topic.id))
        for country in safety.countries:
            page = help_page(library, b"", Asked(country.code, topic.id))
            yield f"help now: {topic.id}, {country.name}", page
