"""What was done to rows past the keys is found, also what leaves no broken seal behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from storage.directory_tables import RoleGrant
from storage.engine import session_for
from storage.evidence_tables import ConsentRecord
from storage.row_check import check_rows
from storage.unit_of_work import Store
from storage.vault import Vault
from tests.storage.conftest import NOW

Written = Callable[[str], None]


@pytest.fixture
def refusal(engine: Engine, vault: Vault, stored_signal: Callable[[], int]) -> ConsentRecord:
    """A refusal and a grant, stored by acts of the house."""
    number = stored_signal()
    store = Store(engine, vault, lambda: None, "1")
    row = ConsentRecord(
        signal_id=number,
        refused=["jongere"],
        recorded_by="U0",
        recorded_at=NOW,
    )
    with store.writing(NOW) as unit:
        unit.session.add_all([row, RoleGrant(user_id="U0FG", role="fg")])
        unit.note("U0", "consent.refuse", ref=f"S-{number}")
    with store.writing(NOW) as unit:
        grant = unit.session.get_one(RoleGrant, ("U0FG", "fg"))
        unit.session.delete(grant)
        unit.note("U0", "grant.take")
    return row


def found(engine: Engine) -> list[str]:
    """The faults, as text."""
    with session_for(engine, write=False) as session:
        return [str(fault) for fault in check_rows(session)]


def write(engine: Engine, statement: str, **values: Any) -> None:
    """What somebody does who has the database and not the keys."""
    with engine.begin() as connection:
        connection.execute(text(statement), values)


def test_what_the_house_did_is_no_fault(engine: Engine, refusal: ConsentRecord) -> None:
    """Stored, changed and deleted by its own acts."""
    assert found(engine) == []


def test_a_refusal_that_was_deleted_is_named(engine: Engine, refusal: ConsentRecord) -> None:
    """No seal is broken; the chain knows that it was there."""
    write(engine, "DELETE FROM consent")
    assert found(engine) == [f"row_gone consent/{refusal.id}"]


def test_a_changed_row_and_an_inserted_one_are_named(engine: Engine, refusal: ConsentRecord) -> None:
    """With table and key, and nothing of what they say."""
    write(engine, "UPDATE consent SET refused = '[]'")
    write(engine, "INSERT INTO role_grant (user_id, role) VALUES ('U0DBA', 'fg')")
    assert found(engine) == [f"row_changed consent/{refusal.id}", "row_changed role_grant/U0DBA/fg"]


def test_an_earlier_state_with_its_true_seal_is_named(
    engine: Engine, vault: Vault, refusal: ConsentRecord
) -> None:
    """A withdrawal taken out by putting back the row of before it, seal and all."""
    with engine.connect() as connection:
        before = connection.execute(text("SELECT withdrawn, seal FROM consent")).one()
    store = Store(engine, vault, lambda: None, "1")
    with store.writing(NOW) as unit:
        unit.session.get_one(ConsentRecord, refusal.id).withdrawn = {"ouder_1": "2026-11-24"}
    assert found(engine) == []
    past = before[0] if isinstance(before[0], str) else "{}"
    write(engine, "UPDATE consent SET withdrawn = :past, seal = :seal", past=past, seal=before[1])
    assert found(engine) == [f"row_set_back consent/{refusal.id}"]


def test_a_grant_that_was_taken_does_not_come_back(
    engine: Engine, vault: Vault, refusal: ConsentRecord
) -> None:
    """The row of before it was taken fits its seal; the chain knows that it was deleted."""
    grant = RoleGrant(user_id="U0FG", role="fg")
    seal = vault.voucher.seal(grant)
    write(engine, "INSERT INTO role_grant (user_id, role, seal) VALUES ('U0FG', 'fg', :seal)", seal=seal)
    assert found(engine) == ["row_set_back role_grant/U0FG/fg"]
