"""Composition objects: texts, options, groups, confirm dialogs."""

from __future__ import annotations

from typing import Any

from sandbox.rules.problem import (
    Check,
    Problem,
    Problems,
    address,
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
        fields["url"] = address

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


def conversation_filter(value: Any, at: str) -> Problems:
    """Which conversations a select offers; it may not be empty."""
    fields: dict[str, Check] = {
        "include": list_of(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
    yield from check_object(value, at, fields)
    if value == {}:
        yield Problem("must have at least one field", at)


def dispatch_config(value: Any, at: str) -> Problems:
    """When a text input tells the app what is typed."""
    when = list_of(one_of("on_enter_pressed", "on_character_entered"), 1, 2)
    yield from check_object(value, at, {"trigger_actions_on": when})


def slack_file(value: Any, at: str) -> Problems:
    """A file of Slack's as the source of an image, by id or by address."""
    yield from check_object(value, at, {"id": text_within(255), "url": address})
    if isinstance(value, dict) and ("id" in value) == ("url" in value):
        yield Problem("must provide either id or url", at)
