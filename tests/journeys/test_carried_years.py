"""Years of words, saved, deleted and brought in: whatever was saved is taken, and is the same."""

import asyncio
import io
import json

import pytest
import pyzipper  # type: ignore[import-untyped]

from bot.confidential import Confidential
from bot.discord.outbox import LARGEST_MESSAGE, MOST_FILES
from bot.features.mydata.export_format import LARGEST_MADE, MOST_THINGS
from bot.person import PersonId
from bot.ui.event import Event, Upload
from bot.ui.press import Press
from tests.actors import House, Person
from tests.journeys.test_afterwards import desk_of
from tests.journeys.test_carried import forgets
from tests.journeys.test_mine import OPENS, gives, saves_closed
from tests.journeys.test_nudges import bot_of
from tests.journeys.walks import LIBRARY, agree
from tests.journeys.years import has_been_here

pytestmark = pytest.mark.long

say = LIBRARY.say


async def saves_all(who: Person, kind: str) -> dict[str, bytes]:
    """Everything, as one kind of file, in as many as there are."""
    before = {page.id for page in who.inbox}
    await who.runs("/my-words", where=who.dm)
    await who.presses(say("carry_page.button"))
    await who.presses(say(f"carry_page.{kind}"))
    pages = [page for page in who.inbox if page.id not in before and page.files]
    for page in pages:
        assert len(page.files) <= MOST_FILES
        assert sum(map(len, page.files.values())) <= LARGEST_MESSAGE
    return {name: content for page in pages for name, content in page.files.items()}


async def brings_in(who: Person, content: bytes) -> None:
    await gives(who, content)
    await who.presses(say("carry_page.merge"))
    assert "Brought in:" in who.page.text


async def there_and_back(who: Person, house: House, *, checkins: int, walks: int) -> int:
    """Saved, deleted, brought in from the last to the first, and saved again: how many files."""
    await has_been_here(who, house, checkins=checkins, walks=walks)
    files = await saves_all(who, "json")
    total = len(files)
    assert [name.rpartition("-of-")[2] for name in files] == [f"{total}.json"] * total
    assert say("carry_page.several", n=str(total)) in who.page.text
    for content in files.values():
        assert len(content) <= LARGEST_MADE
        assert len(json.loads(content)["things"]) <= MOST_THINGS
    await forgets(who)
    await agree(who)
    for content in reversed(files.values()):
        await brings_in(who, content)
    assert await saves_all(who, "json") == files
    return total


async def test_more_than_one_file_holds_is_taken_as_several(ada: Person, house: House) -> None:
    assert await there_and_back(ada, house, checkins=2_050, walks=20) == 2


@pytest.mark.prove
async def test_ten_years_twice_a_day_and_a_thousand_walkthroughs(ada: Person, house: House) -> None:
    total = await there_and_back(ada, house, checkins=7_300, walks=1_000)
    print(f"\nten years of words: {total} files, brought in and the same")  # noqa: T201
    assert total > 4


@pytest.mark.prove
@pytest.mark.parametrize("kind", ["md", "txt", "html"])
async def test_what_is_too_large_to_be_read_in_one_is_several_too(
    ada: Person, house: House, kind: str
) -> None:
    await has_been_here(ada, house, checkins=100, walks=1_000)
    files = await saves_all(ada, kind)
    assert len(files) > 1
    assert say("carry_page.several_read", n=str(len(files))) in ada.page.text
    assert all(len(content) <= LARGEST_MADE for content in files.values())
    assert all(b"Stacy Hixon" in content for content in files.values()), "each is whole by itself"


@pytest.mark.prove
async def test_with_a_passphrase_it_is_as_many_as_it_takes(ada: Person, house: House) -> None:
    await has_been_here(ada, house, checkins=100, walks=1_000)
    await saves_closed(ada)
    closed = {n: c for n, c in ada.files.items() if n.endswith(".zip")}
    inside: list[str] = []
    for content in closed.values():
        with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
            archive.setpassword(OPENS.encode())
            inside += archive.namelist()
            assert all(archive.read(name) for name in archive.namelist())
    assert sum(name.endswith(".json") for name in inside) > 1
    assert len(set(inside)) == len(inside)


async def others_are_answered(house: House, who: Person, press: str, content: bytes) -> int:
    """How often the loop went round while that was seen to, once the file was here."""
    rounds = [0]

    async def goes_round() -> None:
        while True:
            await asyncio.sleep(0)
            rounds[0] += 1

    async def given() -> Confidential[bytes]:
        rounds[0] = 0
        return Confidential(content)

    upload = Upload(len(content), given) if content else None
    parsed = Press.parse(press)
    assert parsed
    router = bot_of(house).dispatcher._router
    going = asyncio.create_task(goes_round())
    with house.env.time_context():
        await router.answer(Event(PersonId(who.id), parsed, private=True, upload=upload))
    going.cancel()
    return rounds[0]


async def test_while_a_file_is_read_or_made_everybody_else_is_answered(
    ada: Person, ben: Person, house: House
) -> None:
    await has_been_here(ada, house, checkins=1_000, walks=20)
    (content,) = (await saves_all(ada, "json")).values()
    await agree(ben)
    # With all of it on the loop it goes round not once.
    assert await others_are_answered(house, ben, "carry//sent/", content) > 20
    for kind in ("md", "html", "json"):
        assert await others_are_answered(house, ada, f"saveall///{kind}", b"") > 20
    assert not await desk_of(house).store.reminders.of(PersonId(ben.id))
