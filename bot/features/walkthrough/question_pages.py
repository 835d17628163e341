"""One question as a page, and as the form that takes its answer."""

from dataclasses import replace

from bot.confidential import Confidential, weave
from bot.content import Library
from bot.features.walkthrough.step_controls import last_row, press, to_card
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.fields import ABOUT, Choice, Field, FieldKind
from bot.forms.grouping import grouped
from bot.forms.labels import chosen_ids, written
from bot.forms.script import Distinct, Question, Script
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


def question_page(
    library: Library, sitting: Sitting, id: str, lines: tuple[Words, ...] = (), view: str = ""
) -> Card:
    """The page of one question. `view` opens one of its extras on tap."""
    script = library.scripts[sitting.script]
    question = script.question(id)
    words = route.wording(script, sitting, question)
    body: list[Words] = [*lines, small(progress(library, sitting, question)), heading(words)]
    body.extend(_beside(library, sitting, question))
    body.extend(_extra(library, script, question, view))
    return Card(tuple(body), _rows(library, sitting, question, view))


def progress(library: Library, sitting: Sitting, question: Question) -> str:
    """How far along: "Question 7 of 20", and the stage."""
    script = library.scripts[sitting.script]
    # A letter to somebody who has died is no "If it goes badly".
    branch = route.rewords(script, sitting, question)
    stage = branch.card_title if branch else script.stage(question.stage).title
    asked = [q.id for q in route.questions(script, sitting)]
    if script.is_steady(sitting.length):
        return f"{library.say('page.progress_steady')} · {stage}"
    if question.id in asked:
        n, total = asked.index(question.id) + 1, len(asked)
    else:
        n, total = script.number(question), len(script.questions)
    return f"{library.say('begin.progress', n=str(n), total=str(total))} · {stage}"


def _beside(library: Library, sitting: Sitting, question: Question) -> list[Words]:
    script = library.scripts[sitting.script]
    said: list[Words] = []
    if _is_as_written(script, sitting, question):
        if question.bridge and (bridge := _bridge(script, sitting, question)):
            said.append(bridge)
        said.append(question.help)
        said.extend(text for text in (question.privacy_hint, question.care) if text)
    asked = route.questions(script, sitting)
    first = next((q for q in asked if q.stage == question.stage), None)
    opens = sitting.length != script.whole.id or asked[:1] == (question,)
    if script.steady and script.is_steady(sitting.length):
        said[:0] = [s.say for s in script.steady.steps if question.id in s.questions]
    elif first == question and opens and _is_introduced(script, sitting, question):
        length = script.length(sitting.length)
        opening = length.opens if question == asked[0] else ""
        said.insert(0, opening or script.stage(question.stage).intro)
    if question.id in sitting.answers:
        said.append(library.say("page.answered"))
    elif question.id in sitting.skipped:
        said.append(library.say("page.left_open"))
    elif asked and question == asked[0]:
        said.append(small(library.say("begin.form_hint")))
    return said


def _is_as_written(script: Script, sitting: Sitting, question: Question) -> bool:
    """Whether it isn't asked in another way: what was written around it fits only then."""
    return route.reworded(script, sitting, question) is None


def _is_introduced(script: Script, sitting: Sitting, question: Question) -> bool:
    """Whether what its stage is about can be said before it."""
    as_written = _is_as_written(script, sitting, question)
    return as_written and route.introduces(script, sitting, question.stage)


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


def _extra(library: Library, script: Script, question: Question, view: str) -> list[Words]:
    earlier = twin(script, question)
    if view == EXAMPLES and question.examples:
        found = f"{library.say('page.examples_title')}\n{bullets(question.examples)}"
        hints = f"{library.say('page.hints')}:\n{bullets(question.hints)}"
        return [found, hints] if question.hints else [found]
    if view == DISTINCT and earlier:
        return [earlier.say]
    if view == STARTERS and question.starters:
        return [library.say("page.starters_say")]
    return []


def _rows(library: Library, sitting: Sitting, question: Question, view: str) -> tuple[Row, ...]:
    answered = question.id in sitting.answers
    step = sitting.at
    moves: tuple[Button, ...]
    write = Button(
        library.say("nav.edit" if answered else _verb(question)),
        press("write", sitting, detail=question.id),
        Style.MAIN,
    )
    extras = _extras(library, sitting, question)
    # What was opened on tap stands right below what is said of it.
    openers = _openers(library, sitting, question) if view == STARTERS else ()
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
    if not route.is_first(library.scripts[sitting.script], sitting, step):
        moves += (Button(library.say("nav.back"), press("back", sitting, step)),)
    if answered:
        moves += (_clear(library, sitting, question),)
    if grouped(library.scripts[sitting.script], sitting):
        moves += (Button(library.say("several.button"), press("several", sitting)),)
    return (*openers, moves, *extras, last_row(library, sitting))


def _clear(library: Library, sitting: Sitting, question: Question) -> Button:
    return Button(
        library.say("retire_page.clear"), str(Press("retire", sitting.id, "answer", question.id))
    )


def _verb(question: Question) -> str:
    writes = any(f.kind.is_words for f in question.fields)
    return "page.write" if writes else "page.choose"


def _openers(library: Library, sitting: Sitting, question: Question) -> tuple[Row, ...]:
    """Buttons: a menu that opens a form is dead when that was left and the same is chosen again."""
    if not _is_as_written(library.scripts[sitting.script], sitting, question):
        return ()
    texts = [f"{text.strip()} …" for text in question.starters]
    return rows_of(
        [Button(text, press("opener", sitting, detail=str(n))) for n, text in enumerate(texts)]
    )


def _extras(library: Library, sitting: Sitting, question: Question) -> tuple[Row, ...]:
    script = library.scripts[sitting.script]
    if not _is_as_written(script, sitting, question):
        return ()
    buttons = []
    if question.examples:
        buttons.append(
            Button(library.say("page.examples"), press("view", sitting, detail=EXAMPLES))
        )
    earlier = twin(script, question)
    if earlier and earlier.first in {q.id for q in route.questions(script, sitting)}:
        same = press("view", sitting, detail=DISTINCT)
        buttons.append(Button(library.say("page.distinct"), same))
    if question.has_room:
        buttons.append(Button(library.say("page.room"), press("room", sitting)))
    if any(f.kind is FieldKind.FEELINGS for f in question.fields):
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
    script = library.scripts[sitting.script]
    first, *rest = form_fields(script, sitting, question, starter)
    help = question.help if _is_as_written(script, sitting, question) else ""
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
