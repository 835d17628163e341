"""One link is allowed, in one place; and a menu that can be used once only is noticed."""

from typing import Any

import pytest

from tests.invariants import links, menus
from tests.invariants.record import ONLY_FOR_ONE, PRESS, Record
from tests.invariants.tests.test_audit_rules import ADA, ADAS_DM, BENS_DM, CHANNEL, asked, record

__all__ = ["record"]

PAGE = 7
HOME = f"https://discord.com/channels/@me/{ADAS_DM}/77"
OURS = {"type": 2, "style": 5, "label": "Open our chat", "url": HOME}


def line(button: dict[str, Any], flags: int = ONLY_FOR_ONE) -> dict[str, Any]:
    row = {"type": 1, "components": [button]}
    return {"type": 4, "data": {"flags": flags, "components": [row]}}


def test_a_line_that_only_they_see_leads_to_their_chat(record: Record) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True))
    record.says("POST", "/interactions/1/t/callback", line(OURS))
    assert not list(links.complaints(record))


@pytest.mark.parametrize(
    "other",
    [
        {"url": f"https://discord.com/channels/@me/{BENS_DM}/77"},
        {"url": f"https://discord.com/channels/5/{CHANNEL}/77"},
        {"url": f"https://discord.com.example/channels/@me/{ADAS_DM}/77"},
        {"url": f"{HOME}?seen=1"},
        {"url": f"{HOME}\nhttps://example.com"},
        {"url": "https://example.com"},
        {"label": "Something else"},
        {"emoji": {"name": "x"}},
        {"style": 2},
    ],
)
def test_nothing_else_leads_anywhere(record: Record, other: dict[str, Any]) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True))
    record.says("POST", "/interactions/1/t/callback", line(OURS | other))
    assert len(list(links.complaints(record))) == 1


def test_nor_does_that_one_where_others_see_it_or_in_a_chat(record: Record) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True))
    record.says("POST", "/interactions/1/t/callback", line(OURS, flags=0))
    record.says("POST", f"/channels/{ADAS_DM}/messages", line(OURS)["data"])
    assert len(list(links.complaints(record))) == 2


def chooses(record: Record, page: dict[str, Any], answer: int) -> None:
    chosen = {"custom_id": "pick///", "component_type": 3, "values": ["1"]}
    given = asked(shared=False) | {"data": chosen, "message": page | {"id": PAGE}}
    record.hears("INTERACTION_CREATE", given)
    record.says("POST", "/interactions/1/t/callback", {"type": answer, "data": {}})


def page_with(*ids: str) -> dict[str, Any]:
    parts = [{"type": 3 if id.startswith("pick") else 2, "custom_id": id} for id in ids]
    return {"components": [{"type": 1, "components": [part]} for part in parts]}


@pytest.mark.parametrize("answer", [4, 5, 9])
def test_a_menu_whose_page_is_as_it_was_goes_dead(record: Record, answer: int) -> None:
    chooses(record, page_with("pick///"), answer)
    assert len(list(menus.complaints(record))) == 1


@pytest.mark.parametrize("answer", [6, 7])
def test_one_whose_page_was_changed_does_not(record: Record, answer: int) -> None:
    chooses(record, page_with("pick///"), answer)
    assert not list(menus.complaints(record))


def test_nor_does_one_whose_page_is_gone(record: Record) -> None:
    chooses(record, page_with("pick///"), 4)
    record.says("DELETE", f"/channels/{ADAS_DM}/messages/{PAGE}", None)
    assert not list(menus.complaints(record))


def test_nor_what_stays_because_words_stand_on_it_nor_what_no_page_has(record: Record) -> None:
    chooses(record, page_with("pick///", "takeout///"), 4)
    assert not list(menus.complaints(record))
    other = Record(whose_dm={ADAS_DM: ADA}.get)
    chooses(other, page_with("something///"), PRESS)
    assert not list(menus.complaints(other))
