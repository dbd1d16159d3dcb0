"""Builds HTML so that text can never become markup: whatever is not `Html` is escaped."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

VOID = frozenset({"input", "img", "br", "hr", "link", "meta"})


class Html(str):
    """Markup that was built here, so it needs no escaping any more."""

    __slots__ = ()


Child: TypeAlias = "Html | str | list[Html] | tuple[Html, ...] | None"
Attribute: TypeAlias = "str | int | bool | None"

EMPTY = Html("")


def text(value: str) -> Html:
    """Plain text, escaped."""
    return value if isinstance(value, Html) else Html(escape(value, quote=True))


def join(parts: list[Html] | tuple[Html, ...], glue: str = "") -> Html:
    """Several pieces of markup in a row; `glue` is text."""
    return Html(text(glue).join(parts))


def el(tag: str, /, *children: Child, **attributes: Attribute) -> Html:
    """One element: `el("label", "Naam", for_="x", data_role="name")`.

    A trailing underscore is dropped and others become dashes; `True` gives a bare attribute,
    `None` and `False` none at all.
    """
    opening = tag + "".join(_attribute(key, value) for key, value in attributes.items())
    if tag in VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{''.join(_child(child) for child in children)}</{tag}>")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, (list, tuple)):
        return "".join(child)
    return text(child)
