"""A letter as one file that any browser opens and prints; what people typed cannot act as markup in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = (
    "@page{size:A4;margin:2cm}body{font:12pt/1.5 sans-serif;max-width:17cm;margin:1cm auto}"
    "h1{font-size:16pt}h2{font-size:13pt}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:4pt;border-bottom:1px solid #767676}"
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading each; `empty` is said when there are none."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with paragraphs below it, then points, then a table."""

    heading: str
    said: Sequence[str] = ()
    points: Sequence[str] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed: a title, paragraphs before the first heading, and parts; all plain text."""

    locale: str
    title: str
    opening: Sequence[str]
    parts: Sequence[Part]

    @property
    def html(self) -> str:
        """The whole file."""
        body = "".join((*_each("p", self.opening), *(_part(one) for one in self.parts)))
        return (
            f'<!doctype html><html lang="{escape(self.locale)}"><head><meta charset="utf-8">'
            f"<title>{escape(self.title)}</title><style>{_STYLE}</style></head>"
            f"<body><h1>{escape(self.title)}</h1>{body}</body></html>\n"
        )


def _part(part: Part) -> str:
    points = f"<ul>{''.join(_each('li', part.points))}</ul>" if part.points else ""
    table = "" if part.table is None else _table(part.table)
    return "".join((*_each("h2", [part.heading]), *_each("p", part.said), points, table))


def _table(table: Table) -> str:
    if not table.rows:
        return "".join(_each("p", [table.empty]))
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.heads)
    rows = "".join(f"<tr>{''.join(_each('td', row))}</tr>" for row in table.rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _each(tag: str, texts: Iterable[str]) -> list[str]:
    return [f"<{tag}>{escape(one)}</{tag}>" for one in texts]
