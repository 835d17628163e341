"""The day and time that were set for a talk, on its card in place of what was written of them."""

from dataclasses import replace
from functools import partial

from bot.confidential import Confidential
from bot.content import Library
from bot.forms.answers import Answer
from bot.forms.sitting import Sitting
from bot.forms.talk import planned


def as_set(library: Library, sitting: Sitting) -> Sitting:
    """The same, so that its card says one time and no other. What was written is still kept."""
    script = library.script_of(sitting)
    at = planned(script, sitting)
    if at is None:
        return sitting
    first, *_ = script.roles.when
    moment, answers = library.dates.moment(at), {**sitting.answers}
    for spot in script.roles.when:
        was = answers.get(spot.question, Confidential[Answer]({}))
        answers[spot.question] = was.map(partial(_put, spot.key, moment if spot == first else ""))
    return replace(sitting, answers=answers)


def _put(key: str, text: str, answer: Answer) -> Answer:
    return {**answer, key: text}
