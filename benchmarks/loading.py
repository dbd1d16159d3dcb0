"""How long the gate takes to load one case and decide, among 10,000 consents of other cases."""

from __future__ import annotations

import time

from sqlalchemy import Engine

from benchmarks.databases import databases
from benchmarks.figures import Figure, percentile, show
from benchmarks.filling import NOW, filled, make_gate
from benchmarks.stage import folder
from casework.casefile import load
from casework.gate import Gate
from casework.question import Question
from rules.model import Decision
from storage.engine import session_for

CONSENTS = 10_000
TIMES = 500
BAR = 5


def decided_after(engine: Engine, gate: Gate) -> float:
    """Load the last case and decide about its details for the other partner; milliseconds."""
    began = time.perf_counter()
    with session_for(engine, write=False) as session:
        file = load(session, CONSENTS)
        question = Question(file.members[1], (file.members[2],), tuple(file.items), "hulp_organiseren")
        verdict = gate.judge(file, question, NOW)
    assert verdict.decision is Decision.ALLOW, verdict
    return (time.perf_counter() - began) * 1000


def main() -> list[Figure]:
    """On each database."""
    figures = []
    with folder() as here, databases(here) as urls:
        for name, url in urls.items():
            with filled(url, CONSENTS) as (engine, vault):
                gate = make_gate(vault)
                found = [decided_after(engine, gate) for _ in range(TIMES + 20)][20:]
            remark = f"p50 {percentile(found, 50):.2f} ms"
            what = f"load + decide among 10,000 consents, p95, {name}"
            figures.append(Figure(what, BAR, percentile(found, 95), "ms", remark))
    return figures


if __name__ == "__main__":
    show(main())
