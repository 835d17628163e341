"""The conversation card: in the chat, page by page, and edited part by part."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.confidential import Confidential, weave
from bot.content import Library
from bot.features.walkthrough.step_controls import press
from bot.features.walkthrough.summary import SummaryPart, parts
from bot.forms.fields import WITH
from bot.forms.script import Script
from bot.forms.sitting import Sitting
from bot.forms.talk import is_for_somebody, title, whom
from bot.layout.controls import help_now
from bot.layout.paging import on_pages, set_lines, turning
from bot.ui.model import Button, Card, Menu, Option, Row, Words
from bot.ui.press import SAVE, Press
from bot.ui.wording import heading, shown, small

# Where a card can be asked for that no command begins any more.
ELSEWHERE = "page"


def card_page(
    library: Library, sitting: Sitting, page: int = 0, lines: tuple[Words, ...] = ()
) -> Card:
    """One page of the finished card."""
    script = library.scripts[sitting.script]
    leaves = on_pages([_set(p) for p in parts(library, sitting)])
    page = min(page, len(leaves) - 1)
    body: list[Words] = [*lines, heading(title(script, sitting))]
    if is_for_somebody(script, sitting) and (who := whom(script, sitting)):
        body.append(weave(script.card.for_line, {WITH: shown(who)}))
    body.extend(leaves[page] or [library.say("card_page.nothing")])
    body.append(script.card.footer)
    made = script.card.made_line.replace("{date}", day(sitting.touched))
    foot = [made]
    if len(leaves) > 1:
        n, total = str(page + 1), str(len(leaves))
        foot.append(library.say("card_page.part", n=n, total=total))
    body.append(small(" · ".join(foot)))
    rows = _rows(library, script, sitting, page, len(leaves))
    command = script.command.name if script.command else ELSEWHERE
    return Card(tuple(body), rows, library.say("card_page.elsewhere", command=command))


def day(on: date) -> str:
    """A date as Discord shows it to whoever reads, in their own way of writing dates."""
    noon = datetime.combine(on, time(12), tzinfo=ZoneInfo("UTC"))
    return f"<t:{int(noon.timestamp())}:D>"


def _set(part: SummaryPart) -> Confidential[str]:
    return part.text.map(lambda text: f"**{part.title}**\n{set_lines(text)}")


def _rows(
    library: Library, script: Script, sitting: Sitting, page: int, pages: int
) -> tuple[Row, ...]:
    say = library.say
    rows: list[Row] = list(
        turning(library, page, pages, lambda n: press("card", sitting, detail=str(n)))
    )
    rows.append(
        (
            Button(say("card_page.edit"), press("edit", sitting)),
            Button(say("card_page.save_md"), press(SAVE, sitting, detail="md")),
            Button(say("card_page.save_txt"), press(SAVE, sitting, detail="txt")),
            Button(say("paper_page.button"), str(Press("paper", sitting.id, "card"))),
        )
    )
    second = []
    if script.is_steady(sitting.length):
        total = str(len(script.whole.questions))
        second.append(Button(say("steady_page.all_twenty", total=total), press("twenty", sitting)))
    elif is_for_somebody(script, sitting):
        if script.checks:
            second.append(Button(script.card.checks, press("check", sitting)))
        rows.append(
            (
                Button(say("plan_page.button"), str(Press("after", sitting.id, "ask"))),
                Button(say("plan_page.how_button"), str(Press("after", sitting.id, "how"))),
            )
        )
    take = str(Press("takeaway", sitting.id, "write"))
    second.append(Button(say("takeaways_page.button"), take))
    second.append(Button(say("hide.button"), press("clear", sitting)))
    rows.append(tuple(second))
    rows.append((Button(say("nav.done"), str(Press("menu"))), help_now(library, sitting.id)))
    return tuple(rows)


def edit_page(library: Library, sitting: Sitting) -> Card:
    """Which part to open again; any of them all can be added."""
    options = []
    script = library.scripts[sitting.script]
    for n, question in enumerate(script.questions, start=1):
        state = "review.answered" if question.id in sitting.answers else "review.open"
        options.append(Option(question.id, f"{n}. {question.label}", detail=library.say(state)))
    return Card(
        (library.say("card_page.edit_ask"),),
        (
            Menu(press("jump", sitting), library.say("card_page.edit_all"), tuple(options)),
            (
                Button(library.say("card_page.to_card"), press("card", sitting)),
                help_now(library, sitting.id),
            ),
        ),
    )
