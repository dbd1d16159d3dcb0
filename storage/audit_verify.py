"""Reads the whole audit chain back and says where it was changed, dropped, swapped or cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from storage.audit_chain import MAC_BYTES, Content, genesis, head_mac, link, same, seal
from storage.audit_tables import AuditHead, AuditRow

_CHUNK = 500
_SWAP_LIMIT = 200  # of broken rows compared with each other; past that, "changed" says enough

_COLUMNS = (
    col(AuditRow.seq),
    col(AuditRow.at),
    col(AuditRow.actor),
    col(AuditRow.act),
    col(AuditRow.ref),
    col(AuditRow.decision),
    col(AuditRow.code),
    col(AuditRow.rule_version),
    col(AuditRow.facts),
    col(AuditRow.rows),
    col(AuditRow.mac),
)


class FaultKind(StrEnum):
    """What is wrong; the number says where."""

    CHANGED = "changed"  # the row's own content or seal
    SWAPPED = "swapped"  # a true row under another row's number
    DROPPED = "dropped"  # numbers missing between two rows
    CUT_OFF = "cut_off"  # numbers missing at the end
    SPLICED = "spliced"  # a true row of another history of this database
    HEAD = "head"  # the head itself: gone, changed or set back
    REWRITTEN = "rewritten"  # not the chain that was anchored
    ANCHOR = "anchor"  # a line of the anchor file that cannot be read; the number is the line
    ANCHOR_GAP = "anchor_gap"  # a line that does not follow on the one before it
    ANCHOR_SHORT = "anchor_short"  # lines that were written and are not there
    ANCHOR_OLD = "anchor_old"  # no line of the last two days
    ANCHOR_EMPTY = "anchor_empty"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding, for the rows `seq` up to and including `until`."""

    kind: FaultKind
    seq: int
    until: int

    def __str__(self) -> str:
        rows = str(self.seq) if self.seq == self.until else f"{self.seq}-{self.until}"
        return f"{self.kind} {rows}"


