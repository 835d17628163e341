"""The body check-in: what one is, when a sentence is due, and a plain tally. Pure.

It never says what anything means. Only what was tapped is looked at.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from bot.confidential import Confidential, pair
from bot.forms import answers
from bot.forms.answers import Answer
from bot.forms.fields import Choice, Field
from bot.forms.labels import chosen_ids
from bot.forms.script import Question, Script
from bot.kept.checked_in import CheckedIn, Habits

# Said once: so many very strong ones, within so long, and not again for so long.
STRONG, STRONG_WITHIN, STRONG_APART = 3, timedelta(days=7), timedelta(days=14)
VERY_STRONG = "very_strong"
# How far a look back reaches, and how much of each it names.
WEEKS = 4
MOST_NAMED = 3
# "No word yet" is an answer, and not a word to count.
NO_WORD = "no_word"


def decided(before: Habits, what: str) -> Habits:
    """One of them decided anew: its name, and on or off."""
    name, _, state = what.partition(".")
    on = state == "on"
    match name:
        case "room":
            return replace(before, room_first=on)
        case "patterns":
            return replace(before, patterns=on)
        case "strong":
            return replace(before, strong=on)
        case "picture":
            return replace(before, picture=on)
        case _:
            return before


def for_a_talk(script: Script, one: CheckedIn) -> dict[str, Confidential[Answer]]:
    """What was noted, as answers to those questions of a walkthrough that take it from here."""
    found = {q.id: one.answer.map(partial(_taken_by, q)) for q in script.questions}
    return {id: answer for id, answer in found.items() if not answers.is_empty(answer)}


def _taken_by(question: Question, noted: Answer) -> Answer:
    taken = {f.key: f.from_checkin for f in question.fields if f.from_checkin}
    return {key: noted[name] for key, name in taken.items() if noted.get(name)}


def used_lately(those: Iterable[CheckedIn], field: Field, most: int) -> tuple[Choice, ...]:
    """The words they noted last. Those that are heavy to carry are never put before anybody."""
    offered = [c for c in field.choices if not c.help and c.id != NO_WORD]
    # Of most check-ins none is to be asked for word by word: they have none of these.
    some = (one for one in those if one.chose(field.key, *(c.id for c in offered)))
    noted = (c for one in some for c in offered if one.chose(field.key, c.id))
    return tuple(islice(dict.fromkeys(noted), most))


def takes_nothing_back(before: Confidential[Answer], after: Confidential[Answer]) -> bool:
    """Whether all that was noted before is there still: the rest was added."""
    return pair(before, after).satisfies(
        lambda both: all(_holds(both[1].get(key), kept) for key, kept in both[0].items())
    )


def _holds(now: str | list[str] | None, kept: str | list[str]) -> bool:
    return set(kept) <= set(now or ()) if isinstance(kept, list) else not kept or now == kept


def several_strong(all_of_them: Sequence[CheckedIn], habits: Habits, now: datetime) -> bool:
    """Whether it is time to say that the last few were very strong: the newest stands first."""
    if not habits.strong or not all_of_them:
        return False
    if not all_of_them[0].chose("intensity", VERY_STRONG):
        return False
    if habits.strong_said and now - habits.strong_said < STRONG_APART:
        return False
    lately = [c for c in all_of_them if now - c.at <= STRONG_WITHIN]
    return sum(c.chose("intensity", VERY_STRONG) for c in lately) >= STRONG


def lately(all_of_them: Sequence[CheckedIn], now: datetime) -> list[CheckedIn]:
    """Those a look back looks at."""
    return [c for c in all_of_them if now - c.at <= timedelta(weeks=WEEKS)]


def most_noted(those: Sequence[CheckedIn], field: Field) -> Confidential[list[tuple[str, int]]]:
    """What was chosen most often, at most three of it, with plain counts."""
    counted = Confidential(Counter[str]())
    for one in those:
        counted = pair(counted, one.answer).map(
            lambda both: both[0] + Counter(chosen_ids(both[1], field.key))
        )
    return counted.map(lambda counts: _first_few(field, counts))


def _first_few(field: Field, counts: Counter[str]) -> list[tuple[str, int]]:
    # Sorted keeps the order of the list where two were noted equally often.
    noted = [(c.label, counts[c.id]) for c in field.choices if counts[c.id] and c.id != NO_WORD]
    return sorted(noted, key=lambda one: one[1], reverse=True)[:MOST_NAMED]
