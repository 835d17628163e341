"""The closeness check, as somebody walks it: every way in, back and forth, and what is kept."""

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.invariants.card import SILENT
from tests.journeys.closeness_walks import SCRIPT, agree, begin, begin_here, reach
from tests.journeys.test_own_day import days_in
from tests.journeys.walks import LIBRARY, TOTAL

pytestmark = pytest.mark.long

A_DAY = 86400
NAME = "Lena Canary"
INTRO = SCRIPT.entrance.say
RESULTS = "What you noticed about"
TIPS = SCRIPT.entrance.tips


async def _event(who: Person, answer: str = "Mostly true", name: str = NAME) -> None:
    """A new check with one answer, at its results."""
    await begin_here(who, name)
    await reach(who, "I feel heard by")
    await who.presses(answer)
    await reach(who, RESULTS)


async def test_before_the_first_word_there_is_the_agreement(ada: Person, house: House) -> None:
    await ada.runs("/closeness")
    assert "a private place to think" in ada.page.text
    await ada.presses("How your words are kept")
    await ada.presses("Yes, begin")
    assert INTRO in ada.page.text
    assert SCRIPT.entrance.not_a_test in ada.page.text


@pytest.mark.parametrize(
    ("answer", "tips"),
    [("No, it is private", False), ("Maybe", True), ("Yes", True), ("I'd rather not say", False)],
)
async def test_the_private_question_comes_first_and_is_kept_nowhere(
    ada: Person, answer: str, *, tips: bool
) -> None:
    await agree(ada)
    await ada.presses("Begin")
    assert "can anyone else pick up your phone" in ada.page.text
    assert LIBRARY.say("closeness_page.form_next") in ada.page.text
    await ada.presses(answer)
    assert (TIPS in ada.page.text) is tips
    if tips:
        await ada.presses("Carry on")
    assert ada.form.title == LIBRARY.say("closeness_page.form_title")
    await ada.runs("/my-words")
    assert not ada.page.menus


async def test_a_tap_is_kept_at_once_and_moves_on_by_itself(ada: Person, house: House) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    assert f"**How it is for me, with {NAME}**" in ada.page.text
    assert f"I feel safe telling {NAME}" in ada.page.text
    assert not ada.page.menus
    await ada.presses("Mostly true")
    await house.restart()
    assert f"**How I am with {NAME}**" in ada.page.text
    assert f"I make it safe for {NAME}" in ada.page.text
    assert f"How it is for me, with {NAME}: Mostly true" in ada.page.text
    await ada.presses("I'm not sure")
    assert "doesn't judge me" in ada.page.text
    assert len(ada.inbox) == 1, "it is one page, edited in place"


async def test_going_back_what_was_chosen_is_said_in_words_and_can_be_changed(ada: Person) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    await ada.presses("Mostly true")
    await ada.presses("I'm not sure")
    await ada.presses("Back")
    assert "I make it safe" in ada.page.text
    assert ada.page.has("I'm not sure (chosen)", exactly=True)
    assert ada.page.main_button == "I'm not sure (chosen)"
    await ada.presses("Back")
    assert "I feel safe telling" in ada.page.text
    assert [b for b in ada.page.buttons if "(chosen)" in b] == ["Mostly true (chosen)"]
    await ada.presses("A little true")
    assert "I make it safe" in ada.page.text
    assert f"How it is for me, with {NAME}: A little true" in ada.page.text
    await ada.presses("Next")
    assert "doesn't judge me" in ada.page.text


async def test_whoever_leaves_a_statement_is_not_asked_it_the_other_way_round(ada: Person) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    await ada.presses("Skip this one")
    assert "doesn't judge me" in ada.page.text
    await ada.presses("Back")
    assert "I feel safe telling" in ada.page.text
    await ada.presses("Very true")
    await ada.presses("Skip this one")
    assert "doesn't judge me" in ada.page.text
    await ada.presses("Back")
    assert "I make it safe" in ada.page.text
    assert not any("(chosen)" in b for b in ada.page.buttons)


