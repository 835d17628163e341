"""What was noticed, in their own answers and in the order of the themes. No number, no verdict.

Shown in a private message only: what stands under which heading was chosen.
"""

from bot.confidential import Confidential, together
from bot.content import Library
from bot.features.closeness import care, results
from bot.features.closeness.care_pages import AFRAID, STEADY, help_with
from bot.features.closeness.naming import (
    about,
    as_option,
    named,
    of,
    press,
    sealed,
    statement,
    their_name,
)
from bot.forms.closeness_script import FEEL, OFFER, ClosenessScript, Group, Item
from bot.kept.look import Look
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card, Menu, Option, Row, Style, Words
from bot.ui.press import Press
from bot.ui.wording import heading

NONE = "none"


def results_page(
    library: Library, look: Look, earlier: Look | None = None, lines: tuple[Words, ...] = ()
) -> Card:
    """The groups, and what can be done with them. `earlier`: the look before, to lay beside it."""
    texts = library.closeness.script.results
    name = their_name(library, look)
    on = library.dates.day(look.finished or look.touched)
    title = named(texts.title.replace("{date}", on), name)
    body: list[Words | Row] = [*lines, heading(title), texts.opening]
    body.extend(groups(library, look))
    if results.left_some(library.closeness.script, look):
        body.append(texts.skipped)
    level = care.shown_level(library.closeness.script, look)
    if level is care.Level.SOFT:
        body.append(library.closeness.script.care.soft)
    body.extend(kept_in_mind(library, look))
    rows = _rows_held(library, look) if look.alone else _rows(library, look, earlier, level)
    return Card(tuple(body), rows, library.say("closeness_page.elsewhere"))


def groups(library: Library, look: Look) -> list[Confidential[str]]:
    """Every group that holds something: its heading, its caption, and what is in it."""
    script = library.closeness.script
    found = []
    for group in script.results.groups:
        if items := results.group(script, look, group):
            listed = together([_bullet(library, look, item) for item in items], "\n")
            found.append(together([f"**{group_title(look, group)}**", listed], "\n"))
    return found


def group_title(look: Look, group: Group) -> str:
    """What stands above a group; nothing is said of it while suggestions are off."""
    return f"{group.title}." if look.alone else f"{group.title}. {group.caption}"


def _bullet(library: Library, look: Look, item: Item) -> Confidential[str]:
    return sealed(about(look, item, their_name(library, look))).map(lambda text: f"- {text}")


def kept_in_mind(library: Library, look: Look) -> list[Words]:
    """The one that was picked, and one tiny thing."""
    item = picked(library, look)
    if item is None:
        return []
    script, say = library.closeness.script, library.say
    what = sealed(about(look, item, their_name(library, look)))
    kept = what.map(lambda text: say("closeness_page.kept_in_mind", about=text))
    practice = care.practice(script, look, item.id)
    return [kept, Confidential(f"**{script.results.practice}.** {practice}")]


def picked(library: Library, look: Look) -> Item | None:
    """The item to keep in mind."""
    items = {item.id: item for item in library.closeness.script.items}
    id = look.picked.one_of(list(items))
    return items[id] if id else None


def _rows(library: Library, look: Look, earlier: Look | None, level: care.Level) -> tuple[Row, ...]:
    say = library.say
    pick, differences, takeaway, talk, save, done = library.closeness.script.results.buttons
    first: tuple[Button, ...] = (
        Button(pick, of(look, "pick"), Style.PLAIN if not look.finished else Style.MAIN),
        Button(differences, of(look, "differences")),
    )
    if earlier:
        first += (Button(say("closeness_page.then_and_now"), of(look, "then")),)
    offered = care.offers_a_talk(library.closeness.script, look)
    second = (
        Button(takeaway, str(Press("takeaway", look.id, "write"))),
        *((Button(talk, of(look, "prepare")),) if offered else ()),
        Button(say("closeness_page.again"), of(look, "again")),
    )
    third: tuple[Button, ...] = (
        Button(save, of(look, "save", "md")),
        Button(say("card_page.save_txt"), of(look, "save", "txt")),
    )
    if level is care.Level.SOFT:
        who = library.closeness.script.results.buttons_held[0]
        third += (Button(who, help_with(look, AFRAID)),)
    ahead = () if look.finished else (_ahead(library, look),)
    return (
        first,
        second,
        third,
        (*ahead, Button(done, of(look, "done")), menu(library), help_now(library, look.id)),
    )


def _rows_held(library: Library, look: Look) -> tuple[Row, ...]:
    say = library.say
    who, steady, save, done = library.closeness.script.results.buttons_held
    ahead = () if look.finished else (_ahead(library, look),)
    return (
        (
            Button(who, help_with(look, AFRAID)),
            Button(steady, help_with(look, STEADY)),
        ),
        (
            Button(save, of(look, "save", "md")),
            Button(say("card_page.save_txt"), of(look, "save", "txt")),
        ),
        (*ahead, Button(done, of(look, "done")), menu(library), help_now(library, look.id)),
    )


def _ahead(library: Library, look: Look) -> Button:
    """From what there is so far to what is not answered yet."""
    return Button(library.say("nav.resume"), press(look, "next"), Style.MAIN)


def pick_page(library: Library, look: Look) -> Card:
    """One to keep in mind, or none."""
    script, say = library.closeness.script, library.say
    options = [as_option(library, look, i) for i in results.given(script, look)]
    none = Option(NONE, say("closeness_page.pick_none"))
    return Card(
        (script.results.question,),
        (
            Menu(of(look, "keep"), say("closeness_page.pick_menu"), (*options, none)),
            (back(library, look), help_now(library, look.id)),
        ),
        say("closeness_page.elsewhere"),
    )


def differences_page(library: Library, look: Look) -> Card:
    """At most two, two or more steps apart, and only because they asked."""
    script = library.closeness.script
    found: list[Words] = [*differences(library, look, their_name(library, look))]
    said = script.results.differences if found else library.say("closeness_page.no_difference")
    return Card(
        (heading(script.results.buttons[1]), said, *found),
        ((back(library, look), help_now(library, look.id)),),
        library.say("closeness_page.elsewhere"),
    )


def differences(library: Library, look: Look, name: Words) -> list[Confidential[str]]:
    """Both statements of each, with what was answered to them."""
    script = library.closeness.script
    return [
        together(
            [
                together([statement(look, item, way, name), _quoted(script, look, item, way)], "\n")
                for way in (FEEL, OFFER)
            ],
            "\n\n",
        )
        for item in results.differences(script, look)
    ]


def _quoted(script: ClosenessScript, look: Look, item: Item, way: str) -> Confidential[str]:
    return look.answers[item.id].map(lambda given: f"> {script.choice(given[way])}")


def done_page(library: Library, look: Look, lines: tuple[Words, ...] = ()) -> Card:
    """Short and warm, and it asks for nothing."""
    texts = library.closeness.script.results
    return Card(
        (*lines, texts.closing_held if look.alone else texts.closing),
        ((back(library, look), menu(library), help_now(library, look.id)),),
    )


def back(library: Library, look: Look) -> Button:
    """To the results."""
    return Button(library.say("closeness_page.to_results"), of(look, "here"))
