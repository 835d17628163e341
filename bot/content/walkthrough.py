"""prepare.toml, read into a Script."""

from bot.content.lists import MOST_IN_A_LIST, Lists, choices, unique
from bot.content.reader import Table
from bot.flow.script import (
    Attribution,
    Branch,
    CardTexts,
    Check,
    Distinct,
    Field,
    Gate,
    Kind,
    Length,
    Question,
    Script,
    Section,
    Stage,
    Steady,
    SteadyStep,
)

LONGEST_LABEL = 45
LONGEST_HELP = 100
MOST_FIELDS = 5
LONGEST_OWN_LINE = 250
LISTED = "checkin.feeling"


def script(file: Table, lists: Lists) -> Script:
    """Read a walkthrough; ids that point nowhere are refused."""
    questions = tuple(_question(q, lists) for q in file.tables("question"))
    ids = [q.id for q in questions]
    unique(file, "question", ids)
    stages = tuple(
        Stage(s.text("id"), s.text("title"), s.text("intro"), s.number("minutes"))
        for s in file.tables("stage")
    )
    for table, question in zip(file.tables("question"), questions, strict=True):
        if question.stage not in {s.id for s in stages}:
            raise table.wrong(f"there is no stage '{question.stage}'", "Use one of [[stage]].")
    checks = tuple(
        Check(c.text("id"), c.text("ask"), opens_safety=c.has("if_no"))
        for c in file.tables("precheck")
    )
    return Script(
        id=file.text("id"),
        edition=file.number("version"),
        title=file.text("title"),
        original_title=file.text("original_title"),
        tagline=file.text("tagline"),
        attribution=Attribution(
            file.table("attribution").text("line"),
            file.table("attribution").text("not_endorsement"),
        ),
        lengths=tuple(_length(t, questions) for t in file.tables("length")),
        stages=stages,
        questions=questions,
        distinct=tuple(_distinct(d, ids) for d in file.tables("distinct")),
        branches=tuple(_branch(b, questions) for b in file.tables("branch")),
        steady=_steady(file.table("steady"), ids),
        checks=checks,
        safety=file.table("safety_branch").text("say"),
        card=_card(file.table("card"), questions),
        families=lists.families,
        medical=lists.medical,
        room=lists.room,
        second_step=lists.second_step,
    )


def _question(table: Table, lists: Lists) -> Question:
    fields = tuple(_field(f, lists) for f in table.tables("field"))
    unique(table, "field", [f.key for f in fields])
    if not 1 <= len(fields) <= MOST_FIELDS:
        raise table.wrong(
            f"it has {len(fields)} fields, and a form on Discord holds one to {MOST_FIELDS}",
            "Take some out or add one.",
        )
    has_room = table.text("alternative", "") == "room"
    if has_room and any(f.kind is Kind.SENSATIONS for f in fields):
        weather = Field("weather", Kind.CHOICE, lists.room.ask, choices=lists.room.weather)
        fields = (*fields, _on_a_page(weather))
    return Question(
        id=table.text("id"),
        n=table.number("n"),
        stage=table.text("stage"),
        original=table.text("original"),
        label=table.text("label", most=LONGEST_LABEL),
        help=table.text("help", most=LONGEST_HELP),
        slot=table.text("card"),
        optional=table.flag("optional"),
        fields=fields,
        examples=table.texts("examples"),
        starters=_starters(table, fields),
        hints=table.texts("hints"),
        care=table.text("care", ""),
        bridge=table.text("bridge", ""),
        privacy_hint=table.text("privacy_hint", ""),
        has_room=has_room,
        compose=table.text("compose", ""),
        compose_with_view=table.text("compose_with_view", ""),
    )


def _starters(table: Table, fields: tuple[Field, ...]) -> tuple[tuple[str, str], ...]:
    starters = table.texts("starters")
    written = [f.key for f in fields if f.kind.is_words]
    begun = table.texts("starters_for") or (written[-1:] * len(starters) if written else [])
    if len(begun) != len(starters) or not set(begun) <= set(written):
        raise table.wrong(
            "'starters_for' doesn't fit 'starters'", "Name one field to write in for each."
        )
    return tuple(zip(begun, starters, strict=True))


def _on_a_page(field: Field) -> Field:
    return Field(field.key, field.kind, field.label, choices=field.choices, in_form=False)


def _field(table: Table, lists: Lists) -> Field:
    try:
        kind = Kind(table.text("kind"))
    except ValueError:
        raise table.wrong(
            f"there is no kind of field called '{table.text('kind')}'",
            f"Use one of: {', '.join(k.value for k in Kind)}.",
        ) from None
    source = table.text("options_from", "")
    if source and source not in lists.choices:
        raise table.wrong(
            f"'options_from' points to '{source}', which isn't there",
            f"Use one of: {', '.join(lists.choices)}.",
        )
    own = choices(table, "quick" if kind is Kind.DATETIME else "options")
    field = Field(
        key=table.text("key"),
        kind=kind,
        label=table.text("label", most=LONGEST_LABEL),
        placeholder=table.text("placeholder", "", most=LONGEST_HELP),
        most_chars=table.number("max_chars", 0),
        most=table.number("max", 1),
        most_items=table.number("max_items", 0),
        choices=lists.choices.get(source, own),
        prefill_from=table.text("prefill_from", ""),
        hidden_when_held=table.flag("hide_when_hold"),
    )
    if kind.is_words and not 1 <= field.most_chars <= 4000:  # noqa: PLR2004
        raise table.wrong("'max_chars' is missing or over 4000", "Say how much fits.")
    if not kind.is_words and not field.choices:
        raise table.wrong("there is nothing to choose", "Give it options.")
    if source != LISTED and len(field.choices) > MOST_IN_A_LIST:
        raise table.wrong("it has more choices than a menu holds", "Take some out.")
    return field


