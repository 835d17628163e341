"""The body check-in: half a minute, kept as it was sent, and never interpreted."""

import os
from dataclasses import replace
from datetime import date, datetime
from typing import TypeAlias

from bot.cards import checkin as cards
from bot.cards.checkin_kept import blocks, is_empty, looked_at, name
from bot.cards.checkin_said import heavy, medical
from bot.cards.emptied import emptied_page
from bot.cards.welcome import said
from bot.confidential import Confidential
from bot.content.checkin import NOTE
from bot.doors import Button, Card, PersonId, Reply, Words
from bot.flow import answers, care
from bot.flow.checkin import CheckedIn, for_a_talk, several_strong
from bot.flow.presses import Press
from bot.flow.sitting import Answer
from bot.heard import Heard
from bot.journeys import beginning
from bot.journeys import checkin_habits as habits
from bot.journeys import checkin_records as records
from bot.journeys.consent import Consent
from bot.journeys.desk import COUNTRY, Desk, Kept
from bot.journeys.kept import Thing
from bot.journeys.unkept import given_back, too_long
from bot.journeys.walkthrough import Walkthrough
from bot.records import kinds
from bot.store import Journal
from bot.store.records import Shelf

NONCE = 3
TAKE_OUT = "unline"

Lines: TypeAlias = tuple[Words, ...]


