"""What happened between Discord and the bot, in order, whichever stand-in saw it.

A stand-in tells what the bot heard and what it said; the record knows who was meant and
whether anybody else was looking.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.invariants.parts import MENUS, every

SLASH, PRESS, TYPING, FORM = 2, 3, 4, 5
SAYS, WAITS, WAITS_ON_PAGE, CHANGES_PAGE, OFFERS, OPENS_FORM = 4, 5, 6, 7, 8, 9
ONLY_FOR_ONE = 1 << 6
# Administrators, and those who may manage the server.
MANAGES = 1 << 3 | 1 << 5

# In Discord's words: the context of an interaction, and the type of a channel.
OWN_CHAT = 1

# channel -> the person whose private messages it is
WhoseDm = Callable[[int], int | None]
Body: TypeAlias = Any


@dataclass(slots=True)
class Interaction:
    """One thing a person did, and how the bot answered it first."""

    kind: int
    person: int
    private: bool
    on_page: bool
    page_is_hidden: bool = False
    id: str = ""
    # When it came, in milliseconds.
    at: int = 0
    command: str = ""
    # What stands in the command's options, by name.
    options: tuple[tuple[str, str], ...] = ()
    manages: bool = False
    # The page that was pressed; and the menu on it in which something was chosen.
    page: Mapping[str, Any] = field(default_factory=dict)
    chose: str = ""
    answer: int | None = None
    answered_for_one: bool = False
    # Discord repeats itself after a broken connection.
    event: int = 1
    answered: int = 0
    answered_with: Any = None

    def is_hidden(self, answer: int | None, flags: int) -> bool:
        """Whether only this person sees what such an answer leads to."""
        if answer in {WAITS_ON_PAGE, CHANGES_PAGE}:
            return self.page_is_hidden
        return answer in {OPENS_FORM, OFFERS} or bool(flags & ONLY_FOR_ONE)


@dataclass(frozen=True, slots=True)
class Said:
    """One request of the bot's."""

    method: str
    path: str
    body: Body
    # Whose private messages it went to; None: others may be looking, or it went nowhere.
    owner: int | None
    # Whether only one person saw it, though it was said where others are.
    hidden: bool
    # What the bot was answering, as it stood before this answer.
    asked: Interaction | None = None
    first: bool = False

    @property
    def is_speech(self) -> bool:
        """Whether it puts something before somebody, or could."""
        if self.method in {"GET", "DELETE"}:
            return False
        return self.asked is not None or self.path.startswith(("/channels/", "/guilds/"))

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.body}"


@dataclass(frozen=True, slots=True)
class Seen:
    """One event that everybody in a shared place got to see."""

    event: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message in somebody's own chat that was not the answer to an interaction."""

    message: Mapping[str, Any]
    owner: int
    # How long after the last thing they did, in seconds.
    after: float | None


