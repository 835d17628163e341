"""A document as one web page that needs nothing else: opens offline, prints, has real headings."""

import html

from bot.ui.blocks import Writing

_HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.55 Georgia, serif; max-width: 38rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; break-after: avoid }
h1 { margin-top: 3rem; font-size: 1.6rem } h2 { font-size: 1.25rem } h3 { font-size: 1rem }
p, li { overflow-wrap: anywhere; white-space: pre-wrap }
@media print {
  body { margin: 0; max-width: none; font-size: 11pt }
  p, li { orphans: 3; widows: 3 }
}
</style>
</head>
<body>
<main>
"""
_END = "</main>\n</body>\n</html>\n"


def web_page(title: str, language: str) -> Writing:
    """The blocks as HTML. Whatever was written stands there as text, and does nothing."""
    head = _HEAD.replace("{title}", html.escape(title)).replace("{language}", language)
    return Writing(_section, "", lambda text: f"{head}{text}{_END}")


def _section(level: int, title: str, text: str) -> str:
    head = f"<h{level}>{html.escape(title)}</h{level}>\n" if level else ""
    return head + "".join(_paragraphs(text.split("\n")))


def _paragraphs(lines: list[str]) -> list[str]:
    out: list[str] = []
    listed = False
    for line in lines:
        is_item = line.startswith("- ")
        if listed and not is_item:
            out.append("</ul>\n")
        if is_item and not listed:
            out.append("<ul>\n")
        listed = is_item
        if is_item:
            out.append(f"<li>{html.escape(line[2:])}</li>\n")
        elif line.strip():
            out.append(f"<p>{html.escape(line)}</p>\n")
    return [*out, "</ul>\n"] if listed else out
