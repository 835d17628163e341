"""The way into a closeness check: whom to look at, the private question, and a name for them."""

from datetime import date
from itertools import islice
from typing import TypeAlias

from bot.cards.closeness import again, example, way_in
from bot.cards.closeness.naming import name_for
from bot.cards.closeness.way_in import KIND, LABEL, LONGEST_LABEL
from bot.cards.example import keepsake
from bot.cards.lines import words_back
from bot.confidential import Confidential
from bot.content import Library
from bot.context import Handler, Turn, nonce
from bot.doors import MOST_OPTIONS, Card, Reply, Words
from bot.flow.closeness import route
from bot.flow.closeness.look import Look
from bot.flow.presses import number
from bot.heard import Heard
from bot.journeys import beginning, desk, holding
from bot.journeys import closeness_records as records
from bot.journeys.desk import Kept
from bot.store import Journal
from bot.store.records import Shelf

# A look, and what is said above its page.
Begun: TypeAlias = tuple[Look, tuple[Words, ...]]


class Before:
    """Presses before there is a look to stand in."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._script = library.closeness.script

    def opening(self, journal: Journal, lines: tuple[Words, ...] = ()) -> Card:
        """Somebody they looked at before, or what this is."""
        known = self.people(journal)
        if known:
            return way_in.which(self._library, known, lines)
        return self.intro(journal, lines)

    def intro(self, journal: Journal, lines: tuple[Words, ...] = ()) -> Card:
        """What this is; somebody new can be looked at from it."""
        return way_in.intro(self._library, self._next(journal), lines)

    def people(self, journal: Journal) -> list[Look]:
        """The newest look at everybody, one for each; an open one comes before the rest."""
        contents = journal.contents
        ids = contents.of(Kept.CLOSENESS.value)
        found: dict[bytes, bytes] = {}
        begun = [id for id in ids if contents[id].going]
        for id in (*begun, *ids):
            # Somebody without a name is nobody else.
            found.setdefault(contents[id].about or id, id)
        looks = (records.look(journal, self._script, id) for id in found.values())
        return [look for look in islice(looks, MOST_OPTIONS) if look]

    def fixed(self) -> dict[str, Handler]:
        """Pages that are the same for everybody, by what is pressed for them."""
        return {
            "private": lambda _, heard: way_in.private(self._library, heard.press.sitting),
            "tips": lambda _, heard: way_in.tips(self._library, heard.press.sitting),
            "original": lambda _, __: example.original_page(self._library),
            "example": self._example,
        }

    def _example(self, turn: Turn, heard: Heard) -> Reply:
        library, detail = self._library, heard.press.detail
        if detail not in {"md", "txt"}:
            return example.example_page(library, number(detail.removeprefix("p")))
        return keepsake(library, example.example_blocks(library), detail, turn.today)

    def person_page(self, look: Look, heard: Heard, today: date) -> Card:
        """Somebody they were done with looking at."""
        soon = again.too_soon(self._library, look.finished or look.touched, today)
        name = name_for(self._library, look, private=heard.private)
        return way_in.person(self._library, look, name, _again(look.id), soon)

    def begins(self, turn: Turn, heard: Heard) -> Begun | Reply:
        """On the way to a new look. Where one was begun from this page already, that one."""
        journal = turn.journal
        library, page = self._library, heard.press.sitting or self._next(journal)
        begun = records.look(journal, self._script, page)
        if heard.press.step == "named":
            return self._named(turn, heard, page)
        if begun:
            return self._as_it_is(begun, heard, turn.today)
        ids = journal.contents.of(Kept.CLOSENESS.value)
        of = next((id for id in ids if _again(id) == page), b"")
        if earlier := records.look(journal, self._script, of):
            return self._begin(turn, heard, page, earlier.label, earlier.kind)
        if page != self._next(journal):
            return self.opening(journal, (library.say("error.old_button"),))
        if heard.press.step == "form":
            return way_in.whom_form(library, page, nonce())
        return way_in.whom(library, page)

    def _named(self, turn: Turn, heard: Heard, page: bytes) -> Begun | Reply:
        """The form with a name: a new look, or the one that is open about them already."""
        label = heard.line(LABEL).map(lambda text: " ".join(text.split()))
        if label.satisfies(lambda text: len(text) > LONGEST_LABEL):
            back = way_in.whom(self._library, page)
            return words_back(self._library, back, heard.given if heard.private else {})
        return self._begin(turn, heard, page, label, self._kind(heard))

    def _begin(
        self,
        turn: Turn,
        heard: Heard,
        page: bytes,
        label: Confidential[str],
        kind: Confidential[str],
    ) -> Begun | Reply:
        """A new look at somebody; where one is open, that one goes on."""
        journal, today = turn.journal, turn.today
        blank = label.satisfies(lambda text: not text)
        same = self._nameless(journal) if blank else records.about(journal, self._script, label)
        for one in same:
            if one.id == page or not one.finished:
                return self._as_it_is(one, heard, today)
        n = desk.number_after(journal, Kept.CLOSENESS)
        held = not blank and holding.is_held(journal, label)
        at = route.first(self._script)
        is_free = journal.get(Shelf.SITTINGS, page) is None and (
            page in {self._next(journal), *(_again(one.id) for one in same)}
        )
        new = Look(
            page if is_free else self._next(journal), label, kind, at, today, today,
            held=held, edition=self._script.edition, n=n, unsure=journal.locked,
        )  # fmt: skip
        beginning.count(journal, Kept.CLOSENESS, new.id)
        records.keep(journal, new)
        before = [one.finished or one.touched for one in same if not blank]
        last = max(before, default=None)
        return new, again.too_soon(self._library, last, today) if last else ()

    def _nameless(self, journal: Journal) -> list[Look]:
        """The looks at somebody who has no name here, the newest first."""
        contents = journal.contents
        ids = [id for id in contents.of(Kept.CLOSENESS.value) if not contents[id].about]
        return [look for id in ids if (look := records.look(journal, self._script, id))]

    def _as_it_is(self, begun: Look, heard: Heard, today: date) -> Begun | Card:
        if begun.finished:
            return self.person_page(begun, heard, today)
        return begun, (self._library.say("closeness_page.already_open"),)

    def _next(self, journal: Journal) -> bytes:
        return beginning.next_one(journal, Kept.CLOSENESS)

    def _kind(self, heard: Heard) -> Confidential[str]:
        known = [c.id for c in self._script.entrance.kinds]
        given = heard.given.get(KIND, Confidential(list[str]()))
        return given.map(lambda ids: next((k for k in known if k in ids), ""))


def _again(look: bytes) -> bytes:
    """What comes of looking at them again."""
    return beginning.come_of(look, Kept.CLOSENESS, "again")
