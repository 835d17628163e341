"""The pages between the questions: stages, offers, checks, steady first, the review, a pause."""

from typing import assert_never

from bot.confidential import weave
from bot.content import Library
from bot.features.walkthrough.question_pages import form_press, question_page
from bot.features.walkthrough.review_page import review_page
from bot.features.walkthrough.step_controls import last_row, press, to_card
from bot.forms import route
from bot.forms.fields import WEATHER, WITH, FieldKind
from bot.forms.labels import chosen_ids, written
from bot.forms.script import Branch, Check
from bot.forms.sitting import PageKind, Sitting
from bot.forms.steadying import SteadyStep, StepKind
from bot.forms.talk import first_with
from bot.layout.controls import help_now, menu, rows_of
from bot.ui.model import Button, Card, Form, Menu, Option, Row, Style, TextField, Words
from bot.ui.press import CLEAR, Press
from bot.ui.wording import bullets, heading, shown, small

NOT_NOW = "not_now"


def page(library: Library, sitting: Sitting, lines: tuple[Words, ...] = (), view: str = "") -> Card:
    """The page where this sitting stands, the finished card excepted."""
    step, script = sitting.at, library.script_of(sitting)
    match step.at:
        case PageKind.QUESTION:
            return question_page(library, sitting, step.id, lines, view)
        case PageKind.STAGE:
            return stage_page(library, sitting, lines)
        case PageKind.OFFER if step == route.STEADY_OFFER:
            return _steady_offer(library, sitting, lines)
        case PageKind.OFFER:
            return _offer(library, sitting, script.branch(step.id), lines)
        case PageKind.GATE:
            return _gate(library, sitting, script.check(step.id), lines)
        case PageKind.STEADY:
            return _steady_step(library, sitting, script.step(step.id), lines, view)
        case PageKind.SAFETY:
            return safety_page(library, sitting, lines)
        case PageKind.REVIEW | PageKind.CARD:
            return review_page(library, sitting, lines)
        case _:
            assert_never(step.at)


def stage_page(library: Library, sitting: Sitting, lines: tuple[Words, ...] = ()) -> Card:
    """A breath between two parts."""
    stages = library.script_of(sitting).stages
    stage = next(s for s in stages if s.id == sitting.at.id)
    n = stages.index(stage) + 1
    title = library.say("page.stage", n=str(n), total=str(len(stages)), title=stage.title)
    time = library.say("page.stage_time", minutes=str(stage.minutes))
    return Card(
        (*lines, heading(title), stage.intro, small(time)),
        (
            (
                Button(library.say("page.carry_on"), press("on", sitting), Style.MAIN),
                Button(library.say("nav.back"), press("back", sitting)),
            ),
            last_row(library, sitting),
        ),
    )


def _steady_offer(library: Library, sitting: Sitting, lines: tuple[Words, ...]) -> Card:
    script = library.script_of(sitting)
    total = str(len(script.whole.questions))
    offer = (script.steady.offer,) if script.steady else ()
    return Card(
        (*lines, *offer),
        (
            (
                Button(library.say("offer.steady_yes"), press("yes", sitting), Style.MAIN),
                Button(library.say("offer.steady_no", total=total), press("no", sitting)),
            ),
            (help_now(library, sitting.id),),
        ),
    )


def _offer(library: Library, sitting: Sitting, branch: Branch, lines: tuple[Words, ...]) -> Card:
    buttons = [Button(branch.yes, press("yes", sitting), Style.MAIN)]
    if branch.can_stop:
        buttons.append(Button(branch.can_stop, press("yes", sitting, detail="stop")))
    if branch.no:
        buttons.append(Button(branch.no, press("no", sitting)))
    body: list[Words] = [*lines, _with_their_name(library, sitting, branch.offer)]
    if branch.care:
        body.append(branch.care)
    return Card(tuple(body), (tuple(buttons), last_row(library, sitting)))


def _with_their_name(library: Library, sitting: Sitting, text: str) -> Words:
    """Fill in who the person will really talk to first."""
    if f"{{{WITH}}}" not in text:
        return text
    name = first_with(library.script_of(sitting), sitting)
    if name is None:
        return text.replace(f"{{{WITH}}}", library.say("page.this_person"))
    return weave(text, {WITH: shown(name)})


