"""What somebody who writes a walkthrough is told when something of it would be lost."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.content import ContentError, load
from bot.content.library import ENGLISH
from bot.content.lists import Lists, lists
from bot.content.reader import WHOLE, Table, read
from bot.content.walkthrough import script
from bot.preview.terminal import render
from tests.unit import test_content
from tests.unit.test_content import refusal

content = test_content.content

REFUSED = [
    ('max_chars = 60\n[[question.field]]\nkey = "reach"',
     'max_chrs = 60\n[[question.field]]\nkey = "reach"',
     ["prepare.toml, question who_for, field person: 'max_chrs' is not known here", "'max_chars'"]),
    ('"meaning", "about_me",', '"meaning",',
     ["question about_me", "no [[length]] asks it", "'questions'"]),
    ('  "body_feeling.note",\n', "",
     ["question body_feeling, field note", "nothing shows it on the card", "card = false"]),
    ('show = ["message.text"]', 'show = ["message.txt"]',
     ["card, section one_line", "question message has no field 'txt'", "text"]),
    ('show = ["message.text"]', 'show = ["massage.text"]',
     ["card, section one_line", "no question 'massage'"]),
    ('show = ["message.text"]', "show = []", ["card, section one_line", "shows nothing"]),
    ('about = "who_for.person"', 'about = "who_for.name"', ["roles", "no field 'name'"]),
    ('about = "who_for.person"', 'about = "who_for.reach"', ["roles", "nothing to write in"]),
    ('first_with_when = "who_with.plan is first_else"',
     'first_with_when = "who_with.plan is other"',
     ["roles", "first_with_when", "no answer can be"]),
    ('name = "prepare"', 'name = "Prepare this"',
     ["command", "no command called", "small letters"]),
    ('name = "prepare"', 'name = "closeness"', ["command", "belongs to the house"]),
    ("[command]\nname", "[comand]\nname", ["'comand' is not known here", "'command'"]),
    ('as = "brackets"', 'as = "braces"', ["section notice", "'braces'", "brackets"]),
    ('say = "I can imagine that', 'say = "I imagine {convey.theirs}', ["convey", "'theirs'"]),
    ('length = "steady"\noffer', 'length = "calm"\noffer', ["steady", "'calm'"]),
    ('ask = "safe", unless', 'ask = "sound", unless', ["length full", "no check 'sound'"]),
    ('for_line = "For a talk with {with}"', 'for_line = "For a talk with {who}"',
     ["card", "'for_line' has a place '{who}'", "{with}"]),
    ("[safety_branch]\nwhen", "[safety]\nwhen", ["'safety' is not known here"]),
    ('skip = ["why_speak", "how_form", "goal", "resolution", "compromise", "who_with", "approach"',
     'skip = ["who_with"',
     ["safety_branch", "after No to 'safe'", "approach would be asked", "'skip'"]),
    ('rest = "What else I wrote"\n', "", ["safety_branch", "'rest' or 'footer' is missing"]),
    ('skip = ["why_speak"', 'skip = ["why_spoke"', ["safety_branch", "'why_spoke'"]),
    ('needs = ["one_line"', 'needs = ["one_liner"', ["card, needs", "no section 'one_liner'"]),
    ('[[branch]]\nid = "keep"', '[[branch]]\nid = "card"', ["branch card", "'card' is taken"]),
    ('id = "prepare"', 'id = "lock"', ["the id 'lock' belongs to the house"]),
    ('offer_when_intensity = ["very_strong"]', 'offer_when_intensity = ["loud"]',
     ["steady", "as strong as 'loud'", "very_strong"]),
    ('checks = "Five checks before I go"\n', "", ["card", "'checks' is missing"]),
    ('kind = "body_regions"', 'kind = "needs"', ["field regions", 'options_from = "checkin.need"']),
    (', plain = "Them, directly" },', " },",
     ["field plan", "nobody may have been named", "'plain'"]),
    ('skip = ["compromise"', 'skip = ["compromises"', ["branch letter", "'compromises'"]),
    ('sections = ["opening"', 'sections = ["open"', ["card, spoken", "no section 'open'"]),
    ('key = "sensations"', 'key = "Sensations!"', ["body_feeling", "Sensations!", "small letters"]),
    ('from_checkin = "regions"', 'from_checkin = "intensity"', ["body_where, field regions"]),
    ('id = "if_not_received"\nstage', 'id = "if_it_is_not_received"\nstage',
     ["doesn't fit a button", "15 small letters"]),
    ("max = 6\nfrom", 'max = "six"\nfrom', ["question body_where, field regions", "whole number"]),
    ('kind = "body_regions"', 'knd = "body_regions"', ["field regions", "'knd'", "'kind'"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "told"), REFUSED)
def test_a_walkthrough_that_would_lose_something_is_refused(
    content: Path, before: str, after: str, told: list[str]
) -> None:
    said = refusal(content, "prepare", before, after)
    for part in told:
        assert part in said, said


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a file: the keys and numbers that lead there."""
    rows: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        rows = list(value.items())
    elif isinstance(value, list):
        rows = list(enumerate(value))
    for key, below in rows:
        yield (*at, key)
        yield from places(below, (*at, key))


