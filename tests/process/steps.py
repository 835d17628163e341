"""Somebody who answers all twenty questions, though half of what they press may come to nothing.

They do what people do: press again, and if nothing helps, ask for their page again. What they
sent, and what they were then shown as kept, is remembered, and in the end looked for in a file.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from simcord.backend.models import Message

from bot.content import load
from tests.fake_discord.acts import Outcome
from tests.fake_discord.forms import Unfit, fields_of
from tests.fake_discord.members import Member, text_of
from tests.invariants.parts import BUTTON, RADIO, SELECT, TEXT_INPUT, every

LIBRARY = load()
MAIN = 1
FINISHED = "Done"
BEGIN = ("How your words are kept", "Yes, begin", "All 20 questions", "Yes")
TROUBLE = (LIBRARY.say("error.save_failed"), LIBRARY.say("error.unknown"))
WAYS_TO_SAVE = ("Save, or bring in", "To bring in again (JSON)")
# Pressed so often in vain, they ask for their page again; and after so many steps they give up.
PATIENT, WEARY = 3, 400
# How long they look at a page.
A_BREATH = (0.02, 0.2)


class Stuck(Exception):  # noqa: N818
    """There was no way on. The text says on which page."""


class Writer:
    """`failed` counts what Discord called failed. With the same seed they write the same."""

    def __init__(self, who: Member, seed: int) -> None:
        self._who = who
        self._rng = random.Random(seed)  # noqa: S311
        self._numbered = 0
        self._in_vain = 0
        self.failed = 0
        # For each field what they sent, and the place of the last one they were shown as kept.
        self._sent: dict[tuple[str, str], list[str]] = {}
        self._kept: dict[tuple[str, str], int] = {}

    async def walks(self) -> None:
        """From the first word of consent to the card."""
        await self._command("prepare")
        for _ in range(WEARY):
            if FINISHED in map(_label, _buttons(self._page)):
                return
            await self._goes_on()
            await self._who.waits(self._rng.uniform(*A_BREATH))
        raise Stuck(text_of(self._page))

    async def misses(self) -> list[str]:
        """What they were shown as kept, or began once, and is not there once."""
        for _ in range(PATIENT):
            await self._command("my-words")
            for label in WAYS_TO_SAVE:
                await self._happens(self._who.press(label))
            if any(name.endswith(".json") for name in self._who.files()):
                break
        [file] = [f for name, f in self._who.files().items() if name.endswith(".json")]
        things = json.loads(file)["things"]
        there = Counter(_texts([thing["words"] for thing in things]))
        # What was sent after it may have been kept without their being told.
        lost = [
            texts[self._kept[field]]
            for field, texts in self._sent.items()
            if field in self._kept and not any(there[t] for t in texts[self._kept[field] :])
        ]
        mine = {text for texts in self._sent.values() for text in texts}
        doubled = [text for text in mine if there[text] > 1]
        return lost + doubled + (["another walkthrough"] if len(things) > 1 else [])

    @property
    def answered(self) -> int:
        """How many fields they were shown as kept."""
        return len(self._kept)

    @property
    def _page(self) -> Message:
        pages = [m for m in self._who.inbox if _buttons(m)]
        return max(pages, key=lambda m: (m.edited_timestamp or m.timestamp, m.id))

    async def _goes_on(self) -> None:
        label = _next(self._page)
        if self._in_vain >= PATIENT or label is None:
            await self._command("prepare")
        page = self._page
        label = _next(page)
        if label is None:
            raise Stuck(text_of(page))
        opened = await self._happens(self._who.press(label, on=page))
        if opened and opened.form:
            await self._fills(opened)

    async def _fills(self, opened: Outcome) -> None:
        """Send the form; what was shown as kept then is what counts."""
        assert opened.form
        given: dict[str, Any] = {}
        for field in fields_of(opened.form):
            name = field["custom_id"]
            match field["type"]:
                case kind if kind == TEXT_INPUT:
                    given[name] = self._sentence(field.get("max_length") or 4000)
                    self._sent.setdefault((opened.form["title"], name), []).append(given[name])
                case kind if kind == RADIO:
                    given[name] = field["options"][0]["value"]
                case kind if kind == SELECT:
                    given[name] = [field["options"][0]["value"]]
        sent = await self._happens(self._who.submit(opened, given))
        # Any answer of the bot's but a page of trouble says that it has them.
        if sent and not any(trouble in text_of(self._page) for trouble in TROUBLE):
            for place, texts in self._sent.items():
                if texts[-1] in given.values():
                    self._kept[place] = len(texts) - 1

    def _sentence(self, most: int) -> str:
        self._numbered += 1
        sound = "".join(self._rng.choices("bdfgklmnprstvz", k=6))
        return f"{self._who.name} {self._numbered} {sound}"[:most]

    async def _command(self, name: str) -> None:
        for _ in range(WEARY):
            if await self._happens(self._who.slash(name, where=self._who.dm)):
                return
            await self._who.waits(A_BREATH[1])

    async def _happens(self, act: Any) -> Outcome | None:  # noqa: ANN401
        """What came of it; None where Discord said that it failed, or nothing was to be pressed."""
        try:
            outcome: Outcome = await act
        except (Unfit, TimeoutError):
            outcome = Outcome(0, None)
        self.failed += outcome.failed
        self._in_vain = self._in_vain + 1 if outcome.failed else 0
        return None if outcome.failed else outcome


def _buttons(page: Message) -> list[Any]:
    return [part for part in every(page.components) if part["type"] == BUTTON]


def _label(button: Any) -> str:  # noqa: ANN401
    return str(button["label"])


def _next(page: Message) -> str | None:
    """What leads on: what stands out, or one of the steps at the beginning."""
    labels = [_label(b) for b in _buttons(page) if b["style"] == MAIN]
    labels += [_label(b) for b in _buttons(page) if b["label"] in BEGIN]
    return next(iter(labels), None)


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401
    """Every text in it, however deep."""
    match part:
        case str():
            yield part
        case list():
            for one in part:
                yield from _texts(one)
        case dict():
            for one in part.values():
                yield from _texts(one)
