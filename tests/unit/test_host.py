"""What whoever runs the bot calls it and themselves is shown as it is written, and nothing more."""

import pytest

from bot.confidential import Confidential
from bot.features.consent import pages as consent_pages
from bot.instance import Instance
from bot.ops.settings import LONGEST_SAID
from bot.reveal import reveal
from bot.ui.model import LONGEST_PAGE, Card
from bot.ui.wording import as_written, size
from tests.journeys.walks import LIBRARY

ODD = [
    "**Pa_ge** ||x||",
    "_x_ <@&5> @everyone <#1> <t:1>",
    "# Head",
    "-# small",
    "[a](https://example.org)",
    "`{operator}` {bot} {storage}",
    "a\\",
]


def pages(instance: Instance) -> list[Card]:
    """Every page on which any of it stands."""
    return [
        consent_pages.welcome(LIBRARY, instance, "prepare"),
        consent_pages.consent(
            LIBRARY, instance, "prepare", LIBRARY.say("welcome_page.changed_storage")
        ),
        consent_pages.consent(LIBRARY, instance, "prepare", own_key=True),
        consent_pages.privacy(LIBRARY, instance),
        consent_pages.privacy(LIBRARY, instance, own_key=True),
        consent_pages.about(LIBRARY, instance),
    ]


def texts(card: Card) -> str:
    """All that stands on a page."""
    words = [w for w in card.body if isinstance(w, str | Confidential)]
    return "\n".join(w if isinstance(w, str) else reveal(w) for w in words)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("which", ["bot", "operator", "storage"])
def test_a_name_is_shown_as_it_is_written(odd: str, which: str) -> None:
    shown = [texts(page) for page in pages(Instance(**{which: odd}))]
    plain = [texts(page) for page in pages(Instance(**{which: "ⓠ"}))]
    assert shown == [text.replace("ⓠ", as_written(odd)) for text in plain]
    assert any(as_written(odd) in text for text in shown)


def test_the_longest_names_leave_room_on_every_page() -> None:
    long = "*" * LONGEST_SAID
    for page in pages(Instance(long, long, long)):
        assert size(texts(page)) <= LONGEST_PAGE
