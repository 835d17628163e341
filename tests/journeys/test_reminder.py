"""Setting a nudge up, living with it, and getting rid of it."""

from dataclasses import replace

import pytest

from bot.content.places import known
from bot.features.reminders.pages import DAYS, WINDOW
from bot.features.reminders.reminder_parts import SOUND
from bot.features.reminders.wish import WINDOWS
from bot.person import PersonId
from bot.ui.press import Press
from tests.actors import House, Page, Person
from tests.actors.forger import Forger, Forgery
from tests.actors.person import Filled
from tests.journeys.test_nudges import asks, store_of, until
from tests.journeys.walks import LIBRARY, agree

say = LIBRARY.say
TEXTS = LIBRARY.reminders
DAY, AN_HOUR = 24 * 3600, 3600
NINE, NINE_O_CLOCK = "Morning, 9:00 AM", "9:00 AM, Berlin time"
CITY = "City or country"
EVERY_DAY = {"On which days?": [say(f"weekday.{d}") for d in range(7)]}


async def asks_for_one(who: Person, fields: Filled | None = None) -> None:
    """From the command to the form that was sent, for Berlin at nine."""
    await agree(who)
    await who.runs("/reminder", where=who.dm)
    await who.presses("Set one up")
    given: Filled = {CITY: "Berlin", "What time of day?": NINE}
    await who.writes({**given, **(fields or {})})


async def sets_up(who: Person, fields: Filled | None = None) -> None:
    """The same, and it is on."""
    await asks_for_one(who, fields)
    await who.presses(YES)


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


async def test_it_is_off_until_they_say_that_it_is_right(ada: Person, house: House) -> None:
    await agree(ada)
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.off") in ada.page.text
    await ada.presses("Set one up")
    assert ada.form.field("On which days?").value == EVERY_DAY["On which days?"]
    assert ada.form.field("With a sound?").value == [say("reminder_page.sound")]
    days = ["Monday", "Wednesday", "Friday"]
    await ada.writes({CITY: "germany", "What time of day?": NINE, "On which days?": days})
    assert f"Monday, Wednesday and Friday at {NINE_O_CLOCK}." in ada.page.text
    assert "In Berlin it is Thursday, 1:00 AM now" in ada.page.text
    assert "Your device says <t:" in ada.page.text
    assert not await store_of(house).reminders.of(PersonId(ada.id))
    await ada.presses(YES)
    on = f"Reminders are on: Monday, Wednesday and Friday at {NINE_O_CLOCK}."
    assert on in ada.page.text
    assert "The next one: Friday, January 2, 2026, 9:00 AM" in ada.page.text


async def test_every_day_at_nine_is_on_after_at_most_five_taps(ada: Person, house: House) -> None:
    await agree(ada)
    before = ada.taps
    await ada.runs("/reminder", where=ada.dm)
    await ada.presses("Set one up")
    await ada.writes({CITY: "Berlin", "What time of day?": NINE})
    await ada.presses(YES)
    assert ada.taps - before <= 5
    (entry,) = await store_of(house).reminders.of(PersonId(ada.id))
    assert (entry.minute, entry.days, entry.zone) == (9 * 60, frozenset(range(7)), "Europe/Berlin")


async def test_whoever_reads_24_hours_sees_them_on_every_page(ada: Person) -> None:
    await agree(ada)
    await ada.runs("/page", where=ada.dm)
    await ada.presses("Settings")
    await ada.presses(say("look_page.title"))
    await ada.presses(say("look_page.clock_24"))
    await ada.runs("/reminder", where=ada.dm)
    await ada.presses("Set one up")
    windows = [option["label"] for option in ada.form.field("What time of day?").part["options"]]
    assert windows[0] == "Morning, 09:00"
    await ada.writes({CITY: "Berlin", "What time of day?": "Early evening, 18:30"})
    assert "Every day at 18:30, Berlin time." in ada.page.text
    assert "In Berlin it is Thursday, 01:00 now" in ada.page.text
    await ada.presses(YES)
    assert "The next one: Thursday, January 1, 2026, 18:30" in ada.page.text


