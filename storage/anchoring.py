"""Pins the audit chain outside the database, so that setting it back as a whole is found too."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from storage.audit_chain import MAC_BYTES, anchor_mark, genesis, head_mac, same
from storage.audit_tables import AuditHead, AuditRow
from storage.audit_verify import Fault, FaultKind
from storage.errors import AuditBroken

ANCHORED, KEPT = "audit.anchor", "file"  # act and code of an anchor that went into the nightly file
OLDEST = timedelta(days=2)
# What Slack or a mail programme makes of straight quotes, and what people copy along with a line.
_AS_TYPED = str.maketrans({"“": '"', "”": '"', "„": '"', "\N{NO-BREAK SPACE}": " "})
_AROUND = "`' \t\r\n"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The state of the chain at one instant; `mark` is 64 hex digits, made with the audit key.

    `before` is the digest of the line before it, empty for the first of a file; None for a line of a version
    in which lines were not chained.
    """

    at: datetime
    seq: int
    mark: str
    before: str | None = None

    @property
    def line(self) -> str:
        """One line of the anchor file, which may also be sent to the privacy officer."""
        said = {"at": self.at.isoformat(), "seq": self.seq, "mark": self.mark}
        return json.dumps(said if self.before is None else {**said, "before": self.before})


def anchor(session: Session, key: bytes, now: datetime, path: Path) -> Anchor:
    """Add the state of the chain to the anchor file (made 0600) and give it; `now` is aware.

    Raises `AuditBroken` when head and last row do not agree: a broken chain is not anchored.
    """
    made = take(session, key, now, path)
    keep(made, path)
    return made


def take(session: Session, key: bytes, now: datetime, path: Path) -> Anchor:
    """The state of the chain at this aware instant, after the last line of a file; else as `anchor`."""
    head = session.execute(select(col(AuditHead.seq), col(AuditHead.mac))).one_or_none()
    last = None if head is None else _link(session, key, head.seq)
    if head is None or last is None or not same(head_mac(key, head.seq, last), head.mac):
        raise AuditBroken("Het auditlogboek klopt niet en is niet verankerd. Draai `schakel audit verify`.")
    at, before = now.astimezone(UTC), _last_digest(path)
    return Anchor(at, head.seq, anchor_mark(key, at, head.seq, last, before), before)


def keep(made: Anchor, path: Path) -> None:
    """Add the anchor to the file (made 0600); raises OSError when that cannot be."""
    _add_line(path, made.line)


def check_anchor(session: Session, key: bytes, path: Path, now: datetime | None = None) -> tuple[Fault, ...]:
    """Compare every line of the anchor file with the chain, as it is `now` (this instant by default).

    CUT_OFF: the chain no longer reaches an anchored row. REWRITTEN: the row, or the line, is not the one that
    was anchored. By number in the file: ANCHOR, a line that cannot be read; ANCHOR_GAP, a line that does not
    follow on the one before it; ANCHOR_SHORT, lines the chain knows of and the file lacks; ANCHOR_OLD, the
    newest is older than two days; ANCHOR_EMPTY. A file and a database that were set back together, and
    anchored again since, are found by a line that was kept elsewhere (`check_line`).
    """
    lines = path.read_text("utf-8").splitlines()
    if not any(line.strip() for line in lines):
        return (Fault(FaultKind.ANCHOR_EMPTY, 0, 0),)
    faults, read, before = [], [], ""
    for number, text in enumerate(lines, start=1):
        said = _read(text)
        faults += _line_faults(session, key, said, number, before)
        read += [said] if said is not None else []
        before = _digest(text)
    missed = _missed(session, read)
    if missed:
        faults.append(Fault(FaultKind.ANCHOR_SHORT, len(lines) + 1, len(lines) + missed))
    newest = max((said.at for said in read), default=None)
    if newest is None or newest < (now or datetime.now(UTC)) - OLDEST:
        faults.append(Fault(FaultKind.ANCHOR_OLD, len(lines), len(lines)))
    return tuple(faults)


def check_line(session: Session, key: bytes, text: str, path: Path | None = None) -> tuple[Fault, ...]:
    """Compare one line as the privacy officer kept it with the chain, and with the anchor file if given.

    Gives what `check_anchor` gives of a line, and ANCHOR_SHORT when the file lacks it.
    """
    said = _read(text.translate(_AS_TYPED).strip(_AROUND))
    faults = _line_faults(session, key, said, 1, None)
    if path is not None and said is not None:
        kept = {line.strip() for line in path.read_text("utf-8").splitlines()}
        if said.line not in kept:
            faults.append(Fault(FaultKind.ANCHOR_SHORT, len(kept) + 1, len(kept) + 1))
    return tuple(faults)


def _line_faults(
    session: Session, key: bytes, said: Anchor | None, number: int, before: str | None
) -> list[Fault]:
    """What is wrong with one line; `before` is the digest that it should carry, None for any."""
    if said is None:
        return [Fault(FaultKind.ANCHOR, number, number)]
    last = _link(session, key, said.seq)
    if last is None:
        return [Fault(FaultKind.CUT_OFF, said.seq, said.seq)]
    if not same(anchor_mark(key, said.at, said.seq, last, said.before).encode(), said.mark.encode()):
        return [Fault(FaultKind.REWRITTEN, said.seq, said.seq)]
    if before is not None and said.before is not None and said.before != before:
        return [Fault(FaultKind.ANCHOR_GAP, number, number)]
    return []


def _missed(session: Session, read: list[Anchor]) -> int:
    """How many anchors that the chain says went into this file, since its first line, are not in it.

    A file in which none of them stands is one that somebody keeps by hand.
    """
    found = select(col(AuditRow.facts)).where(col(AuditRow.act) == ANCHORED, col(AuditRow.code) == KEPT)
    told = {str(facts["mark"]): int(facts["seq"]) for facts in session.execute(found).scalars()}
    marks = {said.mark for said in read}
    if not marks & told.keys():
        return 0
    first = min(said.seq for said in read)
    return sum(seq >= first and mark not in marks for mark, seq in told.items())


def _read(text: str) -> Anchor | None:
    try:
        said = json.loads(text)
        at, before = datetime.fromisoformat(said["at"]), said.get("before")
        if at.tzinfo is None:
            return None
        return Anchor(at, int(said["seq"]), str(said["mark"]), None if before is None else str(before))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()


def _last_digest(path: Path) -> str:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return _digest(lines[-1]) if lines else ""


def _link(session: Session, key: bytes, seq: int) -> bytes | None:
    if seq == 0:
        return genesis(key)
    if not 0 < seq < 2**63:
        return None
    mac = session.execute(select(col(AuditRow.mac)).where(col(AuditRow.seq) == seq)).scalar()
    return None if mac is None else mac[MAC_BYTES:]


def _add_line(path: Path, line: str) -> None:
    file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        os.write(file, f"{line}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)
