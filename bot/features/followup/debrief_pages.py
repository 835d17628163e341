"""How it went, beside what was planned. Every question can be skipped."""

from collections.abc import Iterator
from dataclasses import replace

from bot.confidential import Confidential, together, weave
from bot.content import Library
from bot.content.debrief import DebriefStep
from bot.features.walkthrough.step_controls import press
from bot.features.walkthrough.summary import parts
from bot.forms.sitting import Sitting
from bot.forms.talk import whom
from bot.kept.how_it_went import AFRAID, LINE, NEXT, OUTCOME, Debrief, Went
from bot.layout.controls import help_now, menu
from bot.layout.paging import on_pages, set_lines, turning
from bot.ui.blocks import Block
from bot.ui.model import (
    LONGEST_OPTION,
    Button,
    Card,
    Form,
    Menu,
    Option,
    Row,
    Style,
    TextField,
    Words,
)
from bot.ui.press import Press
from bot.ui.wording import cut, heading, shown, small

VERB = "after"
# Characters.
LONGEST = 500
# What Discord lets a form say above a field.
LONGEST_HELP = 100


def ask_page(
    library: Library,
    sitting: Sitting,
    went: Went,
    page: int = 0,
    lines: tuple[Words, ...] = (),
) -> Card:
    """How did it go? Beside it the plan, and what was said of it before, in their own words."""
    say, texts = library.say, library.debrief
    leaves = on_pages([*_planned(library, sitting), *_said(library, went)])
    page = min(page, len(leaves) - 1)
    body: list[Words | Row] = [*lines, *leaves[page]]
    if len(leaves) > 1:
        body.append(small(say("card_page.part", n=str(page + 1), total=str(len(leaves)))))
    body.append(heading(texts.ask))
    options = tuple(Option(o.id, o.label) for o in texts.outcomes)
    body.append(Menu(_press(sitting, OUTCOME), texts.ask, options))
    rows = list(turning(library, page, len(leaves), lambda n: _press(sitting, "how", str(n))))
    if OUTCOME in went:
        rows.append((Button(say("how_page.again"), _press(sitting, "again")),))
    return _page(library, sitting, body, *rows)


def _planned(library: Library, sitting: Sitting) -> list[Confidential[str]]:
    card = library.script_of(sitting).card
    planned = {s.slot for s in card.sections if s.planned}
    found = [p for p in parts(library, sitting) if p.slot in planned]
    top = library.say("how_page.plan")
    texts = [_under(p.title, p.text) for p in found]
    return [together([top, texts[0]], "\n\n"), *texts[1:]] if texts else []


def _said(library: Library, went: Went) -> list[Confidential[str]]:
    """What was chosen and written, each under what was asked."""
    texts, title = library.debrief, library.say("how_page.title")
    outcomes = {o.id: o.label for o in texts.outcomes}
    options = {o.id: o.label for o in texts.next_options}
    said = []
    if OUTCOME in went:
        said.append(_under(title, went[OUTCOME].map(lambda o: outcomes.get(o, o))))
    if LINE in went:
        said.append(shown(went[LINE]))
    said += [
        _under(step.ask, went[step.id].map(lambda t: options.get(t, t)))
        for step in texts.steps
        if step.id in went
    ]
    return said


def _under(title: str, text: Confidential[str]) -> Confidential[str]:
    return text.map(lambda t: f"**{title}**\n{set_lines(t)}")


def outcome_page(library: Library, sitting: Sitting, outcome: str) -> Card:
    """The first words after each of the six, and what can be done then."""
    say = library.say
    write = Button(say("how_page.write"), _press(sitting, LINE))
    takeaway = Button(say("takeaways_page.button"), str(Press("takeaway", sitting.id, "write")))
    body_button = Button(say("how_page.check_in"), str(Press("checkin")), Style.MAIN)
    one_by_one = _step_press(library.debrief.steps[0], sitting)
    to_card = Button(say("card_page.to_card"), press("card", sitting))
    buttons = {
        "well": (replace(write, style=Style.MAIN), takeaway),
        "mixed": (replace(write, style=Style.MAIN), takeaway),
        "hard": (body_button, steady(library, sitting), write, takeaway),
        "not_received": (Button(say("how_page.on"), one_by_one, Style.MAIN),),
        "didnt_happen": (
            to_card,
            Button(say("page.look_over"), press("review", sitting)),
            Button(say("words.delete_one"), press("letgo", sitting)),
        ),
        "chose_not": (to_card,),
    }[outcome]
    return _page(library, sitting, [library.debrief.says[outcome]], buttons)


def step_page(
    library: Library, sitting: Sitting, step: DebriefStep, lines: tuple[Words, ...] = ()
) -> Card:
    """One question at a time, after it was not received."""
    say, texts = library.say, library.debrief
    ahead = texts.steps[texts.steps.index(step) + 1 :]
    on_press = _step_press(ahead[0], sitting) if ahead else _press(sitting, "done")
    skip = Button(say("how_page.skip"), on_press)
    body: list[Words | Row] = [*lines, heading(step.ask)]
    match step.kind:
        case "care_question":
            buttons: tuple[Button, ...] = tuple(
                Button(c.label, _press(sitting, AFRAID, c.id))
                for c in library.closeness.script.care.choices
            )
        case "choice":
            options = tuple(Option(o.id, o.label) for o in texts.next_options)
            body.append(Menu(_press(sitting, NEXT), say("how_page.next_menu"), options))
            buttons = (skip,)
        case _:
            write = _press(sitting, f"write.{step.id}")
            buttons = (Button(say("how_page.write"), write, Style.MAIN), skip)
    return _page(library, sitting, body, buttons)


