"""How long it takes to find who is alike among 50,000 young people, beside the same among 5,000."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from sqlalchemy import Engine
from sqlmodel import col, select

from benchmarks.databases import databases
from benchmarks.figures import Figure, percentile, show
from benchmarks.filling import add_young_people, filled, person
from benchmarks.stage import folder
from storage.engine import session_for
from storage.matching import digests
from storage.signal_tables import MatchEntry
from storage.vault import Vault

FEW, MANY = 5_000, 50_000
TIMES = 1_000
BAR, RATIO = 5, 1.5


def finder(engine: Engine, vault: Vault, among: int) -> Callable[[int], float]:
    """Look for one of the first `among` people again, from name and birth date on; gives milliseconds."""

    def find(number: int) -> float:
        name, born = person(number * 37 % among + 1)
        began = time.perf_counter()
        wanted = list(digests(vault.index_key, name, born).values())
        with session_for(engine, write=False) as session:
            alike = select(MatchEntry.signal_id, MatchEntry.kind).where(col(MatchEntry.digest).in_(wanted))
            found = session.exec(alike).all()
        took = (time.perf_counter() - began) * 1000
        assert number * 37 % among + 1 in {signal for signal, _ in found}
        return took

    return find


def main() -> list[Figure]:
    """The two take turns, so that a crowded machine slows both."""
    figures = []
    with folder() as here, folder() as there, databases(here) as urls, databases(there) as others:
        for name, url in urls.items():
            with filled(url, MANY) as (engine, vault), filled(others[name], FEW) as (small, small_vault):
                add_young_people(engine, vault, range(1, MANY + 1))
                add_young_people(small, small_vault, range(1, FEW + 1))
                among_many, among_few = finder(engine, vault, MANY), finder(small, small_vault, FEW)
                many, few = [], []
                gc.disable()  # a collection of the benchmark's own rows is nobody's matching time
                for number in range(TIMES):
                    few.append(among_few(number))
                    many.append(among_many(number))
                gc.enable()
            slowest = percentile(many, 99)
            figures.append(Figure(f"match among 50,000, p99, {name}", BAR, slowest, "ms"))
            medians = percentile(many, 50) / percentile(few, 50)
            remark = f"of medians {medians:.2f}"
            what = f"match among 50,000 to 5,000, p99, {name}"
            figures.append(Figure(what, RATIO, slowest / percentile(few, 99), "x", remark))
    return figures


if __name__ == "__main__":
    show(main())
