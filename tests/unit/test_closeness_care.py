"""The care rules of intimacy.toml, as a table of cases."""

from dataclasses import replace

import pytest

from bot.confidential import Confidential
from bot.features.closeness import care as closeness_care
from bot.features.closeness import engine as closeness_engine
from bot.features.closeness.care import Level
from bot.features.closeness.moves import Afraid, LeavePlace, Nearer, Say, SkipPlace
from bot.features.closeness.results import differences
from bot.forms.closeness_script import Item, ItemAnswer, Weight
from bot.kept.look import FEAR, LookPlace, PlaceKind
from tests.unit.closeness_looks import BLANK, DAY, SCRIPT, answered

Case = tuple[dict[str, ItemAnswer], str, str, Level]

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
    given: dict[str, ItemAnswer], nearer: str, afraid: str, level: Level
) -> None:
    assert closeness_care.level(SCRIPT, answered(**given), nearer, afraid) is level


@pytest.mark.parametrize("item", SCRIPT.items, ids=lambda item: item.id)
@pytest.mark.parametrize("answer", EVERY)
def test_a_practice_asks_nothing_of_anybody_where_that_is_wiser(item: Item, answer: str) -> None:
    look = replace(answered(**{item.id: {item.seen_from: answer}}), asked=frozenset({FEAR}))
    tender = item.weight is not Weight.NONE and answer in LOW
    tender = tender or (item.weight is Weight.KEY and answer == "unsure")
    expected = item.practice_self if tender else item.practice
    assert closeness_care.practice(SCRIPT, look, item.id) == expected
    for careful in (
        replace(look, held=True),
        replace(look, asked=frozenset()),
        replace(look, passed=frozenset({FEAR})),
    ):
        assert closeness_care.practice(SCRIPT, careful, item.id) == item.practice_self


def test_the_deciding_answer_holds_at_once_and_its_page_is_shown_once() -> None:
    place = LookPlace(PlaceKind.ITEM, "no_threats")
    look = replace(BLANK, at=place)
    first = closeness_engine.advance(SCRIPT, look, Say(place, "little", DAY))
    assert first.holds
    assert first.look.held
    assert first.look.at == LookPlace(PlaceKind.CARE, "no_threats")
    on = closeness_engine.advance(SCRIPT, first.look, LeavePlace(first.look.at, DAY)).look
    assert on.at == LookPlace(PlaceKind.OTHER_WAY, "no_threats")
    again = closeness_engine.advance(SCRIPT, replace(on, at=place), Say(place, "not", DAY))
    assert again.holds
    assert again.look.at == on.at


@pytest.mark.parametrize(
    ("meaning", "holds"), [("score", False), ("hurt", True), ("both", True), ("skip", False)]
)
def test_one_tap_parts_keeping_score_from_being_hurt_and_is_kept_nowhere(
    meaning: str, *, holds: bool
) -> None:
    place = LookPlace(PlaceKind.ITEM, "not_used")
    asked = closeness_engine.advance(SCRIPT, replace(BLANK, at=place), Say(place, "not", DAY)).look
    assert asked.at == LookPlace(PlaceKind.FOLLOW_UP, "not_used")
    told = closeness_engine.advance(SCRIPT, asked, Nearer(asked.at, meaning, DAY))
    assert told.holds is told.look.held is holds
    onward = PlaceKind.CARE if holds else PlaceKind.OTHER_WAY
    assert told.look.at == LookPlace(onward, "not_used")
    assert told.look.answers == asked.answers
    assert told.look.asked == asked.asked


@pytest.mark.parametrize("answer", ["no", "sometimes", "yes"])
def test_what_is_said_about_fear_is_kept_nowhere_but_in_what_is_offered(answer: str) -> None:
    place = LookPlace(PlaceKind.FEAR, "care")
    told = closeness_engine.advance(SCRIPT, replace(BLANK, at=place), Afraid(place, answer, DAY))
    plain = closeness_engine.advance(SCRIPT, replace(BLANK, at=place), Afraid(place, "no", DAY))
    assert told.holds is (answer in {"sometimes", "yes"})
    assert replace(told.look, held=False, at=plain.look.at) == plain.look


def test_to_say_rather_nothing_about_fear_is_to_pass_it_by() -> None:
    place = LookPlace(PlaceKind.FEAR, "care")
    told = closeness_engine.advance(
        SCRIPT, replace(BLANK, at=place), Afraid(place, "skip", DAY)
    ).look
    passed = closeness_engine.advance(SCRIPT, replace(BLANK, at=place), SkipPlace(place, DAY)).look
    assert told == passed
    assert not told.held
    assert told.may_be_afraid


CALM = {item.id: {item.seen_from: "very"} for item in SCRIPT.items}


def test_a_talk_is_suggested_only_where_fear_was_asked_about_and_nothing_asks_for_care() -> None:
    asked = replace(answered(**CALM), asked=frozenset({FEAR}))
    assert closeness_care.offers_a_talk(SCRIPT, asked)
    assert not closeness_care.offers_a_talk(SCRIPT, answered(**CALM)), "it was never asked"
    assert not closeness_care.offers_a_talk(SCRIPT, replace(asked, passed=frozenset({FEAR})))
    assert not closeness_care.offers_a_talk(SCRIPT, replace(asked, held=True))
    assert not closeness_care.offers_a_talk(SCRIPT, replace(asked, unsure=True))
    for tender in ({"safe_sharing": {"feel": "not"}}, {"no_threats": {"feel": "unsure"}}):
        look = replace(answered(**{**CALM, **tender}), asked=frozenset({FEAR}))
        assert not closeness_care.offers_a_talk(SCRIPT, look)


def test_their_own_side_alone_has_a_page_once_and_both_sides_have_a_hold() -> None:
    place = LookPlace(PlaceKind.OTHER_WAY, "no_threats")
    own = replace(answered(no_threats={"feel": "very"}), at=place)
    shown = closeness_engine.advance(SCRIPT, own, Say(place, "little", DAY)).look
    assert shown.at == LookPlace(PlaceKind.OWN, "no_threats")
    assert not shown.held
    after = closeness_engine.advance(SCRIPT, shown, LeavePlace(shown.at, DAY)).look
    assert after.at == LookPlace(PlaceKind.FEAR, "care")
    assert (
        closeness_engine.advance(SCRIPT, replace(after, at=place), LeavePlace(place, DAY)).look.at
        != shown.at
    )
    both = replace(answered(not_used={"feel": "little"}), at=place)
    hold = closeness_engine.advance(SCRIPT, both, Say(place, "not", DAY))
    assert hold.holds
    on = closeness_engine.advance(SCRIPT, hold.look, LeavePlace(hold.look.at, DAY)).look
    assert on.at == LookPlace(PlaceKind.THEME, "together"), "not to the same statement again"


def test_nothing_is_compared_while_suggestions_are_off() -> None:
    look = answered(heard={"feel": "not", "offer": "very"})
    assert [item.id for item in differences(SCRIPT, look)] == ["heard"]
    assert differences(SCRIPT, replace(look, held=True)) == []


def test_somebody_without_a_name_is_nobody_else() -> None:
    nameless = replace(BLANK, label=Confidential("  "))
    assert not nameless.is_about(nameless.label)
    assert BLANK.is_about(Confidential("  LENA "))
