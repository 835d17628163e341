"""Prepare a conversation, as somebody walks it: every length, every branch, back and forth."""

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.walks import (
    EXAMPLE,
    LIBRARY,
    SCRIPT,
    TOTAL,
    agree,
    answers_all,
    begin,
    filled,
    passes_by,
    says_a_line,
    skips_to,
)

pytestmark = pytest.mark.long

SECTIONS = (
    "What I notice",
    "What I feel",
    "What I think",
    "In one line",
    "My goal",
    "Where I'd like us to end up",
    "Asking for time",
    "Opening line",
    "What I'll say",
    "Talking points",
    "What can bend",
    "What can't",
    "Tone and body",
    "How and when",
    "If it doesn't go well",
)


async def test_all_twenty_answers_of_the_example_come_back_as_one_card(ada: Person) -> None:
    await begin(ada)
    await answers_all(ada)
    assert "Looking it all over" in ada.page.text
    await ada.presses("Make my card")
    assert "For a talk with Lena" in ada.page.text
    places = [ada.page.text.index(f"**{section}**") for section in SECTIONS]
    assert places == sorted(places)
    assert "I can imagine that for you, it feels natural to bring people along" in ada.page.text
    assert EXAMPLE["convey"]["ask"] in ada.page.text


async def test_the_card_can_be_saved_as_markdown_and_as_text(ada: Person) -> None:
    await begin(ada)
    await answers_all(ada)
    await ada.presses("Make my card")
    await ada.presses("More")
    await ada.presses("Save as a file")
    await ada.presses("Save as plain text")
    for name, content in ada.files.items():
        assert name.startswith("notes-")
        assert EXAMPLE["message"]["text"] in " ".join(content.decode().split())
        assert "Naming the author does not mean" in " ".join(content.decode().split())
    assert {name.rpartition(".")[2] for name in ada.files} == {"md", "txt"}
    await ada.presses("Take the file out of the chat again")
    assert len(ada.files) == 1
    await ada.presses("Back to the card")
    assert any("For a talk with Lena" in page.text for page in ada.inbox)


async def test_the_short_one_asks_eight_questions_and_makes_a_card(ada: Person) -> None:
    await begin(ada, "The short one: 8 questions")
    for id in SCRIPT.length("brief").questions:
        if "Do I feel safe" in ada.page.text:
            await ada.presses("Yes")
        assert SCRIPT.question(id).original in ada.page.text
        await ada.writes(filled(SCRIPT.question(id), EXAMPLE[id]))
    await ada.presses("Make my card")
    assert SCRIPT.length("brief").ends in ada.page.text
    assert "**What I'll say**" in ada.page.text


async def test_steady_first_lands_parks_one_line_and_plans_nothing(ada: Person) -> None:
    await begin(ada, "Steady first: when feelings run high")
    assert "Look around the room" in ada.page.text
    await ada.chooses("Press my feet into the floor")
    await ada.presses("Carry on")
    assert "You don't need to find a word" in ada.page.text
    await ada.presses("Skip this question")
    await ada.presses("Skip this question")
    assert "You are only putting it somewhere safe" in ada.page.text
    line = ada.sentence()
    await ada.writes({"In one sentence": line})
    await ada.presses("When is it not the time?")
    assert "One of you has been drinking" in ada.page.text
    await ada.presses("Carry on")
    await ada.presses("Line 2")
    assert "I'll be back at [time]" in str(ada.form.field("text").value)
    await ada.writes({"text": "I need a break until half past nine tonight, truly."})
    await ada.writes({"When?": "Tomorrow"})
    assert SCRIPT.length("steady").ends in ada.page.text
    assert line in ada.page.text
    await ada.presses("Carry on with all 20")
    assert f"of {TOTAL}" in ada.page.text or "Part" in ada.page.text


async def test_very_strong_offers_steady_first(ada: Person) -> None:
    await begin(ada)
    await ada.writes({"How strong is it?": "Very strong"})
    assert "Would you like 'Steady first'?" in ada.page.text
    await ada.presses("Carry on with all 20")
    assert f"Question 2 of {TOTAL}" in ada.page.text