async def test_the_place_can_be_named_with_the_command(ada: Person) -> None:
    await agree(ada)
    offered = await ada.sees_choices("reminder", "place", "sao", where=ada.dm)
    assert offered[0] == "São Paulo, Brazil"
    await ada.runs("/reminder", where=ada.dm, place="São Paulo, Brazil")
    assert "In São Paulo it is" in ada.page.text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berl", "Berlin, Germany"),
        ("germany", "Berlin, Germany"),
        ("india", "Kolkata, India"),
        ("uk", "London, United Kingdom"),
        ("new york", "New York City, United States"),
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
        ({"What time of day?": []}, "bad_time"),
        ({"What time of day?": [], "which one": "half past"}, "bad_time"),
        ({"What time of day?": [], "which one": "23:00"}, "quiet_time"),
        ({"What time of day?": [], "which one": "7 am"}, "quiet_time"),
        ({"What time of day?": NINE, "On which days?": []}, "no_days"),
    ],
)
async def test_what_can_not_be_taken_is_said_and_asked_again(
    ada: Person, fields: dict[str, str | list[str]], said: str
) -> None:
    label = say("reminder_page.form_time")
    await asks_for_one(ada, {label if k == "which one" else k: v for k, v in fields.items()})
    assert say(f"reminder_page.{said}") in ada.page.text
    await ada.presses("Try again")
    again: Filled = {"What time of day?": [], label: "6.30 pm"}
    assert ada.form[CITY] == "Berlin"
    await ada.writes({**again, "On which days?": ["Sunday"]})
    assert "Sunday at 6:30 PM, Berlin" in ada.page.text
    await ada.presses(YES)
    assert "The next one: Sunday, January 4, 2026, 6:30 PM" in ada.page.text


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
    assert "Will do. See you in an hour." in ada.page.text
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
    assert say("reminder_page.paused") in ada.page.text
    assert "The next one" not in ada.page.text
    await ada.presses("Carry on")
    assert "The next one: Thursday, January 1, 2026, 9:00 AM" in ada.page.text
    await ada.presses("Pause")
    await ada.presses("Two weeks")
    assert "The next one: Thursday, January 15, 2026, 9:00 AM" in ada.page.text


async def test_a_pause_with_an_end_says_until_when_and_can_be_ended(
    ada: Person, house: House
) -> None:
    await sets_up(ada)
    await ada.presses("Pause")
    await ada.presses("One week")
    assert "Paused until January 8, 2026." in ada.page.text
    assert not ada.page.has("Pause")
    await house.passes(DAY)
    await ada.runs("/reminder", where=ada.dm)
    assert "Paused until January 8, 2026." in ada.page.text
    await ada.presses("Carry on")
    assert "Paused" not in ada.page.text
    assert "The next one: Friday, January 2, 2026, 9:00 AM" in ada.page.text
    assert ada.page.has("Pause")


async def test_a_pause_is_over_when_it_ends(ada: Person, house: House) -> None:
    await sets_up(ada, EVERY_DAY)
    await ada.presses("Pause")
    await ada.presses("One week")
    before = len(ada.inbox)
    for _ in range(7):
        await waits_a_day(house)
    assert len(ada.inbox) == before
    await waits_for_it(ada, house)
    await ada.runs("/reminder", where=ada.dm)
    assert "Paused" not in ada.page.text
    assert "The next one: Friday, January 9, 2026, 9:00 AM" in ada.page.text


async def test_somewhere_else_a_pause_goes_on(ada: Person) -> None:
    await sets_up(ada)
    await ada.presses("Pause")
    await ada.presses("One week")
    await ada.presses("I'm somewhere else now")
    await ada.writes({CITY: "Tokyo"})
    await ada.presses(YES)
    assert "at 9:00 AM, Tokyo" in ada.page.text
    assert "Paused until January 8, 2026." in ada.page.text


