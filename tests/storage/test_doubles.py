"""One account is one partner, one signal one young person; what was double before is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from storage import schema
from storage.audit_tables import AuditRow
from storage.audit_verify import verify
from storage.directory_tables import Membership, Partner, Partnership
from storage.doubles import DOUBLE, settle_doubles
from storage.engine import for_migration, make_engine, session_for
from storage.evidence_tables import ConsentRecord
from storage.goal_tables import Evaluation, Goal
from storage.migrating import differences, migrate
from storage.repositories import directory, signals
from storage.row_check import check_rows
from storage.signal_tables import Item
from storage.unit_of_work import Store
from storage.vault import Vault
from tests.storage.conftest import NOW

BEFORE = "0016"
ACCOUNT = "U0DUBBEL"
FIRST, SECOND = UUID(int=2), UUID(int=1)  # the first by time, not by number


def partner(number: int) -> Partner:
    """A partner with the account that everybody has here."""
    return Partner(id=number, name="Noor", organisation="De Wende", role="mentor", user_id=ACCOUNT)


def item(
    number: int, id_: UUID, minutes: int = 0, kind: str = "identity", corrects: UUID | None = None
) -> Item:
    """An identity, unless it is said to be something else."""
    return Item(
        id=id_,
        signal_id=number,
        kind=kind,
        author=ACCOUNT,
        source_role="mentor",
        source_regime="overig",
        created_at=NOW + timedelta(minutes=minutes),
        corrects=corrects,
    )


def evaluation(finding: str) -> Evaluation:
    """A look back on the goal, today."""
    return Evaluation(goal_id=1, held_on=NOW.date(), finding=finding, evaluated_by=ACCOUNT, evaluated_at=NOW)


@pytest.fixture
def store(engine: Engine, vault: Vault) -> Store:
    """Acts on the database."""
    return Store(engine, vault, lambda: None, "1")


@pytest.fixture
def number(store: Store, stored_signal: Callable[[], int]) -> int:
    """A signal, beside another partnership and a goal."""
    found = stored_signal()
    with store.writing(NOW) as unit:
        other = Partnership(id=2, name="Tweede", kind="mdo", channel="C0TWEE", coordinator="U0X")
        unit.session.add(other)
        unit.session.add(
            Goal(
                id=1,
                partnership_id=1,
                why="w",
                goal="g",
                indicator="i",
                evaluate_on=NOW.date(),
                lead=ACCOUNT,
                created_by=ACCOUNT,
                created_at=NOW,
            )
        )
        unit.note("U0X", "test")
    return found


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the release before."""
    engine = make_engine(f"sqlite:///{tmp_path}/before.db")
    migrate(engine, to=BEFORE)
    yield engine
    engine.dispose()


class Later(NamedTuple):
    """What a release has that the one before had not: tables, columns of tables it had, and their indexes."""

    tables: list[str]
    columns: list[tuple[str, str]]
    indexes: list[str]


def _later_than(before: Engine) -> Later:
    known = inspect(before)
    names = set(known.get_table_names())
    older = [one for one in schema.metadata().sorted_tables if one.name in names]
    later = Later(
        [one.name for one in schema.metadata().sorted_tables[::-1] if one.name not in names], [], []
    )
    for table in older:
        columns = {one["name"] for one in known.get_columns(table.name)}
        indexes = {one["name"] for one in known.get_indexes(table.name)}
        later.columns.extend((table.name, one.name) for one in table.columns if one.name not in columns)
        later.indexes.extend(str(one.name) for one in table.indexes if one.name not in indexes)
    return later


def _drop_column(connection: Connection, name: str, column: str) -> None:
    """Take a column away, with what it refers to."""
    referring = [
        str(one.name)
        for one in schema.metadata().tables[name].foreign_key_constraints
        if column in one.column_keys
    ]
    with Operations(MigrationContext.configure(connection)).batch_alter_table(name) as table:
        for one in referring:
            table.drop_constraint(one, type_="foreignkey")
        table.drop_column(column)


