"""What a feature is given to work with, and what it says of itself."""

import os
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, TypeAlias, TypeVar

from bot.content import Library
from bot.content.date_style import DateStyle, style_of
from bot.instance import Instance
from bot.kept.codecs import TAG
from bot.kept.item import KeptItem
from bot.kept.preferences import preferences
from bot.languages import Languages
from bot.person import Address, PersonId
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import UTC_ZONE, local
from bot.store import Session, Store, StoreUnavailable
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import Card, PrivateDoor, RecipientUnreachable, Reply
from bot.ui.press import Press

# Bytes, of an id; and in what tells one opening of a form from another.
ID, NONCE = 16, 3


@dataclass(frozen=True, slots=True)
class Context:
    """What every feature works with."""

    store: Store
    languages: Languages
    instance: Instance
    door: PrivateDoor
    # Now, in UTC.
    now: Callable[[], datetime]

    @property
    def library(self) -> Library:
        """Every text, in the language of whoever is answered."""
        return self.languages.library

    async def zone_of(self, person: PersonId) -> str | None:
        """The id of the zone they are in, as far as anything they asked for tells; None: unread."""
        try:
            return await self.store.reminders.zone_of(person) or UTC_ZONE
        except StoreUnavailable:
            # Help is there all the same; whatever has to know the day fails.
            return None

    async def today_of(self, person: PersonId) -> date:
        """The day where they are. Raises StoreUnavailable where that could not be read."""
        return self.day(await self.zone_of(person))

    def day(self, zone: str | None) -> date:
        """The day in a zone. Raises StoreUnavailable where that zone could not be read."""
        if zone is None:
            raise StoreUnavailable("where they are could not be read")
        return local(zone, self.now()).date()

    async def address_of(self, person: PersonId) -> Address | None:
        """Their chat, opened while they are here; None where it is closed. Never inside a turn."""
        try:
            return await self.door.address_of(person)
        except RecipientUnreachable:
            return None


class Answering(Protocol):
    """What answers commands and presses, as far as a turn knows it."""

    async def follow(self, turn: "Turn", event: Event) -> "Response":
        """What a press comes to, in this turn."""

    async def open(self, turn: "Turn", name: str) -> "Response":
        """What a command comes to, in this turn."""


@dataclass(slots=True)
class Turn:
    """One press or command of one person, with their session open. It is opened once."""

    at: Context
    registry: "Registry"
    router: Answering
    person: PersonId
    session: Session
    # The id of the zone they are in; None: it could not be read.
    zone: str | None
    # What was found out before the turn, by an action that says so; or how that failed.
    found: Any = None
    # The language they have Discord in, by its name there.
    language: str = ""
    # Whether what time has brought about was seen to.
    begun: bool = False
    # Nudges taken out in this turn: put back should it fail, where what they are about is kept.
    taken_out: list[Reminder] = field(default_factory=list)
    # And those that were put in: taken out again should it fail.
    put_in: list[Reminder] = field(default_factory=list)
    # Every text, with dates and times as they read them.
    library: Library = field(init=False)

    def __post_init__(self) -> None:
        self.read_anew()

    def read_anew(self) -> None:
        """In the language that is spoken from now on."""
        self.library = self.at.library.for_reader(self._style)

    async def follow(self, event: Event, press: Press) -> "Response":
        """What another press would come to, in this same turn."""
        return await self.router.follow(self, replace(event, press=press))

    async def open(self, name: str) -> "Response":
        """What a command would come to, in this same turn."""
        return await self.router.open(self, name)

    @property
    def prepared(self) -> Any:  # noqa: ANN401 - whatever the action's `before` gives
        """What was found out before the turn. Raises what went wrong, once it is asked for."""
        if isinstance(self.found, Exception):
            raise self.found
        return self.found

    def _style(self) -> DateStyle:
        written = self.at.library.language
        return style_of(self.language, preferences(self.session).clock, written)

    @property
    def now(self) -> datetime:
        """Now, in UTC."""
        return self.at.now()

    @property
    def today(self) -> date:
        """The day where they are. Raises StoreUnavailable where that could not be read."""
        return self.at.day(self.zone)

    def things(self, ids: Iterable[bytes]) -> list[KeptItem]:
        """These of what they keep, in this order. What is not there is left out."""
        return [thing for id in ids if (thing := self.thing(id))]

    def thing(self, id: bytes) -> KeptItem | None:
        """One thing they keep, as its feature tells of it."""
        brief = self.session.contents.get(id)
        thing = self.registry.items[brief.kind].tell(self, id) if brief else None
        record = self.session.get(Shelf.SITTINGS, id) if thing else None
        tag: Any = record.words.get(TAG) if record else None
        return replace(thing, tag=tag) if thing and tag else thing

    def on(self, session: Session) -> "Turn":
        """The same turn on other pages: to try something."""
        return replace(self, session=session)

    async def nudges(self) -> list[Reminder]:
        """What they asked to be reminded of."""
        return await self.at.store.reminders.of(self.person)

    async def take_out(self, nudges: Iterable[Reminder], *, for_good: bool = False) -> None:
        """At once, so that none comes that should not. `for_good`: whatever becomes of the turn."""
        gone = list(nudges)
        await self.at.store.reminders.drop(self.person, [e.id for e in gone])
        if not for_good:
            self.taken_out.extend(gone)

    async def put(self, *nudges: Reminder, about: bytes) -> None:
        """These, in place of all there were about a record: all of it or nothing."""
        before = [e for e in await self.nudges() if e.about == about]
        await self.at.store.reminders.swap(self.person, [e.id for e in before], nudges)
        self.taken_out.extend(before)
        self.put_in.extend(nudges)

    async def drop_about(self, ids: Collection[bytes], *, for_good: bool = False) -> None:
        """Take out every nudge about one of these records. `for_good` where somebody may be afraid.

        Raises StoreUnavailable.
        """
        about = [e for e in await self.nudges() if e.about in ids]
        await self.take_out(about, for_good=for_good)


