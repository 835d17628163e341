"""checkin.toml, read: what the check-in asks and says. Its word lists are in lists.py."""

import re
from dataclasses import dataclass

from bot.content.lists import lists
from bot.content.reader import Table
from bot.forms.fields import Choice, Field, FieldKind
from bot.ui.model import LONGEST_TITLE, MOST_IN_ROW

# How the form's parts are named in the file, what kind of list each is, and which list.
LISTS = {
    "regions": (FieldKind.REGIONS, "region"),
    "sensations": (FieldKind.SENSATIONS, "sensation"),
    "intensity": (FieldKind.INTENSITY, "intensity"),
    "feelings": (FieldKind.FEELINGS, "feeling"),
}
QUICK = "feelings_quick"
# What of it stands on the page as buttons, and what a press holds of one.
TAPPED = frozenset({"intensity", "feelings"})
A_DETAIL = re.compile("[a-z0-9_]{1,24}")
NOTE = Field("note", FieldKind.TEXT, "", most_chars=500)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Looking back: only when asked for, and only so much."""

    minimum: int
    say: str
    hide: str


@dataclass(frozen=True, slots=True)
class CheckinTexts:
    """The body check-in."""

    title: str
    form_title: str
    # The five parts of the form, in order; and the weather, which stands on a page.
    fields: tuple[Field, ...]
    weather: Field
    open_say: str
    one_tap: str
    # The words that stand on the page as buttons, after those somebody used lately.
    ready_words: tuple[Choice, ...]
    room: str
    not_today: str
    # The form for whoever wants to say more.
    more: str
    done_say: tuple[str, ...]
    nothing_say: str
    add_word: str
    take_back: str
    prepare: str
    always_room: str
    # How strong it has to be, for "Steady first" to be offered.
    offers_steady: frozenset[str]
    medical: str
    patterns: Patterns
    strong: str
    strong_off: str

    def field(self, key: str) -> Field:
        return next(f for f in (*self.fields, self.weather) if f.key == key)


def checkin(file: Table) -> CheckinTexts:
    """Read it."""
    flow, room, patterns = file.table("flow"), file.table("room"), file.table("patterns")
    with_room, not_today = _several(flow, "open_buttons", 2)
    add_word, take_back, prepare = _several(flow, "done_buttons", 3)
    done_say = flow.texts("done_say")
    if not done_say:
        raise flow.wrong("'done_say' is empty", "Put a sentence into it; the bot says it.")
    weather = lists(file).shared.room.weather
    strong = file.table("several_strong")
    return CheckinTexts(
        title=file.text("title"),
        form_title=flow.text("modal_title", most=LONGEST_TITLE),
        fields=_fields(file, flow),
        weather=Field("weather", FieldKind.CHOICE, room.text("weather_ask"), choices=weather),
        open_say=flow.text("open_say"),
        one_tap=flow.text("one_tap"),
        ready_words=_ready(flow, lists(file).choices["checkin.feeling"]),
        room=with_room,
        not_today=not_today,
        more=flow.text("more"),
        done_say=done_say,
        nothing_say=flow.text("nothing_say"),
        add_word=add_word,
        take_back=take_back,
        prepare=prepare,
        always_room=room.text("make_default"),
        offers_steady=frozenset(
            i.text("id") for i in file.tables("intensity") if i.text("offers", "")
        ),
        medical=file.table("medical_note").text("say"),
        patterns=Patterns(
            patterns.number("minimum_entries"), patterns.text("say"), patterns.text("hide")
        ),
        strong=strong.text("say"),
        strong_off=strong.text("off"),
    )


def _fields(file: Table, flow: Table) -> tuple[Field, ...]:
    found = {NOTE.key: NOTE}
    for key, (kind, name) in LISTS.items():
        ui = file.table(f"{key}_ui")
        label, most = ui.text("label", most=LONGEST_TITLE), ui.number("max", 1)
        choices = lists(file).choices[f"checkin.{name}"]
        field = Field(key, kind, label, ui.text("placeholder", ""), most=most, choices=choices)
        if key in TAPPED:
            _fit_buttons(file, field)
        found[QUICK if kind is FieldKind.FEELINGS else key] = field
    asked = flow.texts("fields")
    if unknown := set(asked) - found.keys():
        raise flow.wrong(
            f"'fields' names '{min(unknown)}', which the form doesn't have",
            f"It has: {', '.join(found)}.",
        )
    return tuple(found[name] for name in asked)


def _fit_buttons(file: Table, field: Field) -> None:
    """What can be tapped on the page goes by its id; a row of it holds five."""
    for choice in field.choices:
        if not A_DETAIL.fullmatch(choice.id):
            raise file.wrong(
                f"the id '{choice.id}' in '{field.key}' can't stand on a button",
                "Use at most 24 small letters, digits and '_'.",
            )
    if field.kind is FieldKind.INTENSITY and len(field.choices) > MOST_IN_ROW:
        raise file.wrong(
            f"'intensity' has {len(field.choices)} choices, and a row holds {MOST_IN_ROW} buttons",
            "Take some out.",
        )


def _ready(flow: Table, known: tuple[Choice, ...]) -> tuple[Choice, ...]:
    found, ids = {c.id: c for c in known}, flow.texts("ready_words")
    for id in ids:
        if id not in found or found[id].help:
            raise flow.wrong(
                f"'ready_words' names '{id}', which is no feeling or one that is heavy to carry",
                "Choose another one of the feelings, by its id.",
            )
    return tuple(found[id] for id in ids)


def _several(flow: Table, key: str, n: int) -> tuple[str, ...]:
    found = flow.texts(key)
    if len(found) != n:
        raise flow.wrong(
            f"'{key}' has {len(found)} labels, and the page has {n} buttons",
            "Give each button one, in order.",
        )
    return found
