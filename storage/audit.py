"""Adds acts, decisions, reads, refusals and skips to the append-only audit chain (architecture 5)."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    CursorResult,
    Insert,
    Integer,
    Select,
    Update,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Session, col

from storage.audit_chain import MAC_BYTES, Content, canonical, genesis, head_mac, link, same, seal
from storage.audit_tables import AuditHead, AuditRow
from storage.engine import is_sqlite
from storage.errors import AuditBroken, Outgrown
from storage.guarding import give_turn, has_turn, take_changes
from storage.rows import table_of
from storage.sealing import Sealed
from storage.succession import expected, revision_now

MAX_FACTS = 4096
ROWS_CHANGED = "rows.changed"
NO_RULES = "none"  # the version, where nothing was decided
# Ids and codes only: no spaces, no accents, so that a sentence or a name with a surname cannot pass.
_CODE = re.compile(r"[A-Za-z0-9_.:/+=@#,|-]{0,200}")

_NO_HEAD = "Het auditlogboek mist zijn kop. Draai `schakel audit verify` en waarschuw de privacyfunctionaris."
_CUT = "Het auditlogboek is beschadigd. Draai `schakel audit verify` en waarschuw de privacyfunctionaris."


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act to record. `at` is aware; every text is an id or a code, never case text.

    `facts` is a small mapping of ids and codes (texts, numbers, booleans, None, and lists or mappings
    of them); what a decision was based on goes in as `input_hash(...)`. `rows` are the vouched rows that the
    act changed (`AuditRow`).
    """

    at: datetime
    actor: str
    act: str
    ref: str | None = None
    decision: str | None = None
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, str | None] = field(default_factory=dict)


def start(session: Session, key: bytes) -> None:
    """Store the head of an empty chain; once, when the deployment is made."""
    session.add(AuditHead(id=1, seq=0, mac=head_mac(key, 0, genesis(key))))


def append(session: Session, key: bytes, entries: Sequence[AuditEntry], *, rule_version: str) -> int | None:
    """Add entries to the chain as the last statement of the act's transaction; the caller commits.

    `key` is `vault.audit_key`. The last entry names the vouched rows that the session changed. Gives the
    number of the last row, or None without entries. Writers queue on the head row (PostgreSQL) or on the
    write lock (SQLite) until the commit. Raises ValueError for a fact that is no id or code, `AuditBroken`
    when the chain cannot be continued and `Outgrown` when a newer version has changed the tables: then the
    act must not happen either.
    """
    if not entries:
        return None
    session.flush()
    if changed := take_changes(session):
        entries = [*entries[:-1], replace(entries[-1], rows={**entries[-1].rows, **changed})]
    seq, before = _last(session, key)
    first = seq
    rows: list[dict[str, Any]] = []
    for entry in entries:
        seq += 1
        content = _content(seq, entry, rule_version)
        sealed = seal(key, content)
        before = link(key, before, sealed)
        rows.append({**asdict(content), "mac": sealed + before})
    session.execute(_add(), rows)
    head = {"first": first, "last": seq, "sealed": head_mac(key, seq, before)}
    moved = session.execute(_move_head(), head)
    if not isinstance(moved, CursorResult) or moved.rowcount != 1:
        raise AuditBroken(_NO_HEAD)
    return seq


def times(session: Session, actor: str, act: str, since: datetime) -> int:
    """How often this account did this since then, as far as it was committed."""
    mine = (col(AuditRow.actor) == actor, col(AuditRow.act) == act, col(AuditRow.at) >= since)
    found: int = session.execute(select(func.count()).where(*mine)).scalar_one()
    return found


def take_turn(session: Session) -> None:
    """Wait until no other act is under way, and keep others waiting until this transaction ends.

    Acts follow one another in the order of the chain: whatever an act loads after this is true until it
    commits, so that two acts at one instant decide as if one had come first. SQLite has one writer at a
    time anyway. Only a worker's claims and a migration write without a turn.
    """
    if not is_sqlite(session.get_bind()):
        session.execute(_alone())
    _lock_head(session)
    give_turn(session)


def take_turn_of_tables(connection: Connection) -> None:
    """Let the acts under way end, and keep others waiting while the tables are changed (PostgreSQL)."""
    connection.execute(_alone())


def take_turn_about(session: Session, signal: int) -> None:
    """The same for an act that changes nothing but what belongs to one signal: others go on meanwhile.

    It waits for acts about this signal and for those that took the turn of all, and they wait for it; the
    chain it waits for as it commits. On SQLite there is but one turn.
    """
    if is_sqlite(session.get_bind()):
        give_turn(session)
    else:
        session.execute(_about(), {"signal": signal})


def note_changes(session: Session, key: bytes, now: datetime) -> None:
    """Write down which vouched rows changed, when the session did nothing else that is written down."""
    session.flush()
    if changed := take_changes(session):
        entry = AuditEntry(now, "schakel", ROWS_CHANGED, rows=changed)
        append(session, key, [entry], rule_version=NO_RULES)


