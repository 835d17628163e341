"""A finished walkthrough with any answers: the longest there can be, none, every script."""

from collections.abc import Callable
from dataclasses import replace

from bot.confidential import Confidential
from bot.features.walkthrough.example import example_sitting
from bot.forms.answers import Answer
from bot.forms.fields import Field
from bot.forms.sitting import Sitting
from tests.journeys.walks import LIBRARY, SCRIPT

SCRIPTS = {
    "Latin": "Ich wünsche mir, dass wir früher darüber reden: ça va? Žluťoučký kůň, Łódź.",
    "Greek": "Θέλω να μιλήσουμε ήρεμα για την Κυριακή. Ἐν ἀρχῇ ἦν ὁ λόγος.",  # noqa: RUF001
    "Cyrillic": "Я хочу, чтобы ты спросила меня заранее. Їжак, ћирилица.",
    "Arabic": "أريد أن تسأليني قبل أن تدعي أحدا. شكرا لك (حقا)، يوم 12.",
    "Hebrew": "אני רוצה שתשאלי אותי לפני שאת מזמינה אנשים. תודה, ביום 12.",
    "Devanagari": "मैं चाहती हूँ कि तुम मुझसे पहले पूछो। धन्यवाद, क्षमा करें।",
    "CJK": "我希望你先问问我。日曜日の前に聞いてほしいです。",
    "emoji": "Warm 🙂 and clear 👍🏽, hands still 👩‍👩‍👧 🇩🇪 ❤️ ☀️",
}
SENTENCE = "I would like us to talk about it before anybody is invited, and to keep liking it. "


def sitting(write: Callable[[Field], str]) -> Sitting:
    """Every question answered: as much as can be chosen, and what `write` gives."""
    answers = {q.id: Confidential(_answer(q.fields, write)) for q in SCRIPT.questions}
    # The talk is with whom it is about; every branch that would lead elsewhere was declined.
    decided = {branch.id: False for branch in SCRIPT.branches}
    return replace(example_sitting(LIBRARY, SCRIPT), answers=answers, decided=decided)


def _answer(fields: tuple[Field, ...], write: Callable[[Field], str]) -> Answer:
    answer: Answer = {}
    for field in fields:
        widest = sorted(field.choices, key=lambda c: len(c.label), reverse=True)
        if field.kind.is_words:
            text = write(field)
            answer[field.key] = text.splitlines() if field.most_items else text
        elif field.choices:
            ids = [c.id for c in widest[: field.most]]
            answer[field.key] = ids if field.most > 1 else ids[0]
    return answer


def longest(field: Field) -> str:
    """As much as the form takes."""
    lines = field.most_items or 1
    each = field.most_chars // lines - (lines > 1)
    return "\n".join((SENTENCE * 20)[:each].strip() for _ in range(lines))


def usual(field: Field) -> str:
    """Some sentences, a quarter of what the form takes."""
    lines = min(field.most_items, 3) or 1
    each = max(20, field.most_chars // 4 // lines)
    return "\n".join((SENTENCE * 20)[:each].strip() for _ in range(lines))
