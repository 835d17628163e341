"""What was chosen, in the words it was chosen by. Pure."""

from bot.forms.answers import Answer
from bot.forms.fields import ABOUT, Field


def chosen(field: Field, answer: Answer, who: str = "") -> list[str]:
    """The labels of what was chosen; a choice the list no longer has keeps its id.

    `who` is whom the person called this about, for labels that name them.
    """
    ids = chosen_ids(answer, field.key)
    if not ids:
        return []
    known = {
        c.id: c.label.replace(f"{{{ABOUT}}}", who) if who or not c.plain else c.plain
        for c in field.choices
        if c.id in ids
    }
    return [known.get(id, id) for id in ids if id]


def chosen_ids(answer: Answer, key: str) -> list[str]:
    """The ids of what was chosen."""
    value = answer.get(key, [])
    return [value] if isinstance(value, str) else value


def written(answer: Answer, key: str) -> str:
    """What was written, as one text."""
    value = answer.get(key, "")
    return value if isinstance(value, str) else "\n".join(value)


def lines(answer: Answer, key: str) -> list[str]:
    """What was written, line by line."""
    value = answer.get(key, [])
    return [value] if isinstance(value, str) else list(value)
