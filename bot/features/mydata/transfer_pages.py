"""The pages around a file: ways to save, looking at a file before it comes in, and after."""

from bot.content import Library
from bot.features.mydata.import_checks import Refusal
from bot.features.mydata.pages import words_row
from bot.ui.model import SECRET, Button, Card, FileField, Form, Row, Style, TextField
from bot.ui.press import Press
from bot.ui.wording import heading, small

FILE, PHRASE, AGAIN = "file", SECRET + "phrase", SECRET + "again"
# Characters of a passphrase.
MOST = 200


def ways(library: Library, id: bytes = b"") -> Card:
    """As what to save: read, print, or for machines. The warning stands before."""
    say = library.say
    kinds = tuple(
        Button(say(f"carry_page.{kind}"), str(Press("saveall", id, "", kind)))
        for kind in ("md", "txt", "html", "json")
    )
    closed = Button(say("carry_page.zip"), str(Press("saveall", id, "", "zip")))
    rows: list[Row] = [(*kinds, closed)]
    if not id:
        rows.append((Button(say("carry_page.bring"), str(Press("carry", step="bring"))),))
    text = say("carry_page.say_one" if id else "carry_page.say")
    body = (heading(say("carry_page.title")), text, small(say("export.warn")))
    return Card(body, (*rows, words_row(library)))


def zip_page(library: Library, id: bytes) -> Card:
    """What to know before a passphrase is chosen, and what opens the file."""
    say = library.say
    choose = Button(say("carry_page.zip_choose"), str(Press("saveall", id, "", "zipform")))
    body = [heading(say("carry_page.zip_title")), say("carry_page.zip_how")]
    body += [say("carry_page.zip_seen"), small(say("carry_page.zip_opens"))]
    return Card(tuple(body), ((choose,), words_row(library)))


def zip_form(library: Library, id: bytes, nonce: str) -> Form:
    """A passphrase for one file, typed twice; it is kept nowhere."""
    say = library.say
    fields = (
        TextField(
            PHRASE, say("carry_page.phrase"), MOST, long=False, help=say("carry_page.zip_say")
        ),
        TextField(AGAIN, say("carry_page.phrase_again"), MOST, long=False),
    )
    return Form(say("carry_page.zip"), Press("saveall", id, "", "zipped").once(nonce), fields)


def zip_again(library: Library, id: bytes, *why: str) -> Card:
    """Why the passphrase could not be taken, all of it, and the form again."""
    again = Button(library.say("carry_page.zip_choose"), str(Press("saveall", id, "", "zipform")))
    said = tuple(library.say(f"carry_page.{key}") for key in why)
    return Card(said, ((again,), words_row(library)))


def bring_form(library: Library, nonce: str) -> Form:
    say = library.say
    field = FileField(FILE, say("carry_page.field"), say("carry_page.field_help"))
    return Form(say("carry_page.form_title"), Press("carry", step="sent").once(nonce), (field,))


def looked_at(  # noqa: PLR0913 - the counts of one file
    library: Library, mark: bytes, new: int, same: int, differ: int, *, old: int = 0
) -> Card:
    """The dry run's page. The second press is what brings anything in; `old` would soon go."""
    say = library.say
    leave = Button(say("carry_page.leave"), str(Press("carry", step="leave")))
    if not new + differ:
        return Card((say("carry_page.all_here"),), (words_row(library),))
    merge = Button(say("carry_page.merge"), str(Press("carry", mark, "merge")), Style.MAIN)
    found = say("carry_page.found", new=str(new), same=str(same), differ=str(differ))
    body = (heading(say("carry_page.look_title")), found, say("carry_page.nothing_yet"))
    beside = (say("carry_page.beside"),) if differ else ()
    soon = (say("carry_page.old", n=str(old)),) if old else ()
    return Card(
        (*body, *beside, *soon, small(say("carry_page.not_in_it"))),
        ((merge, leave), words_row(library)),
    )


def brought(library: Library, new: int, same: int, differ: int) -> Card:
    say = library.say
    counts = {"new": str(new), "same": str(same), "differ": str(differ)}
    return Card((say("carry_page.brought", **counts),), (words_row(library),))


def refused(library: Library, why: str) -> Card:
    """Nothing was changed; why, and a way on."""
    return Card((library.say(f"carry_page.{why}"),), (words_row(library),))


def not_that_one(library: Library, *lines: str) -> Card:
    """A file that is not taken: nothing was changed, why, and another may be given."""
    again = Button(library.say("carry_page.another"), str(Press("carry", step="bring")), Style.MAIN)
    return Card(lines, ((again,), words_row(library)))


def not_taken(library: Library, refusal: Refusal) -> Card:
    """What in a file is not understood: which thing, and why; none of its words."""
    say = library.say
    if refusal.why == "closed":
        return not_that_one(library, say("carry_page.closed"))
    why = say(f"carry_why.{refusal.why}", line=str(refusal.line))
    if refusal.n:
        kind = say(f"carry_kind.{refusal.kind}") if refusal.kind else ""
        which = "thing" if kind else "thing_unknown"
        why = say(f"carry_why.{which}", n=str(refusal.n), kind=kind, why=why)
    return not_that_one(library, say("carry_page.not_understood"), why)
