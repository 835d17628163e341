"""What people do, as Discord tells it to the bot, and how the bot answered."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias

from simcord import interactions
from simcord.backend import serializers
from simcord.backend.models import Interaction, Message, ResponseKind

from tests.fake_discord import forms
from tests.fake_discord.chosen import Chosen
from tests.fake_discord.clock import MovedClock
from tests.fake_discord.forms import Given, Unfit
from tests.fake_discord.world import World
from tests.invariants.parts import BUTTON, SELECT, TEXT_INPUT, UPLOAD, every
from tests.invariants.words import Words

COMMAND, PRESS, TYPING, SUBMIT = 2, 3, 4, 5
# How long Discord waits for the bot, and a little for the way.
PATIENCE = 3.2
# How long for what was put off.
LONG_PATIENCE = 10.0
REFUSED = 400

Part: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the bot answered first. `kind` is None where Discord says "interaction failed"."""

    id: int
    kind: ResponseKind | None
    message: Message | None = None
    form: Part | None = None
    # What is offered for an option.
    choices: list[Part] | None = None

    @property
    def failed(self) -> bool:
        return self.kind is None


class Acts:
    """Turns what a person does into an interaction, and waits for its answer."""

    def __init__(self, world: World, words: Words, clock: MovedClock) -> None:
        self._world = world
        self.clock = clock
        self._words = words
        self._chosen = Chosen()
        # By id until answered; by token until what was deferred is there.
        self._waiting: dict[str, asyncio.Event] = {}
        self._deferred: dict[str, asyncio.Event] = {}

    def answered(self, method: str, path: str, status: int) -> None:
        """The stand-in tells of every request; some are answers."""
        event = None
        match path.strip("/").split("/"):
            case ["interactions", id, _, "callback"]:
                event = self._waiting.get(id)
            case ["webhooks", _, token, *_] if method != "GET":
                event = self._deferred.get(token)
        gone = method == "DELETE" and status == HTTPStatus.NOT_FOUND
        if event and (gone or 0 < status < REFUSED):
            event.set()

    async def finished(self, outcome: Outcome) -> Outcome:
        """Wait until what the bot put off is there."""
        record = self._world.backend.interactions[outcome.id]
        if record.deferred:
            await self.clock.within(LONG_PATIENCE, self._deferred[record.token])
        return self._outcome(record)

    async def slash(
        self, person: int, channel: int, name: str, options: Given | None = None
    ) -> Outcome:
        """Give a command, perhaps with something in its options."""
        command = self._command(person, channel, name)
        given = forms.options(command, options or {})
        for text in (options or {}).values():
            self._words.typed[text].add(person)
            self._words.chosen[text].add(person)
        data = {"id": command["id"], "name": name, "type": command["type"], "options": given}
        return await self._tell(COMMAND, person, channel, data)

    async def offers(
        self, person: int, channel: int, name: str, options: Given, focused: str
    ) -> Outcome:
        """Type into an option; what is offered for it stands in `choices`."""
        command = self._command(person, channel, name)
        given = forms.options(command, options, focused)
        if options[focused]:
            self._words.typed[options[focused]].add(person)
        data = {"id": command["id"], "name": name, "type": command["type"], "options": given}
        return await self._tell(TYPING, person, channel, data)

    async def press(self, person: int, message: Message, custom_id: str) -> Outcome:
        """Press a button."""
        part = _part(message, BUTTON, custom_id)
        data = {"custom_id": custom_id, "component_type": BUTTON, "id": part.get("id")}
        return await self._tell(PRESS, person, message.channel_id, data, message)

    async def choose(
        self, person: int, message: Message, custom_id: str, values: list[str]
    ) -> Outcome:
        """Choose in a menu."""
        part = _part(message, SELECT, custom_id)
        options = {option["value"]: option["label"] for option in part["options"]}
        least, most = part.get("min_values", 1), part.get("max_values", 1)
        if not least <= len(values) <= most or set(values) - set(options):
            raise Unfit(f"{least} to {most} of {list(options)} can be chosen, not {values}")
        if self._chosen.is_held_back(person, message, part, values):
            raise Unfit(f"{values} stands chosen there already, so Discord would send nothing")
        for value in values:
            self._words.chosen[options[value]].add(person)
        data = {"custom_id": custom_id, "component_type": SELECT, "id": part.get("id")}
        outcome = await self._tell(
            PRESS, person, message.channel_id, data | {"values": values}, message
        )
        self._chosen.note(person, message, part, values, outcome.kind)
        return outcome

    async def submit(self, person: int, opened: int, given: Given) -> Outcome:
        """Send the form that was the answer to an interaction."""
        asked = self._world.backend.interactions.get(opened)
        if asked is None or asked.modal is None or asked.user_id != person:
            raise Unfit("that form is not open")
        data = self._with_files(asked.channel_id, forms.submission(asked.modal, given))
        asked.modal_consumed = True
        self._note(person, data)
        source = asked.source_message_id
        messages = self._world.backend.messages[asked.channel_id]
        return await self._tell(
            SUBMIT, person, asked.channel_id, data, messages.get(source) if source else None
        )

    def _with_files(self, channel: int, data: Part) -> Part:
        """The same with the files that were given where the bot can have them."""
        resolved: Part = {}
        for part in every(data["components"]):
            if part["type"] == UPLOAD:
                part["values"] = [
                    interactions.store_interaction_attachment(
                        self._world.backend, channel, name, content, resolved
                    )
                    for name, content in part["values"]
                ]
        return data | {"resolved": resolved} if resolved else data

    def type(self, person: int, channel: int, text: str) -> Message:
        """Send an ordinary message."""
        if self._world.owner_of(channel) == person:
            self._words.typed[text].add(person)
        return self._world.backend.create_message(channel, person, text)

    def _command(self, person: int, channel: int, name: str) -> Part:
        commands = self._world.backend.visible_commands(user_id=person, channel_id=channel)
        command = next((c for c in commands if c["name"] == name), None)
        if command is None:
            raise Unfit(f"there is no /{name} here, but {[c['name'] for c in commands]}")
        return command

    async def _tell(
        self, kind: int, person: int, channel: int, data: Part, source: Message | None = None
    ) -> Outcome:
        backend = self._world.backend
        guild = backend.get_channel(channel).guild_id
        record, payload = interactions.base_payload(
            backend, type=kind, channel_id=channel, guild_id=guild, user_id=person, data=data
        )
        payload["authorizing_integration_owners"] = {"0": str(guild or 0)}
        if source is not None:
            record.source_message_id = source.id
            payload["message"] = dict(serializers.message_payload(backend, source))
        answered = self._waiting[str(record.id)] = asyncio.Event()
        self._deferred[record.token] = asyncio.Event()
        backend.emit("INTERACTION_CREATE", payload)
        try:
            await self.clock.within(PATIENCE, answered)
        except TimeoutError:
            return Outcome(record.id, None)
        finally:
            del self._waiting[str(record.id)]
        return self._outcome(record)

    def _outcome(self, record: Interaction) -> Outcome:
        messages = self._world.backend.messages[record.channel_id]
        message = messages.get(record.message_id) if record.message_id else None
        return Outcome(
            record.id, record.response_kind, message, record.modal, record.autocomplete_choices
        )

    def _note(self, person: int, data: Part) -> None:
        for part in every(data["components"]):
            if part["type"] == TEXT_INPUT and part["value"]:
                self._words.typed[part["value"]].add(person)


def _part(message: Message, kind: int, custom_id: str) -> Part:
    parts = [p for p in every(message.components) if p["type"] == kind]
    found = next((part for part in parts if part["custom_id"] == custom_id), None)
    if found is None:
        raise Unfit(f"nothing here is {custom_id!r}, but {[p.get('custom_id') for p in parts]}")
    if found.get("disabled"):
        raise Unfit(f"{custom_id!r} can't be pressed")
    return found
