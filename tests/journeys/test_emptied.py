"""A form that comes back empty takes nothing out: they are asked first, on a page with both."""

import json
from collections.abc import Awaitable, Callable

import pytest

from bot.features.walkthrough import sittings as journeys_sittings
from bot.forms.fields import Field
from bot.forms.script import Question
from bot.forms.sitting import Sitting
from bot.person import PersonId
from bot.store.records import Shelf
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys import closeness_walks
from tests.journeys.test_afterwards import desk_of, has_a_card
from tests.journeys.walks import LIBRARY, SCRIPT, agree, begin, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
KEEP, OUT, ASKED = say("emptied.keep"), say("emptied.out"), say("emptied.all")
OWN = "In your own words"
ONE_LINE = "One line is enough"

# Brings somebody to a page with the form, where a sentence of theirs was written; the button of it.
Place = Callable[[Person, str], Awaitable[str]]


async def in_a_walkthrough(who: Person, mine: str) -> str:
    await begin(who)
    await who.presses("Write my answer")
    await who.writes({OWN: mine})
    await who.presses("Back")
    return "Change my answer" if who.page.has("Change my answer") else "Write my answer"


async def in_a_checkin(who: Person, mine: str) -> str:
    await agree(who)
    await who.runs("/checkin", where=who.dm)
    await who.presses("calm")
    await who.presses(LIBRARY.checkin.more)
    await who.writes({"A line, if you like": mine})
    return LIBRARY.checkin.more


async def in_a_look(who: Person, mine: str) -> str:
    await closeness_walks.begin(who, "Robin")
    await closeness_walks.reach(who, "won't threaten me")
    await who.presses(say("closeness_page.line"))
    await who.writes({say("closeness_page.line_field"): mine})
    return say("closeness_page.change_line")


async def in_how_it_went(who: Person, mine: str) -> str:
    await has_a_card(who)
    await who.presses("How did it go?")
    await who.chooses("Better than I feared")
    await who.presses("Write a line")
    await who.writes({ONE_LINE: mine})
    await who.presses("Back to how it went")
    await who.presses("Look at that part again")
    return "Write a line"


async def in_a_takeaway(who: Person, mine: str) -> str:
    await agree(who)
    await who.runs("/takeaways", where=who.dm)
    await who.presses("Write a takeaway")
    await who.writes({"Your takeaway": mine})
    await who.runs("/takeaways", where=who.dm)
    await who.chooses(mine)
    return "Change this one"


PLACES = [in_a_walkthrough, in_a_checkin, in_a_look, in_how_it_went, in_a_takeaway]


async def sends_it_empty(who: Person, place: Place, mine: str, empty: str) -> None:
    await who.presses(await place(who, mine))
    field = next(f for f in who.form.fields if f.value == mine)
    await who.writes({field.label: empty})


async def keeps(house: House, who: Person, words: str) -> bool:
    """Whether that is among what is kept of theirs."""
    async with desk_of(house).store.session(PersonId(who.id)) as session:
        records = session.read(Shelf.SITTINGS).values()
        return any(
            word.satisfies(lambda kept: words in json.dumps(kept, ensure_ascii=False))
            for record in records
            for word in record.words.values()
        )


def long_fields(question: Question) -> list[Field]:
    return [f for f in question.fields if f.kind.is_words and f.most_chars > 200]


async def opens_form(who: Person) -> str:
    """Open the form of the question they stand at; its press."""
    await who.presses(next(b for b in who.page.buttons if "answer" in b))
    return str(who.form.id)


async def sittings(house: House, who: Person) -> list[Sitting]:
    async with desk_of(house).store.session(PersonId(who.id)) as session:
        return journeys_sittings.some_sittings(LIBRARY, session, session.contents.everything())


@pytest.mark.parametrize("empty", ["", "  \n "])
@pytest.mark.parametrize("place", PLACES)
async def test_an_empty_form_takes_nothing_out_by_itself(
    ada: Person, house: House, place: Place, empty: str
) -> None:
    mine = ada.sentence()
    await sends_it_empty(ada, place, mine, empty)
    assert ada.page.has(KEEP, exactly=True)
    assert ada.page.has(OUT, exactly=True)
    assert await keeps(house, ada, mine), "asking alone takes nothing out"
    await ada.presses(KEEP)
    assert not ada.page.has(OUT)
    assert await keeps(house, ada, mine)


