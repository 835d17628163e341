"""What a walkthrough has to hold beyond its form: whatever it names is there, and nothing is lost.

Each rule tells its mistakes: where, what is wrong, and what to do.
"""

import re
from collections.abc import Collection, Iterator
from itertools import chain
from typing import NamedTuple, assert_never

from bot.content.lists import MOST_IN_A_LIST, Lists
from bot.content.reader import WHOLE, Table
from bot.forms.fields import ABOUT, HELPS, WEATHER, WITH, Field, FieldKind
from bot.forms.route import STEADY
from bot.forms.script import Question, Safety, Script
from bot.forms.showing import Shown, Way
from bot.forms.sitting import MADE
from bot.forms.spots import Chosen, Spot
from bot.forms.steadying import SteadyStep, StepKind
from bot.forms.talk import KEPT_HERE

# Characters of what a field of a form is called.
LONGEST_KEY = 40
# Fields of a form on Discord; and characters of a text in one.
MOST_FIELDS = 5
# As many as a number in the name of a file has room for.
MOST_EDITIONS = 999_999_999
LONGEST_ANSWER = 4000
PLACES = re.compile(r"\{(\w+)\}")
# What fits a button beside whatever else it has to say: which answer of it, and five fields.
ID, LONGEST_ID = re.compile(r"[a-z][a-z0-9_]*"), 15
# What can be decided in a walkthrough besides its branches and checks.
DECIDED = {STEADY, KEPT_HERE, MADE, "safety"}
# Which list a kind of its own always takes: the care rules and the pages of words know its ids.
LISTS = {
    FieldKind.SENSATIONS: "checkin.sensation",
    FieldKind.INTENSITY: "checkin.intensity",
    FieldKind.REGIONS: "checkin.region",
    FieldKind.FEELINGS: "checkin.feeling",
    FieldKind.NEEDS: "checkin.need",
}


class Mistake(NamedTuple):
    """Where in a file, what is wrong there, and what to do."""

    where: str
    what: str
    remedy: str


def see_to(script: Script, lists: Lists, file: str) -> None:
    """Raise ContentError for what points nowhere, or would be written and never seen again."""
    for mistake in chain(
        _whole(script),
        _ids(script),
        _questions(script),
        *(_field(script, lists, q, f) for q in script.questions for f in q.fields),
        _lengths(script),
        _branches(script),
        _steady(script, lists),
        _safety(script),
        _roles(script),
        _card(script),
        _not_shown(script),
    ):
        raise Table(file, mistake.where, {}).wrong(mistake.what, mistake.remedy)


def _whole(script: Script) -> Iterator[Mistake]:
    """What every walkthrough says of itself."""
    said = {"title": script.title, "author": script.author, "licence": script.licence}
    said["opens"] = script.opens
    for key, text in said.items():
        if not text.strip():
            yield Mistake(WHOLE, f"'{key}' is empty", "People see it before they begin.")
    if not 1 <= script.edition <= MOST_EDITIONS:
        yield Mistake(
            WHOLE, f"'edition' is {script.edition}", "Count from 1, and up for each new one."
        )


def _ids(script: Script) -> Iterator[Mistake]:
    branches, checks = [b.id for b in script.branches], [c.id for c in script.checks]
    named = {
        "question": [q.id for q in script.questions],
        "length": [n.id for n in script.lengths],
        "stage": [s.id for s in script.stages],
        "branch": branches,
        "precheck": checks,
        "section": [s.slot for s in script.card.sections],
        "steady step": [s.id for s in script.steady.steps] if script.steady else [],
    }
    for what, id in [(WHOLE, script.id), *((w, id) for w, ids in named.items() for id in ids)]:
        if not ID.fullmatch(id) or len(id) > LONGEST_ID:
            yield Mistake(
                what,
                f"the id '{id}' doesn't fit a button",
                f"Use at most {LONGEST_ID} small letters, digits and '_', a letter first.",
            )
    if taken := {*branches} & {*checks, *DECIDED}:
        id = min(taken)
        yield Mistake(f"branch {id}", f"the id '{id}' is taken", "Give the branch another one.")


