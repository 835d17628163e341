"""Times of the day as people write them. Pure.

A bare hour is read on a clock of 24 hours, unless something beside it says otherwise.
"""

import re
import unicodedata

from bot.confidential import Confidential

# Hours, and minutes of a day.
NOON, DAY = 12, 24 * 60
EIGHT = 8 * 60
NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_WORDS = {word: n for n, word in enumerate(NUMBERS)} | _TENS
_NAMED = {"noon": NOON * 60, "high noon": NOON * 60, "midday": NOON * 60, "midnight": 0}
# What stands before or behind a time and says nothing of it.
_BEFORE = re.compile(
    r"(?:(?:at|about|around|approx\.?|approximately|circa|ca\.?|by|from|roughly|exactly|um|klo|kl\.?|"
    r"à|~|@|ungefähr|gegen)\s*)+(?=\S)"
)
_BEHIND = re.compile(r"(?:\s*(?:sharp|exactly|or so|uhr|hrs?\.?|hours?|-?ish|time))+$")
# Which half of the day is meant, in words.
_HALF = r"(?:in (?:the )?|at |this |to)?(morning|afternoon|evening|night)(?:time)?"
_HALVES = re.compile(rf",?\s+{_HALF}$|^{_HALF},?\s+(?:at )?(?=\S)")
_CLOCK = re.compile(
    r"(\d{1,2})"
    r"(?:\s*(?:[:.,h]|uhr)\s*(\d{2})(?:[:.]00)?\s*h?|\s*h(?:eures?)?|\s+(\d{2}))?"
    r"\s*(?:(a|p)\.?\s*(?:m\.?)?)?"
)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})\s*h?(?:(a|p)\.?\s*(?:m\.?)?)?")
_EAST_ASIAN = re.compile(
    r"(午前|午後|上午|下午|晚上|早上|오전|오후)?\s*(\d{1,2})\s*[時时點点\uc2dc]\s*(?:(\d{1,2})\s*[分\ubd84]?|(半|\ubc18))?"
)
_MARKED_BEFORE = re.compile(r"(午前|午後|上午|下午|晚上|早上|오전|오후)\s*(\d{1,2}):(\d{2})()")
_LATER_HALF = frozenset({"午後", "下午", "晚上", "오후"})
_MINUTES = re.compile(r"(\d\s*h\s*\d{2})\s*m(?:in)?\b")
_O_CLOCK = re.compile(r"\s*o'? ?clock\b")
_COMPOUND = re.compile(r"\b([2-5]0) ([1-9])\b(?= (?:past|after|to|before|till?|minutes)\b|$)")
_PAST = re.compile(
    r"(?:(half|quarter|\d{1,2})(?: min(?:ute)?s?)? (past|after|to|before|till?)|(half)) (.+)"
)


def minute_in(text: str, half: str = "") -> int | None:
    """Minutes after midnight: "18:30", "6.30 pm", "7", "half past 7", "noon". None: no idea.

    `half`: the part of the day that was named elsewhere, where a bare hour needs one.
    """
    said = _plain(text)
    if found := _EAST_ASIAN.fullmatch(said) or _MARKED_BEFORE.fullmatch(said):
        marked = "" if found[1] is None else "p" if found[1] in _LATER_HALF else "a"
        return _minutes(int(found[2]), 30 if found[4] else int(found[3] or 0), marked)
    said = _BEHIND.sub("", _BEFORE.sub("", said, count=1))
    if named := _HALVES.search(said):
        half = named[1] or named[2]
        said = said[: named.start()] + said[named.end() :]
    said = _BEHIND.sub("", _in_figures(said))
    said = said.removeprefix("a ").replace("half-past", "half past")
    for name, minute in _NAMED.items():
        if said in {name, f"12 {name}", f"12:00 {name}"}:
            return minute
    if found := _PAST.fullmatch(said):
        return _beside(found, half)
    return _on_a_clock(said, half)


def waking_minute_of(typed: Confidential[str], half: str = "") -> int | None:
    """One of the minutes of a day, of something sealed; or nothing.

    Nobody means the small hours: "3" is in the afternoon, "half past 7" alone in the evening.
    What begins with a nought is on a clock of 24 hours. Whatever is read has to be shown back.
    """
    return a_minute(typed.map(lambda text: waking_minute_in(text, half)))


def waking_minute_in(text: str, half: str = "") -> int | None:
    """The same of what is not sealed."""
    minute = minute_in(text, half)
    if half or minute is None or minute >= EIGHT or _plain(text).startswith("0"):
        return minute
    return minute_in(text, "evening")


def a_minute(read: Confidential[int | None]) -> int | None:
    """One of the minutes of a day."""
    return read.one_of(range(DAY))


def _plain(text: str) -> str:
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if _is_seen(c))
    # A ratio sign, a semicolon: keyboards have them where a colon was meant.
    alike = seen.casefold().replace("\u2019", "'").replace("\u2236", ":").replace(";", ":")
    alike = _MINUTES.sub(r"\1", alike)
    return " ".join(_O_CLOCK.sub("", alike).split()).strip(" .,!?")


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) != "Cf"


def _in_figures(said: str) -> str:
    """Numbers in words as numbers: "seven thirty", "twenty-five past nine"."""
    words = [str(_WORDS.get(word, word)) for word in re.split(r"[\s-]+", said)]
    if words == re.split(r"[\s-]+", said):
        return said
    return _COMPOUND.sub(lambda found: str(int(found[1]) + int(found[2])), " ".join(words))


def _beside(found: re.Match[str], half: str) -> int | None:
    """So many minutes before or after an hour."""
    share, way, alone, hour = found.groups()
    at = minute_in(hour, half)
    minutes = {"half": 30, "quarter": 15}.get(share or alone) or int(share)
    # "6 to 7" is from one until the other: before an hour, people count in fives.
    if at is None or at % 60 or minutes >= 60 or minutes % 5:  # noqa: PLR2004
        return None
    earlier = way in {"to", "before", "til", "till"}
    if earlier and (share or alone) == "half":
        return None
    return (at - minutes if earlier else at + minutes) % DAY


def _on_a_clock(said: str, half: str) -> int | None:
    if found := _FOUR_DIGITS.fullmatch(said):
        return _minutes(int(found[1]), int(found[2]), found[3] or "")
    found = _CLOCK.fullmatch(said)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    return _minutes(hour, minute, found[4] or "", half)


def _minutes(hour: int, minute: int, marked: str, half: str = "") -> int | None:
    """`marked`: a or p, as it was written; `half`: what the words beside it make of the hour."""
    if not marked and half == "morning" and hour == NOON:
        return None
    if not marked and half and hour <= NOON:
        marked = _half(hour, half)
    if marked and not 1 <= hour <= NOON:
        return None
    if marked:
        hour = hour % NOON + NOON * (marked == "p")
    return hour * 60 + minute if hour < 24 and minute < 60 else None  # noqa: PLR2004


def _half(hour: int, half: str) -> str:
    """Two at night is early, nine at night is late."""
    if half == "night":
        return "p" if 5 <= hour < NOON else "a"  # noqa: PLR2004
    return "a" if half == "morning" else "p"
