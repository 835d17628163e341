"""Somebody who has been here for years: what they keep, put there without a press."""

from datetime import timedelta
from itertools import cycle

from bot.confidential import Confidential
from bot.features.checkin import records as checkin_records
from bot.features.walkthrough import sittings
from bot.forms.answers import Answer
from bot.forms.fields import FieldKind
from bot.forms.sitting import CARD, Sitting
from bot.kept.checked_in import CheckedIn
from bot.person import PersonId
from tests.actors import House, Person
from tests.journeys.test_afterwards import router_of
from tests.journeys.walks import LIBRARY, SCRIPT, agree

# As long as what is written in them stays: every letter of them takes two bytes or more.
TEXTS = (
    "我今天有点累。",
    "أشعر بالهدوء اليوم ",
    "🌿🫶🏽👩🏽‍🦱 ",
    'half "quoted"\u2028\n and \\ ',
    "Zoë 日本 ",
)
LONG = 15


def answer_of(question: str, text: str) -> dict[str, str | list[str]]:
    """Every field of a question answered."""
    given: dict[str, str | list[str]] = {}
    for field in SCRIPT.question(question).fields:
        if field.kind is FieldKind.PERSON:
            given[field.key] = text[:40]
        elif field.kind is FieldKind.LIST:
            given[field.key] = [text, text[::-1]]
        elif field.kind.is_words:
            given[field.key] = text * LONG
    return given


async def has_been_here(who: Person, house: House, *, checkins: int, walks: int) -> None:
    """Two check-ins a day, as many as that; and walkthroughs, each answered from end to end."""
    await agree(who)
    texts = cycle(TEXTS)
    begun = house.env.now().replace(second=0, microsecond=0) - timedelta(hours=12 * checkins)
    with house.env.time_context():
        async with router_of(house).turn(PersonId(who.id)) as turn:
            session = turn.session
            for n in range(1, checkins + 1):
                when = begun + timedelta(hours=12 * n)
                given: dict[str, str | list[str]] = {"note": next(texts) * LONG}
                one = CheckedIn((2 * n).to_bytes(16), when, when.date(), Confidential(given), n=n)
                checkin_records.keep(session, one)
            for n in range(1, walks + 1):
                answers = {
                    q.id: Confidential[Answer](answer_of(q.id, next(texts)))
                    for q in SCRIPT.questions
                }
                day = (begun + timedelta(days=n)).date()
                sitting = Sitting(
                    (2 * n + 1).to_bytes(16), SCRIPT.id, SCRIPT.edition, "full", CARD, day, day,
                    answers=answers,
                )  # fmt: skip
                sittings.keep(LIBRARY, session, sitting)
