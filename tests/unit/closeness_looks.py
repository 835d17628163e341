"""Looks to put before the rules, without a person behind them."""

from dataclasses import replace
from datetime import date

from bot.confidential import Confidential
from bot.content import load
from bot.features.closeness import route as closeness_route
from bot.forms.closeness_script import ItemAnswer
from bot.kept.look import Look

SCRIPT = load().closeness.script
DAY = date(2026, 1, 1)
BLANK = Look(
    b"\1" * 16,
    Confidential("Lena"),
    Confidential("family"),
    closeness_route.first(SCRIPT),
    DAY,
    DAY,
)


def answered(**items: ItemAnswer) -> Look:
    """A look with these answers."""
    return replace(BLANK, answers={id: Confidential(given) for id, given in items.items()})