@dataclass(frozen=True, slots=True)
class AuditReport:
    """How many rows were read, where the head stands (None without one), and what is wrong."""

    rows: int
    head: int | None
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether the chain is whole."""
        return not self.faults


@dataclass(slots=True)
class _Walk:
    """Where the reading of the chain stands; `before` is None after a row that cannot be trusted."""

    key: bytes
    before: bytes | None
    seq: int = 0
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    broken: list[tuple[Content, bytes]] = field(default_factory=list)


def verify(session: Session, key: bytes) -> AuditReport:
    """Read every row and the head with `vault.audit_key`; in memory constant, in time linear.

    Each row is judged by itself, so one fault does not hide or invent others. A chain that was put
    back as a whole to an earlier state is found by `storage.anchoring.check_anchor` alone.
    """
    walk = _Walk(key, genesis(key))
    # The bot may be writing: the highest row is read before the head, so a sound head is never behind
    # it, and rows that come in after the head are left for the next time.
    highest = session.execute(select(func.max(AuditRow.seq))).scalar() or 0
    head = session.execute(select(col(AuditHead.seq), col(AuditHead.mac))).one_or_none()
    for content, mac, seq in _rows(session, max(highest, head.seq if head else 0)):
        walk.rows += 1
        _step(walk, content, mac, seq)
    _check_head(walk, head)
    _name_swaps(walk)
    found = sorted(walk.faults, key=lambda fault: (fault.seq, fault.kind))
    return AuditReport(walk.rows, head.seq if head else None, tuple(found))


def follow(session: Session, key: bytes, after: int, limit: int) -> int | None:
    """Check up to `limit` rows beyond `after`, which was found whole; gives how far, None when it is broken.

    The head must agree when the end is reached. Cheap, for looking often; `verify` says what is wrong.
    """
    head = session.execute(select(col(AuditHead.seq), col(AuditHead.mac))).one_or_none()
    before: bytes | None = genesis(key)
    if after:
        last = session.execute(select(col(AuditRow.mac)).where(col(AuditRow.seq) == after)).scalar()
        before = None if last is None else bytes(last)[MAC_BYTES:]
    if head is None or before is None or head.seq < after:
        return None
    bound = min(head.seq, after + limit)
    walk = _Walk(key, before, after)
    for content, mac, seq in _rows(session, bound, after):
        _step(walk, content, mac, seq)
    agrees = bound < head.seq or same(head_mac(key, head.seq, walk.before or b""), head.mac)
    return bound if not walk.faults and walk.seq == bound and agrees else None


def _step(walk: _Walk, content: Content | None, mac: bytes, seq: int) -> None:
    if seq > walk.seq + 1:
        walk.faults.append(Fault(FaultKind.DROPPED, walk.seq + 1, seq - 1))
        walk.before = None
    walk.seq = max(seq, walk.seq)
    sealed, linked = mac[:MAC_BYTES], mac[MAC_BYTES:]
    if content is None or not same(seal(walk.key, content), sealed):
        walk.faults.append(Fault(FaultKind.CHANGED, seq, seq))
        walk.before = None
        if content is not None:
            walk.broken.append((content, sealed))
        return
    if walk.before is not None and not same(link(walk.key, walk.before, sealed), linked):
        kind = FaultKind.SPLICED if len(linked) == MAC_BYTES else FaultKind.CHANGED
        walk.faults.append(Fault(kind, seq, seq))
        walk.before = None
        return
    walk.before = linked


def _check_head(walk: _Walk, head: Row[Any] | None) -> None:
    if head is None:
        walk.faults.append(Fault(FaultKind.HEAD, walk.seq, walk.seq))
    elif head.seq > walk.seq:
        walk.faults.append(Fault(FaultKind.CUT_OFF, walk.seq + 1, head.seq))
    elif head.seq < walk.seq or not _agrees(walk, head):
        walk.faults.append(Fault(FaultKind.HEAD, head.seq, head.seq))


def _agrees(walk: _Walk, head: Row[Any]) -> bool:
    """Whether the head is that of the last link; a last row that is broken says nothing about it."""
    return walk.before is None or same(head_mac(walk.key, head.seq, walk.before), head.mac)


def _name_swaps(walk: _Walk) -> None:
    """A broken row that is true under another suspect number was moved, not changed."""
    gaps = [number for fault in walk.faults for number in _numbers(fault)][:_SWAP_LIMIT]
    for content, mac in walk.broken[:_SWAP_LIMIT]:
        if any(same(seal(walk.key, replace(content, seq=number)), mac) for number in gaps):
            here = Fault(FaultKind.CHANGED, content.seq, content.seq)
            walk.faults[walk.faults.index(here)] = replace(here, kind=FaultKind.SWAPPED)


def _numbers(fault: Fault) -> range:
    return range(fault.seq, min(fault.until, fault.seq + _SWAP_LIMIT) + 1)


def _rows(
    session: Session, bound: int, after: int | None = None
) -> Iterator[tuple[Content | None, bytes, int]]:
    """Every row up to a number, in order; content None when a column can no longer be read."""
    while True:
        page = select(col(AuditRow.seq)).where(col(AuditRow.seq) <= bound)
        page = page.order_by(col(AuditRow.seq)).limit(_CHUNK)
        numbers = session.execute(page if after is None else page.where(col(AuditRow.seq) > after))
        wanted = list(numbers.scalars())
        if not wanted:
            return
        after = wanted[-1]
        yield from _chunk(session, wanted)


def _chunk(session: Session, wanted: list[int]) -> Iterator[tuple[Content | None, bytes, int]]:
    rows = select(*_COLUMNS).where(col(AuditRow.seq).in_(wanted)).order_by(col(AuditRow.seq))
    try:
        read = [_read(row) for row in session.execute(rows)]
    except (ValueError, TypeError, AttributeError):  # a driver met a value it cannot turn into Python
        read = []
        if len(wanted) == 1:
            yield None, b"", wanted[0]
            return
        for number in wanted:
            yield from _chunk(session, [number])
    yield from read


def _read(row: Row[Any]) -> tuple[Content | None, bytes, int]:
    values: tuple[Any, ...] = tuple(row)
    content, mac = Content(*values[:-1]), values[-1]
    whole = isinstance(content.facts, dict) and len(mac) == 2 * MAC_BYTES
    return (content if whole else None), bytes(mac), content.seq