def _questions(script: Script) -> Iterator[Mistake]:
    if not 1 <= len(script.questions) <= MOST_IN_A_LIST:
        yield Mistake(
            WHOLE,
            f"it has {len(script.questions)} questions, and a menu on Discord holds one to"
            f" {MOST_IN_A_LIST}",
            "Take some out or add one.",
        )
    asked = {id for length in script.lengths for id in length.questions}
    stages = {s.id for s in script.stages}
    for empty in sorted(stages - {q.stage for q in script.questions}):
        yield Mistake(f"stage {empty}", "no question is in it", "Put one there, or take it out.")
    for question in script.questions:
        where = f"question {question.id}"
        in_form = [f for f in question.fields if f.in_form]
        if not question.original.strip() or not question.label.strip():
            yield Mistake(where, "'original' or 'label' is empty", "Write the question.")
        if question.stage not in stages:
            yield Mistake(where, f"there is no stage '{question.stage}'", "Use one of [[stage]].")
        if not 1 <= len(in_form) <= MOST_FIELDS:
            yield Mistake(
                where,
                f"it has {len(in_form)} fields, and a form on Discord holds one to {MOST_FIELDS}",
                "Take some out or add one.",
            )
        written = [f.key for f in in_form if f.kind.is_words]
        begun = question.starters_for or (written[-1:] * len(question.starters))
        if len(begun) != len(question.starters) or not {*begun} <= {*written}:
            yield Mistake(
                where,
                "'starters_for' doesn't fit 'starters'",
                "Name one field to write in for each.",
            )
        if question.id not in asked:
            yield Mistake(
                where,
                "no [[length]] asks it",
                "Put its id into the 'questions' of a length, where it belongs.",
            )


def _field(script: Script, lists: Lists, question: Question, field: Field) -> Iterator[Mistake]:
    where = f"question {question.id}, field {field.key}"
    too_long = len(field.key) > LONGEST_KEY
    if too_long or not ID.fullmatch(field.key) or (field.in_form and field.key == WEATHER):
        yield Mistake(
            where, f"'key' can't be '{field.key}'", "Use other small letters, digits and '_'."
        )
    if field.kind.is_words and not 1 <= field.most_chars <= LONGEST_ANSWER:
        yield Mistake(
            where, f"'max_chars' is missing or over {LONGEST_ANSWER}", "Say how much fits."
        )
    if not field.label.strip() or not all(c.label.strip() for c in field.choices):
        yield Mistake(where, "a label is empty", "Say what there is to write or to choose.")
    for choice in field.choices:
        if not ID.fullmatch(choice.id) or len(choice.id) > LONGEST_KEY:
            yield Mistake(
                where,
                f"the id '{choice.id}' of a choice can't be kept",
                f"Use at most {LONGEST_KEY} small letters, digits and '_', a letter first.",
            )
    if field.most < 1:
        yield Mistake(where, f"'max' is {field.most}", "Let at least one be chosen.")
    if not field.kind.is_words and not field.choices:
        yield Mistake(where, "there is nothing to choose", "Give it options.")
    listed = LISTS.get(field.kind)
    if listed and field.choices != lists.choices[listed]:
        yield Mistake(
            where,
            f"a field of the kind '{field.kind.value}' has its own list",
            f'Write options_from = "{listed}".',
        )
    # The feelings have pages of their own.
    if field.kind is not FieldKind.FEELINGS and len(field.choices) > MOST_IN_A_LIST:
        yield Mistake(where, "it has more choices than a menu holds", "Take some out.")
    if unknown := {c.help for c in field.choices} - {"", *HELPS}:
        yield Mistake(
            where, f"'help' is '{min(unknown)}', which is not known", f"Use {', '.join(HELPS)}."
        )
    if any(f"{{{ABOUT}}}" in c.label and not c.plain for c in field.choices):
        yield Mistake(
            where,
            "a choice names somebody, and nobody may have been named",
            "Give it 'plain', which says it without a name.",
        )
    if field.prefill_from:
        yield from _there(script, where, field.prefill_from)
    if field.from_checkin and not _takes(lists, field):
        yield Mistake(
            where,
            f"nothing of a check-in called '{field.from_checkin}' fits it",
            f"Use one of: {', '.join(sorted(lists.of_checkin))}; with the same list of choices.",
        )


def _takes(lists: Lists, field: Field) -> bool:
    """Whether what a check-in notes is what this field takes."""
    noted = lists.of_checkin.get(field.from_checkin)
    return noted is not None and noted == field.choices


def _lengths(script: Script) -> Iterator[Mistake]:
    if not script.lengths:
        yield Mistake(WHOLE, "it has no [[length]]", "Add one; the first is the whole.")
    if len(script.lengths) > MOST_FIELDS:
        yield Mistake(
            WHOLE,
            f"it has {len(script.lengths)} lengths, and a row on Discord holds {MOST_FIELDS}",
            "Take some out.",
        )
    for length in script.lengths:
        where = f"length {length.id}"
        if not length.title.strip():
            yield Mistake(where, "'title' is empty", "It is the button that begins it.")
        yield from _known(where, length.questions, _question_ids(script))
        if not length.questions:
            yield Mistake(where, "it asks nothing", "List the ids of its questions.")
        for gate in length.gates:
            yield from _known(where, [gate.before], length.questions)
            if gate.check not in {c.id for c in script.checks}:
                yield Mistake(
                    where, f"there is no check '{gate.check}'", "Use one of [[precheck]]."
                )
            for chosen in gate.unless:
                yield from _can_be(script, where, "unless", chosen)