class Checkin:
    """Every press of it has the verb "checkin"; what is meant stands in its step and detail."""

    def __init__(self, at: Desk, consent: Consent, walkthrough: Walkthrough) -> None:
        self._desk = at
        self._consent = consent
        self._walkthrough = walkthrough
        self._library = at.library
        self._texts = at.library.checkin

    async def open(self, person: PersonId) -> Card:
        """/checkin: the body, or the room where that was chosen once and for all."""
        async with self._desk.journal(person) as journal:
            return self._consent.missing(journal, "checkin") or self._opening(journal)

    async def press(self, heard: Heard) -> Reply:
        """Anything pressed on its pages."""
        async with self._desk.journal(heard.person) as journal:
            return self._before(journal, heard) or self._with_one(journal, heard)

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A check-in, as /my-words has it."""
        one, title = records.one_of(journal, id), self._texts.title
        if one is None:
            return None
        return Thing(
            *(one.id, name(self._library, one), title, f"{title}, {one.day.isoformat()}"),
            touched=one.day,
            opens=str(Press(cards.VERB, one.id, "look")),
            blocks=lambda: blocks(self._library, one),
        )

    def _opening(self, journal: Journal, lines: Lines = ()) -> Card:
        decided = records.habits(journal)
        page = beginning.next_one(journal, Kept.CHECKIN)
        if decided.room_first:
            return cards.room(self._library, page, decided, lines)
        return cards.opening(self._library, page, lines)

    def _before(self, journal: Journal, heard: Heard) -> Reply | None:
        """A press that is about no check-in that was kept already."""
        press, library = heard.press, self._library
        match press.step:
            case "begin":
                return self._begin(journal, press.sitting)
            case "no":
                return said(library, library.say("checkin_page.not_today"))
            case "sent":
                return self._sent(journal, heard)
            case "weather" | "looked":
                return self._looked(journal, heard)
            case "back":
                return habits.looking_back(journal, library, self._desk.now())
            case "room" | "habits" | "set" | "hide":
                return habits.decide(journal, library, press)
            case _:
                return None

    def _begin(self, journal: Journal, page: bytes) -> Reply:
        """The form; where what came of this page is kept already, that, for as long as it is today.

        A page of before bore no id.
        """
        id = page or beginning.next_one(journal, Kept.CHECKIN)
        begun = records.one_of(journal, id)
        if begun and begun.day == self._desk.today():
            return self._done(journal, begun)
        if beginning.meant(journal, Kept.CHECKIN, id) != id or begun:
            return self._opening(journal, (self._library.say("error.old_button"),))
        return cards.form(self._library, id, _nonce())

    def _sent(self, journal: Journal, heard: Heard) -> Card:
        """The form: kept once, however often it is sent."""
        fields, say = self._texts.fields, self._library.say
        if answers.too_long(fields, heard.given):
            return given_back(
                self._library, heard, self._opening(journal, (too_long(self._library, heard),))
            )
        answer = answers.accept(fields, heard.given, None, blanks_keep=False)
        id = heard.press.sitting or beginning.next_one(journal, Kept.CHECKIN)
        before = records.one_of(journal, id)
        if before is None:
            if journal.get(Shelf.SITTINGS, id):
                return given_back(
                    self._library, heard, self._opening(journal, (say("error.old_button"),))
                )
            return self._keep(journal, records.new(id, *self._when(), answer))
        if before.answer == answer:
            return self._done(journal, before)
        again = self._done(journal, before, say("checkin_page.closed_form"))
        return given_back(self._library, heard, again)

    def _looked(self, journal: Journal, heard: Heard) -> Card:
        """The room: with the weather, or without."""
        id = heard.press.sitting or beginning.next_one(journal, Kept.CHECKIN)
        weather = self._texts.weather
        before = records.one_of(journal, id)
        is_another = before is None and journal.get(Shelf.SITTINGS, id) is not None
        if is_another or (before and before.day != self._desk.today()):
            return self._opening(journal, (self._library.say("error.old_button"),))
        offered = frozenset(c.id for c in weather.choices)
        answer = before.answer if before else Confidential[Answer]({})
        if heard.press.step == "weather":
            answer = answers.pick(answer, weather, heard.picked, offered)
        if before is None:
            return self._keep(journal, records.new(id, *self._when(), answer, room=True))
        if before.answer != answer:
            before = replace(before, answer=answer, turn=before.turn + 1)
            records.keep(journal, before)
        return self._done(journal, before)

    def _when(self) -> tuple[datetime, date]:
        return self._desk.now(), self._desk.today()

    def _keep(self, journal: Journal, one: CheckedIn) -> Card:
        """Keep a new one, and say what was tapped asks for: at most one thing at a time."""
        decided, noted = records.habits(journal), self._library.say("finish.checkin")
        one = records.keep_new(journal, one)
        recent = habits.recent(journal, self._desk.now())
        lines: Lines = (noted, *heavy(self._library, one))
        also: tuple[Button, ...] = ()
        if care.is_medical(self._library.shared.medical, one.answer):
            lines = (noted, medical(self._library, _country(journal)))
        elif several_strong(recent, decided, self._desk.now()):
            records.keep_habits(journal, replace(decided, strong_said=self._desk.now()))
            lines, also = (noted, self._texts.strong), (cards.hush(self._library, one),)
        return self._after(journal, one, recent, lines if len(lines) > 1 else (), also)

    def _done(self, journal: Journal, one: CheckedIn, *lines: Words) -> Card:
        return self._after(journal, one, habits.recent(journal, self._desk.now()), lines)

    def _after(
        self,
        journal: Journal,
        one: CheckedIn,
        recent: list[CheckedIn],
        lines: Lines,
        also: tuple[Button, ...] = (),
    ) -> Card:
        """The page after it, with what there is to say; nothing in particular: that it is noted."""
        texts = self._texts
        if records.habits(journal).patterns and habits.enough(texts, recent, self._desk.now()):
            also += (cards.backward(self._library),)
        count = journal.contents.count(Kept.CHECKIN.value)
        text = texts.done_say[count % len(texts.done_say)]
        if is_empty(one) and not one.room:
            text = texts.nothing_say
        return cards.done(self._library, one, lines or (text,), also)

    def _with_one(self, journal: Journal, heard: Heard) -> Reply:
        """A press on the page of one check-in."""
        press, library = heard.press, self._library
        if not press.step:
            return self._opening(journal)
        one = records.one_of(journal, press.sitting)
        if one is None:
            return given_back(
                self._library, heard, self._opening(journal, (library.say("sittings.gone"),))
            )
        match press.step:
            case "look":
                return looked_at(library, one, cards.adding(library, one))
            case "words":
                return cards.words(library, one)
            case "family":
                families = [f.id for f in library.shared.families]
                return cards.words(library, one, heard.one_of(families))
            case "pick":
                return self._pick(journal, one, heard)
            case "write":
                return cards.line_form(library, one, _nonce())
            case "line":
                return self._line(journal, one, heard)
            case step if step == TAKE_OUT:
                return self._without_line(journal, one, heard)
            case "talk":
                script = library.talk
                return self._walkthrough.begin_with(
                    journal, script, for_a_talk(script, one), one.id
                )
            case "hush":
                records.keep_habits(journal, replace(records.habits(journal), strong=False))
                return self._done(journal, one, library.say("look_back.hushed"))
            case _:
                return self._done(journal, one)

    def _pick(self, journal: Journal, one: CheckedIn, heard: Heard) -> Card:
        """Words out of one neighbourhood; those of the others stay."""
        families = self._library.shared.families
        family = next((f for f in families if f.id == heard.press.detail), None)
        if family is None:
            return self._done(journal, one, self._library.say("error.old_button"))
        offered = frozenset(w.id for w in family.words)
        field = self._texts.field("feelings")
        after = replace(
            one,
            answer=answers.pick(one.answer, field, heard.picked, offered),
            turn=one.turn + 1,
        )
        records.keep(journal, after)
        # Said once: not again for a word that stood there already.
        before, now = heavy(self._library, one), heavy(self._library, after)
        lines = now if now != before else ()
        return cards.words(self._library, after, family.id, lines)

    def _line(self, journal: Journal, one: CheckedIn, heard: Heard) -> Card:
        """One line more, or another one in its place."""
        say = self._library.say
        if answers.too_long([NOTE], heard.given):
            return given_back(
                self._library, heard, self._done(journal, one, too_long(self._library, heard))
            )
        answer = answers.accept([NOTE], heard.given, one.answer, blanks_keep=not heard.private)
        if answer == one.answer:
            return self._done(journal, one)
        if heard.press.detail != str(one.turn):
            changed = self._done(journal, one, say("checkin_page.changed_line"))
            return given_back(self._library, heard, changed)
        if answers.emptied([NOTE], one.answer, answer):
            keep, out = (
                str(Press(cards.VERB, one.id, step, detail))
                for step, detail in (("kept", ""), (TAKE_OUT, str(one.turn)))
            )
            return emptied_page(self._library, one.id, keep, out)
        return self._with_line(journal, one, answer)

    def _without_line(self, journal: Journal, one: CheckedIn, heard: Heard) -> Card:
        """They were asked, and want it gone."""
        if heard.press.detail != str(one.turn):
            return self._done(journal, one, self._library.say("error.old_button"))
        left = one.answer.map(lambda a: {k: kept for k, kept in a.items() if k != NOTE.key})
        return self._with_line(journal, one, left)

    def _with_line(self, journal: Journal, one: CheckedIn, answer: Confidential[Answer]) -> Card:
        one = replace(one, answer=answer, turn=one.turn + 1)
        records.keep(journal, one)
        return self._done(journal, one)


def _country(journal: Journal) -> str:
    record = journal.get(Shelf.SETTINGS, journal.named(COUNTRY))
    return kinds.COUNTRY.read(record).code if record else ""


def _nonce() -> str:
    return os.urandom(NONCE).hex()
