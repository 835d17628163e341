"""The care rules: what was tapped decides what is offered, and nothing is ever labelled.

Pure. Only options from our own lists are looked at, and the one word typed into "my own word".
"""

from functools import partial

from bot.confidential import Confidential, pair
from bot.forms.answers import Answer
from bot.forms.banner import Banner
from bot.forms.fields import FieldKind, Medical
from bot.forms.labels import chosen_ids, written
from bot.forms.script import Question, Script
from bot.forms.sitting import Sitting

# What is noticed in the body, as the check-in calls it: what it is like, where, and how strong.
BODY = {
    FieldKind.SENSATIONS: "sensations",
    FieldKind.REGIONS: "regions",
    FieldKind.INTENSITY: "intensity",
}


def lines_for(script: Script, sitting: Sitting, question: str) -> tuple[Banner, ...]:
    """What deserves a quiet sentence after this answer, said once."""
    if question not in sitting.answers or not script.has(question):
        return ()
    asked = script.question(question)
    said: list[Banner] = []
    if asked.of_kind(*BODY) and may_be_medical(script, sitting):
        said.append(Banner.MEDICAL)
    if script.steady and is_as_strong(sitting, asked, script.steady.mentioned_at):
        said.append(Banner.MENTION_STEADY)
    if feelings := asked.of_kind(FieldKind.FEELINGS):
        chose = partial(sitting.chose, question, feelings.key)
        if help := script.shared.help_after(chose):
            said.append(Banner(help))
    if _names_an_act(script, sitting, question):
        said.append(Banner.SECOND_STEP)
    return tuple(said)


def is_as_strong(sitting: Sitting, question: Question, levels: tuple[str, ...]) -> bool:
    """Whether it was said here how strong it is, and it is one of these."""
    strength = question.of_kind(FieldKind.INTENSITY)
    return strength is not None and sitting.chose(question.id, strength.key, *levels)


def may_be_medical(script: Script, sitting: Sitting) -> bool:
    """The rule for all of it together, where feeling and place were asked on several pages."""
    noticed = Confidential[Answer]({})
    for question in script.questions:
        answer = sitting.answers.get(question.id)
        asked = [(BODY[f.kind], f.key) for f in question.fields if f.kind in BODY]
        if answer and asked:
            noticed = pair(noticed, answer).map(partial(_with, asked))
    return is_medical(script.shared.medical, noticed)


def _with(asked: list[tuple[str, str]], both: tuple[Answer, Answer]) -> Answer:
    noticed, answer = both
    for what, key in asked:
        noticed = {**noticed, what: [*chosen_ids(noticed, what), *chosen_ids(answer, key)]}
    return noticed


def is_medical(rule: Medical, noticed: Confidential[Answer]) -> bool:
    """Chest, heart or breath, with pressing, sharp or short of breath, at very strong."""
    asked = {"intensity": rule.intensity, "sensations": rule.sensations, "regions": rule.regions}
    return noticed.satisfies(
        lambda given: all(ids & set(chosen_ids(given, key)) for key, ids in asked.items())
    )


def _names_an_act(script: Script, sitting: Sitting, question: str) -> bool:
    word = script.roles.own_word
    if word is None or word.question != question:
        return False
    return sitting.answers[question].satisfies(
        lambda given: written(given, word.key).strip().lower() in script.shared.second_step.words
    )