@pytest.fixture
def doubled(engine: Engine, before: Engine, store: Store, number: int) -> int:
    """A database of the release before, sealed, in which two of each got in at one instant."""
    later = _later_than(before)
    with engine.begin() as connection:
        for index in later.indexes:
            connection.execute(text(f"DROP INDEX {index}"))
    with store.writing(NOW) as unit:
        unit.session.add_all([partner(11), partner(12)])
        unit.session.flush()
        for seat in ((11, 1), (12, 1), (12, 2)):
            unit.session.add(Membership(partner_id=seat[0], partnership_id=seat[1]))
        unit.session.add_all([item(number, FIRST), item(number, SECOND, minutes=1)])
        unit.session.add(evaluation("continue"))
        unit.session.flush()
        unit.session.add(evaluation("reached"))
        unit.note("U0X", "test")
    with for_migration(engine) as connection:
        for name, column in later.columns:
            _drop_column(connection, name, column)
        for table in later.tables:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{BEFORE}'"))
    return number


def test_what_was_double_is_settled_once(engine: Engine, vault: Vault, doubled: int) -> None:
    """Who the house took it for stays, with every seat; the other is ended, and the audit says so."""
    migrate(engine)
    assert differences(engine) == []
    assert settle_doubles(engine, vault, NOW) == 2
    assert settle_doubles(engine, vault, NOW) == 0
    with session_for(engine, write=False) as session:
        assert check_rows(session) == ()
    with session_for(engine, write=False) as session:
        known = directory.partner_of_user(session, ACCOUNT)
        assert known is not None
        assert known.id == 11
        assert [one.id for one in directory.partnerships_of(session, 11)] == [1, 2]
        assert session.get_one(Partner, 12).active is False
        assert directory.partnerships_of(session, 12) == []
        assert [one.id for one in signals.items(session, doubled)] == [FIRST]
        assert [one.double_of is None for one in _evaluations(session)] == [False, True]
        ended = session.exec(select(AuditRow.ref).where(AuditRow.act == DOUBLE)).all()
        assert list(ended) == ["P-12", f"S-{doubled}"]
        assert verify(session, vault.audit_key).faults == ()


def test_a_note_that_fits_nothing_ends_nobody(engine: Engine, vault: Vault, number: int) -> None:
    """Whoever writes in the database cannot have a partner ended by calling them somebody's double."""
    with session_for(engine) as session:
        others = [
            Partner(id=at, name="N", organisation="O", role="mentor", user_id=f"U0N{at}") for at in (11, 12)
        ]
        session.add_all(others)
        session.commit()
    with engine.begin() as connection:
        connection.execute(text("UPDATE partner SET double_of = 11 WHERE id = 12"))
    assert settle_doubles(engine, vault, NOW) == 0
    with session_for(engine, write=False) as session:
        assert session.get_one(Partner, 12).active is True


def consent(number: int, corrects: UUID) -> ConsentRecord:
    """A record in the place of another."""
    return ConsentRecord(signal_id=number, recorded_by=ACCOUNT, recorded_at=NOW, corrects=corrects)


@pytest.mark.parametrize(
    "two",
    [
        lambda number: (partner(11), partner(12)),
        lambda number: (item(number, FIRST), item(number, SECOND)),
        lambda number: tuple(item(number, at, kind="detail", corrects=UUID(int=9)) for at in (FIRST, SECOND)),
        lambda number: (consent(number, UUID(int=9)), consent(number, UUID(int=9))),
        lambda number: (evaluation("continue"), evaluation("reached")),
    ],
    ids=["account", "identity", "correction", "consent corrected", "look back"],
)
def test_two_that_must_be_one_do_not_get_in(
    engine: Engine, number: int, two: Callable[[int], tuple[SQLModel, SQLModel]]
) -> None:
    """The database itself refuses the second, whoever writes it."""
    with session_for(engine) as session:
        one, other = two(number)
        session.add(one)
        session.flush()
        session.add(other)
        with pytest.raises(IntegrityError):
            session.flush()


def _evaluations(session: Session) -> list[Evaluation]:
    return list(session.exec(select(Evaluation).order_by(Evaluation.finding)))
