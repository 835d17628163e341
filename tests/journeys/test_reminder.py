"""Setting a nudge up, living with it, and getting rid of it."""

import pytest

from bot.cards.reminder import DAYS, SOUND, WINDOW
from bot.confidential import Confidential
from bot.content.zones import find
from bot.doors import PersonId
from bot.flow.presses import Press
from bot.flow.reminding import WINDOWS
from tests.journeys.test_nudges import asks, store_of, until
from tests.journeys.walks import LIBRARY, agree
from tests.people import House, Page, Person
from tests.people.forger import Forger, Forgery
from tests.people.person import Filled

say = LIBRARY.say
TEXTS = LIBRARY.reminders
DAY, AN_HOUR = 24 * 3600, 3600
NINE = "Morning, 09:00"
EVERY_DAY = {"On which days?": [say(f"weekday.{d}") for d in range(7)]}


async def sets_up(who: Person, fields: Filled | None = None) -> None:
    """From the command to a nudge that is on, in Berlin."""
    await agree(who)
    await who.runs("/reminder", where=who.dm)
    await who.presses("Set one up")
    await who.presses("Say where I am")
    await who.writes({"City or country": "Berlin"})
    await who.presses("Yes, that's right")
    await who.presses("When would it suit you?")
    await who.writes({"What time of day?": NINE, **(fields or {})})


async def waits_a_day(house: House) -> None:
    for _ in range(48):
        await house.passes(AN_HOUR / 2)


async def waits_for_it(who: Person, house: House) -> Page:
    """Until the next nudge is there."""
    for _ in range(48):
        await house.passes(AN_HOUR / 2)
        if who.page.has("Skip today"):
            return who.page
    raise AssertionError(f"no nudge came to {who}")


async def test_it_is_off_until_it_is_set_up_in_three_steps(ada: Person) -> None:
    await agree(ada)
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.off") in ada.page.text
    await ada.presses("Set one up")
    await ada.presses("Say where I am")
    await ada.writes({"City or country": "germany"})
    await ada.chooses("Berlin, Germany")
    assert "In Berlin it is" in ada.page.text
    assert "Your device says <t:" in ada.page.text
    await ada.presses("Yes, that's right")
    await ada.presses("When would it suit you?")
    assert ada.form.field("On which days?").value == ["Monday", "Wednesday", "Friday"]
    await ada.writes({"What time of day?": NINE})
    assert "Reminders are on: Monday, Wednesday and Friday at 09:00, Berlin." in ada.page.text
    assert "The next one: <t:" in ada.page.text


async def test_the_place_can_be_named_with_the_command(ada: Person) -> None:
    await agree(ada)
    offered = await ada.sees_choices("reminder", "place", "são", where=ada.dm)
    assert offered[0] == "Sao Paulo, Brazil"
    await ada.runs("/reminder", where=ada.dm, place="Sao Paulo, Brazil")
    assert "In Sao Paulo it is" in ada.page.text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berl", "Berlin, Germany"),
        ("germany", "Berlin, Germany"),
        ("india", "Kolkata, India"),
        ("uk", "London, Britain (UK)"),
        ("new york", "New York, United States"),
        ("Europe/Berlin", "Berlin, Germany"),
    ],
)
async def test_places_are_found_by_city_and_country(ada: Person, typed: str, first: str) -> None:
    assert (await ada.sees_choices("reminder", "place", typed))[0] == first


async def test_what_is_no_place_is_said_kindly(ada: Person) -> None:
    await agree(ada)
    assert await ada.sees_choices("reminder", "place", "nowhere at all") == []
    await ada.runs("/reminder", where=ada.dm, place="nowhere at all")
    assert say("reminder_page.place_none") in ada.page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"What time of day?": "Choose a time"}, "bad_time"),
        ({"What time of day?": "Choose a time", "which one": "half past"}, "bad_time"),
        ({"What time of day?": "Choose a time", "which one": "23:00"}, "quiet_time"),
        ({"What time of day?": "Choose a time", "which one": "7"}, "quiet_time"),
        ({"What time of day?": NINE, "On which days?": []}, "no_days"),
    ],
)
async def test_what_can_not_be_taken_is_said_and_asked_again(
    ada: Person, fields: dict[str, str | list[str]], said: str
) -> None:
    label = say("reminder_page.form_time")
    await sets_up(ada, {label if k == "which one" else k: v for k, v in fields.items()})
    assert say(f"reminder_page.{said}") in ada.page.text
    await ada.presses("Try again")
    await ada.writes({"What time of day?": "Choose a time", label: "6.30 pm"})
    assert "at 18:30, Berlin" in ada.page.text


async def test_it_comes_at_its_time_and_opens_the_check_in_in_its_place(
    ada: Person, ben: Person, house: House
) -> None:
    await sets_up(ada, EVERY_DAY)
    nudge = await waits_for_it(ada, house)
    assert nudge.text in TEXTS.lock_screen
    assert nudge.buttons == ["Open", "Later", "Skip today", "Stop these"]
    await ada.presses("Open", on=nudge)
    assert LIBRARY.checkin.open_say in ada.page.text
    assert ada.page.id == nudge.id
    assert not ben.sees


