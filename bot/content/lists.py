"""The shared word lists: regions, sensations, feelings, needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.reader import Table
from bot.forms.fields import HELPS, WEATHER, Choice, Family, Medical, Room, SecondStep, Shared

# Lines of a menu on Discord.
MOST_IN_A_LIST = 25


@dataclass(frozen=True, slots=True)
class Lists:
    """What `options_from` can point to, and what comes with it."""

    choices: dict[str, tuple[Choice, ...]]
    shared: Shared
    # What a check-in notes, by its name, and what there is to choose; nothing: words.
    of_checkin: Mapping[str, tuple[Choice, ...]]


def choice(table: Table) -> Choice:
    return Choice(
        table.text("id"),
        table.text("label", most=100),
        table.text("detail", ""),
        table.text("plain", ""),
        quick=table.flag("quick"),
        help=table.one_of("help", HELPS) if table.has("help") else "",
    )


def choices(table: Table, key: str) -> tuple[Choice, ...]:
    """A list of things to choose; ids are unique and it fits a menu."""
    found = tuple(choice(t) for t in table.tables(key))
    unique(table, key, [c.id for c in found])
    if len(found) > MOST_IN_A_LIST:
        raise table.wrong(
            f"'{key}' has {len(found)} choices, and a menu on Discord holds {MOST_IN_A_LIST}",
            "Take some out.",
        )
    return found


def unique(table: Table, what: str, ids: list[str]) -> None:
    for n, id in enumerate(ids):
        if id in ids[:n]:
            raise table.wrong(
                f"the id '{id}' is used twice in '{what}'",
                "Give one of them a new id; never reuse an id that has been published.",
            )


def lists(checkin: Table) -> Lists:
    """Read the lists of checkin.toml."""
    families = tuple(
        Family(f.text("id"), f.text("title"), choices(f, "words"))
        for f in checkin.tables("feeling_family", "feelings")
    )
    words = tuple(w for f in families for w in f.words)
    unique(checkin, "feeling_family", [w.id for w in words])
    no_word = choice(checkin.table("feelings_ui").table("no_word"))
    medical, room = checkin.table("medical_note"), checkin.table("room")
    second = checkin.table("second_step")
    weather = choices(room, "weather")
    found = {
        "checkin.sensation": choices(checkin, "sensation"),
        "checkin.region": choices(checkin, "region"),
        "checkin.intensity": choices(checkin, "intensity"),
        "checkin.need": choices(checkin, "need"),
        "checkin.feeling": (*words, Choice(no_word.id, no_word.label)),
    }
    return Lists(
        found,
        Shared(
            families,
            Medical(
                frozenset(medical.texts("regions")),
                frozenset(medical.texts("sensations")),
                frozenset(medical.texts("intensity")),
                medical.text("emergency_fallback"),
            ),
            Room(
                room.text("title"),
                room.text("say"),
                room.texts("steps"),
                room.text("weather_ask"),
                weather,
            ),
            SecondStep(frozenset(second.texts("when_own_word_in")), second.text("say")),
        ),
        {
            "sensations": found["checkin.sensation"],
            "regions": found["checkin.region"],
            "intensity": found["checkin.intensity"],
            WEATHER: weather,
            "note": (),
        },
    )
