"""Every page of the closeness check, in the order somebody would meet them, hard ones included."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content import Library
from bot.features.closeness import (
    again_pages,
    care_pages,
    example,
    results_pages,
    route,
    statement_pages,
    way_in_pages,
)
from bot.features.closeness.naming import named
from bot.features.closeness.pages import page
from bot.forms.closeness_script import FEEL, NOT, PARTNER, UNSURE, Item, ItemAnswer, Weight
from bot.kept.look import RESULTS, Look, LookPlace, PlaceKind
from bot.ui.model import Card, Form
from bot.ui.wording import bullets, heading

NamedPages: TypeAlias = Iterator[tuple[str, Card | Form]]

# Where a number or their words are filled in.
_PLACE = re.compile(r"\{\w+\}")


def pages(library: Library) -> NamedPages:
    """All of them, each with a name. No statement, level or variant is left out."""
    # Where others might look, the person is "this person": so here, too, for a reader.
    then, now = example.example_looks(library)
    nameless = replace(
        now,
        label=Confidential(""),
        finished=None,
        answers={},
        at=route.first(library.closeness.script),
    )
    yield from _way_in(library, then)
    yield from _statements(library, nameless)
    yield from _care(library, nameless)
    yield from _results(library, then, now)
    yield from _again(library, then, now)
    yield "the original ingredients", example.original_page(library)
    yield "the example", example.example_page(library)


def _way_in(library: Library, look: Look) -> NamedPages:
    yield "which relationship", way_in_pages.which(library, [look])
    yield "intro", way_in_pages.intro(library, b"")
    hint = way_in_pages.form_comes(library)
    yield "the private question", way_in_pages.private(library, b"", hint)
    yield "the private question: four things that help", way_in_pages.tips(library, b"", hint)
    yield "who it is", way_in_pages.whom(library, b"")
    yield "form: who it is", way_in_pages.whom_form(library, b"", "0")
    plain = library.say("page.this_person")
    yield "somebody looked at before", way_in_pages.person(library, look, plain, b"")
    for days in (0, 1, 5):
        soon = again_pages.too_soon(library, look.touched, look.touched + timedelta(days=days))
        yield (
            f"looking again after {days} days",
            way_in_pages.person(library, look, plain, b"", soon),
        )


def _statements(library: Library, look: Look) -> NamedPages:
    script = library.closeness.script
    for place in route.every(script):
        at = replace(look, at=place)
        if place.at is PlaceKind.THEME:
            yield f"theme: {place.id}", page(library, at)
        if not place.is_statement:
            continue
        name = f"statement: {place.id}, {route.direction(script, place)}"
        yield name, page(library, at, private=False)
        if script.item(place.id).partner:
            yield f"{name}, of a partner", page(library, replace(at, kind=Confidential(PARTNER)))
    item = script.in_order()[0]
    answered = replace(look, at=route.statements(script, item.id)[0], answers=_answered(item))
    yield "a statement with its answer", page(library, answered)
    yield "form: a line", statement_pages.line_form(library, look, item, "0")
    yield "pause", statement_pages.pause_page(library, look)
    yield "stopped for now", statement_pages.stopped_page(library, look)


def _answered(item: Item) -> dict[str, Confidential[ItemAnswer]]:
    given: ItemAnswer = {item.seen_from: UNSURE}
    return {item.id: Confidential(given)}


def _care(library: Library, look: Look) -> NamedPages:
    script = library.closeness.script
    for item in script.items:
        if item.follow_up:
            at = replace(look, at=LookPlace(PlaceKind.FOLLOW_UP, item.id))
            yield f"care: which is nearer ({item.id})", page(library, at, private=False)
        if item.weight is Weight.KEY:
            own = replace(look, at=LookPlace(PlaceKind.OWN, item.id))
            yield f"care: their own side ({item.id})", page(library, own)
            yield (
                f"care: a pause plan ({item.id})",
                care_pages.own_page(library, own, view=care_pages.PLAN),
            )
    theme = next(t.id for t in script.themes if t.asks_fear)
    fear = replace(look, at=LookPlace(PlaceKind.FEAR, theme))
    yield "care: the question of fear", page(library, fear, private=False)
    held = replace(look, at=LookPlace(PlaceKind.CARE, theme), held=True)
    yield "care: hold", page(library, held, private=False)


def _results(library: Library, then: Look, now: Look) -> NamedPages:
    script = library.closeness.script
    watch = next(i for i in script.items if i.weight is Weight.WATCH)
    key = next(i for i in script.items if i.weight is Weight.KEY)
    tender: ItemAnswer = {FEEL: NOT}
    unsure: ItemAnswer = {FEEL: UNSURE}
    soft = replace(
        now,
        picked=Confidential(watch.id),
        answers={watch.id: Confidential(tender), key.id: Confidential(unsure)},
    )
    held = replace(then, held=True)
    yield "results", results_pages.results_page(library, then)
    yield "results, with an earlier look", results_pages.results_page(library, now, then)
    yield (
        "results, so far",
        results_pages.results_page(library, replace(now, finished=None, at=RESULTS)),
    )
    yield "results, soft", results_pages.results_page(library, soft)
    yield "results, on hold", results_pages.results_page(library, held)
    yield (
        "results, on hold, so far",
        results_pages.results_page(library, replace(held, finished=None)),
    )
    yield "one to keep in mind", results_pages.pick_page(library, then)
    yield "the differences", results_pages.differences_page(library, then)
    yield "the differences: none", results_pages.differences_page(library, soft)
    yield "done", results_pages.done_page(library, then)
    yield "done, on hold", results_pages.done_page(library, held)
    yield "results: every sentence that can stand there", _sentences(library)
    for item in script.items:
        yield f"one tiny thing: {item.id}", _practices(library, item)


def _sentences(library: Library) -> Card:
    """What the results can say around somebody's own answers, which can't be read here."""
    script = library.closeness.script
    texts, moved = script.results, script.again
    sentences = (
        *(f"{group.title}. {group.caption}" for group in texts.groups),
        texts.skipped,
        library.say("closeness_page.kept_in_mind"),
        texts.differences,
        *(moved.dates, moved.row, moved.row_same),
        *(moved.up, moved.same, moved.down, moved.unsure),
        moved.lower,
    )
    return Card((bullets([_open(text) for text in sentences]),))


def _practices(library: Library, item: Item) -> Card:
    """The one for a relationship that feels safe, and the one that asks nothing of anybody."""
    plain = library.say("page.this_person")
    return Card((heading(str(named(item.about, plain))), item.practice, item.practice_self))


def _open(text: str) -> str:
    return _PLACE.sub("…", text)


def _again(library: Library, then: Look, now: Look) -> NamedPages:
    yield "look again", again_pages.again_page(library, now)
    yield "look again: noted", again_pages.reminded_page(library, now, now.touched)
    yield "look again: private messages are closed", again_pages.closed_page(library, now)
    yield "then and now", again_pages.then_page(library, then, now)
