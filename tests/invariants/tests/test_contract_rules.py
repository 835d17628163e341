"""The contract refuses what Discord would refuse, and takes what Discord takes."""

from typing import Any

import pytest

from tests.invariants import contract
from tests.invariants.description import description
from tests.invariants.record import FORM, PRESS, SLASH, TYPING, Record

Part = dict[str, Any]

TEXT: Part = {"type": 10, "content": "What has this been like for you?"}
BUTTON: Part = {"type": 2, "style": 1, "label": "Write", "custom_id": "write"}
OPTION: Part = {"label": "Body", "value": "body"}
INPUT: Part = {"type": 4, "style": 2, "custom_id": "words"}
V2 = 32768


def row(*buttons: Part) -> Part:
    return {"type": 1, "components": list(buttons)}


def menu(**other: object) -> Part:
    return {"type": 3, "custom_id": "menu", "options": [OPTION]} | other


def page(*parts: Part, flags: int = V2, **other: object) -> Part:
    return {"components": list(parts), "flags": flags} | other


def form(*parts: Part, **other: object) -> Part:
    return {"title": "Write", "custom_id": "form", "components": list(parts)} | other


def label(component: Part, text: str = "In your own words", **other: object) -> Part:
    return {"type": 18, "label": text, "component": component} | other


def radio(n: int, **other: object) -> Part:
    options = [{"label": f"Choice {i}", "value": str(i)} for i in range(n)]
    return {"type": 21, "custom_id": "radio", "options": options} | other


def complaints(body: object, *, kind: int = PRESS, path: str = "") -> str:
    """What the contract says of one answer to a press on a page, or of one other request."""
    record = Record(whose_dm=lambda _: 7)
    asked: Part = {"type": kind, "token": "t", "user": {"id": "7"}, "context": 1}
    record.hears("INTERACTION_CREATE", asked | ({"message": {"flags": 0}} if kind != SLASH else {}))
    record.says("POST", path or "/interactions/1/t/callback", body)
    return "\n".join(contract.complaints(record))


def says(data: Part) -> Part:
    return {"type": 4, "data": data}


def opens(data: Part) -> Part:
    return {"type": 9, "data": data}


@pytest.mark.parametrize(
    "taken",
    [
        says(page(TEXT, row(BUTTON))),
        says(page(TEXT, row(menu()), {"type": 14, "divider": True})),
        says({"content": "Check your messages.", "flags": 64}),
        {"type": 7, "data": page(TEXT)},
        {"type": 5, "data": {"flags": 64}},
        {"type": 6},
        opens(form(label(INPUT), label(radio(2)), label(menu(required=False, min_values=0)))),
    ],
)
def test_what_discord_takes_is_taken(taken: Part) -> None:
    assert complaints(taken) == ""


@pytest.mark.parametrize(
    ("refused", "because"),
    [
        (says(page(TEXT, flags=64)), "without its flag"),
        (says(page(TEXT, content="and this")), "with content"),
        (says(page(*[{"type": 10, "content": "x" * 1001}] * 4)), "4004 characters in sum"),
        (says(page(*[row(BUTTON | {"custom_id": str(n)}) for n in range(21)])), "42 parts"),
        (says(page(row(BUTTON, BUTTON))), "stands there 2 times"),
        (says(page(row(BUTTON | {"label": ""}))), "neither label nor emoji"),
        (says(page(row(BUTTON | {"label": "x" * 81}))), "label has 81"),
        (says(page(row(BUTTON | {"custom_id": "x" * 101}))), "custom_id has 101"),
        (says(page(row(BUTTON | {"hint": "?"}))), "knows no 'hint'"),
        (says(page(row(BUTTON, menu()))), "beside a menu"),
        (says(page(row(*[BUTTON | {"custom_id": str(n)} for n in range(6)]))), "6 buttons"),
        (says(page(row(menu(options=[])))), "0 options"),
        (says(page(row(menu(options=[OPTION] * 2)))), "value 'body' stands there 2 times"),
        (says(page(row(menu(max_values=2)))), "1 to 2 of 1 options"),
        (says(page(row(menu(options=[OPTION | {"label": "x" * 101}])))), "label has 101"),
        (says(page({"type": 10, "content": " "})), "nothing in it"),
        (says({"content": "x" * 2001}), "2001 characters"),
        (says({}), "a message with nothing in it"),
        (opens(form(*[label(INPUT | {"custom_id": str(n)}) for n in range(6)])), "6 parts"),
        (opens(form()), "0 parts"),
        (opens(form(label(INPUT), title="x" * 46)), "title has 46"),
        (opens(form(label(INPUT, "x" * 46))), "label has 46"),
        (opens(form(label(INPUT, description="x" * 101))), "description has 101"),
        (opens(form(label(INPUT | {"value": "x" * 4001}))), "value has 4001"),
        (opens(form(label(INPUT | {"value": "x" * 9, "max_length": 8}))), "value has 9"),
        (opens(form(label(INPUT | {"label": "twice"}))), "knows no 'label'"),
        (opens(form(label(radio(1)))), "1 options, not 2"),
        (opens(form(label(radio(11)))), "11 options, not 2"),
        (opens(form(label(menu(disabled=True)))), "knows no 'disabled'"),
        (opens(form(label(menu(min_values=0)))), "required and yet may be empty"),
        (opens(form(row(BUTTON))), "can't hold a part 1"),
    ],
)
def test_what_discord_refuses_is_refused(refused: Part, because: str) -> None:
    said = complaints(refused)
    assert because in said


