"""Pins the audit chain outside the database, so that setting it back as a whole is found too."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from storage.audit_chain import MAC_BYTES, anchor_mark, genesis, head_mac, same
from storage.audit_tables import AuditHead, AuditRow
from storage.audit_verify import Fault, FaultKind
from storage.errors import AuditBroken


@dataclass(frozen=True, slots=True)
class Anchor:
    """The state of the chain at one instant; `mark` is 64 hex digits, made with the audit key."""

    at: datetime
    seq: int
    mark: str

    @property
    def line(self) -> str:
        """One line of the anchor file, which may also be sent to the privacy officer."""
        return json.dumps({"at": self.at.isoformat(), "seq": self.seq, "mark": self.mark})


def anchor(session: Session, key: bytes, now: datetime, path: Path) -> Anchor:
    """Add the state of the chain to the anchor file (made 0600) and give it; `now` is aware.

    Raises `AuditBroken` when head and last row do not agree: a broken chain is not anchored.
    """
    made = take(session, key, now)
    keep(made, path)
    return made


def take(session: Session, key: bytes, now: datetime) -> Anchor:
    """The state of the chain at this aware instant; raises `AuditBroken` as `anchor` does."""
    head = session.execute(select(col(AuditHead.seq), col(AuditHead.mac))).one_or_none()
    last = None if head is None else _link(session, key, head.seq)
    if head is None or last is None or not same(head_mac(key, head.seq, last), head.mac):
        raise AuditBroken("Het auditlogboek klopt niet en is niet verankerd. Draai `schakel audit verify`.")
    at = now.astimezone(UTC)
    return Anchor(at, head.seq, anchor_mark(key, at, head.seq, last))


def keep(made: Anchor, path: Path) -> None:
    """Add the anchor to the file (made 0600); raises OSError when that cannot be."""
    _add_line(path, made.line)


def check_anchor(session: Session, key: bytes, path: Path) -> tuple[Fault, ...]:
    """Compare every line of the anchor file with the chain; nothing found means an empty tuple.

    CUT_OFF: the chain no longer reaches an anchored row. REWRITTEN: the row, or the line, is not
    the one that was anchored. ANCHOR: a line that cannot be read, by its number in the file.
    """
    faults = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1):
        fault = _check_line(session, key, text, number)
        if fault is not None:
            faults.append(fault)
    return tuple(faults)


def _check_line(session: Session, key: bytes, text: str, number: int) -> Fault | None:
    try:
        said = json.loads(text)
        at, seq, mark = datetime.fromisoformat(said["at"]), int(said["seq"]), str(said["mark"])
    except (ValueError, KeyError, TypeError):
        return Fault(FaultKind.ANCHOR, number, number)
    last = _link(session, key, seq)
    if last is None:
        return Fault(FaultKind.CUT_OFF, seq, seq)
    if not same(anchor_mark(key, at, seq, last).encode(), mark.encode()):
        return Fault(FaultKind.REWRITTEN, seq, seq)
    return None


def _link(session: Session, key: bytes, seq: int) -> bytes | None:
    if seq == 0:
        return genesis(key)
    mac = session.execute(select(col(AuditRow.mac)).where(col(AuditRow.seq) == seq)).scalar()
    return None if mac is None else mac[MAC_BYTES:]


def _add_line(path: Path, line: str) -> None:
    file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        os.write(file, f"{line}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)
