"""A walk through the script without Discord or a store: moves in, pages out."""

from dataclasses import replace
from datetime import date

from bot.confidential import Confidential
from bot.content import load
from bot.features.walkthrough import engine as walkthrough_engine
from bot.features.walkthrough.moves import Decide, Move, Onward, Skip, Write
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.banner import Banner
from bot.forms.script import Question
from bot.forms.sitting import REVIEW, PageKind, Sitting, Step

LIBRARY = load()
SCRIPT = LIBRARY.talk
DAY = date(2026, 11, 23)


class Walk:
    """One sitting, moved along."""

    def __init__(self, length: str = "full") -> None:
        fresh = Sitting(b"s" * 16, "prepare", 1, length, REVIEW, DAY, DAY)
        self.sitting = replace(fresh, at=route.pages(SCRIPT, fresh)[0])
        self.lines: tuple[Banner, ...] = ()
        self.unkept = False

    @property
    def at(self) -> str:
        return str(self.sitting.at)

    def does(self, move: Move) -> "Walk":
        outcome = walkthrough_engine.advance(SCRIPT, self.sitting, move)
        self.sitting, self.lines = outcome.sitting, outcome.lines
        self.unkept = outcome.unkept is not None
        return self

    def writes(self, question: str, **given: str | list[str]) -> "Walk":
        turn = self.sitting.turns.get(question, 0)
        words = {key: Confidential(value) for key, value in given.items()}
        return self.does(Write(question, words, turn, blanks_keep=False))

    def skips(self) -> "Walk":
        return self.does(Skip(self.sitting.at))

    def carries_on(self) -> "Walk":
        return self.does(Onward(self.sitting.at))

    def says(self, *, yes: bool, stop: bool = False) -> "Walk":
        return self.does(Decide(self.sitting.at, yes, stop=stop))

    def to(self, step: str) -> "Walk":
        """Pass everything by until this page."""
        for _ in range(60):
            if self.at == step:
                return self
            if self.sitting.at.at is PageKind.QUESTION:
                self.skips()
            elif self.sitting.at.at in {PageKind.STAGE, PageKind.STEADY, PageKind.SAFETY}:
                self.carries_on()
            else:
                self.says(yes=True)
        raise AssertionError(f"{step} was never reached; it ended at {self.at}")

    def has(self, question: str, key: str, value: str | list[str]) -> bool:
        answer = self.sitting.answers.get(question, Confidential[Answer]({}))
        return answer.satisfies(lambda a: a.get(key) == value)

    def asked(self) -> list[str]:
        return [q.id for q in self.questions()]

    def questions(self) -> tuple[Question, ...]:
        return route.questions(SCRIPT, self.sitting)


def steps(walk: Walk) -> list[Step]:
    return list(route.pages(SCRIPT, walk.sitting))
