"""A check-in in one tap: kept at once, once, and as it was tapped; more of it for whoever wants."""

from bot.content.checkin import NOTE
from bot.person import PersonId
from bot.store.records import Shelf
from tests.actors import House, Page, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys import test_lock
from tests.journeys.test_afterwards import desk_of
from tests.journeys.test_checkin import (
    A_DAY,
    HOW,
    LINE,
    MORE,
    TEXTS,
    WHAT,
    WHERE,
    WORD,
    notes,
    opens,
    says_kept,
)
from tests.journeys.walks import LIBRARY

say = LIBRARY.say
BACK, WEEKS = TEXTS.take_back, say("weeks_page.button")
STRENGTHS = [c.label for c in TEXTS.field("intensity").choices]
OURS = [c.label for c in TEXTS.ready_words]


async def mine(who: Person) -> list[str]:
    """What /my-words lists, the newest first."""
    await who.runs("/my-words")
    return who.page.menus.get("Open one of these", [])


async def how_many(house: House, who: Person) -> int:
    async with desk_of(house).store.session(PersonId(who.id)) as session:
        return len(session.read(Shelf.SITTINGS))


def words_on(page: Page) -> list[str]:
    """The words that stand there as buttons."""
    labels = page.buttons
    return labels[labels.index(STRENGTHS[-1]) + 1 : labels.index(MORE)]


async def test_how_strong_it_is_is_kept_by_one_tap(ada: Person, house: House) -> None:
    await opens(ada)
    assert ada.page.buttons[:5] == STRENGTHS
    await ada.presses("Mild")
    assert says_kept(ada.page)
    assert "Mild" in ada.page.text, "a finger slips: it says what was tapped"
    await house.restart()
    assert await mine(ada) == ["Mild"]


async def test_a_word_is_kept_by_one_tap_and_another_one_by_two(ada: Person) -> None:
    await opens(ada)
    assert words_on(ada.page) == OURS
    await ada.presses("tired")
    assert says_kept(ada.page)
    await ada.runs("/checkin")
    before = ada.taps
    await ada.chooses("Another word", "lonely")
    assert ada.taps - before == 2
    assert says_kept(ada.page)
    assert await mine(ada) == ["lonely", "tired"]


async def test_all_five_parts_take_eight_taps(ada: Person) -> None:
    await opens(ada)
    before, line = ada.taps, ada.sentence()
    await ada.presses("tired")
    await ada.presses(MORE)
    assert ada.form[WORD] == ["tired"]
    await ada.writes({WHERE: ["Chest"], WHAT: ["Heavy"], HOW: "Clear", LINE: line})
    assert ada.taps - before <= 8
    assert f"Chest, Heavy, Clear, tired, {line}" in ada.page.text, "what is kept now, in brief"
    assert await mine(ada) == [f"Chest, Heavy, Clear, tired, {line}"]


async def test_the_words_of_lately_stand_there_and_then_ours(ada: Person) -> None:
    await opens(ada)
    await ada.chooses("Another word", "lonely")
    await notes(ada, {WORD: ["tired", "angry"]})
    await notes(ada, {WORD: ["No word yet"]})
    await ada.runs("/checkin")
    assert words_on(ada.page) == ["angry", "lonely", *OURS], "ours are always the same"
    await ada.presses("lonely")
    assert (await mine(ada))[0] == "lonely"


async def test_they_are_of_the_last_weeks(ada: Person, house: House) -> None:
    await opens(ada)
    await ada.chooses("Another word", "lonely")
    await house.passes(40 * A_DAY)
    await ada.runs("/checkin")
    assert words_on(ada.page) == OURS


async def test_a_heavy_word_brings_its_line_and_is_never_put_before_anybody(ada: Person) -> None:
    await opens(ada)
    await ada.chooses("Another word", "afraid")
    assert say("page.help_if_afraid") in ada.page.text
    await ada.runs("/checkin")
    assert words_on(ada.page) == OURS


async def test_very_strong_is_offered_steadying(ada: Person) -> None:
    await opens(ada)
    await ada.presses("Very strong")
    assert ada.page.has(say("offer.steady_yes"))
    for _ in range(2):
        assert TEXTS.strong not in ada.page.text
        await ada.runs("/checkin")
        await ada.presses("Very strong")
    assert TEXTS.strong in ada.page.text
    await ada.presses(TEXTS.strong_off)
    assert TEXTS.strong not in ada.page.text


async def test_what_is_added_to_a_tap_is_looked_at_as_all_of_it(ada: Person) -> None:
    await opens(ada)
    await ada.presses("Very strong")
    await ada.presses(MORE)
    await ada.writes({WHERE: ["Chest"], WHAT: ["Pressing"]})
    assert LIBRARY.shared.medical.say in ada.page.text
    await ada.presses(MORE)
    await ada.writes({WORD: ["afraid"]})
    assert LIBRARY.shared.medical.say not in ada.page.text, "said once"
    assert say("page.help_if_afraid") in ada.page.text


