"""Several questions in one form: what stands afterwards is what would stand one by one."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.forms.script import Question
from bot.forms.sitting import Sitting
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_emptied import sittings
from tests.journeys.walks import EXAMPLE, LIBRARY, SCRIPT, begin, filled

pytestmark = pytest.mark.long

say = LIBRARY.say
SEVERAL, SHORT = say("several.button"), "The short one: 8 questions"
GATE = SCRIPT.check("safe").ask
# By question: field -> what is put into it.
Answers = Mapping[str, Mapping[str, str | list[str]]]


def in_one(who: Person, given: Answers) -> dict[str, str | list[str]]:
    """The same as the open form of several has it: each field under its question."""
    keys = [f.key for f in who.form.fields]
    return {
        next(k for k in keys if k.split(".")[0] == id and k.split(".")[2] == key): value
        for id, fields in given.items()
        for key, value in fields.items()
    }


def asked_in(who: Person) -> list[str]:
    """The ids of the questions in the open form of several."""
    return list(dict.fromkeys(f.key.split(".")[0] for f in who.form.fields))


def by_key(question: Question) -> dict[str, str | list[str]]:
    """The answer of the worked example, as somebody fills it in."""
    keys = {f.label: f.key for f in question.fields}
    return {keys[label]: v for label, v in filled(question, EXAMPLE[question.id]).items()}


def what_stands(sitting: Sitting) -> Sitting:
    """All of it but whose it is."""
    return replace(sitting, id=b"")


async def test_the_short_one_with_all_eight_answered_is_twelve_presses(ada: Person) -> None:
    await begin(ada, SHORT)
    presses, sent = 0, list[str]()
    while say("card_page.more") not in ada.page.buttons:
        ways = (SEVERAL, "Write my answer", "Yes", "Make my card")
        await ada.presses(next(w for w in ways if w in ada.page.buttons), on=ada.page)
        presses += 1
        if ada.is_writing:
            several = "." in ada.form.fields[0].key
            here = asked_in(ada) if several else [q for q in LEFT if q not in sent][:1]
            answers = {id: by_key(SCRIPT.question(id)) for id in here}
            await ada.writes(in_one(ada, answers) if several else answers[here[0]])
            presses += 1
            sent += here
    assert sent == list(SCRIPT.length("brief").questions)
    assert presses == 12
    assert "For a talk with Lena" in ada.page.text


LEFT = SCRIPT.length("brief").questions
AT_ONCE: list[tuple[str, Answers]] = [
    ("all of it", {"meaning": {"thought": "she will cry"}, "who_for": {"person": "Mum"}}),
    ("the first left empty", {"meaning": {}, "who_for": {"person": "Mum", "reach": "Yes"}}),
    ("the last left empty", {"meaning": {"feelings": ["sad"]}, "who_for": {}}),
    ("nothing at all", {"meaning": {}, "who_for": {}}),
    ("a heavy word", {"meaning": {"feelings": ["afraid"]}, "who_for": {"person": "Mum"}}),
    ("a word for an act", {"meaning": {"own_word": "ignored"}, "who_for": {"person": "Mum"}}),
    ("an offer", {"meaning": {"thought": "still"}, "who_for": {"reach": "It is me"}}),
]


@pytest.mark.parametrize("given", [g for _, g in AT_ONCE], ids=[name for name, _ in AT_ONCE])
async def test_it_stands_as_if_each_had_been_answered_on_its_page(
    ada: Person, ben: Person, house: House, given: Answers
) -> None:
    await begin(ada, SHORT)
    await ada.presses(SEVERAL)
    assert asked_in(ada) == list(given)
    await ada.writes(in_one(ada, given))
    await begin(ben, SHORT)
    said = ""
    for id in given:
        assert SCRIPT.question(id).original in ben.page.text
        await ben.presses("Write my answer")
        await ben.writes(given[id])
        said += ben.page.text
    [together], [one_by_one] = await sittings(house, ada), await sittings(house, ben)
    assert what_stands(together) == what_stands(one_by_one)
    for line in ("page.help_is_here", "page.help_if_afraid", "page.help_if_heavy"):
        assert (say(line) in ada.page.text) == (say(line) in said)
    assert (SCRIPT.shared.second_step.say in ada.page.text) == (
        SCRIPT.shared.second_step.say in said
    )
    # The same page stands below what is said of it.
    assert ada.page.text.splitlines()[-1] == ben.page.text.splitlines()[-1]


async def test_the_form_says_what_is_asked_and_the_next_page_is_what_comes_after(
    ada: Person,
) -> None:
    await begin(ada, SHORT)
    await ada.presses(SEVERAL)
    labels = [f.label for f in ada.form.fields]
    for n, id in enumerate(("meaning", "who_for"), start=1):
        assert f"{n}. {SCRIPT.question(id).label}" in labels
    await ada.writes(in_one(ada, {"meaning": {"thought": ada.sentence()}}))
    assert say("page.kept") in ada.page.text
    assert SCRIPT.question("message").original in ada.page.text
    await ada.presses("Back", on=ada.page)
    assert say("page.left_open") in ada.page.text, "what was left empty was passed by"
    assert SEVERAL not in ada.page.buttons


async def test_sent_twice_it_is_kept_once(ada: Person, house: House) -> None:
    await begin(ada, SHORT)
    await ada.presses(SEVERAL)
    press, mine = str(ada.form.id), ada.sentence()
    fields = in_one(ada, {"meaning": {"thought": mine}})
    await ada.writes(fields)
    before = await sittings(house, ada)
    [again] = await Forger(house, ada).send([Forgery(press, fields=fields)])
    assert await sittings(house, ada) == before
    assert say("page.changed_elsewhere") not in again.text


async def test_what_was_answered_meanwhile_stands_and_the_words_for_it_come_back(
    ada: Person, house: House
) -> None:
    await begin(ada, SHORT)
    await ada.presses("Write my answer")
    one_by_one = str(ada.form.id)
    await ada.presses(SEVERAL)
    newer, older = ada.sentence(), ada.sentence()
    await Forger(house, ada).send([Forgery(one_by_one, fields={"thought": newer})])
    await ada.writes(in_one(ada, {"meaning": {"thought": older}, "who_for": {"person": "Lena"}}))
    page = next(p for p in ada.inbox if older in p.text)
    assert say("page.changed_elsewhere") in page.text
    [sitting] = await sittings(house, ada)
    assert sitting.answers["meaning"].satisfies(lambda a: a["thought"] == newer)
    assert sitting.answers["who_for"].satisfies(lambda a: a["person"] == "Lena")


async def test_where_others_might_look_it_keeps_and_shows_nothing(
    ada: Person, house: House
) -> None:
    ada.dms_closed()
    await ada.runs("/prepare")
    for label in ("Carry on here", "How your words are kept", "Yes, begin", SHORT, SEVERAL):
        await ada.presses(label)
    mine = ada.sentence()
    await ada.writes(in_one(ada, {"meaning": {"thought": mine}}))
    assert SCRIPT.question("message").original in ada.whisper.text
    assert mine not in str(ada.whisper)
    [sitting] = await sittings(house, ada)
    assert sitting.answers["meaning"].satisfies(lambda a: a["thought"] == mine)
