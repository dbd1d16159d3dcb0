"""What a night of retention costs among 10,000 signals: time and memory of looking, and of taking away."""

from __future__ import annotations

import time
import tracemalloc
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from benchmarks.databases import databases
from benchmarks.figures import Figure, show
from benchmarks.filling import NOW, filled, make_gate
from benchmarks.stage import folder
from casework.office import Office
from casework.retention.night import carry_out
from casework.retention.terms import Calendar, going
from rules.book import load_rulebook
from storage.engine import session_for
from storage.sealing import place_of
from storage.signal_tables import Item, Signal
from storage.unit_of_work import Store
from storage.vault import Vault
from tests.casework.house import FrozenClock, NobodyLooks

SIGNALS = 10_000
OVER = 200  # of which the term is over in this night
CHUNK = 1_000
LOOK_BAR = 20.0  # seconds
MEMORY_BAR = 150.0  # MB
EACH_BAR = 250.0  # ms for each signal that goes


def give_birthdays(engine: Engine, vault: Vault) -> None:
    """Keys and a sealed date of birth for every signal but the last, which has them."""
    for start in range(1, SIGNALS, CHUNK):
        with session_for(engine) as session:
            for number in range(start, min(start + CHUNK, SIGNALS)):
                keys = vault.new_keys(number)
                session.add(keys)
                item = Item(
                    signal_id=number,
                    kind="identity",
                    author="U1",
                    source_role="mentor",
                    source_regime="avg",
                    categories=["identiteit"],
                    created_at=NOW,
                )
                born = date(2008, 1, 1) + timedelta(days=number % 2000)
                item.birth_date = vault.seal(keys, place_of(item, "birth_date"), born.isoformat())
                session.add(item)
            session.commit()


def make_old(engine: Engine) -> None:
    """Nobody has done anything with these for more than a year."""
    long_ago = NOW - timedelta(days=400)
    with session_for(engine) as session:
        for number in range(1, OVER + 1):
            row = session.get_one(Signal, number)
            row.active_at = row.created_at = long_ago
            session.add(row)
        session.commit()


def looked(engine: Engine, vault: Vault) -> tuple[float, float, int]:
    """Seconds and megabytes of looking at every signal once, and how many are over."""
    book = load_rulebook()
    calendar = Calendar(make_gate(vault), book.policy, ZoneInfo("Europe/Amsterdam"))

    def look() -> int:
        with session_for(engine, write=False) as session:
            return len(going(session, calendar, NOW.date()))

    began = time.perf_counter()
    found = look()
    took = time.perf_counter() - began
    tracemalloc.start()
    look()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return took, peak / 1e6, found


def carried_out(engine: Engine, vault: Vault) -> float:
    """Seconds of a whole night, with what is over gone at its end."""
    book = load_rulebook()
    office = Office(
        store=Store(engine, vault, lambda: None, book.version),
        gate=make_gate(vault),
        book=book,
        policy=book.policy,
        clock=FrozenClock(NOW),
        rooms=NobodyLooks(),
        zone=ZoneInfo("Europe/Amsterdam"),
    )
    began = time.perf_counter()
    assert carry_out(office) == []
    return time.perf_counter() - began


def main() -> list[Figure]:
    """On each database."""
    figures = []
    with folder() as here, databases(here) as urls:
        for name, url in urls.items():
            with filled(url, SIGNALS) as (engine, vault):
                give_birthdays(engine, vault)
                make_old(engine)
                took, peak, found = looked(engine, vault)
                night = carried_out(engine, vault)
            what = f"retention among {SIGNALS:,} signals"
            told = f"{found} are over"
            figures += [
                Figure(f"{what}, looking at all, {name}", LOOK_BAR, took, "s", told),
                Figure(f"{what}, peak while looking, {name}", MEMORY_BAR, peak, "MB"),
                Figure(
                    f"{what}, each that goes, {name}",
                    EACH_BAR,
                    max(night - took, 0) * 1000 / max(found, 1),
                    "ms",
                    f"a whole night {night:.1f} s",
                ),
            ]
    return figures


if __name__ == "__main__":
    show(main())