async def test_it_is_taken_back_at_once(ada: Person, house: House) -> None:
    await opens(ada)
    first = ada.page
    await ada.presses("Very strong")
    kept = str(ada.page.button(BACK)["custom_id"])
    await ada.presses(BACK)
    assert say("checkin_page.taken_back") in ada.page.text
    assert await how_many(house, ada) == 0
    await ada.presses("Mild")
    assert says_kept(ada.page)
    for press in (kept, str(first.button("Very strong")["custom_id"])):
        await Forger(house, ada).send([Forgery(press)])
    assert await mine(ada) == ["Mild"]


async def test_whoever_wrote_a_line_is_asked_first(ada: Person, house: House) -> None:
    await opens(ada)
    await ada.writes({LINE: ada.sentence()}, by=MORE)
    await ada.presses(BACK)
    assert say("delete.ask_one") in ada.page.text
    assert await how_many(house, ada) == 1
    await ada.presses(say("delete.confirm_one"))
    assert await how_many(house, ada) == 0


async def test_a_tag_of_their_own_is_something_they_wrote(ada: Person, house: House) -> None:
    await opens(ada)
    await ada.presses("Mild")
    back = str(ada.page.button(BACK)["custom_id"])
    await mine(ada)
    await ada.chooses("Mild")
    await ada.presses(say("words.item_beside"))
    await ada.presses(say("words.tag"))
    await ada.writes({ada.form.fields[0].label: "monday talks"})
    await ada.forges(back)
    assert say("delete.ask_one") in ada.page.text
    assert await how_many(house, ada) == 1


async def test_tapped_again_on_its_page_it_is_there_once(ada: Person, house: House) -> None:
    await opens(ada)
    page = ada.page
    await ada.presses("Mild", on=page)
    await ada.presses("Mild", on=page)
    assert says_kept(ada.page)
    await ada.presses("Strong", on=page)
    assert say("checkin_page.closed_tap") in ada.page.text
    assert "Mild" in ada.page.text
    assert await mine(ada) == ["Mild"]
    assert await how_many(house, ada) == 1


async def test_chosen_again_in_its_menu_it_is_there_once(ada: Person, house: House) -> None:
    await opens(ada)
    menu = str(ada.page.menu("Another word")["custom_id"])
    for _ in range(2):
        await Forger(house, ada).send([Forgery(menu, values=["lonely"], times=2)])
    await house.restart()
    await Forger(house, ada).send([Forgery(menu, values=["lonely"])])
    assert await mine(ada) == ["lonely"]


async def test_a_word_from_the_same_page_is_added(ada: Person) -> None:
    await opens(ada)
    page = ada.page
    await ada.presses("Mild", on=page)
    await ada.presses("tired", on=page)
    assert "Mild, tired" in ada.page.text
    assert await mine(ada) == ["Mild, tired"]


async def test_a_form_from_the_same_page_is_added_and_nothing_in_it_is_lost(
    ada: Person, house: House
) -> None:
    """Opened on one device; meanwhile there is a tap on another."""
    await opens(ada)
    page, line, other = ada.page, ada.sentence(), ada.sentence()
    await ada.presses(MORE, on=page)
    form = ada.form.id
    await ada.presses("Mild", on=page)
    forger = Forger(house, ada)
    (added,) = await forger.send([Forgery(form, fields={NOTE.key: line, "feelings": ["sad"]})])
    assert any(said in added.text for said in TEXTS.done_say)
    assert await mine(ada) == [f"Mild, sad, {line}"]
    (late,) = await forger.send([Forgery(form, fields={NOTE.key: other})])
    assert say("checkin_page.closed_form") in late.text
    assert other in late.text
    assert await mine(ada) == [f"Mild, sad, {line}"]


async def test_a_tap_on_a_page_of_yesterday_keeps_nothing(ada: Person, house: House) -> None:
    await opens(ada)
    page = ada.page
    await ada.presses("Mild", on=page)
    await house.passes(A_DAY)
    await house.restart()
    for label in ("Mild", "Strong", "tired"):
        await Forger(house, ada).send([Forgery(str(page.button(label)["custom_id"]))])
        assert say("error.old_button") in ada.sees[-1].text
    assert await mine(ada) == ["Mild"]


async def test_what_the_list_does_not_have_keeps_nothing(ada: Person, house: House) -> None:
    await opens(ada)
    press = str(ada.page.button("Mild")["custom_id"])
    for forged in ("mild2", "", "tired"):
        await ada.forges(press.replace("/mild", f"/{forged}"))
        assert say("error.old_button") in ada.page.text
    assert await how_many(house, ada) == 0


async def test_where_others_might_look_none_of_their_words_stand(ada: Person) -> None:
    await opens(ada)
    await notes(ada, {WORD: ["tired", "jealous"]})
    ada.dms_closed()
    await ada.runs("/checkin")
    await ada.presses("Carry on here")
    assert words_on(ada.whisper) == OURS, "and none is lacking, which would tell"
    assert "jealous" not in str([b for b in ada.whisper.parts if "options" not in str(b)])
    await ada.presses("Mild", on=ada.whisper)
    assert ada.whisper.text in TEXTS.done_say
    await ada.presses(MORE, on=ada.whisper)
    assert not ada.form[HOW]
    await ada.writes({WORD: ["sad"]})
    ada.dms_open()
    assert (await mine(ada))[0] == "Mild, sad"


