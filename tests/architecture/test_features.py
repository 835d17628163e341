"""Features say themselves what they bring: whatever is shown leads somewhere, and only once."""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from bot.content.scripts import HOUSE
from bot.context import Action, Feature, Registry, Sessionless, Turn
from bot.discord.client import COGS, QuietPage
from bot.person import PersonId
from bot.preview import chapters as preview_chapters
from bot.router import Router
from bot.store.records import Record, Shelf
from bot.ui.event import Event
from bot.ui.model import Card, Form
from bot.ui.press import Press
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.command.conftest import ROOT
from tests.invariants.sessions import Sessions
from tests.journeys.test_afterwards import router_of
from tests.journeys.walks import LIBRARY, begin

NOTHING = Sessionless(lambda _: Card(()))


def presses(part: object) -> Iterator[str]:
    """What everything means that can be pressed or sent on a page."""
    if isinstance(part, tuple):
        for one in part:
            yield from presses(one)
    elif is_dataclass(part):
        for field in fields(part):
            inner = getattr(part, field.name)
            if field.name == "press" and isinstance(inner, str):
                yield inner
            else:
                yield from presses(inner)


def pages() -> list[tuple[str, str, Card | Form]]:
    chapters = [(chapter, list(found)) for chapter, found in preview_chapters.chapters(LIBRARY)]
    return [
        (chapter, name, page)
        for chapter, found in chapters
        for name, page in found
        if isinstance(page, Card | Form)
    ]


async def test_whatever_can_be_pressed_on_any_page_is_answered(house: House) -> None:
    registry = router_of(house).registry
    shown = {press for _, _, page in pages() for press in presses(page)}
    known = [press for text in shown if (press := Press.parse(text))]
    assert len(known) > 1000
    nowhere = {str(press) for press in known if registry.action(press) is None}
    assert nowhere <= {press for press in nowhere if press.startswith("again/")}


async def test_a_button_no_feature_knows_leads_to_where_they_are(ada: Person, house: House) -> None:
    await begin(ada)
    [answer] = await Forger(house, ada).send([Forgery("unheard//of/")])
    assert LIBRARY.say("error.old_button") in answer.text
    assert LIBRARY.say("home.button") in answer.text


def test_two_features_never_answer_one_press() -> None:
    one, other = (Feature(name, actions={"walk": NOTHING}) for name in ("one", "other"))
    with pytest.raises(ValueError, match="other and one both bring 'walk'"):
        Registry([one, other])


def test_a_press_is_answered_by_whoever_knows_it_best() -> None:
    more = Sessionless(lambda _: Card(("more",)))
    registry = Registry([Feature("one", actions={"walk": NOTHING, "walk.far": more})])
    found = registry.action(Press("walk", step="far.away"))
    assert found is not None
    assert found.rule is more
    found = registry.action(Press("walk", step="near"))
    assert found is not None
    assert found.rule is NOTHING


async def test_it_would_notice_a_second_session(house: House) -> None:
    """The control of what is looked at after every test."""
    at = router_of(house)._at

    async def opens_another(turn: Turn, event: Event) -> Card:
        async with turn.at.store.session(PersonId(event.person + 1)):
            return Card(())

    twice = Feature("twice", actions={"twice": Action(opens_another, needs_consent=False)})
    router = Router(at, [twice])
    sessions = Sessions.of(router, at.store)
    await router.answer(Event(PersonId(1), Press("twice"), private=True))
    assert sessions.complaints() == ["twice///: 2 sessions"]


async def test_every_command_is_answered_and_no_walkthrough_may_have_its_name(house: House) -> None:
    bot = house.env.bot
    assert isinstance(bot, QuietPage)
    commands = {command.name for command in bot.tree.get_commands()}
    assert commands == HOUSE | {s.command.name for s in LIBRARY.by_name if s.command}
    led_to = {
        str(text.value)
        for file in (ROOT / "cogs").glob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr == "command"
        for text in call.args
        if isinstance(text, ast.Constant)
    }
    assert len(led_to) > 10
    registry = router_of(house).registry
    assert not {name for name in led_to if registry.command(name) is None}


def test_every_front_door_is_opened() -> None:
    doors = {file.stem for file in (ROOT / "cogs").glob("*.py")} - {"__init__"}
    assert doors == set(COGS)


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not {name for name in HOUSE if f"`/{name}`" not in readme}


async def test_what_keeps_something_before_anybody_agreed_keeps_nothing(house: House) -> None:
    """The rule behind the rule: asked of every turn that keeps something, whatever it declares."""
    at = router_of(house)._at

    def keeps(turn: Turn, event: Event) -> Card:
        del event
        turn.session.keep(Shelf.SETTINGS, turn.session.named("anything"), Record({}))
        return Card(("kept",))

    careless = Feature("careless", actions={"careless": Action(keeps, needs_consent=False)})
    page = await Router(at, [careless]).answer(Event(PersonId(1), Press("careless"), private=True))
    assert isinstance(page, Card)
    assert any("a private place to think" in str(part) for part in page.body)
    assert not await at.store.knows(PersonId(1))
