"""Somebody who uses the bot: what they do, and what they see.

Everything goes the way a real client would go; who presses a button that isn't there is told
what is there instead.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from uuid import uuid4

from discord import Permissions
from simcord import (
    ChannelHandle,
    Env,
    InteractionResult,
    MemberActor,
    ResponseMessage,
    UserHandle,
    actors,
)
from simcord.backend.models import Message

from tests.actors.page import Field, Form, Page, Part, form_of, only
from tests.fake_discord.chosen import Chosen
from tests.fake_discord.posting import complete_simcord, lose_an_answer
from tests.fake_discord.speaking import speaks
from tests.invariants.parts import BUTTON, every
from tests.invariants.words import Words

Filled = Mapping[str, str | list[str]]


class Person:
    """One member of the server, with private messages of their own."""

    def __init__(self, env: Env, member: MemberActor, channel: ChannelHandle, words: Words) -> None:
        complete_simcord()
        self.id = member.id
        self.name = member.name
        self.member = member
        self.channel = channel
        self._env = env
        self._words = words
        self._open: InteractionResult | None = None
        self._chosen = Chosen()
        # (command, option) -> what was offered last, by name
        self._offered: dict[tuple[str, str], dict[str, str]] = {}
        self._now = count(1)
        # How often they tapped: on a button, on a menu to open it, on each option, to send a form.
        self.taps = 0
        # message -> how it looked, and when that was first so
        self._looks: dict[int, tuple[str, int]] = {}

    # what they do

    async def runs(
        self, command: str, /, *, where: ChannelHandle | None = None, **options: str
    ) -> None:
        """Give a slash command: in the server's channel, or `where=ada.dm`.

        An option takes a choice that was just seen for it, or any text.
        """
        name = command.removeprefix("/")
        place = where or self.channel
        for option, given in options.items():
            self._words.typed[given].add(self.id)
            self._words.chosen[given].add(self.id)
            options[option] = self._offered.get((name, option), {}).get(given, given)
        if place.id == self.dm.id:
            self._answered(await self.member.user.slash(name, **options))
        else:
            self._answered(await self.member.slash(place, name, **options))

    async def sees_choices(
        self, command: str, option: str, typed: str, *, where: ChannelHandle | None = None
    ) -> list[str]:
        """Type into an option of a command; what is offered."""
        name = command.removeprefix("/")
        place = where or self.channel
        if typed:
            self._words.typed[typed].add(self.id)
        if place.id == self.dm.id:
            await self.member.user.autocomplete(name, option, typed)
        else:
            await self.member.autocomplete(place, name, option, typed)
        choices = list(self._env.backend.interactions.values())[-1].autocomplete_choices
        assert choices is not None, f"'Loading options failed', says Discord to {self.name}"
        offered = {str(choice["name"]): str(choice["value"]) for choice in choices}
        self._offered[name, option] = offered
        return list(offered)

    def speaks(self, language: str) -> None:
        """From now on they have Discord in this language: de, es-419."""
        speaks(self._env.backend, self.id, language)

    def manages_the_server(self) -> None:
        """From now on they have the permission Manage Server."""
        guild = self.member.guild
        role = guild.create_role("Keeper", permissions=Permissions(manage_guild=True))
        self._env.backend.add_member_role(guild.id, self.id, role.id)

    async def presses(self, label: str, *, on: Page | None = None) -> None:
        """Press a button: on the page that changed last and has it, or on an old one."""
        self.taps += 1
        page = on or self._page_with(label)
        press = str(page.button(label)["custom_id"])
        actor, message = self._at(page)
        if press in str(message.components):
            self._answered(await actor.click(message, custom_id=press))
        else:
            # Their screen has not caught up: the page was changed elsewhere.
            await self._sends(page, press)

    async def forges(self, press: str) -> None:
        """Send a press that no page of theirs offers, as if it stood on the newest one."""
        await self._sends(self.page, press)

    async def chooses(self, menu: str, *options: str, on: Page | None = None) -> None:
        """Choose in a menu: `menu` is its placeholder, or the one option to choose."""
        page = on or self._page_with(menu)
        part = page.menu(menu)
        chosen = [only(o, part["options"], lambda p: p["label"], page) for o in options or [menu]]
        for option in chosen:
            self._words.chosen[option["label"]].add(self.id)
        values = [option["value"] for option in chosen]
        self.taps += 1 + len(values)
        actor, message = self._at(page)
        assert not self.stands_chosen(part, values, on=page), (
            f"{chosen[0]['label']!r} stands chosen there already, so Discord sends nothing:\n{page}"
        )
        result = await actor.select(message, values, custom_id=part["custom_id"])
        answer = result._interaction.response_kind
        if self._places(page):
            self._chosen.note(self.id, self._stored(page), part, values, answer)
        self._answered(result)

    def stands_chosen(self, menu: Part, values: Sequence[str], *, on: Page) -> bool:
        """Whether just these are chosen in the menu already: chosen again, nothing is sent."""
        return self._chosen.is_held_back(self.id, self._stored(on), menu, values)

    async def writes(self, fields: Filled | None = None, *, by: str | None = None) -> None:
        """Fill in the open form and send it. None open: press the main button, or `by`, first.

        Without fields, every place to write gets a new sentence of their own.
        """
        if self._open is None:
            mains = [page.main_button for page in self.sees if page.main_button is not None]
            assert by or mains, f"no button stands out before {self.name}:\n{self}"
            await self.presses(by or mains[-1])
        form, opened = self.form, self._open
        assert opened is not None
        if fields is None:
            fields = {
                field.key: self.sentence()[: field.part.get("max_length")]
                for field in form.fields
                if field.is_text
            }
        given = {form.field(name).key: value for name, value in fields.items()}
        for key, value in given.items():
            self._note(form.field(key), value)
            self.taps += form.field(key).taps(value)
        self.taps += 1
        values = {f.key: f.filled(given.get(f.key, f.value)) for f in form.fields}
        actor = self.member if opened._interaction.guild_id else self.member.user
        self._open = None
        self._answered(await actor.submit_modal(opened, values))

    async def gives_a_file(self, content: bytes, name: str = "notes.json") -> None:
        """Give a file in the open form and send it."""
        (field,), opened = self.form.fields, self._open
        assert opened is not None
        actor = self.member if opened._interaction.guild_id else self.member.user
        self._open = None
        self._answered(await actor.submit_modal(opened, {field.key: [(name, content)]}))

    async def types(self, text: str) -> None:
        """Send a plain message to the bot."""
        self._words.typed[text].add(self.id)
        await self.member.user.send_dm(text)

    async def types_at_once(self, *texts: str) -> None:
        """Send plain messages from as many devices at the same moment."""
        for text in texts:
            self._words.typed[text].add(self.id)
            self._env.backend.create_message(self.dm.id, self.id, text)
        await self._env.settle()

    def sentence(self) -> str:
        """Something nobody else ever wrote, be it cut short."""
        return f"{uuid4().hex[:16]} is what {self.name} never told anyone"

    def dms_closed(self, status: int = 403, code: int = 50007, *, times: int | None = None) -> None:
        """From now on, or so many times, nothing can be sent to this person; why not."""
        path = f"/channels/{self.dm.id}/messages"
        message = "Cannot send messages to this user"
        self._env.inject_error("POST", path, status=status, code=code, message=message, times=times)

    def loses_an_answer(self) -> None:
        """The next message reaches this person, but the bot is told that it failed."""
        lose_an_answer(self._env.backend, self.dm.id)

    def dms_open(self) -> None:
        """From now on it can again."""
        path = f"/channels/{self.dm.id}/messages"
        faults = self._env.backend.faults
        faults[:] = [fault for fault in faults if fault["path"] != path]

    # what they see

    @property
    def dm(self) -> ChannelHandle:
        return self.member.user.dm_channel

    @property
    def inbox(self) -> list[Page]:
        """The bot's pages in their private messages, oldest first."""
        return [self._read(message) for message in self._from_bot() if self._is_private(message)]

    @property
    def page(self) -> Page:
        """The newest page in their private messages."""
        assert self.inbox, f"{self.name} has no message from the bot"
        return self.inbox[-1]

    @property
    def whisper(self) -> Page:
        """The newest answer in the server that only they can see."""
        found = [self._read(m) for m in self._from_bot() if not self._is_private(m)]
        assert found, f"nothing was said to {self.name} in the server"
        return found[-1]

    @property
    def sees(self) -> list[Page]:
        """Every page before them, the one that changed last at the end."""
        self._look()
        messages = sorted(self._from_bot(), key=lambda message: self._looks[message.id][1])
        return [self._read(message) for message in messages]

    @property
    def is_writing(self) -> bool:
        """Whether a form is open."""
        return self._open is not None

    @property
    def form(self) -> Form:
        """The form that is open."""
        assert self._open is not None, f"no form is open before {self.name}, but\n{self}"
        return form_of(self._open.modal or {})

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file in their private messages; of two with one name, the newer."""
        return {name: content for page in self.inbox for name, content in page.files.items()}

    def __str__(self) -> str:
        return "\n".join(str(page) for page in self.sees) or f"{self.name} sees nothing"

    # how

    def _page_with(self, name: str) -> Page:
        pages = self.sees
        having = [p for p in pages if p.has(name, exactly=True)] or [
            p for p in pages if p.has(name)
        ]
        assert having, f"nothing is called {name!r} before {self.name}:\n{self}"
        return having[-1]

    async def _sends(self, page: Page, press: str) -> None:
        actor, message = self._at(page)
        stored = self._env.backend.get_message(message.channel_id, message.id)
        data = {"component_type": BUTTON, "custom_id": press}
        self._answered(await actors._component_interaction(actor, stored, data))

    def _answered(self, result: InteractionResult) -> None:
        interaction = result._interaction
        assert result.acknowledged, f"'This interaction failed', says Discord to {self.name}"
        assert not interaction.loading, f"'Thinking…', says Discord to {self.name}, for ever"
        self._open = result if result.modal else None
        self._look()

    def _note(self, field: Field, value: str | list[str]) -> None:
        known = self._words.typed if field.is_text else self._words.chosen
        for text in [value] if isinstance(value, str) else value:
            known[text].add(self.id)

    def _look(self) -> None:
        """Notice what has changed: pages are edited in place, and some without any event."""
        for message in self._from_bot():
            looks = repr((message.content, message.components, message.attachments))
            if self._looks.get(message.id, ("", 0))[0] != looks:
                self._looks[message.id] = (looks, next(self._now))

    def _from_bot(self) -> list[Message]:
        backend = self._env.backend
        messages = [
            m for place in (self.dm, self.channel) for m in self._messages(place.id).values()
        ]
        visible = [m for m in messages if m.visible_to(self.id)]
        return sorted(
            (m for m in visible if m.author_id == backend.bot_user.id), key=lambda m: m.id
        )

    def _is_private(self, message: Message) -> bool:
        return message.channel_id == self.dm.id

    def _at(self, page: Page) -> tuple[MemberActor | UserHandle, ResponseMessage]:
        places = self._places(page)
        assert places, f"this page is not there any more:\n{page}"
        actor = self.member.user if places[0] == self.dm.id else self.member
        return actor, ResponseMessage(self._env, self._stored(page))

    def _places(self, page: Page) -> list[int]:
        """Where it is; nowhere, once another has taken its place."""
        return [c for c in (self.dm.id, self.channel.id) if page.id in self._messages(c)]

    def _stored(self, page: Page) -> Message:
        place = self.dm if page.id in self._messages(self.dm.id) else self.channel
        return self._env.backend.get_message(place.id, page.id)

    def _messages(self, channel: int) -> Mapping[int, Message]:
        return self._env.backend.messages.get(channel, {})

    def _read(self, message: Message) -> Page:
        texts = [message.content]
        texts += [part["content"] for part in every(message.components) if "content" in part]
        cdn = self._env.backend.cdn
        return Page(
            id=message.id,
            text="\n".join(text for text in texts if text),
            parts=tuple(message.components),
            files={a["filename"]: cdn.get(a["url"]) or b"" for a in message.attachments},
            hidden=message.is_ephemeral,
        )
