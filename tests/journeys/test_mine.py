"""What is kept is theirs: saved in five ways, brought in again, hidden, and let go in parts."""

import asyncio
import io
import json
import re
import shutil
import sqlite3
import time
from asyncio.subprocess import DEVNULL
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pyzipper  # type: ignore[import-untyped]

from bot.context import Context
from bot.features.listing import features
from bot.person import PersonId
from bot.router import Router
from bot.store.records import Shelf
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.closeness_walks import begin_here
from tests.journeys.test_afterwards import desk_of
from tests.journeys.test_nudges import busy
from tests.journeys.walks import EXAMPLE, LIBRARY, agree, answers_all, begin, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
ALL_KINDS = ("md", "txt", "html", "json")
A_DAY = 24 * 60 * 60
# A name somebody wrote: it is in every kind of file.
WORDS = str(EXAMPLE["who_for"]["person"])


async def saves(who: Person, kind: str) -> bytes:
    """Everything, as one kind of file."""
    await who.runs("/my-words", where=who.dm)
    await who.presses(say("carry_page.button"))
    assert say("export.warn") in who.page.text, "the warning stands before the file"
    await who.presses(say(f"carry_page.{kind}"))
    (content,) = (c for name, c in who.files.items() if name.endswith(f".{kind}"))
    return content


async def gives(who: Person, content: bytes) -> None:
    """Bring in a file, as far as the look at it."""
    await who.runs("/my-words", where=who.dm)
    await who.presses(say("carry_page.button"))
    await who.presses(say("carry_page.bring"))
    await who.gives_a_file(content)


async def keeps_some(who: Person) -> None:
    await begin(who)
    await answers_all(who)
    await who.runs("/checkin")
    await who.presses("calm")
    await who.runs("/takeaways")
    await who.presses("Write a takeaway")
    await who.writes({"Your takeaway": who.sentence()})


async def test_every_kind_of_file_has_a_name_that_says_nothing(ada: Person) -> None:
    await keeps_some(ada)
    for kind in ALL_KINDS:
        content = (await saves(ada, kind)).decode()
        assert "who_for" not in content or kind == "json"
        assert WORDS in " ".join(content.split()), kind
    assert all(name.startswith("notes-") for name in ada.files)
    page = next(c for n, c in ada.files.items() if n.endswith("html")).decode()
    assert "<h1>" in page
    assert "http://" not in page


async def test_a_file_comes_into_an_empty_account_and_is_the_same_when_saved_again(
    ada: Person, ben: Person
) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    ada_owns(ada, ben)
    await agree(ben)
    await gives(ben, file)
    assert say("carry_page.found", new="3", same="0", differ="0") in ben.page.text
    await ben.presses(say("carry_page.merge"))
    assert say("carry_page.brought", new="3", same="0", differ="0") in ben.page.text
    assert await saves(ben, "json") == file


async def test_brought_in_twice_it_is_here_once(ada: Person) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    await gives(ada, file)
    assert say("carry_page.all_here") in ada.page.text
    assert await saves(ada, "json") == file


async def test_what_differs_comes_in_beside_and_nothing_is_overwritten(ada: Person) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    changed = json.loads(file)
    line = next(t for t in changed["things"] if t["kind"] == "takeaway")
    line["words"]["text"] = other = ada.sentence()
    ada._words.typed[other].add(ada.id)
    await gives(ada, json.dumps(changed).encode())
    assert say("carry_page.found", new="0", same="2", differ="1") in ada.page.text
    await ada.presses(say("carry_page.merge"))
    after = json.loads(await saves(ada, "json"))["things"]
    assert len(after) == 4
    assert [t for t in after if t["id"] == line["id"]] == [
        t for t in json.loads(file)["things"] if t["id"] == line["id"]
    ]
    await gives(ada, json.dumps(changed).encode())
    assert say("carry_page.all_here") in ada.page.text, "a copy is known again"


async def test_a_file_that_is_not_understood_changes_nothing(ada: Person) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    broken = json.loads(file)
    broken["things"][0]["facts"]["surprise"] = 1
    for content in (b"", b"\xff\xfe", b"[]", file[:-20], json.dumps(broken).encode()):
        await gives(ada, content)
        assert say("carry_page.not_understood") in ada.page.text
    assert await saves(ada, "json") == file


async def test_nothing_of_care_is_in_any_file(ada: Person) -> None:
    await begin(ada, "The short one: 8 questions")
    await skips_to(ada, "Looking it all over")
    await ada.runs("/closeness")
    await begin_here(ada, "Robin")
    await ada.chooses("Respect and safety")
    await ada.presses("Skip this whole part")
    await ada.presses("I'd rather not say")
    for kind in ALL_KINDS:
        content = (await saves(ada, kind)).decode()
        for word in ('"held"', '"asked"', '"safety"', '"keep_here"', '"fear"'):
            assert word not in content


async def test_a_restart_between_looking_and_bringing_in_asks_for_the_file_again(
    ada: Person, ben: Person, house: House
) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    ada_owns(ada, ben)
    await agree(ben)
    await gives(ben, file)
    await house.restart()
    await ben.presses(say("carry_page.merge"))
    assert say("carry_page.again") in ben.page.text


