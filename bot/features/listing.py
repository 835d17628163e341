"""The features of the house, each of which says itself what it brings."""

from bot.context import Context, Feature
from bot.features.checkin.journey import Checkin
from bot.features.checkin.weeks_journey import Weeks
from bot.features.closeness.journey import Closeness
from bot.features.followup.journey import AfterATalk
from bot.features.home.journey import Home
from bot.features.lock.journey import Lock
from bot.features.mydata.erase import Erasing
from bot.features.mydata.journey import MyData
from bot.features.mydata.search import Search
from bot.features.mydata.suggestions import Suggestions
from bot.features.mydata.tagging import Tagging
from bot.features.mydata.transfer import Transfer
from bot.features.printing.journey import Printing
from bot.features.reminders.journey import ReminderSetup
from bot.features.safety.journey import Help
from bot.features.takeaways.journey import Takeaways
from bot.features.walkthrough.journey import Walkthrough


def features(at: Context) -> tuple[Feature, ...]:
    """All of them. What time brings about is seen to in this order: holds first, then age."""
    lock, papers = Lock(at), Printing(at)
    all_of_them = (
        *(Suggestions(at), Erasing(at), Help(at), Home(at, lock.is_open), lock),
        *(Walkthrough(at), Closeness(at), Checkin(at), Weeks(papers), Takeaways(at)),
        *(
            AfterATalk(at),
            ReminderSetup(at),
            MyData(at),
            Search(at),
            Tagging(at),
            Transfer(at),
            papers,
        ),
    )
    return tuple(one.feature() for one in all_of_them)
