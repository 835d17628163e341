"""The languages this instance speaks, and which one is spoken just now.

Which it is belongs to whoever pressed, so it goes along with the task that answers them.
"""

from collections import OrderedDict
from collections.abc import Mapping
from contextvars import ContextVar

from bot.content import Library
from bot.person import PersonId

# So many people's choices are remembered; whoever is not among them is looked up.
MOST = 10_000
ENGLISH = "en"
# By its name in the folder of texts; empty: the host's.
_SPOKEN: ContextVar[str] = ContextVar("the language spoken just now", default="")


class Languages:
    """Every text there is, in each language; the first is the host's."""

    def __init__(self, *libraries: Library) -> None:
        self._by_name: Mapping[str, Library] = {one.language: one for one in libraries}
        self._first = libraries[0]
        self._chosen: OrderedDict[PersonId, str] = OrderedDict()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._by_name)

    @property
    def library(self) -> Library:
        """Every text, in the language spoken just now."""
        return self._by_name.get(_SPOKEN.get(), self._first)

    def named(self, name: str) -> Library:
        """Every text in a language; of one that isn't offered (any more), in the host's."""
        return self._by_name.get(name, self._first)

    @property
    def base(self) -> Library:
        """What commands are called where nothing else is said: English, if that is offered."""
        return self.named(ENGLISH)

    @property
    def spoken(self) -> str:
        """The name of the language spoken just now."""
        return self.library.language

    @property
    def noted(self) -> str:
        """The same, to be kept for later; nothing, where there is but one."""
        return self.spoken if self.several else ""

    @property
    def others(self) -> tuple[Library, ...]:
        """Every text, in each of the languages that are not spoken just now."""
        return tuple(one for one in self._by_name.values() if one is not self.library)

    @property
    def several(self) -> bool:
        """Whether there is anything to choose."""
        return len(self._by_name) > 1

    def speak_to(self, person: PersonId, theirs: str) -> None:
        """From here on, in this task: the one they chose, else that of their Discord."""
        chosen = self.chosen(person)
        _SPOKEN.set(chosen if chosen in self._by_name else self._near(theirs))

    def chosen(self, person: PersonId) -> str:
        """What they chose, as far as it is known; nothing, where they chose none."""
        return self._chosen.get(person, "")

    def knows(self, person: PersonId) -> bool:
        """Whether it is known what they chose, if anything."""
        return person in self._chosen

    def choose(self, person: PersonId, name: str) -> None:
        """They chose this one, or none."""
        self._chosen[person] = name
        self._chosen.move_to_end(person)
        if len(self._chosen) > MOST:
            self._chosen.popitem(last=False)

    def forget(self, person: PersonId) -> None:
        """Nothing is remembered of what they chose."""
        self._chosen.pop(person, None)

    def for_discord(self, locale: str) -> Library | None:
        """Every text in the language of Discord's locale; None where that is English, or not ours.

        What commands are called first is English: Discord shows that to everybody else.
        """
        name = self._near(locale)
        return None if name in {"", ENGLISH} else self._by_name[name]

    def _near(self, theirs: str) -> str:
        """Ours for a language of Discord's: es-419 is Spanish. Empty where there is none."""
        if theirs in self._by_name:
            return theirs
        kin = theirs.partition("-")[0]
        return next((name for name in self._by_name if name.partition("-")[0] == kin), "")