def _branches(script: Script) -> Iterator[Mistake]:
    for n, distinct in enumerate(script.distinct, 1):
        where = f"distinct {n}"
        yield from _known(where, distinct.pair, _question_ids(script))
        if len(distinct.pair) != 2:  # noqa: PLR2004 - a pair
            yield Mistake(where, "'pair' has to name two questions", "Name two.")
    for branch in script.branches:
        where = f"branch {branch.id}"
        yield from _can_be(script, where, "when", branch.when)
        asked = [r.question for r in branch.rewords]
        yield from _known(where, [*branch.skip, *asked], _question_ids(script))
        for reworded in branch.rewords:
            for key in reworded.fields:
                yield from _there(script, where, Spot(reworded.question, key))


def _steady(script: Script, lists: Lists) -> Iterator[Mistake]:
    if script.steady is None:
        return
    if script.steady.length not in {n.id for n in script.lengths[1:]}:
        yield Mistake(
            "steady",
            f"'length' is '{script.steady.length}', which is not there",
            "Use the id of a [[length]], not of the first.",
        )
    levels = [c.id for c in lists.choices[LISTS[FieldKind.INTENSITY]]]
    for level in (*script.steady.offered_at, *script.steady.mentioned_at):
        if level not in levels:
            yield Mistake(
                "steady", f"nothing is as strong as '{level}'", f"Use {', '.join(levels)}."
            )
    if not script.steady.steps:
        yield Mistake("steady", "it has no step", "Add a [[steady.step]].")
    for step in script.steady.steps:
        where = f"steady, step {step.id}"
        yield from _known(where, step.questions, _question_ids(script))
        if not _is_whole(step):
            yield Mistake(
                where, f"a step of the kind '{step.kind.value}' needs more", "See its neighbours."
            )


def _is_whole(step: SteadyStep) -> bool:
    match step.kind:
        case StepKind.CHOICE:
            return bool(step.choices)
        case StepKind.CHOICE_TEXT:
            return bool(step.choices and step.label)
        case StepKind.QUESTIONS:
            return bool(step.questions)
        case StepKind.MESSAGE:
            return True
        case _:
            assert_never(step.kind)


def _safety(script: Script) -> Iterator[Mistake]:
    if script.safety:
        yield from _kept_from_a_talk(script, script.safety)
        return
    gates = any(length.gates for length in script.lengths)
    if gates or any(c.opens_safety for c in script.checks):
        yield Mistake(
            WHOLE,
            "a check leads to the safety branch, and there is none",
            "Add [safety_branch], or take out 'gates' and 'opens_safety'.",
        )


def _kept_from_a_talk(script: Script, safety: Safety) -> Iterator[Mistake]:
    """After No, nothing leads to that talk any more."""
    where = "safety_branch"
    for chosen in safety.when:
        yield from _can_be(script, where, "when", chosen)
    if any(reworded.fields for reworded in safety.rewords):
        yield Mistake(
            where, "'fields' of its 'rewords' does nothing here", "Take it out: all are asked."
        )
    asked_else = [r.question for r in safety.rewords]
    yield from _known(where, [*safety.skip, *asked_else], _question_ids(script))
    for gate in (gate for length in script.lengths for gate in length.gates):
        if gate.before not in safety.skip:
            yield Mistake(
                where,
                f"after No to '{gate.check}', question {gate.before} would be asked all the same",
                "Put into 'skip' whatever plans that talk.",
            )
    if safety.skip and not (safety.rest and safety.footer):
        yield Mistake(
            where,
            "'rest' or 'footer' is missing",
            "Say what stands on the card over what was answered before, and below it.",
        )


