"""Where being open may not be safe: nothing is named, and much is no longer offered."""

import pytest

from tests.actors import House, Person
from tests.journeys.closeness_walks import SCRIPT, begin, begin_here, reach
from tests.journeys.walks import LIBRARY, skips_to

pytestmark = pytest.mark.long

HOLD = "may not be safe right now. That is not your fault."
OWN = "It takes honesty to look at that."
NAME = "Robin Canary"
ON_HOLD = [*SCRIPT.results.buttons_held[:3], "Save as plain text", "Done"]
ON_HOLD += ["Home", "Hide now", "Help now"]


async def _at(who: Person, words: str) -> None:
    await begin(who, NAME, "Someone I live with")
    await reach(who, words)


async def _threatened(who: Person) -> None:
    await _at(who, "won't threaten me")
    await who.presses("A little true")


async def _to_results(who: Person) -> None:
    await reach(who, "What you noticed about")


async def test_the_page_of_care_comes_at_once_and_once(ada: Person) -> None:
    await _threatened(ada)
    assert HOLD in ada.page.text
    assert f"Being more open with {NAME}" in ada.page.text
    buttons = ["Who I could talk to", "Something steadying", "Carry on"]
    assert ada.page.buttons == [*buttons, "Home", "Hide now", "Help now"]
    await ada.presses("Carry on")
    assert "I don't threaten" in ada.page.text
    await ada.presses("Back")
    assert "won't threaten me" in ada.page.text
    await ada.presses("Not true lately")
    assert HOLD not in ada.page.text
    await ada.presses("Very true")
    assert "Are you ever afraid" not in ada.page.text
    assert "Last part: the two of you as a team." in ada.page.text


async def test_its_buttons_lead_to_people_and_to_something_steadying_and_back(ada: Person) -> None:
    await _threatened(ada)
    await ada.presses("Who I could talk to")
    assert "Being afraid of someone is reason enough" in ada.page.text
    await ada.presses("Back")
    assert HOLD in ada.page.text
    await ada.presses("Something steadying")
    assert "Name five things you can see." in ada.page.text


async def test_results_on_hold_offer_nothing_towards_them(ada: Person) -> None:
    await begin(ada, NAME)
    await reach(ada, "I feel heard by")
    await ada.presses("Not true lately")
    await ada.presses("Very true")
    await reach(ada, "won't threaten me")
    await ada.presses("Not true lately")
    await ada.presses("Carry on")
    await _to_results(ada)
    assert ada.page.buttons == ON_HOLD
    assert "**Not there lately.**" in ada.page.text
    assert SCRIPT.results.groups[2].caption not in ada.page.text
    id = str(ada.page.button("Done")["custom_id"])
    for act in ("pick", "keep", "differences", "then", "again", "prepare"):
        await ada.forges(id.replace("/done/", f"/{act}/"))
        assert ada.page.buttons == ON_HOLD, act
    await ada.forges(id.replace("/done/", "/remind/") + "42")
    assert ada.page.buttons == ON_HOLD
    await ada.presses("Done")
    assert SCRIPT.results.closing_held in ada.page.text


async def test_a_file_on_hold_says_nothing_about_care_or_suggestions(ada: Person) -> None:
    await _threatened(ada)
    await ada.presses("Carry on")
    await _to_results(ada)
    await ada.presses("Save as plain text")
    ((_, content),) = ada.files.items()
    text = " ".join(content.decode().split())
    assert f"I know that {NAME} won't threaten me or set out to hurt me. > A little true" in text
    for word in ("suggestion", "afraid", "on hold", "safe right now", "These are holding you"):
        assert word not in text.lower()


@pytest.mark.parametrize(
    ("meaning", "held"),
    [
        ("Mostly keeping score", False),
        ("I'd rather not say", False),
        ("Using it to hurt me", True),
        ("Both", True),
    ],
)
async def test_keeping_score_is_not_being_hurt(ada: Person, meaning: str, *, held: bool) -> None:
    await _at(ada, "doesn't use what I share to hurt me")
    await ada.presses("A little true")
    assert "Which is nearer?" in ada.page.text
    await ada.presses(meaning)
    assert (HOLD in ada.page.text) is held
    if held:
        await ada.presses("Carry on")
    assert "I don't use what" in ada.page.text, "it goes on the other way round"
    await _to_results(ada)
    assert (SCRIPT.care.soft in ada.page.text) is not held
    assert ada.page.has("Who I could talk to")
    assert not ada.page.has("Prepare a conversation"), "either asks for care"
    assert ada.page.has("Me and them") is not held


@pytest.mark.parametrize("answer", ["No", "Sometimes", "Yes", "I'd rather not say"])
async def test_the_question_of_fear_is_asked_once_and_can_be_skipped(
    ada: Person, answer: str
) -> None:
    await _at(ada, f"Are you ever afraid of {NAME}?")
    assert SCRIPT.care.intro in ada.page.text
    await ada.presses(answer)
    held = answer in {"Sometimes", "Yes"}
    assert (HOLD in ada.page.text) is held
    if held:
        await ada.presses("Carry on")
    assert "Last part" in ada.page.text
    await ada.presses("Back")
    assert "won't threaten me" in ada.page.text
    await ada.presses("Next")
    assert "Last part" in ada.page.text
    await ada.runs("/my-words")
    await ada.presses("Save, or bring in")
    await ada.presses("To read (Markdown)")
    assert "fraid" not in next(iter(ada.files.values())).decode()


