"""Help now. Made of our own texts alone: no store, no consent, nothing remembered unless asked."""

from bot.cards.wording import bullets, small
from bot.content import Library
from bot.content.safety import Country, Helpline
from bot.doors import Button, Card, Menu, Option, Row
from bot.flow.presses import Press

ELSEWHERE = "XX"


def help_page(library: Library, origin: bytes, country: str = "", topic: str = "") -> Card:
    """The first page, or one topic with whoever answers there."""
    safety = library.safety
    known = safety.country(country)
    first = safety.first.replace("{emergency}", known.emergency) if known else safety.first_unknown
    body: list[str] = [f"**{first}**"]
    if topic in safety.says:
        body.extend(_topic(library, known, topic))
    else:
        topic = ""
        body.append(safety.choose_country)
    topics = tuple(Option(t.id, t.label) for t in safety.topics)
    rows: list[Row] = [Menu(str(Press("topic", origin, country.lower())), safety.ask, topics)]
    countries = (
        *(Option(c.code, c.name) for c in safety.countries),
        Option(ELSEWHERE, library.say("help_page.other_country")),
    )
    where = library.say("help_page.country")
    rows.append(Menu(str(Press("country", origin, topic)), where, countries))
    buttons = [Button(library.say("help_page.back"), str(Press("here", origin)))]
    if known:
        remember = str(Press("remember", origin, topic, country))
        buttons.append(Button(library.say("help_page.remember"), remember))
    buttons.append(Button(library.say("nav.clear_chat"), str(Press("clear"))))
    rows.append(tuple(buttons))
    return Card(tuple(body), tuple(rows))


def _topic(library: Library, known: Country | None, topic: str) -> list[str]:
    safety = library.safety
    said = [safety.says[topic][0]]
    if topic != "steady":
        lines = known.shown(topic) if known else ()
        said.extend(_line(library, line) for line in lines)
        if any(not line.checked_on for line in lines):
            said.append(small(library.say("help_page.unchecked")))
        directory = safety.directory
        if known:
            directory = safety.directory_of_country.replace("{CC}", known.code)
        if known and not lines:
            said.append(safety.no_line.replace("{directory}", directory))
        else:
            said.append(library.say("help_page.directory", url=directory))
        said.append(safety.privacy)
    said.extend(safety.says[topic][1:])
    return said


def _line(library: Library, line: Helpline) -> str:
    ways = {"call": line.call, "text": line.text, "url": line.url, "hours": line.hours}
    names = {"call": "call", "text": "text", "url": "web", "hours": "hours"}
    told = [
        library.say(f"help_page.{names[way]}", **{way: value})
        for way, value in ways.items()
        if value
    ]
    return f"**{line.name}**\n{bullets(told)}"