def _gate(library: Library, sitting: Sitting, check: Check, lines: tuple[Words, ...]) -> Card:
    why = (check.why,) if check.why else ()
    return Card(
        (*lines, heading(check.ask), *why),
        (
            (
                Button(library.say("offer.gate_yes"), press("yes", sitting)),
                Button(library.say("offer.gate_no"), press("no", sitting)),
                Button(library.say("nav.back"), press("back", sitting)),
            ),
            last_row(library, sitting),
        ),
    )


def safety_page(library: Library, sitting: Sitting, lines: tuple[Words, ...] = ()) -> Card:
    """Nothing is named, nothing is asked; four ways on."""
    afraid = str(Press("help", sitting.id, "", "afraid"))
    safety = library.script_of(sitting).safety
    said = (safety.say,) if safety else ()
    return Card(
        (*lines, *said),
        (
            (
                Button(library.say("safety_page.who"), afraid, Style.MAIN),
                Button(library.say("safety_page.keep"), press("keep", sitting)),
            ),
            (
                Button(library.say("hide.button"), str(Press(CLEAR))),
                Button(library.say("safety_page.carry_on"), press("on", sitting)),
                help_now(library, sitting.id),
            ),
        ),
    )


def _steady_step(
    library: Library, sitting: Sitting, step: SteadyStep, lines: tuple[Words, ...], view: str
) -> Card:
    on = Button(library.say("page.carry_on"), press("on", sitting), Style.MAIN)
    body: list[Words] = [*lines, heading(library.say("page.progress_steady")), step.say]
    rows: list[Row] = []
    buttons = [on]
    first = next(iter(step.fields), None)
    if step.kind is StepKind.CHOICE and first:
        body.append("\n".join(f"**{c.label}**\n{c.detail}" for c in first.choices))
        options = tuple(Option(c.id, c.label) for c in first.choices)
        answer = sitting.answers.get(f"steady.{step.id}")
        chosen = answer.map(lambda a: tuple(chosen_ids(a, first.key))) if answer else None
        land = library.say("steady_page.land")
        rows.append(Menu(press("pick", sitting), land, options, chosen=chosen))
    elif step.kind is StepKind.CHOICE_TEXT and first:
        body.append(step.care)
        lines_to_use, own = first.choices[:-1], first.choices[-1]
        told = [f"{n}\\. {_gap(library, c.label)}" for n, c in enumerate(lines_to_use, start=1)]
        body += ["\n".join(told), library.say("steady_page.choose_line")]
        names = [library.say("steady_page.line", n=str(n)) for n in range(1, len(told) + 1)]
        take = [
            Button(name, press("borrow", sitting, detail=str(n)))
            for n, name in enumerate([*names, own.label])
        ]
        rows += rows_of(take)
    elif view == NOT_NOW:
        steady = library.script_of(sitting).steady
        body.append(bullets(steady.not_now_if if steady else ()))
    else:
        ask = Button(library.say("steady_page.not_now"), press("view", sitting, detail=NOT_NOW))
        buttons.append(ask)
    if f"steady.{step.id}" in sitting.answers and step.kind is StepKind.CHOICE_TEXT:
        body.append(library.say("page.answered"))
    return Card(tuple(body), (*rows, tuple(buttons), last_row(library, sitting)))


def _gap(library: Library, line: str) -> str:
    return line.replace("{time}", library.say("steady_page.time_gap"))


def line_form(library: Library, sitting: Sitting, chosen: int, nonce: str) -> Form:
    """A line for the other person, to make one's own."""
    step = library.script_of(sitting).step(sitting.at.id)
    lines, field = step.fields[0].choices, step.fields[1]
    own = chosen == len(lines) - 1
    text: Words = "" if own else _gap(library, lines[chosen].label)
    if own and (before := sitting.answers.get(f"steady.{step.id}")):
        text = before.map(lambda a: written(a, field.key))
    entry = TextField(field.key, field.label, field.most_chars, long=True, text=text)
    return Form(
        library.say("steady_page.write_own"),
        form_press(sitting, f"steady.{step.id}", nonce),
        (entry,),
    )


