"""What happened between Discord and the bot, in order, whichever stand-in saw it.

A stand-in tells what the bot heard and what it said; the record knows who was meant and
whether anybody else was looking.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

SLASH, PRESS, FORM = 2, 3, 5
SAYS, WAITS, WAITS_ON_PAGE, CHANGES_PAGE, OPENS_FORM = 4, 5, 6, 7, 9
ONLY_FOR_ONE = 1 << 6

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
    answer: int | None = None
    answered_for_one: bool = False
    # Discord repeats itself after a broken connection.
    heard: int = 1
    answered: int = 0

    def is_hidden(self, answer: int | None, flags: int) -> bool:
        """Whether only this person sees what such an answer leads to."""
        if answer in {WAITS_ON_PAGE, CHANGES_PAGE}:
            return self.page_is_hidden
        return answer == OPENS_FORM or bool(flags & ONLY_FOR_ONE)


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


@dataclass(slots=True)
class Record:
    """Fed in order by a stand-in, judged at the end by the locks."""

    whose_dm: WhoseDm
    said: list[Said] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    _asked: dict[str, Interaction] = field(default_factory=dict)

    def hears(self, event: str, payload: Mapping[str, Any]) -> None:
        """Discord told the bot, or a shared place, that something happened."""
        if event == "INTERACTION_CREATE" and payload["token"] in self._asked:
            self._asked[payload["token"]].heard += 1
        elif event == "INTERACTION_CREATE":
            private = "guild_id" not in payload and payload.get("context") == 1
            person = payload.get("user") or payload["member"]["user"]
            self._asked[payload["token"]] = Interaction(
                kind=int(payload["type"]),
                person=int(person["id"]),
                private=private,
                on_page="message" in payload,
                page_is_hidden=bool(payload.get("message", {}).get("flags", 0) & ONLY_FOR_ONE),
            )
        elif "channel_id" not in payload or self.whose_dm(int(payload["channel_id"])) is None:
            self.seen.append(Seen(event, payload))

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
        first = asked.answered < asked.heard
        asked.answered += 1
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