async def test_everything_about_one_person_goes_at_once(ada: Person) -> None:
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses(say("retire_page.button"))
    await ada.chooses(say("retire_page.about"), *ada.page.menus[say("retire_page.about")])
    await ada.presses(say("retire_page.yes_about"))
    kinds = {t["kind"] for t in json.loads(await saves(ada, "json"))["things"]}
    assert kinds == {"checkin", "takeaway"}


async def test_one_answer_is_cleared_from_its_page(ada: Person) -> None:
    await begin(ada)
    mine = ada.sentence()
    await ada.writes({"In your own words": mine})
    await ada.presses("Back")
    await ada.presses(say("retire_page.clear"))
    await ada.presses(say("retire_page.yes_clear"))
    await ada.presses("Write my answer")
    assert ada.form["In your own words"] == ""


async def test_what_is_old_goes_by_itself_where_that_was_chosen(ada: Person, house: House) -> None:
    await keeps_some(ada)
    await house.passes(40 * A_DAY)
    await ada.runs("/my-words", where=ada.dm)
    assert ada.page.has("Open one of these"), "off until it is chosen"
    await ada.presses(say("retire_page.button"))
    await ada.chooses(say("retire_page.keep_for"), say("retire_page.month"))
    await ada.runs("/my-words", where=ada.dm)
    assert ada.page.has("Open one of these"), "not on the day it is chosen"
    await house.passes(A_DAY)
    await ada.runs("/my-words", where=ada.dm)
    assert not ada.page.has("Open one of these")


async def test_what_is_old_goes_though_nobody_comes_back(
    ada: Person, ben: Person, house: House
) -> None:
    for who in (ada, ben):
        await keeps_some(who)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses(say("retire_page.button"))
    await ada.chooses(say("retire_page.keep_for"), say("retire_page.month"))
    await house.passes(30 * A_DAY)
    await house.a_night()
    context = desk_of(house)
    assert await left(context, ada), "not before its time"
    await house.passes(5 * A_DAY)
    await house.a_night()
    # Looked at in the store itself: opening the journal would let go of it, too.
    assert not await left(context, ada)
    assert await left(context, ben), "off unless it was chosen"


async def test_a_clock_that_was_ahead_for_one_command_takes_nothing_along(
    ada: Person, house: House
) -> None:
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses(say("retire_page.button"))
    await ada.chooses(say("retire_page.keep_for"), say("retire_page.year"))
    await house.passes(5 * A_DAY)
    context = desk_of(house)
    kept = await left(context, ada)
    ten_years = replace(context, now=lambda: context.now() + timedelta(days=3660))
    async with Router(ten_years, features(ten_years)).turn(PersonId(ada.id)):
        pass
    assert await left(context, ada) == kept
    await house.passes(370 * A_DAY)
    assert not await left(context, ada), "and what is old goes when its time has come"


async def left(context: Context, who: Person) -> int:
    """How many things are still there."""
    async with context.store.session(PersonId(who.id)) as session:
        return len(session.read(Shelf.SITTINGS))


async def test_hide_now_clears_our_messages(ada: Person) -> None:
    await begin(ada)
    page = ada.page
    assert page.buttons[-2:] == [say("hide.button"), LIBRARY.safety.button]
    await ada.types("hello?")
    assert len([page for page in ada.inbox if not page.hidden]) > 1
    await ada.presses(say("hide.button"), on=page)
    assert not [page for page in ada.inbox if not page.hidden]


async def test_before_everything_is_deleted_it_can_be_saved(ada: Person) -> None:
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    await ada.presses(say("delete.save_first"))
    await ada.presses(say("carry_page.json"))
    assert any(WORDS.encode() in content for content in ada.files.values())


async def test_the_receipt_says_what_remains(ada: Person) -> None:
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    assert ada.page.has("Settings", exactly=True)
    await ada.presses("Delete everything")
    await ada.presses("Yes, delete everything")
    assert say("receipt.remains") in ada.sees[-1].text


async def test_deleted_slowly_it_is_deleted_all_the_same(ada: Person, house: House) -> None:
    """So slowly that Discord has to be told; and the page that was pressed is gone by then."""
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    press = str(ada.page.button("Yes, delete everything")["custom_id"])
    async with busy(house, ada):
        deleting = asyncio.create_task(Forger(house, ada).send([Forgery(press)]))
    await deleting
    told = [page.text for page in ada.sees]
    assert say("delete.done_all") in told[-1]
    assert not any("Nothing you saved is lost" in text for text in told)
    assert not [page for page in ada.inbox if not page.hidden], "the chat is empty"
    assert not await house.knows(ada)


