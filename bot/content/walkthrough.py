"""A file of the folder of walkthroughs, read into a Script. What it has to hold is in rules.py."""

from dataclasses import replace

from cattrs import Converter

from bot.content.lists import Lists
from bot.content.reader import Table
from bot.content.rules import see_to
from bot.content.structuring import Keys, Unfit, structured, structurer
from bot.forms.fields import WEATHER, Choice, Field, FieldKind, Shared
from bot.forms.script import (
    Branch,
    Check,
    Command,
    Gate,
    Length,
    Question,
    Reworded,
    Safety,
    Script,
    Stage,
)
from bot.forms.showing import CardTexts, Section, Shown
from bot.forms.spots import Chosen, Spot
from bot.forms.steadying import Steady, SteadyStep

# Characters that Discord shows, of each.
LONGEST_LABEL = 45
LONGEST_HELP = 100
LONGEST_DESCRIPTION = 100
LONGEST_BUTTON = 80
# A line that stands beside others, and a text of its own: so that on a page all of it has room.
LONGEST_LINE, LONGEST_TEXT = 250, 700
# Put in by the loader; no name a file could use.
SHARED = "(shared)"

KEYS = Keys(
    names={
        Script: {
            "lengths": "length",
            "stages": "stage",
            "questions": "question",
            "branches": "branch",
            "checks": "precheck",
            "safety": "safety_branch",
            "shared": SHARED,
        },
        Question: {"fields": "field", "has_room": "room", "on_card": "card"},
        Field: {
            "most_chars": "max_chars",
            "most": "max",
            "most_items": "max_items",
            "choices": "options",
            "hidden_when_held": "hide_when_hold",
            "on_card": "card",
            "in_form": "",
        },
        Gate: {"check": "ask"},
        Branch: {"can_stop": "stop"},
        Steady: {
            "offered_at": "offer_when_intensity",
            "mentioned_at": "mention_when_intensity",
            "steps": "step",
        },
        SteadyStep: {"choices": "options"},
        CardTexts: {"sections": "section"},
        Shown: {"way": "as"},
    },
    most={
        Question: {
            "label": LONGEST_LABEL,
            "help": LONGEST_HELP,
            "original": LONGEST_LINE,
            "care": LONGEST_TEXT,
            "bridge": LONGEST_TEXT,
            "privacy_hint": LONGEST_LINE,
        },
        Field: {"label": LONGEST_LABEL, "placeholder": LONGEST_HELP},
        Choice: {"label": LONGEST_HELP},
        Reworded: {"label": LONGEST_LABEL},
        SteadyStep: {"label": LONGEST_LABEL},
        Length: {
            "title": LONGEST_BUTTON,
            "minutes": LONGEST_BUTTON,
            "say": LONGEST_HELP,
            "ends": LONGEST_TEXT,
            "ends_note": LONGEST_TEXT,
            "opens": LONGEST_TEXT,
        },
        Branch: {"yes": LONGEST_BUTTON, "no": LONGEST_BUTTON, "can_stop": LONGEST_BUTTON},
        CardTexts: {"checks": LONGEST_BUTTON},
        Command: {"description": LONGEST_DESCRIPTION, "detail": LONGEST_HELP},
        Script: {
            "title": LONGEST_BUTTON,
            "tagline": LONGEST_LINE,
            "opens": LONGEST_TEXT,
            "author": LONGEST_BUTTON,
            "licence": LONGEST_LINE,
            "source": LONGEST_LINE,
            "reviewed": LONGEST_LINE,
        },
        Stage: {"title": LONGEST_BUTTON, "intro": LONGEST_TEXT},
        Check: {"ask": LONGEST_HELP, "why": LONGEST_TEXT},
        Safety: {"rest": LONGEST_BUTTON, "say": LONGEST_TEXT, "footer": LONGEST_LINE},
        Section: {"title": LONGEST_BUTTON},
    },
    beside={Field: ("options_from",)},
)


def script(file: Table, lists: Lists) -> Script:
    """Read a walkthrough; ids that point nowhere are refused."""
    whole = Table(file.file, file.where, {**file.raw, SHARED: lists.shared})
    read = structured(whole, Script, _converter(lists), KEYS)
    see_to(read, lists, file.file)
    return read


def _converter(lists: Lists) -> Converter:
    made = structurer(KEYS)
    made.register_structure_hook(Shared, lambda value, _: value)
    made.register_structure_hook(Spot, lambda value, _: _spot(value))
    made.register_structure_hook(Chosen, lambda value, _: _chosen(value))
    made.register_structure_hook_func(
        lambda cl: cl == tuple[Spot, ...], lambda value, _: _alternatives(value)
    )
    # Each stands on the one before it: what is made of others asks for their hooks at once.
    shown = made.get_structure_hook(Shown)
    made.register_structure_hook(Shown, lambda value, cl: shown(_as_table(value), cl))
    field = made.get_structure_hook(Field)
    made.register_structure_hook(Field, lambda value, cl: field(_with_options(value, lists), cl))
    question = made.get_structure_hook(Question)
    made.register_structure_hook(
        Question, lambda value, cl: _with_the_room(question(value, cl), lists)
    )
    return made


def _as_table(value: object) -> object:
    """A line of the card that is nothing but a field."""
    return {"fields": [value]} if isinstance(value, str) else value


def _spot(value: object) -> Spot:
    question, dot, key = value.partition(".") if isinstance(value, str) else ("", "", "")
    if not (question and dot and key):
        raise Unfit(f"'{{key}}' says '{value}', which is no field", "Write it as: question.field.")
    return Spot(question, key)


def _alternatives(value: object) -> tuple[Spot, ...]:
    return tuple(map(_spot, value.split(" or "))) if isinstance(value, str) else (_spot(value),)


def _chosen(value: object) -> Chosen:
    where, _, choice = value.partition(" is ") if isinstance(value, str) else ("", "", "")
    question, _, key = where.partition(".")
    if not (question and key and choice):
        raise Unfit(
            f"'{{key}}' says '{value}', which no answer can be",
            "Write it as: question.field is choice.",
        )
    return Chosen(question, key, choice)


def _with_options(value: object, lists: Lists) -> object:
    """With the choices of the list it points to."""
    if not isinstance(value, dict) or "options_from" not in value:
        return value
    rest = {key: given for key, given in value.items() if key != "options_from"}
    source = value["options_from"]
    if source not in lists.choices:
        raise Unfit(
            f"'options_from' points to '{source}', which isn't there",
            f"Use one of: {', '.join(lists.choices)}.",
        )
    if "options" in value:
        raise Unfit("it has both 'options' and 'options_from'", "Take one of them out.")
    return {**rest, "options": lists.choices[source]}


def _with_the_room(question: Question, lists: Lists) -> Question:
    """Where the body is asked about and the room is offered instead, the weather goes with it."""
    if not (question.has_room and question.of_kind(FieldKind.SENSATIONS)):
        return question
    room = lists.shared.room
    weather = Field(
        WEATHER,
        FieldKind.CHOICE,
        room.ask,
        choices=room.weather,
        on_card=question.on_card,
        from_checkin=WEATHER,
        in_form=False,
    )
    return replace(question, fields=(*question.fields, weather))
