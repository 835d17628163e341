"""One card in a channel: fixed texts, pressed by whoever likes, seen by nobody else."""

import pytest

from bot.discord.client import QuietPage
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.walks import LIBRARY

say = LIBRARY.say
# As Discord counts them: where a command is offered, and how an application comes along.
SERVER, OWN_CHAT, GUILD_INSTALL = 0, 1, 0


async def test_somebody_who_manages_the_server_posts_it(ada: Person) -> None:
    ada.manages_the_server()
    await ada.runs("/card")
    assert say("server_card.title") in ada.whisper.text
    assert ada.whisper.buttons == [say("server_card.button")]
    assert not ada.whisper.hidden


async def test_nobody_else_can(ada: Person, ben: Person, house: House) -> None:
    ada.manages_the_server()
    assert isinstance(house.env.bot, QuietPage)
    (card,) = [c for c in await house.env.bot.tree.fetch_commands() if c.name == "card"]
    # Servers can let anybody use a command; we don't go by that.
    house.guild.set_command_permissions(card, {ben.member: True})
    await ben.runs("/card")
    assert ben.whisper.text == say("notices.not_yours_to_post")
    assert ben.whisper.hidden
    assert not ada.sees


async def test_it_is_offered_in_servers_alone_and_all_else_in_private_chats_too(
    house: House,
) -> None:
    (told,) = [r.json for r in house.env.backend.http_requests if r.method == "PUT"]
    assert told
    for command in told:
        where = [SERVER] if command["name"] == "card" else [SERVER, OWN_CHAT]
        assert command["contexts"] == where, command["name"]
        assert command["integration_types"] == [GUILD_INSTALL], command["name"]


async def test_pressing_it_begins_in_private_and_changes_nothing_for_others(
    ada: Person, ben: Person
) -> None:
    ada.manages_the_server()
    await ada.runs("/card")
    before = ada.whisper
    await ben.presses(say("server_card.button"))
    assert say("menu.ask") in ben.page.text
    assert ben.whisper.text == say("notices.check_your_messages")
    assert ada.sees == [before], "nobody sees that he did"


async def test_it_still_works_for_somebody_with_closed_doors(ada: Person, ben: Person) -> None:
    ada.manages_the_server()
    await ada.runs("/card")
    ben.dms_closed()
    await ben.presses(say("server_card.button"))
    assert say("notices.dms_are_closed") in ben.whisper.text
    await ben.presses("Carry on here")
    assert say("menu.ask") in ben.whisper.text
    assert ben.whisper.hidden
    assert len(ada.sees) == 1


async def test_it_works_after_a_restart(ada: Person, ben: Person, house: House) -> None:
    ada.manages_the_server()
    await ada.runs("/card")
    await house.restart()
    await ben.presses(say("server_card.button"))
    assert say("menu.ask") in ben.page.text


@pytest.mark.parametrize("press", ["clear///", "takeout///"])
async def test_nobody_takes_it_away_by_a_forged_press(
    ada: Person, ben: Person, house: House, monkeypatch: pytest.MonkeyPatch, press: str
) -> None:
    ada.manages_the_server()
    await ada.runs("/card")
    backend = house.env.backend
    there = backend.messages[ben.channel.id]
    [card] = [
        m for m in there.values() if m.author_id == backend.bot_user.id and not m.is_ephemeral
    ]
    forger = Forger(house, ben)
    monkeypatch.setattr(forger, "_page", lambda _: card)
    await forger.send([Forgery(press, where=Where.PUBLIC_IN_SERVER)])
    assert card.id in there
