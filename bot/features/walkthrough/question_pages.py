"""One question as a page, and as the form that takes its answer."""

from dataclasses import dataclass, replace

from bot.confidential import Confidential, weave
from bot.content import Library
from bot.features.walkthrough.step_controls import last_row, press, to_card
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.fields import ABOUT, Choice, Field, FieldKind
from bot.forms.grouping import grouped
from bot.forms.labels import chosen_ids, written
from bot.forms.script import Distinct, Question, Reworded, Script
from bot.forms.sitting import Sitting
from bot.forms.talk import label
from bot.layout.controls import help_now, rows_of
from bot.ui.model import (
    MOST_OPTIONS,
    Button,
    Card,
    ChoiceField,
    Form,
    Option,
    Row,
    Style,
    TextField,
    Words,
)
from bot.ui.press import Press
from bot.ui.wording import bullets, heading, shown, small

# Below this a field is one line; Discord draws the longer ones as a box.
LONGEST_LINE = 120
EXAMPLES, DISTINCT, STARTERS = "examples", "distinct", "starters"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question where somebody stands: all that the parts of its page go by, found once."""

    library: Library
    script: Script
    sitting: Sitting
    question: Question
    # Every question of this sitting, and how this one is asked in another way, if it is.
    questions: tuple[Question, ...]
    another: Reworded | None

    @property
    def is_first(self) -> bool:
        return bool(self.questions) and self.questions[0].id == self.question.id


def question_page(
    library: Library, sitting: Sitting, id: str, lines: tuple[Words, ...] = (), view: str = ""
) -> Card:
    """The page of one question. `view` opens one of its extras on tap."""
    script = library.script_of(sitting)
    question, questions = script.question(id), route.questions(script, sitting)
    another = route.reworded(script, sitting, question)
    asked = _Asked(library, script, sitting, question, questions, another)
    words = another.ask if another else question.original
    body: list[Words] = [*lines, small(_progress(asked)), heading(words)]
    body.extend(_beside(asked))
    body.extend(_extra(asked, view))
    return Card(tuple(body), _rows(asked, view))


def _progress(asked: _Asked) -> str:
    """How far along: "Question 7 of 20", and the stage."""
    library, script, question = asked.library, asked.script, asked.question
    # A letter to somebody who has died is no "If it goes badly".
    branch = route.rewords(script, asked.sitting, question)
    stage = branch.card_title if branch else script.stage(question.stage).title
    if script.is_steady(asked.sitting.length):
        return f"{library.say('page.progress_steady')} · {stage}"
    ids = [q.id for q in asked.questions]
    if question.id in ids:
        n, total = ids.index(question.id) + 1, len(ids)
    else:
        n, total = script.number(question), len(script.questions)
    return f"{library.say('begin.progress', n=str(n), total=str(total))} · {stage}"


def _beside(asked: _Asked) -> list[Words]:
    library, script, sitting = asked.library, asked.script, asked.sitting
    question = asked.question
    said: list[Words] = []
    if asked.another is None:
        if question.bridge and (bridge := _bridge(script, sitting, question)):
            said.append(bridge)
        said.append(question.help)
        said.extend(text for text in (question.privacy_hint, question.care) if text)
    first = next((q for q in asked.questions if q.stage == question.stage), None)
    opens = sitting.length != script.whole.id or asked.is_first
    if script.steady and script.is_steady(sitting.length):
        said[:0] = [s.say for s in script.steady.steps if question.id in s.questions]
    elif first is question and opens and _is_introduced(asked):
        opening = script.length(sitting.length).opens if asked.is_first else ""
        said.insert(0, opening or script.stage(question.stage).intro)
    if question.id in sitting.answers:
        said.append(library.say("page.answered"))
    elif question.id in sitting.skipped:
        said.append(library.say("page.left_open"))
    elif asked.is_first:
        said.append(small(library.say("begin.form_hint")))
    return said


def _is_introduced(asked: _Asked) -> bool:
    """Whether what its stage is about can be said before it."""
    stage = asked.question.stage
    return asked.another is None and route.introduces(asked.script, asked.sitting, stage)


def _bridge(script: Script, sitting: Sitting, question: Question) -> Words | None:
    """Only where what it looks back to was answered."""
    earlier = twin(script, question)
    if earlier is None or earlier.first not in sitting.answers:
        return None
    if f"{{{ABOUT}}}" not in question.bridge:
        return question.bridge
    who = label(script, sitting)
    return weave(question.bridge, {ABOUT: shown(who)}) if who else None


def twin(script: Script, question: Question) -> Distinct | None:
    """The earlier question that looks like this one."""
    return next((d for d in script.distinct if d.second == question.id), None)


def _extra(asked: _Asked, view: str) -> list[Words]:
    library, question = asked.library, asked.question
    if view == EXAMPLES and question.examples:
        found = f"{library.say('page.examples_title')}\n{bullets(question.examples)}"
        hints = f"{library.say('page.hints')}:\n{bullets(question.hints)}"
        return [found, hints] if question.hints else [found]
    if view == DISTINCT and (earlier := twin(asked.script, question)):
        return [earlier.say]
    if view == STARTERS and question.starters:
        return [library.say("page.starters_say")]
    return []


def _rows(asked: _Asked, view: str) -> tuple[Row, ...]:
    library, sitting, question = asked.library, asked.sitting, asked.question
    answered = question.id in sitting.answers
    step = sitting.at
    moves: tuple[Button, ...]
    write = Button(
        library.say("nav.edit" if answered else _verb(question)),
        press("write", sitting, detail=question.id),
        Style.MAIN,
    )
    extras = _extras(asked)
    # What was opened on tap stands right below what is said of it.
    openers = _openers(asked) if view == STARTERS else ()
    if sitting.made:
        back = to_card(library, sitting)
        last = (help_now(library, sitting.id),)
        moves = (write, back, *([_clear(library, sitting, question)] if answered else []))
        return (*openers, moves, *extras, last)
    if answered or question.id in sitting.skipped:
        pass_by = Button(library.say("page.carry_on"), press("on", sitting, step))
    else:
        pass_by = Button(library.say("nav.skip"), press("skip", sitting, step))
    moves = (write, pass_by)
    if not route.is_first(asked.script, sitting, step):
        moves += (Button(library.say("nav.back"), press("back", sitting, step)),)
    if answered:
        moves += (_clear(library, sitting, question),)
    if grouped(asked.script, sitting):
        moves += (Button(library.say("several.button"), press("several", sitting)),)
    return (*openers, moves, *extras, last_row(library, sitting))


def _clear(library: Library, sitting: Sitting, question: Question) -> Button:
    return Button(
        library.say("retire_page.clear"), str(Press("retire", sitting.id, "answer", question.id))
    )


def _verb(question: Question) -> str:
    writes = any(f.kind.is_words for f in question.fields)
    return "page.write" if writes else "page.choose"


def _openers(asked: _Asked) -> tuple[Row, ...]:
    """Buttons: a menu that opens a form is dead when that was left and the same is chosen again."""
    if asked.another:
        return ()
    at, texts = asked.sitting, [f"{text.strip()} …" for text in asked.question.starters]
    return rows_of(
        [Button(text, press("opener", at, detail=str(n))) for n, text in enumerate(texts)]
    )


def _extras(asked: _Asked) -> tuple[Row, ...]:
    library, sitting, question = asked.library, asked.sitting, asked.question
    if asked.another:
        return ()
    buttons = []
    if question.examples:
        buttons.append(
            Button(library.say("page.examples"), press("view", sitting, detail=EXAMPLES))
        )
    earlier = twin(asked.script, question)
    if earlier and any(q.id == earlier.first for q in asked.questions):
        same = press("view", sitting, detail=DISTINCT)
        buttons.append(Button(library.say("page.distinct"), same))
    if question.has_room:
        buttons.append(Button(library.say("page.room"), press("room", sitting)))
    if question.of_kind(FieldKind.FEELINGS):
        buttons.append(Button(library.say("page.more_words"), press("words", sitting)))
    if question.starters:
        start = press("view", sitting, detail=STARTERS)
        buttons.append(Button(library.say("page.starters"), start))
    return (tuple(buttons),) if buttons else ()


def form_fields(
    script: Script, sitting: Sitting, question: Question, starter: int | None = None
) -> tuple[TextField | ChoiceField, ...]:
    """The places of a question to write or choose in, with what was put there before."""
    asked = [f for f in route.fields(script, sitting, question) if f.in_form]
    key, opener = question.opener(starter) if starter is not None else ("", "")
    return tuple(
        _text_field(field, _before(script, sitting, question, field), opener * (field.key == key))
        if field.kind.is_words
        else _choice_field(script, sitting, question, field)
        for field in asked
    )


def form_title(script: Script, sitting: Sitting, question: Question) -> str:
    """What its form is called."""
    another = route.reworded(script, sitting, question)
    return another.label if another else question.label


def question_form(
    library: Library, sitting: Sitting, question: Question, nonce: str, starter: int | None = None
) -> Form:
    """The form of one question. It opens with what was written before."""
    script = library.script_of(sitting)
    first, *rest = form_fields(script, sitting, question, starter)
    # What was written around it fits only where it isn't asked in another way.
    help = "" if route.reworded(script, sitting, question) else question.help
    title = form_title(script, sitting, question)
    return Form(title, form_press(sitting, question.id, nonce), (replace(first, help=help), *rest))


def form_press(sitting: Sitting, id: str, nonce: str) -> str:
    """Where a form's words belong, and which writing of the answer it was opened on."""
    turn = sitting.turns.get(id, 0)
    kept = press("kept", sitting, detail=f"{id}.{turn}")
    return f"{kept}/{nonce}"


