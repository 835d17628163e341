"""What is suggested about somebody: seen beside them, switched by anybody, and said of nobody."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

import pytest

from bot.confidential import Confidential
from bot.kept import hold
from bot.person import PersonId
from bot.store.records import Json, Record, Shelf
from tests.actors import House, Person
from tests.journeys import closeness_walks
from tests.journeys.test_afterwards import desk_of, has_a_card, router_of
from tests.journeys.test_lock import closes, puts_it_on
from tests.journeys.walks import LIBRARY, SCRIPT, begin, says_a_line, skips_to

say = LIBRARY.say


# One person, as two keyboards write them.
TWINS = [
    ("Zo\u00eb", "Zoe\u0308"),
    ("Tom's dad", "Tom\u2019s dad"),
    ("Mum \u2764\ufe0f", "mum \u2764"),
    ("Anna-Lena", "Anna\u2011Lena"),
    ("Jo", "Jo\u200b"),
    ("Tom's dad", "Tom\u00b4s dad"),
]


async def to_my_words(who: Person) -> None:
    await who.runs("/my-words", where=who.dm)


async def writes_about(who: Person, name: str) -> None:
    await begin(who)
    await skips_to(who, SCRIPT.question("who_for").original)
    await who.writes({"A name, nickname or initials": name})


async def test_nothing_anywhere_says_whom_suggestions_are_off_for(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Zaphodina Quux"})
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes({"Who will I talk with first?": "I'm not sure it is safe to tell them"})
    await ada.runs("/page", where=ada.dm)
    await ada.presses("Settings")
    assert "Zaphodina" not in str(ada.page)
    assert "off" not in ada.page.text
    await to_my_words(ada)
    await ada.chooses("About Zaphodina Quux")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    await to_my_words(ada)
    assert "Zaphodina" not in str(ada.page)
    assert say("words.none_but_settings") in ada.page.text


async def test_what_is_suggested_about_somebody_is_seen_and_switched_beside_them(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Robin"})
    await to_my_words(ada)
    await ada.chooses("About Robin")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    assert say("suggestions.on", name="Robin") in ada.page.text
    await ada.presses("Leave them out")
    assert say("suggestions.off", name="Robin") in ada.page.text
    assert "afraid" not in ada.page.text, "why stands nowhere: it may be any reason"
    await ada.presses("Offer them again")
    assert "They come again on" in ada.page.text
    await house.passes(23 * 3600)
    await to_my_words(ada)
    await ada.chooses("About Robin")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    assert say("suggestions.off", name="Robin") in ada.page.text, "changes take a day"
    await house.passes(2 * 3600)
    await to_my_words(ada)
    await ada.chooses("About Robin")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    assert say("suggestions.on", name="Robin") in ada.page.text


async def test_asked_for_and_taken_back_they_stay_off(ada: Person, house: House) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Robin"})
    await to_my_words(ada)
    await ada.chooses("About Robin")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    await ada.presses("Leave them out")
    await ada.presses("Offer them again")
    await ada.presses("Leave them out")
    await house.passes(48 * 3600)
    await to_my_words(ada)
    await ada.chooses("About Robin")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    assert say("suggestions.off", name="Robin") in ada.page.text


async def test_once_everything_about_somebody_is_deleted_nothing_shows_and_it_holds_all_the_same(
    ada: Person,
) -> None:
    await writes_about(ada, "Zaphodina")
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes({"Who will I talk with first?": "I'm not sure it is safe to tell them"})
    await to_my_words(ada)
    await ada.presses("Delete some of it")
    await ada.chooses("Zaphodina")
    await ada.presses("Yes, delete it")
    for way in ("/my-words", "/page", "/prepare"):
        await ada.runs(way, where=ada.dm)
        assert "Zaphodina" not in str(ada.page)
    if ada.page.has("Begin another"):
        await ada.presses("Begin another")
    await ada.presses("All 20 questions")
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": " ZAPHODINA "})
    await ada.writes({"In one sentence": ada.sentence()})
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my note")
    assert "A note for me" in ada.page.text


async def test_what_was_kept_with_the_names_in_it_holds_and_the_names_go(
    ada: Person, house: House
) -> None:
    """As earlier versions kept it, in each of two ways."""
    await begin(ada)
    context, me = desk_of(house), PersonId(ada.id)
    first = Record({}, {"labels": Confidential(["Robin", "O'Neil"])})
    then = Record({}, {"1a": Confidential({"label": "Lena", "back": ""})})
    async with context.store.session(me) as session:
        session.keep(Shelf.SETTINGS, session.named("held"), first)
        session.keep(Shelf.SETTINGS, session.named("held.1"), then)
    async with router_of(house).turn(me) as turn:
        session = turn.session
        for name in ("robin", "O\u2019Neil", "LENA"):
            assert hold.is_held(session, Confidential(name)), name
        assert not hold.is_held(session, Confidential("Ben"))
        kept = session.read(Shelf.SETTINGS).values()
        assert not any(record.words for record in kept), "no name is in any record"


async def test_off_for_somebody_they_are_off_on_every_card_there_is_about_them(ada: Person) -> None:
    await has_a_card(ada)
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("Start fresh" if ada.page.has("Start fresh") else "All 20 questions")
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "lena"})
    await to_my_words(ada)
    await ada.chooses("Open one of these", "About Lena")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    await ada.presses("Leave them out")
    await to_my_words(ada)
    await ada.chooses("Open one of these", "About Lena")
    assert "A note for me" in ada.page.text
    assert not ada.page.has("Remind me")


async def test_afraid_after_a_talk_with_one_about_another_they_are_off_for_both(
    ada: Person, house: House
) -> None:
    await closeness_walks.begin(ada, "Lena")
    await closeness_walks.reach(ada, "What you noticed about")
    await ada.presses("Look again some time")
    await ada.presses("In four weeks")
    await closeness_walks.begin_another(ada, "Joy")
    await closeness_walks.reach(ada, "What you noticed about")
    await ada.presses("Look again some time")
    await ada.presses("In four weeks")
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("All 20 questions")
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Lena"})
    await says_a_line(ada)
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes(
        {
            "plan": "Someone else first, to think it through",
            "Their name, if it is someone else": "Joy",
        }
    )
    await ada.presses("Carry on")
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    await ada.presses("Carry on, one at a time")
    await ada.presses("Skip this question")
    await ada.presses("Sometimes")
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.once") not in ada.page.text, "of neither anything is to come"
    for name in ("About Lena", "About Joy"):
        await ada.runs("/closeness", where=ada.dm)
        await ada.chooses(name)
        await ada.presses("What I noticed last time")
        assert not ada.page.has("Look again some time"), name


async def test_what_was_to_end_within_a_day_still_does(ada: Person, house: House) -> None:
    """As an earlier version kept it, asked for and over."""
    await begin(ada)
    context, me = desk_of(house), PersonId(ada.id)
    now = context.now()
    kept = {
        str(n): Confidential({"label": name, "back": (now + timedelta(hours=hours)).isoformat()})
        for n, (name, hours) in enumerate((("Soon", 5), ("Over", -5)))
    }
    async with context.store.session(me) as session:
        words = cast("Mapping[str, Confidential[Json]]", kept)
        session.keep(Shelf.SETTINGS, session.named("held"), Record({}, words))
    async with router_of(house).turn(me) as turn:
        session = turn.session
        assert hold.is_held(session, Confidential("soon"))
    await house.passes(6 * 3600)
    async with router_of(house).turn(me) as turn:
        session = turn.session
        for name in ("soon", "over"):
            assert not hold.is_held(session, Confidential(name)), name


async def test_behind_a_closed_lock_nothing_is_promised_about_anybody(
    ada: Person, house: House
) -> None:
    await writes_about(ada, "Lena")
    await puts_it_on(ada)
    await closes(ada)
    await writes_about(ada, "Lena")
    await to_my_words(ada)
    await ada.chooses("About Lena")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    assert say("suggestions.off", name="Lena") in ada.page.text
    assert not ada.page.has("Offer them again")
    assert not ada.page.has("Leave them out")


@pytest.mark.parametrize(("one", "other"), TWINS)
async def test_one_person_under_two_spellings_is_one_person(
    ada: Person, one: str, other: str
) -> None:
    await writes_about(ada, one)
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("Start fresh", on=ada.page)
    await ada.presses("All 20 questions")
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": other})
    await to_my_words(ada)
    await ada.chooses(f"About {one}")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    await ada.presses("Leave them out")
    await to_my_words(ada)
    await ada.chooses(f"About {other}")
    await ada.presses("Tag, save or delete this")
    await ada.presses("Suggestions")
    assert "Some suggestions are off for" in ada.page.text
    await to_my_words(ada)
    await ada.presses("Delete some of it")
    (there,) = ada.page.menus[say("retire_page.about")]
    assert there in {one, other}
    await ada.chooses(say("retire_page.about"), there)
    assert "under My words: 2." in ada.page.text
    await ada.presses(say("retire_page.yes_about"))
    await to_my_words(ada)
    assert say("words.none_but_settings") in ada.page.text
