"""The short sentences that can stand on top of a page, and words that were not kept."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards.wording import as_written, small
from bot.confidential import Confidential, together
from bot.content import Library
from bot.doors import SECRET, Button, Card, Words, Written
from bot.flow.moves import Given, Line, Outcome
from bot.flow.presses import TAKE_OUT, Press
from bot.flow.sitting import Sitting

# Leaves room for the page below.
LONGEST_HANDED_BACK = 2400

_TEXTS = {
    Line.OLD_BUTTON: "error.old_button",
    Line.HELP_IS_HERE: "page.help_is_here",
    Line.HELP_IF_AFRAID: "page.help_if_afraid",
    Line.HELP_IF_HEAVY: "page.help_if_heavy",
    Line.CHANGED_ELSEWHERE: "page.changed_elsewhere",
    Line.TOO_LONG: "page.too_long",
}
# The same where their words can't be shown.
_HERE = {
    Line.CHANGED_ELSEWHERE: "page.changed_elsewhere_here",
    Line.TOO_LONG: "page.too_long_here",
}


def lines(library: Library, outcome: Outcome, *, private: bool) -> tuple[Words, ...]:
    """What to say on top of the next page."""
    return tuple(_text(library, line, outcome.sitting, private=private) for line in outcome.lines)


def _text(library: Library, line: Line, sitting: Sitting, *, private: bool) -> str:
    script = library.scripts[sitting.script]
    match line:
        case Line.SKIPPED:
            said = library.lines("skip.say")
            return said[len(sitting.skipped) % len(said)]
        case Line.MEDICAL:
            return script.shared.medical.say
        case Line.MENTION_STEADY:
            return script.steady.mention if script.steady else ""
        case Line.SECOND_STEP:
            return script.shared.second_step.say
        case _:
            key = _TEXTS[line] if private else _HERE.get(line, _TEXTS[line])
            return library.say(key)


def words_back(library: Library, page: Card, given: Given) -> Card:
    """A page with words that were not kept, and the button to take them out again.

    Pressing anything else on it leaves it where it is: nothing that was written is lost by that.
    """
    words = handed_back(library, given)
    if not words:
        return page
    out = Button(library.say("page.take_words_out"), str(Press(TAKE_OUT)))
    body = (page.body[0], *words, *page.body[1:])
    return replace(page, body=body, rows=(*page.rows[:-1], (out,), page.rows[-1]))


def written(library: Library, fields: Mapping[int, Confidential[str]]) -> list[Words | Written]:
    """What was sent in a form that could not be taken; a form that opens from here has it again."""
    texts: list[Words | Written] = [
        Written(n, text) for n, text in fields.items() if text.satisfies(_is_there)
    ]
    return [small(library.say("page.unkept")), *texts] if texts else []


def _is_there(text: str) -> bool:
    return bool(as_written(text).strip())


def any_words(given: Given) -> bool:
    """Whether anything was written."""
    return bool(_texts_of(given))


def handed_back(library: Library, given: Given) -> list[Words]:
    """Words that were not kept, so that they aren't lost."""
    texts = _texts_of(given)
    if not texts:
        return []
    sealed: Confidential[str] = together(list(texts), "\n\n")
    return [small(library.say("page.unkept")), sealed.map(lambda t: t[:LONGEST_HANDED_BACK])]


def _texts_of(given: Given) -> list[Confidential[str]]:
    texts = [box.map(_written) for field, box in given.items() if not field.startswith(SECRET)]
    return [t for t in texts if t.satisfies(bool)]


def _written(value: str | list[str]) -> str:
    return as_written(value) if isinstance(value, str) else ""
