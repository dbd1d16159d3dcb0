"""Cells and tables in Markdown, as the documents print them."""

from __future__ import annotations

from collections.abc import Iterable

YES = {True: "ja", False: ""}


def cell(value: object) -> str:
    """One cell: no pipes, no line breaks."""
    return str(value).replace("|", "\\|").replace("\n", " ").strip()


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table with a line at its end."""
    heads = tuple(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell(one) for one in line)} |\n" for line in lines)


def sources(names: Iterable[str]) -> str:
    """Sources as they are written in the text."""
    return " ".join(f"`{name}`" for name in names)
