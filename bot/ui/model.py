"""What can be said, and to whom.

A `Card` goes to one person and nowhere else; where others might be looking, only a
`Notice` can be said. There is no parameter through which a channel could be named.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeAlias

from bot.confidential import Confidential
from bot.person import Address, PersonId

# Ours, or a person's own. Where others might be looking, the second kind is left out.
Words: TypeAlias = str | Confidential[str]

# Discord's limits: https://docs.discord.com/developers/components/reference
LONGEST_PAGE = 4000
LONGEST_LABEL = 80
LONGEST_OPTION = 100
LONGEST_TITLE = 45
LONGEST_PLACEHOLDER = 150
MOST_OPTIONS = 25
MOST_FIELDS = 5
MOST_IN_ROW = 5
MOST_ROWS = 10


class RecipientUnreachable(Exception):  # noqa: N818
    """The person's private messages are closed to us."""


class TryAgainLater(Exception):  # noqa: N818
    """Discord did not take it, or we can't know. It may be tried again, under the same mark."""


class BotQuarantined(Exception):  # noqa: N818
    """Discord lets us write to nobody unasked any more. Whoever runs the bot has to see to it."""


class Notice(Enum):
    """Everything the bot says on its own account where somebody else might be looking."""

    CHECK_YOUR_MESSAGES = "check_your_messages"
    DMS_ARE_CLOSED = "dms_are_closed"
    NOT_HERE = "not_here"
    SOMETHING_WENT_WRONG = "something_went_wrong"
    NOT_KEPT = "not_kept"
    NOT_SHOWN = "not_shown"
    NOT_YOURS_TO_POST = "not_yours_to_post"


class Style(Enum):
    """How much a button stands out."""

    MAIN = 1
    PLAIN = 2
    GRAVE = 4


@dataclass(frozen=True, slots=True)
class Button:
    """One thing that can be pressed. `press` says what it means; see flow/presses.py."""

    label: Words
    press: str
    style: Style = Style.PLAIN
    # What the label says where the person's own words are left out; empty: so is the button.
    plain_label: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu or of a choice in a form."""

    id: str
    label: Words
    plain_label: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A list to pick from, on a page."""

    press: str
    placeholder: Words
    options: tuple[Option, ...]
    most: int = 1
    chosen: Confidential[tuple[str, ...]] | None = None


Row: TypeAlias = tuple[Button, ...] | Menu


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote into a form that could not be taken, on the page that says so.

    It is read again when something on that page is pressed, so that the form opens with it. Where
    others might be looking it is left out.
    """

    # Which field of the form it belongs to.
    field: int
    words: Confidential[str]


@dataclass(frozen=True, slots=True)
class Card:
    """One page, shown to one person. A row inside the body stands right below its text."""

    body: tuple[Words | Row | Written, ...]
    rows: tuple[Row, ...] = ()
    # Said in place of the body's own words where others might be looking.
    elsewhere: str = ""
    # Shown only until the person looks away; never part of the chat.
    fleeting: bool = False
    # Whether they want each page as a message of its own; None: as the page that was pressed says.
    anew: bool | None = None


# What is written into a field whose key begins so is never shown again, whatever becomes of it.
SECRET = "secret-"  # noqa: S105


@dataclass(frozen=True, slots=True)
class TextField:
    """A place to write in a form."""

    key: str
    label: str
    most: int
    long: bool
    placeholder: str = ""
    help: str = ""
    # Confidential: what was written before. Plain: a starter of ours.
    text: Words = ""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """A list to pick from in a form: one of them, or up to `most`."""

    key: str
    label: str
    options: tuple[Option, ...]
    most: int = 1
    help: str = ""
    chosen: Confidential[tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class FileField:
    """A place to give one file in a form."""

    key: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A pop-up form; what is put into one never stays in a chat."""

    title: str
    press: str
    fields: tuple[TextField | ChoiceField | FileField, ...]


# What a file holds.
Content: TypeAlias = Confidential[str] | Confidential[bytes]


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A file for one person, made in memory."""

    name: str
    content: Content
    # The page that stands above it, with the offer to take it out of the chat again.
    card: Card
    # For a picture, which is shown at once: what it is, for those who can't see it. It may be read
    # aloud where others hear it, so none of their words are in it.
    picture: str = ""
    # Where one file would be larger than Discord takes: the others, by their names.
    more: tuple[tuple[str, Content], ...] = ()


@dataclass(frozen=True, slots=True)
class Clearing:
    """Take our messages out of the person's chat, then say that it is done."""

    # None: whoever hides wants no line that tells of it. The empty chat says it.
    done: Card | None
    # Said instead where Discord did not let us take all of them out.
    partly: Card
    # Only the message whose button was pressed.
    only_this: bool = False


Reply: TypeAlias = Card | Form | Keepsake | Clearing


@dataclass(frozen=True, slots=True)
class Nudge:
    """A line that may stand on a lock screen, and buttons as neutral as the line."""

    line: str
    buttons: tuple[Button, ...]
    silent: bool = False


class PrivateDoor(Protocol):
    """What may be said to somebody who is not asking just now, as far as journeys know it."""

    async def address_of(self, person: PersonId) -> Address:
        """Open their chat, while they are here. Raises RecipientUnreachable."""

    async def nudge(self, to: Address, nudge: Nudge, mark: str) -> None:
        """One line, one request. `mark` is at most 25 letters: twice the same is sent once.

        Raises RecipientUnreachable, TryAgainLater or BotQuarantined.
        """

    async def was_nudged(self, to: Address, mark: str) -> bool:
        """Whether the nudge of that mark stands among their last messages."""
