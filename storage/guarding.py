"""Seals vouched rows as they are stored and keeps those whose seal does not fit out of every answer.

It hangs on the sessions of `storage.engine` and on every table that is `Vouched`, so that no query and no use
case can forget it. It works from the moment the vault of the deployment is opened on the engine.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Executable, Select, Table, bindparam, event, orm, select, update
from sqlalchemy.engine import IteratorResult, Result
from sqlalchemy.orm import Mapper, ORMExecuteState, object_session
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session

from storage.errors import Overtaken, Unvouched
from storage.vouching import SEAL, RowName, Vouched, Voucher, deciding, mark_of, name_of

# Execution options of a statement: rows without a fitting seal too, for who looks for them; and: nothing is
# decided on what it gives, so that it may pass by a table without asking for its rows whole.
EVERYTHING = "schakel_everything"
NUMBERS_ONLY = "schakel_numbers_only"
_VOUCHER = "schakel_voucher"
_CHANGED = "schakel_changed_rows"
_TURN = "schakel_turn"
_REFUSED = "schakel_refused_rows"


_PLACES: WeakKeyDictionary[Executable, tuple[int, ...]] = WeakKeyDictionary()


class HouseSession(Session):
    """A session that gives only rows whose seal fits."""


def vouch_on(engine: Engine, voucher: Voucher) -> None:
    """From now on every session on this engine seals and checks with this voucher."""
    engine.update_execution_options(**{_VOUCHER: voucher})


def voucher_of(session: orm.Session) -> Voucher | None:
    """The voucher of this session's engine; None before the deployment was opened on it."""
    found: Voucher | None = session.get_bind().get_execution_options().get(_VOUCHER)
    return found


def give_turn(session: Session) -> None:
    """Until its transaction ends nobody but this session changes a vouched row.

    An act about one signal has no such turn on PostgreSQL: each row that it stores is compared with what it
    read (`_must_be_what_was_read`).
    """
    session.info[_TURN] = session.get_transaction() or session.begin()


def has_turn(session: orm.Session) -> bool:
    """Whether this session has had the turn since its transaction began."""
    turn = session.info.get(_TURN)
    return turn is not None and turn is session.get_transaction()


def take_changes(session: Session) -> dict[str, str | None]:
    """The vouched rows this session stored or deleted since the last call, each with its seal in short."""
    changed: dict[str, str | None] = session.info.pop(_CHANGED, {})
    return changed


def refused_rows(session: Session) -> frozenset[RowName]:
    """The rows that this session met and did not give, because their seal does not fit."""
    found: set[RowName] = session.info.get(_REFUSED, set())
    return frozenset(found)


@event.listens_for(HouseSession, "do_orm_execute")
def _look(state: ORMExecuteState) -> Result[Any] | None:
    if state.is_select:
        voucher = voucher_of(state.session)
        if voucher is None or state.execution_options.get(EVERYTHING):
            return None
        return _only_vouched(state, voucher)
    if state.is_update or state.is_insert:
        _refuse_in_bulk(state)
    return None


def _only_vouched(state: ORMExecuteState, voucher: Voucher) -> Result[Any] | None:
    """The answer without rows of which any part is not vouched for."""
    places = _vouched_places(state.statement)
    if not places:
        return None
    found = state.invoke_statement()
    if not isinstance(found, IteratorResult):
        raise Unvouched(f"{type(found).__name__} gives rows past the look at their seals")
    kept = []
    for row in found.iterator:
        parts = (row,) if isinstance(row, Vouched) else row
        broken = [one for at in places if (one := parts[at]) is not None and not voucher.holds(one)]
        for one in broken:
            state.session.info.setdefault(_REFUSED, set()).add(name_of(one))
            if one in state.session:
                state.session.expunge(one)
        if not broken:
            kept.append(row)
    # In the place of what the statement gave: a result of its own would cost more than reading the row.
    found.iterator = iter(kept)
    return found


