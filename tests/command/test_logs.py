"""What can be heard of a running bot, by whoever reads its log."""

from collections.abc import Callable

import pytest

from tests.command.conftest import Shell

SENTENCE = "I have not told anyone this"

Hears = Callable[[str], str]


@pytest.fixture
def hears(shell: Shell) -> Hears:
    """Run some Python where the log is set up as loud as it goes, and hear what it says."""

    def hear(code: str) -> str:
        start = (
            "import logging, asyncio; from bot import isolation\n"
            f"from bot.ops import logs\nwords = {SENTENCE!r}\n"
        )
        return shell.runs("-c", f"{start}logs.set_up('DEBUG')\n{code}").err

    return hear


@pytest.mark.parametrize("name", ["discord.gateway", "discord.http", "aiosqlite", "asyncio"])
def test_a_library_that_tells_everything_is_not_heard(hears: Hears, name: str) -> None:
    assert hears(f"logging.getLogger({name!r}).debug('For Shard ID %s: %s', None, words)") == ""


@pytest.mark.parametrize("name", ["discord.gateway", "aiosqlite", "apscheduler.scheduler"])
def test_nor_if_somebody_turns_it_up_afterwards(hears: Hears, name: str) -> None:
    assert (
        hears(
            f"loud = logging.getLogger({name!r}); loud.setLevel(logging.DEBUG); loud.debug(words)"
        )
        == ""
    )


def test_what_the_libraries_say_at_info_is_heard(hears: Hears) -> None:
    said = hears("logging.getLogger('discord.gateway').info('Connected to %s', 'Discord')")
    assert said.endswith("INFO discord.gateway Connected to Discord\n")


def test_of_a_failure_only_kind_and_place_are_heard(hears: Hears) -> None:
    said = hears(
        "try:\n"
        "  try: int(words)\n"
        "  except ValueError as error: raise KeyError(words) from error\n"
        "except KeyError as error: logging.exception('It failed: %s', error)\n"
    )
    assert SENTENCE not in said
    assert said.endswith(
        "It failed: KeyError | KeyError at <string>:7 | ValueError at <string>:6\n"
    )


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError(words)",
        "import threading; threading.Thread(target=lambda: int(words)).start()",
        "class Old:\n  def __del__(self): raise ValueError(words)\nOld()",
    ],
    ids=["anywhere", "in a thread", "while tidying up"],
)
def test_nor_more_of_one_that_nobody_caught(hears: Hears, code: str) -> None:
    said = hears(code)
    assert "Something failed: ValueError | ValueError at" in said
    assert SENTENCE not in said


def test_nor_of_one_in_the_event_loop(hears: Hears) -> None:
    said = hears(
        "async def fails(): raise ValueError(words)\n"
        "async def main():\n"
        "  asyncio.get_running_loop().set_exception_handler(isolation.by_kind)\n"
        "  asyncio.create_task(fails(), name=words); await asyncio.sleep(0)\n"
        "  asyncio.get_running_loop().call_soon(lambda it: int(it), words)\n"
        "  await asyncio.sleep(0.01)\n"
        "asyncio.run(main())\n"
    )
    assert said.count("Something failed with nobody waiting for it: ValueError") == 2
    assert SENTENCE not in said


def test_a_record_that_cannot_be_written_is_dropped_with_its_words(hears: Hears) -> None:
    assert hears("logging.info('%d', words)") == ""


def test_neither_people_nor_tokens_are_named(hears: Hears) -> None:
    said = hears(
        "logging.warning('PATCH /webhooks/%s/%s/messages', 123456789012345678, 'aW50' * 30)"
    )
    assert said.endswith("PATCH /webhooks/…/…/messages\n")


def test_one_record_is_one_line(hears: Hears) -> None:
    assert hears("logging.info('first\\nsecond')").endswith("first second\n")


def test_what_is_said_at_every_start_is_no_news(hears: Hears) -> None:
    assert hears("import discord; discord.Client(intents=discord.Intents.none())") == ""
