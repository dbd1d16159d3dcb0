"""Runs two acts at one instant: freely, or one of them held inside its transaction at a chosen statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier, Event, Thread, local
from typing import Any

from sqlalchemy import Engine, event

Deed = Callable[[], object]
PATIENCE = 0.12  # seconds that the held act waits for the other: long enough to be overtaken, if it can be
_HERE = local()


@dataclass(slots=True)
class Outcome:
    """What came of one act."""

    value: object = None
    error: BaseException | None = None

    def __str__(self) -> str:
        """`ok`, or the name of what kept it."""
        code = getattr(self.error, "code", "")
        return "ok" if self.error is None else f"{type(self.error).__name__} {code}".strip()


@contextmanager
def listening(engine: Engine) -> Iterator[None]:
    """Let `held` stop an act at one of its statements on this engine."""

    def before(*_args: Any) -> None:
        if (stop := getattr(_HERE, "stop", None)) is not None:
            stop()

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)


def freely(one: Deed, other: Deed) -> tuple[Outcome, Outcome]:
    """Both start at the same moment; the database settles who comes first."""
    start = Barrier(2)
    outcomes = Outcome(), Outcome()
    threads = [
        Thread(target=_run, args=(deed, outcome, start.wait))
        for deed, outcome in zip((one, other), outcomes, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def held(one: Deed, other: Deed, at: int) -> tuple[Outcome, Outcome]:
    """`one` stops before its statement number `at` until `other` is done, or has waited long enough."""
    there, go_on = Event(), Event()
    seen = 0

    def stop() -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            there.set()
            go_on.wait(PATIENCE)

    outcomes = Outcome(), Outcome()
    first = Thread(target=_run, args=(one, outcomes[0], lambda: setattr(_HERE, "stop", stop)))
    second = Thread(target=_run, args=(other, outcomes[1], lambda: None))
    first.start()
    while not there.wait(0.005) and first.is_alive():
        pass
    second.start()
    second.join(PATIENCE)
    go_on.set()
    first.join(60)
    second.join(60)
    return outcomes


def _run(deed: Deed, outcome: Outcome, before: Callable[[], object]) -> None:
    before()
    try:
        outcome.value = deed()
    except BaseException as error:  # whatever came of it is what the test looks at
        outcome.error = error
    finally:
        _HERE.stop = None
