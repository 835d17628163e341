"""Every kind of record there is. A new field of one of these dataclasses is kept by itself."""

from typing import Any

from bot.forms.sitting import Sitting
from bot.kept.checked_in import CheckedIn, Habits
from bot.kept.converter import Codec
from bot.kept.decided import Agreed, ChosenCountry, KeepFor, Preferences
from bot.kept.how_it_went import Debrief
from bot.kept.look import Look
from bot.kept.takeaway import Takeaway

# A word of their own on a thing, to find it by: no question can have this name.
TAG = "its.tag"
TAGGED = {"tag": TAG}
# Characters: it stands in a line of a menu, beside a name.
LONGEST_TAG = 30

WALKTHROUGH = Codec(
    "walkthrough",
    Sitting,
    called=TAGGED,
    stays={"held", "planned", "planned_turn", "said_when_on"},
    looked_up={"held_with", "unsure"},
    rare={"planned", "planned_turn", "said_when_on"},
)
CLOSENESS = Codec(
    "closeness",
    Look,
    called=TAGGED,
    first=("edition", "n"),
    stays={"held", "asked"},
    looked_up={"unsure"},
    prefix="item.",
)
CHECKIN = Codec("checkin", CheckedIn, called=TAGGED, first=("day",))
TAKEAWAY = Codec("takeaway", Takeaway, called={"origin": "from", **TAGGED})
DEBRIEF = Codec("debrief", Debrief, called={"origin": "from", **TAGGED}, stays={"turns"})

# What travels in a file, by its kind.
CODECS: dict[str, Codec[Any]] = {
    codec.kind: codec for codec in (WALKTHROUGH, CLOSENESS, CHECKIN, TAKEAWAY, DEBRIEF)
}
# What was decided once stays where it was decided. Such a record goes by its name and has no kind.
AGREED, COUNTRY = Codec("", Agreed), Codec("", ChosenCountry)
HABITS, KEEP_FOR = Codec("", Habits), Codec("", KeepFor)
PREFERENCES = Codec("", Preferences, rare={"language"})
