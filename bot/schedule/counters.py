"""What is counted while the bot is at work: by kinds of ours alone. Never whose, and never what."""

from bisect import bisect_left
from collections import Counter
from enum import Enum

# In seconds. Discord wants to hear of a press within three.
BOUNDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)


class RequestKind(Enum):
    """How somebody asked."""

    COMMAND = "command"
    PRESS = "press"
    FORM = "form"


class AnswerOutcome(Enum):
    """What came of it."""

    ANSWERED = "answered"
    FAILED = "failed"


class NudgeOutcome(Enum):
    """What came of a nudge that was due."""

    SENT = "sent"
    CLOSED = "chat closed"
    PUT_OFF = "put off"
    LATE = "too late"
    BARRED = "barred"


class Counters:
    """Since the start of the process."""

    def __init__(self, nudges: Counter[NudgeOutcome]) -> None:
        self.nudges = nudges
        self.answers: Counter[tuple[RequestKind, AnswerOutcome]] = Counter()
        # How many took at most so long; the last: longer than any of them.
        self.took = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0
        # When it was last looked what is due, by a clock that nobody can set.
        self.looked: float | None = None
        # The most the loop was late within a minute.
        self.late = 0.0

    def answered(self, asked: RequestKind, outcome: AnswerOutcome, seconds: float) -> None:
        """An answer was given, or an apology."""
        self.answers[asked, outcome] += 1
        self.took[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds
