"""The page where a closeness check stands, the results excepted."""

from typing import assert_never

from bot.cards.closeness import care, statements
from bot.content import Library
from bot.doors import Card, Words
from bot.flow.closeness.look import At, Look


def page(
    library: Library, look: Look, lines: tuple[Words, ...] = (), *, private: bool = True
) -> Card:
    match look.at.at:
        case At.ITEM:
            return statements.item_page(library, look, lines, private=private)
        case At.FOLLOW_UP:
            return care.follow_up_page(library, look, lines, private=private)
        case At.FEAR:
            return care.fear_page(library, look, lines, private=private)
        case At.CARE:
            return care.care_page(library, look, lines, private=private)
        case At.OWN:
            return care.own_page(library, look, lines)
        case At.THEME | At.RESULTS:
            return statements.theme_page(library, look, lines)
        case _:
            assert_never(look.at.at)
