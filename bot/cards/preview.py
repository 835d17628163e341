"""Every page of every script, in the order somebody would meet them, as text for a terminal.

It is built from the same cards that are sent, so that what is read here is what is seen.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.cards import example, finished, questions, trouble, way, welcome
from bot.cards.help import help_page
from bot.confidential import Confidential
from bot.content import Library
from bot.doors import Button, Card, Form, Menu, Option, Row, TextField, Words
from bot.flow import route
from bot.flow.sitting import CARD, REVIEW, SAFETY, Answer, At, Sitting, Step, question_step
from bot.host import Host

WIDTH = 78
SOMEBODY = "(their own words)"


def render(library: Library) -> str:
    """All pages, one below the other."""
    return "\n".join(f"{'=' * WIDTH}\n{name}\n\n{text}" for name, text in _all(library))


def _all(library: Library) -> Iterator[tuple[str, str]]:
    host = Host()
    yield "Welcome", _card(welcome.welcome(library, host, "prepare"))
    yield "Consent", _card(welcome.consent(library, host, "prepare"))
    yield (
        "Consent, asked again",
        _card(
            welcome.consent(library, host, "prepare", library.say("welcome_page.changed_storage"))
        ),
    )
    yield "Tell me more", _card(welcome.more(library, "prepare"))
    yield "Declined", _card(welcome.declined(library))
    yield "Privacy", _card(welcome.privacy(library, host))
    yield "About", _card(welcome.about(library, host))
    yield "Menu", _card(welcome.home(library))
    yield "The original questions", _card(example.original_page(library))
    yield "The example", _card(example.example_page(library))
    yield "Lengths", _card(welcome.lengths(library))
    for length in library.prepare.lengths:
        yield from _length(library, length.id)
    yield from _branches(library)
    yield from _ends(library)
    yield from _help(library)
    yield "Something typed", _card(trouble.typed(library))
    yield "An old button", _card(trouble.old_button(library))
    yield "A failure", _card(trouble.failed(library, None, {}))
    for notice, text in library.notices.items():
        yield f"Said in a server: {notice.value}", text


def _sitting(library: Library, length: str) -> Sitting:
    script, day = library.prepare, date(2026, 1, 1)
    return Sitting(b"\0" * 16, script.id, script.edition, length, REVIEW, day, day)


def _length(library: Library, length: str) -> Iterator[tuple[str, str]]:
    blank = _sitting(library, length)
    for step in route.pages(library.prepare, blank):
        at = replace(blank, at=step)
        if step == CARD:
            yield f"{length}: card", _card(finished.card_page(library, at))
            continue
        yield f"{length}: {step}", _card(way.page(library, at))
        if step.at is At.QUESTION and length == route.FULL:
            yield from _extras(library, at)


def _extras(library: Library, at: Sitting) -> Iterator[tuple[str, str]]:
    question = library.prepare.question(at.at.id)
    yield f"form: {question.id}", _form(questions.question_form(library, at, question, "0"))
    for view in (questions.EXAMPLES, questions.DISTINCT):
        yield f"{view}: {question.id}", _card(way.page(library, at, view=view))
    if question.has_room:
        yield f"room: {question.id}", _card(way.room_page(library, at))
    if question.field("feelings"):
        for family in library.prepare.families:
            yield f"words: {family.id}", _card(way.words_page(library, at, family.id))


def _branches(library: Library) -> Iterator[tuple[str, str]]:
    script = library.prepare
    for branch in script.branches:
        chosen: Answer = {branch.key: branch.value}
        answers = {branch.question: Confidential(chosen)}
        offered = replace(
            _sitting(library, route.FULL), answers=answers, at=Step(At.OFFER, branch.id)
        )
        yield f"branch offered: {branch.id}", _card(way.page(library, offered))
        taken = replace(offered, decided={branch.id: True})
        for id in branch.ask:
            at = replace(taken, at=question_step(id))
            yield f"branch {branch.id}: {id}", _card(way.page(library, at))
            form = questions.question_form(library, at, script.question(id), "0")
            yield f"branch {branch.id}: form {id}", _form(form)
        yield f"branch {branch.id}: card", _card(finished.card_page(library, taken))
    steady = replace(_sitting(library, route.FULL), at=route.STEADY_OFFER)
    yield "steady first offered", _card(way.page(library, steady))
    held = replace(_sitting(library, route.FULL), at=SAFETY, held=True)
    yield "safety", _card(way.page(library, held))
    yield "safety: card", _card(finished.card_page(library, held))


def _ends(library: Library) -> Iterator[tuple[str, str]]:
    sitting = example.example_sitting(library)
    yield "the finished card", _card(finished.card_page(library, sitting))
    yield "edit a part", _card(finished.edit_page(library, sitting))
    for n in range(len(library.prepare.checks) + 1):
        yield f"check {n + 1}", _card(way.check_page(library, sitting, n))
    yield "pause", _card(way.pause_page(library, sitting))
    yield "my words", _card(welcome.words_kept(library, [sitting]))


def _help(library: Library) -> Iterator[tuple[str, str]]:
    safety = library.safety
    yield "help now", _card(help_page(library, b""))
    for topic in safety.topics:
        yield f"help now: {topic.id}", _card(help_page(library, b"", "", topic.id))
        for country in safety.countries:
            page = help_page(library, b"", country.code, topic.id)
            yield f"help now: {topic.id}, {country.name}", _card(page)


def _card(card: Card) -> str:
    lines: list[str] = []
    for part in card.body:
        lines += (
            [*_wrapped(_plain(part)), ""]
            if isinstance(part, str | Confidential)
            else [_row(part), ""]
        )
    lines += [_row(row) for row in card.rows]
    return "\n".join(lines) + "\n"


def _row(row: Row) -> str:
    if isinstance(row, Menu):
        return f"  {_plain(row.placeholder)} [{', '.join(_option(o) for o in row.options)}]"
    return "  " + " ".join(f"[{_label(b)}]" for b in row)


def _form(form: Form) -> str:
    lines = [f"Form: {form.title}"]
    for field in form.fields:
        lines.append(f"  {field.label}: {field.help}".rstrip(": "))
        if isinstance(field, TextField):
            lines.append(f"    ({field.placeholder}) up to {field.most} characters")
        else:
            lines.append(f"    [{', '.join(_option(o) for o in field.options)}]")
    return "\n".join(lines) + "\n"


def _plain(words: Words) -> str:
    return words if isinstance(words, str) else SOMEBODY


def _label(button: Button) -> str:
    return button.label if isinstance(button.label, str) else button.plain_label


def _option(option: Option) -> str:
    label = option.label if isinstance(option.label, str) else option.plain_label
    return f"{label} ({option.detail})" if option.detail else label


def _wrapped(text: str) -> list[str]:
    return [
        wrapped for line in text.split("\n") for wrapped in (textwrap.wrap(line, WIDTH) or [""])
    ]
