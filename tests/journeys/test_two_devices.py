"""One person on two devices at once: it ends as if one had come after the other."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.person import PersonId
from tests.actors import House, Person
from tests.actors.devices import Scene, at_home
from tests.actors.forger import Forger, Forgery
from tests.journeys import closeness_walks
from tests.journeys.test_afterwards import desk_of
from tests.journeys.walks import LIBRARY, SCRIPT, begin, skips_to

say = LIBRARY.say
DELETED = "forgotten///"

Opens: TypeAlias = Callable[[Person], Awaitable[None]]


# What the second device does while the first is at it.
PAIRS = [
    ("saves a line", "deletes everything"),
    ("saves a check-in", "deletes everything"),
    ("begins", "deletes everything"),
    ("puts the lock on", "locks"),
    ("puts the lock on", "hides"),
    ("puts the lock on", "deletes everything"),
    ("sends a file", "hides"),
    ("sends a file", "deletes everything"),
    ("brings a file in", "deletes everything"),
]


async def a_takeaway(who: Person) -> None:
    await who.runs("/takeaways", where=who.dm)
    await who.presses(say("takeaways_page.button"))


async def a_check_in(who: Person) -> None:
    await who.runs("/checkin", where=who.dm)
    await who.presses(LIBRARY.checkin.more)


async def an_answer(who: Person) -> None:
    await who.runs("/prepare", where=who.dm)
    if who.page.has("Begin another"):
        await who.presses("Begin another")
    if who.page.has("All 20 questions"):
        await who.presses("All 20 questions")
    await skips_to(who, SCRIPT.question("message").original)
    await who.presses("Write my answer")


async def a_name(who: Person) -> None:
    await who.runs("/closeness", where=who.dm)
    await who.presses("Begin")
    await who.presses("No, it is private")


async def a_line(who: Person) -> None:
    await who.runs("/closeness", where=who.dm)
    await closeness_walks.begin_here(who, "Robin")
    await closeness_walks.reach(who, "heard by")
    await who.presses("Write a line")


FORMS = pytest.mark.parametrize("opens", [a_takeaway, a_check_in, an_answer, a_name, a_line])


@FORMS
@pytest.mark.parametrize("warm", [True, False])
async def test_a_form_that_was_on_its_way_when_all_was_deleted_is_handed_back(
    ada: Person, house: House, opens: Opens, *, warm: bool
) -> None:
    await begin(ada)
    await opens(ada)
    texts = [f for f in ada.form.fields if f.is_text]
    words = ada.sentence()
    fields = {
        f.key: f.filled(words[: f.part.get("max_length")] if f in texts else f.value)
        for f in ada.form.fields
    }
    ada._words.typed[words].add(ada.id)
    if not warm:
        desk_of(house).store._cache.clear()
    both = [Forgery(ada.form.id, fields=dict(fields)), Forgery(DELETED)]
    answers = await Forger(house, ada).send(both)
    told = " ".join(str(answer.text) for answer in answers)
    assert say("delete.done_all") in told
    assert not await house.knows(ada), "nothing is kept after the receipt"
    assert not await desk_of(house).store.reminders.of(PersonId(ada.id))
    # What was given back stood on a page of the chat that was being cleared.
    assert words[:16] in told or answers[0].page_is_gone or not answers[0].text


@FORMS
async def test_a_form_that_comes_after_all_was_deleted_is_handed_back(
    ada: Person, house: House, opens: Opens
) -> None:
    await begin(ada)
    await opens(ada)
    words, form = ada.sentence(), ada.form
    ada._words.typed[words].add(ada.id)
    fields = {
        f.key: f.filled(words[: f.part.get("max_length")] if f.is_text else f.value)
        for f in form.fields
    }
    forger = Forger(house, ada)
    await forger.send([Forgery(DELETED)])
    (answer,) = await forger.send([Forgery(form.id, fields=dict(fields))])
    assert words[:16] in answer.text
    assert not await house.knows(ada)


@pytest.mark.parametrize("cold", [True, False])
@pytest.mark.parametrize(("first", "second"), PAIRS)
async def test_it_ends_as_if_one_had_come_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str, *, cold: bool
) -> None:
    async with at_home(tmp_path, monkeypatch) as devices:
        for behind in range(0, 60, 6):
            prepared, looked_at = "lock" in first, "brings" in first
            scene = Scene(first, second, behind, cold, prepared=prepared, looked_at=looked_at)
            assert not await devices.play(scene)


@pytest.mark.parametrize("leaves", ["hides", "locks", "deletes everything"])
async def test_a_file_on_its_way_is_let_go_once_they_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leaves: str
) -> None:
    async with at_home(tmp_path, monkeypatch) as devices:
        ending = await devices.ends(Scene("sends a file", leaves, behind=4))
    assert ending.told[0] == repr(say("carry_page.left"))
    assert ending.file is None, "nothing is held"
