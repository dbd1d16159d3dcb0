"""The audit beside what happened: every permission, refusal and read has its row, and nothing else has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from sqlite3 import Connection

from sqlalchemy import Engine

from storage.audit_verify import verify
from storage.engine import session_for
from tests.casework.leaking.watching import Leak

# Acts whose rows are counted: neither one too few nor one too many.
COUNTED = frozenset({"signal.share", "disclosure.open", "disclosure.read", "read.review"})
ALLOW = "ALLOW"
Row = tuple[str, str, str | None, str | None]


class Unaudited(Leak):
    """Something was decided or read, and the audit does not say so."""


class Ledger:
    """What the audit must hold since the last look."""

    def __init__(self, engine: Engine, peephole: Connection) -> None:
        self._engine, self._peephole = engine, peephole
        self._seq = self._last()
        self._counted: Counter[Row] = Counter()
        self._deeds: Counter[tuple[str, str, str]] = Counter()

    def _last(self) -> int:
        return int(self._peephole.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0])

    def decided(self, act: str, actor: str, ref: str, decision: str) -> None:
        """A decision was taken, or something was read."""
        self._counted[act, actor, ref, decision] += 1

    def deed(self, act: str, actor: str, ref: str) -> None:
        """Something was done."""
        self._deeds[act, actor, ref] += 1

    def match(self, showings: Iterable[str], signals: Mapping[str, str]) -> None:
        """Compare with the rows since the last look; `showings` are the signals shown in a thread.

        A refusal to read names the disclosure or its signal; `signals` says which signal that is. That
        another ground could open it is written down, and not told to who wanted to read. A reviewer whose
        account may read nothing any more reads nothing.
        """
        found = "SELECT seq, act, actor, ref, decision FROM audit WHERE seq > ? ORDER BY seq"
        rows = self._peephole.execute(found, (self._seq,)).fetchall()
        counted = Counter(
            (act, actor, signals.get(ref, ref), ALLOW if decision == ALLOW else "DENY")
            if act == "disclosure.open"
            else (act, actor, ref, decision)
            for _, act, actor, ref, decision in rows
            if act in COUNTED and (act, decision) != ("read.review", "DENY")
        )
        if counted != self._counted:
            raise Unaudited(f"missing {self._counted - counted}, too many {counted - self._counted}")
        deeds = Counter((act, actor, ref) for _, act, actor, ref, _ in rows)
        if missing := self._deeds - deeds:
            raise Unaudited(f"done and not written down: {missing}")
        threads = Counter(row[3] for row in rows if row[1] == "disclosure.thread" and row[4] == ALLOW)
        if threads != Counter(showings):
            raise Unaudited(f"shown in threads {Counter(showings)}, written down {threads}")
        if rows:
            self._seq = rows[-1][0]
        self._counted.clear()
        self._deeds.clear()

    def must_be_whole(self, key: bytes) -> None:
        """The chain verifies."""
        with session_for(self._engine, write=False) as session:
            report = verify(session, key)
        if not report.ok:
            raise Unaudited(f"the chain is broken: {report.faults}")

    def must_be_sealed(self, folder: Path, tokens: Collection[str], logged: object) -> None:
        """Nothing that was told lies readable in the database, its journal, or the logs."""
        for path in folder.iterdir():
            lying = path.read_bytes()
            for token in tokens:
                if token.encode() in lying:
                    raise Leak(f"{token} lies unsealed in {path.name}")
        said = repr(logged)
        for token in tokens:
            if token in said:
                raise Leak(f"{token} stands in the logs")