async def test_a_form_sent_as_it_was_changes_nothing(ada: Person, house: House) -> None:
    await opens(ada)
    await ada.presses("tired")
    await ada.presses("Add a word")
    await ada.chooses("A group of words", "Calm and steady")
    await ada.chooses("Choose any that fit", "rested")
    await ada.presses("Carry on")
    await ada.presses(MORE)
    older = ada.form.id
    await ada.writes({})
    assert not ada.page.has(say("emptied.out"))
    line = ada.sentence()
    (page,) = await Forger(house, ada).send(
        [Forgery(older, fields={NOTE.key: line, "feelings": ["tired"]})]
    )
    assert any(said in page.text for said in TEXTS.done_say), "no newer one was there"
    assert await mine(ada) == [f"rested; tired, {line}"]


async def test_what_came_back_empty_is_asked_about_and_the_rest_is_kept(
    ada: Person, house: House
) -> None:
    await opens(ada)
    line = ada.sentence()
    await ada.writes({HOW: "Mild", LINE: line}, by=MORE)
    await ada.presses(MORE)
    await ada.writes({LINE: "", WHERE: ["Chest"]})
    assert say("emptied.part") in ada.page.text
    assert say("checkin_page.note_kept") in ada.page.text
    out = str(ada.page.button(say("emptied.out"))["custom_id"])
    assert await mine(ada) == [f"Chest, Mild, {line}"]
    await Forger(house, ada).send([Forgery(out)])
    assert await mine(ada) == ["Chest, Mild"]


async def test_very_strong_is_looked_at_though_the_line_came_back_empty(ada: Person) -> None:
    await opens(ada)
    await ada.writes({WHERE: ["Chest"], WHAT: ["Pressing"], LINE: ada.sentence()}, by=MORE)
    await ada.presses(MORE)
    await ada.writes({LINE: "", HOW: "Very strong"})
    assert LIBRARY.shared.medical.say in ada.page.text
    assert ada.page.has(say("emptied.out"))


async def test_the_weeks_stand_there_from_the_second_on_and_their_picture_is_two_presses_away(
    ada: Person, house: House
) -> None:
    await opens(ada)
    assert not ada.page.has(WEEKS)
    await ada.presses("tired")
    assert not ada.page.has(WEEKS)
    await house.passes(A_DAY)
    await ada.runs("/checkin")
    assert not ada.page.has(WEEKS)
    await ada.presses("calm")
    assert ada.page.has(WEEKS, exactly=True)
    await ada.runs("/checkin")
    before = ada.taps
    await ada.presses(WEEKS)
    assert "tired" in ada.page.text
    await ada.presses(say("weeks_page.draw"))
    assert ada.taps - before == 2
    assert next(iter(ada.files.values())).startswith(b"\x89PNG")


async def test_the_weeks_stand_in_the_room_too_and_nowhere_once_they_are_off(ada: Person) -> None:
    await opens(ada)
    await ada.presses(TEXTS.room)
    await ada.presses(TEXTS.always_room)
    for label in ("Foggy", "Clear"):
        assert not ada.page.has(WEEKS)
        await ada.runs("/checkin")
        await ada.chooses(label)
    await ada.runs("/checkin")
    assert ada.page.has(WEEKS, exactly=True)
    await ada.runs("/page")
    await ada.presses("Settings")
    await ada.presses("Body check-in")
    await ada.presses(say("habits.picture_off_button"))
    await ada.runs("/checkin")
    assert not ada.page.has(WEEKS)
    await ada.chooses("Foggy")
    assert not ada.page.has(WEEKS)


async def test_forms_and_pages_of_an_earlier_version_mean_what_they_meant(
    ada: Person, house: House
) -> None:
    """Then there was a form for the line alone, and a page that asked about it."""
    await opens(ada)
    await ada.presses("Mild")
    write, line = str(ada.page.button(MORE)["custom_id"]), ada.sentence()
    form, out = write.replace("/write/", "/line/0/0a"), write.replace("/write/", "/unline/1")
    forger = Forger(house, ada)
    await forger.send([Forgery(form, fields={NOTE.key: line})])
    assert await mine(ada) == [f"Mild, {line}"]
    await forger.send([Forgery(out)])
    assert await mine(ada) == ["Mild"]


async def test_behind_a_closed_lock_each_is_kept_and_is_there_once(
    ada: Person, house: House
) -> None:
    await opens(ada)
    await ada.chooses("Another word", "lonely")
    await test_lock.puts_it_on(ada)
    await test_lock.closes(ada)
    await opens(ada)
    assert words_on(ada.page) == OURS, "nothing shows that there was anything"
    page = ada.page
    await ada.presses("Mild", on=page)
    assert says_kept(ada.page)
    await ada.presses("Mild", on=page)
    await ada.runs("/checkin", where=ada.dm)
    await ada.presses("sad")
    assert says_kept(ada.page)
    await test_lock.opens(ada)
    assert await mine(ada) == ["sad", "Mild", "lonely"]
