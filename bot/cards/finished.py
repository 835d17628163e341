"""The conversation card: in the chat, page by page, and edited part by part."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.cards.controls import help_now, press
from bot.cards.parts import Part, is_for_somebody, parts, title, whom
from bot.cards.wording import as_written, heading, shown, small
from bot.confidential import Confidential, together, weave
from bot.content import Library
from bot.doors import LONGEST_PAGE, Button, Card, Menu, Option, Row, Style, Words
from bot.flow import route
from bot.flow.presses import Press
from bot.flow.sitting import Sitting

# What stands around the parts on each page, and some air.
ROOM_FOR_PARTS = LONGEST_PAGE - 900
LONGEST_PIECE = ROOM_FOR_PARTS - 200


def card_page(
    library: Library, sitting: Sitting, page: int = 0, lines: tuple[Words, ...] = ()
) -> Card:
    """One page of the finished card."""
    leaves = _leaves([_set(p) for p in parts(library, sitting)])
    page = min(page, len(leaves) - 1)
    body: list[Words] = [*lines, heading(title(library.prepare, sitting))]
    if is_for_somebody(library.prepare, sitting) and (who := whom(sitting)):
        body.append(weave(library.prepare.card.for_line, {"who_with": shown(who)}))
    body.extend(leaves[page] or [library.say("card_page.nothing")])
    body.append(library.prepare.card.footer)
    made = library.prepare.card.made_line.replace("{date}", day(sitting.touched))
    foot = [made]
    if len(leaves) > 1:
        n, total = str(page + 1), str(len(leaves))
        foot.append(library.say("card_page.part", n=n, total=total))
    body.append(small(" · ".join(foot)))
    rows = _rows(library, sitting, page, len(leaves))
    return Card(tuple(body), rows, library.say("card_page.elsewhere"))


def day(on: date) -> str:
    """A date as Discord shows it to whoever reads, in their own way of writing dates."""
    noon = datetime.combine(on, time(12), tzinfo=ZoneInfo("UTC"))
    return f"<t:{int(noon.timestamp())}:D>"


def _set(part: Part) -> Confidential[str]:
    return part.text.map(lambda text: f"**{part.title}**\n{_as_lines(text)}")


def _as_lines(text: str) -> str:
    return "\n".join(
        f"- {as_written(line[2:])}" if line.startswith("- ") else as_written(line)
        for line in text.splitlines()
    )


def _leaves(texts: list[Confidential[str]]) -> list[list[Confidential[str]]]:
    """Parts on as few pages as hold them; one that is longer than a page is cut into pieces."""
    leaves: list[list[Confidential[str]]] = [[]]
    for text in texts:
        for piece in _pieces(text):
            together_so_far = together([*leaves[-1], piece], "\n\n")
            if leaves[-1] and together_so_far.satisfies(lambda t: len(t) > ROOM_FOR_PARTS):
                leaves.append([])
            leaves[-1].append(piece)
    return leaves


def _pieces(text: Confidential[str]) -> list[Confidential[str]]:
    pieces = []
    while text.satisfies(lambda t: len(t) > LONGEST_PIECE):
        pieces.append(text.map(lambda t: t[:LONGEST_PIECE]))
        text = text.map(lambda t: t[LONGEST_PIECE:])
    return [*pieces, text]


def _rows(library: Library, sitting: Sitting, page: int, pages: int) -> tuple[Row, ...]:
    say = library.say
    rows: list[Row] = []
    turn = []
    if page > 0:
        turn.append(Button(say("card_page.back"), press("card", sitting, detail=str(page - 1))))
    if page < pages - 1:
        turn.append(
            Button(say("card_page.next"), press("card", sitting, detail=str(page + 1)), Style.MAIN)
        )
    if turn:
        rows.append(tuple(turn))
    rows.append(
        (
            Button(say("card_page.edit"), press("edit", sitting)),
            Button(say("card_page.save_md"), press("save", sitting, detail="md")),
            Button(say("card_page.save_txt"), press("save", sitting, detail="txt")),
        )
    )
    second = []
    if sitting.length == route.STEADY:
        second.append(Button(say("steady_page.all_twenty"), press("twenty", sitting)))
    elif is_for_somebody(library.prepare, sitting):
        second.append(Button(say("checks_page.button"), press("check", sitting)))
    second.append(Button(say("nav.clear_chat"), press("clear", sitting)))
    rows.append(tuple(second))
    rows.append((Button(say("nav.done"), str(Press("menu"))), help_now(library, sitting)))
    return tuple(rows)


def edit_page(library: Library, sitting: Sitting) -> Card:
    """Which part to open again; any of the twenty can be added."""
    options = []
    for question in library.prepare.questions:
        state = "review.answered" if question.id in sitting.answers else "review.open"
        options.append(
            Option(question.id, f"{question.n}. {question.label}", detail=library.say(state))
        )
    return Card(
        (library.say("card_page.edit_ask"),),
        (
            Menu(press("jump", sitting), library.say("card_page.edit_all"), tuple(options)),
            (
                Button(library.say("card_page.to_card"), press("card", sitting)),
                help_now(library, sitting),
            ),
        ),
    )
