"""A database from before the seals is sealed once, and one that was sealed is never sealed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from storage.audit_tables import AuditRow
from storage.audit_verify import verify
from storage.deployment import open_deployment, open_existing
from storage.directory_tables import Deployment, Partner, Partnership, RoleGrant
from storage.engine import create_all, make_engine, session_for
from storage.errors import SealsUndone
from storage.keys import KeyRing, generate
from storage.migrating import stamp
from storage.repositories import directory
from storage.rotation import rotate
from storage.sealing import place_of, sealed_field
from storage.sealing_rows import ROWS_SEALED
from storage.signal_tables import Item, Signal, SignalKeys
from storage.unsealing import Opener
from storage.vault import Vault
from tests.storage.conftest import NOW, TEAM, stamp_before_seals


@pytest.fixture
def old(empty_database_url: str, ring: KeyRing) -> Iterator[Engine]:
    """A database with a grant and an item, as the release before the seals left it."""
    engine = make_engine(empty_database_url)
    create_all(engine)
    stamp(engine)
    _fill(engine, stamp_before_seals(engine, ring))
    yield engine
    engine.dispose()


def _fill(engine: Engine, vault: Vault) -> None:
    with session_for(engine) as session:
        session.add(RoleGrant(user_id="U0FG", role="fg"))
        session.add(Partnership(id=1, name="Netwerk", kind="mdo", channel="C0", coordinator="U0"))
        session.add(Partner(id=1, name="Mentor", organisation="De Wende", role="mentor"))
        session.flush()
        shared: dict[str, Any] = {"created_at": NOW, "author": "U0X"}
        told: dict[str, Any] = {"partnership_id": 1, "author_partner_id": 1, "active_at": NOW, **shared}
        session.add(Signal(id=1, level="N2", place="school", **told))
        session.flush()
        keys = vault.new_keys(1)
        session.add(keys)
        item = Item(
            id=uuid4(), signal_id=1, kind="detail", source_role="mentor", source_regime="avg", **shared
        )
        place = replace(place_of(item, "text"), bound=b"")
        item.text = vault.seal(keys, place, "Mist de eerste uren")
        session.add(item)
        session.commit()


def _read(engine: Engine, vault: Vault) -> str:
    with session_for(engine, write=False) as session:
        item = session.exec(select(Item)).one()
        sealed = sealed_field(item, "text")
        assert sealed is not None
        return Opener(vault).open(sealed, session.get(SignalKeys, 1))


def test_the_first_start_seals_what_there_is(old: Engine, ring: KeyRing) -> None:
    """Rows count, items open, the chain says which rows there were; the second start changes nothing."""
    vault = open_deployment(old, ring, TEAM, NOW)
    assert _read(old, vault) == "Mist de eerste uren"
    again = open_existing(old, ring)
    assert again.audit_key == vault.audit_key
    with session_for(old, write=False) as session:
        assert directory.users_with(session, "fg") == ["U0FG"]
        assert verify(session, vault.audit_key).ok
        rows = session.exec(select(AuditRow).where(AuditRow.act == ROWS_SEALED)).all()
        assert "role_grant/U0FG/fg" in {name for row in rows for name in row.rows or {}}
        assert len(rows) == 2


def test_rotating_the_master_key_keeps_the_seals(old: Engine, ring: KeyRing) -> None:
    """The root secret stays, wrapped anew; also for a database that was not sealed yet."""
    newer = KeyRing.parse(generate())
    both = KeyRing(newer.keys + ring.keys)
    assert rotate(old, both).finished
    vault = open_deployment(old, newer, TEAM, NOW)
    assert _read(old, vault) == "Mist de eerste uren"
    newest = KeyRing.parse(generate())
    assert rotate(old, KeyRing(newest.keys + newer.keys)).finished
    assert _read(old, open_deployment(old, newest, TEAM, NOW)) == "Mist de eerste uren"
    with session_for(old, write=False) as session:
        assert directory.users_with(session, "fg") == ["U0FG"]


@pytest.mark.parametrize("keep", ["chain", "seals"])
def test_seals_that_were_undone_are_not_made_anew(old: Engine, ring: KeyRing, keep: str) -> None:
    """An old wrapping of the root secret put back, seals blanked, rows changed: it does not start."""
    with session_for(old, write=False) as session:
        before = session.get_one(Deployment, 1).root_secret
    open_deployment(old, ring, TEAM, NOW)
    with old.begin() as connection:
        connection.execute(text("UPDATE deployment SET root_secret = :before"), {"before": before})
        connection.execute(text("UPDATE role_grant SET user_id = 'U0DBA', seal = NULL"))
        if keep == "seals":
            connection.execute(text("DELETE FROM audit"))
        else:
            for table in ("item", "signal", "partner", "partnership"):
                connection.execute(text(f"UPDATE {table} SET seal = NULL"))
    with pytest.raises(SealsUndone):
        open_deployment(old, ring, TEAM, NOW)
    with pytest.raises(SealsUndone):
        open_existing(old, ring)


def test_a_damaged_chain_is_not_sealed_over(old: Engine, ring: KeyRing) -> None:
    """Whoever takes the row about the sealing out of the chain damages the chain."""
    with session_for(old, write=False) as session:
        before = session.get_one(Deployment, 1).root_secret
    open_deployment(old, ring, TEAM, NOW)
    with old.begin() as connection:
        connection.execute(text("UPDATE deployment SET root_secret = :before"), {"before": before})
        connection.execute(text("DELETE FROM audit"))
        for table in ("role_grant", "item", "signal", "partner", "partnership"):
            connection.execute(text(f"UPDATE {table} SET seal = NULL"))
    with pytest.raises(SealsUndone):
        open_deployment(old, ring, TEAM, NOW)


def test_a_database_with_signals_is_not_stamped_again(old: Engine, ring: KeyRing) -> None:
    """Without its row of keys and its chain it would begin anew, and seal whatever stands in it."""
    open_deployment(old, ring, TEAM, NOW)
    with old.begin() as connection:
        for table in ("deployment", "audit", "audit_head"):
            connection.execute(text(f"DELETE FROM {table}"))
    with pytest.raises(SealsUndone):
        open_deployment(old, ring, TEAM, NOW)


def test_what_was_imported_before_the_first_start_is_sealed_at_that_start(
    engine: Engine, ring: KeyRing
) -> None:
    """`schakel import` may come before `schakel run`."""
    with session_for(engine) as session:
        session.add(RoleGrant(user_id="U0FG", role="fg"))
        session.commit()
    open_deployment(engine, ring, TEAM, NOW)
    with session_for(engine, write=False) as session:
        assert directory.users_with(session, "fg") == ["U0FG"]
