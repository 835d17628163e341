"""The home page: what is open, what is ready, and every way to begin."""

from dataclasses import replace

from bot.content import Library
from bot.features.walkthrough import choosing
from bot.layout.controls import help_now, menu, rows_of
from bot.ui.model import Button, Card, Menu, Option, Row, Style, Words
from bot.ui.press import Press
from bot.ui.wording import heading

# What else somebody can begin, each with the press that begins it.
BESIDE = ("closeness", "checkin")


def home(
    library: Library,
    going: tuple[Option, ...] = (),
    ready: tuple[str, ...] = (),
    lines: tuple[str, ...] = (),
) -> Card:
    """`going`: what was begun, as lines of a menu. `ready`: presses of notes that came due."""
    say = library.say
    body: list[Words | Row] = [*lines]
    if ready:
        body.append(say("home.ready"))
        body.append(tuple(Button(say("home.open"), press) for press in ready))
    if going:
        body.append(heading(say("home.going")))
        body.append(Menu(str(Press("go")), say("home.going_menu"), going))
    body.append(heading(say("menu.ask")))
    first, small_ones = library.by_name, library.by_walk
    told = [f"**{s.title}**\n{s.command.detail}" for s in first if s.command]
    told += [_line(library, id) for id in (*BESIDE, "takeaways")]
    body.append("\n".join(told))
    if small_ones:
        body.append(choosing.walks_menu(library, small_ones))
    begin = [Button(s.title, str(Press("walk", step=s.id))) for s in first]
    begin[:1] = [replace(button, style=Style.MAIN) for button in begin[:1]]
    begin += [Button(_label(library, id), str(Press(id))) for id in BESIDE]
    return Card(
        tuple(body),
        (
            *rows_of(begin),
            (
                Button(_label(library, "takeaways"), str(Press("takeaway"))),
                Button(_label(library, "mine"), str(Press("mine"))),
                Button(say("settings.nudges"), str(Press("reminder"))),
                Button(_label(library, "settings"), str(Press("settings"))),
            ),
            (
                *_to_read(library),
                Button(say("home.privacy_button"), str(Press("privacy"))),
                help_now(library),
            ),
        ),
    )


def _to_read(library: Library) -> tuple[Button, ...]:
    """The worked example and the questions of the source, where there are any."""
    found = []
    if library.with_example:
        found.append(Button(_label(library, "example"), str(Press("example"))))
    if (script := library.with_original) and script.original:
        found.append(Button(script.original.title, str(Press("original"))))
    return tuple(found)


def settings(library: Library) -> Card:
    """What somebody decided once, and where to change it."""
    say = library.say
    return Card(
        (heading(_label(library, "settings")), say("settings.say")),
        (
            (
                Button(say("settings.room_first"), str(Press("checkin", step="habits"))),
                Button(say("settings.nudges"), str(Press("reminder"))),
                Button(say("settings.country"), str(Press("help", step="country"))),
            ),
            (
                Button(say("home.privacy_button"), str(Press("privacy"))),
                Button(say("lock_page.button"), str(Press("lock"))),
                Button(say("look_page.title"), str(Press("looks"))),
            ),
            (menu(library), help_now(library)),
        ),
    )


def _label(library: Library, id: str) -> str:
    return library.say(f"menu.options.{id}.label")


def _line(library: Library, id: str) -> str:
    return f"**{_label(library, id)}**\n{library.say(f'menu.options.{id}.detail')}"
