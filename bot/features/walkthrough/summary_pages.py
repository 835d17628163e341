"""The conversation card in the chat, page by page, and what can be done with it."""

from bot.confidential import Confidential, weave
from bot.content import Library
from bot.features.walkthrough.step_controls import press, say_of_card, to_card
from bot.features.walkthrough.summary import SummaryPart, parts
from bot.forms import enough, route
from bot.forms.fields import WITH
from bot.forms.script import Script
from bot.forms.sitting import Sitting
from bot.forms.talk import footer, is_for_somebody, title, whom
from bot.layout.controls import help_now
from bot.layout.paging import on_pages, set_lines, turning
from bot.ui.model import Button, Card, Row, Style, Words
from bot.ui.press import SAVE, Press
from bot.ui.wording import heading, shown, small


def card_page(
    library: Library, sitting: Sitting, page: int = 0, lines: tuple[Words, ...] = ()
) -> Card:
    """One page of the finished card."""
    script = library.script_of(sitting)
    leaves = on_pages([_set(p) for p in parts(library, sitting)])
    page = min(page, len(leaves) - 1)
    body: list[Words] = [*lines, heading(title(script, sitting))]
    if is_for_somebody(script, sitting) and (who := whom(script, sitting)):
        body.append(weave(script.card.for_line, {WITH: shown(who)}))
    body.extend(leaves[page] or [library.say("card_page.nothing")])
    body.append(footer(script, sitting))
    made = script.card.made_line.replace("{date}", library.dates.day(sitting.touched))
    foot = [made]
    if len(leaves) > 1:
        n, total = str(page + 1), str(len(leaves))
        foot.append(library.say("card_page.part", n=n, total=total))
    body.append(small(" · ".join(foot)))
    rows = _rows(library, script, sitting, page, len(leaves))
    own = script.command.name if script.command else library.say("slash.page.name")
    command = own or library.say("slash.walk.name")
    elsewhere = say_of_card(library, sitting, "card_page.elsewhere", command=command)
    return Card(tuple(body), rows, elsewhere)


def _set(part: SummaryPart) -> Confidential[str]:
    return part.text.map(lambda text: f"**{part.title}**\n{set_lines(text)}")


def _rows(
    library: Library, script: Script, sitting: Sitting, page: int, pages: int
) -> tuple[Row, ...]:
    say = library.say
    rows: list[Row] = list(
        turning(library, page, pages, lambda n: press("card", sitting, detail=str(n)))
    )
    left = any(q.id not in sitting.answers for q in route.questions(script, sitting))
    ways: list[tuple[str, str]] = []
    if enough.may_end(script, sitting):
        ways.append((say("nav.done"), press("done", sitting)))
    if script.is_steady(sitting.length):
        total = str(len(script.whole.questions))
        ways.append((say("steady_page.all_twenty", total=total), press("twenty", sitting)))
    elif left:
        ways.append((say("page.carry_on"), press("on", sitting)))
    ways.append((say("page.look_over"), press("review", sitting)))
    first, *others = ways
    # What turns the page stands out where there is something to turn to.
    style = Style.PLAIN if page < pages - 1 else Style.MAIN
    rows.append((Button(*first, style), *(Button(*way) for way in others)))
    more = Button(say("card_page.more"), press(SAVE, sitting))
    if is_for_somebody(script, sitting):
        rows.append(
            (
                Button(say("plan_page.button"), str(Press("after", sitting.id, "ask"))),
                Button(say("plan_page.how_button"), str(Press("after", sitting.id, "how"))),
                more,
            )
        )
        return (*rows, (help_now(library, sitting.id),))
    return (*rows, (more, help_now(library, sitting.id)))


def more_page(library: Library, sitting: Sitting) -> Card:
    """What else can be done with a card: keep it elsewhere, or go on from it."""
    say, script = library.say, library.script_of(sitting)
    beside = [Button(say("takeaways_page.button"), str(Press("takeaway", sitting.id, "write")))]
    if script.checks and is_for_somebody(script, sitting):
        beside.insert(0, Button(script.card.checks, press("check", sitting)))
    if sitting.length != script.whole.id and not sitting.held:
        total = str(len(script.whole.questions))
        longer = say("steady_page.all_twenty", total=total)
        beside.append(Button(longer, press("twenty", sitting)))
    return Card(
        (heading(say("card_page.more_title")), say_of_card(library, sitting, "card_page.more_say")),
        (
            tuple(beside),
            (
                Button(say("card_page.save_md"), press(SAVE, sitting, detail="md")),
                Button(say("card_page.save_txt"), press(SAVE, sitting, detail="txt")),
                Button(say("paper_page.button"), str(Press("paper", sitting.id, "card"))),
            ),
            (
                to_card(library, sitting, Style.MAIN),
                help_now(library, sitting.id),
            ),
        ),
    )