@dataclass(frozen=True, slots=True)
class Outside:
    """What takes its time without their session: done once that is closed."""

    work: Callable[[], Awaitable[Reply]]


Response: TypeAlias = Reply | Outside
T = TypeVar("T", bound=Response)
Handler: TypeAlias = Callable[[Turn, Event], Response | Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Action:
    """What one kind of press, or one command, does, and under which rules."""

    run: Handler
    # Only after they agreed to how their words are kept.
    needs_consent: bool = True
    # Also where suggestions are off for whom it is about.
    on_hold: bool = True
    # Never where somebody else might be looking.
    private_only: bool = False
    # Whoever does this leaves: what features hold in memory of them is let go of.
    leaves: bool = False
    # What talks to Discord, hashes or fetches: outside of the turn, which has what comes of it.
    before: Callable[[Event], Awaitable[Any]] | None = None
    # The answer where nothing of theirs can be read or kept: it fails for no store.
    otherwise: Callable[[Event], Reply] | None = None


@dataclass(frozen=True, slots=True)
class Sessionless:
    """What needs nothing of theirs, or opens and closes all of it: no session is open meanwhile."""

    run: Callable[[Event], Reply | Awaitable[Reply]]
    private_only: bool = False
    leaves: bool = False
    # As a command, whether nudges go on that waited until they are here again.
    wakes: bool = False


@dataclass(frozen=True, slots=True)
class Leads:
    """Does what a command does, and under that one's rules."""

    to: Callable[[Event], str]


Rule: TypeAlias = Action | Sessionless | Leads


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A kind of thing that is kept: how /my-words tells of one, and opens it."""

    # None where it is not there, or of another kind.
    tell: Callable[[Turn, bytes], KeptItem | None]
    # None: by the press that opens it.
    open: Handler | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """What a feature brings. Everything that has to know all of them asks the registry."""

    name: str
    # By the command's name.
    commands: Mapping[str, Rule] = field(default_factory=dict)
    # By what a press begins with: "verb" for any step, "verb.act" for steps that begin with it,
    # "verb." for no step at all.
    actions: Mapping[str, Rule] = field(default_factory=dict)
    # By the kind of record.
    items: Mapping[str, ItemKind] = field(default_factory=dict)
    # Where nudges of a kind lead.
    nudges: Mapping[ReminderKind, Callable[[Turn, Event, Reminder], Awaitable[Response]]] = field(
        default_factory=dict
    )
    # The command somebody wanted who first has to agree; none: the first walkthrough.
    wanted: str = ""
    # In place of what is not done on hold, or not where others might be looking.
    if_held: Callable[[Turn, Event], Card | None] | None = None
    elsewhere: Callable[[Event], Card] | None = None
    # What time has brought about, seen to before anything else of a turn.
    begins: Callable[[Turn], Awaitable[None]] | None = None
    # Let go of what is held of somebody in memory.
    let_go: Callable[[PersonId], None] | None = None


@dataclass(frozen=True, slots=True)
class FoundRule:
    """An action, and whose it is."""

    feature: Feature
    rule: Rule
    # The command to go on with for whoever has to agree first; empty: the first walkthrough.
    wanted: str


class Registry:
    """All features. Raises ValueError where two of them claim the same."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self.features = tuple(features)
        self._commands = _by_key(
            (name, FoundRule(f, rule, name)) for f in features for name, rule in f.commands.items()
        )
        self._actions = _by_key(
            (key, FoundRule(f, rule, f.wanted)) for f in features for key, rule in f.actions.items()
        )
        self.items = {kind: one for f in features for kind, one in f.items.items()}
        self.nudges = {kind: leads for f in features for kind, leads in f.nudges.items()}

    def command(self, name: str) -> FoundRule | None:
        """What a command does."""
        return self._commands.get(name)

    def action(self, press: Press) -> FoundRule | None:
        """What a press does; None where no feature knows it."""
        act = press.step.partition(".")[0]
        return self._actions.get(f"{press.verb}.{act}") or self._actions.get(press.verb)

    def let_go(self, person: PersonId) -> None:
        """Nothing of theirs is held in memory any more."""
        for feature in self.features:
            if feature.let_go:
                feature.let_go(person)


def _by_key(brought: Iterable[tuple[str, FoundRule]]) -> dict[str, FoundRule]:
    by_key: dict[str, FoundRule] = {}
    for key, found in brought:
        if other := by_key.get(key):
            raise ValueError(f"{found.feature.name} and {other.feature.name} both bring {key!r}")
        by_key[key] = found
    return by_key


async def settled(coming: T | Awaitable[T]) -> T:
    """What a handler says, whether or not it has to be waited for."""
    return await coming if isinstance(coming, Awaitable) else coming


def new_id() -> bytes:
    """For what begins here: no two of them are the same."""
    return os.urandom(ID)


def nonce() -> str:
    """For a form: phones remember what was in one by its custom_id."""
    return os.urandom(NONCE).hex()