async def test_later_says_when_and_comes_then(ada: Person, house: House) -> None:
    await sets_up(ada, EVERY_DAY)
    await ada.presses("Later", on=await waits_for_it(ada, house))
    await ada.presses("In an hour")
    assert "Will do. See you <t:" in ada.page.text
    before = len(ada.inbox)
    await house.passes(AN_HOUR + 60)
    assert len(ada.inbox) == before + 1
    assert ada.page.buttons[0] == "Open"


async def test_one_tap_stops_them_for_good(ada: Person, house: House) -> None:
    await sets_up(ada, EVERY_DAY)
    await ada.presses("Stop these", on=await waits_for_it(ada, house))
    assert say("reminder_page.stopped") in ada.page.text
    before = len(ada.inbox)
    await waits_a_day(house)
    assert len(ada.inbox) == before
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.off") in ada.page.text


async def test_a_pause_and_going_on_again(ada: Person) -> None:
    await sets_up(ada)
    await ada.presses("Pause")
    await ada.presses("Until I say so")
    assert TEXTS.paused in ada.page.text
    assert say("reminder_page.paused") in ada.page.text
    await ada.presses("Carry on")
    assert "The next one: <t:" in ada.page.text
    await ada.presses("Pause")
    await ada.presses("Two weeks")
    assert "The next one: <t:" in ada.page.text


async def test_a_move_keeps_the_time_on_the_wall(ada: Person) -> None:
    await sets_up(ada)
    await ada.presses("I'm somewhere else now")
    await ada.presses("Say where I am")
    await ada.writes({"City or country": "Tokyo"})
    await ada.presses("Yes, that's right")
    assert "at 09:00, Tokyo" in ada.page.text


async def test_other_days_count_from_today_on(ada: Person) -> None:
    await sets_up(ada, {"On which days?": ["Sunday"]})
    await ada.presses("Change time or days")
    await ada.writes(EVERY_DAY)
    assert "Every day at 09:00, Berlin" in ada.page.text
    sunday, soon = "<t:1767513600:F>", "<t:1767254400:F>"
    assert sunday not in ada.page.text, "the day before was of the old choice"
    assert soon in ada.page.text


async def test_the_form_opens_as_it_was_left(ada: Person) -> None:
    label = say("reminder_page.form_time")
    fields: Filled = {
        "What time of day?": "Choose a time",
        label: "20:15",
        "On which days?": ["Sunday"],
    }
    await sets_up(ada, {**fields, "With a sound?": TEXTS.silent})
    assert "Sunday at 20:15, Berlin. Silently" in ada.page.text
    await ada.presses("Change time or days")
    assert ada.form.field(label).value == "20:15"
    assert ada.form.field("On which days?").value == ["Sunday"]
    assert ada.form.field("With a sound?").value == [TEXTS.silent]


async def test_deleting_everything_ends_them(ada: Person, house: House) -> None:
    await sets_up(ada, EVERY_DAY)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    await ada.presses("Yes, delete everything")
    before = len(ada.inbox)
    await waits_a_day(house)
    assert len(ada.inbox) == before


async def test_an_old_nudge_leads_somewhere(ada: Person, house: House) -> None:
    await sets_up(ada, EVERY_DAY)
    later = str((await waits_for_it(ada, house)).button("Later")["custom_id"])
    await ada.presses("Stop these")
    [answer] = await Forger(house, ada).send([Forgery(later)])
    assert say("reminder_page.gone") in answer.text


async def test_nobody_can_stop_somebody_elses(ada: Person, ben: Person, house: House) -> None:
    await sets_up(ada, EVERY_DAY)
    stop = str((await waits_for_it(ada, house)).button("Stop these")["custom_id"])
    [answer] = await Forger(house, ben).send([Forgery(stop)])
    assert say("reminder_page.gone") in answer.text
    await ada.runs("/reminder", where=ada.dm)
    assert "Every day at 09:00, Berlin" in ada.page.text


async def test_in_a_server_with_closed_doors_it_says_what_it_needs(ada: Person) -> None:
    await agree(ada)
    ada.dms_closed()
    await ada.runs("/reminder", place="Berlin, Germany")
    await ada.presses("Carry on here")
    assert ada.whisper.text == say("reminder_page.elsewhere")


async def test_the_form_sent_twice_at_once_is_one_nudge(ada: Person, house: House) -> None:
    await agree(ada)
    await ada.runs("/reminder", where=ada.dm)
    place = find(Confidential("Berlin"))[0]
    fields = {WINDOW: [next(iter(WINDOWS))], DAYS: [str(day) for day in range(7)], SOUND: []}
    form = Forgery(str(Press("reminder", step=f"on.{place.key}")), fields=fields)
    await Forger(house, ada).send([form, form])
    assert len(await store_of(house).agenda.of(PersonId(ada.id))) == 1


@pytest.mark.parametrize("other", [("skip", ""), ("snooze", "tomorrow"), ("snooze", "hour")])
@pytest.mark.parametrize("stop_first", [False, True])
async def test_stopped_it_stays_whatever_comes_at_the_same_moment(
    ada: Person, house: House, other: tuple[str, str], *, stop_first: bool
) -> None:
    entry = await asks(house, ada)
    await house.passes(until(house, entry.due) + 60)
    stop, another = (
        Forgery(str(Press("reminder", entry.id, *step))) for step in (("stop", ""), other)
    )
    await Forger(house, ada).send([stop, another] if stop_first else [another, stop])
    assert await store_of(house).agenda.of(PersonId(ada.id)) == []
