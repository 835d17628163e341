"""A file on its way: what it never tells, and when one that was looked at is let go of."""

import json
from typing import Any

import pytest

from bot.confidential import Confidential
from bot.context import Turn
from bot.kept.item import KeptItem
from bot.person import PersonId
from bot.ui.event import Event, Upload
from bot.ui.model import Card
from bot.ui.press import Press
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys import test_lock
from tests.journeys.closeness_walks import begin as begin_check
from tests.journeys.closeness_walks import reach
from tests.journeys.test_afterwards import desk_of, router_of
from tests.journeys.test_lock import Clock, closes, opens, puts_it_on
from tests.journeys.test_mine import ada_owns, gives, keeps_some, saves
from tests.journeys.walks import LIBRARY, SCRIPT, agree, answers_all, begin, skips_to

pytestmark = pytest.mark.long
quick = test_lock.quick

say = LIBRARY.say
MERGE = say("carry_page.merge")
A_LITTLE_LATER = 16 * 60
SAFE = "Do I feel safe saying this to them?"
AFRAID = "Are you ever afraid of Robin?"


async def facts(who: Person, kind: str) -> dict[str, Any]:
    """What a file tells of the newest thing of a kind, besides words."""
    things = json.loads(await saves(who, "json"))["things"]
    return next(t["facts"] for t in things if t["kind"] == kind)


async def looks(who: Person) -> str:
    """At a file with what they keep, after everything else of theirs is gone; its press."""
    await keeps_some(who)
    file = await saves(who, "json")
    await forgets(who)
    await agree(who)
    await gives(who, file)
    return str(who.page.button(MERGE)["custom_id"])


async def forgets(who: Person) -> None:
    await who.runs("/my-words", where=who.dm)
    await who.presses("Delete everything")
    await who.presses("Yes, delete everything")


async def brings_in(who: Person, house: House, press: str) -> str:
    """Press it on a page of before: on another device it stands there still."""
    [answer] = await Forger(house, who).send([Forgery(press)])
    return answer.text


