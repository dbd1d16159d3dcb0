"""One database belongs to one workspace and one set of keys."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from storage.deployment import open_deployment, open_existing
from storage.directory_tables import Deployment
from storage.engine import session_for
from storage.errors import ForeignDatabase, NoDeployment, WrongKey
from storage.keys import KeyRing, generate
from tests.storage.conftest import NOW, TEAM


def test_the_first_start_stamps_and_later_starts_agree(engine: Engine, ring: KeyRing) -> None:
    """The same workspace and keys give the same derived keys, also from the command line."""
    first = open_deployment(engine, ring, TEAM, NOW)
    again = open_deployment(engine, ring, TEAM, NOW)
    existing = open_existing(engine, ring)
    assert first.audit_key == again.audit_key == existing.audit_key
    assert first.index_key == existing.index_key != first.audit_key
    assert existing.team_id == TEAM


def test_another_workspace_is_refused_in_one_line(engine: Engine, ring: KeyRing) -> None:
    """A test app never touches real cases."""
    open_deployment(engine, ring, TEAM, NOW)
    with pytest.raises(ForeignDatabase, match="T0ELDERS") as refused:
        open_deployment(engine, ring, "T0ELDERS", NOW)
    assert "\n" not in refused.value.line


def test_a_wrong_key_is_refused_and_an_added_key_is_not(engine: Engine, ring: KeyRing) -> None:
    """Another ring is refused; a new active key with the old one behind it is fine."""
    before = open_deployment(engine, ring, TEAM, NOW)
    other = KeyRing.parse(generate())
    with pytest.raises(WrongKey):
        open_deployment(engine, other, TEAM, NOW)
    both = KeyRing(other.keys + ring.keys)
    assert open_deployment(engine, both, TEAM, NOW).audit_key == before.audit_key


def test_a_restamped_database_does_not_open(engine: Engine, ring: KeyRing) -> None:
    """Writing another team id into the row does not help: the root secret is bound to the first."""
    open_deployment(engine, ring, TEAM, NOW)
    with engine.begin() as connection:
        connection.execute(text("UPDATE deployment SET team_id = 'T0ELDERS'"))
    with pytest.raises(WrongKey):
        open_deployment(engine, ring, "T0ELDERS", NOW)


def test_an_unopened_database_has_no_vault(engine: Engine, ring: KeyRing) -> None:
    """The command line does not stamp."""
    with pytest.raises(NoDeployment):
        open_existing(engine, ring)


def test_replicas_starting_at_once_share_one_root_secret(engine: Engine, ring: KeyRing) -> None:
    """Eight first starts at the same moment leave one row and eight equal vaults."""
    start = Barrier(8)

    def replica(_: int) -> bytes:
        start.wait()
        return open_deployment(engine, ring, TEAM, NOW).audit_key

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(replica, range(8)))
    assert len(keys) == 1
    with session_for(engine, write=False) as session:
        stamped = session.get(Deployment, 1)
    assert stamped is not None
    assert stamped.team_id == TEAM
