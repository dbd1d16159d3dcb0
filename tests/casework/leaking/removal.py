"""Takes a check out of the house for as long as a block lasts.

This is the one place where something is patched: what is tested there is the test, and a house without one of
its checks exists nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

Replacement = tuple[object, str, Any]


def nothing(*args: object, **named: object) -> None:
    """In place of what does something."""
    return


def yes(*args: object) -> bool:
    """In place of what asks something."""
    return True


@dataclass(frozen=True, slots=True)
class Removal:
    """A check to take out, the way in which the games begin to share, and what people do in them."""

    work: Callable[[], Iterator[Replacement]]
    first: str
    acts: tuple[str, ...]

    def __str__(self) -> str:
        return self.work.__name__


@contextmanager
def without(removal: Removal) -> Iterator[None]:
    """The house without this check, for as long as the block lasts."""
    with ExitStack() as stack:
        for owner, name, put in removal.work():
            stack.enter_context(patch.object(owner, name, put))
        yield
