"""Every language there is beside English: whole, fitting, neutral, and read as it is typed."""

import asyncio
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content import Library, load, load_all
from bot.content.library import ENGLISH
from bot.content.scripts import COMMAND
from bot.preview.chapters import chapters
from bot.schedule.dates import said_in
from bot.schedule.hours import waking_minute_in
from bot.ui.model import Card, Form, Menu
from tests.live import drawn
from tests.unit import translations

LANGUAGES = sorted(
    path.name
    for path in ENGLISH.parent.iterdir()
    if (path / "microcopy.toml").is_file() and path != ENGLISH
)
LIBRARY = load()
LIBRARIES = {name: load_all(("en", name))[1] for name in LANGUAGES}
TYPED = Path(__file__).parent / "typed"
# What fits a phone of 390 points on a button, and on Discord a page, a line of a menu, a label.
LONGEST_BUTTON, LONGEST_PAGE, LONGEST_OPTION, LONGEST_LABEL = 45, 4000, 100, 45
# A day to read them on: a Wednesday.
TODAY = date(2026, 12, 2)
ROWS = 60
# What Discord calls each.
DISCORDS = {"de": ["de"], "es": ["es-ES", "es-419"], "fr": ["fr"], "pt-BR": ["pt-BR"]}
# How somebody would be said to be a man or a woman, or neither in a way that is no word.
SPLIT = re.compile(
    r"\w/(?:a|as|o|os|e|es|in|innen|r|n)\b|\((?:e|a|o|in|es|as|os)\)|\w·\w|\w\*in|@|\w:in\b"
)
# Lines of fewer may be the same in two languages.
FEW_WORDS = 4


def shown(library: Library) -> Iterator[tuple[str, Card | Form | str]]:
    for chapter, pages in chapters(library):
        yield from ((f"{chapter}: {name}", page) for name, page in pages)