@dataclass(slots=True)
class Record:
    """Fed in order by a stand-in, judged at the end by the locks."""

    whose_dm: WhoseDm
    said: list[Said] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)
    _asked: dict[str, Interaction] = field(default_factory=dict)
    # person -> when they last did something
    _did: dict[int, int] = field(default_factory=dict)

    def hears(self, event: str, payload: Mapping[str, Any]) -> None:
        """Discord told the bot, or a shared place, that something happened."""
        if event == "INTERACTION_CREATE" and payload["token"] in self._asked:
            self._asked[payload["token"]].event += 1
        elif event == "INTERACTION_CREATE":
            asked = self._asked[payload["token"]] = _interaction(payload)
            if asked.kind != TYPING:
                self._did[asked.person] = asked.at
        elif (owner := self.whose_dm(int(payload.get("channel_id") or 0))) is None:
            self.seen.append(Seen(event, payload))
        elif event == "MESSAGE_CREATE":
            self._arrives(payload, owner)

    def _arrives(self, message: Mapping[str, Any], owner: int) -> None:
        if int(message["author"]["id"]) == owner:
            self._did[owner] = _when(message)
        elif not message.get("interaction_metadata"):
            before = self._did.get(owner)
            after = None if before is None else (_when(message) - before) / 1000
            self.arrived.append(Arrived(message, owner, after))

    def in_options(self) -> Iterator[tuple[str, int]]:
        """What was typed into the options of commands, and by whom."""
        for asked in self._asked.values():
            yield from ((text, asked.person) for _, text in asked.options)

    def choices(self) -> Iterator[Interaction]:
        """Every choice in a menu that stood on its page."""
        yield from (asked for asked in self._asked.values() if asked.chose)

    def says(self, method: str, path: str, body: Body) -> None:
        """Note one request of the bot's. `path` is without the API's prefix and the query."""
        parts = path.strip("/").split("/")
        match parts:
            case ["interactions", _, token, "callback"]:
                asked = self._asked.get(token)
                self.said.append(self._answered(method, path, body, asked))
            case ["webhooks", _, token, *_] if token in self._asked:
                self.said.append(self._followed_up(method, path, body, self._asked[token]))
            case ["channels", channel, *_]:
                owner = self.whose_dm(int(channel))
                self.said.append(Said(method, path, body, owner, hidden=False))
            case _:
                self.said.append(Said(method, path, body, None, hidden=False))

    def _answered(
        self,
        method: str,
        path: str,
        body: Body,
        asked: Interaction | None,
    ) -> Said:
        if asked is None:
            return Said(method, path, body, None, hidden=False)
        data = body.get("data") or {}
        kind = body.get("type")
        hidden = asked.is_hidden(kind, int(data.get("flags") or 0))
        # The same once more: the line broke, and whoever said it can't know whether it got there.
        again = body == asked.answered_with
        first = again or asked.answered < asked.event
        asked.answered += not again
        asked.answered_with = body
        if asked.answer is None:
            asked.answer, asked.answered_for_one = kind, hidden
        # "Wait" changes nothing on the page that was pressed.
        silent = kind == WAITS_ON_PAGE
        return Said(method, path, body, _owner(asked), hidden or silent, asked, first)

    def _followed_up(
        self,
        method: str,
        path: str,
        body: Body,
        asked: Interaction,
    ) -> Said:
        # What follows a public "thinking…" is public, whatever its own flag says.
        flags = int((body or {}).get("flags") or 0)
        edits = "/messages/" in path or asked.answer == WAITS
        hidden = asked.answered_for_one if edits else bool(flags & ONLY_FOR_ONE)
        return Said(method, path, body, _owner(asked), hidden, asked)


def _owner(asked: Interaction) -> int | None:
    return asked.person if asked.private else None


def _interaction(payload: Mapping[str, Any]) -> Interaction:
    member = payload.get("member") or {}
    person = payload.get("user") or member["user"]
    data = payload.get("data") or {}
    return Interaction(
        kind=int(payload["type"]),
        person=int(person["id"]),
        private="guild_id" not in payload and _is_of_two(payload),
        on_page="message" in payload,
        page_is_hidden=bool(payload.get("message", {}).get("flags", 0) & ONLY_FOR_ONE),
        id=str(payload.get("id")),
        at=_when(payload),
        command=str(data.get("name") or ""),
        options=tuple((o["name"], str(o.get("value"))) for o in data.get("options") or []),
        manages=bool(int(member.get("permissions") or 0) & MANAGES),
        page=payload.get("message") or {},
        chose=_menu(payload),
    )


def _is_of_two(payload: Mapping[str, Any]) -> bool:
    """Whether it is somebody's own chat with the bot. Discord may leave out the first."""
    if "context" in payload:
        return bool(payload["context"] == OWN_CHAT)
    return bool((payload.get("channel") or {}).get("type") == OWN_CHAT)


def _menu(payload: Mapping[str, Any]) -> str:
    """The menu on the page in which something was chosen; empty, where nothing was."""
    data, page = payload.get("data") or {}, payload.get("message") or {}
    press = str(data.get("custom_id") or "")
    stands_there = press and press in {
        p.get("custom_id") for p in every(page.get("components") or [])
    }
    return press if stands_there and data.get("component_type") in MENUS else ""


def _when(thing: Mapping[str, Any]) -> int:
    """Discord's ids tell when they were given, in milliseconds."""
    return int(thing.get("id") or 0) >> 22
