"""The body check-in, as somebody meets it: half a minute, and nothing is made of it."""

from tests.actors import House, Page, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.walks import LIBRARY, TOTAL

TEXTS = LIBRARY.checkin
MORE = TEXTS.more
A_DAY = 24 * 60 * 60
WHERE, WHAT, HOW = "Where do you notice something?", "What is it like?", "How strong is it?"
WORD, LINE = "Any word that fits?", "A line, if you like"
Filled = dict[str, str | list[str]]
VERY_STRONG: Filled = {HOW: "Very strong"}
PRESSING: Filled = {WHERE: ["Chest", "Jaw, mouth"], WHAT: ["Pressing"], HOW: "Very strong"}


def says_kept(page: Page) -> bool:
    """Whether it says so, first of all."""
    return page.text.startswith(LIBRARY.say("finish.checkin"))


async def opens(who: Person) -> None:
    """From the first command to the page before the form."""
    await who.runs("/checkin")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")


async def notes(who: Person, fields: Filled | None = None) -> None:
    """One check-in, from wherever they are."""
    await who.runs("/checkin")
    await who.writes(fields or {}, by=MORE)


async def test_a_form_of_five_parts_is_sent_and_that_is_all(ada: Person) -> None:
    await opens(ada)
    assert TEXTS.open_say in ada.page.text
    await ada.presses(MORE)
    assert ada.form.title == "How is it in there?"
    assert [f.label for f in ada.form.fields] == [WHERE, WHAT, HOW, WORD, LINE]
    line = ada.sentence()
    await ada.writes({WHERE: ["Jaw, mouth"], HOW: "Mild", WORD: ["tired"], LINE: line})
    said, noted = ada.page.text.split("\n", 1)
    assert said in TEXTS.done_say
    assert f"-# Jaw, mouth, Mild, tired, {line}" in noted
    assert ada.page.buttons[:3] == [MORE, "Add a word", "Take it back"]
    assert ada.page.buttons[-3:] == ["Home", "Hide now", "Help now"]


async def test_an_empty_form_is_a_full_answer_and_is_kept(ada: Person) -> None:
    await opens(ada)
    await ada.writes({}, by=MORE)
    assert ada.page.text == TEXTS.nothing_say
    await ada.runs("/my-words")
    assert any("Nothing noted" in option for menu in ada.page.menus.values() for option in menu)


async def test_several_a_day_are_kept_and_not_answered_alike(ada: Person) -> None:
    await opens(ada)
    said = set()
    for word in ("calm", "tired", "sad"):
        await notes(ada, {WORD: [word]})
        said.add(ada.page.text)
    assert len(said) == 3
    await ada.runs("/my-words")
    assert ada.page.menus["Open one of these"] == ["sad", "tired", "calm"]


async def test_not_today_keeps_nothing(ada: Person) -> None:
    await opens(ada)
    await ada.presses("Not today")
    assert "I've kept nothing" in ada.page.text
    await ada.runs("/my-words")
    assert not ada.page.menus


async def test_a_form_that_is_sent_twice_counts_once(ada: Person, house: House) -> None:
    await opens(ada)
    await ada.presses(MORE)
    form, line, other = ada.form.id, ada.sentence(), ada.sentence()
    await ada.writes({LINE: line})
    same, changed = (Forgery(form, fields={"note": text}) for text in (line, other))
    forger = Forger(house, ada)
    (again,) = await forger.send([same])
    assert any(said in again.text for said in TEXTS.done_say)
    (again,) = await forger.send([changed])
    assert "kept already, as you first sent it" in again.text
    assert other in again.text
    await ada.runs("/my-words")
    assert ada.page.menus["Open one of these"] == [line]
    await ada.chooses("Open one of these", line)
    assert line in ada.page.text


async def test_words_of_every_neighbourhood_and_a_line_can_be_added(ada: Person) -> None:
    await opens(ada)
    await ada.writes({WORD: ["calm"]}, by=MORE)
    await ada.presses("Add a word")
    await ada.chooses("A group of words", "Worn and flat")
    await ada.chooses("Choose any that fit", "stretched thin", "flat")
    assert "heavy word" not in ada.page.text
    await ada.presses("Carry on")
    line = ada.sentence()
    await ada.presses(MORE)
    assert ada.form[WORD] == ["calm"]
    await ada.writes({LINE: line})
    await ada.presses(MORE)
    assert ada.form[LINE] == line
    await ada.runs("/my-words")
    await ada.chooses("Open one of these", ada.page.menus["Open one of these"][0])
    for seen in ("calm; flat; stretched thin", line):
        assert seen in ada.page.text
    await ada.presses("Home")
    await ada.runs("/my-words")
    await ada.presses("Save, or bring in")
    await ada.presses("To read (Markdown)")
    (file,) = ada.files.values()
    assert b"# Body check-in, " in file
    assert line in file.decode()


