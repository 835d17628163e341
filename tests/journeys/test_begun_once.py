"""One intention, one thing: pressed again, on a second page, or long after, it is there once."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.kept.record_kinds import Kept, kind_of
from bot.person import PersonId
from bot.schedule.reminder import ReminderKind
from bot.store.records import Shelf
from tests.actors import House, Page, Person
from tests.journeys import closeness_walks as closeness
from tests.journeys import test_afterwards as talks
from tests.journeys.test_afterwards import YES, desk_of, has_a_card
from tests.journeys.test_mine import gives, saves
from tests.journeys.walks import LIBRARY, agree, begin, says_a_line, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
A_DAY = 24 * 60 * 60
TWENTY, SHORT = "All 20 questions", "The short one: 8 questions"
MORE = LIBRARY.checkin.more
WORD, LINE = "Any word that fits?", "the line that was taken along"

# Brings up a page from which it can be begun.
Opens = Callable[[Person], Awaitable[None]]
# Begins it from that page, if it can be begun from there.
Begins = Callable[[Person, Page], Awaitable[None]]


@dataclass(frozen=True)
class Beginning:
    """One thing that can be begun, in one way. `before`: what has to be there already."""

    what: Kept | ReminderKind
    before: Opens
    opens: Opens
    begins: Begins
    # What comes with it.
    also: tuple[ReminderKind, ...] = ()

    @property
    def makes(self) -> Counter[Kept | ReminderKind]:
        return Counter([self.what, *self.also])


def command(name: str) -> Opens:
    async def opens(who: Person) -> None:
        await who.runs(name, where=who.dm)

    return opens


def the_one_thing(*presses: str) -> Opens:
    """The page of the newest thing that is kept, and on from there."""

    async def opens(who: Person) -> None:
        await who.runs("/my-words", where=who.dm)
        await who.chooses("Open one of these", who.page.menus["Open one of these"][0])
        for label in presses:
            await who.presses(label, on=who.page)

    return opens


def pressing(label: str, fields: dict[str, str | list[str]] | None = None) -> Begins:
    """A press, and where a form opens for it, the same words in it."""

    async def begins(who: Person, page: Page) -> None:
        await who.presses(label, on=page)
        if who.is_writing:
            await who.writes(fields or {})

    return begins


async def the_room(who: Person) -> None:
    await who.runs("/checkin", where=who.dm)
    await who.presses(LIBRARY.checkin.room, on=who.page)


async def has_checked_in(who: Person) -> None:
    await agree(who)
    await who.runs("/checkin", where=who.dm)
    await who.presses("Very strong")


async def has_looked(who: Person) -> None:
    await closeness.begin(who)
    await closeness.reach(who, "It is a picture of now")
    await who.presses("Done", on=who.page)


async def named(who: Person, page: Page) -> None:
    """As far as a part of a check, whatever of the way is asked once more."""
    await who.presses("Begin", on=page)
    if who.page.has("No, it is private"):
        await who.presses("No, it is private", on=who.page)
    if who.is_writing or who.page.has("Give them a name"):
        await who.writes({"label": "Lena", "kind": "A relative"})


async def somebody_again(who: Person) -> None:
    await who.runs("/closeness", where=who.dm)
    await who.chooses("About Lena")


async def again(who: Person, page: Page) -> None:
    await who.presses("Look again now", on=page)
    if who.page.has("No, it is private"):
        await who.presses("No, it is private", on=who.page)


async def said_how_it_went(who: Person, page: Page) -> None:
    await who.presses("How did it go?", on=page)
    await who.chooses(LIBRARY.debrief.outcomes[0].label)


async def to_a_plan(who: Person) -> None:
    await the_one_thing()(who)
    await who.presses("Remind me", on=who.page)
    if not who.is_writing:
        await who.presses("Change the time")
    place = {talks.PLACE: "Berlin"} if any(f.label == talks.PLACE for f in who.form.fields) else {}
    await who.writes({talks.DAY: "tomorrow", talks.TIME: "15:00", **place})


async def reminded(who: Person, page: Page) -> None:
    await who.presses("Yes, that's right", on=page)
    # Where it is on already, they are only where they were.
    if who.is_writing:
        await who.writes({"What time of day?": "Morning, 9:00 AM"})


async def to_a_reminder(who: Person) -> None:
    await who.runs("/reminder", where=who.dm, place="Berlin")


async def has_a_line(who: Person, line: str = LINE) -> None:
    await agree(who)
    await who.runs("/takeaways", where=who.dm)
    await who.presses(say("takeaways_page.button"))
    await who.writes({"Your takeaway": line})


BEGINNINGS = {
    "a walkthrough": Beginning(Kept.WALKTHROUGH, agree, command("/prepare"), pressing(TWENTY)),
    "a walkthrough, from a check-in": Beginning(
        Kept.WALKTHROUGH, has_checked_in, the_one_thing(), pressing("Prepare a conversation")
    ),
    "steady first, from a check-in": Beginning(
        Kept.WALKTHROUGH, has_checked_in, the_one_thing(), pressing(say("offer.steady_yes"))
    ),
    "a walkthrough, from a closeness check": Beginning(
        Kept.WALKTHROUGH, has_looked, the_one_thing(), pressing("Prepare a conversation")
    ),
    "a closeness check": Beginning(Kept.CLOSENESS, agree, command("/closeness"), named),
    "a closeness check of somebody again": Beginning(
        Kept.CLOSENESS, has_looked, somebody_again, again
    ),
    "a check-in": Beginning(
        Kept.CHECKIN, agree, command("/checkin"), pressing(MORE, {WORD: ["calm"]})
    ),
    "a check-in, by how strong it is": Beginning(
        Kept.CHECKIN, agree, command("/checkin"), pressing("Mild")
    ),
    "a check-in, by a word": Beginning(
        Kept.CHECKIN, has_checked_in, command("/checkin"), pressing("calm")
    ),
    "a check-in, by way of the room": Beginning(
        Kept.CHECKIN, agree, the_room, pressing(say("checkin_page.room_done"))
    ),
    "how it went": Beginning(Kept.DEBRIEF, has_a_card, the_one_thing(), said_how_it_went),
    "a line": Beginning(
        Kept.TAKEAWAY,
        agree,
        command("/takeaways"),
        pressing(say("takeaways_page.button"), {"Your takeaway": LINE}),
    ),
    "a nudge before a talk and a note after it": Beginning(
        ReminderKind.BEFORE, has_a_card, to_a_plan, pressing(YES), also=(ReminderKind.AFTER,)
    ),
    "a daily nudge": Beginning(ReminderKind.DAILY, agree, to_a_reminder, reminded),
    "a closeness check that comes back": Beginning(
        ReminderKind.AGAIN,
        has_looked,
        the_one_thing(say("closeness_page.again")),
        pressing(say("closeness_page.in_42")),
    ),
    "a line that comes back": Beginning(
        ReminderKind.LINE, has_a_line, the_one_thing(), pressing(say("takeaways_page.month"))
    ),
}
ALL = pytest.mark.parametrize("name", BEGINNINGS)


async def kept(house: House, who: Person) -> Counter[Kept | ReminderKind]:
    """How many of each there are."""
    context = desk_of(house)
    async with context.store.session(PersonId(who.id)) as session:
        found = Counter[Kept | ReminderKind](map(kind_of, session.read(Shelf.SITTINGS).values()))
    found.update(e.kind for e in await context.store.reminders.of(PersonId(who.id)))
    return found


@pytest.fixture(autouse=True)
def nothing_is_tidied_up(ada: Person, house: House) -> None:
    """Older pages stay in the chat, and can be pressed."""
    path = f"/channels/{ada.dm.id}/messages/*"
    house.env.inject_error("DELETE", path, status=403, code=50001, message="No", times=None)


def test_everything_that_can_begin_is_walked_here() -> None:
    walked = {what for one in BEGINNINGS.values() for what in one.makes}
    assert walked == {*Kept, *ReminderKind}


@ALL
async def test_pressed_again_on_its_page(ada: Person, house: House, name: str) -> None:
    one = BEGINNINGS[name]
    await one.before(ada)
    before = await kept(house, ada)
    await one.opens(ada)
    page = ada.sees[-1]
    await one.begins(ada, page)
    await one.begins(ada, page)
    assert await kept(house, ada) - before == one.makes


@ALL
async def test_begun_from_each_of_two_pages(ada: Person, house: House, name: str) -> None:
    one = BEGINNINGS[name]
    await one.before(ada)
    before = await kept(house, ada)
    await one.opens(ada)
    first = ada.sees[-1]
    await one.opens(ada)
    second = ada.sees[-1]
    await one.begins(ada, second)
    await one.begins(ada, first)
    assert await kept(house, ada) - before == one.makes


@ALL
async def test_pressed_long_after_on_a_page_of_before(ada: Person, house: House, name: str) -> None:
    """The page came late: meanwhile the thing was begun elsewhere, and the bot was restarted."""
    one = BEGINNINGS[name]
    await one.before(ada)
    await one.opens(ada)
    late = ada.sees[-1]
    await one.opens(ada)
    await one.begins(ada, ada.sees[-1])
    await house.restart()
    before = await kept(house, ada)
    await one.begins(ada, late)
    assert await kept(house, ada) == before


async def test_another_length_before_the_first_answer_is_meant(ada: Person, house: House) -> None:
    await agree(ada)
    asks = ada.page
    await ada.presses(TWENTY, on=asks)
    await ada.presses(SHORT, on=asks)
    assert "of 8" in ada.page.text
    mine = await answers_the_first(ada)
    await ada.presses(TWENTY, on=asks)
    assert "of 8" in ada.page.text, "now it is the one they are writing in"
    assert mine.encode() in await saves(ada, "md")
    assert await kept(house, ada) == {Kept.WALKTHROUGH: 1}


async def answers_the_first(who: Person) -> str:
    await skips_to(who, "Question 1 of 8")
    await who.presses("Write my answer", on=who.page)
    field = next(field for field in who.form.fields if field.is_text)
    mine = who.sentence()[: field.part["max_length"]].strip()
    await who.writes({field.label: mine})
    return mine


async def test_a_page_of_something_finished_asks_anew(ada: Person, house: House) -> None:
    await agree(ada)
    asks = ada.page
    await ada.presses(SHORT, on=asks)
    await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    await ada.presses(SHORT, on=asks)
    assert say("error.old_button") in ada.page.text
    assert await kept(house, ada) == {Kept.WALKTHROUGH: 1}
    await ada.presses(SHORT, on=ada.page)
    assert await kept(house, ada) == {Kept.WALKTHROUGH: 2}


async def test_whose_card_was_lost_on_its_way_is_shown_it_first(ada: Person, house: House) -> None:
    await begin(ada, SHORT)
    await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    await house.passes(A_DAY)
    for _ in "12":
        await ada.runs("/prepare", where=ada.dm)
        assert say("sittings.card_here") in ada.page.text
        assert ada.page.main_button == say("sittings.open_card")
        await ada.presses(say("sittings.open_card"))
        await ada.presses("Done")
    await house.passes(A_DAY)
    await ada.runs("/prepare", where=ada.dm)
    assert say("sittings.card_here") not in ada.page.text


async def test_no_page_of_something_deleted_reaches_what_was_begun_after_it(
    ada: Person, house: House
) -> None:
    await begin(ada)
    first, on = ada.page, str(ada.page.button("Skip this question")["custom_id"])
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses(TWENTY)
    now = ada.page.text
    await ada.forges(on)
    assert say("sittings.gone") in ada.page.text
    assert first.text == now
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("Carry on")
    assert ada.page.text == now
    assert await kept(house, ada) == {Kept.WALKTHROUGH: 1}


async def test_what_the_weather_was_last_week_stays(ada: Person, house: House) -> None:
    await agree(ada)
    await ada.runs("/checkin", where=ada.dm)
    await ada.presses(LIBRARY.checkin.room)
    old, (today, later, *_) = ada.page, LIBRARY.checkin.weather.choices
    await ada.runs("/checkin", where=ada.dm)
    await ada.presses(LIBRARY.checkin.room, on=ada.page)
    await ada.chooses(today.label, on=ada.page)
    await house.passes(7 * A_DAY)
    await ada.chooses(later.label, on=old)
    assert say("error.old_button") in ada.sees[-1].text
    assert today.label.encode() in (saved := await saves(ada, "md"))
    assert later.label.encode() not in saved


async def test_a_file_comes_in_once_on_whatever_page_that_is_pressed(
    ada: Person, house: House
) -> None:
    await has_a_line(ada)
    file = await saves(ada, "json")
    await the_one_thing("Tag or save this", "Delete this one", "Yes, delete it")(ada)
    await gives(ada, file)
    first = ada.page
    await gives(ada, file)
    second = ada.page
    for page in (first, second, first):
        await ada.presses(say("carry_page.merge"), on=page)
        assert say("carry_page.brought", new="1", same="0", differ="0") in ada.sees[-1].text
    assert await kept(house, ada) == {Kept.TAKEAWAY: 1}


async def test_a_file_that_came_in_takes_nobodys_place(
    ada: Person, ben: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.features.mydata.transfer.MOST_WAITING", 2)
    people = (ben, ada, house.person("Cleo"))
    files = {}
    for who in people:
        await has_a_line(who, who.sentence())
        files[who.name] = await saves(who, "json")
        await the_one_thing("Tag or save this", "Delete this one", "Yes, delete it")(who)
    for who in people:
        await gives(who, files[who.name])
        if who is ada:
            await ada.presses(say("carry_page.merge"))
    await ben.presses(say("carry_page.merge"))
    assert say("carry_page.brought", new="1", same="0", differ="0") in ben.sees[-1].text


@pytest.mark.parametrize("press", ["closeness//form/", "checkin//begin/"])
async def test_a_page_of_an_earlier_version_leads_to_its_form(ada: Person, press: str) -> None:
    await agree(ada)
    await ada.forges(press)
    assert ada.is_writing
