"""A closeness check as a document. Their own words and answers, and nothing about care."""

from collections.abc import Sequence
from datetime import date

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.closeness import care, results
from bot.features.closeness.again_pages import chosen_rows
from bot.features.closeness.engine import DIFFERENCES, is_answered
from bot.features.closeness.naming import named, sealed, statement
from bot.features.closeness.results_pages import group_title, picked
from bot.forms.closeness_script import LINE, MATTERS, Item
from bot.kept.look import Look
from bot.ui.blocks import Block, Piece


def name_of(library: Library, look: Look) -> Confidential[str]:
    """What they call the person, in full: a file has room."""
    plain = library.say("page.this_person")
    return look.label.map(lambda text: " ".join(text.split()) or plain)


def look_blocks(library: Library, look: Look, then: Sequence[Block] = ()) -> list[Block]:
    """One check: its answers, what was noticed, and `then` beside it where that was asked for."""
    name = name_of(library, look)
    title = library.closeness.script.long_title
    about = name.map(lambda who: library.say("sittings.item", who=who))
    return [
        Block(1, f"{title}, {look.began.isoformat()}"),
        Block(0, "", about),
        *answer_blocks(library, look),
        *noticed_blocks(library, look),
        *then,
        closing(library, look),
        *attribution(library),
    ]


def answer_blocks(library: Library, look: Look) -> list[Block]:
    """Every statement with its answer, by theme."""
    blocks: list[Block] = []
    for theme in library.closeness.script.themes:
        blocks.append(Block(2, theme.title))
        for id in theme.items:
            blocks.extend(_item(library, look, library.closeness.script.item(id)))
    return blocks


def _item(library: Library, look: Look, item: Item) -> list[Block]:
    name = name_of(library, look)
    said = []
    for direction in item.directions:
        parts = [_answer(library, look, item, direction)]
        if direction == item.directions[-1]:
            parts += _beside(library, look, item)
        said.append(Block(3, statement(look, item, direction, name), together(parts, "\n\n")))
    return said


def _answer(library: Library, look: Look, item: Item, direction: str) -> Piece:
    if not look.gave(item.id, direction):
        return library.say("document.left_open")
    script = library.closeness.script
    return look.answers[item.id].map(lambda g: f"> {script.choice(g[direction])}")


def _beside(library: Library, look: Look, item: Item) -> list[Piece]:
    beside: list[Piece] = []
    if look.keeps(item.id, MATTERS):
        beside.append(f"({library.closeness.script.matters})")
    return beside + note(library, look, item)


def note(library: Library, look: Look, item: Item) -> list[Piece]:
    """The line of their own beside a statement."""
    if not look.keeps(item.id, LINE):
        return []
    line = look.answers[item.id].map(lambda g: " ".join(g[LINE].split()))
    return [line.map(lambda text: library.say("closeness_page.note", line=text))]


def noticed_blocks(library: Library, look: Look) -> list[Block]:
    """What was noticed, and what was picked and asked for."""
    script, name = library.closeness.script, name_of(library, look)
    if not any(is_answered(look, item.id) for item in script.items):
        return []
    blocks = [Block(1, library.say("closeness_page.noticed"), script.results.opening)]
    for group in script.results.groups:
        if items := results.group(script, look, group):
            said = [sealed(statement(look, i, i.seen_from, name)) for i in items]
            listed = together([s.map(lambda text: f"- {text}") for s in said], "\n")
            blocks.append(Block(3, group_title(look, group), listed))
    if left := results.skipped(script, look):
        blocks.append(Block(0, "", script.results.skipped.replace("{count}", str(left))))
    return [*blocks, *_after(library, look)]


def _after(library: Library, look: Look) -> list[Block]:
    script, say, name = library.closeness.script, library.say, name_of(library, look)
    blocks: list[Block] = []
    if DIFFERENCES in look.asked:
        for item, text in results.differences(script, look):
            said = sealed(statement(look, item, item.seen_from, name))
            line = pair(sealed(named(text, name)), said)
            blocks.append(
                Block(
                    0, "", line.map(lambda b: say("closeness_page.difference", text=b[0], of=b[1]))
                )
            )
    if item_kept := picked(library, look):
        said = sealed(statement(look, item_kept, item_kept.seen_from, name))
        practice = care.practice(script, look, item_kept.id)
        kept = said.map(lambda text: say("closeness_page.kept_in_mind", statement=text))
        thing = f"{script.results.practice}: {practice}"
        blocks.append(Block(0, "", together([kept, thing], "\n")))
    return blocks


def then_blocks(
    library: Library, then: Look, now: Look, which: str, dates: tuple[str, str] | None = None
) -> list[Block]:
    """The rows that were asked for, then and now."""
    script, say, name = library.closeness.script, library.say, name_of(library, now)
    first, second = dates or (_date(then), _date(now))
    blocks = [Block(1, named(script.again.title, name), script.again.say)]
    rows, _ = chosen_rows(library, then, now, which)
    for row in rows:
        line = pair(row.then, row.now).map(
            lambda both: say(
                "closeness_page.then_now",
                date_1=first,
                answer_1=script.choice(both[0]),
                date_2=second,
                answer_2=script.choice(both[1]),
            )
        )
        said = statement(now, row.item, row.item.seen_from, name)
        text = together([line, *note(library, now, row.item)], "\n")
        blocks.append(Block(3, said, text))
    return blocks


def _date(look: Look) -> str:
    on: date = look.finished or look.touched
    return on.isoformat()


def attribution(library: Library) -> list[Block]:
    """Whose ingredients these are."""
    credit = library.closeness.script.attribution
    return [Block(0, "", f"{credit.line}\n{credit.not_endorsement}")]


def closing(library: Library, look: Look) -> Block:
    texts = library.closeness.script.results
    return Block(0, "", texts.closing_held if look.alone else texts.closing)