async def test_a_press_on_a_page_that_has_moved_on_changes_nothing_and_says_so(
    ada: Person, house: House
) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    first = ada.page
    await ada.presses("Mostly true")
    old = [
        str(first.button(b)["custom_id"]) for b in ("Very true", "Skip this one", "Write a line")
    ]
    # A menu of before there were buttons.
    old.append(old[0].replace("/very", "/feel"))
    for press in old:
        (answer,) = await Forger(house, ada).send([Forgery(press)])
        assert LIBRARY.say("error.old_button") in answer.text, press
        assert f"How it is for me, with {NAME}: Mostly true" in answer.text


async def test_this_one_matters_and_says_so_in_words(ada: Person) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    first = ada.page
    await ada.presses("This one matters to me now")
    assert "This one matters to me now: yes" in ada.page.buttons
    await ada.forges(str(first.button("This one matters to me now")["custom_id"]))
    assert "This one matters to me now: yes" in ada.page.buttons
    await ada.presses("This one matters to me now: yes")
    assert "This one matters to me now" in ada.page.buttons


async def test_one_line_of_their_own_beside_a_statement(ada: Person) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    words = ada.sentence()
    await ada.presses("Write a line")
    await ada.writes({"line": words})
    assert "You wrote a line here" in ada.page.text
    assert words not in ada.page.text
    await ada.presses("Change my line")
    assert ada.form["line"] == words


async def test_a_line_from_an_older_form_is_handed_back(ada: Person, house: House) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    await ada.presses("Write a line")
    old, first = ada.form.id, ada.sentence()
    await ada.writes({"line": first})
    forger = Forger(house, ada)
    (twice,) = await forger.send([Forgery(old, fields={"line": first})])
    assert LIBRARY.say("page.changed_elsewhere") not in twice.text
    (late,) = await forger.send([Forgery(old, fields={"line": "a line from elsewhere"})])
    assert LIBRARY.say("page.changed_elsewhere") in late.text
    assert "a line from elsewhere" in late.text
    await ada.presses("Change my line")
    assert ada.form["line"] == first


async def test_a_line_for_a_check_that_was_deleted_is_handed_back(
    ada: Person, house: House
) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    await ada.presses("Write a line")
    form = ada.form.id
    await ada.writes({"line": ada.sentence()})
    await ada.runs("/my-words")
    await ada.chooses(f"About {NAME}")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    (answer,) = await Forger(house, ada).send([Forgery(form, fields={"line": "a late line"})])
    assert LIBRARY.say("closeness_page.gone") in answer.text
    assert "a late line" in answer.text


async def test_initials_end_a_sentence_by_themselves(ada: Person) -> None:
    await agree(ada)
    await _event(ada, name="R.")
    assert "Being heard by R." in ada.page.text


async def test_a_name_that_looks_like_markup_is_shown_as_it_was_written(ada: Person) -> None:
    await agree(ada)
    await _event(ada, name="*L_e_na*")
    assert r"Being heard by \*L\_e\_na\*" in ada.page.text
    await ada.presses("Choose one to keep in mind")
    assert "Being heard by *L_e_na*" in str(ada.page.menus)


async def test_the_tender_part_can_be_skipped_as_a_whole(ada: Person) -> None:
    await begin(ada, NAME)
    assert not ada.page.has("Skip this whole part")
    await ada.chooses("Respect and safety")
    assert "You can skip this whole part." in ada.page.text
    await ada.presses("Skip this whole part")
    assert LIBRARY.say("skip.theme") in ada.page.text
    await ada.presses("No")
    assert "Last part" in ada.page.text
    await ada.presses("Back")
    assert "won't threaten me" in ada.page.text


async def test_theme_by_theme_with_what_there_is_so_far(ada: Person) -> None:
    await begin(ada, NAME)
    await ada.chooses("Trust and honesty")
    await ada.presses("Carry on")
    await ada.presses("Very true")
    await ada.presses("Very true")
    await ada.presses("Skip this one")
    await ada.presses("See what there is so far")
    assert f"What I tell {NAME} staying with {NAME}" in ada.page.text
    assert SCRIPT.results.skipped in ada.page.text
    await ada.presses("Carry on")
    assert f"I feel safe telling {NAME}" in ada.page.text
    await reach(ada, RESULTS)
    assert SCRIPT.results.skipped in ada.page.text


