"""Every query of the house asks for rows that decide whole, so that the session can look at their seals."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from types import CodeType
from typing import Any

import pytest
from sqlalchemy import Select, Table, event, inspect
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql import visitors

from storage.guarding import EVERYTHING, NUMBERS_ONLY, HouseSession
from storage.sealing_rows import vouched_tables

LIBRARIES = ("sqlalchemy", "sqlmodel", "/tests/", "/benchmarks/")
# Looking costs as much as asking; a place is looked at until it has been seen this often by a worker.
OFTEN = 50
seen: Counter[tuple[CodeType, int]] = Counter()


@cache
def sealed() -> frozenset[str]:
    """The tables with seals, by name."""
    return frozenset(str(table.__tablename__) for table in vouched_tables())


def passed_by(statement: Select[Any]) -> set[str]:
    """The tables with seals that a statement looks into without giving their rows."""
    found = {one.name for one in visitors.iterate(statement) if isinstance(one, Table)} & sealed()
    whole = {
        inspect(column["entity"]).mapper.local_table.name
        for column in statement.column_descriptions
        if column.get("entity") is not None and column["expr"] is column["entity"]
    }
    return found - whole


def must_be_whole(state: ORMExecuteState) -> None:
    """Fail the test in which the house itself asks for less than a row."""
    if not state.is_select or not isinstance(state.statement, Select):
        return
    if state.execution_options.get(EVERYTHING) or state.execution_options.get(NUMBERS_ONLY):
        return
    frame = sys._getframe(1)
    while frame.f_back is not None and any(one in frame.f_code.co_filename for one in LIBRARIES[:2]):
        frame = frame.f_back
    if any(one in frame.f_code.co_filename for one in LIBRARIES):
        return
    place = (frame.f_code, frame.f_lineno)
    seen[place] += 1
    if seen[place] > OFTEN:
        return
    missed = passed_by(state.statement)
    assert not missed, f"{frame.f_code.co_qualname} looks into {sorted(missed)} without asking for whole rows"


@pytest.fixture(scope="session", autouse=True)
def rows_are_asked_for_whole() -> Iterator[None]:
    """For every test."""
    event.listen(HouseSession, "do_orm_execute", must_be_whole)
    yield
    event.remove(HouseSession, "do_orm_execute", must_be_whole)
