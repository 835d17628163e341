"""Every page there is, in the order somebody would meet them, hard branches included.

They are the same cards that are sent, so that what is read here is what is seen.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content import Library
from bot.features.checkin import pages as checkin_pages
from bot.features.checkin import weeks_pages
from bot.features.closeness import catalogue as closeness
from bot.features.consent import pages as consent_pages
from bot.features.followup import pages as followup_pages
from bot.features.home import pages as home_pages
from bot.features.home.look_page import look_page
from bot.features.lock import pages as lock_pages
from bot.features.mydata import erase_pages, search_pages, tagging, transfer_pages
from bot.features.mydata import pages as mydata_pages
from bot.features.mydata.import_checks import OF_A_THING, OF_THE_FILE, Refusal
from bot.features.printing import pages as printing_pages
from bot.features.reading import listening
from bot.features.reminders import pages as reminders_pages
from bot.features.safety import suggestion_pages
from bot.features.safety.pages import Asked, help_page
from bot.features.takeaways import pages as takeaways_pages
from bot.features.walkthrough import choosing, question_pages, summary_pages
from bot.features.walkthrough import example as walkthrough_example
from bot.features.walkthrough import pages as walkthrough_pages
from bot.features.walkthrough.resume_page import resume_page
from bot.features.walkthrough.several import several_form
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.fields import FieldKind
from bot.forms.grouping import grouped
from bot.forms.script import Script
from bot.forms.sitting import CARD, REVIEW, SAFETY, PageKind, Sitting, Step, question_step
from bot.instance import Instance
from bot.kept.decided import Preferences
from bot.kept.item import KeptItem
from bot.layout import emptied, error_pages
from bot.layout.controls import named, with_hiding
from bot.layout.paging import Leaf
from bot.ui.model import Card, Form, Option
from bot.ui.press import Press

# A page, a form, or a single sentence, each with a name.
ChapterPages: TypeAlias = Iterator[tuple[str, Card | Form | str]]


def chapters(library: Library) -> Iterator[tuple[str, ChapterPages]]:
    """All of them, by what they belong to, each as it is sent."""
    for chapter, pages in _chapters(library):
        yield chapter, _as_sent(library, pages)


def of_script(library: Library, script: Script) -> tuple[str, ChapterPages]:
    """Those of one walkthrough."""
    return script.title, _as_sent(library, _walkthrough(library, script))


def _as_sent(library: Library, pages: ChapterPages) -> ChapterPages:
    for name, page in pages:
        yield name, with_hiding(library, page) if isinstance(page, Card) else page


def _chapters(library: Library) -> Iterator[tuple[str, ChapterPages]]:
    yield "The way in", _way_in(library)
    for id in dict.fromkeys([*(script.id for script in library.offered), *library.scripts]):
        yield library.scripts[id].title, _walkthrough(library, library.scripts[id])
    yield library.closeness.script.title, closeness.pages(library)
    yield library.checkin.title, checkin_pages.pages(library)
    yield library.say("weeks_page.title"), weeks_pages.pages(library)
    yield library.say("menu.options.takeaways.label"), takeaways_pages.pages(library)
    yield library.say("reminder_page.title"), reminders_pages.pages(library)
    yield "After a talk", followup_pages.pages(library)
    yield library.say("paper_page.title"), _paper(library)
    yield library.say("lock_page.title"), lock_pages.pages(library)
    yield "Help now", _help(library)
    yield "Home, my words, settings", _belongings(library)
    yield "In a server, and when something goes wrong", _elsewhere(library)


def _way_in(library: Library) -> ChapterPages:
    instance, first = Instance(), library.offered[0].id
    changed = library.say("welcome_page.changed_storage")
    yield "Welcome", consent_pages.welcome(library, instance, first)
    yield "Consent", consent_pages.consent(library, instance, first)
    yield "Consent, asked again", consent_pages.consent(library, instance, first, changed)
    yield "Somebody may look", consent_pages.watched(library, first)
    yield "Tell me more", consent_pages.more(library, first)
    yield "Declined", consent_pages.declined(library)
    yield "Privacy", consent_pages.privacy(library, instance)
    yield "About", consent_pages.about(library, instance)
    for script in library.scripts.values():
        if script.original:
            yield "The original questions", walkthrough_example.original_page(library, script)
    yield library.listening.title, listening.listening_page(library)
    for id in library.examples:
        example = walkthrough_example.example_page(library, library.scripts[id])
        yield f"The example: {library.scripts[id].title}", example


def _walkthrough(library: Library, script: Script) -> ChapterPages:
    yield "Lengths", choosing.lengths(library, script, b"")
    made = _sitting(script)
    yield "Lengths, with a card of today", choosing.lengths(library, script, b"", made=made)
    for length in script.lengths:
        yield from _length(library, script, length.id)
    yield from _branches(library, script)
    yield from _ends(library, script)


def _belongings(library: Library) -> ChapterPages:
    yield "Every walkthrough", choosing.walks(library)
    name = Confidential("?")
    item = Option("1", name, library.say("page.this_person"), "2026-01-01")
    yield "Home", home_pages.home(library)
    yield (
        "Home, with something open and something ready",
        home_pages.home(library, (item,), ("menu",)),
    )
    lapsed = (library.say("plan_page.lapsed"),)
    yield "Home, after a reminder that could not come", home_pages.home(library, lines=lapsed)
    yield "My words", mydata_pages.words_kept(library, [item], Leaf.to(0, 1, 1))
    thing = KeptItem(
        b"",
        name,
        item.plain_label,
        item.detail,
        date(2026, 1, 1),
        str(Press("mine", detail="p0")),
        list,
    )
    yield "My words, one of them", mydata_pages.words_item(library, thing, item)
    which = named(item)
    yield "Delete one of them", mydata_pages.ask_of_one(library, which, "gone", "here")
    yield "A tag of one's own: the form", tagging.form(library, thing, "")
    yield "Search: the form", search_pages.form(library, "0")
    yield "Search: what was found", search_pages.results(library, [(item, name)], more=True)
    for why in ("none", "no_words"):
        yield f"Search: {why}", search_pages.nothing(library, f"search_page.{why}")
    yield "My words, none", mydata_pages.words_kept(library, [], Leaf.to(0, 0, 1))
    ask, yes = library.say("delete.ask_all"), library.say("delete.confirm_all")
    yield "Delete everything", mydata_pages.ask_first(library, ask, yes, "forgotten", "mine")
    yield "Save, or bring in", transfer_pages.ways(library)
    yield "A file with a password", transfer_pages.zip_page(library, b"")
    yield "A file with a password: the form", transfer_pages.zip_form(library, b"", "0")
    for why in ("zip_differ", "zip_short"):
        yield f"A file with a password: {why}", transfer_pages.zip_again(library, b"", why)
    yield "Bring in: the form", transfer_pages.bring_form(library, "0")
    yield "Bring in: what would come", transfer_pages.looked_at(library, b"\0" * 16, 3, 2, 1, old=1)
    yield "Bring in: done", transfer_pages.brought(library, 3, 2, 1)
    for why in ("no_file", "too_large", "closed", "again"):
        yield (
            f"Bring in: {why}",
            transfer_pages.not_that_one(library, library.say(f"carry_page.{why}")),
        )
    for why in ("private", "left"):
        yield f"Bring in: {why}", transfer_pages.refused(library, why)
    for why in OF_THE_FILE:
        yield f"Bring in: {why}", transfer_pages.not_taken(library, Refusal(why, line=3))
    for why in OF_A_THING:
        page = transfer_pages.not_taken(
            library, Refusal(why, 3, "" if why == "kind" else "checkin")
        )
        yield f"Bring in: one thing, {why}", page
    yield "Delete some of it", erase_pages.page(library, [item], "forever")
    yield "Let go of everything about somebody", erase_pages.ask_about(library, b"\0" * 16, name, 3)
    yield "Settings", home_pages.settings(library)
    yield "Pages and times", look_page(library, Preferences())
    id = b"\0" * 16
    yield (
        "Suggestions about somebody",
        suggestion_pages.page(library, id, name, suggestion_pages.SuggestionState(off=False)),
    )
    yield (
        "Suggestions that are off",
        suggestion_pages.page(library, id, name, suggestion_pages.SuggestionState(off=True)),
    )
    yield (
        "Suggestions that come again",
        suggestion_pages.page(
            library, id, name, suggestion_pages.SuggestionState(off=True, back="<t:0:F>")
        ),
    )
    yield "Suggestions about nobody any more", suggestion_pages.gone(library)


def _elsewhere(library: Library) -> ChapterPages:
    for notice, text in library.notices.items():
        yield f"Said in a server: {notice.value}", text
    yield "Something typed", error_pages.typed(library)
    yield "An old button", error_pages.old_button(library)
    yield "A failure", error_pages.failed(library, None, {}, decided=False)
    yield "A page that could not be shown", error_pages.failed(library, None, {}, decided=True)


def _sitting(script: Script, length: str = "") -> Sitting:
    day, length = date(2026, 1, 1), length or script.whole.id
    return Sitting(b"\0" * 16, script.id, script.edition, length, REVIEW, day, day)


def _length(library: Library, script: Script, length: str) -> ChapterPages:
    blank = _sitting(script, length)
    for step in route.pages(script, blank):
        at = replace(blank, at=step)
        if step == CARD:
            yield f"{length}: card", summary_pages.card_page(library, at)
            continue
        yield f"{length}: {step}", walkthrough_pages.page(library, at)
        if step.at is PageKind.QUESTION and length == script.whole.id:
            yield from _extras(library, script, at)


def _extras(library: Library, script: Script, at: Sitting) -> ChapterPages:
    question = script.question(at.at.id)
    yield f"form: {question.id}", question_pages.question_form(library, at, question, "0")
    if questions := grouped(script, at):
        yield f"several: {question.id}", several_form(library, at, questions, "0")
    views = {
        question_pages.EXAMPLES: question.examples,
        question_pages.DISTINCT: [d for d in script.distinct if question.id in d.pair],
        question_pages.STARTERS: question.starters,
    }
    for view in (view for view, there in views.items() if there):
        yield f"{view}: {question.id}", walkthrough_pages.page(library, at, view=view)
    if question.has_room:
        yield f"room: {question.id}", walkthrough_pages.room_page(library, at)
    if question.of_kind(FieldKind.FEELINGS):
        for family in library.shared.families:
            yield f"words: {family.id}", walkthrough_pages.words_page(library, at, family.id)


def _branches(library: Library, script: Script) -> ChapterPages:
    for branch in script.branches:
        when = branch.when
        chosen: Answer = {when.key: when.choice}
        answers = {when.question: Confidential(chosen)}
        offered = replace(_sitting(script), answers=answers, at=Step(PageKind.OFFER, branch.id))
        yield f"branch offered: {branch.id}", walkthrough_pages.page(library, offered)
        taken = replace(offered, decided={branch.id: True})
        for id in (reworded.question for reworded in branch.rewords):
            at = replace(taken, at=question_step(id))
            yield f"branch {branch.id}: {id}", walkthrough_pages.page(library, at)
            form = question_pages.question_form(library, at, script.question(id), "0")
            yield f"branch {branch.id}: form {id}", form
        yield f"branch {branch.id}: card", summary_pages.card_page(library, taken)
    if script.steady:
        steady = replace(_sitting(script), at=route.STEADY_OFFER)
        yield "steady first offered", walkthrough_pages.page(library, steady)
    if script.safety:
        held = replace(_sitting(script), at=SAFETY, held=True)
        yield "safety", walkthrough_pages.page(library, held)
        for id in (reworded.question for reworded in script.safety.rewords):
            at = replace(held, at=question_step(id))
            yield f"safety: {id}", walkthrough_pages.page(library, at)
            yield (
                f"safety: form {id}",
                question_pages.question_form(library, at, script.question(id), "0"),
            )
        example = walkthrough_example.example_sitting(library, script)
        yield "safety: card", summary_pages.card_page(library, replace(example, held=True))


def _ends(library: Library, script: Script) -> ChapterPages:
    sitting = walkthrough_example.example_sitting(library, script)
    yield "the finished card", summary_pages.card_page(library, sitting)
    yield "the finished card: more", summary_pages.more_page(library, sitting)
    over = replace(sitting, at=REVIEW)
    yield "looked over", walkthrough_pages.page(library, replace(over, finished=False))
    yield "looked over, from the card", walkthrough_pages.page(library, over)
    for n in range(len(script.checks) + 1):
        yield f"check {n + 1}", walkthrough_pages.check_page(library, sitting, n)
    if script.checks:
        no = library.say("checks_page.no_line")
        yield "a check, no", walkthrough_pages.check_page(library, sitting, 1, no)
    yield "pause", walkthrough_pages.pause_page(library, sitting)
    yield "stopped for now", walkthrough_pages.stopped_page(library, sitting)
    yield from emptied.pages(library)
    yield "coming back", resume_page(library, sitting, sitting.touched)


def _paper(library: Library) -> ChapterPages:
    sitting = walkthrough_example.example_sitting(library, library.talk)
    yield "a page to print", printing_pages.choose(library, sitting)
    yield "examples and empty sheets", printing_pages.sheets(library)
    one = next(iter(printing_pages.sheet_names(library)))
    yield "one of them", printing_pages.sheet(library, one)
    for why in printing_pages.INSTEAD:
        yield f"no page: {why}", printing_pages.instead(library, why, sitting.id)


def _help(library: Library) -> ChapterPages:
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
