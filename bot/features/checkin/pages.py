"""The body check-in: before it, its form, the room, and what stands there afterwards."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from bot.confidential import Confidential
from bot.content import Library
from bot.content.checkin import NOTE
from bot.features.checkin.habits_page import habits_page
from bot.features.checkin.looking_back import look_back, looked_at
from bot.features.checkin.sentences import medical
from bot.forms.answers import Answer
from bot.forms.fields import HELPS, Field
from bot.forms.labels import chosen_ids, written
from bot.kept.checked_in import CheckedIn, Habits
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card, ChoiceField, Form, Menu, Option, Row, Style, TextField, Words
from bot.ui.press import CLEAR, Press
from bot.ui.wording import bullets, heading

VERB = "checkin"


def press(step: str, id: bytes = b"", detail: str = "") -> str:
    return str(Press(VERB, id, step, detail))


def opening(library: Library, id: bytes, lines: tuple[Words, ...] = ()) -> Card:
    """Half a minute? The body or the room, or not today. `id`: what will come of it."""
    texts = library.checkin
    return Card(
        (*lines, heading(texts.title), texts.open_say),
        (
            (
                Button(texts.begin, press("begin", id), Style.MAIN),
                Button(texts.room, press("room")),
                Button(texts.not_today, press("no")),
            ),
            (menu(library), help_now(library)),
        ),
    )


def form(library: Library, id: bytes, nonce: str) -> Form:
    """Five parts, and each may stay empty. `id` makes it count once, however often it is sent."""
    texts = library.checkin
    fields = tuple(
        line_field(library) if f.kind.is_words else choices_field(f) for f in texts.fields
    )
    return Form(texts.form_title, Press(VERB, id, "sent").once(nonce), fields)


def line_form(library: Library, one: CheckedIn, nonce: str) -> Form:
    """One line to go with it."""
    field = line_field(library, one.answer.map(lambda a: written(a, NOTE.key)))
    kept = Press(VERB, one.id, "line", str(one.turn))
    return Form(library.checkin.write_line, kept.once(nonce), (field,))


def line_field(library: Library, before: Words = "") -> TextField:
    label, empty = library.say("checkin_page.note"), library.say("checkin_page.note_placeholder")
    return TextField(NOTE.key, label, NOTE.most_chars, long=True, placeholder=empty, text=before)


def choices_field(field: Field) -> ChoiceField:
    options = tuple(
        Option(c.id, c.label) for c in field.choices if c.quick or not _has_pages(field)
    )
    return ChoiceField(field.key, field.label, options, field.most, field.placeholder)


def _has_pages(field: Field) -> bool:
    """Whether only some of it stands in the form: the rest has a page for each neighbourhood."""
    return field.key == "feelings"


def room(library: Library, id: bytes, habits: Habits, lines: tuple[Words, ...] = ()) -> Card:
    """The room instead of the body, the way to the body, and which of them comes first."""
    say, texts, told = library.say, library.checkin, library.shared.room
    weather = tuple(Option(c.id, c.label) for c in texts.weather.choices)
    switch = (
        Button(say("habits.body_button"), press("room", detail="room.off"))
        if habits.room_first
        else Button(texts.always_room, press("room", detail="room.on"))
    )
    return Card(
        (*lines, heading(told.title), told.say, bullets(told.steps), texts.weather.label),
        (
            Menu(press("weather", id), say("checkin_page.weather"), weather),
            (
                Button(say("checkin_page.room_done"), press("looked", id)),
                Button(say("checkin_page.to_body"), press("begin", id)),
                Button(texts.not_today, press("no")),
            ),
            (switch, menu(library), help_now(library)),
        ),
    )


def done(
    library: Library, one: CheckedIn, texts: tuple[Words, ...], also: tuple[Button, ...] = ()
) -> Card:
    """Noted. A few things that can be added, and nothing that has to be."""
    more = (
        Button(library.say("takeaways_page.button"), str(Press("takeaway", one.id, "write"))),
        *also,
        Button(library.checkin.clear, str(Press(CLEAR))),
    )
    return Card(texts, (adding(library, one), more, (menu(library), help_now(library, one.id))))


def hush(library: Library, one: CheckedIn) -> Button:
    """Never again the sentence about several strong ones."""
    return Button(library.checkin.strong_off, press("hush", one.id))


def backward(library: Library) -> Button:
    return Button(library.say("checkin_page.look_back"), press("back"))


def adding(library: Library, one: CheckedIn) -> tuple[Button, ...]:
    """What can be done with a check-in."""
    texts = library.checkin
    buttons = [
        Button(texts.add_word, press("words", one.id)),
        Button(texts.write_line, press("write", one.id)),
        Button(texts.prepare, press("talk", one.id)),
    ]
    calming = library.calming
    if calming and calming.steady and one.chose("intensity", *texts.offers_steady):
        steady = str(Press("begin", one.id, calming.id, calming.steady.length))
        buttons.append(Button(library.say("offer.steady_yes"), steady))
    return tuple(buttons)


def words(
    library: Library, one: CheckedIn, family: str = "", lines: tuple[Words, ...] = ()
) -> Card:
    """All the feeling words, one neighbourhood at a time."""
    say, known = library.say, library.shared.families
    families = tuple(Option(f.id, f.title) for f in known)
    body: list[Words | Row] = [
        *(*lines, heading(library.checkin.add_word), say("page.more_words_ask")),
        Menu(press("family", one.id), say("page.families"), families),
    ]
    inside = next((f for f in known if f.id == family), None)
    if inside:
        field = library.checkin.field("feelings")
        options = tuple(Option(w.id, w.label) for w in inside.words)
        chosen = one.answer.map(lambda a: tuple(chosen_ids(a, field.key)))
        most = min(field.most, len(options))
        pick = press("pick", one.id, inside.id)
        body.append(f"**{inside.title}**")
        body.append(Menu(pick, say("page.more_words_pick"), options, most, chosen))
    on = Button(say("page.carry_on"), press("done", one.id), Style.MAIN)
    return Card(tuple(body), ((on, menu(library), help_now(library, one.id)),))


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """Every page of it, to be read."""
    texts, say = library.checkin, library.say
    id, day = b"\0" * 16, date(2026, 1, 1)
    strong: Answer = {"intensity": "very_strong", "regions": ["chest"], "sensations": ["tight"]}
    one = CheckedIn(id, datetime(2026, 1, 1, tzinfo=UTC), day, Confidential(strong))
    yield "Opening", opening(library, id)
    yield "Form", form(library, id, "0")
    yield "The room", room(library, id, Habits())
    yield "The room, always first", room(library, id, Habits(room_first=True))
    for n, said in enumerate((*texts.done_say, texts.nothing_say), start=1):
        yield f"Noted, {n}", done(library, one, (said,))
    said, noted = texts.done_say[0], say("finish.checkin")
    yield "Noted, with a look back", done(library, one, (said,), (backward(library),))
    hushing = (hush(library, one),)
    yield "Noted, several very strong", done(library, one, (noted, texts.strong), hushing)
    for country in ("DE", ""):
        note = medical(library, country)
        yield f"Noted, maybe medical, country: {country or '?'}", done(library, one, (noted, note))
    for help in HELPS:
        yield f"Noted, {help}", done(library, one, (noted, say(f"page.{help}")))
    yield "Add a word", words(library, one)
    for family in library.shared.families:
        yield f"Add a word: {family.id}", words(library, one, family.id)
    yield "Write a line", line_form(library, one, "0")
    yield "Opened again", looked_at(library, one, adding(library, one))
    yield "Look back", look_back(library, [one])
    yield "Habits", habits_page(library, Habits())
    yield (
        "Habits, all changed",
        habits_page(library, Habits(room_first=True, patterns=False, strong=False)),
    )
