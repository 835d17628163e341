"""What came in, made into an answer: only known choices, within the limits of each field. Pure."""

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from bot.confidential import Confidential, pair
from bot.forms.fields import Choice, Field, FieldKind
from bot.ui.event import Given

# field key -> what was written, or the ids of what was chosen
Answer: TypeAlias = dict[str, str | list[str]]


ONE_OF = frozenset({FieldKind.CHOICE, FieldKind.INTENSITY, FieldKind.DATETIME})


def too_long(fields: Sequence[Field], given: Given) -> bool:
    """Whether something is longer than its field holds."""
    return any(
        f.kind.is_words
        and f.key in given
        and given[f.key].satisfies(lambda text, most=f.most_chars: len(text) > most)  # type: ignore[misc]
        for f in fields
    )


def accept(
    fields: Sequence[Field],
    given: Given,
    before: Confidential[Answer] | None,
    *,
    blanks_keep: bool,
) -> Confidential[Answer]:
    """The new answer. What was not asked stays; a blank clears, unless blanks keep."""
    answer = before or Confidential({})
    for asked in fields:
        if asked.key in given:
            answer = _put(answer, asked, given[asked.key], blanks_keep=blanks_keep)
    return answer


def pick(
    before: Confidential[Answer] | None,
    asked: Field,
    picked: Confidential[str | list[str]],
    offered: frozenset[str],
) -> Confidential[Answer]:
    """The answer with the offered options of one field chosen anew."""

    def picked_anew(both: tuple[Answer, str | list[str]]) -> Answer:
        old, ids = both
        rest = {key: kept for key, kept in old.items() if key != asked.key}
        value = _among(asked, old.get(asked.key, []), ids, offered)
        return rest | {asked.key: value} if value else rest

    held: Confidential[Answer] = before or Confidential({})
    return pair(held, picked).map(picked_anew)


def emptied(
    fields: Sequence[Field], before: Confidential[Answer] | None, after: Confidential[Answer]
) -> tuple[str, ...]:
    """The fields whose words would be gone; where nothing at all would be left, every one."""
    had = [f for f in fields if before and before.satisfies(lambda a, f=f: bool(a.get(f.key)))]  # type: ignore[misc]
    if is_empty(after):
        return tuple(f.key for f in had)
    return tuple(
        f.key
        for f in had
        if f.kind.is_words and not after.satisfies(lambda a, f=f: bool(a.get(f.key)))  # type: ignore[misc]
    )


def is_empty(answer: Confidential[Answer]) -> bool:
    """Whether nothing was given at all."""
    return answer.satisfies(lambda given: not any(given.values()))


def _put(
    answer: Confidential[Answer],
    asked: Field,
    given: Confidential[str | list[str]],
    *,
    blanks_keep: bool,
) -> Confidential[Answer]:
    def put(both: tuple[Answer, str | list[str]]) -> Answer:
        old, raw = both
        value = _clean(asked, raw)
        if asked.kind is FieldKind.FEELINGS:
            # The form shows the quick words only; the others were picked on their own page.
            quick = frozenset(c.id for c in asked.choices if c.quick)
            value = _among(asked, old.get(asked.key, []), raw, quick)
        if not value and blanks_keep:
            return old
        rest = {key: kept for key, kept in old.items() if key != asked.key}
        return rest | {asked.key: value} if value else rest

    return pair(answer, given).map(put)


def _clean(asked: Field, raw: str | list[str]) -> str | list[str]:
    match asked.kind:
        case FieldKind.TEXT | FieldKind.PERSON:
            return raw.strip() if isinstance(raw, str) else ""
        case FieldKind.LIST:
            lines = raw.splitlines() if isinstance(raw, str) else raw
            return [line.strip() for line in lines if line.strip()]
        case FieldKind.CHOICE | FieldKind.INTENSITY | FieldKind.DATETIME:
            return next(iter(_known(asked.choices, raw)), "")
        case (
            FieldKind.MULTI
            | FieldKind.TONE
            | FieldKind.SENSATIONS
            | FieldKind.REGIONS
            | FieldKind.FEELINGS
            | FieldKind.NEEDS
        ):
            return _known(asked.choices, raw)[: asked.most]
        case _:
            assert_never(asked.kind)


def _among(
    asked: Field, have: str | list[str], picked: str | list[str], offered: frozenset[str]
) -> str | list[str]:
    new = [c for c in _known(asked.choices, picked) if c in offered]
    if asked.kind in ONE_OF:
        return next(iter(new), "")
    kept = [c for c in have if c not in offered] if isinstance(have, list) else []
    # In the order of the list, so that a form sent as it was changes nothing.
    order = {c.id: n for n, c in enumerate(asked.choices)}
    return sorted([*kept, *new][-asked.most :], key=lambda c: order.get(c, len(order)))


def _known(choices: Sequence[Choice], picked: str | list[str]) -> list[str]:
    ids = [picked] if isinstance(picked, str) else picked
    return [c.id for c in choices if c.id in ids]
