"""An act that says which signal it is about stores nothing of another: acts about others go on beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel

from casework.errors import NotForYou
from casework.signals import offering
from storage.guarding import HouseSession
from storage.signal_tables import Signal
from storage.unit_of_work import Store, Unit
from tests.at_once.acts import ACTS
from tests.at_once.scene import OUTSIDE, Town, new_scene, town_on

# Each changes rows of its signal alone; what they read of others is changed by acts that are done alone.
BESIDE = {
    "detail.own",
    "consent.withdraw",
    "consent.refused",
    "consent.record",
    "signal.pickup",
    "signal.not_mine",
    "disclosure.request",
    "detail.correct",  # for reading what stands there; the correction itself is done alone
}


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """One database is enough: what an act stores is the same on each."""
    with town_on(sqlite_url) as town:
        yield town


class Stored:
    """The rows that acts about one signal stored, by that signal's number."""

    def __init__(self) -> None:
        self.about: int | None = None
        self.rows: dict[int, set[tuple[str, int | None]]] = defaultdict(set)

    def note(self, session: HouseSession, *_args: object) -> None:
        """Look at what is about to be stored."""
        if self.about is not None:
            for row in (*session.new, *session.dirty, *session.deleted):
                self.rows[self.about].add((type(row).__name__, _signal_of(row)))


def _signal_of(row: SQLModel) -> int | None:
    found: int | None = row.id if isinstance(row, Signal) else getattr(row, "signal_id", None)
    return found


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stored]:
    """Listens to every act of the test."""
    stored, writing = Stored(), Store.writing

    @contextmanager
    def listening(self: Store, now: datetime, key: str = "", about: int | None = None) -> Iterator[Unit]:
        with writing(self, now, key, about) as unit:
            stored.about = about
            if about is not None:
                stored.rows[about] |= set()
            try:
                yield unit
                unit.session.flush()
            finally:
                stored.about = None

    monkeypatch.setattr(Store, "writing", listening)
    event.listen(HouseSession, "before_flush", stored.note)
    yield stored
    event.remove(HouseSession, "before_flush", stored.note)


def test_what_acts_about_one_signal_store_belongs_to_it(town: Town, stored: Stored) -> None:
    """Every act on a case, each on one of its own; and exactly these say so."""
    said = set()
    for name, act in ACTS.items():
        stage = new_scene(town)
        stored.rows.clear()
        with suppress(NotForYou):  # nothing stands there to press on
            act(town.house.office, stage)
        if stored.rows:
            said.add(name)
        assert set(stored.rows) <= {stage.signal}
        assert {signal for _, signal in stored.rows[stage.signal]} <= {stage.signal}, name
    assert said == BESIDE


def test_so_does_an_offer(town: Town, stored: Stored) -> None:
    """Of whoever was not asked."""
    stage = new_scene(town)
    stored.rows.clear()
    offering.make(town.house.office, town.house.who(OUTSIDE), stage.signal, town.house.key())
    assert stored.rows[stage.signal] == {("HelpOffer", stage.signal), ("Signal", stage.signal)}
