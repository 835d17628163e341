"""What people do in many tests: agree, begin, and answer as in the worked example."""

import tomllib

from bot.content import load
from bot.content.library import ENGLISH
from bot.forms.fields import Field
from bot.forms.script import Question
from tests.actors import Person

LIBRARY = load()
SCRIPT = LIBRARY.talk
TOTAL = len(SCRIPT.whole.questions)
EXAMPLE = tomllib.loads((ENGLISH / "walkthroughs" / "prepare.example.toml").read_text("utf8"))[
    "answers"
]


async def agree(who: Person) -> None:
    """From the first command to the question of how much room there is."""
    await who.runs("/prepare")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")


async def begin(who: Person, length: str = "All 20 questions") -> None:
    """As far as the first page of a new walkthrough."""
    await agree(who)
    await who.presses(length)


def filled(question: Question, answer: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    """An answer of the content files, as somebody fills in the form."""
    return {
        field.label: _shown(field, answer[field.key])
        for field in question.fields
        if field.key in answer
    }


def _shown(field: Field, value: str | list[str]) -> str | list[str]:
    labels = {c.id: c.label.replace("{about}", "Lena") for c in field.choices}
    if field.kind.is_words:
        return value if isinstance(value, str) else "\n".join(value)
    return labels[value] if isinstance(value, str) else [labels[id] for id in value]


async def answers_all(who: Person) -> None:
    """All twenty, as Mara did, from the first question to the review."""
    for question in SCRIPT.questions:
        await passes_by(who, question.original)
        assert question.original in who.page.text, who.page
        await who.writes(filled(question, EXAMPLE[question.id]))


async def says_a_line(who: Person, line: str = "") -> str:
    """Past everything to the one line they want to say: with it there is enough for a card."""
    await skips_to(who, SCRIPT.question("message").original)
    line = line or who.sentence()
    await who.writes({"In one sentence": line})
    return line


async def passes_by(who: Person, question: str) -> None:
    """A breath between two stages, and whether it is safe to tell them."""
    for way in ("Carry on", "Yes"):
        if who.page.has(way, exactly=True) and question not in who.page.text:
            await who.presses(way)


async def skips_to(who: Person, words: str) -> None:
    """Pass everything by until a page says this."""
    for _ in range(60):
        if words in who.page.text:
            return
        label = next(x for x in ("Skip this question", "Carry on", "Yes") if who.page.has(x))
        await who.presses(label, on=who.page)
    raise AssertionError(f"{words!r} was never reached:\n{who.page}")
