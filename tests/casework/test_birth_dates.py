"""A date of birth is taken as people know it: the day, or only the year, which is never taken for a day."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from casework.casefile import load
from casework.dates import FlawedDate, read_birth_date
from casework.signals import supplementing
from rules.birth import BirthDate
from storage.signal_tables import MatchEntry
from tests.casework.making import House

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("00-00-2009", "2009"),
        ("00-05-2009", "2009-05"),
        ("2009", "2009"),
        ("circa 2009", "2009"),
        ("ca. 2009", "2009"),
        ("05-2009", "2009-05"),
        ("mei 2009", "2009-05"),
        ("2009-00-00", "2009"),
        ("01-01-2009", "2009-01-01"),
        ("14–05–2011", "2011-05-14"),
        ("14 - 05 - 2011", "2011-05-14"),
        ("14 05 2011", "2011-05-14"),
        ("14/5/2011", "2011-05-14"),
        ("14.05.2011", "2011-05-14"),
        ("2011-05-14", "2011-05-14"),
        ("14 mei 2011", "2011-05-14"),
        ("14 Mei 2011", "2011-05-14"),
        ("14-mei-2011", "2011-05-14"),
        ("14 may 2011", "2011-05-14"),
        ("1 maart 2011", "2011-03-01"),
        ("geb. 14-05-2011", "2011-05-14"),
        ("14052011", "2011-05-14"),
        ("20110514", "2011-05-14"),
        (" \u00a014-05-2011\u200b", "2011-05-14"),
        ("xx-xx-2009", "2009"),
        ("??-05-2009", "2009-05"),
        ("onbekend, 2009", "2009"),
        ("2009?", "2009"),
        ("2009-05", "2009-05"),
        ("14 - mei - 2011", "2011-05-14"),
        ("14/mei/2011", "2011-05-14"),
        ("14 mei, 2011", "2011-05-14"),
        ("May 14, 2011", "2011-05-14"),
        ("zaterdag 14 mei 2011", "2011-05-14"),
    ],
)
def test_what_people_know_is_understood(typed: str, known: str) -> None:
    """Any dash, spaces, months by name; zeros and a year alone say what is not known."""
    assert str(read_birth_date(typed, TODAY)) == known


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31-02-2011", "birth_date_impossible"),
        ("14-13-2011", "birth_date_impossible"),
        ("14-00-2011", "birth_date_impossible"),
        ("weet ik niet", "birth_date_unreadable"),
        ("14-05-11", "birth_date_unreadable"),
        ("14 foo 2011", "birth_date_unreadable"),
        ("2027", "date_future"),
        ("2002", "date_too_old"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_to_do(typed: str, code: str) -> None:
    """The sentence at the field says that a year alone will do, or nothing."""
    with pytest.raises(FlawedDate) as refused:
        read_birth_date(typed, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("known", "day"),
    [
        ("2009", "2009-12-31"),  # 16 or 17
        ("2010", "2010-12-31"),  # 15 or 16: as one of fifteen, whose parents decide too
        ("2014", "2014-01-01"),  # 11 or 12: as one of twelve, who is heard
        ("2008", "2008-12-31"),  # 17 or 18
        ("2010-12", "2010-12-31"),
        ("2011-05-14", "2011-05-14"),
        ("2026", "2026-11-24"),  # never after today
    ],
)
def test_ages_are_decided_by_the_strictest_day(known: str, day: str) -> None:
    """Of the two ages that a year leaves, the one for which more is asked."""
    assert BirthDate.of(known).strictest(TODAY).isoformat() == day


def test_a_year_is_kept_and_matches_nobody(house: House) -> None:
    """It is stored as typed, leaves no hash to match, and the day that comes later takes its place."""
    number = house.report("mentor", subject_name="Jesse Verzonnen", subject_birthdate="00-00-2011")
    with house.office.store.reading() as session:
        file = load(session, number)
        assert str(house.office.gate.born(file)) == "2011"
        assert session.exec(select(MatchEntry)).all() == []
    supplementing.add_subject(house.office, house.person("mentor"), number, "", "14 mei 2011", house.key())
    with house.office.store.reading() as session:
        assert str(house.office.gate.born(load(session, number))) == "2011-05-14"
        assert session.exec(select(MatchEntry)).all() != []