def lines(library: Library) -> Iterator[str]:
    """Every line of ours a person may meet."""
    for _, page in shown(library):
        texts = [page] if isinstance(page, str) else []
        if isinstance(page, Card):
            texts = [part for part in page.body if isinstance(part, str)]
        for text in texts:
            yield from text.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_all_there_is_in_english_and_is_built_alike(language: str) -> None:
    assert [*translations.complaints(language)] == []
    assert [*translations.loads(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_discord_and_a_phone(language: str) -> None:
    for where, page in shown(LIBRARIES[language]):
        if isinstance(page, Form):
            assert len(page.title) <= LONGEST_LABEL, f"{where}: {page.title}"
            drawn.form(page)
            continue
        if not isinstance(page, Card):
            continue
        parts = drawn.page(page)
        text = sum(len(content) for content in _contents(parts))
        assert text <= LONGEST_PAGE, f"{where}: {text}"
        for row in (*page.body, *page.rows):
            if isinstance(row, Menu):
                for option in row.options:
                    label = option.label if isinstance(option.label, str) else ""
                    assert len(label) <= LONGEST_OPTION, f"{where}: {label}"
            elif isinstance(row, tuple):
                for button in row:
                    label = button.label if isinstance(button.label, str) else ""
                    assert len(label) <= LONGEST_BUTTON, f"{where}: {label}"


def _contents(parts: Any) -> Iterator[str]:  # noqa: ANN401 - as it goes over the wire
    if isinstance(parts, list):
        for part in parts:
            yield from _contents(part)
    elif isinstance(parts, dict):
        if isinstance(parts.get("content"), str):
            yield parts["content"]
        yield from _contents(parts.get("components"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language: str) -> None:
    english = {line for line in lines(LIBRARY) if len(re.findall(r"[a-z']{2,}", line)) >= FEW_WORDS}
    library = LIBRARIES[language]
    quoted = {q.quoted for q in library.talk.questions}
    quoted |= {item.quoted for item in library.closeness.script.items}
    left = {line for line in lines(library) if line in english}
    # What a service calls itself.
    left -= {f"**{line.name}**" for c in library.safety.countries for line in c.lines}
    assert {line for line in left if not any(q and q in line for q in quoted)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quoted_questions_stand_there_as_they_were_asked(language: str) -> None:
    theirs, ours = LIBRARIES[language], LIBRARY
    assert [q.quoted for q in theirs.talk.questions] == [q.original for q in ours.talk.questions]
    items = zip(theirs.closeness.script.items, ours.closeness.script.items, strict=True)
    assert all(item.quoted == model.original for item, model in items)


def _without_comments(path: Path) -> str:
    return re.sub(r"^#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_commands_can_be_typed_and_no_text_names_another(language: str) -> None:
    library = LIBRARIES[language]
    file = tomllib.loads((ENGLISH.parent / language / "commands.toml").read_text("utf-8"))
    names = [table["name"] for table in file["slash"].values()]
    names += [s.command.name for s in library.by_name if s.command]
    assert len(set(names)) == len(names)
    for name in names:
        assert COMMAND.fullmatch(name), name
        assert name == name.lower()
    for table in file["slash"].values():
        assert 1 <= len(table["description"]) <= LONGEST_OPTION
    named = {
        found
        for path in (ENGLISH.parent / language).rglob("*.toml")
        for found in re.findall(r"(?<![\w/.:])/([^\W\d][\w-]*)", _without_comments(path))
    }
    assert named <= set(names), "a command that is not called so"


def test_what_discord_shows_of_the_commands_is_the_english_there_is() -> None:
    file = tomllib.loads((ENGLISH / "commands.toml").read_text("utf-8"))["slash"]
    told = {command["name"]: command for command in asyncio.run(drawn.commands(LIBRARY))}
    for id, table in file.items():
        assert table["name"] == id
        assert told[id]["description"] == table["description"]
    [place] = told["reminder"]["options"]
    assert (place["name"], place["description"]) == ("place", file["reminder"]["place_help"])
    [which] = told["walk"]["options"]
    assert (which["name"], which["description"]) == ("name", file["walk"]["which_help"])


def test_discord_is_told_every_command_in_every_language() -> None:
    told = asyncio.run(drawn.translated(LIBRARY, *LIBRARIES.values()))
    for language, locales in DISCORDS.items():
        library = LIBRARIES[language]
        for locale in locales:
            names = [command["name_localizations"][locale] for command in told]
            assert len(set(names)) == len(names)
            described = [command["description_localizations"][locale] for command in told]
            assert library.say("slash.page.description") in described
        [walk] = [command for command in told if command["name"] == "walk"]
        [which] = walk["options"]
        shown = [choice["name_localizations"][locales[0]] for choice in which["choices"]]
        assert shown == [library.scripts[s.id].title for s in LIBRARY.offered]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_whether_somebody_is_a_man_or_a_woman(language: str) -> None:
    assert [line for line in lines(LIBRARIES[language]) if SPLIT.search(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lock_screen_tells_a_stranger_nothing(language: str) -> None:
    """The loader refuses any of these words there; here, that there are enough of them."""
    path = ENGLISH.parent / language / "checkin.toml"
    theirs = tomllib.loads(path.read_text("utf-8"))["reminders"]["forbidden_words_on_lock_screen"]
    english = tomllib.loads((ENGLISH / "checkin.toml").read_text("utf-8"))["reminders"]
    assert len(theirs) >= len(english["forbidden_words_on_lock_screen"])
    assert not set(theirs) <= set(english["forbidden_words_on_lock_screen"])


def typed() -> Iterator[tuple[str, dict[str, Any]]]:
    for language in LANGUAGES:
        rows = tomllib.loads((TYPED / f"{language}.toml").read_text("utf-8"))["typed"]
        yield from ((language, row) for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sixty_are_looked_at(language: str) -> None:
    assert sum(name == language for name, _ in typed()) >= ROWS


@pytest.mark.parametrize(("language", "row"), [(one, row) for one, row in typed()])
def test_days_and_times_are_read_as_they_are_typed(language: str, row: dict[str, Any]) -> None:
    said = LIBRARIES[language].typed.in_english(row["text"])
    day = said_in(said, TODAY)
    minute = day.minute if day else waking_minute_in(said)
    if row.get("refused"):
        assert day is None, f"{said!r} was read as {day}"
        assert minute is None, f"{said!r} was read as {minute}"
        return
    assert (day.day if day else None) == (date.fromisoformat(row["day"]) if "day" in row else None)
    if "minute" in row or day is None:
        assert minute == row.get("minute"), said
