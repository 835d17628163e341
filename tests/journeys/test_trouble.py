"""When what was kept can't be read: that is said, and never taken for "nothing"."""

import pytest

from bot.confidential import Confidential
from bot.features.safety.apply_hold import apply_hold
from bot.features.walkthrough.sittings import sitting as sitting_of
from bot.forms.talk import label
from bot.person import PersonId
from bot.store import StoreUnavailable
from tests.actors import House, Person
from tests.journeys.test_afterwards import (
    DAY,
    PLACE,
    TIME,
    YES,
    desk_of,
    has_a_card,
    plans,
    router_of,
    waits_for_it,
)
from tests.journeys.walks import LIBRARY, begin


async def damage(house: House, name: str = "data.db") -> None:
    """Nobody's pages are in memory, and the file under the running bot is spoilt."""
    await house.restart()
    file = house.folder / "data" / name
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))


async def test_what_cannot_be_read_is_never_taken_for_nothing(ada: Person, house: House) -> None:
    await begin(ada)
    await ada.writes()
    await damage(house)
    await ada.runs("/prepare")
    assert ada.whisper.text == LIBRARY.say("notices.something_went_wrong")
    await ada.presses("Skip this question")
    assert LIBRARY.say("error.unknown") in ada.page.text
    await ada.runs("/my-words", where=ada.dm)
    assert LIBRARY.say("error.unknown") in ada.page.text
    assert LIBRARY.say("words.none") not in ada.page.text


async def test_help_now_works_with_the_store_down(ada: Person, house: House) -> None:
    await begin(ada)
    await ada.writes()
    await damage(house)
    await ada.runs("/help-now")
    await ada.chooses("I'm afraid of someone, or being hurt")
    await ada.chooses("Germany")
    assert "116 016" in ada.whisper.text
    await ada.runs("/help-now", where=ada.dm)
    assert "life is in danger" in ada.page.text


async def test_help_now_works_with_the_keys_down(ada: Person, house: House) -> None:
    await begin(ada)
    await damage(house, "keyring.db")
    await ada.runs("/help-now")
    assert "life is in danger" in ada.whisper.text
    await ada.runs("/help-now", where=ada.dm)
    assert "life is in danger" in ada.page.text


async def test_a_nudge_is_stopped_though_their_pages_cannot_be_read(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada)
    await waits_for_it(ada, house)
    await damage(house)
    await ada.presses("Leave it")
    assert LIBRARY.say("reminder_page.stopped_one") in ada.page.text


async def test_a_nudge_is_stopped_while_something_of_theirs_takes_long(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada)
    await waits_for_it(ada, house)
    async with router_of(house).turn(PersonId(ada.id)):
        await ada.presses("Leave it")
        assert LIBRARY.say("reminder_page.stopped_one") in ada.page.text


async def test_where_deleting_a_thing_fails_its_reminder_stays_with_it(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await has_a_card(ada)
    await plans(ada)
    store, me = desk_of(house).store, PersonId(ada.id)
    coming = {entry.id for entry in await store.reminders.of(me)}
    assert coming
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(next(iter(ada.page.menus["Open one of these"])))
    await ada.presses("Tag, save or delete this")
    await ada.presses("Delete this one")

    async def full(*_: object) -> None:
        raise StoreUnavailable("SQLITE_FULL")

    with monkeypatch.context() as here:
        here.setattr(store._writer, "write", full)
        await ada.presses("Yes, delete it")
    assert LIBRARY.say("error.unknown") in ada.page.text
    assert {entry.id for entry in await store.reminders.of(me)} == coming
    await ada.runs("/my-words", where=ada.dm)
    assert ada.page.has("Open one of these")


@pytest.mark.parametrize("before", [False, True])
async def test_where_a_plan_could_not_be_kept_the_reminders_are_as_they_were(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch, *, before: bool
) -> None:
    await has_a_card(ada)
    store, me = desk_of(house).store, PersonId(ada.id)
    if before:
        await plans(ada)
        await ada.presses("Back to the card")
    await ada.presses("Remind me")
    if not ada.is_writing:
        await ada.presses("Change the time")
    there = {DAY: "in 3 days", TIME: "16:00", PLACE: "Berlin"}
    labels = {field.label for field in ada.form.fields}
    await ada.writes({label: text for label, text in there.items() if label in labels})
    coming, yes = await store.reminders.of(me), str(ada.page.button(YES)["custom_id"])

    async def full(*_: object) -> None:
        raise StoreUnavailable("SQLITE_FULL")

    for part in ("_writer", "reminders"):
        with monkeypatch.context() as here:
            if part == "_writer":
                here.setattr(store._writer, "write", full)
            else:
                here.setattr(store.reminders, "swap", full)
            await ada.forges(yes)
        assert LIBRARY.say("error.unknown") in ada.page.text
        assert await store.reminders.of(me) == coming


async def test_what_was_taken_out_where_somebody_may_be_afraid_never_comes_back(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await has_a_card(ada)
    await plans(ada)
    store, me = desk_of(house).store, PersonId(ada.id)
    (about,) = {entry.about for entry in await store.reminders.of(me)}

    async def full(*_: object) -> None:
        raise StoreUnavailable("SQLITE_FULL")

    async def is_afraid() -> None:
        async with router_of(house).turn(me) as turn:
            library = turn.library
            sitting = sitting_of(library, turn.session, about)
            assert sitting
            await apply_hold(turn, label(library.talk, sitting) or Confidential(""))

    with monkeypatch.context() as here:
        here.setattr(store._writer, "write", full)
        with pytest.raises(StoreUnavailable):
            await is_afraid()
    assert not await store.reminders.of(me)
