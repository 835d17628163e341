"""The parts and their statements: a page for each direction, answered by a tap, never by number."""

from bot.confidential import pair
from bot.content import Library
from bot.features.closeness.engine import LONGEST_LINE, is_answered, is_settled
from bot.features.closeness.moves import LookBanner, LookOutcome
from bot.features.closeness.naming import last_row, name_for, named, of, press, sealed, statement
from bot.features.closeness.route import direction, first
from bot.forms.closeness_script import LINE, MATTERS, SKIP, Item, Theme
from bot.forms.fields import Choice
from bot.kept.look import Look, LookPlace, PlaceKind
from bot.layout.controls import help_now, menu
from bot.layout.emptied import emptied_page
from bot.ui.model import Button, Card, Form, Menu, Option, Row, Style, TextField, Words
from bot.ui.press import CLEAR, Press
from bot.ui.wording import heading, small


def theme_page(library: Library, look: Look, lines: tuple[Words, ...] = ()) -> Card:
    """A breath before a part: go on, pass it by, go to another, or see what there is."""
    say, script = library.say, library.closeness.script
    theme = script.theme(look.at.id)
    n, total = str(script.themes.index(theme) + 1), str(len(script.themes))
    buttons = [Button(say("page.carry_on"), press(look, "next"), Style.MAIN)]
    if theme.skippable:
        buttons.append(Button(say("closeness_page.skip_theme"), press(look, "skip")))
    if look.at != first(script):
        buttons.append(Button(say("nav.back"), press(look, "back")))
    if any(is_answered(look, item.id) for item in script.items):
        buttons.append(Button(say("closeness_page.so_far"), of(look, "sofar")))
    title = heading(say("page.stage", n=n, total=total, title=theme.title))
    # Said once, before the first statement.
    young = (say("closeness_page.young"),) if look.at == first(script) else ()
    return Card(
        (*lines, title, theme.intro, *young),
        (
            tuple(buttons),
            Menu(of(look, "jump"), say("closeness_page.jump"), _themes(library, look)),
            last_row(library, look),
        ),
    )


def _themes(library: Library, look: Look) -> tuple[Option, ...]:
    return tuple(
        Option(theme.id, theme.title, detail=_state(library, look, theme))
        for theme in library.closeness.script.themes
    )


def _state(library: Library, look: Look, theme: Theme) -> str:
    answered = [is_answered(look, id) for id in theme.items]
    if all(answered):
        return library.say("review.answered")
    return library.say("closeness_page.begun" if any(answered) else "review.open")


def statement_page(
    library: Library, look: Look, lines: tuple[Words, ...] = (), *, private: bool = True
) -> Card:
    """One statement, one way round, with its answers right below. A tap moves on by itself."""
    say, script = library.say, library.closeness.script
    item, way = script.item(look.at.id), direction(script, look.at)
    name = name_for(library, look, private=private)
    theme = script.theme(item.theme)
    n, total = str(theme.items.index(item.id) + 1), str(len(theme.items))
    place = say("closeness_page.statement", n=n, total=total)
    if private:
        # Where others might look, no part that was chosen is named.
        place = f"{place} · {theme.title}"
    body: list[Words] = [*lines, small(place)]
    if private and way != item.directions[0]:
        body.extend(_said_before(library, look, item, name))
    body.append(script.ask)
    body.append(named(f"**{script.labels[way]}**", name))
    body.append(heading(statement(look, item, way, name)))
    if look.keeps(item.id, LINE):
        body.append(small(say("closeness_page.has_line")))
    if item.note:
        body.append(small(item.note))
    rows = _answers(library, look, private=private)
    return Card(tuple(body), (*rows, _beside(library, look, item), last_row(library, look)))


def _said_before(library: Library, look: Look, item: Item, name: Words) -> list[Words]:
    """What they answered the first way round."""
    script, way = library.closeness.script, item.directions[0]
    if not look.gave(item.id, way):
        return []
    label, given = sealed(named(script.labels[way], name)), look.answers[item.id]
    return [
        pair(label, given).map(
            lambda both: library.say(
                "closeness_page.before", label=both[0], answer=script.choice(both[1][way])
            )
        )
    ]


