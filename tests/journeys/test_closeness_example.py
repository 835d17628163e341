"""Both checks of the worked example, through the bot, as its author meant them to be read."""

import re
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
SHOWN = {item.id: item.about.replace("{name}", NAME) for item in SCRIPT.items}
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


MOVED = {
    "More true now": [
        "- Lena treating what I share as real: A little true → Mostly true",
        "- Being heard by Lena: A little true → Mostly true",
        "  Note: Phone in her bag, twice. I noticed.",
        "- Lena listening without advice I didn't ask for: Not true lately → A little true",
        "- Opening up and support going both ways between us: A little true → Mostly true",
    ],
    "The same": [
        "- Feeling safe to tell Lena deep things: Mostly true",
        "- Sharing with Lena without being judged: Mostly true",
        "- Knowing that Lena loves me, or cares about me: Very true",
        "- Lena being on my side when things are hard: Very true",
        "- Trusting Lena, and Lena being open and honest with me: Very true",
        "- Respect from Lena for me, my time and my no: Mostly true",
        "- Being sure that Lena won't use what I share to hurt me, or keep score: Very true",
        "- Being sure that Lena won't threaten me or set out to hurt me: Very true",
        "- Room for my mistakes with Lena, as we both make them: Mostly true",
    ],
    "Less true now": [
        "- What I tell Lena staying with Lena: A little true → Not true lately",
        "  Note: I told her about the scan. Mum knew by evening.",
    ],
    "Not sure, then or now": [
        "- Looking after this relationship together, and both growing: Mostly true → I'm not sure",
        "  Note: Ask me after the summer.",
    ],
}


def _in_order(text: str, parts: list[str]) -> None:
    at = 0
    for part in parts:
        at = text.index(part, at) + len(part)


def _flat(content: bytes) -> str:
    return " ".join(content.decode().split())


DIFFERS = SCRIPT.results.differences


async def _first(who: Person) -> None:
    await begin(who, NAME)
    await answers(who, NAME, FIRST)


def _day(house: House) -> str:
    return LIBRARY.dates.day(house.env.now().date())


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
    assert SCRIPT.results.skipped not in text

    await ada.presses("Me and them")
    far = [
        f"{said(SCRIPT.item('honest_trust'), way, NAME)}\n> {answer}"
        for way, answer in (("feel", "Very true"), ("offer", "A little true"))
    ]
    assert ada.page.text == "\n\n".join(["### Me and them", DIFFERS, *far])
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
    then = _day(house)
    await _second(ada, house)
    days = (then, _day(house))
    assert "**Still finding out. Not knowing is an answer too.**" in ada.page.text
    await ada.presses("Then and now")
    shown = ada.page.text
    assert f"Then: {days[0]}\nNow: {days[1]}" in shown
    for title, rows in MOVED.items():
        assert f"**{title}**\n" + "\n".join(rows) in shown
    _in_order(shown, list(MOVED))
    for on in days:
        assert shown.count(on) == 1, "a date stands there once"
    assert not re.search(r"[.:]\*\*:|\.: ", shown), "no punctuation runs into another"
    assert SCRIPT.again.lower in shown
    await ada.presses("Save as plain text")
    text = _flat(next(iter(ada.files.values())))
    expected = ["THEN AND NOW, WITH LENA", f"Then: {days[0]} Now: {days[1]}"]
    for title, rows in MOVED.items():
        expected += [title, *(" ".join(row.split()) for row in rows)]
    _in_order(text, [*expected, SCRIPT.again.lower])


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
        "FIRST LOOK, MARCH 12, 2026",
        "Then: March 12, 2026 Now: April 24, 2026",
        DIFFERS,
        f"Takeaway: {EXAMPLE.takeaway}",
        f"One tiny thing: {SCRIPT.item(EXAMPLE.picked).practice}",
        "Look again: in six weeks",
        "What I tell Lena staying with Lena: A little true → Not true lately",
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
