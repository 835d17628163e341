"""The care rules of intimacy.toml, as a table of cases."""

from dataclasses import replace

import pytest

from bot.confidential import Confidential
from bot.flow.closeness import care, engine
from bot.flow.closeness.care import Level
from bot.flow.closeness.look import FEAR, At, Given, Place
from bot.flow.closeness.moves import Afraid, Nearer, Onward, Say, Skip
from bot.flow.closeness.results import differences
from bot.flow.closeness.script import Item, Weight
from tests.pure.closeness_looks import BLANK, DAY, SCRIPT, answered

Case = tuple[dict[str, Given], str, str, Level]

EVERY = [c.id for c in SCRIPT.choices]
LOW = ("not", "little")
CASES: list[Case] = [
    ({}, "", "", Level.NONE),
    # A watch item is tender at 'not' alone.
    *(
        ({id: {"feel": answer}}, "", "", Level.SOFT if answer == "not" else Level.NONE)
        for id in ("safe_sharing", "respected", "no_judgement")
        for answer in EVERY
    ),
    # Whatever is neither watch nor key never counts.
    *(
        ({item.id: dict.fromkeys(item.directions, "not")}, "", "", Level.NONE)
        for item in SCRIPT.items
        if item.weight is Weight.NONE
    ),
    ({"not_used": {"feel": "unsure"}}, "", "", Level.SOFT),
    ({"no_threats": {"feel": "unsure"}}, "", "", Level.SOFT),
    ({"not_used": {"feel": "mostly"}}, "", "", Level.NONE),
    ({"no_threats": {"feel": "skip"}}, "", "", Level.NONE),
    *(({"no_threats": {"feel": low}}, "", "", Level.HOLD) for low in LOW),
    *(({"not_used": {"feel": low}}, n, "", Level.HOLD) for low in LOW for n in ("hurt", "both")),
    *(
        ({"not_used": {"feel": low}}, n, "", Level.SOFT)
        for low in LOW
        for n in ("", "score", "skip")
    ),
    # A follow-up without a low answer means nothing.
    ({"not_used": {"feel": "very"}}, "hurt", "", Level.NONE),
    ({}, "", "yes", Level.HOLD),
    ({}, "", "sometimes", Level.HOLD),
    ({}, "", "no", Level.NONE),
    ({}, "", "skip", Level.NONE),
    ({"not_used": {"feel": "little"}}, "score", "yes", Level.HOLD),
    # Their own side alone is no level; both sides low is a hold.
    ({"not_used": {"feel": "very", "offer": "not"}}, "", "", Level.NONE),
    ({"no_threats": {"offer": "not"}}, "", "", Level.NONE),
    ({"not_used": {"feel": "little", "offer": "little"}}, "score", "", Level.HOLD),
    ({"not_used": {"feel": "little"}, "no_threats": {"offer": "not"}}, "skip", "", Level.HOLD),
    ({"no_threats": {"feel": "unsure", "offer": "not"}}, "", "", Level.SOFT),
]


@pytest.mark.parametrize(("given", "nearer", "afraid", "level"), CASES)
def test_the_level_is_decided_as_the_rules_say(
    given: dict[str, Given], nearer: str, afraid: str, level: Level
) -> None:
    assert care.level(SCRIPT, answered(**given), nearer, afraid) is level


@pytest.mark.parametrize("item", SCRIPT.items, ids=lambda item: item.id)
@pytest.mark.parametrize("answer", EVERY)
def test_a_practice_asks_nothing_of_anybody_where_that_is_wiser(item: Item, answer: str) -> None:
    look = replace(answered(**{item.id: {item.seen_from: answer}}), asked=frozenset({FEAR}))
    tender = item.weight is not Weight.NONE and answer in LOW
    tender = tender or (item.weight is Weight.KEY and answer == "unsure")
    expected = item.practice_self if tender else item.practice
    assert care.practice(SCRIPT, look, item.id) == expected
    for careful in (
        replace(look, held=True),
        replace(look, asked=frozenset()),
        replace(look, passed=frozenset({FEAR})),
    ):
        assert care.practice(SCRIPT, careful, item.id) == item.practice_self


