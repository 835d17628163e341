"""What may be said where everybody sees it, and to somebody who is not asking: next to nothing."""

from pathlib import Path
from typing import Any

import pytest

from tests.actors import House
from tests.invariants import unasked
from tests.invariants.record import PRESS, SLASH, TYPING, Record
from tests.invariants.tests.herald import CARD, Herald, Slip, herald

A_MINUTE = 60


async def complaints_about(slip: Slip, folder: Path) -> str:
    async with House(herald(slip), folder) as house:
        with house.env.time_context():
            ada, ben = house.person("Ada"), house.person("Ben")
            ada.manages_the_server()
            if slip is Slip.CARD_FOR_ANYBODY:
                await ben.runs("/card")
            else:
                await ada.runs("/card")
            await ben.presses(CARD["button"])
            for person in (ada, ben):
                await person.sees_choices("reminder", "place", "berl")
                await person.sees_choices("reminder", "place", "near the old mill")
            await ben.runs("reminder", place="Europe/Berlin")
            for person in (ada, ben):
                await person.sees_choices("reminder", "place", "brussels")
            await house.passes(A_MINUTE)
            bot = house.env.bot
            assert isinstance(bot, Herald)
            await bot.nudge(ben.id)
    return "\n".join(house.complaints())


async def test_a_bot_that_keeps_its_promises_is_left_in_peace(tmp_path: Path) -> None:
    assert await complaints_about(Slip.NONE, tmp_path) == ""


@pytest.mark.parametrize(
    ("slip", "noticed"),
    [
        (Slip.CARD_NAMES_SOMEBODY, "said where others can see it"),
        (Slip.CARD_NAMES_SOMEBODY, "everybody saw MESSAGE_CREATE"),
        (Slip.CARD_FOR_ANYBODY, "said where others can see it"),
        (Slip.CARD_IN_TWO_STEPS, "said where others can see it"),
        (Slip.CARD_WITHOUT_BEING_ASKED, "everybody saw MESSAGE_CREATE"),
        (Slip.CARD_OTHER_BUTTON, "said where others can see it"),
        (Slip.CARD_BUTTON_NAMES_SOMEBODY, "said where others can see it"),
        (Slip.CARD_IS_EDITED, "everybody saw MESSAGE_UPDATE"),
        (Slip.CARD_IS_EDITED, "said where others can see it: PATCH"),
        (Slip.CARD_IS_COUNTED_ON, "said where others can see it"),
        (Slip.CARD_IS_TURNED_INTO_A_PAGE, "everybody saw MESSAGE_UPDATE"),
        (Slip.PRESS_IS_ANSWERED_IN_PUBLIC, "everybody saw MESSAGE_CREATE"),
        (Slip.PRESS_IS_ANSWERED_IN_PUBLIC, "said where others can see it"),
        (Slip.OFFERS_WHAT_WAS_TYPED, "left by the wrong door"),
        (Slip.OFFERS_WHAT_WAS_CHOSEN, "depends on who asks"),
        (Slip.OFFERS_TOO_MUCH, "26 choices"),
        (Slip.NUDGES_WITH_A_REASON, "does not consist of a neutral line"),
        (Slip.NUDGES_ON_AND_ON, "does not consist of a neutral line"),
        (Slip.NUDGES_WITH_AN_EMBED, "carries embeds"),
        (Slip.NUDGES_WITH_A_TELLING_BUTTON, "a button says 'Open my check-in'"),
        (Slip.NUDGES_WITH_A_MENU, "holds a part of type 3"),
        (Slip.NUDGES_WITH_A_PAGE, "does not consist of a neutral line"),
    ],
)
async def test_a_broken_promise_is_noticed(slip: Slip, noticed: str, tmp_path: Path) -> None:
    assert noticed in await complaints_about(slip, tmp_path)


async def complaints_in_private_about(slip: Slip, folder: Path) -> str:
    async with House(herald(slip), folder) as house:
        with house.env.time_context():
            ada, ben = house.person("Ada"), house.person("Ben")
            await ben.runs("reminder", place="Europe/Berlin", where=ben.dm)
            for person in (ben, ada):
                for typed in ("bru", "the house by the lake"):
                    await person.sees_choices("reminder", "place", typed, where=person.dm)
    return "\n".join(house.complaints())


@pytest.mark.parametrize("slip", [Slip.OFFERS_WHAT_WAS_CHOSEN, Slip.OFFERS_WHAT_WAS_TYPED])
async def test_in_their_own_chat_somebody_may_be_offered_what_they_gave(
    slip: Slip, tmp_path: Path
) -> None:
    assert await complaints_in_private_about(slip, tmp_path) == ""


async def test_but_not_what_somebody_else_gave(tmp_path: Path) -> None:
    noticed = await complaints_in_private_about(Slip.OFFERS_WHAT_ANOTHER_CHOSE, tmp_path)
    assert "depends on who asks" in noticed


ADA, BOT, ADAS_DM = 1, 99, 11
PAGE = {"flags": 1 << 12 | 1 << 15, "components": [{"type": 10, "content": "Where now?"}]}


def at(seconds: float) -> str:
    """An id that was given then."""
    return str(int(seconds * 1000) << 22)


def message(author: int, seconds: float) -> dict[str, Any]:
    return {"id": at(seconds), "channel_id": ADAS_DM, "author": {"id": author}} | PAGE


def did(seconds: float, kind: int) -> dict[str, Any]:
    asked = {"id": at(seconds), "type": kind, "token": at(seconds), "guild_id": "5"}
    return asked | {"member": {"user": {"id": str(ADA)}}}


@pytest.mark.parametrize(
    ("event", "before", "fine"),
    [
        ("INTERACTION_CREATE", did(100, SLASH), True),
        ("INTERACTION_CREATE", did(100, PRESS), True),
        ("MESSAGE_CREATE", message(ADA, 100), True),
        ("INTERACTION_CREATE", did(94, SLASH), False),
        ("MESSAGE_CREATE", message(ADA, 94), False),
        ("INTERACTION_CREATE", did(109, TYPING), False),
    ],
)
def test_a_page_comes_only_right_after_its_person_did_something(
    event: str, before: dict[str, Any], *, fine: bool
) -> None:
    record = Record(whose_dm={ADAS_DM: ADA}.get)
    record.hears(event, before)
    record.says("POST", f"/channels/{ADAS_DM}/messages", PAGE)
    record.hears("MESSAGE_CREATE", message(BOT, 110))
    assert (not list(unasked.complaints(record))) == fine
