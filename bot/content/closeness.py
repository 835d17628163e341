"""intimacy.toml and its worked example, read. Ids that point nowhere are refused."""

from dataclasses import dataclass

from bot.content.closeness_example import ClosenessExample, closeness_example
from bot.content.lists import choices, unique
from bot.content.reader import Table
from bot.forms.closeness_script import (
    FEEL,
    OFFER,
    PARTNER,
    SHARED,
    AgainTexts,
    CareTexts,
    ClosenessScript,
    Entrance,
    FollowUp,
    Group,
    Item,
    ResultTexts,
    Theme,
    Weight,
)
from bot.forms.script import Attribution

# Characters.
LONGEST_STATEMENT = 100
DIRECTIONS = {"both": (FEEL, OFFER), "shared": (SHARED,)}


@dataclass(frozen=True, slots=True)
class ClosenessTexts:
    """The closeness check, and its worked example."""

    script: ClosenessScript
    example: ClosenessExample


def closeness(file: Table, example: Table) -> ClosenessTexts:
    """Read both files."""
    script = _script(file)
    return ClosenessTexts(script, closeness_example(example, script))


def _script(file: Table) -> ClosenessScript:
    scale, credit = file.table("scale"), file.table("attribution")
    most = scale.number("name_shown_max")
    items = tuple(_item(t, most) for t in file.tables("item"))
    ids = [i.id for i in items]
    unique(file, "item", ids)
    themes = tuple(_theme(t, items) for t in file.tables("theme"))
    unique(file, "theme", [id for t in themes for id in t.items])
    answers = choices(scale, "options")
    order = scale.texts("order")
    if not set(order) <= {c.id for c in answers}:
        raise scale.wrong("'order' names an answer that is not offered", "Use ids of 'options'.")
    return ClosenessScript(
        edition=file.number("version"),
        title=file.text("title"),
        original_title=file.text("original_title"),
        tagline=file.text("tagline"),
        attribution=Attribution(credit.text("line"), credit.text("not_endorsement")),
        entrance=_entrance(file),
        ask=scale.text("ask"),
        choices=answers,
        order=order,
        longest_name=most,
        labels={key: scale.text(f"{key}_label") for key in (FEEL, OFFER, SHARED)},
        matters=scale.text("matters"),
        themes=themes,
        items=items,
        care=_care(file.table("care")),
        results=_results(file.table("results")),
        again=_again(file.table("repeat"), file.table("progress")),
    )


def _item(table: Table, longest_name: int) -> Item:
    direction = table.text("direction")
    if direction not in DIRECTIONS:
        raise table.wrong(f"there is no direction '{direction}'", "Use 'both' or 'shared'.")
    asked = DIRECTIONS[direction]
    partner = {key: table.text(f"{key}_{PARTNER}", "") for key in asked}
    statements = {key: table.text(key) for key in asked}
    abouts = (table.text("about"), table.text(f"about_{PARTNER}", ""))
    for text in (*statements.values(), *partner.values(), *abouts):
        if len(text.replace("{name}", "N" * longest_name)) > LONGEST_STATEMENT:
            raise table.wrong(
                f"with a long name a statement has more than {LONGEST_STATEMENT} characters",
                "Shorten it.",
            )
    weight = table.text("safety")
    if weight not in {w.value for w in Weight}:
        raise table.wrong(f"there is no safety '{weight}'", "Use 'none', 'watch' or 'key'.")
    more = table.maybe("followup")
    return Item(
        id=table.text("id"),
        n=table.number("n"),
        theme=table.text("theme"),
        original=table.text("original"),
        statements=statements,
        partner={key: text for key, text in partner.items() if text},
        weight=Weight(weight),
        practice=table.text("practice"),
        practice_self=table.text("practice_self"),
        about=table.text("about"),
        about_partner=table.text(f"about_{PARTNER}", ""),
        note=table.text("note", ""),
        quoted=table.text("quoted", ""),
        follow_up=FollowUp(more.text("ask"), choices(more, "options")) if more else None,
    )


def _theme(table: Table, items: tuple[Item, ...]) -> Theme:
    ids = table.texts("items")
    id = table.text("id")
    if {i.id for i in items if i.theme == id} != set(ids):
        raise table.wrong("'items' and the items don't agree", "Name each under its own theme.")
    weights = {i.weight for i in items if i.theme == id}
    return Theme(
        id,
        table.text("title"),
        table.text("intro"),
        ids,
        skippable=table.flag("skippable_as_a_whole"),
        asks_fear=Weight.KEY in weights,
    )


def _entrance(file: Table) -> Entrance:
    intro, private = file.table("intro"), file.table("privacy_first")
    return Entrance(
        say=intro.text("say"),
        definition=intro.text("definition"),
        not_a_test=intro.text("not_a_test"),
        minutes=file.text("minutes"),
        person=intro.text("person_label"),
        kinds=choices(intro, "kinds"),
        kinds_note=intro.text("kinds_note", most=LONGEST_STATEMENT),
        private=private.text("ask"),
        private_choices=choices(private, "options"),
        tips=private.text("if_maybe_or_yes"),
    )


def _care(table: Table) -> CareTexts:
    levels = {t.text("id"): t for t in table.tables("level")}
    for id in ("soft", "hold"):
        if id not in levels:
            raise table.wrong(f"the level '{id}' is missing", "Put it back; it is shown.")
    own = table.table("own_behaviour")
    return CareTexts(
        intro=table.text("question_intro"),
        question=table.text("question"),
        choices=choices(table, "options"),
        soft=levels["soft"].text("say"),
        hold=levels["hold"].text("say"),
        hold_buttons=levels["hold"].texts("buttons"),
        own=own.text("say"),
        own_buttons=own.texts("buttons"),
        own_topic=own.text("line_kind"),
        pause_plan=own.text("pause_plan"),
    )


def _results(table: Table) -> ResultTexts:
    groups = (
        Group(g.text("title"), frozenset(g.texts("from")), g.text("say"))
        for g in table.tables("groups")
    )
    return ResultTexts(
        title=table.text("title"),
        opening=table.text("opening"),
        groups=tuple(groups),
        skipped=table.text("skipped"),
        differences=table.text("differences"),
        question=table.text("question_after"),
        practice=table.text("practice_title"),
        closing=table.text("closing"),
        closing_held=table.text("closing_on_hold"),
        buttons=table.texts("buttons"),
        buttons_held=table.texts("buttons_on_hold"),
    )


def _again(repeat: Table, progress: Table) -> AgainTexts:
    return AgainTexts(
        ask=repeat.text("ask"),
        days=repeat.numbers("choices_days"),
        least_days=repeat.number("minimum_days"),
        too_soon=repeat.text("too_soon"),
        title=progress.text("title"),
        say=progress.text("say"),
        dates=progress.text("dates"),
        row=progress.text("row"),
        row_same=progress.text("row_same"),
        up=progress.text("more"),
        same=progress.text("same"),
        down=progress.text("less"),
        unsure=progress.text("unsure"),
        lower=progress.text("lower_this_time"),
    )