def test_the_deciding_answer_holds_at_once_and_its_page_is_shown_once() -> None:
    place = Place(At.ITEM, "no_threats")
    look = replace(BLANK, at=place)
    first = engine.advance(SCRIPT, look, Say(place, "feel", "little"))
    assert first.holds
    assert first.look.held
    assert first.look.at == Place(At.CARE, "no_threats")
    back = engine.advance(SCRIPT, first.look, Onward(first.look.at, DAY)).look
    assert back.at == place
    again = engine.advance(SCRIPT, back, Say(place, "feel", "not"))
    assert again.holds
    assert again.look.at == place


@pytest.mark.parametrize(
    ("meaning", "holds"), [("score", False), ("hurt", True), ("both", True), ("skip", False)]
)
def test_one_tap_parts_keeping_score_from_being_hurt_and_is_kept_nowhere(
    meaning: str, *, holds: bool
) -> None:
    place = Place(At.ITEM, "not_used")
    asked = engine.advance(SCRIPT, replace(BLANK, at=place), Say(place, "feel", "not")).look
    assert asked.at == Place(At.FOLLOW_UP, "not_used")
    told = engine.advance(SCRIPT, asked, Nearer(asked.at, meaning))
    assert told.holds is told.look.held is holds
    assert told.look.at == (Place(At.CARE, "not_used") if holds else place)
    assert told.look.answers == asked.answers
    assert told.look.asked == asked.asked


@pytest.mark.parametrize("answer", ["no", "sometimes", "yes"])
def test_what_is_said_about_fear_is_kept_nowhere_but_in_what_is_offered(answer: str) -> None:
    place = Place(At.FEAR, "care")
    told = engine.advance(SCRIPT, replace(BLANK, at=place), Afraid(place, answer, DAY))
    plain = engine.advance(SCRIPT, replace(BLANK, at=place), Afraid(place, "no", DAY))
    assert told.holds is (answer in {"sometimes", "yes"})
    assert replace(told.look, held=False, at=plain.look.at) == plain.look


def test_to_say_rather_nothing_about_fear_is_to_pass_it_by() -> None:
    place = Place(At.FEAR, "care")
    told = engine.advance(SCRIPT, replace(BLANK, at=place), Afraid(place, "skip", DAY)).look
    passed = engine.advance(SCRIPT, replace(BLANK, at=place), Skip(place, DAY)).look
    assert told == passed
    assert not told.held
    assert told.may_be_afraid


CALM = {item.id: {item.seen_from: "very"} for item in SCRIPT.items}


def test_a_talk_is_suggested_only_where_fear_was_asked_about_and_nothing_asks_for_care() -> None:
    asked = replace(answered(**CALM), asked=frozenset({FEAR}))
    assert care.offers_a_talk(SCRIPT, asked)
    assert not care.offers_a_talk(SCRIPT, answered(**CALM)), "it was never asked"
    assert not care.offers_a_talk(SCRIPT, replace(asked, passed=frozenset({FEAR})))
    assert not care.offers_a_talk(SCRIPT, replace(asked, held=True))
    assert not care.offers_a_talk(SCRIPT, replace(asked, unsure=True))
    for tender in ({"safe_sharing": {"feel": "not"}}, {"no_threats": {"feel": "unsure"}}):
        look = replace(answered(**{**CALM, **tender}), asked=frozenset({FEAR}))
        assert not care.offers_a_talk(SCRIPT, look)


def test_their_own_side_alone_has_a_page_once_and_both_sides_have_a_hold() -> None:
    place = Place(At.ITEM, "no_threats")
    own = replace(answered(no_threats={"feel": "very", "offer": "little"}), at=place)
    shown = engine.advance(SCRIPT, own, Onward(place, DAY)).look
    assert shown.at == Place(At.OWN, "no_threats")
    assert not shown.held
    after = engine.advance(SCRIPT, shown, Onward(shown.at, DAY)).look
    assert after.at == Place(At.FEAR, "care")
    assert engine.advance(SCRIPT, replace(after, at=place), Onward(place, DAY)).look.at != shown.at
    both = replace(answered(not_used={"feel": "little"}), at=place)
    assert engine.advance(SCRIPT, both, Say(place, "offer", "not")).holds


def test_nothing_is_compared_while_suggestions_are_off() -> None:
    look = answered(heard={"feel": "not", "offer": "very"})
    assert [item.id for item, _ in differences(SCRIPT, look)] == ["heard"]
    assert differences(SCRIPT, replace(look, held=True)) == []


def test_somebody_without_a_name_is_nobody_else() -> None:
    nameless = replace(BLANK, label=Confidential("  "))
    assert not nameless.is_about(nameless.label)
    assert BLANK.is_about(Confidential("  LENA "))