@pytest.mark.parametrize("pause", ["One week", "Until I say so"])
async def test_whoever_changes_what_is_paused_wants_it_on(ada: Person, pause: str) -> None:
    await sets_up(ada)
    await ada.presses("Pause")
    await ada.presses(pause)
    await ada.presses("Change time or days")
    await ada.writes({"What time of day?": "Midday, 12:30 PM"})
    assert "Paused" not in ada.page.text
    assert "The next one: Thursday, January 1, 2026, 12:30 PM" in ada.page.text


async def test_a_radio_that_comes_back_empty_means_what_stood_chosen_in_it(ada: Person) -> None:
    sound, window = say("reminder_page.form_sound"), "What time of day?"
    await sets_up(ada, {sound: TEXTS.silent})
    await ada.presses("Change time or days")
    await ada.writes({window: [], sound: []})
    assert f"Every day at {NINE_O_CLOCK}. Silently." in ada.page.text
    await ada.presses("Change time or days")
    await ada.writes({window: [], say("reminder_page.form_time"): "6.30 pm", sound: []})
    assert "Every day at 6:30 PM, Berlin time. Silently." in ada.page.text


async def test_a_move_keeps_the_time_on_the_wall(ada: Person) -> None:
    await sets_up(ada)
    await ada.presses("I'm somewhere else now")
    await ada.writes({CITY: "Tokyo"})
    await ada.presses(YES)
    assert "at 9:00 AM, Tokyo" in ada.page.text


async def test_other_days_count_from_today_on(ada: Person) -> None:
    await sets_up(ada, {"On which days?": ["Sunday"]})
    await ada.presses("Change time or days")
    await ada.writes(EVERY_DAY)
    assert "Every day at 9:00 AM, Berlin" in ada.page.text
    assert "January 4" not in ada.page.text, "the day before was of the old choice"
    assert "The next one: Thursday, January 1" in ada.page.text


async def test_the_form_opens_as_it_was_left(ada: Person) -> None:
    label = say("reminder_page.form_time")
    fields: Filled = {
        "What time of day?": [],
        label: "20:15",
        "On which days?": ["Sunday"],
    }
    await sets_up(ada, {**fields, "With a sound?": TEXTS.silent})
    assert "Sunday at 8:15 PM, Berlin time. Silently" in ada.page.text
    await ada.presses("Change time or days")
    assert ada.form.field(label).value == "8:15 PM"
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
    assert "Every day at 9:00 AM, Berlin" in ada.page.text


async def test_in_a_server_with_closed_doors_it_says_what_it_needs(ada: Person) -> None:
    await agree(ada)
    ada.dms_closed()
    await ada.runs("/reminder", place="Berlin, Germany")
    await ada.presses("Carry on here")
    assert ada.whisper.text == say("reminder_page.elsewhere")


async def test_the_form_sent_twice_at_once_is_one_nudge(ada: Person, house: House) -> None:
    await agree(ada)
    await ada.runs("/reminder", where=ada.dm)
    place = known("Europe/Berlin")
    fields = {WINDOW: [next(iter(WINDOWS))], DAYS: [str(day) for day in range(7)], SOUND: []}
    form = Forgery(str(Press("reminder", step=f"on.{place.key}")), fields=fields)
    await Forger(house, ada).send([form, form])
    assert len(await store_of(house).reminders.of(PersonId(ada.id))) == 1


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
    assert await store_of(house).reminders.of(PersonId(ada.id)) == []


async def says_where(who: Person, typed: str) -> None:
    """From the command to what comes of a place that was typed."""
    await asks_for_one(who, {CITY: typed})


@pytest.mark.parametrize(
    "typed", ["Berlin, Germany", "Germany, Berlin", "Deutschland", "\u200bBerlin", "BERLIN, DE"]
)
@pytest.mark.parametrize("by_command", [True, False])
async def test_a_place_is_taken_however_it_is_written(
    ada: Person, typed: str, *, by_command: bool
) -> None:
    if by_command:
        await agree(ada)
        await ada.runs("/reminder", where=ada.dm, place=typed)
    else:
        await says_where(ada, typed)
    assert "In Berlin it is Thursday, 1:00 AM now" in ada.page.text


