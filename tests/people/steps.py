"""Stretches of the way that many tests need before their own begins."""

from simcord import ChannelHandle

from tests.people.person import Person

ALL, SHORT, STEADY = "All 20 questions", "The short one", "Steady first"


async def agree(person: Person, *, where: ChannelHandle | None = None) -> None:
    """Give /prepare for the first time and say yes to how words are kept."""
    await person.runs("/prepare", where=where)
    await person.presses("How your words are kept")
    await person.presses("Yes, begin")


async def begin(person: Person, length: str = ALL, *, where: ChannelHandle | None = None) -> None:
    """As far as the first page of a walkthrough."""
    await agree(person, where=where)
    await person.presses(length)


async def carry_on(person: Person, pages: int) -> None:
    """Go along the main buttons for so many pages, and write wherever a form opens."""
    for _ in range(pages):
        main = person.sees[-1].main_button
        if main is None:
            return
        await person.presses(main)
        if person.is_writing:
            await person.writes()
