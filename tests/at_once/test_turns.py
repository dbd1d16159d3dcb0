"""Who waits for whom: acts about one signal for each other and for what concerns all, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from threading import Event

import pytest

from casework.office import Office
from storage.engine import is_sqlite
from tests.at_once.scene import AUTHOR, OTHER, Town, town_on

SOON = 0.4  # seconds within which whoever waits for nobody is done
About = int | None


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    """A deployment on each database."""
    with town_on(database_url) as town:
        yield town


def acting(office: Office, town: Town, who: str, about: About, meanwhile: Callable[[], object]) -> None:
    """An act that writes itself down, and does this in its middle."""
    person = office.identify(who)
    with office.act(town.house.key(), person, about=about) as unit:
        meanwhile()
        unit.note(who, "test.act", ref=f"S-{about or 0}")


@contextmanager
def under_way(town: Town, about: About) -> Iterator[Callable[[About], Future[None]]]:
    """While one process is in the middle of an act, the other one begins acts."""
    inside, go_on = Event(), Event()

    def wait() -> None:
        inside.set()
        go_on.wait(60)

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(acting, town.house.office, town, AUTHOR, about, wait)
        assert inside.wait(60)
        others: list[Future[None]] = []

        def begin(other: About) -> Future[None]:
            others.append(pool.submit(acting, town.twin, town, OTHER, other, lambda: None))
            return others[-1]

        try:
            yield begin
        finally:
            go_on.set()
            for one in (first, *others):
                one.result(60)


def waits(act: Future[None]) -> bool:
    """Whether it is not done while the other one is under way."""
    try:
        act.result(SOON)
    except NotYet:
        return True
    return False


def test_acts_about_one_signal_follow_one_another(town: Town) -> None:
    """In two processes, on both databases."""
    with under_way(town, 1) as begin:
        assert waits(begin(1))


def test_an_act_about_another_signal_waits_for_nobody(town: Town) -> None:
    """On PostgreSQL; SQLite has one writer at a time."""
    with under_way(town, 1) as begin:
        if is_sqlite(town.house.engine):
            assert waits(begin(2))
        else:
            begin(2).result(30)
    assert len(town.house.audit("test.act")) == 2


def test_what_concerns_all_waits_for_an_act_about_one_signal(town: Town) -> None:
    """The directory does not change while somebody decides on it."""
    with under_way(town, 1) as begin:
        assert waits(begin(None))


def test_an_act_about_one_signal_waits_for_what_concerns_all(town: Town) -> None:
    """And decides on what stands then."""
    with under_way(town, None) as begin:
        assert waits(begin(1))
        assert waits(begin(None))