def _known(table: Table, ids: list[str], *named: str) -> tuple[str, ...]:
    for id in named:
        if id not in ids:
            raise table.wrong(f"there is no question '{id}'", f"Use one of: {', '.join(ids)}.")
    return named


def _answer(
    table: Table, key: str, said: str, questions: tuple[Question, ...]
) -> tuple[str, str, str]:
    """A question, one of its fields and one of its choices, written "question.field is choice"."""
    where, _, value = said.partition(" is ")
    question, _, field_key = where.partition(".")
    _known(table, [q.id for q in questions], question)
    field = next(q for q in questions if q.id == question).field(field_key)
    if field is None or value not in {c.id for c in field.choices}:
        raise table.wrong(
            f"'{key}' says '{said}', which no answer can be",
            "Write it as: question.field is choice.",
        )
    return question, field_key, value


def _gate(table: Table, questions: tuple[Question, ...]) -> Gate:
    return Gate(
        _known(table, [q.id for q in questions], table.text("before"))[0],
        table.text("ask").removeprefix("precheck."),
        tuple(_answer(table, "unless", said, questions) for said in table.texts("unless")),
    )


def _length(table: Table, questions: tuple[Question, ...]) -> Length:
    ids = [q.id for q in questions]
    return Length(
        table.text("id"),
        table.text("title"),
        table.text("minutes"),
        table.text("say", most=LONGEST_HELP),
        _known(table, ids, *table.texts("questions")),
        tuple(_gate(g, questions) for g in table.tables("gates")),
        table.text("opens", ""),
    )


def _distinct(table: Table, ids: list[str]) -> Distinct:
    first, second = _known(table, ids, *table.texts("pair"))
    return Distinct(first, second, table.text("say"))


def _branch(table: Table, questions: tuple[Question, ...]) -> Branch:
    ids = [q.id for q in questions]
    question, key, value = _answer(table, "when", table.text("when"), questions)
    ask, only = table.maybe("ask_instead"), table.maybe("only_fields")
    other = [other for other in (ask, only) if other]
    asks = {t.text("question"): t.text("ask") for t in other}
    labels = {t.text("question"): t.text("label", most=LONGEST_LABEL) for t in other}
    _known(table, ids, *asks)
    return Branch(
        id=table.text("id"),
        question=question,
        key=key,
        value=value,
        offer=table.text("offer"),
        yes=table.text("yes"),
        no=table.text("no"),
        skip=_known(table, ids, *table.texts("skip")),
        card_title=table.text("card_title"),
        care=table.text("care", ""),
        ask=asks,
        labels=labels,
        only_fields={only.text("question"): only.texts("fields")} if only else {},
        can_stop=table.text("stop", ""),
    )


def _steady(table: Table, ids: list[str]) -> Steady:
    return Steady(
        offer=table.text("offer"),
        mention=table.text("mention"),
        offered_at=table.texts("offer_when_intensity"),
        mentioned_at=table.texts("mention_when_intensity"),
        not_now_if=table.texts("not_now_if"),
        steps=tuple(_steady_step(s, ids) for s in table.tables("step")),
    )


def _steady_step(table: Table, ids: list[str]) -> SteadyStep:
    kind = table.text("kind")
    fields: tuple[Field, ...] = ()
    options = choices(table, "options")
    if kind == "choice":
        fields = (Field("choice", Kind.CHOICE, table.text("id"), choices=options),)
    if kind == "choice_text":
        fields = (
            Field("line", Kind.CHOICE, table.text("id"), choices=options),
            Field("text", Kind.TEXT, table.text("label"), most_chars=LONGEST_OWN_LINE),
        )
    return SteadyStep(
        table.text("id"),
        kind,
        table.text("say"),
        _known(table, ids, *table.texts("ask")) if table.has("ask") else (),
        fields,
        table.text("care", ""),
    )


def _card(table: Table, questions: tuple[Question, ...]) -> CardTexts:
    ids = [q.id for q in questions]
    sections = []
    for s in table.tables("section"):
        _known(s, ids, *(source.partition(".")[0] for source in s.texts("from")))
        sections.append(Section(s.text("slot"), s.text("title"), s.texts("from")))
    slots = {s.slot for s in sections} | {"who", "none"}
    for question in questions:
        if question.slot not in slots:
            raise table.wrong(
                f"question {question.n} goes to the part '{question.slot}', which isn't there",
                'Add a [[card.section]] for it, or write card = "none".',
            )
    return CardTexts(
        table.text("title"),
        table.text("for_line"),
        table.text("for_line_nobody"),
        table.text("made_line"),
        table.text("footer"),
        table.text("empty"),
        tuple(sections),
    )