def _text_field(field: Field, before: Confidential[str] | None, opener: str) -> TextField:
    text: Words = opener
    if before:
        text = before.map(lambda t: f"{t}\n{opener}" if t and opener else t or opener)
    long = field.kind is FieldKind.LIST or field.most_chars > LONGEST_LINE
    return TextField(field.key, field.label, field.most_chars, long, field.placeholder, text=text)


def _before(
    script: Script, sitting: Sitting, question: Question, field: Field
) -> Confidential[str] | None:
    """What was written here, or what was chosen earlier and fits here."""
    if question.id in sitting.answers:
        return sitting.answers[question.id].map(lambda a: written(a, field.key))
    return _prefill(script, sitting, field)


def _prefill(script: Script, sitting: Sitting, field: Field) -> Confidential[str] | None:
    """What was chosen earlier, as words to begin with."""
    spot = field.prefill_from
    source = script.field(spot) if spot else None
    if spot is None or source is None or not sitting.has(spot.question, spot.key):
        return None
    return sitting.answers[spot.question].map(
        lambda a: _as_words(source, a)[: field.most_chars],
    )


def _as_words(source: Field, answer: Answer) -> str:
    if source.kind.is_words:
        return written(answer, source.key)
    given = chosen_ids(answer, source.key)
    return ", ".join(c.label for c in source.choices if c.id in given)


def _choice_field(
    script: Script, sitting: Sitting, question: Question, field: Field
) -> ChoiceField:
    answer = sitting.answers.get(question.id)
    chosen = answer.map(lambda a: _ids(a.get(field.key, []))) if answer else None
    quick = field.kind is FieldKind.FEELINGS
    choices = [c for c in field.choices if c.quick] if quick else field.choices
    options = tuple(_option(script, sitting, c) for c in choices)[:MOST_OPTIONS]
    return ChoiceField(field.key, field.label, options, field.most, chosen=chosen)


def _ids(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _option(script: Script, sitting: Sitting, choice: Choice) -> Option:
    """A choice; where it names the person this is about, their label is filled in."""
    who = label(script, sitting)
    if not choice.plain:
        return Option(choice.id, choice.label)
    named = weave(choice.label, {ABOUT: who}) if who else choice.plain
    return Option(choice.id, named, choice.plain)
