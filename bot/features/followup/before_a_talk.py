"""When to say something about a talk before it. Pure."""

from datetime import datetime, timedelta

from bot.schedule.timing import A_DAY, QUIET_FROM, instant, is_quiet, local

# Minutes of a day.
HALF_PAST_SIX = 18 * 60 + 30
AN_HOUR = timedelta(hours=1)
# So long before the quiet hours there is still time to read a nudge.
LAST_WORD = QUIET_FROM - 30


def before(zone: str, talk: datetime, *, evening: bool) -> datetime:
    """When to nudge: an hour before, or the evening before; earlier, where that is quiet."""
    day = local(zone, talk).date()
    at = instant(zone, day - A_DAY, HALF_PAST_SIX) if evening else talk - AN_HOUR
    if not is_quiet(zone, at):
        return at
    wall = local(zone, at)
    late = wall.hour * 60 + wall.minute >= QUIET_FROM
    return instant(zone, wall.date() - A_DAY * (not late), LAST_WORD)
