"""The way in: from a command in a server to the first question, and out again."""

import asyncio
from typing import Any

import pytest

from bot import __version__
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_emptied import keeps, sittings
from tests.journeys.walks import LIBRARY, TOTAL, agree, begin

LENGTHS = [length.title for length in LIBRARY.talk.lengths]
COMMANDS = (
    "/prepare",
    "/original",
    "/example",
    "/about",
    "/page",
    "/my-words",
    "/privacy",
)


async def test_a_command_in_a_server_is_answered_with_one_fixed_sentence(ada: Person) -> None:
    for command in COMMANDS:
        await ada.runs(command)
        assert ada.whisper.text == LIBRARY.say("notices.check_your_messages")
        assert ada.whisper.hidden


async def test_from_there_a_button_opens_their_chat(ada: Person) -> None:
    await ada.runs("/page")
    way = ada.whisper.button(LIBRARY.say("open_chat.button"))
    assert way["url"] == f"https://discord.com/channels/@me/{ada.dm.id}/{ada.page.id}"
    assert ada.whisper.buttons[-1] == LIBRARY.safety.button
    ada.dms_closed()
    await ada.runs("/page")
    assert LIBRARY.say("open_chat.button") not in ada.whisper.buttons, "there is nothing to open"


async def test_the_same_commands_work_in_the_private_chat(ada: Person) -> None:
    await ada.runs("/page")
    for command, said in (
        ("/original", "20. What will I do if the other person"),
        ("/example", "Sunday lunch"),
        ("/about", "It isn't therapy"),
        ("/privacy", "not end-to-end encrypted"),
        ("/my-words", "Nothing is kept here"),
        ("/page", "What would you like?"),
        ("/prepare", "a private place to think"),
    ):
        await ada.runs(command, where=ada.dm)
        assert said.replace("20. ", "20\\. ") in ada.page.text
        assert len(ada.inbox) == 1, "the page before was not taken out"


async def test_about_says_which_version_this_is_in_its_last_small_line(ada: Person) -> None:
    await ada.runs("/page")
    await ada.runs("/about", where=ada.dm)
    assert ada.page.text.splitlines()[-1] == f"-# Version {__version__}"


async def test_how_words_are_kept_is_said_before_the_first_question(ada: Person) -> None:
    await ada.runs("/prepare")
    assert "a private place to think before you talk" in ada.page.text
    await ada.presses("How your words are kept")
    assert "they hold the key" in ada.page.text
    assert "not end-to-end encrypted" in ada.page.text
    assert "Nobody watches what you write" in ada.page.text
    await ada.presses("Tell me more")
    assert "whoever runs this bot holds the key" in ada.page.text
    await ada.presses("Yes, begin")
    await ada.presses("All 20 questions")
    assert f"Question 1 of {TOTAL}" in ada.page.text


async def test_refusing_stores_nothing(ada: Person, house: House) -> None:
    await ada.runs("/prepare")
    await ada.presses("How your words are kept")
    await ada.presses("Not for me")
    assert "I've kept nothing" in ada.page.text
    assert not await house.knows(ada)


async def test_looking_around_and_asking_for_help_store_nothing(ada: Person, house: House) -> None:
    await ada.runs("/prepare")
    await ada.presses("Look around first")
    await ada.presses("Save as a file")
    await ada.presses("Help now")
    await ada.chooses("I'm afraid of someone, or being hurt")
    await ada.chooses("Germany")
    assert not await house.knows(ada)


async def test_agreeing_is_asked_only_once(ada: Person) -> None:
    await begin(ada)
    await ada.runs("/prepare")
    assert "How your words are kept" not in ada.page.buttons


