"""Every act by every kind of person comes out as the matrix says, and tells nobody more than that."""

from __future__ import annotations

import pytest

from casework.permissions import TABLE
from tests.matrix.judging import leaks, outcome
from tests.matrix.plays import Plays
from tests.matrix.table import PEOPLE, Outcome, Row, rows

# What changes nothing, whatever is written down about who tried.
WITHOUT_TRACE = frozenset({Outcome.REFUSES, Outcome.FIELD, Outcome.NOTHING})


def _cases() -> list[object]:
    return [pytest.param(one, id=str(one)) for one in rows()]


def test_every_act_of_the_permission_table_has_a_row() -> None:
    """An act without a row fails here, and so does a row without an act."""
    assert {one.act for one in rows()} == set(TABLE)


def test_no_row_is_there_twice() -> None:
    """One act on one thing has one expected outcome a person."""
    named = [str(one) for one in rows()]
    assert len(named) == len(set(named))


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("row", _cases())
def test_each_person_gets_what_the_matrix_says(row: Row, plays: Plays) -> None:
    """One act, done by each of the sixteen; the whole of each answer is searched for what it may not hold."""
    wrong: list[str] = []
    for who in PEOPLE:
        done = plays.do(row.act, row.target, who)
        came = outcome(done)
        if came is not row.expected[who]:
            wrong.append(f"{who}: {came}, not {row.expected[who]}")
        wrong += [f"{who} may not know {one}" for one in leaks(done, row.act, who, came)]
        if came in WITHOUT_TRACE and done.stored and plays.bench.differs():
            wrong.append(f"{who}: {came}, and yet something is stored")
        plays.bench.restore()
    assert wrong == []