def _vouched_places(statement: Executable) -> tuple[int, ...]:
    """Where in an answer the vouched rows stand; looked up once for a statement that is kept."""
    found = _PLACES.get(statement)
    if found is None:
        found = _PLACES[statement] = tuple(
            at
            for at, column in enumerate(getattr(statement, "column_descriptions", ()))
            if column.get("entity") is not None  # a statement on a table knows of none
            and column["expr"] is column["entity"]
            and issubclass(column["type"], Vouched)
        )
    return found


def _refuse_in_bulk(state: ORMExecuteState) -> None:
    """One statement over many rows would leave their old seals on them; raises `Unvouched`."""
    mapper = state.bind_mapper
    if mapper is None or not issubclass(mapper.class_, Vouched) or voucher_of(state.session) is None:
        return
    if state.is_update:
        values = getattr(state.statement, "_values", None) or {}
        named = {str(getattr(column, "key", column)) for column in values}
        if named and not named & set(deciding(mapper.class_)):
            return
    raise Unvouched(f"{mapper.class_.__name__} is stored row by row, so that each gets its seal")


@event.listens_for(Vouched, "before_insert", propagate=True)
def _before_insert(mapper: Mapper[Any], connection: Connection, row: Vouched) -> None:
    voucher = _voucher(connection)
    numbered = all(getattr(row, str(column.key)) is not None for column in mapper.primary_key)
    if voucher is not None and numbered:
        row.seal = voucher.seal(row)


@event.listens_for(Vouched, "after_insert", propagate=True)
def _after_insert(mapper: Mapper[Any], connection: Connection, row: Vouched) -> None:
    voucher = _voucher(connection)
    if voucher is None:
        return
    if row.seal is None:  # its number was only just given out
        made = voucher.seal(row)
        connection.execute(update(_table(mapper)).where(*_is(mapper, row)).values({SEAL: made}))
        set_committed_value(row, SEAL, made)
    _note(row, mark_of(row.seal))


@event.listens_for(Vouched, "before_update", propagate=True)
def _before_update(mapper: Mapper[Any], connection: Connection, row: Vouched) -> None:
    voucher = _voucher(connection)
    if voucher is None:
        return
    made = voucher.seal(row)
    if made == row.seal:
        return
    session = object_session(row)
    if session is None or not has_turn(session):
        _must_be_what_was_read(mapper, connection, row)
    row.seal = made
    _note(row, mark_of(made))


@event.listens_for(Vouched, "after_delete", propagate=True)
def _after_delete(mapper: Mapper[Any], connection: Connection, row: Vouched) -> None:
    if _voucher(connection) is not None:
        _note(row, None)


def _must_be_what_was_read(mapper: Mapper[Any], connection: Connection, row: Vouched) -> None:
    """Nobody changed the row meanwhile: a seal over columns that were read before would fit neither."""
    read = row.seal
    key = {f"key_{column.key}": getattr(row, str(column.key)) for column in mapper.primary_key}
    stored = connection.execute(_stored_seal(mapper), key).scalar()
    if read is not None and stored != read:
        raise Overtaken("Iemand anders heeft dit op hetzelfde moment veranderd. Probeer het nog eens.")


@cache
def _stored_seal(mapper: Mapper[Any]) -> Select[Any]:
    key = (column == bindparam(f"key_{column.key}") for column in mapper.primary_key)
    return select(_table(mapper).c[SEAL]).where(*key).with_for_update()


def _table(mapper: Mapper[Any]) -> Table:
    table = mapper.local_table
    assert isinstance(table, Table)  # noqa: S101  # no row of ours stands for anything else
    return table


def _is(mapper: Mapper[Any], row: Vouched) -> list[Any]:
    return [column == getattr(row, str(column.key)) for column in mapper.primary_key]


def _note(row: Vouched, mark: str | None) -> None:
    session = object_session(row)
    if session is not None:
        session.info.setdefault(_CHANGED, {})[str(name_of(row))] = mark


def _voucher(connection: Connection) -> Voucher | None:
    found: Voucher | None = connection.get_execution_options().get(_VOUCHER)
    return found