async def test_a_heavy_word_brings_one_quiet_line(ada: Person) -> None:
    await opens(ada)
    await ada.writes({}, by=MORE)
    await ada.presses("Add a word")
    await ada.chooses("A group of words", "Sad and sore")
    await ada.chooses("Choose any that fit", "hopeless")
    assert LIBRARY.say("page.help_is_here") in ada.page.text
    await ada.chooses("Choose any that fit", "hopeless", "sad")
    assert LIBRARY.say("page.help_is_here") not in ada.page.text
    await notes(ada, {WORD: ["afraid"]})
    assert LIBRARY.say("page.help_if_afraid") in ada.page.text


async def test_a_heavier_word_brings_its_own_line(ada: Person) -> None:
    await opens(ada)
    await ada.writes({}, by=MORE)
    await ada.presses("Add a word")
    await ada.chooses("A group of words", "Worn and flat")
    await ada.chooses("Choose any that fit", "empty")
    assert LIBRARY.say("page.help_if_heavy") in ada.page.text
    await ada.chooses("A group of words", "Sad and sore")
    await ada.chooses("Choose any that fit", "hopeless")
    assert LIBRARY.say("page.help_is_here") in ada.page.text


async def test_pressing_in_the_chest_may_be_medical(ada: Person) -> None:
    await opens(ada)
    await ada.writes({**PRESSING, HOW: "Strong"}, by=MORE)
    assert "medical" not in ada.page.text
    await notes(ada, PRESSING)
    assert LIBRARY.shared.medical.say in ada.page.text
    await ada.presses("Help now")
    await ada.chooses("Which country are you in?", "Germany")
    await ada.presses("Remember this country")
    await notes(ada, PRESSING)
    assert "The emergency number here is 112." in ada.page.text


async def test_three_very_strong_ones_in_a_week_are_said_once_in_two(
    ada: Person, house: House
) -> None:
    await opens(ada)
    await ada.writes(VERY_STRONG, by=MORE)
    assert ada.page.has("Steady first")
    await house.passes(A_DAY)
    await notes(ada, VERY_STRONG)
    assert "very strong" not in ada.page.text
    await notes(ada, VERY_STRONG)
    assert TEXTS.strong in ada.page.text
    for _ in range(2):
        await house.passes(6 * A_DAY)
        for _ in range(3):
            await notes(ada, VERY_STRONG)
            assert TEXTS.strong not in ada.page.text
    await house.passes(3 * A_DAY)
    await notes(ada, VERY_STRONG)
    assert TEXTS.strong in ada.page.text
    await ada.presses("Don't say that again")
    await house.passes(20 * A_DAY)
    for _ in range(4):
        await notes(ada, VERY_STRONG)
        assert TEXTS.strong not in ada.page.text


async def test_the_room_instead_of_the_body(ada: Person) -> None:
    await opens(ada)
    await ada.presses("Look around instead")
    for step in LIBRARY.shared.room.steps:
        assert step in ada.page.text
    await ada.chooses("Foggy")
    assert says_kept(ada.page)
    assert "Foggy" in ada.page.text
    await ada.presses("Prepare a conversation")
    assert "Part 2 of 7" in ada.page.text
    await ada.runs("/checkin")
    await ada.presses("Look around instead")
    await ada.presses("Done looking around")
    assert ada.page.text in TEXTS.done_say


async def test_the_room_can_come_first_and_the_body_again(ada: Person) -> None:
    await opens(ada)
    await ada.presses("Look around instead")
    await ada.presses("Always begin by looking around")
    assert "From now on it begins with looking around." in ada.page.text
    await ada.runs("/checkin")
    assert LIBRARY.shared.room.say in ada.page.text
    await ada.presses("Start with the body")
    await ada.presses("calm")
    assert says_kept(ada.page)
    await ada.runs("/checkin")
    await ada.presses("Don't always begin by looking around")
    await ada.runs("/checkin")
    assert TEXTS.open_say in ada.page.text


