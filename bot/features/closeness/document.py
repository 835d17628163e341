"""A closeness check as a document. Their own words and answers, and nothing about care."""

from collections.abc import Sequence

from bot.confidential import Confidential, together
from bot.content import Library
from bot.features.closeness import care, results
from bot.features.closeness.again_pages import dates, moved
from bot.features.closeness.engine import DIFFERENCES, is_answered
from bot.features.closeness.naming import about, named, sealed, statement
from bot.features.closeness.results import Moved
from bot.features.closeness.results_pages import differences, group_title, picked
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
    title = library.closeness.script.title
    whom = name.map(lambda who: library.say("sittings.item", who=who))
    return [
        Block(1, f"{title}, {library.dates.day(look.began)}"),
        Block(0, "", whom),
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
    if look.keeps(item.id, LINE):
        line = look.answers[item.id].map(lambda g: " ".join(g[LINE].split()))
        beside.append(line.map(lambda text: library.say("closeness_page.note", line=text)))
    return beside


def noticed_blocks(library: Library, look: Look) -> list[Block]:
    """What was noticed, and what was picked and asked for."""
    script, name = library.closeness.script, name_of(library, look)
    if not any(is_answered(look, item.id) for item in script.items):
        return []
    blocks = [Block(1, library.say("closeness_page.noticed"), script.results.opening)]
    for group in script.results.groups:
        if items := results.group(script, look, group):
            said = [sealed(about(look, i, name)) for i in items]
            listed = together([s.map(lambda text: f"- {text}") for s in said], "\n")
            blocks.append(Block(3, group_title(look, group), listed))
    if results.left_some(script, look):
        blocks.append(Block(0, "", script.results.skipped))
    return [*blocks, *_after(library, look)]


def _after(library: Library, look: Look) -> list[Block]:
    script, say, name = library.closeness.script, library.say, name_of(library, look)
    blocks: list[Block] = []
    if DIFFERENCES in look.asked and (far := differences(library, look, name)):
        title, text = script.results.buttons[1], script.results.differences
        blocks.append(Block(3, title, together([text, *far], "\n\n")))
    if item_kept := picked(library, look):
        what = sealed(about(look, item_kept, name))
        practice = care.practice(script, look, item_kept.id)
        kept = what.map(lambda text: say("closeness_page.kept_in_mind", about=text))
        thing = f"{script.results.practice}: {practice}"
        blocks.append(Block(0, "", together([kept, thing], "\n")))
    return blocks


def then_blocks(library: Library, then: Look, now: Look) -> list[Block]:
    """Then and now beside each other."""
    again, name = library.closeness.script.again, name_of(library, now)
    groups = moved(library, then, now, name, written=str)
    lower = any(group.way is Moved.DOWN for group in groups)
    return [
        Block(1, named(again.title, name), f"{again.say}\n{dates(library, then, now)}"),
        *(Block(3, group.title, together([*group.lines], "\n")) for group in groups),
        *([Block(0, "", again.lower)] if lower else []),
    ]


def attribution(library: Library) -> list[Block]:
    """Whose ingredients these are."""
    credit = library.closeness.script.attribution
    return [Block(0, "", f"{credit.line}\n{credit.not_endorsement}")]


def closing(library: Library, look: Look) -> Block:
    texts = library.closeness.script.results
    return Block(0, "", texts.closing_held if look.alone else texts.closing)
