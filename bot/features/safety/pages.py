"""Help now. Made of our own texts alone: no store, no consent, nothing remembered unless asked."""

from dataclasses import dataclass

from bot.content import Library
from bot.content.safety import Country, Helpline, Topic
from bot.ui.model import MOST_OPTIONS, Button, Card, Menu, Option, Row
from bot.ui.press import CLEAR, Press
from bot.ui.wording import bullets, small

# Choices of the country menu that are none.
ELSEWHERE, MORE, FIRST = "XX", "MORE", "FIRST"
CRISIS = ("crisis",)
# As many countries as stand in the menu beside "Another country" and the way to the others.
AT_A_TIME = MOST_OPTIONS - 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen on the page so far."""

    # A code, ELSEWHERE, or empty where none was chosen.
    country: str = ""
    topic: str = ""
    # The menu shows the other countries.
    more: bool = False
    # The country is kept with their settings.
    remembered: bool = False


NOTHING = Asked()


def help_page(library: Library, origin: bytes, asked: Asked = NOTHING) -> Card:
    """The first page, or one topic with whoever answers there."""
    safety = library.safety
    known, about = safety.country(asked.country), safety.topic(asked.topic)
    first = _filled(library, safety.first, known) if known else safety.first_unknown
    body = [f"**{first}**"]
    if known and known.silent:
        body.append(known.silent)
    if about:
        body.extend(_topic(library, about, known, chosen=bool(asked.country)))
    elif shown := known.shown(CRISIS) if known else ():
        body.extend((*_lines(library, known, shown), *_checked(library, shown, known)))
    else:
        body.append(safety.at_once)
        if any(not line.checked_on for line in safety.at_once_lines):
            body.append(small(safety.seen))
        body.append(safety.choose_country)
    if known and not asked.remembered:
        body.append(small(safety.kept))
    return Card(
        tuple(body),
        (
            _topics(library, origin, asked),
            _countries(library, origin, asked),
            _buttons(library, origin, known, asked),
        ),
    )


def _topic(library: Library, topic: Topic, known: Country | None, *, chosen: bool) -> list[str]:
    said = [topic.say]
    shown = known.shown(topic.kinds, for_everybody=topic.for_everybody) if known else ()
    if shown:
        said.extend((topic.here, *_lines(library, known, shown)))
        said.extend(_others(library, topic, known, shown))
    elif topic.kinds:
        said.append(_filled(library, topic.none if chosen else topic.unchosen, known, topic))
    said.extend(topic.after)
    if shown:
        said.extend(_checked(library, shown, known, topic))
    if topic.privacy:
        said.append(small(topic.privacy))
    return said


def _checked(
    library: Library,
    shown: tuple[Helpline, ...],
    known: Country | None,
    topic: Topic | None = None,
) -> list[str]:
    """Whether a person has dialled or opened them, and where there are more."""
    never = any(not line.checked_on for line in shown)
    text = library.safety.unchecked if never else library.safety.more
    return [small(_filled(library, text, known, topic))]


def _lines(library: Library, known: Country | None, lines: tuple[Helpline, ...]) -> list[str]:
    """Whoever answers, under the name of the country: next door a number is somebody else's."""
    title = [f"### {known.name}"] if known else []
    return [*title, *(_line(library, line) for line in lines)]


def _others(
    library: Library, topic: Topic, known: Country | None, shown: tuple[Helpline, ...]
) -> list[str]:
    """Where each line is for some people only: who takes anybody."""
    if known is None or not topic.others or any(line.is_for_everybody for line in shown):
        return []
    anybody = [line for line in known.shown(CRISIS) if line.is_for_everybody][:1]
    return [topic.others, *(_line(library, line) for line in anybody)] if anybody else []


def _line(library: Library, line: Helpline) -> str:
    ways = {
        "for": line.who,
        "area": line.area,
        "call": line.call,
        "text": line.text,
        "web": line.url,
        "languages": line.languages,
        "hours": line.hours,
    }
    told = [library.say(f"help_page.{key}", value=value) for key, value in ways.items() if value]
    return f"**{line.name}**\n{bullets(told)}"


def _filled(library: Library, text: str, known: Country | None, topic: Topic | None = None) -> str:
    say = library.say
    return (
        text.replace("{emergency}", known.emergency if known else say("help_page.emergency"))
        .replace("{country}", known.name if known else say("help_page.your_country"))
        .replace("{directory}", topic.directory if topic else library.safety.directory)
        .replace("{at_once}", library.safety.at_once)
    )


def _topics(library: Library, origin: bytes, asked: Asked) -> Menu:
    topics = tuple(Option(t.id, t.label) for t in library.safety.topics)
    press = Press("topic", origin, asked.country.lower())
    return Menu(str(press), library.safety.ask, topics)


def _countries(library: Library, origin: bytes, asked: Asked) -> Menu:
    say, all_of_them = library.say, library.safety.countries
    part = all_of_them[AT_A_TIME:] if asked.more else all_of_them[:AT_A_TIME]
    other = FIRST if asked.more else MORE
    options = (
        *(Option(c.code, c.name) for c in part),
        Option(other, say(f"help_page.countries_{other.lower()}")),
        Option(ELSEWHERE, say("help_page.other_country")),
    )
    press = Press("country", origin, asked.topic, asked.country)
    return Menu(str(press), say("help_page.country"), options)


def _buttons(library: Library, origin: bytes, known: Country | None, asked: Asked) -> Row:
    say = library.say
    buttons = [Button(say("help_page.back"), str(Press("here", origin)))]
    if known:
        act = "let_go" if asked.remembered else "remember"
        which = f"{known.code}.off" if asked.remembered else known.code
        press = Press("remember", origin, asked.topic, which)
        buttons.append(Button(say(f"help_page.{act}"), str(press)))
    buttons.append(Button(say("hide.button"), str(Press(CLEAR))))
    return tuple(buttons)
