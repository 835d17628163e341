"""What opens a lock or a file is never shown again, not even where it could not be used."""

from collections.abc import Iterator

import pytest

from bot.store import StoreUnavailable
from bot.store.crypto import lockbox as boxes
from tests.actors import House, Person
from tests.journeys import test_lock as locks
from tests.journeys.test_afterwards import desk_of
from tests.journeys.walks import LIBRARY

say = LIBRARY.say
ZIP = "a long enough passphrase for one file"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "MEMORY", 8)
    monkeypatch.setattr(boxes, "ROUNDS", 1)


@pytest.fixture
def breaks(house: House) -> Iterator[pytest.MonkeyPatch]:
    """Has the keyring fail from the moment on at which `down` is called."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def down(patch: pytest.MonkeyPatch, house: House) -> None:
    async def fails(*_: object) -> None:
        raise StoreUnavailable("the disk is full")

    store = desk_of(house).store
    store._cache.clear()
    for act in ("change", "read"):
        patch.setattr(store._people.keyring, act, fails)


def in_the_chat(who: Person) -> str:
    return "\n".join(page.text for page in who.inbox)


async def test_the_sentence_that_opens_it(
    ada: Person, house: House, breaks: pytest.MonkeyPatch
) -> None:
    await locks.has_written(ada)
    await locks.puts_it_on(ada)
    await locks.closes(ada)
    await ada.runs("/lock")
    await ada.presses(locks.OPEN, on=ada.page)
    down(breaks, house)
    await ada.writes({locks.GIVEN: locks.MINE})
    assert say("error.unknown") in ada.page.text
    assert locks.MINE not in in_the_chat(ada)
    breaks.undo()
    await locks.opens(ada)
    assert say("lock_page.opened") in ada.page.text


async def test_the_sentence_that_is_chosen(
    ada: Person, house: House, breaks: pytest.MonkeyPatch
) -> None:
    await locks.has_written(ada)
    await ada.runs("/lock")
    await ada.presses(say("lock_page.how"))
    await ada.presses(say("lock_page.choose"))
    down(breaks, house)
    await ada.writes({locks.PHRASE: locks.MINE, locks.AGAIN: locks.MINE})
    assert say("error.unknown") in ada.page.text
    assert locks.MINE not in in_the_chat(ada)


async def test_a_code(ada: Person, house: House, breaks: pytest.MonkeyPatch) -> None:
    await locks.has_written(ada)
    await locks.chooses_a_sentence(ada)
    code = next(line for line in ada.page.text.splitlines() if line.count("-") == 4)
    await ada.presses(say("lock_page.show"))
    down(breaks, house)
    await ada.writes({locks.CODE: code})
    assert say("error.unknown") in ada.page.text
    assert code not in ada.page.text


async def test_the_passphrase_of_a_file(
    ada: Person, house: House, breaks: pytest.MonkeyPatch
) -> None:
    await locks.has_written(ada)
    await ada.runs("/my-words", where=ada.dm)
    for label in ("button", "zip", "zip_choose"):
        await ada.presses(say(f"carry_page.{label}"))
    down(breaks, house)
    await ada.writes({say("carry_page.phrase"): ZIP, say("carry_page.phrase_again"): ZIP})
    assert say("error.unknown") in ada.page.text
    assert ZIP not in in_the_chat(ada)
