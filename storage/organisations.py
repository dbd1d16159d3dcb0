"""Makes rows of the organisations that partners were given as a text, by a version that knew no others.

The migration has no keys, and the row of a partner is sealed: the first start with keys does it. Run by
`schakel migrate` and at each start, so that what the version before this one writes beside it is taken in.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from storage import audit
from storage.audit import AuditEntry
from storage.engine import session_for
from storage.repositories.organisations import belong, homeless
from storage.unit_of_work import in_turn
from storage.vault import Vault

SETTLED = "organisation.settle"


def settle_organisations(engine: Engine, vault: Vault, now: datetime) -> int:
    """Let every partner belong to an organisation; gives how many did not yet."""
    with session_for(engine, write=False) as session:
        if not homeless(session):
            return 0
    with in_turn(engine) as session:
        found = homeless(session)
        for partner in found:
            belong(session, partner, partner.organisation)
        if found:
            entry = AuditEntry(now, "schakel", SETTLED, facts={"partners": len(found)})
            audit.append(session, vault.audit_key, [entry], rule_version=audit.NO_RULES)
            session.commit()
    return len(found)
