"""Lines that are kept: from any page, read again, changed, deleted, and brought back."""

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.invariants.card import SILENT
from tests.journeys.walks import LIBRARY, begin, says_a_line, skips_to

A_DAY = 24 * 60 * 60
TAKE, FIELD = "Write a takeaway", "Your takeaway"


async def agrees(who: Person) -> None:
    await who.runs("/takeaways")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")


async def keeps(who: Person, line: str = "") -> str:
    """Write a line, from the list of them."""
    line = line or who.sentence()
    await who.runs("/takeaways")
    await who.presses(TAKE)
    await who.writes({FIELD: line})
    return line


async def opens(who: Person, line: str) -> None:
    await who.runs("/takeaways")
    await who.chooses("Open one of these", line)


async def test_a_line_from_a_finished_card_and_back_to_it(ada: Person) -> None:
    await begin(ada, "The short one: 8 questions")
    await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    line = ada.sentence()
    await ada.presses("More")
    await ada.presses(TAKE)
    await ada.writes({FIELD: line})
    assert LIBRARY.say("takeaway.saved") in ada.page.text
    await ada.presses("Back")
    assert ada.page.has("Done")
    await ada.runs("/takeaways")
    assert line in ada.page.text


async def test_a_line_from_a_check_in(ada: Person) -> None:
    await agrees(ada)
    assert LIBRARY.say("takeaway.list_empty") in ada.page.text
    await ada.runs("/checkin")
    await ada.presses("calm")
    await ada.presses(TAKE)
    await ada.writes({FIELD: ada.sentence()})
    await ada.presses("Back")
    assert "calm" in ada.page.text


async def test_no_line_is_fine_too(ada: Person) -> None:
    await agrees(ada)
    await ada.presses(TAKE)
    await ada.writes({FIELD: "  "})
    assert LIBRARY.say("takeaway.none") in ada.page.text
    await ada.presses("My takeaways")
    assert LIBRARY.say("takeaway.list_empty") in ada.page.text


async def test_many_are_listed_page_by_page_the_newest_first(ada: Person) -> None:
    await agrees(ada)
    lines = [await keeps(ada) for _ in range(7)]
    await ada.runs("/takeaways")
    newest = [ada.page.text.index(line) for line in reversed(lines[2:])]
    assert newest == sorted(newest)
    assert lines[1] not in ada.page.text
    await ada.presses("Next page")
    assert ada.page.text.index(lines[1]) < ada.page.text.index(lines[0])
    assert "Page 2 of 2" in ada.page.text
    await ada.presses("Page before")
    assert lines[6] in ada.page.text


async def test_what_is_written_never_becomes_layout(ada: Person) -> None:
    await agrees(ada)
    await keeps(ada, "# *loud* <@1> [a](http://b.example)")
    await ada.runs("/takeaways")
    assert "\\# \\*loud\\* \\<@1> \\[a](http://b.example)" in ada.page.text


async def test_one_is_changed_and_an_older_form_does_not_win(ada: Person, house: House) -> None:
    await agrees(ada)
    first = await keeps(ada)
    await opens(ada, first)
    await ada.presses("Change this one")
    assert ada.form[FIELD] == first
    form, newer, older = ada.form.id, ada.sentence(), ada.sentence()
    await ada.writes({FIELD: newer})
    assert newer in ada.page.text
    (late,) = await Forger(house, ada).send([Forgery(form, fields={"text": older})])
    assert LIBRARY.say("takeaways_page.changed") in late.text
    assert older in late.text
    await ada.presses("Change this one")
    await ada.writes({FIELD: ""})
    assert LIBRARY.say("takeaways_page.left") in ada.page.text
    await ada.runs("/takeaways")
    assert ada.page.menus["Open one of these"] == [newer]


async def test_a_form_sent_twice_keeps_one_line(ada: Person, house: House) -> None:
    await agrees(ada)
    await ada.presses(TAKE)
    form, line, other = ada.form.id, ada.sentence(), ada.sentence()
    await ada.writes({FIELD: line})
    forger = Forger(house, ada)
    (same,) = await forger.send([Forgery(form, fields={"text": line})])
    assert LIBRARY.say("takeaway.saved") in same.text
    (changed,) = await forger.send([Forgery(form, fields={"text": other})])
    assert "kept already, as you first sent it" in changed.text
    assert other in changed.text
    (long,) = await forger.send([Forgery(form, fields={"text": "x" * 301})])
    assert "more than fits" in long.text
    await ada.runs("/takeaways")
    assert ada.page.menus["Open one of these"] == [line]