async def test_no_file_tells_how_a_check_was_answered(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Robin"})
    await skips_to(ada, SAFE)
    assert (await facts(ada, "walkthrough"))["at"] == "", "nor that it was asked"
    await ada.runs("/prepare")
    await ada.presses("Carry on")
    await ada.presses("No, or I'm not sure")
    told = await facts(ada, "walkthrough")
    assert told["decided"] == {}
    assert told["at"] == ""


async def test_no_file_tells_that_fear_was_asked_about_or_passed_by(ada: Person) -> None:
    await begin_check(ada, "Robin")
    await ada.chooses("Respect and safety")
    await ada.presses("Skip this whole part")
    assert AFRAID in ada.page.text
    assert (await facts(ada, "closeness"))["at"] == ""
    await ada.runs("/closeness")
    await ada.chooses("About Robin")
    await ada.presses("I'd rather not say")
    assert "fear" not in (await facts(ada, "closeness"))["passed"]


async def test_a_card_whose_checks_stayed_behind_is_for_them_alone(
    ada: Person, ben: Person
) -> None:
    await begin(ada)
    await answers_all(ada)
    await ada.presses("Make my card")
    assert ada.page.has("Remind me")
    file = await saves(ada, "json")
    ada_owns(ada, ben)
    await agree(ben)
    await gives(ben, file)
    await ben.presses(MERGE)
    await ben.runs("/my-words", where=ben.dm)
    await ben.chooses("About Lena")
    assert "A note for me" in ben.page.text
    assert not ben.page.has("Remind me")


async def test_what_comes_in_about_somebody_who_may_not_be_safe_ends_every_nudge_about_them(
    ada: Person, house: House
) -> None:
    await begin_check(ada, "Robin")
    await reach(ada, "won't threaten me")
    await ada.presses("Not true lately")
    file = await saves(ada, "json")
    await forgets(ada)
    await begin_check(ada, "robin")
    await reach(ada, "What you noticed about")
    await ada.presses("Look again some time")
    await ada.presses("In four weeks")
    await gives(ada, file)
    await ada.presses(MERGE)
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.once") not in ada.page.text, "nothing about them is to come"
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(ada.page.menus["Open one of these"][0])
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    assert say("suggestions.off", name="Robin").casefold() in ada.page.text.casefold()
    await house.passes(29 * 86400)
    await ada.runs("/page", where=ada.dm)
    assert say("home.ready") not in ada.page.text


async def test_a_file_is_taken_in_private_only(ada: Person, house: House) -> None:
    press = await looks(ada)
    for there in (press, "carry//bring/"):
        forgery = Forgery(there, where=Where.HIDDEN_IN_SERVER)
        [answer] = await Forger(house, ada).send([forgery])
        assert say("carry_page.private") in answer.text


async def test_no_file_is_taken_before_anything_was_agreed(ada: Person, house: House) -> None:
    await ada.runs("/page", where=ada.dm)
    await ada.forges("carry//bring/")
    assert not ada.is_writing
    assert "a private place to think" in ada.page.text
    assert not await house.knows(ada)


async def test_no_file_is_fetched_before_anything_was_agreed(ada: Person, house: House) -> None:
    fetched = []

    async def given() -> Confidential[bytes]:
        fetched.append(1)
        return Confidential(b"{}")

    sent = Press("carry", step="sent")
    event = Event(PersonId(ada.id), sent, private=True, upload=Upload(2, given))
    with house.env.time_context():
        page = await router_of(house).answer(event)
    assert isinstance(page, Card)
    assert any("a private place to think" in str(part) for part in page.body)
    assert not fetched


async def test_a_file_that_was_looked_at_is_let_go_of_after_a_quarter_of_an_hour(
    ada: Person, house: House
) -> None:
    press = await looks(ada)
    await house.passes(A_LITTLE_LATER)
    assert say("carry_page.again") in await brings_in(ada, house, press)


async def test_a_file_that_was_looked_at_is_gone_with_everything_else(
    ada: Person, house: House
) -> None:
    press = await looks(ada)
    await forgets(ada)
    await agree(ada)
    assert say("carry_page.again") in await brings_in(ada, house, press)


async def test_a_file_that_was_looked_at_is_gone_once_it_was_hidden(
    ada: Person, house: House
) -> None:
    press = await looks(ada)
    await ada.presses("Hide now", on=ada.page)
    assert say("carry_page.again") in await brings_in(ada, house, press)


async def test_a_file_that_was_looked_at_is_gone_once_the_lock_was_closed(
    ada: Person, house: House
) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    await puts_it_on(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("Open one of these", ada.page.menus["Open one of these"][0])
    await ada.presses("Tag, save or delete this")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    await gives(ada, file)
    press = str(ada.page.button(MERGE)["custom_id"])
    await closes(ada)
    await opens(ada)
    assert say("carry_page.again") in await brings_in(ada, house, press), "though it is open again"


async def test_a_file_looked_at_while_a_lock_was_open_is_not_brought_in_behind_it(
    ada: Person, house: House
) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    locks = desk_of(house).store.lock
    locks.clock = clock = Clock(locks.clock)
    await puts_it_on(ada)
    await gives(ada, file.replace(b'"calm"', b'"tired"'))
    press = str(ada.page.button(MERGE)["custom_id"])
    clock.later = A_LITTLE_LATER
    await agree(ada)
    assert say("carry_page.again") in await brings_in(ada, house, press)
    await ada.runs("/my-words", where=ada.dm)
    assert not ada.page.menus, "nothing of it is to be seen there"


def told(why: str, n: int, kind: str) -> str:
    """Which thing in a file is not understood, and why."""
    said = {"n": str(n), "kind": say(f"carry_kind.{kind}"), "why": say(f"carry_why.{why}")}
    return say("carry_why.thing", **said)


@pytest.mark.parametrize(
    ("kind", "change", "why"),
    [
        ("checkin", {"facts": {"day": "someday, my secret day"}}, "day"),
        ("checkin", {"facts": {"at": "2026-01-01"}}, "time"),
        ("walkthrough", {"facts": {"length": "nosuch"}}, "length"),
        ("walkthrough", {"facts": {"length": "nosuch", "finished": True}}, "length"),
        ("walkthrough", {"words": {"my secret day": {}}}, "words"),
        ("walkthrough", {"words": {"nothing_i_ask": {"text": "my secret day"}}}, "unknown"),
        ("walkthrough", {"words": {"who_for": {"person": "my secret day " * 5}}}, "label"),
        ("takeaway", {"words": {"text": "my secret day" * 900}}, "long"),
        ("takeaway", {"facts": {"n": 10**7}}, "number"),
    ],
)
async def test_what_is_not_understood_is_named_and_never_repeated(
    ada: Person, kind: str, change: dict[str, dict[str, Any]], why: str
) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    changed = json.loads(file)
    n, thing = next((n, t) for n, t in enumerate(changed["things"], 1) if t["kind"] == kind)
    for part, values in change.items():
        thing[part].update(values)
    await gives(ada, json.dumps(changed).encode())
    assert say("carry_page.not_understood") in ada.page.text
    expected = "unknown" if why == "words" else why
    assert told(expected, n, kind) in ada.page.text
    assert "my secret day" not in ada.page.text
    assert await saves(ada, "json") == file


async def test_the_other_forms_are_told_which_one_it_takes(ada: Person) -> None:
    await keeps_some(ada)
    for kind in ("md", "txt", "html"):
        await gives(ada, await saves(ada, kind))
        assert "ends in .json" in ada.page.text
    await gives(ada, b"%PDF-1.7 and so on")
    assert "ends in .json" in ada.page.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
async def test_a_file_that_an_editor_saved_again_is_taken(ada: Person, encoding: str) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    await gives(ada, file.decode().replace("\n", "\r\n").encode(encoding))
    assert say("carry_page.all_here") in ada.page.text


@pytest.mark.parametrize("kind", ["checkin", "takeaway"])
async def test_however_high_the_numbers_in_a_file_what_is_saved_later_is_taken(
    ada: Person, kind: str
) -> None:
    await keeps_some(ada)
    changed = json.loads(await saves(ada, "json"))
    for thing in changed["things"]:
        if thing["kind"] == kind:
            thing["facts"].update(n=999_999, turn=999_999)
    await forgets(ada)
    await agree(ada)
    await gives(ada, json.dumps(changed).encode())
    await ada.presses(MERGE)
    await ada.runs("/checkin")
    await ada.presses("calm")
    await ada.runs("/takeaways")
    await ada.presses("Write a takeaway")
    await ada.writes({"Your takeaway": ada.sentence()})
    file = await saves(ada, "json")
    await forgets(ada)
    await agree(ada)
    await gives(ada, file)
    await ada.presses(MERGE)
    assert await saves(ada, "json") == file


@pytest.mark.parametrize("most", [1, 2, 40])
async def test_of_many_things_the_one_whose_page_cannot_be_made_is_named(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    await keeps_some(ada)
    changed = json.loads(await saves(ada, "json"))
    line = next(t for t in changed["things"] if t["kind"] == "takeaway")
    changed["things"] = [
        {**line, "id": f"{n:032x}", "words": {"text": str(n)}} for n in range(1, most + 1)
    ]
    thing = Turn.thing
    for n in {1, (most + 1) // 2, most}:

        def breaks(turn: Turn, id: bytes, n: int = n) -> KeptItem | None:
            if id == n.to_bytes(16):
                raise KeyError
            return thing(turn, id)

        content = Confidential(json.dumps(changed).encode())

        async def given(content: Confidential[bytes] = content) -> Confidential[bytes]:
            return content

        press = Press("carry", step="sent")
        event = Event(PersonId(ada.id), press, private=True, upload=Upload(1, given))
        with house.env.time_context(), monkeypatch.context() as broken:
            broken.setattr(Turn, "thing", breaks)
            page = await router_of(house).answer(event)
        assert isinstance(page, Card)
        assert page.body[-1] == told("shown", n, "takeaway")