async def test_a_letter_that_is_not_sent(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes(
        {
            "A name, nickname or initials": "Oma",
            "Is this someone you can talk to?": "No, they are out of reach or have died",
        }
    )
    assert "in a letter that isn't sent" in ada.page.text
    await ada.presses("Yes, leave those out")
    await says_a_line(ada)
    await skips_to(ada, "When will I read this to myself")
    await skips_to(ada, "What will I do for me afterwards?")
    await ada.presses("Write my answer")
    assert [f.key for f in ada.form.fields] == ["after"]
    await ada.writes({"after": "Put the kettle on and ring nobody at all tonight"})
    await ada.presses("Make my card")
    assert "A letter, not sent" in ada.page.text
    assert "For a talk with" not in ada.page.text


async def test_a_note_to_me(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes({"Is this someone you can talk to?": "It is me"})
    await ada.presses("Yes, leave those out")
    await says_a_line(ada)
    await skips_to(ada, "What will I do if I find it hard to hear?")
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    assert "A note to me" in ada.page.text


async def test_no_one_yet_makes_a_note_for_me(ada: Person) -> None:
    await begin(ada)
    await says_a_line(ada)
    await skips_to(ada, "Who will I talk with about this?")
    await ada.writes({"plan": "No one yet. I'll keep it here"})
    await ada.presses("Stop here")
    await ada.presses("Make my card")
    assert "A note for me" in ada.page.text


async def test_trying_it_out_on_somebody_else_first(ada: Person) -> None:
    await begin(ada)
    await says_a_line(ada)
    await skips_to(ada, "Who will I talk with about this?")
    await ada.writes(
        {
            "plan": "Someone else first, to think it through",
            "Their name, if it is someone else": "my friend Joy-Marie Canary",
        }
    )
    assert "for the talk with my friend Joy-Marie Canary" in ada.page.text
    await ada.presses("Carry on")
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    assert "For a talk with my friend Joy-Marie Canary" in ada.page.text


async def test_not_sure_it_is_safe(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes({"A name, nickname or initials": "R., from number nineteen"})
    await says_a_line(ada)
    await skips_to(ada, "Who will I talk with about this?")
    await ada.writes({"plan": "I'm not sure it is safe to tell them"})
    assert "You don't owe anyone this conversation" in ada.page.text
    await ada.presses("Who I could talk to")
    assert "Being afraid of someone is reason enough" in ada.page.text
    await ada.presses("Back")
    await ada.presses("Carry on", on=ada.page)
    assert "Looking it all over" in ada.page.text, "nothing that plans the talk is asked any more"
    await ada.presses("Make my note")
    assert "A note for me" in ada.page.text
    assert "For a talk with" not in ada.page.text
    assert not ada.page.has("Five checks before I go")
    assert not ada.page.has("Share")


async def test_what_is_on_hold_for_somebody_is_on_hold_in_every_walkthrough_about_them(
    ada: Person,
) -> None:
    await begin(ada)
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes({"A name, nickname or initials": "Robin from number nineteen"})
    await skips_to(ada, "Who will I talk with about this?")
    await ada.writes({"plan": "I'm not sure it is safe to tell them"})
    await ada.presses("Keep it here, just for me")
    assert "A note for me" in ada.page.text

    await ada.runs("/prepare")
    await ada.presses("All 20 questions")
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes({"A name, nickname or initials": " robin  from NUMBER nineteen "})
    assert "here and to nobody but me" in ada.page.text
    await ada.writes({"In one sentence": ada.sentence()})
    assert SCRIPT.question("why_feel").original in ada.page.text
    await ada.presses("Skip this question")
    assert "Looking it all over" in ada.page.text, "nothing that plans a talk is asked"


async def test_no_to_feeling_safe_in_the_short_one(ada: Person) -> None:
    await begin(ada, "The short one: 8 questions")
    await skips_to(ada, "Do I feel safe saying this to them?")
    await ada.presses("No, or I'm not sure")
    assert "You don't owe anyone this conversation" in ada.page.text


async def test_the_five_checks_only_branch_at_the_last(ada: Person) -> None:
    await begin(ada)
    await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    await ada.presses("More")
    await ada.presses("Five checks before I go")
    for n in range(4):
        assert f"Check {n + 1} of 5" in ada.page.text
        await ada.presses("No", on=ada.page)
        assert "better another time" in ada.page.text
        assert "Check" not in ada.page.text, "a no has the page to itself"
        await ada.presses("Next check")
    assert "Do I feel safe saying this to them?" in ada.page.text
    await ada.presses("No")
    assert "You don't owe anyone this conversation" in ada.page.text
    await ada.presses("Carry on")
    assert "A note for me" in ada.page.text


async def test_a_pause_a_restart_and_a_return(ada: Person, house: House) -> None:
    await begin(ada)
    words = ada.sentence()
    await ada.writes({"In your own words": words})
    await ada.presses("Pause here")
    assert "nothing is lost" in ada.page.text
    await ada.presses("Stop here")
    await house.restart()
    await ada.presses("Carry on")
    assert f"Question 2 of {TOTAL}" in ada.page.text
    await ada.presses("Back", on=ada.page)
    await ada.presses("Change my answer")
    assert ada.form.field("In your own words").value == words


RETURNS = [
    (0, "You were at question 2"),
    (3, f"You left off at question 2 of {TOTAL}"),
    (20, "It may not fit"),
    (90, "nothing to catch up on"),
]


@pytest.mark.parametrize(("days", "said"), RETURNS)
async def test_coming_back_is_never_late(ada: Person, house: House, days: int, said: str) -> None:
    await begin(ada)
    await ada.presses("Skip this question")
    await house.passes(days * 86400)
    await ada.runs("/prepare")
    assert said in ada.page.text
    await ada.presses("Carry on")
    assert f"Question 2 of {TOTAL}" in ada.page.text


async def test_several_can_be_open_and_one_is_chosen(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes({"A name, nickname or initials": "my sister Lena Canary"})
    await ada.runs("/prepare")
    await ada.presses("Start fresh")
    await ada.presses("The short one: 8 questions")
    await ada.runs("/prepare")
    assert "Carry on with one, or begin another" in ada.page.text
    await ada.chooses("About my sister Lena Canary")
    assert "What do I want to communicate?" in ada.page.text
    await ada.runs("/prepare")
    await ada.chooses("No name yet")
    assert "Question 1 of 8" in ada.page.text


async def test_one_can_be_let_go(ada: Person) -> None:
    await begin(ada)
    await ada.writes()
    await ada.runs("/prepare")
    await ada.presses("Delete this one")
    assert "It can't be brought back" in ada.page.text
    await ada.presses("No, keep it")
    assert f"Question 2 of {TOTAL}" in ada.page.text
    await ada.runs("/prepare")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    await ada.runs("/prepare")
    assert "How much time do you have?" in ada.page.text


async def test_an_old_button_changes_nothing(ada: Person, house: House) -> None:
    await begin(ada)
    first = str(ada.page.button("Skip this question")["custom_id"])
    await ada.writes()
    (answer,) = await Forger(house, ada).send([Forgery(first)])
    assert LIBRARY.say("error.old_button") in answer.text
    assert f"Question 2 of {TOTAL}" in answer.text


async def test_a_button_of_something_deleted_leads_somewhere(ada: Person) -> None:
    await begin(ada)
    first = ada.page
    await ada.runs("/my-words")
    await ada.presses("Delete everything")
    await ada.presses("Yes, delete everything")
    await ada.runs("/prepare")
    page = ada.page
    assert "a private place to think" in page.text
    assert first.id != page.id


async def test_examples_and_look_alikes_are_explained_on_tap(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "What do I want to communicate?")
    await ada.presses("Show me examples")
    assert "I miss you, and I don't know how to say so" in ada.page.text
    await skips_to(ada, "How will I convey my thoughts and feelings?")
    await ada.presses("Didn't you ask this already?")
    assert "the words you would say out loud" in ada.page.text


async def test_a_starter_opens_the_form_with_its_first_words(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "What do I want to communicate?")
    await ada.presses("Start me off")
    for _ in "12":
        await ada.presses("I am sorry that …")
        assert ada.form.field("In one sentence").value == "I am sorry that "


async def test_a_bridge_looks_back_to_what_was_said(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "Who do I need to communicate this to?")
    await ada.writes({"A name, nickname or initials": "my uncle Bo from Canary Wharf"})
    await skips_to(ada, "Who will I talk with about this?")
    assert "this message is for my uncle Bo from Canary Wharf" in ada.page.text
    await ada.presses("Write my answer")
    assert "my uncle Bo from Canary Wharf, directly" in ada.form.field("plan").options


async def test_feelings_that_were_chosen_stand_in_the_sentence(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, "What does it represent")
    await ada.presses("More words")
    await ada.chooses("Sad and sore")
    await ada.chooses("Choose any that fit", "grieving", "hurt")
    await ada.presses("Carry on")
    await skips_to(ada, "How will I convey my thoughts and feelings?")
    await ada.presses("Write my answer")
    assert ada.form.field("I feel...").value == "hurt, grieving"


async def test_the_room_instead_of_the_body(ada: Person) -> None:
    await begin(ada)
    await ada.presses("Look around instead")
    assert "three things you can see that are the same colour" in ada.page.text
    await ada.chooses("Foggy")
    assert "Part 2 of 7" in ada.page.text


async def test_a_part_of_the_card_is_edited_and_the_card_comes_back(ada: Person) -> None:
    await begin(ada)
    await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    await ada.presses("Look it all over")
    await ada.chooses("6. What do I want to communicate?")
    words = ada.sentence()
    await ada.writes({"In one sentence": words})
    assert "Conversation card" in ada.page.text
    assert words in ada.page.text


async def test_before_the_words_are_planned_it_is_asked_whether_it_is_safe(ada: Person) -> None:
    """In the full length, too; and not where no talk with them is planned."""
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Robin"})
    await says_a_line(ada)
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes({"Who will I talk with first?": "Robin, directly"})
    assert "Do I feel safe saying this to them?" in ada.page.text
    await ada.presses("No, or I'm not sure")
    assert "You don't owe anyone this conversation." in ada.page.text
    await ada.presses("Carry on")
    assert "Looking it all over" in ada.page.text
    await ada.presses("Make my note")
    assert "A note for me" in ada.page.text


async def test_nobody_makes_a_card_for_a_talk_round_that_question(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Lena"})
    await says_a_line(ada)
    await ada.presses("Look it all over")
    await ada.presses("Make my card")
    assert "Do I feel safe saying this to them?" in ada.page.text
    await ada.presses("Yes")
    assert "For a talk with Lena" in ada.page.text
    assert ada.page.has("Remind me")


async def test_whoever_is_not_sure_then_has_a_note_for_themselves(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Lena"})
    await says_a_line(ada)
    await ada.presses("Look it all over")
    await ada.presses("Make my card")
    await ada.presses("No, or I'm not sure")
    assert "You don't owe anyone this conversation." in ada.page.text
    await ada.presses("Carry on")
    assert "A note for me" in ada.page.text
    assert not ada.page.has("Remind me")


@pytest.mark.parametrize(
    ("plan", "goes_on"),
    [
        ("No one yet. I'll keep it here", "Finish the words for myself"),
        ("Someone else first, to think it through", "Carry on"),
    ],
)
async def test_where_no_talk_with_them_is_planned_it_is_not_asked(
    ada: Person, plan: str, goes_on: str
) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes({"Who will I talk with first?": plan})
    await ada.presses(goes_on)
    assert SCRIPT.question("approach").original in ada.page.text


async def test_the_longest_answers_still_fit_page_by_page(ada: Person) -> None:
    await begin(ada)
    for question in SCRIPT.questions:
        await passes_by(ada, question.original)
        given = {}
        for field in question.fields:
            if field.kind.is_words:
                given[field.label] = ("*_~ " * 2000)[: field.most_chars - 10] + "canary 0123"[:10]
        await (ada.writes(given) if given else ada.presses("Skip this question"))
    await ada.presses("Make my card")
    seen = 1
    while ada.page.has("Next page"):
        await ada.presses("Next page")
        seen += 1
    assert f"Page {seen} of {seen}" in ada.page.text


async def test_what_is_kept_can_be_seen_saved_and_deleted(ada: Person, house: House) -> None:
    await begin(ada)
    words = ada.sentence()
    await ada.writes({"In your own words": words})
    await ada.runs("/my-words")
    await ada.presses("Save, or bring in")
    await ada.presses("To read (Markdown)")
    assert any(words in f.decode() for f in ada.files.values())
    await ada.runs("/my-words")
    await ada.presses("Delete everything")
    await ada.presses("Yes, delete everything")
    assert [p for p in ada.inbox if not p.hidden] == []
    assert not await house.knows(ada)


async def test_nobody_can_use_somebody_elses_page(ada: Person, ben: Person, house: House) -> None:
    await begin(ada)
    await ada.writes()
    theirs = [str(ada.page.button(name)["custom_id"]) for name in ("Skip this question", "Back")]
    for answer in await Forger(house, ben).send([Forgery(id) for id in theirs]):
        assert "Question" not in answer.text, "he has not agreed to anything"
    await agree(ben)
    for answer in await Forger(house, ben).send([Forgery(id) for id in theirs]):
        assert LIBRARY.say("sittings.gone") in answer.text
        assert "Question" not in answer.text
    assert f"Question 2 of {TOTAL}" in ada.page.text


async def test_an_old_button_never_brings_back_a_talk_that_may_not_be_safe(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    await ada.presses("More")
    checks = str(ada.page.button("Five checks before I go")["custom_id"])
    await ada.presses("Back to the card")
    await ada.presses("Look it all over")
    await ada.chooses("13. Who will I talk with about this?")
    await ada.writes({"plan": "I'm not sure it is safe to tell them"})
    (answer,) = await Forger(house, ada).send([Forgery(checks)])
    assert "Check 1 of 5" not in answer.text
    assert "A note for me" in answer.text


async def test_pressed_twice_one_begins(ada: Person) -> None:
    await ada.runs("/prepare")
    await ada.presses("How your words are kept")
    await ada.presses("Yes, begin")
    asks = ada.page
    await ada.presses("All 20 questions", on=asks)
    first = ada.page.text
    await ada.presses("All 20 questions", on=asks)
    assert ada.page.text == first
    await ada.runs("/my-words")
    assert len(ada.page.menus["Open one of these"]) == 1


async def test_the_short_one_begins_at_a_beginning(ada: Person) -> None:
    await begin(ada, "The short one: 8 questions")
    assert "Think of what you want to talk about" in ada.page.text
    await skips_to(ada, "Question 2 of 8")
    assert "Think of what you want to talk about" not in ada.page.text


async def test_of_two_forms_about_one_answer_the_later_is_handed_back(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await ada.presses("Write my answer")
    first, second = ada.sentence(), ada.sentence()
    other = Forgery(ada.form.id, fields={ada.form.field("In your own words").key: first})
    await Forger(house, ada).send([other])
    await ada.writes({"In your own words": second})
    (page,) = (page for page in ada.inbox if second in page.text)
    assert LIBRARY.say("page.changed_elsewhere") in page.text, "what was not kept is handed back"
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("Look it all over")
    await ada.chooses("Jump to any question", "1. What am I feeling in my body?")
    await ada.presses("Change my answer")
    assert ada.form["In your own words"] == first
