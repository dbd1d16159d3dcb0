"""Holds the engine against the oracle, for the suite and for the large count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rules.book import Rulebook
from rules.casefile import decide_file
from tests.rules.oracle.deciding import decide
from tests.rules.oracle.generating import cases


@dataclass(frozen=True)
class Disagreement:
    """One case with the two answers."""

    case: dict[str, Any]
    engine: tuple[object, object]
    oracle: tuple[str, str]


@dataclass
class Comparison:
    """How often each code came out of the oracle, and where the two differ."""

    seen: Counter[str] = field(default_factory=Counter)
    apart: list[Disagreement] = field(default_factory=list)


def compared(count: int, seed: int, book: Rulebook) -> Comparison:
    """Decide this many generated cases twice."""
    found = Comparison()
    for case in cases(count, seed):
        for engine, oracle in _both(case, book):
            found.seen[oracle[1]] += 1
            if engine != oracle:
                found.apart.append(Disagreement(case, engine, oracle))
    return found


def _both(case: dict[str, Any], book: Rulebook) -> Iterator[tuple[tuple[object, object], tuple[str, str]]]:
    for result in decide_file([case], book):
        yield (result.get("decision"), result.get("reason", result.get("error"))), decide(case)
