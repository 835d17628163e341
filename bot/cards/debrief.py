"""How it went, beside what was planned. Every question can be skipped."""

from collections.abc import Iterator, Mapping

from bot.cards.controls import help_now, menu, press
from bot.cards.document import Block
from bot.cards.paging import set_lines
from bot.cards.parts import parts, whom
from bot.cards.wording import heading, shown
from bot.confidential import Confidential, together, weave
from bot.content import Library
from bot.content.debrief import Step
from bot.doors import Button, Card, Form, Menu, Option, Row, Style, TextField, Words
from bot.flow.presses import Press
from bot.flow.sitting import Sitting

VERB = "after"
OUTCOME, LINE, NEXT, AFRAID, BODY = "outcome", "line", "next", "afraid", "body"
# What of the plan stands beside it: the parts of the card that say what it was for.
PLANNED = frozenset({"one_line", "goal", "how_when"})
LONGEST = 500
# field of the record -> what was written or chosen
Went = Mapping[str, Confidential[str]]


def ask_page(library: Library, sitting: Sitting, lines: tuple[Words, ...] = ()) -> Card:
    """How did it go? Beside it the plan, in their own words."""
    script, texts = library.prepare, library.debrief
    titles = {s.title for s in script.card.sections if s.slot in PLANNED}
    planned = [p for p in parts(library, sitting) if p.title in titles]
    body: list[Words | Row] = [*lines]
    if planned:
        body.append(library.say("how_page.plan"))
    body += [p.text.map(lambda t, p=p: f"**{p.title}**\n{set_lines(t)}") for p in planned]  # type: ignore[misc]
    body.append(heading(texts.ask))
    options = tuple(Option(o.id, o.label) for o in texts.outcomes)
    body.append(Menu(_press(sitting, OUTCOME), texts.ask, options))
    return _page(library, sitting, body)


def outcome_page(library: Library, sitting: Sitting, outcome: str) -> Card:
    """The first words after each of the six, and what can be done then."""
    say = library.say
    write = Button(say("how_page.write"), _press(sitting, LINE), Style.MAIN)
    takeaway = Button(say("takeaways_page.button"), str(Press("takeaway", sitting.id, "write")))
    body_button = Button(say("how_page.check_in"), str(Press("checkin")))
    buttons = {
        "well": (write, takeaway),
        "mixed": (write, takeaway),
        "hard": (body_button, steady(library, sitting), write, takeaway),
        "not_received": (
            Button(say("how_page.on"), _step_press(library.debrief.steps[0], sitting), Style.MAIN),
        ),
        "didnt_happen": (
            Button(say("card_page.to_card"), press("card", sitting)),
            Button(say("card_page.edit"), press("edit", sitting)),
            Button(say("words.delete_one"), press("letgo", sitting)),
        ),
        "chose_not": (Button(say("card_page.to_card"), press("card", sitting)),),
    }[outcome]
    return _page(library, sitting, [library.debrief.says[outcome]], buttons)


def step_page(
    library: Library, sitting: Sitting, step: Step, lines: tuple[Words, ...] = ()
) -> Card:
    """One question at a time, after it was not received."""
    say, texts = library.say, library.debrief
    ahead = texts.steps[texts.steps.index(step) + 1 :]
    on_press = _step_press(ahead[0], sitting) if ahead else _press(sitting, "done")
    skip = Button(say("how_page.skip"), on_press)
    body: list[Words | Row] = [*lines, heading(step.ask)]
    match step.kind:
        case "checkin":
            buttons: tuple[Button, ...] = (
                Button(say("how_page.write"), _press(sitting, f"write.{step.id}"), Style.MAIN),
                skip,
            )
        case "care_question":
            buttons = tuple(
                Button(c.label, _press(sitting, AFRAID, c.id))
                for c in library.closeness.script.care.choices
            )
        case "choice":
            options = tuple(Option(o.id, o.label) for o in texts.next_options)
            body.append(Menu(_press(sitting, NEXT), say("how_page.next_menu"), options))
            buttons = (skip,)
        case _:
            buttons = (
                Button(say("how_page.write"), _press(sitting, f"write.{step.id}"), Style.MAIN),
                skip,
            )
    return _page(library, sitting, body, buttons)


