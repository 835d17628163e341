"""Texts that would like to be more than words: typst's own syntax, odd letters, sheer size."""

import random

SYNTAX = (
    '#read("/etc/passwd")', '#import "@preview/cetz:0.3.0": *', '#include "base.typ"', "#set page",
    '#eval("1+1")', "#sys.inputs", "#data", "#panic()", "#while true {}", '#image("/etc/passwd")',
    "#pagebreak()", "#place(top)[x]", "#metadata(1) <a>", "@a", "<a>", "$ x^2 $", "*b*", "_i_",
    "`raw`", "```py x```", "= Title", "- - - -", "+ one", "/ term: x", "// gone", "/* gone */",
    "\\", "\\u{41}", "#", "[", "]", "{", "}", "(", ")", '"', "'", "~", "--", "---", "...", "...",
    "https://example.org/#x", "#(1,2)", '"}}', '{"sheet": "card"}', "%PDF-1.7", "endstream",
    "<script>", "&lt;", "${HOME}", "../../etc/passwd", "file:///etc/passwd", "%s%n", "\\x00",
    "\\)Tj",
)  # fmt: skip
CONTROL = "\x00\x01\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff\ud800\udfff"
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
LETTERS = "abcXYZ 0189 éßñ ΑΒγ Джщ אבש \n\t"  # noqa: RUF001


def text(rng: random.Random) -> str:
    """One of them; the same seed makes the same ones."""
    match rng.randrange(6):
        case 0:
            return _mixed(rng, SYNTAX, 30)
        case 1:
            return _mixed(rng, (*SYNTAX, *CONTROL, *BIDI, *LETTERS), 80)
        case 2:
            return rng.choice("aWשД(#") * rng.randrange(200, 2_000)
        case 3:
            sign = rng.choice(("[]", "{}", "()", "#[]", "$$", "**"))
            depth = rng.randrange(100, 1_000)
            return sign[:-1] * depth + "x" + sign[-1] * depth
        case 4:
            return "\n".join(rng.choice(("- ", "> ", "", "= ")) + "x" for _ in range(60))
        case _:
            return _mixed(rng, BIDI + LETTERS, 300)


def _mixed(rng: random.Random, of: "tuple[str, ...] | str", most: int) -> str:
    between = rng.choice(("", " ", "\n"))
    return between.join(rng.choice(of) for _ in range(rng.randrange(1, most)))