def form(library: Library, sitting: Sitting, key: str, one: Debrief, nonce: str) -> Form:
    """A place to write, with what stands there; a newer answer is not overwritten by it."""
    step, outcomes = library.debrief.step(key), library.debrief.outcomes
    told = outcome_of(one.went, [o.id for o in outcomes])
    asked = step.ask if step else library.debrief.says.get(told, "")
    entry = TextField(
        key="text",
        label=library.say("how_page.line"),
        most=LONGEST,
        long=True,
        help=asked if len(asked) <= LONGEST_HELP else "",
        text=one.went.get(key, ""),
    )
    sent = Press(VERB, sitting.id, f"kept.{key}", str(one.turns.get(key, 0)))
    return Form(library.say("how_page.title"), str(sent.once(nonce)), (entry,))


def outcome_of(went: Went, known: list[str]) -> str:
    """Which of the six it was, if that was said."""
    told = went.get(OUTCOME)
    return (told.one_of(known) if told else None) or ""


def held_page(library: Library, name: Confidential[str] | None, origin: bytes) -> Card:
    """Where it may not be safe: as the closeness check says it."""
    care = library.closeness.script.care
    who, calm, _ = care.hold_buttons
    said: Words = care.hold.replace("{name}", library.say("page.this_person"))
    if name:
        said = weave(care.hold, {"name": shown(name)})
    buttons = (
        Button(who, str(Press("help", origin, "", "afraid")), Style.MAIN),
        Button(calm, str(Press("help", origin, "", "steady"))),
    )
    last = (menu(library), help_now(library, origin))
    return Card((said,), (buttons, last), library.say("plan_page.elsewhere"))


def done_page(library: Library, sitting: Sitting, *lines: Words) -> Card:
    """Short, and it asks for nothing."""
    again = Button(library.say("how_page.to_plan"), _press(sitting, "how"))
    takeaway = Button(
        library.say("takeaways_page.button"), str(Press("takeaway", sitting.id, "write"))
    )
    return _page(library, sitting, list(lines), (again, takeaway))


def steady(library: Library, sitting: Sitting) -> Button:
    return Button(library.say("how_page.steady"), str(Press("help", sitting.id, "", "steady")))


def file_page(library: Library, kept: bytes) -> Card:
    """Where no talk is thought of any more: what was written can be had as a file."""
    save = Button(library.say("words.save_one"), str(Press("saveall", kept, "", "md")))
    last = (save, menu(library), help_now(library))
    return Card((library.say("how_page.file"),), (last,))


def name(library: Library, sitting: Sitting | None) -> Words:
    """What it is called: by whom the talk was with, where that is known."""
    who = whom(library.script_of(sitting), sitting) if sitting else None
    if who is None:
        return library.say("how_page.title")
    return cut(weave(library.say("how_page.named"), {"who": who}), LONGEST_OPTION)


def went_blocks(library: Library, sitting: Sitting | None, went: Went) -> list[Block]:
    """All of it, for a file."""
    texts = library.debrief
    outcomes = {o.id: o.label for o in texts.outcomes}
    options = {o.id: o.label for o in texts.next_options}
    blocks = [Block(1, name(library, sitting))]
    if OUTCOME in went:
        blocks.append(Block(2, texts.ask, went[OUTCOME].map(lambda o: outcomes.get(o, o))))
    if LINE in went:
        blocks.append(Block(0, "", went[LINE]))
    for step in texts.steps:
        if step.id in went:
            text = went[step.id].map(lambda t: options.get(t, t))
            blocks.append(Block(2, step.ask, text))
    return blocks


def how_pages(library: Library, sitting: Sitting) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    texts = library.debrief
    none: Went = {}
    yield "how it went", ask_page(library, sitting, none, lines=(texts.open_say,))
    for outcome in texts.outcomes:
        yield f"how it went: {outcome.label}", outcome_page(library, sitting, outcome.id)
    mixed: Went = {OUTCOME: Confidential("mixed"), LINE: Confidential("I said it.")}
    yield (
        "how it went: the form",
        form(library, sitting, LINE, Debrief(b"", sitting.id, sitting.touched, mixed), "0"),
    )
    yield "how it went: kept", done_page(library, sitting, library.say("how_page.kept"))
    yield "how it went: looked at again", ask_page(library, sitting, mixed)
    for step in texts.steps:
        yield f"not received: {step.id}", step_page(library, sitting, step)
    yield (
        "not received: afraid",
        held_page(library, whom(library.script_of(sitting), sitting), sitting.id),
    )
    for truth in texts.truths:
        yield "not received: the end", done_page(library, sitting, truth)
    yield "how it went, and suggestions are off", file_page(library, sitting.id)


def _page(library: Library, sitting: Sitting, body: list[Words | Row], *rows: Row) -> Card:
    last = (menu(library), help_now(library, sitting.id))
    return Card(tuple(body), (*rows, last), library.say("plan_page.elsewhere"))


def _press(sitting: Sitting, step: str, detail: str = "") -> str:
    return str(Press(VERB, sitting.id, step, detail))


def _step_press(step: DebriefStep, sitting: Sitting) -> str:
    return _press(sitting, f"ask.{step.id}")
