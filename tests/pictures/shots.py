"""What a picture shows: whose screen, which part of it, and what is to be read there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox import PracticeSlack
from sandbox.people import Person
from tests.running import TEAM, read

# What differs from one playing to another: the minute, and the instant behind a date.
_PASSING = (re.compile(r"<!date\^\d+"), re.compile(r"\b\d{1,2}[:.]\d{2}\b"))


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of one person's screen.

    By default of the form on top. With `said` of the newest message in `room` in which those words stand,
    with `thread` also of what stands below it, with `home` of the Home tab. `filled` is what was
    filled in. Longer than `tallest` it is cut below.
    """

    name: str
    who: str
    room: str = TEAM
    said: str = ""
    thread: bool = False
    home: bool = False
    filled: Mapping[str, Any] = field(default_factory=dict)
    tallest: int = 1500


class Camera(Protocol):
    """Whoever looks on while the scene is played."""

    def take(self, shot: Shot) -> None:
        """Somebody's screen at this moment."""

    def page(self, name: str, html: str) -> None:
        """A letter as it is printed."""

    def picture(self, name: str, drawn: bytes, words: str) -> None:
        """A picture that Schakel drew itself, with the words that go with it."""


def message(person: Person, shot: Shot) -> Mapping[str, Any]:
    """The message that is pictured."""
    found = [*person.messages(shot.room), *person.ephemerals(shot.room)]
    return next(one for one in reversed(found) if shot.said in json.dumps(one, ensure_ascii=False))


def words(slack: PracticeSlack, shot: Shot) -> list[str]:
    """All that is to be read in it, and what was filled in."""
    person = slack.as_user(shot.who)
    if shot.home:
        return list(_plain(person.home))
    if shot.said:
        found = message(person, shot)
        below = person.messages(shot.room, found["ts"]) if shot.thread else [found]
        return [one for part in below for one in _plain(part.get("blocks") or part)]
    assert person.view is not None, shot
    return [*_plain(person.view), *_plain_values(person.view["state"])]


def digest(said: list[str]) -> str:
    """What was to be read, as one short word."""
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def passing(text: str) -> str:
    """The same text at whatever minute it was drawn."""
    for pattern in _PASSING:
        text = pattern.sub("#", text)
    return text


def _plain(part: object) -> Iterator[str]:
    for text in read(part):
        yield passing(text)


def _plain_values(state: object) -> Iterator[str]:
    """What was typed and chosen."""
    match state:
        case {"value": str() as typed}:
            yield typed
        case dict():
            for inner in state.values():
                yield from _plain_values(inner)
        case list():
            for inner in state:
                yield from _plain_values(inner)
