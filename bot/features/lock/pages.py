"""The lock: the page for everybody, what it does, choosing a sentence, the codes, and opening."""

from collections.abc import Iterator, Sequence

from bot.confidential import Confidential, together
from bot.content import Library
from bot.layout.controls import help_now, menu
from bot.ui.model import (
    SECRET,
    Button,
    Card,
    ChoiceField,
    Form,
    Option,
    Row,
    Style,
    TextField,
    Words,
)
from bot.ui.press import Press
from bot.ui.wording import bullets, heading

VERB = "lock"
PHRASE, AGAIN, GIVEN, CODE = (SECRET + field for field in ("phrase", "again", "given", "code"))
SPAN = "span"
# Seconds without use; 0: until it is closed by hand.
SPANS = ("900", "3600", "0")
MOST = 200
A_MINUTE = 60


def _button(library: Library, key: str, step: str, style: Style = Style.PLAIN) -> Button:
    return Button(library.say(f"lock_page.{key}"), str(Press(VERB, step=step)), style)


def page(library: Library, line: str = "") -> Card:
    """The same for everybody, whether they have one or not."""
    say = library.say
    row = (_button(library, "open", "open"), _button(library, "how", "how"))
    top = (line,) if line else ()
    body = (*top, heading(say("lock_page.title")), say("lock_page.say"))
    return _card(library, body, [row])


def how(library: Library) -> Card:
    """What it does and what it can't do, before anything is chosen."""
    say = library.say
    body = (
        heading(say("lock_page.how_title")),
        f"{say('lock_page.does_title')}\n{bullets(library.lines('lock_page.does'))}",
        f"{say('lock_page.cannot_title')}\n{bullets(library.lines('lock_page.cannot'))}",
    )
    row = (_button(library, "choose", "choose", Style.MAIN), _button(library, "not_now", "stop"))
    return _card(library, body, [row])


def is_open(library: Library, line: str = "") -> Card:
    """For somebody whose lock is open."""
    row = (
        _button(library, "now", "now", Style.MAIN),
        _button(library, "change", "choose"),
        _button(library, "off", "off"),
    )
    return _card(library, (line or library.say("lock_page.is_open"),), [row])


def codes(library: Library, made: Sequence[Confidential[str]]) -> Card:
    """Shown once, before it is on."""
    say = library.say
    listed = together([*made], "\n").map(lambda text: f"```\n{text}\n```")
    body = (
        heading(say("lock_page.codes_title")),
        say("lock_page.codes_say"),
        listed,
        say("lock_page.codes_then"),
    )
    row = (_button(library, "show", "show", Style.MAIN), _button(library, "stop", "stop"))
    return _card(library, body, [row])


def not_code(library: Library) -> Card:
    row = (_button(library, "show", "show"), _button(library, "start_over", "choose"))
    return _card(library, (library.say("lock_page.not_code"),), [row])


def choose_again(library: Library, *keys: str) -> Card:
    """Why the sentence could not be taken, all of it, and the form again: empty, it is a secret."""
    row = (_button(library, "choose", "choose"), _button(library, "not_now", "stop"))
    return _card(library, tuple(library.say(f"lock_page.{key}") for key in keys), [row])


def said(library: Library, key: str) -> Card:
    return _card(library, (library.say(f"lock_page.{key}"),), [])


def not_here(library: Library) -> Card:
    return said(library, "elsewhere")


def wait(library: Library, seconds: int) -> str:
    """About how long until the next try counts."""
    n = -(-seconds // A_MINUTE)
    many = library.say("lock_page.minutes", n=str(n))
    return library.say(
        "lock_page.wait", minutes=library.say("lock_page.minute") if n <= 1 else many
    )


def choose_form(library: Library, nonce: str) -> Form:
    say = library.say
    fields = (
        TextField(
            PHRASE,
            say("lock_page.phrase"),
            MOST,
            long=False,
            help=say("lock_page.phrase_help"),
        ),
        TextField(AGAIN, say("lock_page.again_field"), MOST, long=False),
    )
    return Form(say("lock_page.form_choose"), Press(VERB, step="chosen").once(nonce), fields)


def open_form(library: Library, nonce: str) -> Form:
    say = library.say
    spans = tuple(Option(id, say(f"lock_page.span_{id}")) for id in SPANS)
    fields = (
        _given(library),
        ChoiceField(SPAN, say("lock_page.span"), spans, chosen=Confidential(SPANS[:1])),
    )
    return Form(say("lock_page.form_open"), Press(VERB, step="opened").once(nonce), fields)


def show_form(library: Library, nonce: str) -> Form:
    field = TextField(CODE, library.say("lock_page.code"), MOST, long=False)
    press = Press(VERB, step="shown").once(nonce)
    return Form(library.say("lock_page.form_show"), press, (field,))


def off_form(library: Library, nonce: str) -> Form:
    press = Press(VERB, step="taken").once(nonce)
    return Form(library.say("lock_page.form_off"), press, (_given(library, "off_help"),))


def _given(library: Library, help: str = "given_help") -> TextField:
    say = library.say
    return TextField(GIVEN, say("lock_page.given"), MOST, long=False, help=say(f"lock_page.{help}"))


def _card(library: Library, body: tuple[Words, ...], rows: list[Row]) -> Card:
    last = (menu(library), help_now(library))
    return Card(body, (*rows, last), library.say("lock_page.elsewhere"))


def pages(library: Library) -> Iterator[tuple[str, Card | Form]]:
    """All of them, to be read by somebody who would recommend it."""
    made = [Confidential("ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2")] * 3
    yield "The lock, for everybody", page(library)
    yield "How it works", how(library)
    yield "Choosing a sentence", choose_form(library, "")
    for key in ("differ", "short"):
        yield f"Choosing: {key}", choose_again(library, key)
    yield "The codes", codes(library, made)
    yield "Showing one of them", show_form(library, "")
    yield "Not one of them", not_code(library)
    yield "It is on", is_open(library, library.say("lock_page.on"))
    yield "Opening it", open_form(library, "")
    yield "Not opened", page(library, library.say("error.locked"))
    yield "A wait", page(library, wait(library, 240))
    yield "It is open", is_open(library)
    yield "Taking it off", off_form(library, "")
    for key in ("nothing", "stopped", "taken_off"):
        yield f"Said: {key}", said(library, key)
