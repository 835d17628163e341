"""Both checks of the worked example, through the bot, as its author meant them to be read."""

import tomllib

import pytest

from bot.content.library import ENGLISH
from tests.actors import House, Person
from tests.journeys.closeness_walks import EXAMPLE, SCRIPT, WORDS, answers, begin, said
from tests.journeys.walks import LIBRARY

pytestmark = pytest.mark.long

RAW = tomllib.loads((ENGLISH / "example_intimacy.toml").read_text("utf8"))
FIRST, SECOND = (check["answers"] for check in RAW["check"])
SIX_WEEKS = 43 * 86400
NAME = EXAMPLE.name
SHOWN = {item.id: said(item, item.directions[0], NAME) for item in SCRIPT.items}
# As example_intimacy.txt groups them.
GROUPS = {
    "Feels there. These are holding you.": [
        "safe_sharing", "no_judgement", "loved_anyway", "supported", "honest_trust",
        "respected", "not_used", "no_threats", "flawed_humans", "partners",
    ],
    "A little there. Some days yes, some days no.": [
        "validated", "heard", "kept_private", "both_ways",
    ],
    "Not there lately. Naming it is already something.": ["no_fixing"],
}  # fmt: skip


def _in_order(text: str, parts: list[str]) -> None:
    at = 0
    for part in parts:
        at = text.index(part, at) + len(part)


def _flat(content: bytes) -> str:
    return " ".join(content.decode().split())


DIFFERS = SCRIPT.results.feel_more


async def _first(who: Person) -> None:
    await begin(who, NAME)
    await answers(who, NAME, FIRST)


async def _second(who: Person, house: House) -> None:
    await house.passes(SIX_WEEKS)
    await who.runs("/closeness")
    await who.chooses(f"About {NAME}")
    await who.presses("Look again now")
    await who.presses("No, it is private")
    await answers(who, NAME, SECOND)


async def test_results_difference_practice_and_file_are_those_of_the_example(ada: Person) -> None:
    await _first(ada)
    text = ada.page.text
    assert "Done. Thank you for being honest with yourself." in text
    assert f"What you noticed about {NAME}" in text
    for title, items in GROUPS.items():
        assert f"**{title}**\n" + "\n".join(f"- {SHOWN[id]}" for id in items) in text
    _in_order(text, list(GROUPS))
    assert "You skipped" not in text

    await ada.presses("See the differences")
    assert ada.page.text == f"{SHOWN['honest_trust']}\n{DIFFERS}"
    await ada.presses("Back to what I noticed")
    await ada.presses("Choose one to keep in mind")
    await ada.chooses(SHOWN[EXAMPLE.picked])
    assert f"Kept in mind: {SHOWN['both_ways']}" in ada.page.text
    assert SCRIPT.item("both_ways").practice in ada.page.text

    await ada.presses("Save as plain text")
    ((name, content),) = ada.files.items()
    assert name.startswith("notes-")
    expected = []
    for theme in SCRIPT.themes:
        expected.append(f"--- {theme.title} ---")
        for id in theme.items:
            for direction in SCRIPT.item(id).directions:
                expected.append(said(SCRIPT.item(id), direction, NAME))
                expected.append(f"> {WORDS[FIRST[id][direction]]}")
            if FIRST[id].get("matters"):
                expected.append("(This one matters to me now)")
            if line := FIRST[id].get("line"):
                expected.append(f"Note: {line}")
    for title, items in GROUPS.items():
        expected.append(title)
        expected.extend(f"- {SHOWN[id]}" for id in items)
    expected += [
        DIFFERS,
        f"Kept in mind: {SHOWN['both_ways']}",
        f"One tiny thing: {SCRIPT.item('both_ways').practice}",
        "Closeness takes time, patience and grace",
        "The 15 ingredients come from an article by Stacy Hixon, LPC.",
    ]
    _in_order(_flat(content), expected)


async def test_then_and_now_is_that_of_the_example(ada: Person, house: House) -> None:
    await _first(ada)
    await _second(ada, house)
    assert "**Still finding out. Not knowing is an answer too.**" in ada.page.text
    await ada.presses("Then and now")
    menu = "Choose up to three to lay side by side"
    await ada.chooses(menu, *(SHOWN[id] for id in EXAMPLE.rows))
    for id in EXAMPLE.rows:
        row = next(part for part in ada.page.text.split("\n\n") if SHOWN[id] in part)
        key = SCRIPT.item(id).seen_from
        _in_order(row, [f"'{WORDS[FIRST[id][key]]}'", f"'{WORDS[SECOND[id][key]]}'"])
        if line := SECOND[id].get("line"):
            assert f"Note: {line}" in row
    assert "Some answers are lower than last time." in ada.page.text
    assert ada.page.text.count("than last time.") == 4
    await ada.presses("Save as plain text")
    text = _flat(next(iter(ada.files.values())))
    expected = ["THEN AND NOW, WITH LENA"]
    for id in ("heard", "kept_private", "both_ways"):
        key = SCRIPT.item(id).seen_from
        then, now = WORDS[FIRST[id][key]], WORDS[SECOND[id][key]]
        expected += [SHOWN[id], f": {then}.", f": {now}."]
        if line := SECOND[id].get("line"):
            expected.append(f"Note: {line}")
    _in_order(text, expected)
    await ada.presses("Show all", on=ada.inbox[0])
    assert "felt much the same" in ada.inbox[0].text


async def test_the_example_can_be_read_page_by_page_and_saved(ada: Person) -> None:
    await begin(ada)
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await ada.presses("Read an example")
    assert EXAMPLE.banner in ada.page.text
    read = ada.page.text
    while ada.page.has("Next page"):
        await ada.presses("Next page")
        read += ada.page.text
    await ada.presses("Save as plain text")
    ((_, content),) = ada.files.items()
    flat = _flat(content)
    for text in (
        "FIRST LOOK, 12 MARCH",
        DIFFERS,
        f"Takeaway: {EXAMPLE.takeaway}",
        "Look again: in six weeks",
        "12 March: A little true. 24 April: Not true lately.",
        f"Takeaway: {EXAMPLE.second_takeaway}",
        f"Next: {EXAMPLE.next}",
    ):
        assert text in flat
        assert text.casefold() in " ".join(read.split()).casefold()


async def test_the_original_list_has_fifteen_lines_and_nothing_else(ada: Person) -> None:
    await begin(ada)
    await ada.runs("/closeness")
    await ada.presses("Someone else")
    await ada.presses(SCRIPT.original_title)
    _in_order(ada.page.text, [f"{item.n}\\. {item.original}" for item in SCRIPT.items])
    assert LIBRARY.closeness.script.attribution.line in ada.page.text