def words_page(
    library: Library, sitting: Sitting, family: str = "", lines: tuple[Words, ...] = ()
) -> Card:
    """All the feeling words, one neighbourhood at a time."""
    question = library.script_of(sitting).question(sitting.at.id)
    families = tuple(Option(f.id, f.title) for f in library.shared.families)
    rows: list[Row] = [Menu(press("words", sitting), library.say("page.families"), families)]
    inside = next((f for f in library.shared.families if f.id == family), None)
    ask = library.say("page.more_words_ask")
    body: list[Words] = [*lines, heading(question.original), ask]
    field = question.of_kind(FieldKind.FEELINGS)
    if inside and field:
        answer = sitting.answers.get(question.id)
        options = tuple(Option(w.id, w.label) for w in inside.words)
        body.append(f"**{inside.title}**")
        rows.append(
            Menu(
                press("pick", sitting, detail=inside.id),
                library.say("page.more_words_pick"),
                options,
                min(field.most, len(options)),
                answer.map(lambda a: tuple(chosen_ids(a, field.key))) if answer else None,
            )
        )
    back = Button(library.say("page.carry_on"), press("view", sitting), Style.MAIN)
    return Card(tuple(body), (*rows, (back, help_now(library, sitting.id))))


def room_page(library: Library, sitting: Sitting) -> Card:
    """The room instead of the body."""
    room = library.shared.room
    weather = tuple(Option(w.id, w.label) for w in room.weather)
    return Card(
        (heading(room.title), room.say, bullets(room.steps), room.ask),
        (
            Menu(press("pick", sitting, detail=WEATHER), room.ask, weather),
            (
                Button(library.say("nav.skip"), press("skip", sitting)),
                Button(library.say("nav.back"), press("view", sitting)),
                help_now(library, sitting.id),
            ),
        ),
    )


def pause_page(library: Library, sitting: Sitting) -> Card:
    buttons = [
        Button(library.say("pause.buttons.0"), press("stop", sitting, detail=CLEAR)),
        Button(library.say("pause.buttons.1"), press("stop", sitting)),
        Button(library.say("nav.resume"), press("here", sitting), Style.MAIN),
    ]
    rows: list[Row] = [tuple(buttons)]
    last: tuple[Button, ...] = (help_now(library, sitting.id),)
    script = library.script_of(sitting)
    if script.steady and not (script.is_steady(sitting.length) or sitting.made):
        last = (Button(library.say("offer.steady_yes"), press("steady", sitting)), *last)
    return Card((library.say("pause.say"), library.say("pause.offer_clear")), (*rows, last))


def stopped_page(library: Library, sitting: Sitting) -> Card:
    return Card(
        (library.say("pause.say"),),
        (
            (
                Button(library.say("nav.resume"), press("here", sitting), Style.MAIN),
                menu(library),
                help_now(library, sitting.id),
            ),
        ),
    )


def check_page(library: Library, sitting: Sitting, n: int, line: str = "") -> Card:
    """One of the five checks before going; nothing of it is kept.

    `line`: what was said to the one before, which has the page to itself.
    """
    checks = library.script_of(sitting).checks
    if line:
        card = to_card(library, sitting, Style.MAIN)
        on = press("check", sitting, detail=f"{n - 1}.skip")
        buttons = (card, Button(library.say("checks_page.next"), on))
        return Card((line,), (buttons, (help_now(library, sitting.id),)))
    if n >= len(checks):
        back = to_card(library, sitting, Style.MAIN)
        remind = Button(library.say("plan_page.button"), str(Press("after", sitting.id, "ask")))
        done = library.say("checks_page.done")
        return Card((done,), ((back, remind), (menu(library), help_now(library, sitting.id))))
    progress = library.say("checks_page.progress", n=str(n + 1), total=str(len(checks)))
    return Card(
        (small(progress), heading(checks[n].ask)),
        (
            (
                Button(library.say("checks_page.yes"), press("check", sitting, detail=f"{n}.yes")),
                Button(library.say("checks_page.no"), press("check", sitting, detail=f"{n}.no")),
                Button(
                    library.say("checks_page.skip"), press("check", sitting, detail=f"{n}.skip")
                ),
            ),
            (
                to_card(library, sitting),
                help_now(library, sitting.id),
            ),
        ),
    )