@pytest.mark.parametrize(
    ("typed", "meant", "there"),
    [
        ("Australia", "Perth, Australia", "In Perth it is Thursday, 8:00 AM now"),
        ("LA", "Los Angeles, United States", "In Los Angeles it is Wednesday, 4:00 PM now"),
        ("EST", "Toronto, Canada", "In Toronto it is Wednesday, 7:00 PM now"),
        ("IST", "Kolkata, India", "In Kolkata it is Thursday, 5:30 AM now"),
        ("GMT+2", "Cairo, Egypt", "In Cairo it is Thursday, 2:00 AM now"),
        ("GMT+2", "UTC+2", "In UTC+2 it is Thursday, 2:00 AM now"),
        ("Korea", "Seoul, South Korea", "In Seoul it is Thursday, 9:00 AM now"),
        ("Sidney", "Sydney, Australia", "In Sydney it is Thursday, 11:00 AM now"),
        ("Lodnon", "London, United Kingdom", "In London it is Thursday, 12:00 AM now"),
        (
            "Springfield",
            "Springfield, Illinois, United States",
            "In Springfield, Illinois, United States it is Wednesday, 6:00 PM now",
        ),
    ],
)
async def test_where_several_places_can_be_meant_one_is_chosen(
    ada: Person, typed: str, meant: str, there: str
) -> None:
    await says_where(ada, typed)
    assert not ada.page.has("Yes, that's right"), "nobody knows yet which it is"
    await ada.chooses(meant)
    assert there in ada.page.text
    assert "Every day at 9:00 AM" in ada.page.text
    await ada.presses(YES)
    assert "Reminders are on: Every day at 9:00 AM" in ada.page.text


async def test_one_that_was_guessed_is_asked_for(ada: Person) -> None:
    await says_where(ada, "Berlinn")
    assert say("reminder_page.place_one") in ada.page.text
    await ada.chooses("Berlin, Germany")
    await ada.presses("Change it")
    assert ada.form[CITY] == "Berlin, Germany"
    await ada.writes({CITY: "Australia"})
    assert say("reminder_page.place_many") in ada.page.text


async def test_on_the_other_side_of_the_date_line_the_day_is_another(ada: Person) -> None:
    await says_where(ada, "Samoa")
    lines = [
        option["label"] for option in ada.page.menu(say("reminder_page.place_menu"))["options"]
    ]
    assert lines == ["Apia, Samoa", "Pago Pago, American Samoa"]
    await ada.chooses("Apia, Samoa")
    assert "In Apia it is Thursday, 1:00 PM now. Your device says <t:1767225600:F>" in ada.page.text
    await ada.presses("Change it")
    await ada.writes({CITY: "Pago Pago"})
    assert "In Pago Pago it is Wednesday, 1:00 PM now" in ada.page.text


async def test_a_place_of_many_is_offered_beside_the_one_that_was_taken(ada: Person) -> None:
    await says_where(ada, "San Francisco")
    assert "In San Francisco it is Wednesday, 4:00 PM now" in ada.page.text
    await ada.chooses(say("reminder_page.place_other"), "San Francisco, Argentina")
    assert "In San Francisco it is Wednesday, 9:00 PM now" in ada.page.text


async def test_a_place_nobody_knows_stands_in_the_form_again(ada: Person) -> None:
    await says_where(ada, "Narnia, *beyond* the_wardrobe")
    assert say("reminder_page.place_none") in ada.page.text
    await ada.presses("Try again")
    assert ada.form[CITY] == "Narnia, *beyond* the_wardrobe"
    assert ada.form["What time of day?"] == [NINE]
    await ada.writes({CITY: "Oxford, UK"})
    assert "In Oxford it is" in ada.page.text


async def test_what_was_set_with_an_older_name_of_a_zone_goes_on(ada: Person, house: House) -> None:
    await sets_up(ada)
    reminders = store_of(house).reminders
    [entry] = await reminders.of(PersonId(ada.id))
    await reminders.change(replace(entry, zone="US/Pacific"))
    await ada.runs("/reminder", where=ada.dm)
    assert "at 9:00 AM, Los Angeles time" in ada.page.text
    await ada.presses("Change time or days")
    await ada.writes(EVERY_DAY)
    assert "Every day at 9:00 AM, Los Angeles time" in ada.page.text


