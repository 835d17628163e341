"""A lock of one's own, as somebody meets it: closed, it looks as if nothing were kept."""

from collections.abc import Callable

import pytest

from bot.confidential import Confidential
from bot.kept.hold import is_held
from bot.person import PersonId
from bot.store import LockState
from bot.store.crypto import lockbox as boxes
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.test_afterwards import desk_of, plans, router_of
from tests.journeys.test_checkin import LINE, WORD, notes
from tests.journeys.walks import LIBRARY, SCRIPT, answers_all, begin, says_a_line, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
MINE = "the heron stands in the reeds"
PHRASE, AGAIN = say("lock_page.phrase"), say("lock_page.again_field")
GIVEN, CODE, SPAN = say("lock_page.given"), say("lock_page.code"), say("lock_page.span")
OPEN = say("lock_page.open")
COMMANDS = ("/page", "/my-words", "/prepare", "/closeness", "/checkin", "/takeaways", "/reminder")


TYPED = "The heron's nest \u2013 it's \u201cdeep\u201d in the reeds"
# What keyboards and hands make of it.
HELPED = [
    TYPED,
    'The heron\u2019s nest - it\u2019s "deep" in the reeds',
    "the heron's nest \u2013 it's \u201cdeep\u201d in the reeds",
    "  THE HERON'S NEST \u2013 IT'S \u201eDEEP\u201d IN THE REEDS ",
    "The heron's nest \u2014 it's  \u00abdeep\u00bb in\u00a0the reeds.",
    "The heron`s nest \u2013 it\u00b4s \u201cdeep\u201d in the\u200b reeds. ",
]
OTHERS = [
    "The herons nest \u2013 its deep in the reeds",
    "The heron's nest",
    "the heron's nest deep",
]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "MEMORY", 8)
    monkeypatch.setattr(boxes, "ROUNDS", 1)


class Clock:
    """The lock's own, as if so many seconds more had passed."""

    def __init__(self, real: Callable[[], float]) -> None:
        self.real, self.later = real, 0.0

    def __call__(self) -> float:
        return self.real() + self.later


async def chooses_a_sentence(who: Person, phrase: str = MINE, again: str = MINE) -> None:
    await who.runs("/lock")
    await who.presses(say("lock_page.how"))
    await who.presses(say("lock_page.choose"))
    await who.writes({PHRASE: phrase, AGAIN: again})


async def puts_it_on(who: Person) -> list[str]:
    await chooses_a_sentence(who)
    codes = [line for line in who.page.text.splitlines() if line.count("-") == 4]
    await who.presses(say("lock_page.show"))
    await who.writes({CODE: codes[0]})
    assert say("lock_page.on") in who.page.text
    return codes


async def closes(who: Person) -> None:
    await who.runs("/lock")
    await who.presses(say("lock_page.now"))


async def opens(who: Person, given: str = MINE) -> None:
    await who.runs("/lock")
    await who.presses(OPEN, on=who.page)
    await who.writes({GIVEN: given})


async def has_written(who: Person) -> str:
    """A check-in with a line; the line."""
    line = who.sentence()
    await who.runs("/checkin")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")
    await notes(who, {WORD: ["tired"], LINE: line})
    return line


async def test_closed_it_looks_as_if_nothing_were_kept(ada: Person, ben: Person) -> None:
    line = await has_written(ada)
    await puts_it_on(ada)
    await ada.runs("/my-words")
    assert any("tired" in option for menu in ada.page.menus.values() for option in menu)
    await closes(ada)
    for command in COMMANDS:
        await ada.runs(command)
        await ben.runs(command)
        assert ada.page.text == ben.page.text, command
        assert ada.page.menus == ben.page.menus, command
    await opens(ada)
    assert say("lock_page.opened") in ada.page.text
    await ada.runs("/my-words")
    await ada.chooses("Open one of these", ada.page.menus["Open one of these"][0])
    assert line in ada.page.text


async def test_the_wrong_sentence_and_no_lock_are_one_answer(ada: Person, ben: Person) -> None:
    await has_written(ada)
    await has_written(ben)
    await puts_it_on(ada)
    await closes(ada)
    for n in range(6):
        for who in (ada, ben):
            await who.runs("/lock")
        assert ada.page.text == ben.page.text
        for who in (ada, ben):
            await who.presses(OPEN)
            await who.writes({GIVEN: who.sentence()})
        assert ada.page.text == ben.page.text, n
        assert ada.page.buttons == ben.page.buttons
    assert "The next one counts in about" in ada.page.text


async def test_what_was_written_while_it_was_closed_is_there_afterwards(ada: Person) -> None:
    before = await has_written(ada)
    await puts_it_on(ada)
    await closes(ada)
    between = await has_written(ada)
    await ada.runs("/my-words")
    assert len(ada.page.menus["Open one of these"]) == 1
    await opens(ada)
    await ada.runs("/my-words")
    await ada.presses("Save, or bring in")
    await ada.presses("To read (Markdown)")
    [file] = ada.files.values()
    assert file.decode().index(between) < file.decode().index(before), "the newest first"