async def test_a_pause_and_a_return(ada: Person, house: House) -> None:
    await begin(ada, NAME)
    await reach(ada, "I feel heard by")
    await ada.presses("Pause here")
    assert "nothing is lost" in ada.page.text
    await ada.presses("Stop here")
    await house.restart()
    await house.passes(40 * A_DAY)
    await ada.runs("/closeness")
    await ada.chooses(f"About {NAME}")
    assert "I feel heard by" in ada.page.text
    await ada.presses("Pause here")
    await ada.presses("Help now")
    await ada.presses("Back")
    assert "I feel heard by" in ada.page.text


async def test_home_offers_to_carry_on(ada: Person) -> None:
    await begin(ada, NAME)
    await reach(ada, "I feel heard by")
    await ada.runs("/page")
    await ada.chooses(f"About {NAME}")
    assert "I feel heard by" in ada.page.text


async def test_whether_it_is_love_is_theirs_to_say(ada: Person) -> None:
    await begin(ada, NAME, "A partner or date")
    await reach(ada, "Whatever goes on in my mind")
    assert f"I know that {NAME} loves me." in ada.page.text
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await begin_here(ada, "Oma Canary")
    await reach(ada, "Whatever goes on in my mind")
    assert "I know that Oma Canary loves me, or cares about me." in ada.page.text


async def test_a_long_name_is_cut_in_statements_and_whole_in_a_file(ada: Person) -> None:
    long = "my aunt Philippa from number nineteen"
    await agree(ada)
    await _event(ada, name=long)
    assert "Being heard by my aunt Philippa fr…" in ada.page.text
    await ada.presses("Save as a file")
    assert f"I feel heard by {long}." in next(iter(ada.files.values())).decode()


async def test_several_people_each_with_their_own_label(ada: Person) -> None:
    await agree(ada)
    await _event(ada)
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await begin_here(ada, "Ruth Canary")
    await ada.runs("/closeness")
    (options,) = ada.page.menus.values()
    assert options == ["About Ruth Canary", f"About {NAME}"]
    await ada.chooses("About Ruth Canary")
    assert "Can the real you come into the room?" in ada.page.text
    await ada.runs("/closeness")
    await ada.chooses(f"About {NAME}")
    assert "You looked at this earlier today." in ada.page.text
    await ada.presses("What I noticed last time")
    assert RESULTS in ada.page.text
    await ada.runs("/closeness")
    await ada.chooses(f"About {NAME}")
    await ada.presses("Look again now")
    assert LIBRARY.say("closeness_page.form_next") not in ada.page.text, "the name is known"


async def test_a_name_that_is_open_already_goes_on_where_it_was(ada: Person) -> None:
    await begin(ada, NAME)
    await reach(ada, "I feel heard by")
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await begin_here(ada, f" {NAME.lower()}  ")
    assert "You had begun this." in ada.page.text
    assert f"I feel heard by {NAME}" in ada.page.text


SOON = [(0, "earlier today"), (1, "yesterday"), (6, "It's been 6 days."), (14, "")]


@pytest.mark.parametrize(("days", "said"), SOON)
async def test_looking_again_soon_is_mentioned_and_allowed(
    ada: Person, house: House, days: int, said: str
) -> None:
    await agree(ada)
    await _event(ada)
    await house.passes(days * A_DAY)
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await begin_here(ada, NAME)
    assert said in ada.page.text
    assert ("You can look again now if you like." in ada.page.text) is bool(said)
    assert "Can the real you come into the room?" in ada.page.text


async def test_then_and_now_needs_two_looks_at_the_same_person(ada: Person, house: House) -> None:
    await agree(ada)
    await _event(ada)
    assert not ada.page.has("Then and now")
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await _event(ada, name="Ruth Canary")
    assert not ada.page.has("Then and now")
    await house.passes(A_DAY)
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await _event(ada, "A little true")
    await ada.presses("Then and now")
    assert (
        f"**Less true now**\n- Being heard by {NAME}: Mostly true → A little true" in ada.page.text
    )
    assert SCRIPT.again.lower in ada.page.text