def form(library: Library, sitting: Sitting, key: str, went: Went, nonce: str) -> Form:
    """One line about it."""
    step = library.debrief.step(key)
    asked = step.ask if step else library.say("how_page.line")
    field = TextField(
        *("text", library.say("how_page.line"), LONGEST),
        long=True,
        help=asked[:100],
        text=went.get(key, ""),
    )
    title = library.say("how_page.title")
    return Form(title, str(Press(VERB, sitting.id, f"kept.{key}").once(nonce)), (field,))


def held_page(library: Library, sitting: Sitting) -> Card:
    """Where it may not be safe: as the closeness check says it."""
    care = library.closeness.script.care
    who, _, clear, _ = care.hold_buttons
    name = whom(sitting)
    said: Words = care.hold.replace("{name}", library.say("page.this_person"))
    if name:
        said = weave(care.hold, {"name": shown(name)})
    buttons = (
        Button(who, str(Press("help", sitting.id, "", "afraid")), Style.MAIN),
        steady(library, sitting),
        Button(clear, str(Press("clear"))),
    )
    return _page(library, sitting, [said], buttons)


def done_page(library: Library, sitting: Sitting, *lines: Words) -> Card:
    """Short, and it asks for nothing."""
    again = Button(library.say("how_page.to_plan"), _press(sitting, "how"))
    takeaway = Button(
        library.say("takeaways_page.button"), str(Press("takeaway", sitting.id, "write"))
    )
    return _page(library, sitting, list(lines), (again, takeaway))


def steady(library: Library, sitting: Sitting) -> Button:
    return Button(library.say("how_page.steady"), str(Press("help", sitting.id, "", "steady")))


def went_blocks(library: Library, sitting: Sitting | None, went: Went) -> list[Block]:
    """All of it, for a file."""
    say, texts = library.say, library.debrief
    who = whom(sitting) if sitting else None
    title: Words = say("how_page.title")
    if who:
        title = weave(say("how_page.named"), {"who": who})
    outcomes = {o.id: o.label for o in texts.outcomes}
    options = {o.id: o.label for o in texts.next_options}
    blocks = [Block(1, title)]
    if OUTCOME in went:
        blocks.append(Block(2, texts.ask, went[OUTCOME].map(lambda o: outcomes.get(o, o))))
    if LINE in went:
        blocks.append(Block(0, "", went[LINE]))
    for step in texts.steps:
        if step.id in went:
            text = went[step.id].map(lambda t: options.get(t, t))
            blocks.append(Block(2, step.ask, together([text])))
    return blocks


def how_pages(library: Library, sitting: Sitting) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    yield "how it went", ask_page(library, sitting, (library.debrief.open_say,))
    for outcome in library.debrief.outcomes:
        yield f"how it went: {outcome.label}", outcome_page(library, sitting, outcome.id)
    for step in library.debrief.steps:
        yield f"not received: {step.id}", step_page(library, sitting, step)
    yield "not received: afraid", held_page(library, sitting)
    for truth in library.debrief.truths:
        yield "not received: the end", done_page(library, sitting, truth)


def _page(
    library: Library,
    sitting: Sitting,
    body: list[Words | Row],
    buttons: tuple[Button, ...] = (),
) -> Card:
    last = (menu(library), help_now(library, sitting.id))
    rows: tuple[Row, ...] = (buttons, last) if buttons else (last,)
    return Card(tuple(body), rows, library.say("plan_page.elsewhere"))


def _press(sitting: Sitting, step: str, detail: str = "") -> str:
    return str(Press(VERB, sitting.id, step, detail))


def _step_press(step: Step, sitting: Sitting) -> str:
    return _press(sitting, f"ask.{step.id}")
