"""Composition objects: texts, options, groups, confirm dialogs."""

from __future__ import annotations

from typing import Any

from sandbox.rules.problem import (
    Check,
    Problem,
    Problems,
    boolean,
    check_object,
    list_of,
    one_of,
    text_within,
)


def text_object(most: int, *kinds: str) -> Check:
    """A text object of one of these kinds; emoji belongs to plain text, verbatim to mrkdwn."""
    allowed = kinds or ("plain_text", "mrkdwn")

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        kind = value.get("type")
        extra = {"emoji": boolean} if kind == "plain_text" else {"verbatim": boolean}
        fields = {"type": one_of(*allowed), "text": text_within(most), **extra}
        yield from check_object(value, at, fields, ("type", "text"))

    return check


def plain(most: int) -> Check:
    """A plain_text object."""
    return text_object(most, "plain_text")


def option(*, rich: bool = False, url: bool = False) -> Check:
    """One option; mrkdwn only in radio buttons and checkboxes, a url only in overflow."""
    text = text_object(75) if rich else plain(75)
    fields: dict[str, Check] = {
        "text": text,
        "value": text_within(150, 0),
        "description": text_object(75) if rich else plain(75),
    }
    if url:
        fields["url"] = text_within(3000)

    def check(value: Any, at: str) -> Problems:
        yield from check_object(value, at, fields, ("text", "value"))

    return check


def group(value: Any, at: str) -> Problems:
    """One group of options."""
    fields = {"label": plain(75), "options": list_of(option(), 1, 100)}
    yield from check_object(value, at, fields, ("label", "options"))


def confirm(value: Any, at: str) -> Problems:
    """A confirm dialog."""
    fields = {
        "title": plain(100),
        "text": text_object(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": one_of("primary", "danger"),
    }
    yield from check_object(value, at, fields, ("title", "text", "confirm", "deny"))