def input_hash(data: Any, key: bytes = b"") -> str:
    """A hash of what a decision was based on, as 64 hex digits; the same facts give the same hash.

    Takes dataclasses, mappings, sequences, sets, dates, enums, UUIDs and plain values. Without a key
    (`vault.audit_key`) only for ids: a birth date could be found by trying them all. Raises TypeError
    for anything else, sealed text included.
    """
    return hmac.new(key, b"input\x00" + canonical(_plain(data)), hashlib.sha256).hexdigest()


def _last(session: Session, key: bytes) -> tuple[int, bytes]:
    """The last number and link, with the head locked until the commit."""
    lock = not has_turn(session)
    head = _looked(session, lock)
    if lock and not _fits(key, head):
        # It waited for the head: then it sees the new head, and the rows as they were before.
        head = _looked(session, lock=False)
    if head is None:
        raise AuditBroken(_NO_HEAD)
    if not _fits(key, head):
        raise AuditBroken(_CUT)
    return head.seq, _link(key, head)


@dataclass(frozen=True, slots=True)
class _Head:
    seq: int
    mac: bytes
    row: bytes | None


def _looked(session: Session, lock: bool) -> _Head | None:
    """The head and the row that it names; raises `Outgrown` when a newer version has changed the tables."""
    mine = expected(session)
    found = session.execute(_head_and_last(mine is not None, lock)).one_or_none()
    if found is None:
        return None
    seq, mac, row, *revision = found
    if mine is not None and revision != [mine]:
        raise Outgrown
    return _Head(seq, mac, row)


def _link(key: bytes, head: _Head) -> bytes:
    return (head.row or b"")[MAC_BYTES:] if head.seq else genesis(key)


def _fits(key: bytes, head: _Head | None) -> bool:
    return head is not None and same(head_mac(key, head.seq, _link(key, head)), head.mac)


def _lock_head(session: Session) -> None:
    if not is_sqlite(session.get_bind()):
        session.execute(_head())


# Advisory locks of a transaction: all acts of the deployment, and those about one signal by its number.
_ACTS, _SIGNAL = 1_711_001, 1_711_002


@cache
def _alone() -> Select[Any]:
    return select(func.pg_advisory_xact_lock(_ACTS, 0))


@cache
def _about() -> Select[Any]:
    """In this order: who has the turn of all asks for no signal."""
    beside = func.pg_advisory_xact_lock_shared(_ACTS, 0)
    return select(beside, func.pg_advisory_xact_lock(_SIGNAL, bindparam("signal", type_=Integer)))


@cache
def _head() -> Select[int]:
    head = table_of(AuditHead).c
    return select(head.seq).where(head.id == 1).with_for_update()


@cache
def _head_and_last(with_revision: bool, lock: bool) -> Select[Any]:
    head, row = table_of(AuditHead), table_of(AuditRow)
    last = select(row.c.mac).where(row.c.seq == head.c.seq).scalar_subquery()
    found: Select[Any] = select(head.c.seq, head.c.mac, last).where(head.c.id == 1)
    if with_revision:
        found = found.add_columns(revision_now().scalar_subquery())
    return found.with_for_update() if lock else found


@cache
def _add() -> Insert:
    return insert(table_of(AuditRow))


@cache
def _move_head() -> Update:
    head = table_of(AuditHead).c
    still = (head.id == 1, head.seq == bindparam("first"))
    return update(table_of(AuditHead)).where(*still).values(seq=bindparam("last"), mac=bindparam("sealed"))


def _content(seq: int, entry: AuditEntry, rule_version: str) -> Content:
    facts = _plain(entry.facts)
    texts = (entry.actor, entry.act, entry.ref, entry.decision, entry.code, rule_version)
    if not all(_is_code(text) for text in texts if text is not None) or not _is_code(facts):
        raise ValueError(f"an audit row holds ids and codes only ({entry.act[:40]!r})")
    if len(canonical(facts)) > MAX_FACTS:
        raise ValueError(f"the facts of {entry.act!r} are too many; give their input_hash")
    at, rows = entry.at.astimezone(UTC), dict(entry.rows) or None
    return Content(
        seq, at, entry.actor, entry.act, entry.ref, entry.decision, entry.code, rule_version, facts, rows
    )


def _is_code(value: Any) -> bool:
    match value:
        case None | bool() | int():
            return True
        case str():
            return _CODE.fullmatch(value) is not None
        case list():
            return all(_is_code(part) for part in value)
        case dict():
            return all(_is_code(name) and _is_code(part) for name, part in value.items())
        case _:
            return False


def _plain(value: Any) -> Any:
    match value:
        case Sealed():
            raise TypeError("sealed text is no fact")
        case Enum():
            return _plain(value.value)
        case None | bool() | int() | str():
            return value
        case date() | UUID():
            return value.isoformat() if isinstance(value, date) else str(value)
        case Mapping():
            return {str(_plain(name)): _plain(part) for name, part in value.items()}
        case Set():
            return sorted((_plain(part) for part in value), key=canonical)
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [_plain(part) for part in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _plain(asdict(value))
        case _:
            raise TypeError(f"{type(value).__name__} is no fact")
