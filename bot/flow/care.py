"""The care rules: what was tapped decides what is offered, and nothing is ever labelled.

Pure. Only options from our own lists are looked at, and the one word typed into "my own word".
"""

from functools import partial

from bot.confidential import Confidential, pair
from bot.flow.labels import chosen_ids
from bot.flow.moves import Line
from bot.flow.script import Medical, Script
from bot.flow.sitting import Answer, Sitting


def lines_for(script: Script, sitting: Sitting, question: str) -> tuple[Line, ...]:
    """What deserves a quiet sentence after this answer, said once."""
    answer = sitting.answers.get(question)
    if answer is None:
        return ()
    said: list[Line] = []
    if question in {"body_feeling", "body_where"} and may_be_medical(script, sitting):
        said.append(Line.MEDICAL)
    if sitting.chose(question, "intensity", *script.steady.mentioned_at):
        said.append(Line.MENTION_STEADY)
    if help := script.help_after(partial(sitting.chose, question, "feelings")):
        said.append(Line(help))
    if answer.satisfies(lambda given: _names_an_act(script, given)):
        said.append(Line.SECOND_STEP)
    return tuple(said)


def may_be_medical(script: Script, sitting: Sitting) -> bool:
    """The same rule, where feeling and place were asked on two pages."""
    what, where = (sitting.answers.get(id) for id in ("body_feeling", "body_where"))
    if what is None or where is None:
        return False
    return is_medical(script.medical, pair(what, where).map(lambda both: both[0] | both[1]))


def is_medical(rule: Medical, answer: Confidential[Answer]) -> bool:
    """Chest, heart or breath, with pressing, sharp or short of breath, at very strong."""
    asked = {
        "intensity": rule.intensity,
        "sensations": rule.sensations,
        "regions": rule.regions,
    }
    return answer.satisfies(
        lambda given: all(ids & set(chosen_ids(given, key)) for key, ids in asked.items())
    )


def _names_an_act(script: Script, given: Answer) -> bool:
    word = given.get("own_word", "")
    return isinstance(word, str) and word.strip().lower() in script.second_step.words
