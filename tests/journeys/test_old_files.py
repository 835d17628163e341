"""Files of an earlier version: every record, page, reminder and export is there again."""

import gzip
import io
import json
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pyzipper  # type: ignore[import-untyped]

from bot.person import PersonId
from tests import fixtures
from tests.actors import House, Person
from tests.actors.real import quiet_page
from tests.fixtures.making import PASSPHRASE, what_is_kept
from tests.journeys.test_lock import opens
from tests.journeys.test_mine import gives, saves
from tests.journeys.walks import LIBRARY, agree

pytestmark = pytest.mark.long

say = LIBRARY.say
VERSIONS = sorted(p for p in Path(fixtures.__file__).parent.iterdir() if (p / "was.json").exists())
HERE = ("ada", "ben", "cleo")


@pytest.fixture(params=VERSIONS, ids=lambda folder: folder.name)
def old(request: pytest.FixtureRequest) -> Path:
    """A folder with the files of a version."""
    folder: Path = request.param
    return folder


@pytest.fixture
def was(old: Path) -> dict[str, Any]:
    """What was in them."""
    found: dict[str, Any] = json.loads((old / "was.json").read_text("utf8"))
    return found


@pytest.fixture
async def house(tmp_path: Path, old: Path, was: dict[str, Any]) -> AsyncIterator[House]:
    """The bot on these files, a moment after they were left."""
    for folder in ("data", "keys"):
        (tmp_path / folder).mkdir(mode=0o700)
    shutil.copyfile(old / "master.key", tmp_path / "keys" / "master.key")
    (tmp_path / "keys" / "master.key").chmod(0o600)
    for name in ("data.db", "keyring.db"):
        content = gzip.decompress((old / f"{name}.gz").read_bytes())
        (tmp_path / "data" / name).write_bytes(content)
    async with House(quiet_page, tmp_path) as house:
        yield house
    assert not house.complaints(), "\n\n".join(house.complaints())


@pytest.fixture
async def people(
    house: House, was: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Person]:
    """Those who were here, and somebody new, a moment after the files were left."""
    found = {}
    for name in HERE:
        with monkeypatch.context() as as_then:
            # How many commands there are decides which ids come next.
            as_then.setattr(house.env.backend, "snowflake", partial(int, was[name]["id"]))
            found[name] = house.person(name.title())
    assert [was[name]["id"] for name in HERE] == [found[name].id for name in HERE]
    found["dora"] = house.person("Dora")
    then = datetime.fromisoformat(was["now"])
    await house.env.advance_time((then - house.env.now()).total_seconds())
    return found


@pytest.mark.parametrize("who", ["ada", "cleo"])
async def test_everything_is_there_again(
    house: House, people: dict[str, Person], was: dict[str, Any], who: str
) -> None:
    kept = await what_is_kept(house, PersonId(people[who].id))
    # As text: the order of what is in a record tells whether it is the same byte for byte.
    for now, then in zip(kept.items(), was[who].items(), strict=True):
        assert json.dumps(now) == json.dumps(then)


async def test_behind_a_lock_it_is_there_once_that_is_open(
    house: House, people: dict[str, Person], was: dict[str, Any]
) -> None:
    ben = people["ben"]
    kept = await what_is_kept(house, PersonId(ben.id))
    assert not any((kept["sitting"], kept["setting"], kept["things"]))
    await opens(ben)
    kept = await what_is_kept(house, PersonId(ben.id))
    assert kept["setting"] == was["ben"]["setting"]
    # What comes in beside something that was there gets an id of its own, another every time.
    for part in ("sitting", "things"):
        assert without_ids(kept[part]) == without_ids(was["ben"][part])


def without_ids(those: dict[str, Any] | list[dict[str, Any]]) -> list[str]:
    """Records or things, as text, in an order of their own."""
    each = those.values() if isinstance(those, dict) else those
    return sorted(
        json.dumps({name: v for name, v in one.items() if name not in {"id", "opens"}})
        for one in each
    )


async def test_saved_again_it_is_the_same_file(old: Path, people: dict[str, Person]) -> None:
    assert await saves(people["ada"], "json") == (old / "words.json").read_bytes()


async def test_the_file_comes_into_an_empty_account_and_is_the_same_when_saved_again(
    old: Path, people: dict[str, Person]
) -> None:
    file, dora = (old / "words.json").read_bytes(), people["dora"]
    await agree(dora)
    await gives(dora, file)
    await dora.presses(say("carry_page.merge"))
    assert await saves(dora, "json") == file


async def test_a_check_that_was_open_goes_on_where_it_stood(people: dict[str, Person]) -> None:
    ada = people["ada"]
    await ada.runs("/closeness", where=ada.dm)
    await ada.chooses("About Noor")
    assert "I feel heard by Noor" in ada.page.text
    assert ada.page.has("Mostly true (chosen)", exactly=True)
    assert ada.page.has("Change my line")
    await ada.presses("Next")
    assert "I listen to Noor until they have finished." in ada.page.text


def test_the_closed_file_opens_with_its_passphrase(old: Path) -> None:
    with pyzipper.AESZipFile(io.BytesIO((old / "words.zip").read_bytes())) as archive:
        archive.setpassword(PASSPHRASE.encode())
        inside = {Path(name).suffix: archive.read(name) for name in archive.namelist()}
    assert inside[".json"] == (old / "words.json").read_bytes()
    assert inside.keys() == {".md", ".html", ".json"}