@pytest.mark.parametrize(
    ("kind", "answer", "because"),
    [
        (FORM, opens(form(label(INPUT))), "can't be the answer to a form"),
        (SLASH, {"type": 7, "data": page(TEXT)}, "no page to change"),
        (SLASH, {"type": 6}, "no page to change"),
    ],
)
def test_an_answer_has_to_fit_what_was_done(kind: int, answer: Part, because: str) -> None:
    assert because in complaints(answer, kind=kind)


def test_a_form_after_anything_else_is_refused() -> None:
    record = Record(whose_dm=lambda _: 7)
    record.hears("INTERACTION_CREATE", {"type": SLASH, "token": "t", "user": {"id": "7"}})
    record.says("POST", "/interactions/1/t/callback", {"type": 5, "data": {"flags": 64}})
    record.says("POST", "/interactions/1/t/callback", opens(form(label(INPUT))))
    assert "must be the first answer" in contract.complaints(record)[0]


def test_an_answer_to_each_of_two_deliveries_of_one_press_is_no_false_alarm() -> None:
    record = Record(whose_dm=lambda _: 7)
    for _ in range(2):
        record.hears("INTERACTION_CREATE", {"type": SLASH, "token": "t", "user": {"id": "7"}})
    record.says("POST", "/interactions/1/t/callback", {"type": 5, "data": {"flags": 64}})
    record.says("POST", "/interactions/1/t/callback", opens(form(label(INPUT))))
    assert contract.complaints(record) == []


@pytest.mark.skipif(description() is None, reason="Discord's description is not here")
@pytest.mark.parametrize(
    ("path", "body", "because"),
    [
        ("/channels/1/messages", {"content": 5}, 'content: 5 is not of types "null", "string"'),
        ("/channels/1/massages", {"content": "hello"}, "Discord has no POST"),
        ("/interactions/1/t/callback", opens(form(label(radio(0)))), "components/0/component/opt"),
        ("/interactions/1/t/callback", says(page(label(INPUT))), "is not valid under"),
        ("/users/@me/channels", {"recipient_id": "me"}, "recipient_id"),
    ],
)
def test_discords_own_description_is_asked_and_says_where(
    path: str, body: Part, because: str
) -> None:
    assert because in complaints(body, path=path)


@pytest.mark.skipif(description() is None, reason="Discord's description is not here")
def test_what_discord_py_sends_and_discord_takes_is_no_false_alarm() -> None:
    assert complaints({"recipient_id": 10**18}, path="/users/@me/channels") == ""


CHOICE: Part = {"name": "Berlin", "value": "Europe/Berlin"}


def offers(*choices: Part) -> Part:
    return {"type": 8, "data": {"choices": list(choices)}}


def test_choices_are_taken() -> None:
    assert complaints(offers(CHOICE), kind=TYPING) == ""
    assert complaints(offers(), kind=TYPING) == ""


@pytest.mark.parametrize(
    ("refused", "because"),
    [
        (offers(*[{"name": f"{n}", "value": f"{n}"} for n in range(26)]), "26 choices"),
        (offers(CHOICE, CHOICE), "two choices look alike"),
        (offers(CHOICE | {"name": ""}), "name has 0"),
        (offers(CHOICE | {"name": "x" * 101}), "name has 101"),
        (offers(CHOICE | {"value": "x" * 101}), "value has 101"),
        (offers(CHOICE | {"value": 5}), "the value of a choice is no text"),
        (offers(CHOICE | {"hint": "?"}), "knows no 'hint'"),
        (says(page(TEXT)), "choices are the answer to typing"),
    ],
)
def test_choices_discord_refuses_are_refused(refused: Part, because: str) -> None:
    assert because in complaints(refused, kind=TYPING)


def test_choices_are_no_answer_to_anything_else() -> None:
    assert "choices are the answer to typing" in complaints(offers(CHOICE), kind=SLASH)


def test_a_mark_that_is_too_long_is_refused() -> None:
    page = {"content": "Got half a minute?", "nonce": "x" * 26}
    assert "nonce has 26" in complaints(page, path="/channels/1/messages")
