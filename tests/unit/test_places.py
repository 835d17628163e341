"""Where somebody is, from what they type; `places.toml` has what, one by one."""

import tomllib
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.confidential import Confidential
from bot.content.places import Found, chosen, find, known, offers, place
from bot.content.places.gazetteer import places
from bot.content.places.tables import AREAS, CITIES, NAMES
from bot.content.places.zones import clock, key_of, listed
from bot.ui.model import LONGEST_OPTION, MOST_OPTIONS
from tests.unit import known_places

TYPED = tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
KEYS = [line.partition("\t")[0] for line in CITIES.read_text("utf-8").splitlines()]
CALLED = [line.partition("\t")[0] for line in NAMES.read_text("utf-8").splitlines()]


def found(typed: str) -> Found:
    return find(Confidential(typed), NOW)


def labels(of: Found) -> list[str]:
    return [place.label for place in of.places]


@pytest.mark.parametrize(("typed", "label"), TYPED["taken"].items())
def test_where_one_clock_is_meant_it_is_taken(typed: str, label: str) -> None:
    of = found(typed)
    assert (labels(of)[:1], of.sure) == ([label], True)


@pytest.mark.parametrize(("typed", "among"), TYPED["asked"].items())
def test_where_several_can_be_meant_none_is_taken(typed: str, among: list[str]) -> None:
    of = found(typed)
    assert not of.sure
    assert [label for label in labels(of) if label in among] == among


@pytest.mark.parametrize("typed", TYPED["unknown"])
def test_what_is_no_place_finds_none(typed: str) -> None:
    assert found(typed) == Found((), sure=False)


def test_no_abbreviation_of_a_clock_is_taken_by_itself() -> None:
    clocks = {name for zone in listed() for name in known_places.called(zone)}
    assert {"est", "ist", "jst", "cet"} <= clocks
    assert not [name for name in sorted(clocks) if found(name).sure and name != "utc"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("são", "São Paulo, Brazil"),
        ("berl", "Berlin, Germany"),
        ("san", "San Francisco, United States"),
        ("b", "Beijing, China"),
        ("new y", "New York City, United States"),
        ("London, U", "London, United Kingdom"),
    ],
)
def test_places_are_offered_while_they_are_typed(typed: str, offered: str) -> None:
    assert offered in labels(offers(Confidential(typed), NOW))


def test_every_name_of_a_zone_is_a_place_and_so_is_its_key() -> None:
    """They stand in what was kept, and in buttons."""
    # The last is only this machine's own.
    for id in sorted(available_timezones() - {"localtime"}):
        of_id, of_key = place(id), place(key_of(id))
        assert of_id == of_key
        assert of_id
        assert clock(of_id.id, NOW) == clock(id, NOW), id
        if id in listed():
            assert of_id.id == id


def test_a_place_says_which_country_it_is_in() -> None:
    assert known("Europe/London").label == "London, United Kingdom"
    assert known("America/Sao_Paulo").label == "São Paulo, Brazil"
    assert known("US/Samoa").label == "Pago Pago, American Samoa"
    assert known("Etc/GMT-2").label == "UTC+2"


def test_a_key_that_was_chosen_is_its_place_and_nothing_else_is() -> None:
    berlin = found("Berlin").places[0]
    assert chosen(Confidential([berlin.key])) == berlin
    for other in ("", "Berlin", "00000000", "zzzzzzzz", berlin.key + "0"):
        assert chosen(Confidential([other])) is None
    assert chosen(Confidential(list[str]())) is None


@pytest.mark.parametrize("part", range(40))
def test_a_label_that_is_typed_leads_to_its_place(part: int) -> None:
    leads_back(KEYS[part::1000])


@pytest.mark.long
def test_every_label_that_is_typed_leads_to_its_place() -> None:
    leads_back(KEYS)


def leads_back(keys: list[str]) -> None:
    for one in places(keys):
        of = found(one.label)
        assert of.sure, one.label
        assert clock(of.places[0].id, NOW) == clock(one.id, NOW), one.label


words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(CALLED),
    st.sampled_from(CALLED).map(lambda name: name[:3]),
    st.tuples(st.sampled_from(CALLED), st.sampled_from(CALLED)).map(", ".join),
    st.tuples(st.sampled_from(CALLED), st.text(max_size=4)).map(" ".join),
)


@given(typed=words)
def test_no_two_that_are_offered_look_alike(typed: str) -> None:
    for of in (found(typed), offers(Confidential(typed), NOW)):
        shown = labels(of)
        assert len(shown) == len(set(shown)) <= MOST_OPTIONS
        assert len({place.key for place in of.places}) == len(shown)
        assert all(0 < len(label) <= LONGEST_OPTION for label in shown)


def test_two_cities_of_one_label_are_offered_as_one() -> None:
    """Nobody could tell them apart, and they keep one clock."""
    alike = defaultdict[str, set[str]](set)
    for one in places(KEYS):
        alike[one.label].add(one.city)
        alike[one.label].add(one.key)
    twice = {label: names for label, names in alike.items() if len(names) > 2}
    assert twice, "or there is nothing to show here"
    for label in twice:
        city = label.partition(",")[0]
        for of in (found(city), found(label), offers(Confidential(city), NOW)):
            assert len(labels(of)) == len(set(labels(of))), label


@given(typed=words)
def test_what_is_taken_by_itself_has_one_clock_in_one_country(typed: str) -> None:
    """Everything large enough to be meant tells the same time as the first."""
    of = found(typed)
    if of.sure and len(of.places) > 1:
        first, *others = of.places
        rivals = [p for p in others if p.people > first.people]
        assert all(clock(p.id, NOW) == clock(first.id, NOW) for p in rivals), labels(of)


def test_the_tables_are_made_from_the_packages_that_are_pinned() -> None:
    text = known_places.MADE_FROM.read_text("utf-8")
    assert text == known_places.made_from(), "run: python -m tests.unit.known_places"


@pytest.mark.long
def test_the_tables_are_what_the_packages_make_of_them() -> None:
    for path, text in known_places.files().items():
        assert path.read_text("utf-8") == text, f"{path.name}: python -m tests.unit.known_places"


@pytest.mark.parametrize("table", [CITIES, AREAS, NAMES])
def test_the_tables_are_sorted(table: Path) -> None:
    lines = table.read_bytes().splitlines()
    assert lines == sorted(lines)
