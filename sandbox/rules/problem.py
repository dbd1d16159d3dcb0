"""One thing Slack would refuse, in its own words, with where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal: Slack's message and a JSON pointer."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Problems = Iterator[Problem]
Check = Callable[[Any, str], Problems]


def text_within(most: int, least: int = 1) -> Check:
    """A plain string of `least` to `most` characters."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, str):
            yield Problem("must be a string", at)
        elif len(value) < least:
            yield Problem(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield Problem(f"must be less than {most + 1} characters", at)

    return check


def address(value: Any, at: str) -> Problems:
    """A web address of at most 3000 characters."""
    found = list(text_within(3000)(value, at))
    yield from found
    if not found and not value.startswith(("http://", "https://")):
        yield Problem("must be a valid URL", at)


def one_of(*allowed: Any) -> Check:
    """One of these values."""

    def check(value: Any, at: str) -> Problems:
        if value not in allowed:
            yield Problem(f"must be a valid enum value: {', '.join(map(str, allowed))}", at)

    return check


def boolean(value: Any, at: str) -> Problems:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem("must be a boolean", at)


def number(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("must be an integer", at)
        elif not least <= value <= most:
            yield Problem(f"must be between {least} and {most}", at)

    return check


def list_of(check_one: Check, least: int, most: int) -> Check:
    """A list with bounds, each item checked."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, list):
            yield Problem("must provide an array", at)
            return
        if len(value) < least:
            yield Problem(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield Problem(f"no more than {most} items allowed", at)
        for index, one in enumerate(value):
            yield from check_one(one, f"{at}/{index}")

    return check


def anything(value: Any, at: str) -> Problems:
    """Anything but null."""
    if value is None:
        yield Problem("must provide an object", at)


def check_object(
    value: Any, at: str, fields: dict[str, Check], required: tuple[str, ...] = (), known: tuple[str, ...] = ()
) -> Problems:
    """An object with only these fields, the required ones present, each checked; `known` are not checked."""
    if not isinstance(value, dict):
        yield Problem("must provide an object", at)
        return
    for name in required:
        if name not in value:
            yield Problem(f"missing required field: {name}", at)
    for name, one in value.items():
        if name in known:
            continue
        if name not in fields:
            yield Problem(f"invalid additional property: {name}", at)
        elif one is None:
            yield Problem("must provide an object", f"{at}/{name}")
        else:
            yield from fields[name](one, f"{at}/{name}")
