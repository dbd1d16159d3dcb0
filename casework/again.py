"""An act that somebody else's came in between of is done once more, from its beginning."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from storage.errors import TryAgain

Result = TypeVar("Result")
TRIES = 6
FEWEST = 3  # also when each took long
PATIENCE = 2.0  # seconds: whoever sent a form is answered within three
FIRST_PAUSE = 0.03  # seconds after the first try, at most; twice as long after each further one


class PersonChanged(TryAgain):
    """The directory says something else of this person than when the act began; nothing was stored."""

    code = "PERSON_CHANGED"


def again(work: Callable[[], Result]) -> Result:
    """Do it, and up to five times more when another act came in between; raises the last `TryAgain`.

    In between it waits, ever longer and never as long as another that gave way at the same moment; after
    two seconds it is not tried a fourth time.
    `work` begins by asking who the person is, and gives its act the same inbound key each time: what was
    stored before is not stored twice.
    """
    until = time.monotonic() + PATIENCE
    for turn in range(TRIES - 1):
        try:
            return work()
        except TryAgain:
            if turn + 1 >= FEWEST and time.monotonic() > until:
                raise
        time.sleep(random.uniform(0, FIRST_PAUSE * 2**turn))  # noqa: S311  # no secret, a pause
    return work()
