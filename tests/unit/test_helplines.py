"""Help now, country by country: no page promises people and shows none."""

import re
from itertools import product
from typing import cast

import pytest

from bot.content import load
from bot.features.safety.pages import ELSEWHERE, Asked, help_page
from bot.ui.model import LONGEST_PAGE, MOST_OPTIONS, Menu
from bot.ui.press import Press

LIBRARY = load()
SAFETY = LIBRARY.safety
NOWHERE = ""
COUNTRIES = [*(c.code for c in SAFETY.countries), ELSEWHERE, NOWHERE]
TOPICS = [t.id for t in SAFETY.topics]
# As many countries, and as many pages with a line, as there were when it was last looked over.
LEAST_COUNTRIES, LEAST_WITH_LINES = 33, 110


def said(country: str, topic: str = "") -> str:
    return "\n".join(
        cast("str", part) for part in help_page(LIBRARY, b"", Asked(country, topic)).body
    )


@pytest.mark.parametrize(("country", "topic"), list(product(COUNTRIES, TOPICS)))
def test_a_page_shows_people_or_says_that_it_knows_none(country: str, topic: str) -> None:
    about, known = SAFETY.topic(topic), SAFETY.country(country)
    assert about
    page = said(country, topic)
    assert about.say in page
    lines = [x for x in known.lines if x.may_be_shown and x.name in page] if known else []
    if about.kinds:
        assert (about.here in page) == bool(lines), "people are promised where none are"
        name = known.name if known else LIBRARY.say("help_page.your_country")
        none = (about.none if country else about.unchosen).split("{")[0]
        absent = f"{name}: I have no" if country else none.replace("{at_once}", "")
        assert (absent in page) == (not lines or not absent)
        assert lines or about.directory in page
    for line in lines:
        assert page.index(f"### {known.name if known else ''}\n") < page.index(line.name)
        for way in (line.call, line.text, line.url, line.who, line.hours):
            assert way in page
    if any(not line.checked_on for line in lines):
        assert "Nobody has dialled or opened them for me" in page
    assert len(page) < LONGEST_PAGE
    assert "check the page" not in page
    assert "{" not in page


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_first_page_has_a_number_before_anything_is_chosen(country: str) -> None:
    page, known = said(country), SAFETY.country(country)
    if known:
        assert known.emergency in page
        first = known.shown(("crisis",))[0]
        assert any(way and way in page for way in (first.call, first.text))
    else:
        assert "United States and Canada: call or text **988**" in page
        assert "United Kingdom and Ireland: call **116 123**" in page
        assert "112" in page
        assert "https://findahelpline.com" in page


def test_most_countries_have_somebody_for_most_things() -> None:
    pages = [c.shown(t.kinds) for c in SAFETY.countries for t in SAFETY.topics if t.kinds]
    assert len(SAFETY.countries) >= LEAST_COUNTRIES
    assert sum(bool(lines) for lines in pages) >= LEAST_WITH_LINES
    for country in SAFETY.countries:
        assert country.shown(("crisis",)), f"{country.name} has nobody for the worst moment"


def test_whoever_worries_about_somebody_else_is_shown_whom_to_ask() -> None:
    page = said("US", "someone_else")
    assert "988 Suicide & Crisis Lifeline" in page
    assert "National Domestic Violence Hotline" in page
    assert "Trevor" not in page, "that one is for some people only"


def test_a_young_person_is_shown_whoever_takes_any_age_first() -> None:
    page = said("US", "young")
    assert page.index("988") < page.index("love is respect")


def test_where_every_line_is_for_some_people_only_one_for_anybody_stands_below() -> None:
    page = said("IT", "afraid")
    assert "For: women" in page
    assert page.index("None of these for you?") < page.index("Telefono Amico")


def test_nothing_stands_between_somebody_who_thinks_about_suicide_and_the_number() -> None:
    page = said("US", "crisis")
    assert page.index("Call: **988**") < page.index("move away from anything")
    assert "phone bill" not in page
    assert "phone bill" in said("US", "afraid")
    assert "school phone" in said("US", "young")


def test_whoever_cannot_speak_is_told_what_else_there_is() -> None:
    assert "text 114" in said("FR", "afraid")
    assert "press 55" in said("GB", "afraid")


# What a published page says today, and an older one said otherwise.
CORRECTED = [
    ("DE", "afraid", "Call: **116 016**", "08000"),
    ("JP", "crisis", "from Iwate, Miyagi and Fukushima 0120-279-226", "check the page"),
    ("AU", "crisis", "Text: **0477 13 11 14**", "check the page"),
    ("AU", "own_behaviour", "Hours: 24 hours a day", "check the page"),
    ("PL", "crisis", "Hours: 24 hours a day", "check the page"),
    ("PL", "own_behaviour", "I have no line about this yet", "800 120 002"),
    ("BR", "afraid", "WhatsApp (61) 9610-0180", "99610"),
    ("GB", "afraid", "Where: Scotland", "check the page"),
    ("NL", "own_behaviour", "0800-2000", "check the page"),
]


@pytest.mark.parametrize(("country", "topic", "now", "before"), CORRECTED)
def test_a_line_is_as_its_service_has_it(country: str, topic: str, now: str, before: str) -> None:
    page = said(country, topic)
    assert now in page
    assert before not in page


def test_every_country_can_be_chosen_in_one_of_two_menus() -> None:
    found: set[str] = set()
    for more in (False, True):
        menu = help_page(LIBRARY, b"", Asked("DE", "afraid", more=more)).rows[1]
        assert isinstance(menu, Menu)
        assert len(menu.options) <= MOST_OPTIONS
        assert ELSEWHERE in {o.id for o in menu.options}
        assert Press.parse(menu.press) == Press("country", b"", "afraid", "DE")
        found |= {o.id for o in menu.options}
    assert found >= {c.code for c in SAFETY.countries}


def test_nothing_that_was_only_seen_is_said_to_be_checked() -> None:
    for country in SAFETY.countries:
        for line in country.lines:
            assert line.checked_on == "", "write here who opened it, and take this test out"
            assert bool(line.evidence) == (line.status == "seen")
            assert not re.search(r"check|page", line.hours)
