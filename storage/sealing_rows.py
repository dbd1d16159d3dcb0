"""Seals the rows of a database from before there were seals, once; never one that was sealed already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from sqlmodel import Session, col, or_, select

from storage import audit, schema
from storage.audit import AuditEntry
from storage.audit_tables import AuditRow
from storage.audit_verify import verify
from storage.errors import ContentErased, SealBroken, SealsUndone, WrongKey
from storage.guarding import EVERYTHING
from storage.sealing import Sealed, place_of
from storage.signal_tables import Item, SignalKeys
from storage.vault import BOUND, Vault
from storage.vouching import Vouched, mark_of, name_of

ROWS_SEALED = "rows.sealed"
_ROWS_A_LINE = 500
_SEALED_TEXTS = ("name", "birth_date", "text")

_UNDONE = (
    "De zegels van deze database zijn teruggedraaid: zij was verzegeld en zegt nu van niet. "
    "Zet een back-up terug en waarschuw de privacyfunctionaris."
)
_BROKEN = (
    "Het auditlogboek is beschadigd; zo wordt deze database niet verzegeld. "
    "Zet een back-up terug en waarschuw de privacyfunctionaris."
)


def vouched_tables() -> tuple[type[Vouched], ...]:
    """Every table whose rows carry a seal, by name."""
    found = (one.class_ for one in schema.mappers() if issubclass(one.class_, Vouched))
    return tuple(sorted(found, key=lambda table: str(table.__tablename__)))


def rows_of(session: Session, table: type[Vouched]) -> Iterator[Vouched]:
    """Every row of a table, also those whose seal does not fit."""
    yield from session.exec(select(table), execution_options={EVERYTHING: True})


def must_be_unsealed(session: Session, vault: Vault) -> None:
    """Nothing in the database may tell of seals; raises `SealsUndone` otherwise.

    Whoever could blank the seals and have them made anew would need no key.
    """
    told = select(AuditRow).where(or_(AuditRow.act == ROWS_SEALED, col(AuditRow.rows).is_not(None))).limit(1)
    if session.exec(told).first() is not None:
        raise SealsUndone(_UNDONE)
    if any(row.seal is not None for table in vouched_tables() for row in rows_of(session, table)):
        raise SealsUndone(_UNDONE)
    if verify(session, vault.audit_key).faults:
        raise SealsUndone(_BROKEN)


def bind_items(session: Session, vault: Vault) -> None:
    """Bind every sealed text of an item to the columns of its row; what was erased stays unreadable."""
    for item in session.exec(select(Item), execution_options={EVERYTHING: True}).all():
        keys = session.get(SignalKeys, item.signal_id)
        for field in _SEALED_TEXTS:
            sealed: Sealed | None = getattr(item, field)
            if sealed is None or keys is None or sealed.blob.startswith(BOUND):
                continue
            try:
                setattr(item, field, vault.rebind(keys, place_of(item, field), sealed))
            except (ContentErased, SealBroken, WrongKey):
                continue  # it could not be read before either
        session.add(item)
    session.flush()


def seal_rows(session: Session, vault: Vault) -> dict[str, str | None]:
    """Seal every row that decides; gives each with its seal in short."""
    marks: dict[str, str | None] = {}
    for table in vouched_tables():
        for row in list(rows_of(session, table)):
            row.seal = vault.voucher.seal(row)
            session.add(row)
            marks[str(name_of(row))] = mark_of(row.seal)
    session.flush()
    return marks


def note_sealed(session: Session, vault: Vault, marks: dict[str, str | None], now: datetime) -> None:
    """Write in the audit chain which rows there were, so that none of them goes missing unseen."""
    entries = [AuditEntry(now, "schakel", ROWS_SEALED, facts={"count": len(marks)})]
    rest = iter(marks.items())
    while part := dict(islice(rest, _ROWS_A_LINE)):
        entries.append(AuditEntry(now, "schakel", ROWS_SEALED, rows=part))
    audit.append(session, vault.audit_key, entries, rule_version=audit.NO_RULES)
