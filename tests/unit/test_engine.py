"""How a walkthrough moves: every length, every branch, and nothing lost on the way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.confidential import Confidential
from bot.features.walkthrough import engine as walkthrough_engine
from bot.features.walkthrough.moves import (
    AllTwenty,
    Back,
    BeSteady,
    Decide,
    Finish,
    GoTo,
    KeepHere,
    Move,
    Onward,
    Pick,
    Skip,
    Write,
)
from bot.forms import route
from bot.forms.banner import Banner
from bot.forms.sitting import CARD, REVIEW, SAFETY, PageKind, Step, question_step
from tests.unit.walking import SCRIPT, Walk, steps


def test_all_twenty_are_asked_in_order_with_a_breath_before_each_stage() -> None:
    way = steps(Walk("full"))
    assert [s.id for s in way if s.at is PageKind.QUESTION] == [q.id for q in SCRIPT.questions]
    breaths = [s.id for s in way if s.at is PageKind.STAGE]
    assert breaths == [s.id for s in SCRIPT.stages][1:]
    assert way[-1] == REVIEW


def test_the_short_one_asks_eight_and_first_whether_it_feels_safe() -> None:
    way = [str(s) for s in steps(Walk("brief"))]
    assert [s for s in way if s.startswith("q-")] == [
        f"q-{id}" for id in SCRIPT.length("brief").questions
    ]
    assert way.index("g-safe") == way.index("q-approach") - 1


def test_steady_first_lands_before_it_names_and_plans_nothing() -> None:
    way = [str(s) for s in steps(Walk("steady"))]
    assert way == [
        "t-land",
        "q-body_feeling",
        "q-body_where",
        "q-message",
        "t-not_now",
        "t-pause_line",
        "q-when",
        "c",
    ]


def test_an_answer_is_kept_and_the_next_question_asked() -> None:
    walk = Walk().writes("body_feeling", note=" a hum ")
    assert walk.has("body_feeling", "note", "a hum")
    assert walk.at == "q-body_where"


def test_a_blank_form_is_a_skip() -> None:
    walk = Walk().writes("body_feeling", note="  ")
    assert walk.lines == (Banner.SKIPPED,)
    assert "body_feeling" in walk.sitting.skipped


def test_a_blank_where_others_might_look_leaves_what_was_written() -> None:
    walk = Walk().writes("body_feeling", note="a hum", sensations=["tight"])
    blank = {
        "note": Confidential[str | list[str]](""),
        "sensations": Confidential[str | list[str]]([]),
    }
    walk.does(Write("body_feeling", blank, 1, blanks_keep=True))
    assert walk.has("body_feeling", "note", "a hum")
    assert walk.has("body_feeling", "sensations", ["tight"])


def test_a_changed_answer_replaces_the_first() -> None:
    walk = Walk().writes("body_feeling", note="a hum").writes("body_feeling", note="a knot")
    assert walk.has("body_feeling", "note", "a knot")


def test_a_form_opened_before_a_newer_answer_changes_nothing_and_hands_the_words_back() -> None:
    walk = Walk().writes("body_feeling", note="newer")
    words = {"note": Confidential[str | list[str]]("older")}
    walk.does(Write("body_feeling", words, 0, blanks_keep=False))
    assert walk.has("body_feeling", "note", "newer")
    assert walk.lines == (Banner.CHANGED_ELSEWHERE,)
    assert walk.unkept


def test_a_form_sent_twice_is_kept_once() -> None:
    walk = Walk().writes("body_feeling", note="a hum")
    before = walk.sitting
    words = {"note": Confidential[str | list[str]]("a hum")}
    walk.does(Write("body_feeling", words, 0, blanks_keep=False))
    assert walk.sitting == before
    assert walk.lines == ()


def test_more_than_fits_is_not_cut_but_handed_back() -> None:
    walk = Walk().writes("body_feeling", note="x" * 501)
    assert walk.lines == (Banner.TOO_LONG,)
    assert walk.unkept
    assert "body_feeling" not in walk.sitting.answers


def test_an_unknown_choice_is_not_kept() -> None:
    walk = Walk().writes("body_feeling", sensations=["tight", "made_up"], intensity="enormous")
    assert walk.has("body_feeling", "sensations", ["tight"])
    assert not walk.sitting.has("body_feeling", "intensity")


def test_a_button_from_an_earlier_page_changes_nothing() -> None:
    walk = Walk().writes("body_feeling", note="a hum")
    before = walk.sitting
    for move in (
        Skip(question_step("body_feeling")),
        Onward(question_step("body_feeling")),
        Back(question_step("points")),
        Decide(Step(PageKind.GATE, "safe"), yes=False),
        Finish(),
        KeepHere(),
    ):
        walk.does(move)
        assert walk.sitting == before
        assert walk.lines == (Banner.OLD_BUTTON,)


def test_back_returns_to_the_question_before() -> None:
    walk = Walk().writes("body_feeling", note="a hum").skips()
    assert walk.at == "s-meaning"
    walk.does(Back(walk.sitting.at))
    assert walk.at == "q-body_where"


def test_after_a_jump_the_way_goes_on_where_it_was_left() -> None:
    walk = Walk().to("q-goal")
    walk.does(GoTo(question_step("body_feeling"))).writes("body_feeling", note="a hum")
    assert walk.at == "q-goal"


def test_skipped_questions_can_be_returned_to_from_the_review() -> None:
    walk = Walk().to("r")
    walk.does(GoTo(question_step("points"))).writes("points", points="one\ntwo")
    assert walk.has("points", "points", ["one", "two"])
    assert walk.at == "r"


def test_very_strong_offers_steady_first_and_blocks_nothing() -> None:
    walk = Walk().writes("body_feeling", intensity="very_strong")
    assert walk.at == "o-steady"
    declined = Walk().writes("body_feeling", intensity="very_strong").says(yes=False)
    assert declined.at == "q-body_where"
    walk.says(yes=True)
    assert walk.sitting.length == "steady"
    assert walk.at == "t-land"
    assert "body_feeling" in walk.sitting.answers


def test_strong_only_mentions_it() -> None:
    walk = Walk().writes("body_feeling", intensity="strong")
    assert walk.at == "q-body_where"
    assert Banner.MENTION_STEADY in walk.lines


def test_steady_first_ends_with_a_kept_line_and_can_go_on_to_all_twenty() -> None:
    walk = Walk("steady").to("q-message").writes("message", text="not tonight").to("c")
    assert walk.sitting.made
    walk.does(AllTwenty())
    assert walk.sitting.length == "full"
    assert not walk.sitting.made
    assert walk.has("message", "text", "not tonight")
    assert walk.at == "s-meaning" or walk.at.startswith("q-")


@pytest.mark.parametrize(
    ("branch", "reach", "left_out"),
    [
        ("letter", "out_of_reach", {"compromise", "who_with", "tone", "body_language"}),
        ("to_me", "self", {"who_with", "tone", "body_language"}),
    ],
)
def test_a_letter_and_a_note_to_me_leave_out_meeting(
    branch: str, reach: str, left_out: set[str]
) -> None:
    walk = Walk().to("q-who_for").writes("who_for", person="Oma", reach=reach)
    assert walk.at == f"o-{branch}"
    walk.says(yes=True)
    assert set(Walk().asked()) - set(walk.asked()) == left_out
    last = SCRIPT.question("if_not_received")
    assert [f.key for f in route.fields(SCRIPT, walk.sitting, last)] == ["after"]
    assert route.wording(SCRIPT, walk.sitting, last) != last.original


def test_an_offer_that_was_declined_leaves_everything_in() -> None:
    walk = Walk().to("q-who_for").writes("who_for", reach="self").says(yes=False)
    assert walk.asked() == Walk().asked()


def test_an_offer_is_forgotten_when_its_answer_changes() -> None:
    walk = Walk().to("q-who_for").writes("who_for", reach="self").says(yes=True)
    walk.does(GoTo(question_step("who_for"))).writes("who_for", person="Lena", reach="yes")
    assert walk.asked() == Walk().asked()


def test_no_one_yet_may_stop_there() -> None:
    walk = Walk().to("q-who_with").writes("who_with", plan="nobody")
    assert walk.at == "o-keep"
    walk.says(yes=True, stop=True)
    assert walk.at == "r"
    assert "tone" not in walk.asked()


def test_no_one_yet_may_finish_the_words() -> None:
    walk = Walk().to("q-who_with").writes("who_with", plan="nobody").says(yes=True)
    assert walk.at == "q-approach"
    assert not {"tone", "body_language", "when", "if_not_received"} & set(walk.asked())


def test_someone_else_first_leaves_nothing_out() -> None:
    walk = Walk().to("q-who_with").writes("who_with", plan="first_else", person="Joy")
    assert walk.at == "o-rehearse"
    assert walk.says(yes=True).asked() == Walk().asked()


def test_not_sure_it_is_safe_opens_the_safety_page_and_turns_suggestions_off() -> None:
    walk = Walk().to("q-who_with").writes("who_with", plan="unsafe")
    assert walk.at == "x"
    assert walk.sitting.held
    fields = route.fields(SCRIPT, walk.sitting, SCRIPT.question("convey"))
    assert "their_view" not in [f.key for f in fields]
    assert walk.carries_on().at == "r", "nothing that plans the talk is asked any more"


def test_nothing_that_leads_to_a_talk_is_offered_where_it_may_not_be_safe() -> None:
    walk = Walk().to("q-who_with").writes("who_with", plan="unsafe").carries_on()
    walk.does(GoTo(question_step("who_with"))).writes("who_with", plan="first_else", person="Joy")
    assert walk.at == "r"
    assert walk.sitting.held


def test_a_page_that_content_no_longer_has_leads_to_the_review() -> None:
    walk = Walk()
    for lost in (
        Step(PageKind.QUESTION, "gone"),
        Step(PageKind.OFFER, "gone"),
        Step(PageKind.STEADY, "gone"),
    ):
        assert route.standing(SCRIPT, replace(walk.sitting, at=lost)).at == REVIEW
    assert route.standing(SCRIPT, walk.sitting) == walk.sitting


def test_no_to_the_last_gate_of_the_short_one_opens_the_safety_page() -> None:
    walk = Walk("brief").to("g-safe").says(yes=False)
    assert walk.at == "x"
    assert walk.sitting.held
    assert walk.carries_on().at == "r"


def test_from_the_safety_page_it_can_be_kept_as_a_note() -> None:
    walk = Walk().to("q-who_with").writes("who_with", plan="unsafe").does(KeepHere())
    assert walk.at == "c"
    assert walk.sitting.finished


def test_no_to_the_last_of_the_five_checks_opens_the_safety_page() -> None:
    walk = Walk().writes("message", text="one line").to("r").does(Finish())
    walk.sitting = walkthrough_engine.unsafe(walk.sitting).sitting
    assert walk.sitting.at == SAFETY
    assert walk.sitting.held
    assert walk.carries_on().at == "c"


def test_a_finished_card_is_edited_part_by_part() -> None:
    walk = Walk().writes("message", text="one line").to("r").does(Finish())
    walk.does(GoTo(question_step("tone")))
    walk.writes("tone", tones=["warm"])
    assert walk.sitting.at == CARD
    assert walk.has("tone", "tones", ["warm"])


def test_the_room_instead_of_the_body_passes_the_second_body_question_by() -> None:
    offered = frozenset(w.id for w in SCRIPT.shared.room.weather)
    walk = Walk().does(Pick("body_feeling", "weather", Confidential("foggy"), offered))
    assert walk.at == "s-meaning"
    assert walk.has("body_feeling", "weather", "foggy")


def test_words_of_one_neighbourhood_leave_the_others_alone() -> None:
    walk = Walk().to("q-meaning").writes("meaning", feelings=["hurt", "tired"])
    walk.does(GoTo(question_step("meaning")))
    sad = frozenset(w.id for w in SCRIPT.shared.families[4].words)
    walk.does(Pick("meaning", "feelings", Confidential(["grieving"]), sad))
    assert walk.has("meaning", "feelings", ["grieving", "tired"])


def test_the_form_leaves_words_of_the_longer_list_alone() -> None:
    walk = Walk().to("q-meaning")
    sad = frozenset(w.id for w in SCRIPT.shared.families[4].words)
    walk.does(Pick("meaning", "feelings", Confidential(["grieving"]), sad))
    walk.writes("meaning", feelings=["tired"])
    assert walk.has("meaning", "feelings", ["grieving", "tired"])


def test_a_tapped_heavy_word_brings_a_quiet_line_and_a_typed_one_brings_none() -> None:
    walk = Walk().to("q-meaning")
    worried = frozenset(w.id for w in SCRIPT.shared.families[5].words)
    walk.does(Pick("meaning", "feelings", Confidential(["trapped"]), worried))
    assert Banner.HELP_IS_HERE in walk.lines
    typed = Walk().to("q-meaning").writes("meaning", thought="trapped, hopeless, afraid")
    assert typed.lines == (Banner.KEPT,)


def test_a_word_for_what_somebody_did_gets_one_gentle_step_and_harm_stands() -> None:
    ignored = Walk().to("q-meaning").writes("meaning", own_word="Ignored ")
    assert ignored.lines == (Banner.KEPT, Banner.SECOND_STEP)
    threatened = Walk().to("q-meaning").writes("meaning", own_word="threatened")
    assert threatened.lines == (Banner.KEPT,)


@pytest.mark.parametrize(
    ("region", "sensation", "intensity", "said"),
    [
        ("chest", "pressing", "very_strong", True),
        ("heart", "sharp", "very_strong", True),
        ("breath", "short_breath", "very_strong", True),
        ("chest", "pressing", "strong", False),
        ("belly", "pressing", "very_strong", False),
        ("chest", "tight", "very_strong", False),
    ],
)
def test_the_medical_note_follows_tapped_options_only(
    region: str, sensation: str, intensity: str, *, said: bool
) -> None:
    walk = Walk().writes("body_feeling", sensations=[sensation], intensity=intensity)
    walk.to("q-body_where").writes("body_where", regions=[region])
    assert (Banner.MEDICAL in walk.lines) == said


IDS = [q.id for q in SCRIPT.questions]
MOVES = st.one_of(
    st.sampled_from([Finish(), KeepHere(), BeSteady(), AllTwenty(), GoTo(REVIEW), GoTo(CARD)]),
    st.builds(
        GoTo, st.builds(Step, st.sampled_from(PageKind), st.sampled_from([*IDS, "safe", "x"]))
    ),
    st.sampled_from(["skip", "on", "back", "yes", "no", "stop"]),
    st.sampled_from([*IDS, "steady.pause_line", "nothing"]),
)


@given(st.sampled_from(["full", "brief", "steady"]), st.lists(MOVES, max_size=40))
def test_no_order_of_presses_leads_nowhere_or_loses_an_answer(
    length: str, moves: list[Move | str]
) -> None:
    walk = Walk(length)
    written = 0
    for n, chosen in enumerate(moves):
        step = walk.sitting.at
        here: dict[str, Move] = {
            "skip": Skip(step),
            "on": Onward(step),
            "back": Back(step),
            "yes": Decide(step, yes=True),
            "no": Decide(step, yes=False),
            "stop": Decide(step, yes=True, stop=True),
        }
        if isinstance(chosen, str) and chosen not in here:
            given = {"text": f"{n}", "note": f"{n}", "plan": "unsafe", "reach": "self"}
            before = len(walk.sitting.answers)
            walk.writes(chosen, **given)
            written = max(before, len(walk.sitting.answers))
        else:
            walk.does(here[chosen] if isinstance(chosen, str) else chosen)
        assert len(walk.sitting.answers) >= written
        assert walk.sitting.at.at in PageKind
        onward = route.onward(SCRIPT, replace(walk.sitting, finished=False), walk.sitting.at)
        assert onward.at in PageKind