@pytest.mark.parametrize("place", PLACES)
async def test_whoever_says_so_has_it_taken_out(ada: Person, house: House, place: Place) -> None:
    mine = ada.sentence()
    await sends_it_empty(ada, place, mine, "")
    await ada.presses(OUT)
    assert not ada.page.has(OUT)
    assert not await keeps(house, ada, mine)


async def test_all_of_a_question_is_taken_out_however_many_fields_it_has(
    ada: Person, house: House
) -> None:
    question = SCRIPT.question("if_not_received")
    await begin(ada)
    await skips_to(ada, question.original)
    await opens_form(ada)
    some = {f.label: ada.sentence() if f.is_text else f.options[:1] for f in ada.form.fields}
    await ada.writes(some)
    await ada.chooses(
        "Jump to any question", f"{SCRIPT.number(question)}. {question.original[:60]}"
    )
    await opens_form(ada)
    await ada.writes({f.label: "" if f.is_text else [] for f in ada.form.fields})
    await ada.presses(OUT)
    [sitting] = await sittings(house, ada)
    assert question.id not in sitting.answers


@pytest.mark.parametrize("place", PLACES)
async def test_an_older_page_that_asked_takes_nothing_newer_out(
    ada: Person, house: House, place: Place
) -> None:
    mine, newer = ada.sentence(), ada.sentence()
    button = await place(ada, mine)
    form = str(ada.page.button(button)["custom_id"])
    await ada.presses(button)
    label = next(f.label for f in ada.form.fields if f.value == mine)
    await ada.writes({label: ""})
    old = str(ada.page.button(OUT)["custom_id"])
    await ada.forges(form)
    await ada.writes({label: newer})
    await Forger(house, ada).send([Forgery(old)])
    assert await keeps(house, ada, newer)


async def test_of_several_parts_the_empty_one_is_asked_about_and_the_rest_is_kept(
    ada: Person, house: House
) -> None:
    question = next(q for q in SCRIPT.questions if len(long_fields(q)) > 1)
    first, second = long_fields(question)[:2]
    one, two, three = (ada.sentence() for _ in range(3))
    await begin(ada)
    await skips_to(ada, question.original)
    form = await opens_form(ada)
    await ada.writes({first.label: one, second.label: two})
    [answer] = await Forger(house, ada).send(
        [Forgery(form.replace(".0/", ".1/"), fields={first.key: "", second.key: three})]
    )
    ada._words.typed[three].add(ada.id)
    assert OUT in answer.text
    assert first.label in answer.text
    assert second.label not in answer.text
    assert await keeps(house, ada, one)
    assert await keeps(house, ada, three)
    assert not await keeps(house, ada, two)
    await ada.presses(OUT, on=next(page for page in ada.inbox if page.has(OUT)))
    assert not await keeps(house, ada, one)
    assert await keeps(house, ada, three)


async def test_where_nothing_was_written_an_empty_form_asks_nothing(ada: Person) -> None:
    await begin(ada)
    await ada.presses("Write my answer")
    await ada.writes({OWN: ""})
    assert not ada.page.has(OUT)


async def test_who_says_it_is_not_safe_is_heard_though_the_name_came_back_empty(
    ada: Person, house: House
) -> None:
    await begin(ada)
    who_with = SCRIPT.question("who_with")
    await skips_to(ada, who_with.original)
    form = await opens_form(ada)
    name = "Their name, if it is someone else"
    await ada.writes({"plan": "Someone else first, to think it through", name: "Joy"})
    plan = next(f for f in who_with.fields if f.key == "plan")
    unsafe = next(c.id for c in plan.choices if c.id == "unsafe")
    empty = {"plan": [unsafe], "person": ""}
    [answer] = await Forger(house, ada).send([Forgery(form.replace(".0/", ".1/"), fields=empty)])
    assert OUT in answer.text
    [sitting] = await sittings(house, ada)
    assert sitting.held
