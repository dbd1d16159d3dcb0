"""Block Kit's smallest parts, of which a form holds a hundred, checked without looking for the checks anew.

slack_sdk finds the validators of an object by walking through all its attributes each time it is written out,
which took a third of the time of answering `/signal`. Here each class is looked through once.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import MarkdownTextObject, Option, PlainTextObject


@cache
def _checks(kind: type[JsonObject]) -> tuple[str, ...]:
    """The names of the methods that slack_sdk marked as validators of this class."""
    known = (name for name in dir(kind) if not name.startswith("__"))
    return tuple(name for name in known if hasattr(getattr(kind, name, None), "validator"))


class _Checked(JsonObject):
    def validate_json(self) -> None:
        """Run the validators; raises SlackObjectFormationError."""
        for name in _checks(type(self)):
            getattr(self, name)()


class _Text(_Checked):
    """A text, which holds nothing that has to be written out in turn."""

    attributes = {"emoji", "text", "type", "verbatim"}  # noqa: RUF012  # as upstream

    def get_non_null_attributes(self) -> dict[str, Any]:
        """What Slack is told of it."""
        known = {name: getattr(self, name, None) for name in ("emoji", "text", "type", "verbatim")}
        return {name: value for name, value in known.items() if value not in (None, "")}


class LightPlainText(_Text, PlainTextObject):
    """A plain text."""


class LightMarkdown(_Text, MarkdownTextObject):
    """A text in mrkdwn."""


class LightOption(_Checked, Option):
    """A choice in a list."""