async def test_agreeing_is_asked_again_when_somebody_else_runs_it(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await house.restart(operator="a new host")
    await ada.runs("/prepare")
    assert "who runs this" in ada.page.text
    assert "a new host" in ada.page.text
    await ada.presses("Yes, that's fine")
    assert "Welcome back" in ada.page.text


async def test_one_page_is_edited_and_none_piles_up(ada: Person) -> None:
    await begin(ada)
    for _ in range(5):
        await ada.writes()
        if "### Part" in ada.page.text:
            await ada.presses("Carry on")
        assert len(ada.inbox) == 1


async def test_help_now_stands_last_on_every_page_met_on_the_way(ada: Person) -> None:
    await ada.runs("/prepare")
    for press in ("How your words are kept", "Tell me more", "Yes, begin"):
        assert ada.page.buttons[-1] == "Help now"
        await ada.presses(press)
    assert ada.page.buttons[-1] == "Help now"


async def test_help_now_in_a_server_answers_there_and_nobody_else_sees_it(
    ada: Person, ben: Person
) -> None:
    await ada.runs("/help-now")
    assert "life is in danger" in ada.whisper.text
    await ada.chooses("I'm thinking about suicide or can't cope")
    await ada.chooses("United States")
    assert "call 911" in ada.whisper.text
    assert "988" in ada.whisper.text
    assert not ben.sees


async def test_a_number_stands_on_the_first_page_before_anything_is_chosen(ada: Person) -> None:
    await ada.runs("/help-now")
    assert "United States and Canada: call or text **988**" in ada.whisper.text
    assert "Nobody has dialled or opened them for me" in ada.whisper.text
    await ada.chooses("Germany")
    assert "0800 111 0 111" in ada.whisper.text, "and for a country, whoever is there in a crisis"


async def test_a_country_that_stands_in_the_second_menu_is_found(ada: Person) -> None:
    await ada.runs("/help-now")
    await ada.chooses("I'm afraid of someone, or being hurt")
    await ada.chooses("More countries")
    await ada.chooses("The other countries")
    await ada.chooses("More countries")
    await ada.chooses("Taiwan")
    assert "### Taiwan" in ada.whisper.text
    assert "Call: **113**" in ada.whisper.text
    assert "being afraid" in ada.whisper.text.lower()
    await ada.chooses("More countries")
    assert "Call: **113**" in ada.whisper.text, "what was chosen stays until another is"
    await ada.chooses("The other countries")
    await ada.chooses("Netherlands")
    assert "Veilig Thuis" in ada.whisper.text


async def test_a_country_without_a_line_gets_the_emergency_number_and_the_directory(
    ada: Person,
) -> None:
    await ada.runs("/help-now")
    await ada.chooses("I'm under 18 and want someone to talk to")
    await ada.chooses("Japan")
    assert "119 (ambulance)" in ada.whisper.text
    assert "Japan: I have no line for under-18s yet." in ada.whisper.text
    assert "childhelplineinternational.org" in ada.whisper.text


async def test_a_country_is_remembered_only_when_asked_to(ada: Person, house: House) -> None:
    await begin(ada)
    await ada.presses("Help now")
    await ada.chooses("Germany")
    await ada.presses("Back")
    assert f"Question 1 of {TOTAL}" in ada.page.text
    await ada.presses("Help now")
    assert "call 112." not in ada.page.text
    await ada.chooses("Germany")
    await ada.presses("Remember this country")
    await house.restart()
    await ada.presses("Back")
    await ada.presses("Help now")
    assert "call 112." in ada.page.text
    await ada.presses("Forget this country")
    await ada.presses("Back")
    await ada.presses("Help now")
    assert "call 112." not in ada.page.text


TYPED = "reach a person"


async def test_whoever_types_is_told_where_people_are_every_time(ada: Person, house: House) -> None:
    await agree(ada)
    await ada.types(ada.sentence())
    assert TYPED in ada.page.text
    assert ada.page.buttons[0] == "Help now", "here people come first"
    assert ada.page.buttons[-1] == "Home"
    for way in ("Write it into a form", "Body check-in", "Steady first"):
        assert ada.page.has(way, exactly=True)
    await ada.types(ada.sentence())
    assert len([p for p in ada.inbox if TYPED in p.text]) == 1, "not twice within ten minutes"
    first = next(p for p in ada.inbox if TYPED in p.text)
    await house.passes(11 * 60)
    await ada.types(ada.sentence())
    again = [p for p in ada.inbox if TYPED in p.text]
    assert len(again) == 1, "the older one is taken out"
    assert again[0].id != first.id
    await ada.presses("Help now")
    assert "988" in ada.page.text
    await ada.types(ada.sentence())
    assert TYPED in ada.page.text


async def test_whoever_types_is_led_to_where_words_stay(ada: Person, house: House) -> None:
    await agree(ada)
    await ada.types(ada.sentence())
    typed, mine = ada.page, ada.sentence()
    await ada.presses("Write it into a form")
    assert not any(f.value for f in ada.form.fields), "nothing of what was typed was read"
    await ada.writes({ada.form.fields[0].label: mine})
    assert await keeps(house, ada, mine)
    await ada.presses("Body check-in", on=typed)
    assert LIBRARY.checkin.title in str(ada.page) or ada.page.has("Begin")
    await ada.presses("Steady first", on=typed)
    assert "Before any words, choose one" in ada.page.text
    first = await sittings(house, ada)
    await ada.presses("Steady first", on=typed)
    assert "Before any words, choose one" in ada.page.text
    assert await sittings(house, ada) == first, "pressed twice, one is begun"


@pytest.mark.parametrize("way", ["Write it into a form", "Body check-in", "Steady first"])
async def test_whoever_types_before_they_agreed_is_asked_first(
    ada: Person, house: House, way: str
) -> None:
    await ada.types(ada.sentence())
    await ada.presses(way)
    assert "a private place to think" in ada.page.text
    assert not await house.knows(ada)


async def test_to_the_first_question_it_is_three_presses(ada: Person, house: House) -> None:
    """The first is the one that opens the chat: Discord's own."""
    await ada.runs("/prepare")
    await ada.presses("How your words are kept")
    consent = ada.page
    await ada.presses("The short one: 8 questions")
    assert "Question 1 of 8" in ada.page.text
    assert len(await sittings(house, ada)) == 1
    await ada.presses("All 20 questions", on=consent)
    assert "Welcome back" in ada.page.text, "pressed again, what was begun is there"
    assert len(await sittings(house, ada)) == 1


async def test_where_no_walkthrough_was_wanted_no_length_is_asked(ada: Person) -> None:
    await ada.runs("/checkin")
    await ada.presses("How your words are kept")
    assert not ada.page.has("All 20 questions")


async def test_two_devices_that_type_at_once_get_one_answer(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await agree(ada)
    http = house.env.bot.http
    request = http.request

    async def takes_a_moment(*asked: Any, **more: Any) -> Any:  # noqa: ANN401
        await asyncio.sleep(0)
        return await request(*asked, **more)

    # The stand-in answers before anything else can happen; the real one never does.
    monkeypatch.setattr(http, "request", takes_a_moment)
    await ada.types_at_once(ada.sentence(), ada.sentence())
    assert len([p for p in ada.inbox if TYPED in p.text]) == 1


async def test_a_page_from_before_everything_was_deleted_begins_nothing(
    ada: Person, house: House
) -> None:
    await agree(ada)
    lengths = [str(b["custom_id"]) for b in map(ada.page.button, LENGTHS)]
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    await ada.presses("Yes, delete everything")
    for press in lengths:
        [answer] = await Forger(house, ada).send([Forgery(press)])
        assert "a private place to think" in answer.text, "how words are kept is said first"
        assert not await house.knows(ada)


async def test_the_chat_can_be_cleared(ada: Person) -> None:
    await begin(ada)
    await ada.presses("Pause here")
    await ada.presses("Hide now")
    assert ada.inbox == [], "nothing is left there, and nothing tells of it"
    await ada.runs("/prepare")
    assert "You were at question 1" in ada.page.text


async def test_about_says_who_runs_it(ada: Person, house: House) -> None:
    await house.restart(operator="a *new* host")
    await ada.runs("/about", where=ada.dm)
    assert "Who runs this: a \\*new\\* host." in ada.page.text
