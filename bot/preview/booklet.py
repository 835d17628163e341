"""Every page there is, as one HTML page: for a counsellor who wants to read before recommending.

It needs nothing from anywhere else, can be printed, and reads well aloud.
"""

import re
from html import escape

from bot.content import Library
from bot.preview.chapters import chapters
from bot.ui.model import (
    Button,
    Card,
    ChoiceField,
    Form,
    Menu,
    Option,
    Row,
    Style,
    TextField,
    Words,
    Written,
)

# Discord's small marks, as far as our own texts use them.
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ESCAPED = re.compile(r"\\([.*_~`|<>#-])")
_TIME = re.compile(r"&lt;t:\d+:[A-Za-z]&gt;")

STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto;
       padding: 0 1rem; }
nav ol { columns: 2; padding-left: 1.2rem; }
h2 { margin-top: 4rem; border-bottom: 2px solid var(--line); }
h3 { margin: 2.2rem 0 .4rem; font-size: .95rem; font-weight: 600; opacity: .75; }
article { border: 1px solid var(--line); border-radius: .6rem; padding: .4rem 1rem .8rem;
          break-inside: avoid; }
.heading { font-weight: 700; font-size: 1.1rem; }
small { opacity: .8; }
.own { font-style: normal; background: var(--soft); border-radius: .3rem; padding: 0 .3rem; }
.row { margin: .5rem 0; }
.button { display: inline-block; border: 1px solid var(--line); border-radius: .4rem;
          padding: .1rem .6rem; margin: .15rem .2rem .15rem 0; }
.main { border-width: 2px; font-weight: 600; }
.menu { border: 1px dashed var(--line); border-radius: .4rem; padding: .3rem .7rem; }
.menu ul { margin: .2rem 0; }
@media print { nav { display: none } h2 { break-before: page } }
"""


def render(library: Library) -> str:
    """The whole booklet."""
    say = library.say
    toc, body = [], []
    for n, (chapter, pages) in enumerate(chapters(library), 1):
        toc.append(f'<li><a href="#c{n}">{escape(chapter)}</a></li>')
        body.append(f'<h2 id="c{n}">{escape(chapter)}</h2>')
        body.extend(
            f"<h3>{escape(name)}</h3>\n<article>{_page(library, page)}</article>"
            for name, page in pages
        )
    title = escape(say("booklet.title"))
    return (
        f'<!doctype html>\n<html lang="{library.language}"><head><meta charset="utf-8">'
        f"<title>{title}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n<p>{escape(say('booklet.about'))}</p>\n"
        f"<nav><ol>{''.join(toc)}</ol></nav>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _page(library: Library, page: Card | Form | str) -> str:
    if isinstance(page, str):
        return f"<p>{escape(page)}</p>"
    if isinstance(page, Form):
        return _form(library, page)
    parts = [
        _row(library, part) if isinstance(part, tuple | Menu) else _text(library, part)
        for part in page.body
    ]
    return "".join(parts) + "".join(_row(library, row) for row in page.rows)


def _text(library: Library, words: Words | Written) -> str:
    if not isinstance(words, str):
        return f"<p>{_own(library)}</p>"
    return "".join(_line(line) for line in words.split("\n") if line.strip())


def _line(line: str) -> str:
    text = _TIME.sub("(a date)", _BOLD.sub(r"<strong>\1</strong>", escape(line, quote=False)))
    text = _ESCAPED.sub(r"\1", text)
    for sign, form in (
        ("### ", '<p class="heading">{}</p>'),
        ("-# ", "<p><small>{}</small></p>"),
        ("- ", '<p class="item">&bull; {}</p>'),
    ):
        if text.startswith(sign):
            return form.format(text.removeprefix(sign))
    return f"<p>{text}</p>"


def _row(library: Library, row: Row) -> str:
    if isinstance(row, Menu):
        asked = _label(library, row.placeholder, "")
        return f'<div class="menu">{asked}<ul>{_options(library, row.options)}</ul></div>'
    return f'<div class="row">{"".join(_button(library, b) for b in row)}</div>'


def _button(library: Library, button: Button) -> str:
    main = " main" if button.style is Style.MAIN else ""
    label = _label(library, button.label, button.plain_label)
    return f'<span class="button{main}">{label}</span>'


def _form(library: Library, form: Form) -> str:
    said = [f'<p class="heading">{escape(form.title)}</p>']
    for field in form.fields:
        said.append(f"<p><strong>{escape(field.label)}</strong> {escape(field.help)}</p>")
        if isinstance(field, TextField):
            limit = library.say("booklet.at_most", n=str(field.most))
            said.append(f"<p><small>{escape(field.placeholder)} ({escape(limit)})</small></p>")
        elif isinstance(field, ChoiceField):
            said.append(f"<ul>{_options(library, field.options)}</ul>")
    return "".join(said)


def _options(library: Library, options: tuple[Option, ...]) -> str:
    lines = []
    for option in options:
        detail = f" <small>{escape(option.detail)}</small>" if option.detail else ""
        lines.append(f"<li>{_label(library, option.label, option.plain_label)}{detail}</li>")
    return "".join(lines)


def _label(library: Library, label: Words, plain: str) -> str:
    return escape(label) if isinstance(label, str) else (escape(plain) or _own(library))


def _own(library: Library) -> str:
    return f'<em class="own">{escape(library.say("booklet.own"))}</em>'