async def test_a_reader_of_the_files_does_not_turn_a_deletion_into_a_failure(
    ada: Person, house: House
) -> None:
    """As a backup, the doctor or a shell would, while it is pressed."""
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    with closing(sqlite3.connect(house.folder / "data" / "keyring.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()
        await ada.presses("Yes, delete everything")
    assert say("delete.done_all") in ada.sees[-1].text
    assert say("receipt.soon") in ada.sees[-1].text, "and what is left is said"
    assert not await house.knows(ada)


def ada_owns(one: Person, other: Person) -> None:
    """What one person hands to another in a file is theirs to see from now on."""
    for known in (one._words.typed, one._words.chosen):
        for people in known.values():
            if one.id in people:
                people.add(other.id)


async def test_two_thousand_lines_come_in_at_once(
    ada: Person,
) -> None:
    await keeps_some(ada)
    file = json.loads(await saves(ada, "json"))
    line = next(t for t in file["things"] if t["kind"] == "takeaway")
    file["things"] = [
        {
            **line,
            "id": f"{n:032x}",
            "facts": {**line["facts"], "n": n},
            "words": {"text": ada.sentence()},
        }
        for n in range(1, 2001)
    ]
    begun = time.perf_counter()
    await gives(ada, json.dumps(file).encode())
    assert say("carry_page.found", new="2000", same="0", differ="0") in ada.page.text
    await ada.presses(say("carry_page.merge"))
    assert say("carry_page.brought", new="2000", same="0", differ="0") in ada.page.text
    print(f"\n2,000 lines looked at and brought in: {time.perf_counter() - begun:.1f} s")  # noqa: T201


OPENS = "the kettle sings before the storm, always"


async def saves_closed(who: Person, phrase: str = OPENS, again: str = OPENS) -> bytes:
    """Everything, in a file that opens with a passphrase."""
    await who.runs("/my-words", where=who.dm)
    await who.presses(say("carry_page.button"))
    await who.presses(say("carry_page.zip"))
    for known_before in ("zip_seen", "zip_opens"):
        assert say(f"carry_page.{known_before}") in who.page.text
    await who.presses(say("carry_page.zip_choose"))
    await who.writes({say("carry_page.phrase"): phrase, say("carry_page.phrase_again"): again})
    return next((c for name, c in who.files.items() if name.endswith(".zip")), b"")


async def test_a_file_with_a_passphrase_opens_with_it_alone(ada: Person) -> None:
    await keeps_some(ada)
    file = await saves_closed(ada)
    assert say("carry_page.zip_opens") in ada.page.text
    assert WORDS.encode() not in file
    with pyzipper.AESZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        assert sorted(n.rpartition(".")[2] for n in names) == ["html", "json", "md"]
        assert all(n.startswith("notes-") for n in names)
        with pytest.raises(RuntimeError):
            archive.read(names[0], b"the kettle sings before the storm")
        archive.setpassword(OPENS.encode())
        inside = {n.rpartition(".")[2]: archive.read(n) for n in names}
    for kind, content in inside.items():
        assert content == await saves(ada, kind), kind


@pytest.mark.skipif(not shutil.which("7z"), reason="needs 7z, to open it with somebody else's tool")
async def test_another_tool_opens_it_too(ada: Person, tmp_path: Path) -> None:
    await keeps_some(ada)
    closed = tmp_path / "notes.zip"
    closed.write_bytes(await saves_closed(ada))
    tool = ["7z", "x", f"-o{tmp_path}", "-y", str(closed)]
    right = await asyncio.create_subprocess_exec(*tool, f"-p{OPENS}", stdout=DEVNULL)
    assert await right.wait() == 0
    assert WORDS in " ".join(_only(tmp_path, "*.md").split())
    wrong = await asyncio.create_subprocess_exec(*tool, "-pno", stdout=DEVNULL, stderr=DEVNULL)
    assert await wrong.wait() != 0


async def test_a_passphrase_that_differs_or_is_short_makes_no_file(ada: Person) -> None:
    await keeps_some(ada)
    assert not await saves_closed(ada, again=OPENS + "!")
    assert say("carry_page.zip_differ") in ada.page.text
    assert not await saves_closed(ada, "elevenchars", "elevenchars")
    assert say("carry_page.zip_short") in ada.page.text
    assert not await saves_closed(ada, "elevenchars", "elevenother")
    assert say("carry_page.zip_differ") in ada.page.text
    assert say("carry_page.zip_short") in ada.page.text
    assert not ada.files


async def test_a_closed_file_is_not_taken_in_and_it_is_said_how(ada: Person) -> None:
    await keeps_some(ada)
    await gives(ada, await saves_closed(ada))
    assert say("carry_page.closed") in ada.page.text


def _only(folder: Path, pattern: str) -> str:
    [file] = folder.glob(pattern)
    return file.read_text("utf-8")


async def test_a_file_says_before_it_comes_in_what_would_soon_go_again(
    ada: Person, house: House
) -> None:
    await keeps_some(ada)
    file = await saves(ada, "json")
    await house.passes(40 * A_DAY)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    await ada.presses("Yes, delete everything")
    await agree(ada)
    await gives(ada, file)
    assert "would go again" not in ada.page.text
    await ada.presses(say("carry_page.leave"))
    await ada.runs("/checkin")
    await ada.presses("calm")
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses(say("retire_page.button"))
    await ada.chooses(say("retire_page.keep_for"), say("retire_page.month"))
    await gives(ada, file)
    assert re.search(r"Older than you chose to keep: \d", ada.page.text)