def refused(data: dict[str, Any], listed: Lists) -> str:
    """What is said of a walkthrough's file with this in it; empty: it is taken."""
    try:
        script(Table("prepare.toml", WHOLE, data), listed)
    except ContentError as error:
        return str(error)
    return ""


@pytest.mark.long
def test_whatever_is_wrong_is_told_in_a_sentence() -> None:
    whole = read(ENGLISH / "walkthroughs", "prepare").raw
    listed, rng, told = lists(read(ENGLISH, "checkin")), Random(0), []  # noqa: S311
    everywhere = list(places(whole))
    for _ in range(300):
        changed = deepcopy(whole)
        *way, last = rng.choice(everywhere)
        table: Any = changed
        for key in way:
            table = table[key]
        table[last] = rng.choice([3, "x", True, [], {}, ["x"], [{}], [[]]])
        told.append(refused(changed, listed))
    assert all(said.startswith("prepare.toml, ") for said in told if said)
    assert sum(map(bool, told)) > 200


def test_two_walkthroughs_share_neither_id_nor_command(content: Path) -> None:
    folder = content / "walkthroughs"
    text = (folder / "prepare.toml").read_text("utf8")
    (folder / "second.toml").write_text(text, "utf8")
    with pytest.raises(ContentError, match=r"second\.toml.*'prepare' is the one of prepare\.toml"):
        load(content)
    (folder / "second.toml").write_text(text.replace('id = "prepare"', 'id = "second"', 1), "utf8")
    with pytest.raises(ContentError, match=r"second\.toml, command: /prepare belongs to prepare"):
        load(content)


def test_a_walkthrough_without_a_command_is_kept_and_not_offered(content: Path) -> None:
    folder = content / "walkthroughs"
    text = (folder / "prepare.toml").read_text("utf8").replace('id = "prepare"', 'id = "old"', 1)
    begins, ends = text.index("[command]"), text.index("# Which answers say")
    (folder / "old.toml").write_text(text[:begins] + text[ends:], "utf8")
    library = load(content)
    assert "old" in library.scripts
    assert "old" not in [script.id for script in library.offered]


def test_the_smallest_walkthrough_there_is(content: Path) -> None:
    """No steady way, no checks, no safety branch, nobody it is about: every page is there."""
    (content / "walkthroughs" / "small.toml").write_text(SMALLEST, "utf8")
    pages = render(load(content))
    for part in ("Small: all: q-one", "What is it?", "form: one", "Small: all: r"):
        assert part in pages
    for other in (content / "walkthroughs").glob("*.toml"):
        if other.stem != "small":
            other.unlink()
    with pytest.raises(ContentError, match="says whom it is about"):
        load(content)


SMALLEST = """
id = "small"
edition = 1
title = "Small"
tagline = "One question."
opens = "One question, and that is all."
author = "Nobody"
licence = "CC0"
source = ""
reviewed = ""
[command]
name = "small"
description = "One question"
detail = "One question"
[[length]]
id = "all"
title = "All"
minutes = "one"
say = "One question."
questions = ["one"]
[[stage]]
id = "only"
title = "Only"
intro = "Here it is."
minutes = 1
[[question]]
id = "one"
stage = "only"
original = "What is it?"
label = "What is it?"
help = "A word is enough."
[[question.field]]
key = "word"
kind = "text"
label = "A word"
max_chars = 40
[card]
title = "A word"
made_line = "Made on {date}"
footer = "That is all."
[[card.section]]
slot = "word"
title = "The word"
show = ["one.word"]
"""