async def test_their_own_side_alone_meets_no_shame_and_a_pause_plan(ada: Person) -> None:
    await _at(ada, "won't threaten me")
    await ada.presses("Very true")
    assert "I don't threaten" in ada.page.text
    await ada.presses("A little true")
    assert OWN in ada.page.text
    await ada.presses("A pause plan for hot moments")
    assert "I'll be back at [time]." in ada.page.text
    await ada.presses("Who I could talk to")
    assert "It takes honesty to ask that." in ada.page.text
    await ada.presses("Back")
    await ada.presses("Carry on")
    await ada.presses("I'd rather not say")
    assert "Last part" in ada.page.text


async def test_low_on_both_sides_is_a_hold_and_no_word_about_their_own(ada: Person) -> None:
    await _at(ada, "doesn't use what I share to hurt me")
    await ada.presses("Not true lately")
    await ada.presses("Mostly keeping score")
    await ada.presses("Not true lately")
    assert HOLD in ada.page.text
    await ada.presses("Carry on")
    assert OWN not in ada.page.text
    assert "won't threaten me" in ada.page.text, "it goes on with the next statement"


async def test_one_that_says_not_is_not_read_as_its_opposite(ada: Person) -> None:
    """Under a heading that says it is not there, no line says that it is."""
    await _at(ada, "doesn't judge me")
    await ada.presses("Not true lately")
    await reach(ada, "doesn't use what I share to hurt me")
    await ada.presses("Not true lately")
    await ada.presses("Mostly keeping score")
    await reach(ada, "What you noticed about")
    _, _, below = ada.page.text.partition("**Not there lately. ")
    there = below.split("\n\n", maxsplit=1)[0].splitlines()[1:]
    assert there == [
        f"- Sharing with {NAME} without being judged",
        f"- Being sure that {NAME} won't use what I share to hurt me, or keep score",
    ]


async def test_somebody_on_hold_is_on_hold_in_every_check_and_in_every_walkthrough(
    ada: Person,
) -> None:
    await _threatened(ada)
    await ada.presses("Carry on")
    await _to_results(ada)
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await begin_here(ada, f"  {NAME.upper()} ")
    await reach(ada, "I feel heard by")
    await ada.presses("Mostly true")
    await _to_results(ada)
    assert ada.page.buttons == ON_HOLD
    await ada.runs("/prepare")
    await ada.presses("All 20 questions")
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes({"A name, nickname or initials": NAME})
    assert "here and to nobody but me" in ada.page.text
    await skips_to(ada, "Looking it all over")
    assert "How will I approach it?" not in str(ada.page), "nothing that plans a talk is asked"


async def test_a_hold_takes_out_what_was_to_come_about_them(ada: Person, house: House) -> None:
    await begin(ada, NAME)
    await reach(ada, "What you noticed about")
    await ada.presses("Look again some time")
    await ada.presses("In four weeks")
    assert "I'll send a quiet line on" in ada.page.text
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await begin_here(ada, NAME)
    await reach(ada, "won't threaten me")
    await ada.presses("Not true lately")
    await house.passes(29 * 86400)
    await ada.runs("/page")
    assert LIBRARY.say("home.ready") not in ada.page.text


async def test_suggestions_a_day_later_give_results_as_they_were_but_no_talk(
    ada: Person, house: House
) -> None:
    await _threatened(ada)
    await ada.presses("Carry on")
    await _to_results(ada)
    await ada.runs("/my-words")
    await ada.chooses(f"About {NAME}")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    await ada.presses("Offer them again")
    await house.passes(25 * 3600)
    await ada.runs("/closeness")
    await ada.chooses(f"About {NAME}")
    await ada.presses("What I noticed last time")
    assert ada.page.has("Me and them")
    assert SCRIPT.care.soft in ada.page.text
    assert not ada.page.has("Prepare a conversation"), "what was said asks for care all the same"


async def test_whoever_skips_that_part_is_asked_about_fear_all_the_same(ada: Person) -> None:
    await begin(ada, NAME)
    await ada.chooses("Respect and safety")
    await ada.presses("Skip this whole part")
    assert f"Are you ever afraid of {NAME}?" in ada.page.text
    await ada.presses("Sometimes")
    assert HOLD in ada.page.text


async def test_whoever_passes_the_question_by_as_well_gets_no_talk_and_nothing_is_said_of_it(
    ada: Person,
) -> None:
    await begin(ada, NAME)
    await ada.chooses("Respect and safety")
    await ada.presses("Skip this whole part")
    await ada.presses("I'd rather not say")
    assert "Last part" in ada.page.text
    await reach(ada, "What you noticed about")
    assert not ada.page.has("Prepare a conversation")
    assert ada.page.has("Me and them")
    assert "afraid" not in ada.page.text


async def test_whoever_is_done_early_is_asked_about_fear_first(ada: Person) -> None:
    await begin(ada, NAME)
    await reach(ada, "heard by")
    await ada.presses("Very true")
    await reach(ada, "What is kept, and what is true?")
    await ada.presses("See what there is so far")
    await ada.presses("Done")
    assert f"Are you ever afraid of {NAME}?" in ada.page.text
    await ada.presses("Sometimes")
    assert HOLD in ada.page.text


async def test_nobody_comes_to_a_talk_by_looking_at_what_there_is_so_far(ada: Person) -> None:
    await begin(ada, NAME)
    await reach(ada, "heard by")
    await ada.presses("Very true")
    await reach(ada, "What is kept, and what is true?")
    await ada.presses("See what there is so far")
    assert not ada.page.has("Prepare a conversation")


async def test_somebody_without_a_name_can_be_on_hold_too(ada: Person) -> None:
    await begin(ada, "")
    await reach(ada, "won't threaten me")
    assert "I know that this person won't threaten me" in ada.page.text
    await ada.presses("Not true lately")
    assert HOLD in ada.page.text
    await ada.presses("Carry on")
    await _to_results(ada)
    assert ada.page.buttons == ON_HOLD
