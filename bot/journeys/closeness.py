"""The closeness check: one relationship, in words. Decide, keep, then answer."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

from bot.cards.closeness import care, document, statements, way_in
from bot.cards.closeness.pages import page
from bot.cards.lines import words_back
from bot.confidential import Confidential
from bot.context import Action, Context, Feature, Handler, Item, Response, Turn, nonce
from bot.doors import Card, Words
from bot.flow.agenda import Entry, Kind
from bot.flow.closeness import engine
from bot.flow.closeness.look import LINE, RESULTS, At, Look, Place
from bot.flow.closeness.moves import (
    Afraid,
    Back,
    GoTo,
    Matter,
    Move,
    Nearer,
    Onward,
    Say,
    Skip,
    Write,
)
from bot.flow.closeness.moves import Outcome as Came
from bot.flow.presses import Press, number
from bot.heard import Heard
from bot.journeys import closeness_records as records
from bot.journeys.closeness_after import After
from bot.journeys.closeness_before import Before
from bot.journeys.closeness_hush import hush
from bot.journeys.desk import Kept
from bot.journeys.kept import Thing
from bot.store import Journal

# What changes nothing while suggestions are off for them.
NOT_ON_HOLD = ("pick", "keep", "differences", "then", "rows", "again", "remind", "prepare")

# What is done about one look.
Does: TypeAlias = Callable[[Turn, Look, Heard], Response | Awaitable[Response]]
Decides: TypeAlias = Callable[[Turn, Place, Heard], Move | None]


class Closeness:
    """Every press of it has the verb "closeness"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._library = at.library
        self._script = at.library.closeness.script
        self._before = Before(at.library)
        self._after = After(at)

    def feature(self) -> Feature:
        before, after = self._before, self._after
        none: dict[str, Handler] = {
            "": lambda turn, _: before.opening(turn.journal),
            "new": lambda turn, _: before.intro(turn.journal),
            "which": self._which,
            **dict.fromkeys(("whom", "form", "named"), self._begins),
            **before.fixed(),
        }
        looks: dict[str, Does] = {
            "here": lambda turn, look, heard: self._page(turn.journal, look, heard),
            "line": self._line_form,
            care.PLAN: self._plan,
            "pause": lambda _, look, __: statements.pause_page(self._library, look),
            "stop": lambda _, look, __: statements.stopped_page(self._library, look),
            "person": self._person,
            "kept": self._kept,
            "done": after.done,
            "save": after.save,
            "pick": after.pick,
            "keep": after.keep,
            "differences": after.differences,
            "then": after.then,
            "rows": after.then,
            "again": after.again,
            "prepare": after.prepare,
        }
        moves: dict[str, Decides] = {
            "say": self._say,
            "matter": lambda _, at, heard: Matter(at, now=heard.press.detail == "on"),
            "unline": self._take_out,
            "next": lambda turn, at, _: Onward(at, turn.today),
            "skip": lambda turn, at, _: Skip(at, turn.today),
            "back": lambda _, at, __: Back(at),
            "jump": self._jump,
            "sofar": lambda _, __, ___: GoTo(RESULTS),
            "nearer": lambda _, at, heard: Nearer(at, heard.press.detail),
            "afraid": lambda turn, at, heard: Afraid(at, heard.press.detail, turn.today),
        }
        does = looks | {act: self._moves(decide) for act, decide in moves.items()}
        actions = {act: Action(run) for act, run in none.items()} | {
            act: Action(self._with(run), on_hold=act not in NOT_ON_HOLD)
            for act, run in does.items()
        }
        remind = self._with(after.remind)
        actions["remind"] = Action(remind, on_hold=False, before=after.address_of)
        return Feature(
            "closeness",
            commands={"closeness": actions[""]},
            actions={f"closeness.{act}": action for act, action in actions.items()},
            items={Kept.CLOSENESS.value: Item(self.kept)},
            nudges={Kind.AGAIN: self._nudged},
            wanted="closeness",
            if_held=self._if_held,
        )

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A check, as /my-words has it."""
        look = records.look(journal, self._script, id)
        if look is None:
            return None
        line = way_in.item(self._library, look)
        return Thing(
            id=look.id,
            name=line.label,
            plain=line.plain_label,
            detail=f"{self._script.title}. {line.detail}",
            touched=look.touched,
            opens=str(Press("closeness", look.id, "here")),
            blocks=lambda: document.look_blocks(self._library, look),
            unfinished=look.finished is None,
            of_somebody=look.is_named,
        )

    async def _nudged(self, turn: Turn, heard: Heard, entry: Entry) -> Response:
        return await turn.follow(heard, Press("closeness", entry.about, "person"))

    def _with(self, does: Does) -> Handler:
        """What is done about the look a press stands on."""

        def run(turn: Turn, heard: Heard) -> Response | Awaitable[Response]:
            if not heard.press.sitting:
                return self._before.opening(turn.journal)
            look = records.look(turn.journal, self._script, heard.press.sitting)
            if look is None:
                # Deleted, or somebody else's: there is no telling which, and none is told.
                return self._gone(turn.journal, heard)
            return does(turn, look, heard)

        return run

    def _if_held(self, turn: Turn, heard: Heard) -> Card | None:
        look = records.look(turn.journal, self._script, heard.press.sitting)
        return self._after.results(turn.journal, look) if look and look.alone else None

    def _which(self, turn: Turn, heard: Heard) -> Card:
        """One of several was chosen."""
        found = {look.id.hex(): look for look in self._before.people(turn.journal)}
        chosen = found.get(heard.one_of(list(found)))
        if chosen is None:
            return self._gone(turn.journal, heard)
        if chosen.finished:
            return self._before.person_page(chosen, heard, turn.today)
        return self._page(turn.journal, chosen, heard)

    def _begins(self, turn: Turn, heard: Heard) -> Response:
        """On the way to a new look, which gets its name."""
        match self._before.begins(turn, heard):
            case (look, said):
                return self._page(turn.journal, look, heard, said)
            case reply:
                return reply

    def _line_form(self, turn: Turn, look: Look, heard: Heard) -> Response:
        if look.at.at is not At.ITEM or _place(heard) != look.at:
            return self._page(turn.journal, look, heard)
        return statements.line_form(self._library, look, self._script.item(look.at.id), nonce())

    def _plan(self, turn: Turn, look: Look, heard: Heard) -> Response:
        if look.at.at is not At.OWN or _place(heard) != look.at:
            return self._page(turn.journal, look, heard)
        return care.own_page(self._library, look, view=care.PLAN)

    def _person(self, turn: Turn, look: Look, heard: Heard) -> Response:
        if not look.finished:
            return self._page(turn.journal, look, heard)
        return self._before.person_page(look, heard, turn.today)

    def _moves(self, decide: Decides) -> Does:
        async def does(turn: Turn, look: Look, heard: Heard) -> Response:
            move = decide(turn, _place(heard) or look.at, heard)
            if move is None:
                return self._page(turn.journal, look, heard)
            return await self._moved(turn, look, move, heard)

        return does

    async def _moved(self, turn: Turn, look: Look, move: Move, heard: Heard) -> Card:
        """Decided, kept, and then the page it leads to."""
        came = engine.advance(self._script, look, move)
        if came.look != look:
            came = replace(came, look=replace(came.look, touched=turn.today))
            records.keep(turn.journal, came.look)
        if came.holds and look.is_named:
            await hush(turn, look.label)
        return self._said(turn.journal, came, heard)

    def _say(self, turn: Turn, at: Place, heard: Heard) -> Move | None:
        del turn
        answer = heard.one_of([c.id for c in self._script.choices])
        return Say(at, heard.press.detail, answer) if answer else None

    async def _kept(self, turn: Turn, look: Look, heard: Heard) -> Response:
        """A line; where a form came back empty, they are asked first."""
        line, count = heard.line(LINE), number(heard.press.detail)
        at = _place(heard) or look.at
        move = Write(at.id, line, count, blank_keeps=not heard.private)
        if _empties(look, move):
            return statements.emptied_line(self._library, look, move.item)
        return await self._moved(turn, look, move, heard)

    def _take_out(self, turn: Turn, at: Place, heard: Heard) -> Move:
        del turn
        count = number(heard.press.detail)
        return Write(at.id, Confidential(""), count, blank_keeps=False)

    def _jump(self, turn: Turn, at: Place, heard: Heard) -> Move | None:
        del turn, at
        theme = heard.one_of([t.id for t in self._script.themes])
        return GoTo(Place(At.THEME, theme)) if theme else None

    def _said(self, journal: Journal, came: Came, heard: Heard) -> Card:
        said = statements.lines(self._library, came, private=heard.private)
        shown = self._page(journal, came.look, heard, said)
        return self._unkept(shown, heard) if came.unkept is not None else shown

    def _page(
        self, journal: Journal, look: Look, heard: Heard, said: tuple[Words, ...] = ()
    ) -> Card:
        if look.at == RESULTS:
            return self._after.results(journal, look, said)
        return page(self._library, look, said, private=heard.private)

    def _gone(self, journal: Journal, heard: Heard) -> Card:
        gone = (self._library.say("closeness_page.gone"),)
        return self._unkept(self._before.opening(journal, gone), heard)

    def _unkept(self, shown: Card, heard: Heard) -> Card:
        """Words that were not kept are given back, where nobody else can look."""
        return words_back(self._library, shown, heard.given if heard.private else {})


def _empties(look: Look, move: Write) -> bool:
    """Whether a form came back empty that would take out a line."""
    blank = not (move.blank_keeps or move.line.satisfies(bool))
    return blank and look.keeps(move.item, LINE) and move.turn == look.turns.get(move.item, 0)


def _place(heard: Heard) -> Place | None:
    """The page a press stood on; None where it says none."""
    return Place.parse(heard.press.step.partition(".")[2])
