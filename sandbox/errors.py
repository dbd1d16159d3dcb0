"""How the practice Slack refuses, and how a person's act can fail."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A Web API method refuses; `code` is Slack's own."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


class CannotDo(Exception):
    """Slack's client would not let this person do that; the message says why."""