async def test_deleting_is_asked_once(ada: Person) -> None:
    await agrees(ada)
    line = await keeps(ada)
    await opens(ada, line)
    await ada.presses("Delete this one")
    await ada.presses("No, keep it")
    assert line in ada.page.text
    again = str(ada.page.button("Change this one")["custom_id"])
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    assert LIBRARY.say("delete.done_one") in ada.page.text
    assert LIBRARY.say("takeaway.list_empty") in ada.page.text
    await ada.forges(again)
    assert LIBRARY.say("takeaways_page.gone") in ada.page.text


async def test_one_can_be_asked_back_in_a_month_and_that_can_be_taken_back(ada: Person) -> None:
    await agrees(ada)
    line = await keeps(ada)
    await opens(ada, line)
    month = str(ada.page.button("Bring it back in a month")["custom_id"])
    await ada.presses("Bring it back in a month")
    assert "It will come back on" in ada.page.text
    await ada.forges(month)
    await ada.presses("Don't bring it back")
    assert "It stays where it is now." in ada.page.text
    assert ada.page.has("Bring it back in a month")
    await ada.presses("Bring it back in a month")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    assert LIBRARY.say("takeaway.list_empty") in ada.page.text


async def test_asking_again_does_not_put_it_off(ada: Person, house: House) -> None:
    await agrees(ada)
    await opens(ada, await keeps(ada))
    month = str(ada.page.button("Bring it back in a month")["custom_id"])
    await ada.presses("Bring it back in a month")
    coming = ada.page.text
    await house.passes(3 * A_DAY)
    await ada.forges(month)
    assert ada.page.text == coming


async def comes_back(who: Person, house: House) -> bool:
    """Whether anything is ready a month later."""
    await house.passes(31 * A_DAY)
    await who.runs("/page")
    return LIBRARY.say("home.ready") in who.page.text


async def test_it_is_ready_a_month_later(ada: Person, house: House) -> None:
    await agrees(ada)
    await opens(ada, await keeps(ada))
    await ada.presses("Bring it back in a month")
    assert await comes_back(ada, house)


async def test_where_it_may_be_night_it_comes_back_without_a_sound(
    ada: Person, house: House
) -> None:
    await agrees(ada)
    await opens(ada, await keeps(ada))
    await ada.presses("Bring it back in a month")
    await house.passes(32 * A_DAY)
    assert ada.page.text in LIBRARY.reminders.followups
    nudge = house.env.backend.messages[ada.dm.id][ada.page.id]
    assert nudge.flags & SILENT


async def test_a_line_that_was_deleted_does_not_come_back(ada: Person, house: House) -> None:
    await agrees(ada)
    await opens(ada, await keeps(ada))
    await ada.presses("Bring it back in a month")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    assert not await comes_back(ada, house)


async def test_where_no_message_can_be_sent_it_is_said(ada: Person, house: House) -> None:
    await agrees(ada)
    line = await keeps(ada)
    await opens(ada, line)
    press = str(ada.page.button("Bring it back in a month")["custom_id"])
    # A bot that was started anew knows no chat yet, and this one can't be opened.
    await house.restart()
    house.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    await ada.forges(press)
    assert "couldn't bring it back" in ada.page.text
    assert line in ada.page.text
    assert ada.page.has("Bring it back in a month")


async def test_a_line_that_came_back_says_when_it_was_kept(ada: Person) -> None:
    await agrees(ada)
    line = await keeps(ada)
    await opens(ada, line)
    press = str(ada.page.button("Change this one")["custom_id"]).replace("/change/", "/again/")
    await ada.forges(press)
    assert LIBRARY.say("takeaway.monthly") in ada.page.text
    assert line in ada.page.text


async def test_nobody_reaches_the_line_of_somebody_else(ada: Person, ben: Person) -> None:
    await agrees(ada)
    await opens(ada, await keeps(ada))
    presses = [str(ada.page.button(label)["custom_id"]) for label in ada.page.buttons[:3]]
    await agrees(ben)
    for press in presses:
        await ben.forges(press)
        assert LIBRARY.say("takeaways_page.gone") in ben.page.text


async def test_everything_in_a_file(ada: Person) -> None:
    await agrees(ada)
    line = await keeps(ada)
    await ada.runs("/my-words")
    await ada.presses("Save, or bring in")
    await ada.presses("To read (Markdown)")
    (file,) = ada.files.values()
    assert b"# Takeaway, " in file
    assert line in file.decode()


async def test_where_others_might_look_no_line_is_shown(ada: Person, ben: Person) -> None:
    ada.dms_closed()
    await ada.runs("/takeaways")
    await ada.presses("Carry on here")
    await ada.presses("How your words are kept")
    await ada.presses("Yes, begin")
    await ada.presses(TAKE)
    line = ada.sentence()
    await ada.writes({FIELD: line})
    await ada.presses("My takeaways")
    assert "I only show them in a private message" in ada.whisper.text
    assert not ben.sees
    ada.dms_open()
    await ada.runs("/takeaways")
    assert line in ada.page.text
