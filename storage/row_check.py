"""Looks through every row that decides for what was written, deleted or set back past the keys.

A seal shows that a row was changed or made by somebody else. That one is missing, or is an earlier state of
itself with its true seal, shows from the audit chain: each act wrote there which rows it left, and how.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import Session, col

from storage.audit_tables import AuditRow
from storage.engine import is_sqlite
from storage.guarding import voucher_of
from storage.sealing_rows import rows_of, vouched_tables
from storage.vouching import RowName, mark_of, name_of

_ONE_STATE = "REPEATABLE READ"


class RowFaultKind(StrEnum):
    """What is wrong with a row."""

    CHANGED = "row_changed"  # its seal does not fit: it was changed, or made by somebody else
    GONE = "row_gone"  # it was stored, and nobody deleted it through the house
    SET_BACK = "row_set_back"  # it is an earlier state of itself, or came back after it was deleted


@dataclass(frozen=True, slots=True)
class RowFault:
    """One finding about one row, by table and key; nothing of its content."""

    kind: RowFaultKind
    row: RowName

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


def check_rows(session: Session) -> tuple[RowFault, ...]:
    """Every fault among the rows that decide; the session must not have looked at anything yet.

    The audit chain itself is checked by `storage.audit_verify.verify`: where it is broken, what it says
    about rows is worth no more than that. Nothing without a vault: then no row has a seal.
    """
    voucher = voucher_of(session)
    if voucher is None:
        return ()
    if not is_sqlite(session.get_bind()):
        session.connection(execution_options={"isolation_level": _ONE_STATE})
    told = _told(session)
    faults: list[RowFault] = []
    for table in vouched_tables():
        for row in rows_of(session, table):
            name = name_of(row)
            known = str(name) in told
            mark = told.pop(str(name), None)
            if not voucher.holds(row):
                faults.append(RowFault(RowFaultKind.CHANGED, name))
            elif known and mark != mark_of(row.seal):
                faults.append(RowFault(RowFaultKind.SET_BACK, name))
    gone = (name for name, mark in told.items() if mark is not None)
    return (*faults, *(RowFault(RowFaultKind.GONE, _named(name)) for name in gone))


def _told(session: Session) -> dict[str, str | None]:
    """How each row was left by the last act that the chain knows of; None for one that was deleted."""
    told: dict[str, str | None] = {}
    for rows in _changes(session):
        told |= rows
    return told


def _changes(session: Session) -> Iterator[dict[str, str | None]]:
    found = select(col(AuditRow.rows)).where(col(AuditRow.rows).is_not(None)).order_by(col(AuditRow.seq))
    for rows in session.execute(found).scalars():
        if isinstance(rows, dict):
            yield rows


def _named(name: str) -> RowName:
    table, _, key = name.partition("/")
    return RowName(table, key, int(key) if table == "signal" and key.isdigit() else None)
