"""Settles what an earlier version let happen twice: of two rows that say who or what there is, one counts.

Two acts at one instant could give an account to two partners, or a signal two young persons. The migration
that made this impossible has no keys, so it only notes which of the two counted: `double_of`. The first start
with keys ends the other one, and the audit says so. Run by `schakel migrate` and at each start.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from storage import audit
from storage.audit import AuditEntry
from storage.directory_tables import Membership, Partner
from storage.signal_tables import Item
from storage.unit_of_work import in_turn
from storage.vault import Vault

DOUBLE = "double.end"


def settle_doubles(engine: Engine, vault: Vault, now: datetime) -> int:
    """End every row that is noted as a double of one that counts; gives how many there were.

    A note that fits nothing, or stands on a row whose seal does not fit, is no reason to end anything.
    """
    with in_turn(engine) as session:
        ended = [*_partners(session), *_identities(session)]
        if ended:
            entries = [
                AuditEntry(now, "schakel", DOUBLE, ref=one, facts={"counts": kept}) for one, kept in ended
            ]
            audit.append(session, vault.audit_key, entries, rule_version=audit.NO_RULES)
            session.commit()
    return len(ended)


def _partners(session: Session) -> list[tuple[str, str]]:
    """A partner whose account another one had is partner no more, and sits nowhere."""
    ended = []
    for row in session.exec(select(Partner).where(col(Partner.double_of).is_not(None), Partner.active)).all():
        kept = session.get(Partner, row.double_of)
        if kept is None or not kept.active or kept.user_id != row.user_id or kept.double_of is not None:
            continue
        for seat in session.exec(select(Membership).where(Membership.partner_id == row.id)).all():
            _sit_instead(session, kept, seat)
        row.active = False
        session.add(row)
        ended.append((f"P-{row.id}", f"P-{kept.id}"))
    session.flush()
    return ended


def _sit_instead(session: Session, kept: Partner, seat: Membership) -> None:
    session.delete(seat)
    if kept.id is not None and session.get(Membership, (kept.id, seat.partnership_id)) is None:
        session.add(Membership(partner_id=kept.id, partnership_id=seat.partnership_id))


def _identities(session: Session) -> list[tuple[str, str]]:
    """Of two young persons in one signal the first was decided on; the other is kept as superseded."""
    ended = []
    noted = select(Item).where(col(Item.double_of).is_not(None), col(Item.superseded_by).is_(None))
    for row in session.exec(noted).all():
        kept = session.get(Item, row.double_of)
        if kept is None or kept.signal_id != row.signal_id or kept.kind != row.kind:
            continue
        row.superseded_by = kept.id
        session.add(row)
        ended.append((f"S-{row.signal_id}", str(kept.id)))
    session.flush()
    return ended
