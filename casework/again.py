"""An act that somebody else's came in between of is done once more, from its beginning."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from storage.errors import TryAgain

Result = TypeVar("Result")
TRIES = 3


class PersonChanged(TryAgain):
    """The directory says something else of this person than when the act began; nothing was stored."""

    code = "PERSON_CHANGED"


def again(work: Callable[[], Result]) -> Result:
    """Do it, and up to twice more when another act came in between; raises the last `TryAgain`.

    `work` begins by asking who the person is, and gives its act the same inbound key each time: what was
    stored before is not stored twice.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except TryAgain:
            continue
    return work()
