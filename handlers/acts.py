"""What a person did, taken out of Slack's payload, and what a listener can answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.people import Person
from handlers.inputs import Choice, values_of


class Values:
    """The values of a submitted form by field name; untouched fields come out empty.

    What Slack's client would never send (another type, a field without its element) counts as untouched.
    """

    def __init__(self, state: object) -> None:
        held = state.items() if isinstance(state, Mapping) else ()
        self._values = {
            name: _value(one.get(name) if isinstance(one, Mapping) else None) for name, one in held
        }

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> tuple[str, ...]:
        """The fields of the form."""
        return tuple(self._values)

    def text(self, name: str) -> str:
        """The text, option value, user id or date of a field; empty when nothing was chosen."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> tuple[str, ...]:
        """The chosen values of a field with several."""
        value = self._values.get(name)
        return tuple(value) if isinstance(value, list) else ()


# What a field may hold by the key under which Slack sends it; whatever else is there was forged.
_ID = re.compile(r"[A-Z][A-Z0-9]{1,30}", re.ASCII)
_SHAPES = {
    "value": re.compile(r".*", re.DOTALL),
    "selected_date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "selected_time": re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII),
    "selected_user": _ID,
    "selected_conversation": _ID,
}
_TOO_LARGE = re.compile(r"\d{19,}")  # no row has such a number, and no database takes it


def plain(given: object) -> str:
    """A text from a payload as it can be stored; empty for anything else.

    Without what no database and no encoding takes: halves of characters, and the character zero.
    """
    if not isinstance(given, str):
        return ""
    return given.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def state_of(view: object) -> object:
    """What Slack sends of the fields of a form; None for a view that has none."""
    state = view.get("state") if isinstance(view, Mapping) else None
    return state.get("values") if isinstance(state, Mapping) else None


def _value(held: object) -> str | list[str] | None:
    if not isinstance(held, Mapping):
        return None
    if "selected_options" in held:
        return [value for one in _list(held["selected_options"]) for value in _options(one)]
    if "selected_users" in held:
        return [plain(one) for one in _list(held["selected_users"]) if _ID.fullmatch(plain(one))]
    if "selected_option" in held:
        return _option(held["selected_option"]) or None
    given = ((plain(held[key]), shape) for key, shape in _SHAPES.items() if held.get(key) is not None)
    return next((text for text, shape in given if shape.fullmatch(text)), None)


def _list(given: object) -> list[object]:
    return given if isinstance(given, list) else []


def _option(chosen: object) -> str:
    value = plain(chosen.get("value")) if isinstance(chosen, Mapping) else ""
    return "" if _TOO_LARGE.fullmatch(value) else value


def _options(chosen: object) -> list[str]:
    """What one of several chosen options holds: itself, or those that it stands for."""
    return [one for one in values_of(_option(chosen)) if one and not _TOO_LARGE.fullmatch(one)]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person did: its name in the permission table, who, on what, and its unique key."""

    name: str
    person: Person
    key: str
    ref: str = ""
    channel: str = ""
    values: Values = field(default_factory=lambda: Values(None), repr=False)
    view: Mapping[str, Any] | None = field(default=None, repr=False)
    moment: str = ""  # Slack's own timestamp of a press, where the order of two matters
    said: str = field(default="", repr=False)  # the words of the message that was chosen
    page: int = 0  # of a list that is shown in pages

    @property
    def note(self) -> dict[str, Any]:
        """What the view carries in private_metadata: references only, as JSON."""
        try:
            read = json.loads(plain((self.view or {}).get("private_metadata")) or "{}")
        except (ValueError, RecursionError):
            return {}
        return read if isinstance(read, dict) else {}


def note(**references: Any) -> str:
    """private_metadata for a view: references and option values only, never text of a case."""
    return json.dumps(references, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Show:
    """Answer with a view: opened for a command or a message, pushed on top of a modal's button.

    After a submission it takes the form's place; `Push` keeps the form underneath. `then` is done
    once the view stands: what may ask Slack something that the next step needs.
    """

    view: View
    then: Callable[[], object] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Push:
    """Answer a submission with a view on top of the form."""

    view: View


@dataclass(frozen=True, slots=True)
class Replace:
    """Answer a modal's button with a view that takes the place of that modal."""

    view: View


@dataclass(frozen=True, slots=True)
class Errors:
    """Keep the form open with a message at each of these fields."""

    by_field: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tell:
    """A private message, only visible to this person."""

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """One file; a picture says in `alt` what is on it."""

    name: str
    title: str
    content: str | bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Give:
    """A small file, in this person's direct messages; its name carries references only.

    Files `beside` it come in the same message: all of them, or none. They are made once the person has been
    shown something, as Slack waits three seconds for that.
    `said` tells where it is, as a private message beside a message; on Home or in a form `shown` does.
    `otherwise` is what is said when Slack does not take the file.
    """

    name: str
    title: str
    content: str = field(repr=False)
    said: str
    shown: View
    otherwise: str
    beside: Callable[[], Sequence[File]] = tuple

    def files(self) -> tuple[File, ...]:
        """Everything that is given, made now."""
        return (File(self.name, self.title, self.content), *self.beside())


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more to show: the form closes, the button has done its work."""


@dataclass(frozen=True, slots=True)
class Clear:
    """Everything is done: all forms on the stack close."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen in a field that is searched."""

    choices: Sequence[Choice]


Answer = Show | Push | Replace | Errors | Tell | Give | Done | Clear | Offer
