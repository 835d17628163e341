"""The short sentences that can stand on top of a page of a walkthrough, by what they say."""

from enum import Enum


class Banner(Enum):
    """A short sentence on top of the next page."""

    KEPT = "kept"
    NOTHING_YET = "nothing_yet"
    OLD_BUTTON = "old_button"
    SKIPPED = "skipped"
    HELP_IS_HERE = "help_is_here"
    HELP_IF_AFRAID = "help_if_afraid"
    HELP_IF_HEAVY = "help_if_heavy"
    MEDICAL = "medical"
    MENTION_STEADY = "mention_steady"
    SECOND_STEP = "second_step"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    TOO_LONG = "too_long"