async def test_a_look_again_is_a_quiet_note_that_can_be_changed(ada: Person, house: House) -> None:
    await agree(ada)
    await _event(ada)
    await ada.presses("Look again some time")
    assert "Every six weeks or so is plenty." in ada.page.text
    asked = ada.page
    await ada.presses("In six weeks")
    await ada.forges(str(asked.button("In four weeks")["custom_id"]))
    assert "I'll send a quiet line on" in ada.page.text
    await house.passes(29 * A_DAY)
    await ada.runs("/page")
    assert LIBRARY.say("home.ready") in ada.page.text


async def test_a_look_again_makes_no_sound_where_it_may_be_night(ada: Person, house: House) -> None:
    await agree(ada)
    await _event(ada)
    await ada.presses("Look again some time")
    await ada.presses("In four weeks")
    await house.passes(29 * A_DAY)
    assert ada.page.text in LIBRARY.reminders.followups
    nudge = house.env.backend.messages[ada.dm.id][ada.page.id]
    assert nudge.flags & SILENT


async def test_one_to_keep_in_mind_or_none(ada: Person) -> None:
    await agree(ada)
    await _event(ada)
    await ada.presses("Choose one to keep in mind")
    await ada.chooses(f"Being heard by {NAME}")
    assert SCRIPT.item("heard").practice in ada.page.text
    await ada.presses("Choose one to keep in mind")
    await ada.chooses("None")
    assert "Kept in mind" not in ada.page.text


async def test_a_talk_is_prepared_with_their_name_filled_in(ada: Person) -> None:
    await agree(ada)
    await _event(ada)
    await ada.presses("Prepare a conversation")
    assert f"Question 1 of {TOTAL}" in ada.page.text
    await ada.runs("/page")
    assert [f"About {NAME}"] in ada.page.menus.values()


async def test_a_takeaway_is_written_from_the_results(ada: Person) -> None:
    await agree(ada)
    await _event(ada)
    line = ada.sentence()
    await ada.presses("Write a takeaway")
    await ada.writes({ada.form.fields[0].label: line})
    assert LIBRARY.say("takeaway.saved") in ada.page.text


async def test_done_is_short_and_asks_for_nothing(ada: Person) -> None:
    await agree(ada)
    await _event(ada)
    await ada.presses("Done")
    assert ada.page.text == SCRIPT.results.closing


async def test_what_is_kept_can_be_seen_saved_and_deleted(ada: Person) -> None:
    await agree(ada)
    await _event(ada)
    old = ada.page
    await ada.runs("/my-words")
    await ada.chooses(f"About {NAME}")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Save as a file")
    await ada.presses("To read (Markdown)")
    assert f"I feel heard by {NAME}." in next(iter(ada.files.values())).decode()
    await ada.runs("/my-words")
    await ada.chooses(f"About {NAME}")
    assert RESULTS in ada.page.text
    await ada.runs("/my-words")
    await ada.chooses(f"About {NAME}")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    await ada.forges(str(old.button("Me and them")["custom_id"]))
    assert LIBRARY.say("closeness_page.gone") in ada.page.text
    assert INTRO in ada.page.text


async def test_an_old_button_changes_nothing(ada: Person) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    old = ada.page
    await ada.presses("Skip this one")
    await ada.forges(str(old.button("Skip this one")["custom_id"]))
    assert LIBRARY.say("error.old_button") in ada.page.text
    assert "doesn't judge me" in ada.page.text


async def test_nobody_can_use_somebody_elses_page(ada: Person, ben: Person, house: House) -> None:
    await begin(ada, NAME)
    await ada.presses("Carry on")
    theirs = [str(ada.page.button(b)["custom_id"]) for b in ("Skip this one", "Pause here")]
    await begin(ben, "Ruth Canary")
    for answer in await Forger(house, ben).send([Forgery(id) for id in theirs]):
        assert LIBRARY.say("closeness_page.gone") in answer.text
        assert NAME not in answer.text
    assert not any(NAME in page.text for page in ben.inbox)
    assert "I feel safe telling" in ada.page.text


async def test_only_going_back_in_it_makes_it_no_younger(ada: Person, house: House) -> None:
    await begin(ada)
    await reach(ada, str(SCRIPT.items[0].statements["feel"])[:12])
    await house.passes(4 * 24 * 3600)
    await ada.presses("Back")
    assert await days_in(ada) == {"2026-01-01"}
