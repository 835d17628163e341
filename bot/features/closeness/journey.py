"""The closeness check: one relationship, in words. Decide, keep, then answer."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

from bot.confidential import Confidential
from bot.context import Action, Context, Feature, Handler, ItemKind, Response, Turn, nonce
from bot.features.closeness import (
    care_pages,
    document,
    engine,
    records,
    statement_pages,
    way_in_pages,
)
from bot.features.closeness.after import After
from bot.features.closeness.before import Before
from bot.features.closeness.moves import (
    Afraid,
    BackFromPlace,
    GoToPlace,
    LeavePlace,
    LookMove,
    Matter,
    Nearer,
    Say,
    SkipPlace,
    WriteLine,
)
from bot.features.closeness.moves import LookOutcome as Came
from bot.features.closeness.pages import page
from bot.features.safety.apply_hold import apply_hold
from bot.forms.closeness_script import LINE, ClosenessScript
from bot.kept.item import KeptItem
from bot.kept.look import RESULTS, Look, LookPlace, PlaceKind
from bot.kept.record_kinds import Kept
from bot.layout.handed_back import given_back
from bot.schedule.reminder import Reminder, ReminderKind
from bot.ui.event import Event
from bot.ui.model import Card, Words
from bot.ui.press import Press, number

# What changes nothing while suggestions are off for them.
NOT_ON_HOLD = ("pick", "keep", "differences", "then", "again", "remind", "prepare")

# What is done about one look.
LookStep: TypeAlias = Callable[[Turn, Look, Event], Response | Awaitable[Response]]
LookDecides: TypeAlias = Callable[[Turn, LookPlace, Event], LookMove | None]


class Closeness:
    """Every press of it has the verb "closeness"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._before = Before(at)
        self._after = After(at)

    @property
    def _script(self) -> ClosenessScript:
        return self._at.library.closeness.script

    def feature(self) -> Feature:
        before, after = self._before, self._after
        none: dict[str, Handler] = {
            "": lambda turn, _: before.opening(turn),
            "new": lambda turn, _: before.intro(turn),
            "which": self._which,
            **dict.fromkeys(("whom", "form", "named"), self._begins),
            **before.fixed(),
        }
        looks: dict[str, LookStep] = {
            "here": self._page,
            "line": self._line_form,
            care_pages.PLAN: self._plan,
            "pause": lambda turn, look, _: statement_pages.pause_page(turn.library, look),
            "stop": lambda turn, look, _: statement_pages.stopped_page(turn.library, look),
            "person": self._person,
            "kept": self._kept,
            "done": after.done,
            "save": after.save,
            "pick": after.pick,
            "keep": after.keep,
            "differences": after.differences,
            "then": after.then,
            "again": after.again,
            "prepare": after.prepare,
        }
        moves: dict[str, LookDecides] = {
            "say": lambda turn, at, event: Say(at, event.press.detail, turn.today),
            "matter": lambda _, at, event: Matter(at, now=event.press.detail == "on"),
            "unline": self._take_out,
            "next": lambda turn, at, _: LeavePlace(at, turn.today),
            "skip": lambda turn, at, _: SkipPlace(at, turn.today),
            "back": lambda _, at, __: BackFromPlace(at),
            "jump": self._jump,
            "sofar": lambda _, __, ___: GoToPlace(RESULTS),
            "nearer": lambda turn, at, event: Nearer(at, event.press.detail, turn.today),
            "afraid": lambda turn, at, event: Afraid(at, event.press.detail, turn.today),
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
            items={Kept.CLOSENESS.value: ItemKind(self.kept)},
            nudges={ReminderKind.AGAIN: self._nudged},
            wanted="closeness",
            if_held=self._if_held,
        )

    def kept(self, turn: Turn, id: bytes) -> KeptItem | None:
        """A check, as /my-words has it."""
        library, session = turn.library, turn.session
        look = records.look(session, self._script, id)
        if look is None:
            return None
        line = way_in_pages.item(library, look)
        return KeptItem(
            id=look.id,
            name=line.label,
            plain=line.plain_label,
            detail=f"{self._script.title}. {line.detail}",
            touched=look.touched,
            opens=str(Press("closeness", look.id, "here")),
            blocks=lambda: document.look_blocks(library, look),
            unfinished=look.finished is None,
            of_somebody=look.is_named,
        )

    async def _nudged(self, turn: Turn, event: Event, entry: Reminder) -> Response:
        return await turn.follow(event, Press("closeness", entry.about, "person"))

    def _with(self, does: LookStep) -> Handler:
        """What is done about the look a press stands on."""

        def run(turn: Turn, event: Event) -> Response | Awaitable[Response]:
            if not event.press.sitting:
                return self._before.opening(turn)
            look = records.look(turn.session, self._script, event.press.sitting)
            if look is None:
                # Deleted, or somebody else's: there is no telling which, and none is told.
                return self._gone(turn, event)
            return does(turn, look, event)

        return run

    def _if_held(self, turn: Turn, event: Event) -> Card | None:
        look = records.look(turn.session, self._script, event.press.sitting)
        return self._after.results(turn, look) if look and look.alone else None

    def _which(self, turn: Turn, event: Event) -> Card:
        """One of several was chosen."""
        found = {look.id.hex(): look for look in self._before.people(turn.session)}
        chosen = found.get(event.one_of(list(found)))
        if chosen is None:
            return self._gone(turn, event)
        if chosen.finished:
            return self._before.person_page(turn, chosen, event)
        return self._page(turn, chosen, event)

    def _begins(self, turn: Turn, event: Event) -> Response:
        """On the way to a new look, which gets its name."""
        match self._before.begins(turn, event):
            case (look, said):
                return self._page(turn, look, event, said)
            case reply:
                return reply

    def _line_form(self, turn: Turn, look: Look, event: Event) -> Response:
        if not look.at.is_statement or _place(event) != look.at:
            return self._moved_on(turn, look, event)
        item = self._script.item(look.at.id)
        return statement_pages.line_form(turn.library, look, item, nonce())

    def _plan(self, turn: Turn, look: Look, event: Event) -> Response:
        if look.at.at is not PlaceKind.OWN or _place(event) != look.at:
            return self._moved_on(turn, look, event)
        return care_pages.own_page(turn.library, look, view=care_pages.PLAN)

    def _moved_on(self, turn: Turn, look: Look, event: Event) -> Response:
        """A press on a page they are not on any more."""
        return self._page(turn, look, event, (turn.library.say("error.old_button"),))

    def _person(self, turn: Turn, look: Look, event: Event) -> Response:
        if not look.finished:
            return self._page(turn, look, event)
        return self._before.person_page(turn, look, event)

    def _moves(self, decide: LookDecides) -> LookStep:
        async def does(turn: Turn, look: Look, event: Event) -> Response:
            move = decide(turn, _place(event) or look.at, event)
            if move is None:
                return self._page(turn, look, event)
            return await self._moved(turn, look, move, event)

        return does

    async def _moved(self, turn: Turn, look: Look, move: LookMove, event: Event) -> Card:
        """Decided, kept, and then the page it leads to."""
        came = engine.advance(self._script, look, move)
        if came.look != look:
            # Where they stand is no change: a look keeps nothing longer.
            only_seen = replace(came.look, at=look.at) == look
            day = look.touched if only_seen else turn.today
            came = replace(came, look=replace(came.look, touched=day))
            records.keep(turn.session, came.look)
        if came.holds and look.is_named:
            await apply_hold(turn, look.label)
        return self._said(turn, came, event)

    async def _kept(self, turn: Turn, look: Look, event: Event) -> Response:
        """A line; where a form came back empty, they are asked first."""
        line, count = event.line(LINE), number(event.press.detail)
        at = _place(event) or look.at
        move = WriteLine(at.id, line, count, blank_keeps=not event.private)
        if _empties(look, move):
            return statement_pages.emptied_line(turn.library, look, move.item)
        return await self._moved(turn, look, move, event)

    def _take_out(self, turn: Turn, at: LookPlace, event: Event) -> LookMove:
        del turn
        count = number(event.press.detail)
        return WriteLine(at.id, Confidential(""), count, blank_keeps=False)

    def _jump(self, turn: Turn, at: LookPlace, event: Event) -> LookMove | None:
        del turn, at
        theme = event.one_of([t.id for t in self._script.themes])
        return GoToPlace(LookPlace(PlaceKind.THEME, theme)) if theme else None

    def _said(self, turn: Turn, came: Came, event: Event) -> Card:
        said = statement_pages.lines(turn.library, came, private=event.private)
        shown = self._page(turn, came.look, event, said)
        return shown if came.unkept is None else given_back(turn.library, event, shown)

    def _page(self, turn: Turn, look: Look, event: Event, said: tuple[Words, ...] = ()) -> Card:
        if look.at == RESULTS:
            return self._after.results(turn, look, said)
        return page(turn.library, look, said, private=event.private)

    def _gone(self, turn: Turn, event: Event) -> Card:
        gone = (turn.library.say("closeness_page.gone"),)
        return given_back(turn.library, event, self._before.opening(turn, gone))


def _empties(look: Look, move: WriteLine) -> bool:
    """Whether a form came back empty that would take out a line."""
    blank = not (move.blank_keeps or move.line.satisfies(bool))
    return blank and look.keeps(move.item, LINE) and move.turn == look.turns.get(move.item, 0)


def _place(event: Event) -> LookPlace | None:
    """The page a press stood on; None where it says none."""
    return LookPlace.parse(event.press.step.partition(".")[2])
