"""The parts of the finished card, from what was answered. Everything here stays sealed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.confidential import Confidential, together
from bot.content import Library
from bot.flow import route
from bot.flow.engine import KEPT_HERE, label
from bot.flow.labels import chosen, lines, written
from bot.flow.script import Question, Script
from bot.flow.sitting import Answer, Sitting

_CLAUSE = re.compile(r"[^{]*\{(\w+)\}[^\w{]*")
_EDGES = " .,;…"


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its title, and what stands under it (a list line begins with "- ")."""

    title: str
    text: Confidential[str]


# title, and what the answer makes of it; an empty text leaves the part out
_Made = tuple[str, Confidential[str]]


def title(script: Script, sitting: Sitting) -> str:
    """What the card is called."""
    if sitting.held or sitting.held_with or sitting.decided.get(KEPT_HERE):
        return script.card.for_line_nobody
    return next((b.card_title for b in route.taken(script, sitting)), script.card.title)


def is_for_somebody(script: Script, sitting: Sitting) -> bool:
    """Whether the card is for a talk. Never where that talk may not be safe."""
    return title(script, sitting) == script.card.title


def whom(sitting: Sitting) -> Confidential[str] | None:
    """Who the talk is with: whoever was named last."""
    if sitting.chose("who_with", "plan", "first_else") and sitting.has("who_with", "person"):
        return sitting.answers["who_with"].map(lambda a: written(a, "person"))
    return label(sitting)


def parts(library: Library, sitting: Sitting) -> list[Part]:
    """Every section that has something in it, in the order of the script."""
    script = library.prepare
    left_out = {q for b in route.taken(script, sitting) for q in b.skip}
    found: list[Part] = []
    for section in script.card.sections:
        ids = [source.partition(".")[0] for source in section.sources]
        ids = [id for id in ids if id not in left_out]
        made = [
            Part(name or section.title, text)
            for id in ids
            if id in sitting.answers
            for name, text in _made(library, sitting, script.question(id))
            if text.satisfies(bool)
        ]
        found.extend(_merged(made))
        if not made and any(_is_missed(script, sitting, id) for id in ids):
            found.append(Part(section.title, Confidential(script.card.empty)))
    return found


def _is_missed(script: Script, sitting: Sitting, id: str) -> bool:
    asked = {q.id for q in route.questions(script, sitting)}
    return id in asked and not script.question(id).optional


def _merged(made: list[Part]) -> list[Part]:
    """Texts under the same title become one part."""
    merged: dict[str, list[str | Confidential[str]]] = {}
    for part in made:
        merged.setdefault(part.title, []).append(part.text)
    return [Part(name, together(texts, "\n")) for name, texts in merged.items()]


def _made(library: Library, sitting: Sitting, question: Question) -> list[_Made]:
    answer = sitting.answers[question.id]

    def text(make: Callable[[Answer], str]) -> Confidential[str]:
        return answer.map(make)

    def picked(a: Answer, key: str) -> list[str]:
        field = question.field(key)
        return chosen(field, a) if field else []

    say = library.say
    match question.slot:
        case "notice":
            return [("", text(lambda a: _notice(library, a, picked)))]
        case "feelings":
            return [("", text(lambda a: _list(*picked(a, "feelings"), written(a, "own_word"))))]
        case "goal":
            return [("", text(lambda a: written(a, "text") or _list(*picked(a, "aim"))))]
        case "i_statement":
            return [("", text(lambda a: composed(question, a, with_view=not sitting.held)))]
        case "points":
            return [("", text(lambda a: _bullets(lines(a, "points"))))]
        case "bend_hold":
            return [
                (say("card_page.can_bend"), text(lambda a: _bullets(lines(a, "bend")))),
                (say("card_page.cannot_bend"), text(lambda a: _bullets(lines(a, "hold")))),
            ]
        case "opening":
            return [
                (say("card_page.asking"), text(lambda a: written(a, "ask_time"))),
                ("", text(lambda a: written(a, "opening"))),
            ]
        case "tone_body":
            key = "tones" if question.field("tones") else "choices"
            return [("", text(lambda a: _sentences("; ".join(picked(a, key)), written(a, "note"))))]
        case "how_when":
            return [("", text(lambda a: _how_when(a, picked)))]
        case "plan_b":
            return [("", text(lambda a: _plan_b(library, a, picked)))]
        case _:
            return [("", text(lambda a: written(a, "text")))]


_Picked = Callable[[Answer, str], list[str]]


def _notice(library: Library, a: Answer, picked: _Picked) -> str:
    if "regions" in a:
        places = "; ".join(p.lower() for p in picked(a, "regions"))
        return library.say("card_page.in_places", places=places)
    strength = f" ({picked(a, 'intensity')[0].lower()})" if a.get("intensity") else ""
    seen = "; ".join(picked(a, "sensations")) + strength
    weather = picked(a, "weather")
    sky = library.say("page.weather", weather=weather[0]) if weather else ""
    return "\n".join(t for t in (seen.strip(), sky, written(a, "note")) if t)


def _how_when(a: Answer, picked: _Picked) -> str:
    when = written(a, "display") or _list(*picked(a, "when"))
    return _sentences(
        _list(*picked(a, "form")), written(a, "spirit"), when, written(a, "conditions")
    )


def _plan_b(library: Library, a: Answer, picked: _Picked) -> str:
    pause, heard, after = (written(a, key) for key in ("pause_line", "heard", "after"))
    said = [
        _sentences("; ".join(picked(a, "choices"))),
        library.say("card_page.say_pause", line=pause) if pause else "",
        library.say("card_page.heard", line=heard) if heard else "",
        library.say("card_page.afterwards", line=after) if after else "",
    ]
    return "\n".join(t for t in said if t)


def _list(*texts: str) -> str:
    return ", ".join(t for t in texts if t)


def _bullets(texts: list[str]) -> str:
    return "\n".join(f"- {t}" for t in texts)


def _sentences(*texts: str) -> str:
    return " ".join(t if t[-1] in ".!?…" else f"{t}." for t in texts if t)


def composed(question: Question, answer: Answer, *, with_view: bool) -> str:
    """The I-statement, from the fields that were filled; a missing one leaves no hole."""
    given = {f.key: written(answer, f.key).strip(_EDGES) for f in question.fields}
    view = with_view and bool(given.get("their_view"))
    template = question.compose_with_view if view else question.compose
    said: list[str] = []
    for clause in _CLAUSE.finditer(template):
        end = clause[0][clause.end(1) + 1 - clause.start() :]
        if given.get(clause[1]):
            said.append(clause[0].replace("{" + clause[1] + "}", given[clause[1]]))
        elif said:
            # The clause before takes over how this one would have ended.
            said[-1] = said[-1].rstrip(_EDGES) + end
    text = "".join(said).rstrip(" ,")
    return text[:1].upper() + text[1:] if text else ""
