"""The first lock: everything the bot asks of Discord, Discord would take, and no menu goes dead.

Discord's own description and our rules do not share an author; both must agree.
"""

from tests.invariants import menus, offers, rules
from tests.invariants.description import description
from tests.invariants.record import (
    CHANGES_PAGE,
    FORM,
    OFFERS,
    OPENS_FORM,
    SAYS,
    TYPING,
    WAITS_ON_PAGE,
    Record,
    Said,
)


def complaints(record: Record) -> list[str]:
    """What Discord would have refused, with the request it would have refused."""
    refused = [f"{line}\n    in {said}" for said in record.said for line in against(said)]
    return [*refused, *menus.complaints(record)]


def against(said: Said) -> list[str]:
    """What stands against one request."""
    known = description()
    theirs = known.complaints(said.method, said.path, said.body) if known else []
    return [*theirs, *_answer(said), *_shape(said)]


def _answer(said: Said) -> list[str]:
    asked = said.asked
    if asked is None or not said.path.endswith("/callback"):
        return []
    kind = said.body["type"]
    if (kind == OFFERS) != (asked.kind == TYPING):
        return ["choices are the answer to typing into an option, and to nothing else"]
    if kind == OPENS_FORM and asked.kind == FORM:
        return ["a form can't be the answer to a form"]
    if kind == OPENS_FORM and not said.first:
        return ["a form must be the first answer; this came after another one"]
    if kind in {WAITS_ON_PAGE, CHANGES_PAGE} and not asked.on_page:
        return ["there is no page to change: nothing on a page was pressed"]
    return []


def _shape(said: Said) -> list[str]:
    match said.method, said.path.strip("/").split("/"):
        case "POST", ["interactions", *_] if said.body["type"] == OPENS_FORM:
            return rules.form(said.body["data"])
        case "POST", ["interactions", *_] if said.body["type"] in {SAYS, CHANGES_PAGE}:
            return rules.page(said.body.get("data") or {}, new=said.body["type"] == SAYS)
        case "POST", ["interactions", *_] if said.body["type"] == OFFERS:
            return list(offers.wrong_with(said.body.get("data") or {}))
        case "POST", ["webhooks", _, _] | ["channels", _, "messages"]:
            return rules.page(said.body, new=True)
        case "PATCH", ["webhooks" | "channels", _, _, *_] if "/messages/" in said.path:
            return rules.page(said.body, new=False)
        case _:
            return []
