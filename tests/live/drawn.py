"""All that the bot says, as it goes over the wire: every layout, every form, the commands.

The words are the example's, and nobody's.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from bot.confidential import Confidential
from bot.content import Library
from bot.discord import render
from bot.discord.client import COGS, Parts, QuietPage
from bot.discord.translating import CommandTexts
from bot.languages import Languages
from bot.preview.chapters import chapters
from bot.reveal import reveal
from bot.ui.model import Card, ChoiceField, Form, Menu, Words
from tests.invariants.parts import every

Body = dict[str, Any]
# A text that is longer by so much is another layout.
LONGER = 250


def pages(library: Library) -> dict[str, list[Body]]:
    """One page of every layout, by its name in the preview."""
    found: dict[str, tuple[str, list[Body]]] = {}
    cards = [(name, shown) for name, shown in _shown(library) if isinstance(shown, Card)]
    # One for whoever wants each as a new message: no more than a number differs.
    cards.append(("anew", replace(cards[0][1], anew=True)))
    for name, card in cards:
        parts = page(card)
        found.setdefault(_layout(parts), (name, parts))
    return dict(found.values())


def forms(library: Library) -> dict[str, Body]:
    """Every form in the preview."""
    return {name: form(asked) for name, asked in _shown(library) if isinstance(asked, Form)}


def page(card: Card) -> list[Body]:
    """One page, as it stands in somebody's own chat."""
    return render.page(card, _open_words, _open_chosen).parts


def form(asked: Form) -> Body:
    """One form, as it opens there."""
    return render.form(asked, _open_words, _open_chosen).to_dict()


async def commands(library: Library) -> list[Body]:
    """What a running bot tells Discord of its commands."""
    tree = (await _bot(library)).tree
    return [command.to_dict(tree) for command in tree.get_commands()]


async def translated(*libraries: Library) -> list[Body]:
    """The same in several languages."""
    bot = await _bot(*libraries)
    texts = CommandTexts(bot.languages)
    return [await c.get_translated_payload(bot.tree, texts) for c in bot.tree.get_commands()]


async def _bot(*libraries: Library) -> QuietPage:
    nobody = cast("Any", None)
    bot = QuietPage(Languages(*libraries), lambda _: Parts(nobody, nobody, nobody))
    for cog in COGS:
        await bot.load_extension(f"cogs.{cog}")
    return bot


def _shown(library: Library) -> Iterator[tuple[str, object]]:
    for chapter, its in chapters(library):
        yield from ((f"{chapter}, {name}", page) for name, page in its)


def _layout(parts: list[Body]) -> str:
    """The same for pages that Discord can't treat differently."""
    return json.dumps(
        [
            (
                part["type"],
                part.get("style"),
                part.get("id"),
                part.get("max_values"),
                len(part.get("options") or ()),
                len(part.get("content") or "") // LONGER,
            )
            for part in every(parts)
        ]
    )


def _open_words(words: Words) -> str | None:
    return reveal(words) if isinstance(words, Confidential) else words


def _open_chosen(field: ChoiceField | Menu) -> tuple[str, ...]:
    return reveal(field.chosen) if field.chosen else ()
