"""How to listen to someone: a page to read, and the same to print. Fixed text, of nobody's talk."""

from bot.content import Library
from bot.layout.controls import help_now, menu
from bot.ui.blocks import Block
from bot.ui.model import Button, Card
from bot.ui.press import Press
from bot.ui.wording import bullets, heading, small

VERB = "listening"


def button(library: Library) -> Button:
    """The way to this page."""
    return Button(library.listening.title, str(Press(VERB)))


def listening_page(library: Library) -> Card:
    """All of it, on one page."""
    text, say = library.listening, library.say
    steps = "\n".join(f"**{step.title}.** {step.say}" for step in text.steps)
    phrases = f"**{text.phrases_title}:**\n{bullets(text.phrases)}"
    paper = Button(say("sheets_page.button"), str(Press("paper", step="sheets")))
    return Card(
        (heading(text.title), text.say, steps, phrases, small(text.source)),
        ((paper, menu(library), help_now(library)),),
    )


def listening_blocks(library: Library) -> list[Block]:
    """The same as a document."""
    text = library.listening
    return [
        Block(1, text.title, text.say),
        *(Block(2, step.title, step.say) for step in text.steps),
        Block(2, text.phrases_title, bullets(text.phrases)),
    ]
