"""The way into a closeness check: whom to look at, the private question, and a name for them."""

from itertools import islice
from typing import TypeAlias

from bot.confidential import Confidential
from bot.context import Context, Handler, Turn, nonce
from bot.features.closeness import again_pages, example, records, route, way_in_pages
from bot.features.closeness.naming import name_for
from bot.features.closeness.way_in_pages import KIND, LABEL, LONGEST_LABEL
from bot.forms.closeness_script import ClosenessScript
from bot.kept import hold, once, record_kinds
from bot.kept.look import Look
from bot.kept.record_kinds import Kept
from bot.layout.handed_back import given_back
from bot.layout.keepsakes import keepsake
from bot.store import Session
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import MOST_OPTIONS, Card, Reply, Words
from bot.ui.press import number

# A look, and what is said above its page.
Begun: TypeAlias = tuple[Look, tuple[Words, ...]]


class Before:
    """Presses before there is a look to stand in."""

    def __init__(self, at: Context) -> None:
        self._at = at

    @property
    def _script(self) -> ClosenessScript:
        return self._at.library.closeness.script

    def opening(self, turn: Turn, lines: tuple[Words, ...] = ()) -> Card:
        """Somebody they looked at before, or what this is."""
        known = self.people(turn.session)
        if known:
            return way_in_pages.which(turn.library, known, lines)
        return self.intro(turn, lines)

    def intro(self, turn: Turn, lines: tuple[Words, ...] = ()) -> Card:
        """What this is; somebody new can be looked at from it."""
        return way_in_pages.intro(turn.library, self._next(turn.session), lines)

    def people(self, session: Session) -> list[Look]:
        """The newest look at everybody, one for each; an open one comes before the rest."""
        contents = session.contents
        ids = contents.of(Kept.CLOSENESS.value)
        found: dict[bytes, bytes] = {}
        begun = [id for id in ids if contents[id].going]
        for id in (*begun, *ids):
            # Somebody without a name is nobody else.
            found.setdefault(contents[id].about or id, id)
        looks = (records.look(session, self._script, id) for id in found.values())
        return [look for look in islice(looks, MOST_OPTIONS) if look]

    def fixed(self) -> dict[str, Handler]:
        """Pages that are the same for everybody, by what is pressed for them."""
        return {
            "private": self._asks(way_in_pages.private),
            "tips": self._asks(way_in_pages.tips),
            "original": lambda _, __: example.original_page(self._at.library),
            "example": self._example,
        }

    def _asks(self, page: way_in_pages.Asks) -> Handler:
        """A page before the name, which says that a form comes next where one does."""

        def run(turn: Turn, event: Event) -> Card:
            id = event.press.sitting
            known = self._looked_at(turn.session, id)
            return page(turn.library, id, () if known else way_in_pages.form_comes(turn.library))

        return run

    def _looked_at(self, session: Session, page: bytes) -> Look | None:
        """The look that this one looks at again; None where it is somebody else."""
        ids = session.contents.of(Kept.CLOSENESS.value)
        of = next((id for id in ids if _again(id) == page), b"")
        return records.look(session, self._script, of)

    def _example(self, turn: Turn, event: Event) -> Reply:
        library, detail = turn.library, event.press.detail
        if detail not in {"md", "txt"}:
            return example.example_page(library, number(detail.removeprefix("p")))
        return keepsake(library, example.example_blocks(library), detail, turn.today)

    def person_page(self, turn: Turn, look: Look, event: Event) -> Card:
        """Somebody they were done with looking at."""
        library = turn.library
        soon = again_pages.too_soon(library, look.finished or look.touched, turn.today)
        name = name_for(library, look, private=event.private)
        return way_in_pages.person(library, look, name, _again(look.id), soon)

    def begins(self, turn: Turn, event: Event) -> Begun | Reply:
        """On the way to a new look. Where one was begun from this page already, that one."""
        session = turn.session
        library, page = turn.library, event.press.sitting or self._next(session)
        begun = records.look(session, self._script, page)
        if event.press.step == "named":
            return self._named(turn, event, page)
        if begun:
            return self._as_it_is(turn, begun, event)
        if earlier := self._looked_at(session, page):
            return self._begin(turn, event, page, earlier.label, earlier.kind)
        if page != self._next(session):
            return self.opening(turn, (library.say("error.old_button"),))
        if event.press.step == "form":
            return way_in_pages.whom_form(library, page, nonce())
        return way_in_pages.whom(library, page)

    def _named(self, turn: Turn, event: Event, page: bytes) -> Begun | Reply:
        """The form with a name: a new look, or the one that is open about them already."""
        label = event.line(LABEL).map(lambda text: " ".join(text.split()))
        if label.satisfies(lambda text: len(text) > LONGEST_LABEL):
            back = way_in_pages.whom(turn.library, page)
            return given_back(turn.library, event, back)
        return self._begin(turn, event, page, label, self._kind(event))

    def _begin(
        self,
        turn: Turn,
        event: Event,
        page: bytes,
        label: Confidential[str],
        kind: Confidential[str],
    ) -> Begun | Reply:
        """A new look at somebody; where one is open, that one goes on."""
        session, today = turn.session, turn.today
        blank = label.satisfies(lambda text: not text)
        same = self._nameless(session) if blank else records.about(session, self._script, label)
        for one in same:
            if one.id == page or not one.finished:
                return self._as_it_is(turn, one, event)
        n = record_kinds.number_after(session, Kept.CLOSENESS)
        held = not blank and hold.is_held(session, label)
        at = route.first(self._script)
        is_free = session.get(Shelf.SITTINGS, page) is None and (
            page in {self._next(session), *(_again(one.id) for one in same)}
        )
        new = Look(
            page if is_free else self._next(session), label, kind, at, today, today,
            held=held, edition=self._script.edition, n=n, unsure=session.locked,
        )  # fmt: skip
        once.count(session, Kept.CLOSENESS, new.id)
        records.keep(session, new)
        before = [one.finished or one.touched for one in same if not blank]
        last = max(before, default=None)
        return new, again_pages.too_soon(turn.library, last, today) if last else ()

    def _nameless(self, session: Session) -> list[Look]:
        """The looks at somebody who has no name here, the newest first."""
        contents = session.contents
        ids = [id for id in contents.of(Kept.CLOSENESS.value) if not contents[id].about]
        return [look for id in ids if (look := records.look(session, self._script, id))]

    def _as_it_is(self, turn: Turn, begun: Look, event: Event) -> Begun | Card:
        if begun.finished:
            return self.person_page(turn, begun, event)
        return begun, (turn.library.say("closeness_page.already_open"),)

    def _next(self, session: Session) -> bytes:
        return once.next_one(session, Kept.CLOSENESS)

    def _kind(self, event: Event) -> Confidential[str]:
        known = [c.id for c in self._script.entrance.kinds]
        given = event.given.get(KIND, Confidential(list[str]()))
        return given.map(lambda ids: next((k for k in known if k in ids), ""))


def _again(look: bytes) -> bytes:
    """What comes of looking at them again."""
    return once.come_of(look, Kept.CLOSENESS, "again")
