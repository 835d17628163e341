"""Somebody who sends what no real client would: other people's presses, old ones, nonsense.

Straight to the bot, past everything that holds an honest client back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from simcord import interactions
from simcord.backend import serializers
from simcord.backend.models import Interaction, Message

from tests.actors.house import House
from tests.actors.person import Person
from tests.invariants.parts import BUTTON, LABEL, SELECT, TEXT, TEXT_INPUT
from tests.invariants.record import FORM, ONLY_FOR_ONE, PRESS
from tests.invariants.rules import V2

# As Discord tells them: a chat of several people, and what was pressed there.
GROUP_CHAT, IN_A_GROUP_CHAT = 3, 2


class Where(Enum):
    """What it is claimed to have been pressed on."""

    IN_DM = auto()
    HIDDEN_IN_SERVER = auto()
    PUBLIC_IN_SERVER = auto()
    IN_GROUP = auto()


IN_SERVER = frozenset({Where.HIDDEN_IN_SERVER, Where.PUBLIC_IN_SERVER})


@dataclass(frozen=True, slots=True)
class Forgery:
    """One interaction, as it is claimed to be."""

    custom_id: str
    # None: a button. Otherwise what was chosen in a menu.
    values: Sequence[str] | None = None
    # None: pressed on a page. Otherwise a form: field -> text, choices, or anything at all.
    fields: dict[str, Any] | None = None
    where: Where = Where.IN_DM
    times: int = 1
    # Whether Discord leaves out in what kind of place it was.
    untold: bool = False

    def payload(self) -> dict[str, Any]:
        """The `data` of it, as it comes over the wire."""
        if self.fields is not None:
            labels = [
                {
                    "type": LABEL,
                    "id": n,
                    "component": {"custom_id": key, "id": 50 + n} | _given(value),
                }
                for n, (key, value) in enumerate(self.fields.items(), 1)
            ]
            return {"custom_id": self.custom_id, "components": labels}
        if self.values is not None:
            return {"custom_id": self.custom_id, "component_type": SELECT, "values": [*self.values]}
        return {"custom_id": self.custom_id, "component_type": BUTTON}


@dataclass(slots=True)
class Answer:
    """What came of a forgery."""

    forgery: Forgery
    interaction: Interaction
    text: str = ""
    # Nothing can be answered on a page that was cleared away in the meantime.
    page_is_gone: bool = False


class Forger:
    """One person's account in bad hands."""

    def __init__(self, house: House, person: Person) -> None:
        self.house = house
        self.person = person
        self.sent: list[Answer] = []

    async def send(self, forgeries: Sequence[Forgery]) -> list[Answer]:
        """All at once, as a crowd of clients would; wait until the bot has dealt with them."""
        wanted = {forgery.where for forgery in forgeries}
        pages = {where: self._page(where) for where in Where if where in wanted}
        answers = [Answer(f, self._emit(f, pages[f.where])) for f in forgeries]
        await self.house.env.settle()
        for answer in answers:
            answer.text = self._shown(answer.interaction)
            there = self._there(answer.interaction)
            answer.page_is_gone = pages[answer.forgery.where].id not in there
        self.sent += answers
        return answers

    def _page(self, where: Where) -> Message:
        """Something of the bot's to claim it was pressed on."""
        backend = self.house.env.backend
        whose = serializers.user_payload(backend.users[self.person.id])
        asked = {"id": "1", "type": 2, "user": whose, "authorizing_integration_owners": {}}
        return backend.create_message(
            (self.person.dm if where is Where.IN_DM else self.person.channel).id,
            backend.bot_user.id,
            components=[{"type": TEXT, "content": "an old page"}],
            flags=V2 | ONLY_FOR_ONE if where is Where.HIDDEN_IN_SERVER else V2,
            interaction_metadata=None if where is Where.IN_DM else asked,
            broadcast=False,
        )

    def _emit(self, forgery: Forgery, page: Message) -> Interaction:
        backend = self.house.env.backend
        record, payload = interactions.base_payload(
            backend,
            type=PRESS if forgery.fields is None else FORM,
            channel_id=page.channel_id,
            guild_id=self.house.guild.id if forgery.where in IN_SERVER else None,
            user_id=self.person.id,
            data=forgery.payload(),
        )
        if forgery.where is Where.IN_GROUP:
            # The stand-in has no such chats: the channel of everybody is called one.
            payload["context"] = IN_A_GROUP_CHAT
            payload["channel"] = payload["channel"] | {"type": GROUP_CHAT, "recipients": []}
        if forgery.untold:
            del payload["context"]
        record.source_message_id = page.id
        payload["message"] = serializers.message_payload(backend, page)
        for _ in range(forgery.times):
            backend.emit("INTERACTION_CREATE", payload)
        return record

    def _shown(self, record: Interaction) -> str:
        """Everything the account's holder now reads because of it."""
        ids = [record.message_id, *record.followup_ids]
        messages = [self._there(record).get(id or 0) for id in ids]
        contents = [m.content + str(m.components) for m in messages if m]
        return "\n".join([*contents, str(record.modal or "")])

    def _there(self, record: Interaction) -> dict[int, Message]:
        return self.house.env.backend.messages[record.channel_id]


def _given(value: object) -> dict[str, Any]:
    if isinstance(value, list):
        return {"type": SELECT, "values": value}
    return {"type": TEXT_INPUT, "value": value}
