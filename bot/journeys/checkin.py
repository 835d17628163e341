"""The body check-in: half a minute, kept as it was sent, and never interpreted."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from bot.cards import checkin as cards
from bot.cards.checkin_kept import blocks, is_empty, looked_at, name
from bot.cards.checkin_said import heavy, medical
from bot.cards.emptied import emptied_page
from bot.cards.welcome import said
from bot.confidential import Confidential
from bot.content.checkin import NOTE
from bot.context import Action, Context, Feature, Handler, Item, Response, Turn, nonce
from bot.doors import Button, Card, Reply, Words
from bot.flow import answers, care
from bot.flow.agenda import Entry, Kind
from bot.flow.checkin import CheckedIn, for_a_talk, several_strong
from bot.flow.presses import Press
from bot.flow.sitting import Answer
from bot.heard import Heard
from bot.journeys import beginning
from bot.journeys import checkin_habits as habits
from bot.journeys import checkin_records as records
from bot.journeys.desk import COUNTRY, Kept
from bot.journeys.kept import Thing
from bot.journeys.unkept import given_back, too_long
from bot.journeys.walkthrough_begun import begin_with
from bot.records import kinds
from bot.store import Journal
from bot.store.records import Shelf

TAKE_OUT = "unline"

Lines: TypeAlias = tuple[Words, ...]


# What is done about one check-in.
Does: TypeAlias = Callable[[Turn, CheckedIn, Heard], Reply]


class Checkin:
    """Every press of it has the verb "checkin"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._library = at.library
        self._texts = at.library.checkin

    def feature(self) -> Feature:
        library = self._library
        none: dict[str, Handler] = {
            "": lambda turn, _: self._opening(turn.journal),
            "begin": self._begin,
            "no": lambda _, __: said(library, library.say("checkin_page.not_today")),
            "sent": self._sent,
            "weather": self._looked,
            "looked": self._looked,
            "back": lambda turn, _: habits.looking_back(turn.journal, library, turn.now),
            **dict.fromkeys(
                ("room", "habits", "set", "hide"),
                lambda turn, heard: habits.decide(turn.journal, library, heard.press),
            ),
        }
        one: dict[str, Does] = {
            "look": lambda _, one, __: looked_at(library, one, cards.adding(library, one)),
            **dict.fromkeys(("done", "kept"), lambda turn, one, _: self._done(turn, one)),
            "words": lambda _, one, __: cards.words(library, one),
            "family": self._family,
            "pick": self._pick,
            "write": lambda _, one, __: cards.line_form(library, one, nonce()),
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
            actions={f"{cards.VERB}.{act}": action for act, action in actions.items()},
            items={Kept.CHECKIN.value: Item(self.kept)},
            nudges={Kind.DAILY: self._nudged},
            wanted="checkin",
        )

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A check-in, as /my-words has it."""
        one, title = records.one_of(journal, id), self._texts.title
        if one is None:
            return None
        return Thing(
            id=one.id,
            name=name(self._library, one),
            plain=title,
            detail=f"{title}, {one.day.isoformat()}",
            touched=one.day,
            opens=str(Press(cards.VERB, one.id, "look")),
            blocks=lambda: blocks(self._library, one),
        )

    async def _nudged(self, turn: Turn, heard: Heard, entry: Entry) -> Response:
        del heard, entry
        return await turn.open("checkin")

    def _with(self, does: Does) -> Handler:
        """What is done about the check-in a press stands on."""

        def run(turn: Turn, heard: Heard) -> Reply:
            one = records.one_of(turn.journal, heard.press.sitting)
            if one is None:
                gone = (self._library.say("sittings.gone"),)
                return given_back(self._library, heard, self._opening(turn.journal, gone))
            return does(turn, one, heard)

        return run

    def _opening(self, journal: Journal, lines: Lines = ()) -> Card:
        decided = records.habits(journal)
        page = beginning.next_one(journal, Kept.CHECKIN)
        if decided.room_first:
            return cards.room(self._library, page, decided, lines)
        return cards.opening(self._library, page, lines)

    def _begin(self, turn: Turn, heard: Heard) -> Reply:
        """The form; where what came of this page is kept already, that, for as long as it is today.

        A page of before bore no id.
        """
        journal = turn.journal
        id = heard.press.sitting or beginning.next_one(journal, Kept.CHECKIN)
        begun = records.one_of(journal, id)
        if begun and begun.day == turn.today:
            return self._done(turn, begun)
        if beginning.meant(journal, Kept.CHECKIN, id) != id or begun:
            return self._opening(journal, (self._library.say("error.old_button"),))
        return cards.form(self._library, id, nonce())

    def _sent(self, turn: Turn, heard: Heard) -> Card:
        """The form: kept once, however often it is sent."""
        journal, fields, say = turn.journal, self._texts.fields, self._library.say
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
            return self._keep(turn, records.new(id, turn.now, turn.today, answer))
        if before.answer == answer:
            return self._done(turn, before)
        again = self._done(turn, before, say("checkin_page.closed_form"))
        return given_back(self._library, heard, again)

    def _looked(self, turn: Turn, heard: Heard) -> Card:
        """The room: with the weather, or without."""
        journal = turn.journal
        id = heard.press.sitting or beginning.next_one(journal, Kept.CHECKIN)
        weather = self._texts.weather
        before = records.one_of(journal, id)
        is_another = before is None and journal.get(Shelf.SITTINGS, id) is not None
        if is_another or (before and before.day != turn.today):
            return self._opening(journal, (self._library.say("error.old_button"),))
        offered = frozenset(c.id for c in weather.choices)
        answer = before.answer if before else Confidential[Answer]({})
        if heard.press.step == "weather":
            answer = answers.pick(answer, weather, heard.picked, offered)
        if before is None:
            return self._keep(turn, records.new(id, turn.now, turn.today, answer, room=True))
        if before.answer != answer:
            before = replace(before, answer=answer, turn=before.turn + 1)
            records.keep(journal, before)
        return self._done(turn, before)

    def _keep(self, turn: Turn, one: CheckedIn) -> Card:
        """Keep a new one, and say what was tapped asks for: at most one thing at a time."""
        journal, noted = turn.journal, self._library.say("finish.checkin")
        decided = records.habits(journal)
        one = records.keep_new(journal, one)
        recent = habits.recent(journal, turn.now)
        lines: Lines = (noted, *heavy(self._library, one))
        also: tuple[Button, ...] = ()
        if care.is_medical(self._library.shared.medical, one.answer):
            lines = (noted, medical(self._library, _country(journal)))
        elif several_strong(recent, decided, turn.now):
            records.keep_habits(journal, replace(decided, strong_said=turn.now))
            lines, also = (noted, self._texts.strong), (cards.hush(self._library, one),)
        return self._after(turn, one, recent, lines if len(lines) > 1 else (), also)

    def _done(self, turn: Turn, one: CheckedIn, *lines: Words) -> Card:
        return self._after(turn, one, habits.recent(turn.journal, turn.now), lines)

    def _after(
        self,
        turn: Turn,
        one: CheckedIn,
        recent: list[CheckedIn],
        lines: Lines,
        also: tuple[Button, ...] = (),
    ) -> Card:
        """The page after it, with what there is to say; nothing in particular: that it is noted."""
        texts, journal = self._texts, turn.journal
        if records.habits(journal).patterns and habits.enough(texts, recent, turn.now):
            also += (cards.backward(self._library),)
        count = journal.contents.count(Kept.CHECKIN.value)
        text = texts.done_say[count % len(texts.done_say)]
        if is_empty(one) and not one.room:
            text = texts.nothing_say
        return cards.done(self._library, one, lines or (text,), also)

    def _family(self, turn: Turn, one: CheckedIn, heard: Heard) -> Card:
        del turn
        families = [f.id for f in self._library.shared.families]
        return cards.words(self._library, one, heard.one_of(families))

    def _hush(self, turn: Turn, one: CheckedIn, heard: Heard) -> Card:
        """Nothing is said about several strong ones any more."""
        del heard
        journal = turn.journal
        records.keep_habits(journal, replace(records.habits(journal), strong=False))
        return self._done(turn, one, self._library.say("look_back.hushed"))

    def _pick(self, turn: Turn, one: CheckedIn, heard: Heard) -> Card:
        """Words out of one neighbourhood; those of the others stay."""
        families = self._library.shared.families
        family = next((f for f in families if f.id == heard.press.detail), None)
        if family is None:
            return self._done(turn, one, self._library.say("error.old_button"))
        offered = frozenset(w.id for w in family.words)
        field = self._texts.field("feelings")
        after = replace(
            one,
            answer=answers.pick(one.answer, field, heard.picked, offered),
            turn=one.turn + 1,
        )
        records.keep(turn.journal, after)
        # Said once: not again for a word that stood there already.
        before, now = heavy(self._library, one), heavy(self._library, after)
        lines = now if now != before else ()
        return cards.words(self._library, after, family.id, lines)

    def _line(self, turn: Turn, one: CheckedIn, heard: Heard) -> Card:
        """One line more, or another one in its place."""
        say = self._library.say
        if answers.too_long([NOTE], heard.given):
            return given_back(
                self._library, heard, self._done(turn, one, too_long(self._library, heard))
            )
        answer = answers.accept([NOTE], heard.given, one.answer, blanks_keep=not heard.private)
        if answer == one.answer:
            return self._done(turn, one)
        if heard.press.detail != str(one.turn):
            changed = self._done(turn, one, say("checkin_page.changed_line"))
            return given_back(self._library, heard, changed)
        if answers.emptied([NOTE], one.answer, answer):
            keep, out = (
                str(Press(cards.VERB, one.id, step, detail))
                for step, detail in (("kept", ""), (TAKE_OUT, str(one.turn)))
            )
            return emptied_page(self._library, one.id, keep, out)
        return self._with_line(turn, one, answer)

    def _without_line(self, turn: Turn, one: CheckedIn, heard: Heard) -> Card:
        """They were asked, and want it gone."""
        if heard.press.detail != str(one.turn):
            return self._done(turn, one, self._library.say("error.old_button"))
        left = one.answer.map(lambda a: {k: kept for k, kept in a.items() if k != NOTE.key})
        return self._with_line(turn, one, left)

    def _with_line(self, turn: Turn, one: CheckedIn, answer: Confidential[Answer]) -> Card:
        one = replace(one, answer=answer, turn=one.turn + 1)
        records.keep(turn.journal, one)
        return self._done(turn, one)


def _country(journal: Journal) -> str:
    record = journal.get(Shelf.SETTINGS, journal.named(COUNTRY))
    return kinds.COUNTRY.read(record).code if record else ""
