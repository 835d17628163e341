"""The short sentences that can stand on top of a page of a walkthrough."""

from bot.content import Library
from bot.features.walkthrough.moves import Outcome
from bot.features.walkthrough.step_controls import say_of_card
from bot.forms.banner import Banner
from bot.forms.sitting import Sitting
from bot.ui.model import Words

_TEXTS = {
    Banner.KEPT: "page.kept",
    Banner.OLD_BUTTON: "error.old_button",
    Banner.HELP_IS_HERE: "page.help_is_here",
    Banner.HELP_IF_AFRAID: "page.help_if_afraid",
    Banner.HELP_IF_HEAVY: "page.help_if_heavy",
    Banner.CHANGED_ELSEWHERE: "page.changed_elsewhere",
    Banner.TOO_LONG: "page.too_long",
}
# The same where their words can't be shown.
_HERE = {
    Banner.CHANGED_ELSEWHERE: "page.changed_elsewhere_here",
    Banner.TOO_LONG: "page.too_long_here",
}


def banners(library: Library, outcome: Outcome, *, private: bool) -> tuple[Words, ...]:
    """What to say on top of the next page."""
    return tuple(_text(library, line, outcome.sitting, private=private) for line in outcome.lines)


def _text(library: Library, line: Banner, sitting: Sitting, *, private: bool) -> str:
    script = library.script_of(sitting)
    match line:
        case Banner.SKIPPED:
            said = library.lines("skip.say")
            return said[len(sitting.skipped) % len(said)]
        case Banner.NOTHING_YET:
            return say_of_card(library, sitting, "review.nothing_yet")
        case Banner.MEDICAL:
            return script.shared.medical.say
        case Banner.MENTION_STEADY:
            return script.steady.mention if script.steady else ""
        case Banner.SECOND_STEP:
            return script.shared.second_step.say
        case _:
            key = _TEXTS[line] if private else _HERE.get(line, _TEXTS[line])
            return library.say(key)
