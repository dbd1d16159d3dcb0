"""What storage tests share: an engine on each database, a vault, a clock and a stored signal."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from storage import audit
from storage.deployment import UNSEALED, open_deployment
from storage.directory_tables import Deployment, Partner, Partnership
from storage.engine import is_sqlite, make_engine, session_for
from storage.keys import KEY_BYTES, KeyRing, generate, wrap
from storage.signal_tables import Signal
from storage.vault import Vault
from tests.postgres import Cluster

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TEAM = "T0ZONNEBEEK"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with all tables, on SQLite and on PostgreSQL."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A writing session."""
    with session_for(engine) as session:
        yield session


@pytest.fixture
def ring() -> KeyRing:
    """A ring of one new master key."""
    return KeyRing.parse(generate())


@pytest.fixture
def vault(engine: Engine, ring: KeyRing) -> Vault:
    """The vault of the test deployment."""
    return open_deployment(engine, ring, TEAM, NOW)


@pytest.fixture
def files(engine: Engine, request: pytest.FixtureRequest) -> Callable[[bytes], list[str]]:
    """Names the files of the database that hold these bytes, without PostgreSQL's write-ahead log."""

    def holding(wanted: bytes) -> list[str]:
        if is_sqlite(engine):
            here = Path(str(engine.url.database))
            return [one.name for one in here.parent.glob(f"{here.name}*") if wanted in one.read_bytes()]
        cluster: Cluster = request.getfixturevalue("postgres")
        cluster.execute("CHECKPOINT")
        data = (cluster.folder / "data" / "base").rglob("*")
        return [one.name for one in data if one.is_file() and wanted in one.read_bytes()]

    return holding


def stamp_before_seals(engine: Engine, ring: KeyRing) -> Vault:
    """Stamp a database as a release did in which rows had no seals."""
    root = secrets.token_bytes(KEY_BYTES)
    found = Deployment(id=1, team_id=TEAM, root_secret=wrap(ring, TEAM, UNSEALED, root), created_at=NOW)
    vault = Vault(TEAM, ring, root)
    with session_for(engine) as session:
        session.add(found)
        audit.start(session, vault.audit_key)
        session.commit()
    return vault


@pytest.fixture
def stored_signal(engine: Engine, vault: Vault) -> Callable[[], int]:
    """Stores one more signal with its keys and gives its number."""

    def store() -> int:
        with session_for(engine) as session:
            if session.get(Partnership, 1) is None:
                session.add(
                    Partnership(
                        id=1, name="Jeugdnetwerk", kind="wijkoverleg", channel="C0X", coordinator="U0X"
                    )
                )
                session.add(Partner(id=1, name="Mentor", organisation="De Wende", role="mentor"))
                session.flush()
            signal = Signal(
                partnership_id=1,
                author="U0ZORGCO",
                author_partner_id=1,
                level="N2",
                place="school",
                created_at=NOW,
                active_at=NOW,
            )
            session.add(signal)
            session.flush()
            assert signal.id is not None
            session.add(vault.new_keys(signal.id))
            session.commit()
            return signal.id

    return store
