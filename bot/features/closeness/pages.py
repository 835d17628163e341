"""The page where a closeness check stands, the results excepted."""

from typing import assert_never

from bot.content import Library
from bot.features.closeness import care_pages, statement_pages
from bot.kept.look import Look, PlaceKind
from bot.ui.model import Card, Words


def page(
    library: Library, look: Look, lines: tuple[Words, ...] = (), *, private: bool = True
) -> Card:
    match look.at.at:
        case PlaceKind.ITEM | PlaceKind.OTHER_WAY:
            return statement_pages.statement_page(library, look, lines, private=private)
        case PlaceKind.FOLLOW_UP:
            return care_pages.follow_up_page(library, look, lines, private=private)
        case PlaceKind.FEAR:
            return care_pages.fear_page(library, look, lines, private=private)
        case PlaceKind.CARE:
            return care_pages.care_page(library, look, lines, private=private)
        case PlaceKind.OWN:
            return care_pages.own_page(library, look, lines)
        case PlaceKind.THEME | PlaceKind.RESULTS:
            return statement_pages.theme_page(library, look, lines)
        case _:
            assert_never(look.at.at)