def _answers(library: Library, look: Look, *, private: bool) -> tuple[Row, ...]:
    """The four words; below them to be unsure, to go on without an answer, and to go back."""
    say, script = library.say, library.closeness.script
    words = [_answer(library, look, c, private=private) for c in script.offered]
    most = len(script.order)
    if is_settled(script, look, look.at):
        ahead = Button(say("nav.next"), press(look, "next"))
    else:
        ahead = Button(script.choice(SKIP), press(look, "skip"))
    return (
        tuple(words[:most]),
        (*words[most:], ahead, Button(say("nav.back"), press(look, "back"))),
    )


def _answer(library: Library, look: Look, choice: Choice, *, private: bool) -> Button:
    """An answer to tap. One that was given says so in words, and only where nobody else looks."""
    script = library.closeness.script
    way = direction(script, look.at)
    tap = press(look, "say", detail=choice.id)
    if not (private and look.gave(look.at.id, way, frozenset({choice.id}))):
        return Button(choice.label, tap)
    chosen = library.say("closeness_page.chosen", answer=choice.label)
    return Button(sealed(chosen), tap, Style.MAIN, plain_label=choice.label)


def _beside(library: Library, look: Look, item: Item) -> Row:
    """That it matters now, and a line of their own."""
    say, label = library.say, library.closeness.script.matters
    on = look.keeps(item.id, MATTERS)
    state = look.answers.get(item.id)
    yes = say("closeness_page.matters_yes", label=label)
    text: Words = state.map(lambda g: yes if g.get(MATTERS) else label) if state else label
    write = "closeness_page.change_line" if look.keeps(item.id, LINE) else "closeness_page.line"
    return (
        Button(text, press(look, "matter", detail="off" if on else "on"), plain_label=label),
        Button(say(write), press(look, "line")),
    )


def line_form(library: Library, look: Look, item: Item, nonce: str) -> Form:
    """One line of one's own beside a statement. It opens with what was written before."""
    given = look.answers.get(item.id)
    text: Words = given.map(lambda g: g.get(LINE, "")) if given else ""
    say = library.say
    turn = str(look.turns.get(item.id, 0))
    place = LookPlace(PlaceKind.ITEM, item.id)
    kept = Press("closeness", look.id, f"kept.{place}", turn).once(nonce)
    field = TextField(LINE, say("closeness_page.line_field"), LONGEST_LINE, long=True, text=text)
    return Form(say("closeness_page.line"), kept, (field,))


def emptied_line(library: Library, look: Look, item: str) -> Card:
    """The form of a line came back empty: asked before it goes."""
    turn = str(look.turns.get(item, 0))
    out = Press("closeness", look.id, f"unline.{LookPlace(PlaceKind.ITEM, item)}", turn)
    return emptied_page(library, look.id, of(look, "here"), str(out))


def lines(library: Library, outcome: LookOutcome, *, private: bool) -> tuple[Words, ...]:
    """What to say on top of the next page."""
    say, skips = library.say, library.lines("skip.say")
    where = "" if private else "_here"
    texts = {
        LookBanner.OLD_BUTTON: say("error.old_button"),
        LookBanner.CHANGED_ELSEWHERE: say(f"page.changed_elsewhere{where}"),
        LookBanner.TOO_LONG: say(f"page.too_long{where}"),
        LookBanner.SKIPPED: skips[len(outcome.look.passed) % len(skips)],
        LookBanner.SKIPPED_THEME: say("skip.theme"),
        LookBanner.DONE: say("finish.intimacy"),
    }
    return tuple(texts[line] for line in outcome.lines)


def pause_page(library: Library, look: Look) -> Card:
    say = library.say
    return Card(
        (say("pause.say"), say("pause.offer_clear")),
        (
            (
                Button(say("pause.buttons.0"), str(Press(CLEAR))),
                Button(say("pause.buttons.1"), of(look, "stop")),
                Button(say("nav.resume"), of(look, "here"), Style.MAIN),
            ),
            (menu(library), help_now(library, look.id)),
        ),
    )


def stopped_page(library: Library, look: Look) -> Card:
    say = library.say
    return Card(
        (say("pause.say"),),
        (
            (
                Button(say("nav.resume"), of(look, "here"), Style.MAIN),
                menu(library),
                help_now(library, look.id),
            ),
        ),
    )