async def test_a_place_in_an_older_button_is_the_same_place(ada: Person) -> None:
    await agree(ada)
    await ada.runs("/reminder", where=ada.dm)
    # As the first version wrote it.
    await ada.forges("reminder//yes.99f0b5e4/")
    assert all(field.label != CITY for field in ada.form.fields)
    await ada.writes({"What time of day?": NINE})
    assert "at 9:00 AM, Berlin time" in ada.page.text


LABEL = say("reminder_page.form_time")
YES = say("reminder_page.confirm_yes")


async def test_a_time_that_was_written_is_shown_back_before_anything_is_on(
    ada: Person, house: House
) -> None:
    await asks_for_one(ada, {LABEL: "half past 7 in the evening", "What time of day?": []})
    reminders, me = store_of(house).reminders, PersonId(ada.id)
    assert "Every day at 7:30 PM, Berlin time." in ada.page.text
    assert say("reminder_page.sure") in ada.page.text
    assert not await reminders.of(me)
    await ada.presses("Change it")
    assert ada.form[LABEL] == "half past 7 in the evening"
    await ada.writes({LABEL: "half past six in the evening"})
    assert not await reminders.of(me)
    await ada.presses(YES)
    assert "at 6:30 PM, Berlin time" in ada.page.text
    (entry,) = await reminders.of(me)
    assert entry.minute == 18 * 60 + 30


@pytest.mark.parametrize("detail", ["1400.024.", "60.1.", "0930..", "930.024.x", "930.420.", ""])
async def test_a_time_that_no_page_offered_is_not_taken(
    ada: Person, house: House, detail: str
) -> None:
    await asks_for_one(ada, {"What time of day?": [], LABEL: "19:30"})
    press = Press.parse(str(ada.page.button(YES)["custom_id"]))
    assert press
    await Forger(house, ada).send([Forgery(str(replace(press, detail=detail)))])
    assert not await store_of(house).reminders.of(PersonId(ada.id))


@pytest.mark.parametrize("typed", ["half past si", "23:00", "1. * _x_ <b> \\ #"])
async def test_a_form_that_was_not_taken_opens_as_it_was_sent(ada: Person, typed: str) -> None:
    sent: Filled = {
        "What time of day?": [],
        LABEL: typed,
        "On which days?": ["Saturday", "Sunday"],
        "With a sound?": TEXTS.silent,
    }
    await asks_for_one(ada, sent)
    await ada.presses("Try again")
    assert ada.form[LABEL] == typed
    assert not ada.form["What time of day?"]
    assert ada.form["On which days?"] == ["Saturday", "Sunday"]
    assert ada.form["With a sound?"] == [TEXTS.silent]
    await ada.writes({LABEL: "half past six in the evening"})
    assert "Saturday and Sunday at 6:30 PM, Berlin time. Silently." in ada.page.text


@pytest.mark.parametrize(("typed", "said"), [("lunch", "bad_time"), ("23:00", "quiet_time")])
async def test_all_that_is_wrong_with_a_form_is_said_at_once(
    ada: Person, typed: str, said: str
) -> None:
    sent: Filled = {"What time of day?": [], LABEL: typed, "On which days?": []}
    await asks_for_one(ada, {**sent, CITY: "Narnia"})
    assert say("reminder_page.place_none") in ada.page.text
    assert say(f"reminder_page.{said}") in ada.page.text
    assert say("reminder_page.no_days") in ada.page.text
    await ada.presses("Try again")
    assert ada.form["On which days?"] == []


@pytest.mark.parametrize("typed", ["noon", "12 noon", "midday"])
async def test_a_time_in_words_is_taken_and_shown_in_figures(ada: Person, typed: str) -> None:
    await sets_up(ada, {"What time of day?": [], LABEL: typed})
    assert "at 12:00 PM, Berlin time" in ada.page.text
