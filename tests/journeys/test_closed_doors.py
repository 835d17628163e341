"""When private messages are closed: the same walkthrough, for their eyes only, echoing nothing."""

from tests.actors import Person
from tests.journeys.walks import EXAMPLE, SCRIPT, filled


async def carry_on_here(who: Person) -> None:
    who.dms_closed()
    await who.runs("/prepare")
    assert "I can't write to you in private yet" in who.whisper.text
    await who.presses("Carry on here")


async def agree_here(who: Person) -> None:
    await carry_on_here(who)
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")
    await who.presses("All 20 questions")


async def test_help_now_works_with_closed_doors(ada: Person) -> None:
    ada.dms_closed()
    await ada.runs("/prepare")
    await ada.presses("Help now")
    assert "life is in danger" in ada.whisper.text


async def test_it_can_be_tried_again_once_they_are_open(ada: Person) -> None:
    ada.dms_closed()
    await ada.runs("/prepare")
    await ada.presses("Try again")
    assert "I can't write to you in private yet" in ada.whisper.text
    ada.dms_open()
    await ada.presses("Try again")
    assert "a private place to think" in ada.page.text


async def test_questions_go_out_and_answers_come_in_and_nothing_is_echoed(
    ada: Person, ben: Person
) -> None:
    await agree_here(ada)
    for question in SCRIPT.questions:
        if question.original not in ada.whisper.text:
            way = "Yes" if ada.whisper.has("Yes", exactly=True) else "Carry on"
            await ada.presses(way, on=ada.whisper)
        assert question.original in ada.whisper.text
        if question.id == "who_with":
            # Where others might look, a choice does not name anybody.
            await ada.presses("Write my answer")
            assert "Them, directly" in ada.form.field("plan").options
            await ada.writes({"plan": "Them, directly"})
        else:
            await ada.writes(filled(question, EXAMPLE[question.id]))
        assert "Lena" not in str(ada.whisper)
    await ada.presses("Make my card")
    assert "I only show it in a private message" in ada.whisper.text
    assert not ben.sees
    assert not ada.inbox

    ada.dms_open()
    await ada.runs("/my-words")
    await ada.chooses("About Lena")
    assert "For a talk with Lena" in ada.page.text
    assert EXAMPLE["message"]["text"] in ada.page.text


async def test_a_form_opened_there_is_empty_and_leaves_what_was_written(ada: Person) -> None:
    await agree_here(ada)
    words = ada.sentence()
    await ada.writes({"In your own words": words})
    await ada.presses("Back")
    await ada.presses("Change my answer")
    assert ada.form.field("In your own words").value == ""
    await ada.writes({"What is it like?": ["Tight"]})
    ada.dms_open()
    await ada.runs("/prepare")
    await ada.presses("Look it all over")
    await ada.chooses("Jump to any question", "1. What am I feeling in my body?")
    await ada.presses("Change my answer")
    assert ada.form.field("In your own words").value == words
    assert ada.form.field("What is it like?").value == ["Tight"]


async def test_a_form_opened_there_does_not_show_what_was_chosen(ada: Person) -> None:
    await agree_here(ada)
    await ada.writes({"What is it like?": ["Tight"]})
    await ada.presses("Back")
    await ada.presses("Change my answer")
    assert ada.form.field("What is it like?").value == []


async def test_a_file_is_never_given_there(ada: Person) -> None:
    ada.dms_closed()
    await ada.runs("/example")
    await ada.presses("Carry on here")
    await ada.presses("Save as a file")
    assert "I only give that in a private message" in ada.whisper.text
    assert not ada.whisper.files


async def test_what_was_begun_there_goes_on_in_the_private_chat(ada: Person) -> None:
    await agree_here(ada)
    await ada.presses("Skip this question")
    ada.dms_open()
    await ada.runs("/prepare")
    assert "You were at question 2" in ada.page.text
