"""Every kind of record there is. A new field of one of these dataclasses is kept by itself."""

from typing import Any

from bot.forms.sitting import Sitting
from bot.kept.checked_in import CheckedIn, Habits
from bot.kept.converter import Codec
from bot.kept.decided import Agreed, ChosenCountry, KeepFor, Preferences
from bot.kept.how_it_went import Debrief
from bot.kept.look import Look
from bot.kept.takeaway import Takeaway

WALKTHROUGH = Codec("walkthrough", Sitting, stays={"held"}, looked_up={"held_with"})
CLOSENESS = Codec(
    "closeness",
    Look,
    first=("edition", "n"),
    stays={"held", "asked"},
    looked_up={"unsure"},
    prefix="item.",
)
CHECKIN = Codec("checkin", CheckedIn, first=("day",))
TAKEAWAY = Codec("takeaway", Takeaway, called={"origin": "from"})
DEBRIEF = Codec("debrief", Debrief, called={"origin": "from"}, stays={"turns"})

# What travels in a file, by its kind.
CODECS: dict[str, Codec[Any]] = {
    codec.kind: codec for codec in (WALKTHROUGH, CLOSENESS, CHECKIN, TAKEAWAY, DEBRIEF)
}
# What was decided once stays where it was decided. Such a record goes by its name and has no kind.
AGREED, COUNTRY = Codec("", Agreed), Codec("", ChosenCountry)
HABITS, KEEP_FOR = Codec("", Habits), Codec("", KeepFor)
PREFERENCES = Codec("", Preferences)