async def test_two_that_differ_and_one_that_is_short_change_nothing(ada: Person) -> None:
    await has_written(ada)
    await chooses_a_sentence(ada, MINE, MINE + "!")
    assert say("lock_page.differ") in ada.page.text
    await ada.presses(say("lock_page.choose"))
    await ada.writes({PHRASE: "seven77", AGAIN: "seven77"})
    assert say("lock_page.short") in ada.page.text
    await ada.presses(say("lock_page.choose"))
    assert ada.form[PHRASE] == "", "a secret is never shown again"
    await ada.writes({PHRASE: "seven77", AGAIN: "seven78"})
    assert say("lock_page.differ") in ada.page.text
    assert say("lock_page.short") in ada.page.text
    await ada.presses(say("lock_page.not_now"))
    assert say("lock_page.stopped") in ada.page.text
    await ada.runs("/my-words")
    assert ada.page.menus


async def test_it_is_not_on_before_a_code_was_typed(ada: Person) -> None:
    await has_written(ada)
    await chooses_a_sentence(ada)
    codes = [line for line in ada.page.text.splitlines() if line.count("-") == 4]
    assert len(codes) == 3
    await ada.presses(say("lock_page.show"))
    await ada.writes({CODE: "no idea"})
    assert say("lock_page.not_code") in ada.page.text
    assert not any(code in ada.page.text for code in codes), "they left the chat"
    await ada.presses(say("lock_page.show"))
    await ada.writes({CODE: codes[2].lower()})
    assert say("lock_page.on") in ada.page.text
    await closes(ada)
    await opens(ada, codes[1])
    assert say("lock_page.opened") in ada.page.text


async def test_where_nothing_is_kept_there_is_nothing_to_close(ada: Person) -> None:
    await chooses_a_sentence(ada)
    assert say("lock_page.nothing") in ada.page.text


async def test_behind_a_closed_lock_setting_one_up_says_the_same(ada: Person, ben: Person) -> None:
    await has_written(ada)
    await puts_it_on(ada)
    await closes(ada)
    for who in (ada, ben):
        await chooses_a_sentence(who)
    assert ada.page.text == ben.page.text


async def test_the_sentence_is_changed_and_the_lock_taken_off(ada: Person) -> None:
    line = await has_written(ada)
    await puts_it_on(ada)
    await ada.runs("/lock")
    await ada.presses(say("lock_page.change"))
    await ada.writes({PHRASE: MINE + ", waiting", AGAIN: MINE + ", waiting"})
    codes = [text for text in ada.page.text.splitlines() if text.count("-") == 4]
    await ada.presses(say("lock_page.show"))
    await ada.writes({CODE: codes[0]})
    await closes(ada)
    await opens(ada)
    assert say("error.locked") in ada.page.text
    await opens(ada, MINE + ", waiting")
    await ada.presses(say("lock_page.off"))
    await ada.writes({GIVEN: MINE})
    assert say("lock_page.still_on") in ada.page.text
    await ada.presses(say("lock_page.off"))
    await ada.writes({GIVEN: MINE + ", waiting"})
    assert say("lock_page.taken_off") in ada.page.text
    await ada.runs("/my-words")
    await ada.presses("Save, or bring in")
    await ada.presses("To read (Markdown)")
    [file] = ada.files.values()
    assert line in file.decode()


async def test_hide_now_closes_it(ada: Person, house: House) -> None:
    await has_written(ada)
    await puts_it_on(ada)
    await ada.runs("/page")
    await ada.presses("Hide now")
    assert await desk_of(house).store.lock.state(PersonId(ada.id)) is LockState.LOCKED
    await ada.runs("/my-words")
    assert not ada.page.menus


async def test_it_closes_by_itself(ada: Person, house: House) -> None:
    await has_written(ada)
    locks = desk_of(house).store.lock
    clock = Clock(locks.clock)
    locks.clock = clock
    await puts_it_on(ada)
    clock.later = 16 * 60
    await ada.runs("/my-words")
    assert not ada.page.menus