async def test_a_look_back_counts_and_says_nothing_more(ada: Person, house: House) -> None:
    await opens(ada)
    for n in range(7):
        assert not ada.page.has("Look back")
        where = ["Jaw, mouth", "Chest"] if n % 2 else ["Jaw, mouth", "Feet", "Neck"]
        await notes(ada, {WHERE: where, WORD: ["tired"] if n else ["No word yet"]})
    back = str(ada.page.button("Look back")["custom_id"])
    await ada.presses("Look back")
    assert (
        "In the last 4 weeks you noted: Jaw, mouth (7), Neck (4), Feet (4), tired (6)."
        in ada.page.text
    )
    assert "You know best what it means, if anything." in ada.page.text
    await ada.presses("Don't show me patterns")
    await ada.forges(back)
    assert LIBRARY.say("look_back.off") in ada.page.text
    await notes(ada)
    assert not ada.page.has("Look back")
    await ada.runs("/page")
    await ada.presses("Settings")
    await ada.presses("Body check-in")
    await ada.presses("Offer a look back again")
    await notes(ada)
    assert ada.page.has("Look back")
    await house.passes(40 * A_DAY)
    await notes(ada)
    assert not ada.page.has("Look back")
    await ada.forges(back)
    assert LIBRARY.say("look_back.few") in ada.page.text


async def test_a_talk_begins_with_what_was_noted(ada: Person) -> None:
    await opens(ada)
    line = ada.sentence()
    noted: Filled = {WHERE: ["Throat"], WHAT: ["Tight"], HOW: "Mild", WORD: ["sad"], LINE: line}
    await ada.writes(noted, by=MORE)
    talk = str(ada.page.button("Prepare a conversation")["custom_id"])
    await ada.presses("Prepare a conversation")
    assert "Part 2 of 7" in ada.page.text
    await ada.presses("Back")
    await ada.presses("Back")
    await ada.presses("Change my answer")
    assert ada.form["What is it like?"] == ["Tight"]
    assert ada.form["In your own words"] == line
    await ada.forges(talk)
    assert f"Question 1 of {TOTAL}" in ada.page.text
    await ada.runs("/prepare")
    assert not ada.page.has("Begin another")


async def test_very_strong_leads_to_the_offer_of_steady_first(ada: Person) -> None:
    await opens(ada)
    await ada.writes(PRESSING, by=MORE)
    await ada.presses("Prepare a conversation")
    assert "Would you like 'Steady first'?" in ada.page.text


async def test_a_line_sent_after_its_check_in_was_deleted_is_given_back(
    ada: Person, house: House
) -> None:
    await opens(ada)
    await ada.writes({}, by=MORE)
    await ada.presses(MORE)
    form, line = ada.form.id, ada.sentence()
    await ada.runs("/my-words")
    await ada.chooses("Open one of these", "Nothing noted")
    await ada.presses("Tag or save this")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    (late,) = await Forger(house, ada).send([Forgery(form, fields={"note": line})])
    assert LIBRARY.say("sittings.gone") in late.text
    assert line in late.text
    await ada.runs("/my-words")
    assert not ada.page.menus


async def test_a_line_changed_elsewhere_meanwhile_stays(ada: Person, house: House) -> None:
    await opens(ada)
    await ada.writes({}, by=MORE)
    await ada.presses(MORE)
    form, older, newer = ada.form.id, ada.sentence(), ada.sentence()
    await ada.writes({LINE: newer})
    (late,) = await Forger(house, ada).send([Forgery(form, fields={"note": older})])
    assert "I kept the newer one" in late.text
    assert older in late.text
    await ada.runs("/my-words")
    assert ada.page.menus["Open one of these"] == [newer]


async def test_nobody_reaches_the_check_in_of_somebody_else(ada: Person, ben: Person) -> None:
    await opens(ada)
    await ada.writes({LINE: ada.sentence()}, by=MORE)
    press = str(ada.page.button("Add a word")["custom_id"])
    await opens(ben)
    await ben.forges(press)
    assert LIBRARY.say("sittings.gone") in ben.page.text


async def test_a_form_sent_before_agreeing_is_asked_about_first(ada: Person) -> None:
    await ada.runs("/checkin")
    await ada.forges("checkin//begin/")
    assert not ada.is_writing
    assert "a private place to think before you talk" in ada.page.text


async def test_where_others_might_look_nothing_is_shown(ada: Person, ben: Person) -> None:
    ada.dms_closed()
    await ada.runs("/checkin")
    await ada.presses("Carry on here")
    await ada.presses("How your words are kept")
    await ada.presses("Yes, begin")
    line = ada.sentence()
    await ada.writes({WORD: ["sad"], LINE: line}, by=MORE)
    assert ada.whisper.text in TEXTS.done_say
    await ada.presses(MORE)
    assert ada.form[LINE] == ""
    assert ada.form[WORD] == []
    await ada.writes({})
    assert not ben.sees
    ada.dms_open()
    await ada.runs("/my-words")
    assert ada.page.menus["Open one of these"] == [f"sad, {line}"]
