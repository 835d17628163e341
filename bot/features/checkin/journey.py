"""The body check-in: half a minute, kept as it was sent, and never interpreted."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content.checkin import NOTE, CheckinTexts
from bot.context import (
    Action,
    Context,
    Feature,
    Handler,
    ItemKind,
    Response,
    Turn,
    nonce,
    settled,
)
from bot.features.checkin import a_year_ago, habits, pages, records
from bot.features.checkin.after_checkin import CheckinLines, done, keep, noted
from bot.features.checkin.engine import for_a_talk, takes_nothing_back
from bot.features.checkin.looking_back import blocks, label, looked_at, name
from bot.features.checkin.sentences import heavy
from bot.features.mydata.journey import as_option
from bot.features.walkthrough.begun import begin_with
from bot.forms import answers
from bot.forms.answers import Answer
from bot.forms.fields import WEATHER
from bot.forms.labels import written
from bot.kept import once
from bot.kept.checked_in import CheckedIn
from bot.kept.item import KeptItem
from bot.kept.record_kinds import Kept
from bot.layout.controls import said
from bot.layout.emptied import emptied_page
from bot.layout.handed_back import given_back, too_long
from bot.schedule.reminder import Reminder, ReminderKind
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import MOST_OPTIONS, Card, Reply
from bot.ui.press import Press

TAKE_OUT = "unline"
# The room: with the weather, or without.
LOOKED = "looked"
ROOM = (WEATHER, LOOKED)

# What is done about one check-in.
Does: TypeAlias = Callable[[Turn, CheckedIn, Event], Response | Awaitable[Response]]


class Checkin:
    """Every press of it has the verb "checkin"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._at = at

    @property
    def _texts(self) -> CheckinTexts:
        return self._at.library.checkin

    def feature(self) -> Feature:
        at = self._at
        none: dict[str, Handler] = {
            "": lambda turn, _: self._opening(turn),
            "body": lambda turn, _: pages.opening(at.library, habits.before(turn)),
            **dict.fromkeys(("intensity", "feelings", *ROOM), self._tapped),
            "begin": self._begin,
            "no": lambda _, __: said(at.library, at.library.say("checkin_page.not_today")),
            "sent": self._sent,
            "year": self._a_year_ago,
            "back": lambda turn, _: habits.looking_back(turn.session, at.library, turn.now),
            **dict.fromkeys(
                ("room", "habits", "set", "hide"),
                lambda turn, event: habits.decide(turn, event.press),
            ),
        }
        one: dict[str, Does] = {
            "look": lambda turn, one, _: looked_at(
                turn.library, one, pages.adding(at.library, one)
            ),
            **dict.fromkeys(("done", "kept"), lambda turn, one, _: done(turn, one)),
            "undo": self._taken_back,
            "words": lambda _, one, __: pages.words(at.library, one),
            "family": self._family,
            "pick": self._pick,
            "write": lambda _, one, __: pages.form_of(at.library, one, nonce()),
            "line": self._added,
            TAKE_OUT: self._without,
            "talk": lambda turn, one, _: begin_with(
                turn, at.library.talk, for_a_talk(at.library.talk, one), one.id
            ),
            "hush": self._hush,
        }
        runs = none | {act: self._with(does) for act, does in one.items()}
        actions = {act: Action(run) for act, run in runs.items()}
        return Feature(
            "checkin",
            commands={"checkin": actions[""]},
            actions={f"{pages.VERB}.{act}": action for act, action in actions.items()},
            items={Kept.CHECKIN.value: ItemKind(self.kept)},
            nudges={ReminderKind.DAILY: self._nudged},
            wanted="checkin",
        )

    def kept(self, turn: Turn, id: bytes) -> KeptItem | None:
        """A check-in, as /my-words has it."""
        library, session = turn.library, turn.session
        one, title = records.one_of(session, id), self._texts.title
        if one is None:
            return None
        return KeptItem(
            id=one.id,
            name=name(library, one),
            plain=title,
            detail=f"{title}, {library.dates.day(one.day)}",
            touched=one.day,
            opens=str(Press(pages.VERB, one.id, "look")),
            blocks=lambda: blocks(library, one),
        )

    async def _nudged(self, turn: Turn, event: Event, entry: Reminder) -> Response:
        del event, entry
        return await turn.open("checkin")

    def _with(self, does: Does) -> Handler:
        """What is done about the check-in a press stands on."""

        async def run(turn: Turn, event: Event) -> Response:
            one = records.one_of(turn.session, event.press.sitting)
            if one is None:
                gone = (self._at.library.say("sittings.gone"),)
                return given_back(self._at.library, event, self._opening(turn, gone))
            return await settled(does(turn, one, event))

        return run

    def _opening(self, turn: Turn, lines: CheckinLines = ()) -> Card:
        at = habits.before(turn)
        page = pages.room if at.habits.room_first else pages.opening
        return page(turn.library, at, lines)

    def _old(self, turn: Turn) -> Card:
        return self._opening(turn, (turn.library.say("error.old_button"),))

    def _begun(self, turn: Turn, id: bytes) -> CheckedIn | Card | None:
        """What came of a page already, for as long as it is today; None where it may begin.

        What was deleted or is of another day does not come back: then there is a new page.
        """
        begun = records.one_of(turn.session, id)
        if begun is None and once.meant(turn.session, Kept.CHECKIN, id) == id:
            return None
        return begun if begun and begun.day == turn.today else self._old(turn)

    def _begin(self, turn: Turn, event: Event) -> Reply:
        """The form; where what came of this page is kept already, that."""
        id = _id_of(turn, event)
        match self._begun(turn, id):
            case CheckedIn() as begun:
                return done(turn, begun)
            case Card() as page:
                return page
            case None:
                return pages.form(turn.library, id, nonce())

    def _tapped(self, turn: Turn, event: Event) -> Card:
        """One tap on a page: kept at once, and once. Tapped there again, it can only add to it."""
        id, in_room = _id_of(turn, event), event.press.step in ROOM
        begun = self._begun(turn, id)
        if isinstance(begun, Card):
            return begun
        answer = self._with_tap(event, begun.answer if begun else Confidential({}))
        if begun:
            closed = done(turn, begun, turn.library.say("checkin_page.closed_tap"))
            return self._joined(turn, begun, answer) or closed
        if answers.is_empty(answer) and not in_room:
            # A choice that the list no longer has.
            return self._old(turn)
        return keep(turn, records.new(id, turn.now, turn.today, answer, room=in_room))

    def _with_tap(self, event: Event, before: Confidential[Answer]) -> Confidential[Answer]:
        """What was noted there, with what was tapped: on a button, or in a menu."""
        press = event.press
        if press.step == LOOKED:
            return before
        field = self._texts.field(press.step)
        choice = event.one_of([c.id for c in field.choices]) or press.detail
        return answers.pick(before, field, Confidential([choice]), frozenset({choice}))

    def _sent(self, turn: Turn, event: Event) -> Card:
        """The form: kept once, however often it is sent."""
        session, fields, say = turn.session, self._texts.fields, turn.library.say
        if answers.too_long(fields, event.given):
            too_much = (too_long(turn.library, event),)
            return given_back(turn.library, event, self._opening(turn, too_much))
        id = _id_of(turn, event)
        before = records.one_of(session, id)
        if before is None:
            if session.get(Shelf.SITTINGS, id):
                return given_back(turn.library, event, self._old(turn))
            answer = answers.accept(fields, event.given, None, blanks_keep=False)
            return keep(turn, records.new(id, turn.now, turn.today, answer))
        answer = answers.accept(fields, event.given, before.answer, blanks_keep=True)
        if page := self._joined(turn, before, answer):
            return page
        again = done(turn, before, say("checkin_page.closed_form"))
        return given_back(turn.library, event, again)

    def _joined(self, turn: Turn, one: CheckedIn, answer: Confidential[Answer]) -> Card | None:
        """What is sent from a page of which something came already; None: it would change that."""
        if answer == one.answer:
            return done(turn, one)
        if one.turn or not takes_nothing_back(one.answer, answer):
            return None
        return keep(turn, replace(one, answer=answer), one)

    async def _a_year_ago(self, turn: Turn, event: Event) -> Response:
        """What they kept on this day a year ago: the one thing, or a list of them."""
        then = a_year_ago.kept_then(turn)[:MOST_OPTIONS]
        if not then:
            return said(turn.library, turn.library.say("checkin_page.year_none"))
        if len(then) == 1:
            return await turn.follow(event, Press("here", then[0]))
        return pages.of_a_year_ago(turn.library, tuple(map(as_option, turn.things(then))))

    async def _taken_back(self, turn: Turn, one: CheckedIn, event: Event) -> Response:
        """At once, for a finger slips; where they wrote something, they are asked first."""
        if one.tag or one.answer.satisfies(lambda a: bool(written(a, NOTE.key))):
            return await turn.follow(event, Press("letgo", one.id))
        await turn.follow(event, Press("gone", one.id))
        return self._opening(turn, (turn.library.say("checkin_page.taken_back"),))

    def _family(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        del turn
        families = [f.id for f in self._at.library.shared.families]
        return pages.words(self._at.library, one, event.one_of(families))

    def _hush(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """Nothing is said about several strong ones any more."""
        del event
        session = turn.session
        records.keep_habits(session, replace(records.habits(session), strong=False))
        return done(turn, one, turn.library.say("look_back.hushed"))

    def _pick(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """Words out of one neighbourhood; those of the others stay."""
        families = turn.library.shared.families
        family = next((f for f in families if f.id == event.press.detail), None)
        if family is None:
            return done(turn, one, turn.library.say("error.old_button"))
        offered = frozenset(w.id for w in family.words)
        field = self._texts.field("feelings")
        answer = answers.pick(one.answer, field, event.picked, offered)
        after = records.keep_added(turn.session, replace(one, answer=answer))
        # Said once: not again for a word that stood there already.
        before, now = heavy(turn.library, one), heavy(turn.library, after)
        lines = now if now != before else ()
        return pages.words(turn.library, after, family.id, lines)

    def _added(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """The form with what was noted in it: more of it, or something else in its place."""
        library, fields, keeps = turn.library, self._texts.fields, not event.private
        if answers.too_long(fields, event.given):
            back = done(turn, one, too_long(library, event))
            return given_back(library, event, back)
        answer = answers.accept(fields, event.given, one.answer, blanks_keep=keeps)
        if answer == one.answer:
            return done(turn, one)
        if event.press.detail != str(one.turn):
            changed = done(turn, one, library.say("checkin_page.changed"))
            return given_back(library, event, changed)
        if gone := answers.emptied(fields, one.answer, answer):
            # A phone sends a form that was only left, too: that alone takes nothing out.
            rest = {key: given for key, given in event.given.items() if key not in gone}
            answer = answers.accept(fields, rest, one.answer, blanks_keep=keeps)
            return self._asks(turn, one, answer, gone)
        return keep(turn, replace(one, answer=answer), one)

    def _asks(
        self, turn: Turn, one: CheckedIn, answer: Confidential[Answer], gone: Collection[str]
    ) -> Card:
        """What came back empty stays until they were asked; the rest of the form is kept."""
        lines: CheckinLines = ()
        if answer != one.answer:
            one, lines = noted(turn, replace(one, answer=answer), one)
        numbered = [(n, f) for n, f in enumerate(self._texts.fields) if f.key in gone]
        which = f"{one.turn}.{''.join(str(n) for n, _ in numbered)}"
        stays = str(Press(pages.VERB, one.id, "kept"))
        out = str(Press(pages.VERB, one.id, TAKE_OUT, which))
        some = not answers.is_empty(_less(one, gone))
        labels = [label(turn.library, f) for _, f in numbered] if some else []
        return emptied_page(turn.library, one.id, stays, out, fields=labels, lines=lines)

    def _without(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """They were asked, and want it gone."""
        n, _, which = event.press.detail.partition(".")
        if n != str(one.turn):
            return done(turn, one, turn.library.say("error.old_button"))
        fields = enumerate(self._texts.fields)
        # A page of before asked about the line alone.
        gone = {f.key for n, f in fields if str(n) in which} or {NOTE.key}
        return keep(turn, replace(one, answer=_less(one, gone)), one)


def _id_of(turn: Turn, event: Event) -> bytes:
    """What comes of a page. One of before bore no id."""
    return event.press.sitting or once.next_one(turn.session, Kept.CHECKIN)


def _less(one: CheckedIn, gone: Collection[str]) -> Confidential[Answer]:
    """What was noted, without some parts of it."""
    return one.answer.map(lambda a: {k: kept for k, kept in a.items() if k not in gone})