async def test_old_buttons_and_late_forms_reveal_nothing_and_lose_nothing(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await answers_all(ada)
    await ada.presses("Make my card")
    presses = [str(part["custom_id"]) for part in _pressable(ada)]
    await puts_it_on(ada)
    await closes(ada)
    words = [w for answer in ("Lena", "Sundays") for w in (answer,)]
    for press in presses:
        [answer] = await Forger(house, ada).send([Forgery(press)])
        assert not any(word in answer.text for word in words), press
    await opens(ada)
    await ada.runs("/my-words")
    assert ada.page.menus["Open one of these"]


def _pressable(who: Person) -> list[dict[str, object]]:
    return [
        inner
        for part in who.page.parts
        for inner in part.get("components", [])
        if "custom_id" in inner
    ]


async def test_who_is_held_stays_held_and_who_is_met_behind_it_is_too(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Lena"})
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes({"Who will I talk with first?": "I'm not sure it is safe to tell them"})
    await puts_it_on(ada)
    await closes(ada)
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Lena"})
    await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    assert not ada.page.has("Remind me"), "of nobody it is known here that it is safe"
    await skips_hold(ada)
    await opens(ada)
    assert await _held(house, ada, "lena")
    assert await _held(house, ada, "robin")
    assert not await _held(house, ada, "somebody else")


async def skips_hold(who: Person) -> None:
    """Behind the lock, somebody else may not be safe either."""
    await begin_again(who)
    await skips_to(who, SCRIPT.question("who_for").original)
    await who.writes({"A name, nickname or initials": "Robin"})
    await skips_to(who, SCRIPT.question("who_with").original)
    await who.writes({"Who will I talk with first?": "I'm not sure it is safe to tell them"})


async def begin_again(who: Person) -> None:
    await who.runs("/prepare")
    if who.page.has("Begin another"):
        await who.presses("Begin another")
    await who.presses("All 20 questions")


async def _held(house: House, who: Person, label: str) -> bool:
    async with router_of(house).turn(PersonId(who.id)) as turn:
        return is_held(turn.session, Confidential(label))


async def test_nudges_come_and_say_nothing_of_what_is_behind_it(ada: Person, house: House) -> None:
    await begin(ada)
    await answers_all(ada)
    await ada.presses("Make my card")
    await plans(ada)
    await puts_it_on(ada)
    await closes(ada)
    await ada.runs("/reminder")
    assert say("reminder_page.once") not in ada.page.text
    for _ in range(96):
        await house.passes(1800)
        if ada.page.has("Leave it"):
            break
    assert ada.page.text in LIBRARY.reminders.followups
    await ada.presses("Open")
    assert "Lena" not in ada.page.text
    await opens(ada)
    await ada.runs("/my-words")
    assert ada.page.menus["Open one of these"]


async def test_everything_can_be_deleted_while_it_is_closed(ada: Person, house: House) -> None:
    await has_written(ada)
    await puts_it_on(ada)
    await closes(ada)
    await ada.runs("/my-words")
    await ada.presses("Delete everything")
    await ada.presses(say("delete.confirm_all"))
    assert await desk_of(house).store.lock.state(PersonId(ada.id)) is LockState.NONE
    await opens(ada)
    assert say("error.locked") in ada.page.text


async def test_which_promise_is_in_force_is_said(ada: Person) -> None:
    mine = say("consent.operator_line_options.user_key.text")
    await has_written(ada)
    await ada.runs("/privacy")
    assert mine not in ada.page.text
    await puts_it_on(ada)
    await ada.runs("/privacy")
    assert mine in ada.page.text
    await closes(ada)
    await ada.runs("/privacy")
    assert mine not in ada.page.text, "closed, there is nothing to see of a lock"


async def test_it_is_opened_in_private_only(ada: Person, house: House) -> None:
    await has_written(ada)
    await puts_it_on(ada)
    for press in ("lock//how/", "lock//now/", "lock//choose/", "lock//opened//aa"):
        fields = {GIVEN: MINE} if "opened" in press else None
        forgery = Forgery(press, where=Where.HIDDEN_IN_SERVER, fields=fields)
        [answer] = await Forger(house, ada).send([forgery])
        assert say("lock_page.elsewhere") in answer.text


async def test_help_is_there_whatever_is_closed(ada: Person) -> None:
    await has_written(ada)
    await puts_it_on(ada)
    await closes(ada)
    await ada.runs("/help-now")
    assert ada.page.text
    assert LIBRARY.safety.nobody_reads in ada.page.text or ada.page.buttons


@pytest.mark.parametrize("given", HELPED)
async def test_it_opens_however_a_keyboard_helps(ada: Person, house: House, given: str) -> None:
    await has_written(ada)
    await chooses_a_sentence(ada, TYPED, given)
    codes = [line for line in ada.page.text.splitlines() if line.count("-") == 4]
    await ada.presses(say("lock_page.show"))
    await ada.writes({CODE: codes[0]})
    await closes(ada)
    await opens(ada, given)
    assert say("lock_page.opened") in ada.page.text


async def test_it_opens_for_nothing_else(ada: Person) -> None:
    await has_written(ada)
    await chooses_a_sentence(ada, TYPED, TYPED)
    codes = [line for line in ada.page.text.splitlines() if line.count("-") == 4]
    await ada.presses(say("lock_page.show"))
    await ada.writes({CODE: codes[0]})
    await closes(ada)
    for given in OTHERS:
        await opens(ada, given)
        assert say("error.locked") in ada.page.text


async def test_a_sentence_that_is_too_short_once_it_is_taken_as_meant_is_refused(
    ada: Person,
) -> None:
    await has_written(ada)
    await chooses_a_sentence(ada, "a.. . .... .", "a")
    assert say("lock_page.short") in ada.page.text
