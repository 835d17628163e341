"""When to say something about a talk before it. Pure."""

from datetime import datetime, timedelta

from bot.schedule.timing import A_DAY, ahead_of_quiet, instant, local

# Minutes of a day.
HALF_PAST_SIX = 18 * 60 + 30
AN_HOUR = timedelta(hours=1)


def before(zone: str, talk: datetime, *, evening: bool) -> datetime:
    """When to nudge: an hour before, or the evening before; earlier, where that is quiet."""
    day = local(zone, talk).date()
    at = instant(zone, day - A_DAY, HALF_PAST_SIX) if evening else talk - AN_HOUR
    return ahead_of_quiet(zone, at)
