"""The body check-in: before it, its form, the room, and what stands there afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.confidential import Confidential
from bot.content import Library
from bot.content.checkin import NOTE
from bot.features.checkin import weeks_pages
from bot.features.checkin.habits_page import habits_page
from bot.features.checkin.looking_back import brief, look_back, looked_at
from bot.features.checkin.sentences import medical
from bot.forms.answers import Answer
from bot.forms.fields import HELPS, WEATHER, Choice, Field, FieldKind
from bot.forms.labels import chosen_ids, written
from bot.kept.checked_in import CheckedIn, Habits
from bot.layout.controls import help_now, menu
from bot.ui.model import (
    Button,
    Card,
    ChoiceField,
    Form,
    Menu,
    Option,
    Row,
    Style,
    TextField,
    Words,
)
from bot.ui.press import Press, key_of
from bot.ui.wording import bullets, heading, shown, small

VERB = "checkin"
# All of it in brief: a finger slips, and what was added is seen to be there.
LONGEST_NOTED = 300
# So many words fit a phone in one line.
READY = 4


@dataclass(frozen=True, slots=True)
class CheckinStart:
    """What stands on the page before a check-in. `id`: what will come of it."""

    id: bytes
    habits: Habits
    # The words they used lately, the newest first.
    lately: tuple[Choice, ...] = ()
    # Whether there are weeks to look at.
    weeks: bool = False
    # Whether there is something of a year ago, and they want to be told.
    year: bool = False


def press(step: str, id: bytes = b"", detail: str = "") -> str:
    return str(Press(VERB, id, step, detail))


def opening(library: Library, at: CheckinStart, lines: tuple[Words, ...] = ()) -> Card:
    """Half a minute? One tap is kept; the form, the room, or not today."""
    texts, say = library.checkin, library.say
    strength, words = texts.field("intensity"), texts.field("feelings")
    return Card(
        (
            *lines,
            heading(texts.title),
            texts.open_say,
            small(texts.one_tap),
            f"**{strength.label}**",
            tuple(Button(c.label, press(strength.key, at.id, c.id)) for c in strength.choices),
            f"**{words.label}**",
            *_ready(library, at),
            Menu(press(words.key, at.id), say("checkin_page.another_word"), _options(words)),
            (
                Button(texts.more, press("begin", at.id)),
                Button(texts.room, press("room")),
                *_weeks(library, at),
                Button(texts.not_today, press("no")),
            ),
            *_a_year_ago(library, at),
        ),
        ((menu(library), help_now(library)),),
    )


def _ready(library: Library, at: CheckinStart) -> tuple[Row, ...]:
    """A few words as buttons: ours, always the same; and theirs, in their own chat alone.

    Which of ours stand there tells nobody what somebody noted.
    """
    key, ours = library.checkin.field("feelings").key, library.checkin.ready_words
    theirs = tuple(
        Button(Confidential(c.label), press(key, at.id, c.id)) for c in at.lately if c not in ours
    )
    row = tuple(Button(c.label, press(key, at.id, c.id)) for c in ours)
    return (theirs, row) if theirs else (row,)


def _weeks(library: Library, at: CheckinStart) -> tuple[Button, ...]:
    return (weeks_pages.button(library),) if at.weeks else ()


def _a_year_ago(library: Library, at: CheckinStart) -> tuple[Words | Row, ...]:
    """One quiet line, and the way there."""
    if not at.year:
        return ()
    say = library.say
    return small(say("checkin_page.year_say")), (Button(say("checkin_page.year"), press("year")),)


def of_a_year_ago(library: Library, options: tuple[Option, ...]) -> Card:
    """Several things of that day, to open one of them."""
    say = library.say
    list_of_them = Menu(str(Press("go")), say("checkin_page.year_open"), options)
    last = (menu(library), help_now(library))
    return Card((heading(say("checkin_page.year")),), (list_of_them, last))


def form(library: Library, id: bytes, nonce: str) -> Form:
    """Five parts, and each may stay empty. `id` makes it count once, however often it is sent."""
    return _form(library, Press(VERB, id, "sent"), Confidential({}), nonce)


def form_of(library: Library, one: CheckedIn, nonce: str) -> Form:
    """The same, with what was noted already in it."""
    return _form(library, Press(VERB, one.id, "line", str(one.turn)), one.answer, nonce)


def _form(library: Library, sent: Press, noted: Confidential[Answer], nonce: str) -> Form:
    texts = library.checkin
    fields = tuple(
        _line_field(library, noted) if f.kind.is_words else _choices_field(f, noted)
        for f in texts.fields
    )
    return Form(texts.form_title, sent.once(nonce), fields)


def _line_field(library: Library, noted: Confidential[Answer]) -> TextField:
    label, empty = library.say("checkin_page.note"), library.say("checkin_page.note_placeholder")
    before = noted.map(lambda a: written(a, NOTE.key))
    return TextField(NOTE.key, label, NOTE.most_chars, long=True, placeholder=empty, text=before)


def _choices_field(field: Field, noted: Confidential[Answer]) -> ChoiceField:
    before = noted.map(lambda a: tuple(chosen_ids(a, field.key)))
    options = _options(field)
    return ChoiceField(field.key, field.label, options, field.most, field.placeholder, before)


def _options(field: Field) -> tuple[Option, ...]:
    """Of the feelings only some: the rest has a page for each neighbourhood."""
    some = field.kind is FieldKind.FEELINGS
    return tuple(Option(c.id, c.label) for c in field.choices if c.quick or not some)


def room(library: Library, at: CheckinStart, lines: tuple[Words, ...] = ()) -> Card:
    """The room instead of the body, the way to the body, and which of them comes first."""
    say, texts, told = library.say, library.checkin, library.shared.room
    weather = tuple(Option(c.id, c.label) for c in texts.weather.choices)
    switch = (
        Button(say("habits.body_button"), press("room", detail="room.off"))
        if at.habits.room_first
        else Button(texts.always_room, press("room", detail="room.on"))
    )
    return Card(
        (
            *(*lines, heading(told.title), told.say, bullets(told.steps), texts.weather.label),
            Menu(press(WEATHER, at.id), say("checkin_page.weather"), weather),
            (
                Button(say("checkin_page.room_done"), press("looked", at.id)),
                Button(say("checkin_page.to_body"), press("body")),
                *_weeks(library, at),
                Button(texts.not_today, press("no")),
            ),
            *_a_year_ago(library, at),
        ),
        ((switch, menu(library), help_now(library)),),
    )


def done(
    library: Library,
    one: CheckedIn,
    texts: tuple[Words, ...],
    also: tuple[Button, ...] = (),
    beside: tuple[Button, ...] = (),
) -> Card:
    """Kept. A few things that can be added, and nothing that has to be.

    `also` leads on from it, `beside` belongs to what is said.
    """
    noted = brief(library, one, LONGEST_NOTED)
    here = (shown(noted).map(small),) if noted else ()
    back = Button(library.checkin.take_back, press("undo", one.id))
    take_along = Button(
        library.say("takeaways_page.button"), str(Press("takeaway", one.id, "write"))
    )
    return Card(
        (*texts, *here),
        (
            (*_more(library, one), back, *beside),
            (*_onward(library, one), take_along, *also),
            (menu(library), help_now(library, one.id)),
        ),
    )


def hush(library: Library, one: CheckedIn) -> Button:
    """Never again the sentence about several strong ones."""
    return Button(library.checkin.strong_off, press("hush", one.id))


def backward(library: Library) -> Button:
    return Button(library.say("checkin_page.look_back"), press("back"))


def adding(library: Library, one: CheckedIn) -> tuple[Button, ...]:
    """What can be done with a check-in."""
    return (*_more(library, one), *_onward(library, one))


def _more(library: Library, one: CheckedIn) -> tuple[Button, ...]:
    texts = library.checkin
    return (
        Button(texts.more, press("write", one.id)),
        Button(texts.add_word, press("words", one.id)),
    )


def _onward(library: Library, one: CheckedIn) -> tuple[Button, ...]:
    talk = (Button(library.checkin.prepare, press("talk", one.id)),)
    calming = library.calming
    if calming and calming.steady and one.chose("intensity", *library.checkin.offers_steady):
        steady = str(Press("begin", one.id, calming.id, calming.steady.length))
        return (Button(library.say("offer.steady_yes"), steady), *talk)
    return talk


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
    tap: Answer = {"intensity": "very_strong"}
    tapped = CheckedIn(id, datetime(2026, 1, 1, tzinfo=UTC), day, Confidential(tap))
    always = CheckinStart(id, Habits(room_first=True), weeks=True)
    yield "CheckinStart", opening(library, CheckinStart(id, Habits()))
    yield (
        "CheckinStart, from the second on",
        opening(library, CheckinStart(id, Habits(), weeks=True)),
    )
    yield (
        "CheckinStart, a year after something",
        opening(library, CheckinStart(id, Habits(), year=True)),
    )
    a_line = Option(key_of(id), say("takeaways_page.button"), detail=texts.title)
    yield "A year ago today", of_a_year_ago(library, (a_line,))
    yield "Form", form(library, id, "0")
    yield "The room", room(library, CheckinStart(id, Habits()))
    yield "The room, always first", room(library, always)
    for n, said in enumerate((*texts.done_say, texts.nothing_say), start=1):
        yield f"Kept, {n}", done(library, one, (said,))
    said, kept = texts.done_say[0], say("finish.checkin")
    yield "Kept, one tap", done(library, tapped, (said,))
    on = (weeks_pages.button(library), backward(library))
    yield "Kept, with a look back", done(library, one, (said,), on)
    hushing = (hush(library, one),)
    yield "Kept, several very strong", done(library, one, (kept, texts.strong), on, hushing)
    for country in ("DE", ""):
        note = medical(library, country)
        yield f"Kept, maybe medical, country: {country or '?'}", done(library, one, (kept, note))
    for help in HELPS:
        yield f"Kept, {help}", done(library, one, (kept, say(f"page.{help}")))
    yield "Add a word", words(library, one)
    for family in library.shared.families:
        yield f"Add a word: {family.id}", words(library, one, family.id)
    yield "Say more", form_of(library, one, "0")
    yield "Opened again", looked_at(library, one, adding(library, one))
    yield "Look back", look_back(library, [one])
    yield "Habits", habits_page(library, Habits())
    yield (
        "Habits, all changed",
        habits_page(library, Habits(room_first=True, patterns=False, strong=False)),
    )
