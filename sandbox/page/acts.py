"""What the browser may ask, as facts: where somebody is, what they do, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Values = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Who is looking (a handle), in which room, with which thread open; `tab` is home, welcome or nothing."""

    person: str
    room: str = ""
    tab: str = ""
    thread_ts: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Place:
        """From an address, whose parts are `as`, `in`, `tab` and `thread`."""
        return cls(*(str(query.get(key) or "") for key in ("as", "in", "tab", "thread")))

    def query(self) -> str:
        """Back to an address, empty parts left out, in the order the browser uses."""
        parts = {"as": self.person, "in": self.room, "tab": self.tab, "thread": self.thread_ts}
        return urlencode({key: value for key, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person does on the page.

    `verb` is look, open_home, say, press, pick, suggest, submit, close, shortcut, message_shortcut, edit,
    delete, react, forward, join, leave, start_over or walk; `values` are those of the view or message around
    it: `{block_id: {action_id: value}}`.
    """

    place: Place
    verb: str
    view: str = ""
    home: bool = False
    ts: str = ""
    thread_ts: str = ""
    ephemeral: bool = False
    block_id: str = ""
    action_id: str = ""
    element: str = ""
    callback_id: str = ""
    control: str = ""
    value: Any = None
    text: str = ""
    values: Values = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Act:
        """From the JSON that the page's script sends."""
        names = ("view", "ts", "thread_ts", "block_id", "action_id", "element", "callback_id", "text")
        return cls(
            Place.of(given["place"]),
            str(given["do"]),
            **{name: str(given.get(name) or "") for name in names},
            home=bool(given.get("home")),
            ephemeral=bool(given.get("ephemeral")),
            control=str(given.get("id") or ""),
            value=given.get("value"),
            values=given.get("values") or {},
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an act: a plain sentence when it failed, errors by block_id, or the lines of a search."""

    problem: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    options: str | None = None

    def as_json(self) -> dict[str, object]:
        """For the browser: `ok` says that nothing went wrong."""
        told = {"problem": self.problem, "errors": dict(self.errors), "options": self.options}
        return {"ok": not self.problem and not self.errors} | {
            key: value for key, value in told.items() if value
        }
