"""The features of the house, each of which says itself what it brings."""

from bot.context import Context, Feature
from bot.journeys.afterwards import Afterwards
from bot.journeys.belongings import Belongings
from bot.journeys.carrying import Carrying
from bot.journeys.checkin import Checkin
from bot.journeys.closeness import Closeness
from bot.journeys.helping import Helping
from bot.journeys.home import Home
from bot.journeys.lock import Lock
from bot.journeys.papers import Papers
from bot.journeys.reminding import Reminding
from bot.journeys.retiring import Retiring
from bot.journeys.suggesting import Suggesting
from bot.journeys.takeaways import Takeaways
from bot.journeys.walkthrough import Walkthrough
from bot.journeys.weeks import Weeks


def features(at: Context) -> tuple[Feature, ...]:
    """All of them. What time brings about is seen to in this order: holds first, then age."""
    lock, papers = Lock(at), Papers(at)
    all_of_them = (
        *(Suggesting(at), Retiring(at), Helping(at), Home(at, lock.is_open), lock),
        *(Walkthrough(at), Closeness(at), Checkin(at), Weeks(at, papers), Takeaways(at)),
        *(Afterwards(at), Reminding(at), Belongings(at), Carrying(at), papers),
    )
    return tuple(one.feature() for one in all_of_them)
