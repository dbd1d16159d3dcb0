"""The review document as one HTML file that prints, and that a word processor opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from handlers.language import Language

_STYLE = """
body { font: 9.5pt/1.4 Georgia, serif; margin: 2em auto; max-width: 96em; color: #111; }
h1 { font-size: 20pt; } h2 { font-size: 14pt; margin-top: 2.2em; page-break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
th, td { border: 1px solid #888; padding: .3em .5em; text-align: left; vertical-align: top; }
td { overflow-wrap: break-word; hyphens: auto; } th { background: #eee; } td.remarks { min-width: 9em; }
table:has(th:nth-child(9)) { font-size: 8pt; }
.open { background: #fff3c4; } .sign td { height: 3em; } @page { size: A4 landscape; margin: 1.5cm; }
"""


def lines(parts: Iterable[str]) -> str:
    """Several short texts in one cell, each on a line of its own; empty ones are left out."""
    return "<br>".join(_text(one) for one in parts if one)


def cell(text: str, points: Iterable[str] = ()) -> str:
    """A text with the uncertain points that concern it, marked."""
    marked = "".join(f'<p class="open">{escape(one)}</p>' for one in points)
    return _text(text) + marked


def _text(text: str) -> str:
    """Text that may go on to the next line within an address or an id."""
    return escape(text).replace("/", "/<wbr>").replace("_", "_<wbr>")


def table(_: Language, heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Rows as (id, cells); cells are HTML. Each row ends with room for remarks."""
    named = "".join(f"<th>{escape(one)}</th>" for one in (*heads, _("Opmerkingen")))
    body = "".join(
        f'<tr id="{escape(key, quote=True)}">{"".join(f"<td>{one}</td>" for one in cells)}'
        '<td class="remarks"></td></tr>\n'
        for key, cells in rows
    )
    return f"<table><thead><tr>{named}</tr></thead><tbody>\n{body}</tbody></table>\n"


def signature(_: Language) -> str:
    """Room for who reviewed it: name, position, day, signature, for each of two people."""
    heads = (_("Naam"), _("Functie"), _("Datum"), _("Akkoord, met of zonder opmerkingen"), _("Handtekening"))
    named = "".join(f"<th>{escape(one)}</th>" for one in heads)
    empty = "<tr>" + "<td></td>" * len(heads) + "</tr>"
    return f'<table class="sign"><thead><tr>{named}</tr></thead><tbody>{empty}{empty}</tbody></table>\n'


def page(language: Language, title: str, opening: str, chapters: Sequence[tuple[str, str]]) -> str:
    """The whole file; `opening` and the chapters' bodies are HTML."""
    contents = "".join(
        f'<li><a href="#chapter-{number}">{escape(heading)}</a></li>'
        for number, (heading, _body) in enumerate(chapters, 1)
    )
    body = f"<ol>{contents}</ol>\n" + "".join(
        f'<h2 id="chapter-{number}">{number}. {escape(heading)}</h2>\n{content}'
        for number, (heading, content) in enumerate(chapters, 1)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language.locale}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>{escape(title)}</h1>\n{opening}{body}</body></html>\n"
    )
