"""What Discord refuses although its description does not say so: whole pages and forms.

The description's own limits stand here once more, so that they hold where it is absent.
"""

from collections import Counter
from collections.abc import Iterator

from tests.invariants.parts import LABEL, ROW, TEXT, Part, every, length, number, wrong_with

V2 = 1 << 15


def page(body: Part, *, new: bool) -> list[str]:
    """What is wrong with a message, or with a change to one."""
    parts = body.get("components") or []
    return [*_whole(body, parts, new=new), *_ids(parts), *_each(parts, in_form=False)]


def form(body: Part) -> list[str]:
    """What is wrong with a form."""
    parts = body.get("components") or []
    return [
        *length("form", "title", body.get("title"), 45, at_least=1),
        *length("form", "custom_id", body.get("custom_id"), 100, at_least=1),
        *number("form", "parts", len(parts), 1, 5),
        *(f"a form can't hold a part {p['type']}" for p in parts if p["type"] not in {LABEL, TEXT}),
        *_ids(parts),
        *_each(parts, in_form=True),
    ]


def _whole(body: Part, parts: list[Part], *, new: bool) -> Iterator[str]:
    flags = body.get("flags")
    is_v2 = any(part["type"] != ROW for part in parts)
    says_v2 = bool((flags or 0) & V2)
    content, embeds = body.get("content"), body.get("embeds")
    if is_v2 and not says_v2 and (new or flags is not None):
        yield "a page of components without its flag (32768)"
    if (says_v2 or is_v2) and (content or embeds or body.get("poll") or body.get("sticker_ids")):
        yield "a page of components with content, embeds, a poll or stickers beside it"
    if new and not (content or embeds or parts or body.get("attachments") or body.get("poll")):
        yield "a message with nothing in it"
    yield from length("message", "content", content, 2000)
    yield from length("message", "nonce", body.get("nonce"), 25)
    yield from number("page", "parts, nested ones counted", len(list(every(parts))), 0, 40)
    text = sum(len(part.get("content", "")) for part in every(parts))
    yield from number("page", "characters in sum", text, 0, 4000)
    if not is_v2:
        yield from number("message", "rows", len(parts), 0, 5)


def _ids(parts: list[Part]) -> Iterator[str]:
    for key in ("custom_id", "id"):
        found = Counter(part[key] for part in every(parts) if part.get(key))
        yield from (
            f"the {key} {name!r} stands there {n} times" for name, n in found.items() if n > 1
        )


def _each(parts: list[Part], *, in_form: bool) -> Iterator[str]:
    for part in every(parts):
        yield from wrong_with(part, in_form=in_form)
