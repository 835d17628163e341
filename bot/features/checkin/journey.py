"""The body check-in: half a minute, kept as it was sent, and never interpreted."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content.checkin import NOTE
from bot.context import Action, Context, Feature, Handler, ItemKind, Response, Turn, nonce
from bot.features.checkin import habits, pages, records
from bot.features.checkin.engine import for_a_talk, several_strong
from bot.features.checkin.looking_back import blocks, is_empty, looked_at, name
from bot.features.checkin.sentences import heavy, medical
from bot.features.walkthrough.begun import begin_with
from bot.forms import answers, care
from bot.forms.answers import Answer
from bot.kept import codecs, once
from bot.kept.checked_in import CheckedIn
from bot.kept.item import KeptItem
from bot.kept.record_kinds import COUNTRY, Kept
from bot.layout.controls import said
from bot.layout.emptied import emptied_page
from bot.layout.handed_back import given_back, too_long
from bot.schedule.reminder import Reminder, ReminderKind
from bot.store import Session
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import Button, Card, Reply, Words
from bot.ui.press import Press

TAKE_OUT = "unline"

CheckinLines: TypeAlias = tuple[Words, ...]


# What is done about one check-in.
Does: TypeAlias = Callable[[Turn, CheckedIn, Event], Reply]


class Checkin:
    """Every press of it has the verb "checkin"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._library = at.library
        self._texts = at.library.checkin

    def feature(self) -> Feature:
        library = self._library
        none: dict[str, Handler] = {
            "": lambda turn, _: self._opening(turn.session),
            "begin": self._begin,
            "no": lambda _, __: said(library, library.say("checkin_page.not_today")),
            "sent": self._sent,
            "weather": self._looked,
            "looked": self._looked,
            "back": lambda turn, _: habits.looking_back(turn.session, library, turn.now),
            **dict.fromkeys(
                ("room", "habits", "set", "hide"),
                lambda turn, event: habits.decide(turn.session, library, event.press),
            ),
        }
        one: dict[str, Does] = {
            "look": lambda _, one, __: looked_at(library, one, pages.adding(library, one)),
            **dict.fromkeys(("done", "kept"), lambda turn, one, _: self._done(turn, one)),
            "words": lambda _, one, __: pages.words(library, one),
            "family": self._family,
            "pick": self._pick,
            "write": lambda _, one, __: pages.line_form(library, one, nonce()),
            "line": self._line,
            TAKE_OUT: self._without_line,
            "talk": lambda turn, one, _: begin_with(
                turn, library.talk, for_a_talk(library.talk, one), one.id
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

    def kept(self, session: Session, id: bytes) -> KeptItem | None:
        """A check-in, as /my-words has it."""
        one, title = records.one_of(session, id), self._texts.title
        if one is None:
            return None
        return KeptItem(
            id=one.id,
            name=name(self._library, one),
            plain=title,
            detail=f"{title}, {one.day.isoformat()}",
            touched=one.day,
            opens=str(Press(pages.VERB, one.id, "look")),
            blocks=lambda: blocks(self._library, one),
        )

    async def _nudged(self, turn: Turn, event: Event, entry: Reminder) -> Response:
        del event, entry
        return await turn.open("checkin")

    def _with(self, does: Does) -> Handler:
        """What is done about the check-in a press stands on."""

        def run(turn: Turn, event: Event) -> Reply:
            one = records.one_of(turn.session, event.press.sitting)
            if one is None:
                gone = (self._library.say("sittings.gone"),)
                return given_back(self._library, event, self._opening(turn.session, gone))
            return does(turn, one, event)

        return run

    def _opening(self, session: Session, lines: CheckinLines = ()) -> Card:
        decided = records.habits(session)
        page = once.next_one(session, Kept.CHECKIN)
        if decided.room_first:
            return pages.room(self._library, page, decided, lines)
        return pages.opening(self._library, page, lines)

    def _begin(self, turn: Turn, event: Event) -> Reply:
        """The form; where what came of this page is kept already, that, for as long as it is today.

        A page of before bore no id.
        """
        session = turn.session
        id = event.press.sitting or once.next_one(session, Kept.CHECKIN)
        begun = records.one_of(session, id)
        if begun and begun.day == turn.today:
            return self._done(turn, begun)
        if once.meant(session, Kept.CHECKIN, id) != id or begun:
            return self._opening(session, (self._library.say("error.old_button"),))
        return pages.form(self._library, id, nonce())

    def _sent(self, turn: Turn, event: Event) -> Card:
        """The form: kept once, however often it is sent."""
        session, fields, say = turn.session, self._texts.fields, self._library.say
        if answers.too_long(fields, event.given):
            return given_back(
                self._library, event, self._opening(session, (too_long(self._library, event),))
            )
        answer = answers.accept(fields, event.given, None, blanks_keep=False)
        id = event.press.sitting or once.next_one(session, Kept.CHECKIN)
        before = records.one_of(session, id)
        if before is None:
            if session.get(Shelf.SITTINGS, id):
                return given_back(
                    self._library, event, self._opening(session, (say("error.old_button"),))
                )
            return self._keep(turn, records.new(id, turn.now, turn.today, answer))
        if before.answer == answer:
            return self._done(turn, before)
        again = self._done(turn, before, say("checkin_page.closed_form"))
        return given_back(self._library, event, again)

    def _looked(self, turn: Turn, event: Event) -> Card:
        """The room: with the weather, or without."""
        session = turn.session
        id = event.press.sitting or once.next_one(session, Kept.CHECKIN)
        weather = self._texts.weather
        before = records.one_of(session, id)
        is_another = before is None and session.get(Shelf.SITTINGS, id) is not None
        if is_another or (before and before.day != turn.today):
            return self._opening(session, (self._library.say("error.old_button"),))
        offered = frozenset(c.id for c in weather.choices)
        answer = before.answer if before else Confidential[Answer]({})
        if event.press.step == "weather":
            answer = answers.pick(answer, weather, event.picked, offered)
        if before is None:
            return self._keep(turn, records.new(id, turn.now, turn.today, answer, room=True))
        if before.answer != answer:
            before = replace(before, answer=answer, turn=before.turn + 1)
            records.keep(session, before)
        return self._done(turn, before)

    def _keep(self, turn: Turn, one: CheckedIn) -> Card:
        """Keep a new one, and say what was tapped asks for: at most one thing at a time."""
        session, noted = turn.session, self._library.say("finish.checkin")
        decided = records.habits(session)
        one = records.keep_new(session, one)
        recent = habits.recent(session, turn.now)
        lines: CheckinLines = (noted, *heavy(self._library, one))
        also: tuple[Button, ...] = ()
        if care.is_medical(self._library.shared.medical, one.answer):
            lines = (noted, medical(self._library, _country(session)))
        elif several_strong(recent, decided, turn.now):
            records.keep_habits(session, replace(decided, strong_said=turn.now))
            lines, also = (noted, self._texts.strong), (pages.hush(self._library, one),)
        return self._after(turn, one, recent, lines if len(lines) > 1 else (), also)

    def _done(self, turn: Turn, one: CheckedIn, *lines: Words) -> Card:
        return self._after(turn, one, habits.recent(turn.session, turn.now), lines)

    def _after(
        self,
        turn: Turn,
        one: CheckedIn,
        recent: list[CheckedIn],
        lines: CheckinLines,
        also: tuple[Button, ...] = (),
    ) -> Card:
        """The page after it, with what there is to say; nothing in particular: that it is noted."""
        texts, session = self._texts, turn.session
        if records.habits(session).patterns and habits.enough(texts, recent, turn.now):
            also += (pages.backward(self._library),)
        count = session.contents.count(Kept.CHECKIN.value)
        text = texts.done_say[count % len(texts.done_say)]
        if is_empty(one) and not one.room:
            text = texts.nothing_say
        return pages.done(self._library, one, lines or (text,), also)

    def _family(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        del turn
        families = [f.id for f in self._library.shared.families]
        return pages.words(self._library, one, event.one_of(families))

    def _hush(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """Nothing is said about several strong ones any more."""
        del event
        session = turn.session
        records.keep_habits(session, replace(records.habits(session), strong=False))
        return self._done(turn, one, self._library.say("look_back.hushed"))

    def _pick(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """Words out of one neighbourhood; those of the others stay."""
        families = self._library.shared.families
        family = next((f for f in families if f.id == event.press.detail), None)
        if family is None:
            return self._done(turn, one, self._library.say("error.old_button"))
        offered = frozenset(w.id for w in family.words)
        field = self._texts.field("feelings")
        after = replace(
            one,
            answer=answers.pick(one.answer, field, event.picked, offered),
            turn=one.turn + 1,
        )
        records.keep(turn.session, after)
        # Said once: not again for a word that stood there already.
        before, now = heavy(self._library, one), heavy(self._library, after)
        lines = now if now != before else ()
        return pages.words(self._library, after, family.id, lines)

    def _line(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """One line more, or another one in its place."""
        say = self._library.say
        if answers.too_long([NOTE], event.given):
            return given_back(
                self._library, event, self._done(turn, one, too_long(self._library, event))
            )
        answer = answers.accept([NOTE], event.given, one.answer, blanks_keep=not event.private)
        if answer == one.answer:
            return self._done(turn, one)
        if event.press.detail != str(one.turn):
            changed = self._done(turn, one, say("checkin_page.changed_line"))
            return given_back(self._library, event, changed)
        if answers.emptied([NOTE], one.answer, answer):
            keep, out = (
                str(Press(pages.VERB, one.id, step, detail))
                for step, detail in (("kept", ""), (TAKE_OUT, str(one.turn)))
            )
            return emptied_page(self._library, one.id, keep, out)
        return self._with_line(turn, one, answer)

    def _without_line(self, turn: Turn, one: CheckedIn, event: Event) -> Card:
        """They were asked, and want it gone."""
        if event.press.detail != str(one.turn):
            return self._done(turn, one, self._library.say("error.old_button"))
        left = one.answer.map(lambda a: {k: kept for k, kept in a.items() if k != NOTE.key})
        return self._with_line(turn, one, left)

    def _with_line(self, turn: Turn, one: CheckedIn, answer: Confidential[Answer]) -> Card:
        one = replace(one, answer=answer, turn=one.turn + 1)
        records.keep(turn.session, one)
        return self._done(turn, one)


def _country(session: Session) -> str:
    record = session.get(Shelf.SETTINGS, session.named(COUNTRY))
    return codecs.COUNTRY.read(record).code if record else ""
