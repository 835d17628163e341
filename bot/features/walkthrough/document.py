"""A walkthrough as a document: its questions and answers, its card, and what it rests on.

Made of plain blocks, written out as Markdown or as text. Only the person's own words.
"""

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.walkthrough.summary import parts
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.fields import WITH, Field, FieldKind
from bot.forms.labels import chosen, lines, written
from bot.forms.script import Question, Script
from bot.forms.sitting import Sitting
from bot.forms.talk import footer, is_for_somebody, label, title, whom
from bot.ui.blocks import Block


def card_blocks(library: Library, sitting: Sitting) -> list[Block]:
    """The card alone."""
    script = library.script_of(sitting)
    blocks = [Block(1, title(script, sitting))]
    if is_for_somebody(script, sitting) and (who := whom(script, sitting)):
        line = script.card.for_line
        blocks.append(Block(0, "", who.map(lambda name: line.replace(f"{{{WITH}}}", name))))
    blocks.extend(Block(2, p.title, p.text) for p in parts(library, sitting))
    blocks.append(Block(0, "", footer(script, sitting)))
    return blocks


def answer_blocks(library: Library, sitting: Sitting) -> list[Block]:
    """Every question that was asked or answered, by stage, with its answer."""
    script = library.script_of(sitting)
    who = label(script, sitting) or Confidential("")
    asked = {q.id for q in route.questions(script, sitting)} | set(sitting.answers)
    blocks: list[Block] = []
    stage = ""
    for n, question in enumerate(script.questions, start=1):
        if question.id not in asked:
            continue
        if question.stage != stage:
            stage = question.stage
            blocks.append(Block(2, script.stage(stage).title))
        answer = sitting.answers.get(question.id)
        name = f"{n}. {route.wording(script, sitting, question)}"
        if answer is None:
            blocks.append(Block(3, name, library.say("document.left_open")))
        else:
            blocks.append(Block(3, name, answer_text(question, who, answer)))
    return [*blocks, *left_over(library, sitting)]


def left_over(library: Library, sitting: Sitting) -> list[Block]:
    """What answers questions that this edition has no more: nothing written is passed over."""
    script = library.script_of(sitting)
    gone = {id: given for id, given in sitting.answers.items() if not script.is_asked(id)}
    if not gone:
        return []
    head = Block(2, library.say("walks_page.left"))
    return [head, *(Block(3, id, given.map(_all_of)) for id, given in gone.items())]


def _all_of(answer: Answer) -> str:
    return "\n".join(written(answer, key) for key in answer)


def sitting_blocks(library: Library, sitting: Sitting) -> list[Block]:
    """A whole walkthrough: its questions and answers, and its card once there is one."""
    title = f"{library.script_of(sitting).title}, {library.dates.day(sitting.began)}"
    blocks = [Block(1, title), *answer_blocks(library, sitting)]
    return [*blocks, *card_blocks(library, sitting)] if sitting.made else blocks


def sources(library: Library, script: Script | None = None) -> list[Block]:
    """What this is not, and what the questions rest on: of one walkthrough, or of all."""
    those = [script] if script else library.offered
    credits = dict.fromkeys(one.attribution for one in those)
    texts = [f"{c.line}\n{c.not_endorsement}" for c in credits if c]
    return [Block(0, "", text) for text in (library.say("document.short"), *texts)]


def answer_text(
    question: Question, who: Confidential[str], answer: Confidential[Answer]
) -> Confidential[str]:
    """What was answered, field by field, each on a line of its own."""
    alone = len([f for f in question.fields if f.kind.is_words]) == 1
    return _fields(question, who, answer, alone=alone)


def bare_text(
    question: Question, who: Confidential[str], answer: Confidential[Answer]
) -> Confidential[str]:
    """The same, without what each field is called."""
    return _fields(question, who, answer, alone=True)


def _fields(
    question: Question, who: Confidential[str], answer: Confidential[Answer], *, alone: bool
) -> Confidential[str]:
    given = [_field(f, answer, who, alone=alone) for f in question.fields]
    return together([g for g in given if g.satisfies(bool)], "\n")


def _field(
    field: Field, answer: Confidential[Answer], who: Confidential[str], *, alone: bool
) -> Confidential[str]:
    def out(both: tuple[Answer, str]) -> str:
        a, about = both
        if not field.kind.is_words:
            return "; ".join(chosen(field, a, about))
        if field.kind is FieldKind.LIST:
            points = "\n".join(f"- {line}" for line in lines(a, field.key))
            return points if alone or not points else f"{field.label}:\n{points}"
        text = written(a, field.key)
        label = field.label if field.label.endswith("?") else f"{field.label.rstrip('.')}:"
        return text if alone or not text else f"{label} {text}"

    return pair(answer, who).map(out)