def _roles(script: Script) -> Iterator[Mistake]:
    roles, card = script.roles, script.card
    named = (roles.about, roles.first_with, roles.own_word)
    for spot in (spot for spot in named if spot):
        yield from _there(script, "roles", spot, words=True)
    for n, spot in enumerate(roles.when):
        # What is set stands on the card in place of what was written there.
        yield from _there(script, "roles", spot, words=n == 0)
    if roles.first_with_when:
        yield from _can_be(script, "roles", "first_with_when", roles.first_with_when)
    people = [(q, f) for q in script.questions for f in q.fields if f.kind is FieldKind.PERSON]
    if roles.about is None and people:
        question, field = people[0]
        yield Mistake(
            f"question {question.id}, field {field.key}",
            "somebody is named, and suggestions could not be switched off for them",
            f'Write about = "{question.id}.{field.key}" into [roles], or take another kind.',
        )
    if roles.about and not (card.for_line and card.for_line_nobody):
        yield Mistake(
            "card",
            "'for_line' or 'for_line_nobody' is missing",
            "Where it is about somebody, the card says for whom, or that it is for nobody.",
        )
    if roles.about is None and (script.branches or script.safety) and roles.first_with:
        yield Mistake("roles", "'about' is missing", "Say whom it is about, too.")


def _card(script: Script) -> Iterator[Mistake]:
    slots = [s.slot for s in script.card.sections]
    filled: tuple[tuple[str, str, set[str]], ...] = (
        ("for_line", script.card.for_line, {WITH}),
        ("for_line_nobody", script.card.for_line_nobody, set()),
        ("made_line", script.card.made_line, {"date"}),
    )
    for key, text, places in filled:
        for place in PLACES.findall(text):
            if place not in places:
                known = ", ".join(f"{{{p}}}" for p in sorted(places)) or "none at all"
                yield Mistake(
                    "card", f"'{key}' has a place '{{{place}}}' that nothing fills", f"Use {known}."
                )
    if script.checks and not script.card.checks:
        yield Mistake("card", "'checks' is missing", "It is the button to the [[precheck]].")
    for section in script.card.sections:
        where = f"card, section {section.slot}"
        if not section.show:
            yield Mistake(where, "it shows nothing", "Name a field in 'show'.")
        for shown in section.show:
            yield from _shown(script, where, shown)
    spoken = script.card.spoken.sections if script.card.spoken else ()
    for where, named in (("card, spoken", spoken), ("card, needs", script.card.needs)):
        for slot in (slot for slot in named if slot not in slots):
            yield Mistake(
                where, f"there is no section '{slot}'", f"Use one of: {', '.join(slots)}."
            )


def _shown(script: Script, where: str, shown: Shown) -> Iterator[Mistake]:
    for spot in shown.spots:
        yield from _there(script, where, spot)
    if shown.way is Way.COMPOSED and (shown.fields or not shown.spots):
        yield Mistake(
            where,
            "a composed line has its fields in 'say'",
            "Write the sentence with {question.field} where each belongs, and no 'fields'.",
        )
    if shown.way is not Way.COMPOSED and not shown.fields:
        yield Mistake(where, "a line of 'show' has no 'fields'", "Name what it shows.")


def _not_shown(script: Script) -> Iterator[Mistake]:
    """What somebody writes stands on the card, or was never meant for it."""
    roles = {script.roles.about, script.roles.first_with}
    shown = {s for section in script.card.sections for one in section.show for s in one.spots}
    for question in script.questions:
        for field in question.fields:
            meant = question.on_card and field.on_card
            if meant and Spot(question.id, field.key) not in shown | roles:
                yield Mistake(
                    f"question {question.id}, field {field.key}",
                    "nothing shows it on the card",
                    f"Put \"{question.id}.{field.key}\" into the 'show' of a [[card.section]],"
                    " or write card = false.",
                )


def _question_ids(script: Script) -> list[str]:
    return [q.id for q in script.questions]


def _known(where: str, named: Collection[str], ids: Collection[str]) -> Iterator[Mistake]:
    for id in named:
        if id not in ids:
            yield Mistake(where, f"there is no question '{id}'", f"Use one of: {', '.join(ids)}.")


def _there(script: Script, where: str, spot: Spot, *, words: bool = False) -> Iterator[Mistake]:
    """Whether the field is there; and one to write in, where it has to be."""
    yield from _known(where, [spot.question], _question_ids(script))
    field = script.field(spot)
    if script.has(spot.question) and field is None:
        keys = ", ".join(f.key for f in script.question(spot.question).fields)
        yield Mistake(
            where, f"question {spot.question} has no field '{spot.key}'", f"It has: {keys}."
        )
    if words and field and not field.kind.is_words:
        yield Mistake(where, f"'{spot}' is nothing to write in", "Name a field of words.")


def _can_be(script: Script, where: str, key: str, chosen: Chosen) -> Iterator[Mistake]:
    yield from _known(where, [chosen.question], _question_ids(script))
    field = script.field(chosen.spot)
    if field is None or chosen.choice not in {c.id for c in field.choices}:
        yield Mistake(
            where,
            f"'{key}' says '{chosen.spot} is {chosen.choice}', which no answer can be",
            "Write it as: question.field is choice.",
        )
