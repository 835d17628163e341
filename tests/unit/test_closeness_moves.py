"""A closeness check moves as its rules say, whatever is pressed, and shows no number."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.confidential import Confidential
from bot.content import load
from bot.features.closeness import engine as closeness_engine
from bot.features.closeness import route as closeness_route
from bot.features.closeness.again_pages import then_page, too_soon
from bot.features.closeness.catalogue import pages
from bot.features.closeness.document import look_blocks, then_blocks
from bot.features.closeness.example import example_looks
from bot.features.closeness.moves import (
    Afraid,
    BackFromPlace,
    FinishLook,
    GoToPlace,
    LeavePlace,
    LookBanner,
    LookMove,
    LookOutcome,
    Matter,
    Nearer,
    Say,
    SkipPlace,
    WriteLine,
)
from bot.features.closeness.results import differences, group, left_some, rows
from bot.features.closeness.results_pages import results_page
from bot.forms.closeness_script import ItemAnswer
from bot.kept.look import RESULTS, Look, LookPlace, PlaceKind
from bot.ui.blocks import MARKDOWN
from bot.ui.model import LONGEST_PAGE, Card, Menu
from tests.unit.closeness_looks import BLANK, DAY, SCRIPT, answered

LIBRARY = load()
IDS = [i.id for i in SCRIPT.items] + [t.id for t in SCRIPT.themes] + ["", "nothing"]
PLACES = st.builds(LookPlace, st.sampled_from(PlaceKind), st.sampled_from(IDS))
# Two in three are made where somebody stands: None, until it is known where that is.
HERE_OR_THERE = st.one_of(st.none(), st.none(), PLACES)
ANSWERS = st.sampled_from([*(c.id for c in SCRIPT.choices), "feel", ""])
DAYS = st.just(DAY)


# What is done, and all that is said with it but the place.
Pressed: TypeAlias = tuple[tuple[Callable[..., LookMove], tuple[object, ...]], LookPlace | None]
MOVES: st.SearchStrategy[tuple[Callable[..., LookMove], tuple[object, ...]]] = st.one_of(
    st.tuples(st.just(Say), st.tuples(ANSWERS, DAYS)),
    st.tuples(st.just(Matter), st.tuples(st.booleans())),
    st.tuples(st.just(LeavePlace), st.tuples(DAYS)),
    st.tuples(st.just(SkipPlace), st.tuples(DAYS)),
    st.tuples(st.just(BackFromPlace), st.tuples()),
    st.tuples(st.just(GoToPlace), st.tuples()),
    st.tuples(
        st.just(Nearer), st.tuples(st.sampled_from(["hurt", "score", "both", "skip", "?"]), DAYS)
    ),
    st.tuples(
        st.just(Afraid), st.tuples(st.sampled_from(["yes", "no", "sometimes", "skip"]), DAYS)
    ),
    st.tuples(st.just(lambda _, day: FinishLook(day)), st.tuples(DAYS)),
)


WALKS: st.SearchStrategy[list[Pressed]] = st.integers(1, 40).flatmap(
    lambda n: st.lists(st.tuples(MOVES, HERE_OR_THERE), min_size=n, max_size=n)
)


@settings(max_examples=100, deadline=None)
@given(WALKS)
def test_whatever_is_pressed_there_is_a_page_and_a_hold_is_never_taken_back(
    pressed: list[Pressed],
) -> None:
    look = BLANK
    for (move, said), place in pressed:
        outcome = closeness_engine.advance(SCRIPT, look, move(place or look.at, *said))
        after = outcome.look
        assert after.at == closeness_route.standing(SCRIPT, after.at)
        assert after.held or not look.held
        assert outcome.holds <= after.held
        assert look.finished is None or after.at == RESULTS or after.finished
        assert set(after.answers) >= set(look.answers)
        look = after


@given(PLACES.filter(lambda place: place != BLANK.at), ANSWERS)
def test_an_old_page_changes_nothing(place: LookPlace, answer: str) -> None:
    for move in (
        Say(place, answer, DAY),
        LeavePlace(place, DAY),
        SkipPlace(place, DAY),
        BackFromPlace(place),
    ):
        outcome = closeness_engine.advance(SCRIPT, BLANK, move)
        assert outcome.look == BLANK
        assert outcome.lines == (LookBanner.OLD_BUTTON,)


def test_the_way_goes_theme_by_theme_and_asks_about_fear_once() -> None:
    look, seen = BLANK, [BLANK.at]
    while look.at != RESULTS:
        look = closeness_engine.advance(SCRIPT, look, LeavePlace(look.at, DAY)).look
        if look.at.at is PlaceKind.FEAR:
            seen.append(look.at)
            look = closeness_engine.advance(SCRIPT, look, SkipPlace(look.at, DAY)).look
        seen.append(look.at)
    items = [p.id for p in seen if p.at is PlaceKind.ITEM]
    assert items == [i.id for i in SCRIPT.in_order()]
    assert [p.at for p in seen].count(PlaceKind.FEAR) == 1
    assert look.finished == DAY
    assert LookPlace(PlaceKind.FEAR, "care") not in closeness_route.pages(SCRIPT, look)


def test_the_tender_part_can_be_skipped_as_a_whole_and_the_others_not() -> None:
    for theme in SCRIPT.themes:
        at = replace(BLANK, at=LookPlace(PlaceKind.THEME, theme.id))
        outcome = closeness_engine.advance(SCRIPT, at, SkipPlace(at.at, DAY))
        if theme.skippable:
            assert outcome.look.at == LookPlace(PlaceKind.FEAR, "care"), (
                "what it asks last is asked"
            )
            assert outcome.look.passed == set(theme.items)
        else:
            assert outcome.lines == (LookBanner.OLD_BUTTON,)


@pytest.mark.parametrize("jump", [t.id for t in SCRIPT.themes])
def test_nobody_comes_to_the_results_round_the_question_of_fear(jump: str) -> None:
    """From whatever part they jump to, with every part skipped that can be."""
    look, asked = (
        closeness_engine.advance(SCRIPT, BLANK, GoToPlace(LookPlace(PlaceKind.THEME, jump))).look,
        0,
    )
    while look.at != RESULTS:
        asked += look.at.at is PlaceKind.FEAR
        skips = look.at.at in {PlaceKind.FEAR, PlaceKind.ITEM} or SCRIPT.theme(look.at.id).skippable
        move = SkipPlace(look.at, DAY) if skips else LeavePlace(look.at, DAY)
        look = closeness_engine.advance(SCRIPT, look, move).look
    assert asked == 1
    assert look.may_be_afraid, "it was passed by"


def test_nor_by_done_or_by_carrying_on_from_what_there_is_so_far() -> None:
    answered_all = answered(**{i.id: dict.fromkeys(i.directions, "very") for i in SCRIPT.items})
    so_far = closeness_engine.advance(SCRIPT, answered_all, GoToPlace(RESULTS)).look
    assert so_far.finished is None
    for move in (FinishLook(DAY), LeavePlace(RESULTS, DAY)):
        asked = closeness_engine.advance(SCRIPT, so_far, move).look
        assert asked.at.at is PlaceKind.FEAR
        assert asked.finished is None
        done = closeness_engine.advance(SCRIPT, asked, Afraid(asked.at, "no", DAY)).look
        assert (done.at, done.finished) == (RESULTS, DAY)


def test_a_line_is_never_lost_and_never_overwritten_by_an_older_form() -> None:
    def write(look: Look, text: str, turn: int, *, keeps: bool = False) -> LookOutcome:
        return closeness_engine.advance(
            SCRIPT, look, WriteLine("heard", Confidential(text), turn, keeps)
        )

    first = write(BLANK, "a line", 0)
    assert first.look.turns == {"heard": 1}
    assert write(first.look, "a line", 0) == LookOutcome(first.look)
    late = write(first.look, "another", 0)
    assert (late.look, late.unkept) == (first.look, Confidential("another"))
    long = write(first.look, "x" * 301, 1)
    assert (long.lines, long.look) == ((LookBanner.TOO_LONG,), first.look)
    assert long.unkept == Confidential("x" * 301)
    assert write(first.look, "", 1, keeps=True).look == first.look
    assert not write(first.look, "", 1).look.keeps("heard", "line")


DIFFER = [
    ("very", "little", True),
    ("not", "mostly", True),
    ("mostly", "very", False),
    ("unsure", "very", False),
    ("not", "skip", False),
]


@pytest.mark.parametrize(("feel", "offer", "far"), DIFFER)
def test_a_difference_is_two_steps_or_more_and_there_are_two_at_most(
    feel: str, offer: str, *, far: bool
) -> None:
    given: ItemAnswer = {"feel": feel, "offer": offer}
    look = answered(**{i.id: given for i in SCRIPT.items if "offer" in i.directions})
    assert len(differences(SCRIPT, look)) == (2 if far else 0)


def test_groups_keep_the_order_of_the_themes() -> None:
    look = answered(
        partners={"shared": "very"}, validated={"feel": "mostly"}, no_judgement={"feel": "very"}
    )
    found = group(SCRIPT, look, SCRIPT.results.groups[0])
    assert [i.id for i in found] == ["no_judgement", "validated", "partners"]
    assert not left_some(SCRIPT, look)
    assert left_some(SCRIPT, replace(look, finished=DAY))


def _text(card: Card) -> str:
    parts = [
        p if isinstance(p, str) else p._value
        for p in card.body
        if isinstance(p, str | Confidential)
    ]
    return "\n".join(parts)


@pytest.mark.parametrize("held", [False, True])
def test_no_figure_stands_in_results_then_and_now_or_a_file(*, held: bool) -> None:
    then, now = example_looks(LIBRARY)
    then, now = replace(then, held=held), replace(now, held=held)
    texts = [
        _text(results_page(LIBRARY, then)),
        _text(then_page(LIBRARY, then, now)),
        MARKDOWN.document(look_blocks(LIBRARY, now, then_blocks(LIBRARY, then, now)))._value,
    ]
    days = "|".join(LIBRARY.dates.day(look.began) for look in (then, now))
    for text in texts:
        bare = re.sub(rf"{days}|The 15 ingredients", "", text)
        assert not re.search(r"[\d%↑↓←📈]", bare), bare
        assert ("These are holding you." in bare) == (not held and "What you noticed" in bare)


def test_then_and_now_lays_only_answers_of_both_times_side_by_side() -> None:
    then = answered(
        heard={"feel": "little"}, partners={"shared": "skip"}, supported={"feel": "very"}
    )
    now = answered(heard={"feel": "very"}, partners={"shared": "very"}, respected={"feel": "not"})
    assert [row.item.id for row in rows(SCRIPT, then, now)] == ["heard"]


def test_then_and_now_fits_its_pages_whatever_stands_beside_it() -> None:
    long = "*" * 300
    given: dict[str, ItemAnswer] = {i.id: {i.seen_from: "very", "line": long} for i in SCRIPT.items}
    then = replace(answered(**given), finished=DAY, label=Confidential("*" * 20))
    now, shown = replace(then, finished=DAY.replace(day=20)), ""
    page, pages_ = 0, 1
    while page < pages_:
        card = then_page(LIBRARY, then, now, page)
        assert len(_text(card)) <= LONGEST_PAGE
        shown += _text(card)
        page += 1
        labels = [b.label for row in card.rows if isinstance(row, tuple) for b in row]
        pages_ = page + (LIBRARY.say("card_page.next") in labels)
    assert shown.count(": Very true") == len(SCRIPT.items)
    assert shown.count("\\*" * 300) == len(SCRIPT.items)
    assert shown.count(SCRIPT.again.same) == 1


def test_the_whole_of_it_takes_one_tap_a_statement_and_direction() -> None:
    look, taps = BLANK, 0
    while look.at != RESULTS:
        taps += look.at.is_statement
        if look.at.is_statement:
            move: LookMove = Say(look.at, "very", DAY)
        elif look.at.at is PlaceKind.FEAR:
            move = Afraid(look.at, "no", DAY)
        else:
            move = LeavePlace(look.at, DAY)
        look = closeness_engine.advance(SCRIPT, look, move).look
    assert taps == sum(len(item.directions) for item in SCRIPT.items)
    assert all(look.gave(i.id, way) for i in SCRIPT.items for way in i.directions)


def test_looking_again_soon_is_never_refused() -> None:
    for days, said in ((0, "earlier today"), (1, "yesterday"), (13, "It's been 13 days")):
        (line,) = too_soon(LIBRARY, DAY, DAY.replace(day=1 + days))
        assert said in str(line)
        assert "You can look again now if you like." in str(line)
    assert too_soon(LIBRARY, DAY, DAY.replace(day=15)) == ()


def test_every_page_has_a_name_of_its_own_and_a_way_to_people() -> None:
    found = list(pages(LIBRARY))
    names = [name for name, _ in found]
    assert len(names) == len(set(names))
    for name, page in found:
        if isinstance(page, Card) and page.rows:
            last = page.rows[-1]
            assert not isinstance(last, Menu)
            assert last[-1].label == LIBRARY.safety.button, name


def test_nothing_scolds_praises_or_counts() -> None:
    banned = re.compile(r"\b(should|just|simply|must|score is|well done|great|improved|slipped)\b")
    for key, text in LIBRARY._texts.items():
        if key.startswith("closeness_page."):
            assert "!" not in text
            assert not banned.search(text.lower()), key
