"""Coming back: after hours, days, weeks or months, without a word about being away."""

from datetime import date

from bot.content import Library
from bot.features.walkthrough.choosing import item
from bot.features.walkthrough.step_controls import press
from bot.forms import route
from bot.forms.sitting import PageKind, Sitting
from bot.layout.controls import help_now, menu, named
from bot.ui.model import Button, Card, Style
from bot.ui.press import Press

# From so many days on it is told in days, in weeks, in months.
DAYS, WEEKS, MONTHS = 1, 14, 60


def resume_page(library: Library, sitting: Sitting, today: date) -> Card:
    """One thing is open, and which: carry on, look it over, begin anew, or delete it."""
    say = library.say
    nothing = () if sitting.answers else (say("resume.nothing"),)
    anew = str(Press("begin", step=sitting.script, detail="new"))
    return Card(
        (_hello(library, sitting, today), *named(item(library, sitting)), *nothing),
        (
            (
                Button(say("resume.buttons.0"), press("here", sitting), Style.MAIN),
                Button(say("resume.buttons.1"), press("review", sitting)),
            ),
            (
                Button(say("resume.buttons.2"), anew),
                Button(say("words.delete_one"), press("letgo", sitting)),
            ),
            (menu(library), help_now(library, sitting.id)),
        ),
    )


def _hello(library: Library, sitting: Sitting, today: date) -> str:
    script = library.script_of(sitting)
    asked = route.questions(script, sitting)
    left = (today - sitting.touched).days
    at = next(
        (q for q in asked if sitting.at.at is PageKind.QUESTION and q.id == sitting.at.id), None
    )
    if left >= MONTHS:
        return library.say("resume.months")
    if left >= WEEKS or at is None:
        return library.say("resume.weeks" if left >= WEEKS else "resume.open")
    n = str(asked.index(at) + 1)
    if left >= DAYS:
        return library.say("resume.days", n=n, total=str(len(asked)))
    return library.say("resume.same_day", n=n, title=route.wording(script, sitting, at))
