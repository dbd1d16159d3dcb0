"""Works through many things so that a damaged one stops nothing but itself, and somebody hears which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import structlog
from sqlalchemy.exc import OperationalError

from casework.errors import AlreadyDone
from casework.office import Office
from storage.repositories.directory import users_with
from storage.unit_of_work import Unit

DAMAGED = "work.damaged"
# Who looks after the data: the privacy officer, or whoever keeps the house while there is none.
_GRANTS = ("fg", "beheerder")

T = TypeVar("T")

log = structlog.get_logger(__name__)


def one_by_one(things: Sequence[T], work: Callable[[T], object]) -> list[T]:
    """Do the work for each thing by itself; gives those for which it failed.

    A database that cannot be reached is no fault of the thing: that error goes up, and all is done later.
    """
    return [one for one in things if not _done(work, one)]


def together(things: Sequence[T], work: Callable[[Sequence[T]], object]) -> list[T]:
    """Do the work for all at once, and where that fails for either half; gives those for which it failed.

    For what is much cheaper in bulk. The work has to leave nothing behind when it fails.
    """
    if not things or _done(work, things, single=len(things) == 1):
        return []
    if len(things) == 1:
        return list(things)
    half = len(things) // 2
    return [*together(things[:half], work), *together(things[half:], work)]


def tell_damaged(office: Office, work: str, refs: Sequence[str]) -> None:
    """The privacy officer hears which ones could not be done, each once a month; nothing of their content."""
    day = office.today.isoformat()
    for this in refs:
        with suppress(AlreadyDone), office.job(f"damaged:{work}:{this}:{day}") as unit:
            unit.note("schakel", DAMAGED, ref=this, code=work)
            for user in watchers(unit):
                unit.post(DAMAGED, user, ref=this, dedupe=f"{DAMAGED}:{work}:{this}:{day[:7]}:{user}")


def watchers(unit: Unit) -> Sequence[str]:
    """Who is told about faults in the data."""
    return next((users for grant in _GRANTS if (users := users_with(unit.session, grant))), ())


def _done(work: Callable[[T], object], thing: T, *, single: bool = True) -> bool:
    try:
        work(thing)
    except OperationalError:
        raise
    except Exception as error:
        if single:
            log.warning("left out", thing=str(thing), error_type=type(error).__name__)
        return False
    return True
