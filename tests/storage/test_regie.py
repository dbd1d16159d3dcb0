"""Asking and regie as stored: one row per question and pair, found by signal, coordinator and likeness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from storage.directory_tables import Membership, Partner
from storage.engine import session_for
from storage.matching import digests
from storage.regie_tables import DetailRequest, Link, LinkState, SignalMatch
from storage.repositories import regie
from storage.signal_tables import MatchEntry, Signal, SignalState
from tests.storage.conftest import NOW

BORN = date(2011, 3, 20)
Stored = Callable[[], int]


def _named(engine: Engine, number: int, name: str) -> None:
    with session_for(engine) as session:
        for kind, digest in digests(b"i" * 32, name, BORN).items():
            session.add(MatchEntry(signal_id=number, kind=kind, digest=digest))
        session.commit()


def test_open_signals_with_a_hash_in_common_are_alike(engine: Engine, stored_signal: Stored) -> None:
    """Each kind of likeness is told; a closed signal, another name and the signal itself are not."""
    same, sounds, other, closed, asked = (stored_signal() for _ in range(5))
    _named(engine, same, "Tom Meijer")
    _named(engine, sounds, "Bas Meyer")
    _named(engine, other, "Noor Zilverblad")
    _named(engine, closed, "Tom Meijer")
    _named(engine, asked, "Tom Meijer")
    with session_for(engine) as session:
        session.get_one(Signal, closed).state = SignalState.CLOSED
        session.commit()
    with session_for(engine, write=False) as session:
        found = set(regie.alike(session, asked))
    assert found == {(same, "exact"), (same, "initials"), (same, "sound"), (sounds, "sound")}


def test_a_partner_has_one_request_per_signal(engine: Engine, stored_signal: Stored) -> None:
    """A second row for the same question is refused by the database itself."""
    number = stored_signal()
    with session_for(engine) as session:
        session.add(DetailRequest(signal_id=number, partner_id=1, asked_at=NOW))
        session.commit()
        assert regie.request_of(session, number, 1) is not None
        assert [one.partner_id for one in regie.requests_of(session, number)] == [1]
        assert regie.signals_waiting(session, "U0ZORGCO", [1], []) == [number]
        assert regie.signals_waiting(session, "U0ZORGCO", [2], []) == []
        assert regie.signals_waiting(session, "U0ANDER", [1], []) == []
        assert regie.signals_waiting(session, "U0ANDER", [], [1]) == [number]
    with session_for(engine) as session:
        session.add(DetailRequest(signal_id=number, partner_id=1, asked_at=NOW))
        with pytest.raises(IntegrityError):
            session.commit()


def test_pairs_are_found_from_either_side(engine: Engine, stored_signal: Stored) -> None:
    """A match and a link belong to both their signals and to the partnerships of both."""
    one, other, apart = stored_signal(), stored_signal(), stored_signal()
    with session_for(engine) as session:
        session.add(SignalMatch(low=one, high=other, likeness="exact", found_at=NOW))
        session.add(
            Link(
                low=one,
                high=other,
                state=LinkState.ASKED,
                asked_by="U0X",
                asked_at=NOW,
                changed_by="U0X",
                changed_at=NOW,
            )
        )
        session.commit()
        for number in (one, other):
            assert [(row.low, row.high) for row in regie.matches_of(session, number)] == [(one, other)]
            assert [(row.low, row.high) for row in regie.links_of(session, number)] == [(one, other)]
        assert list(regie.matches_of(session, apart)) == []
        assert list(regie.links_of(session, apart)) == []
        assert len(regie.matches_in(session, [1])) == len(regie.asked_links_in(session, [1])) == 1
        assert list(regie.matches_in(session, [2])) == []
        assert list(regie.asked_links_in(session, [2])) == []
        assert regie.coordinators(session, [one, other]) == {one: "U0X", other: "U0X"}
        assert regie.writers(session, [one, other]) == {"U0ZORGCO"}


def test_instants_come_back_aware(engine: Engine, stored_signal: Stored) -> None:
    """What is compared with the clock keeps its zone on both databases."""
    number = stored_signal()
    with session_for(engine) as session:
        session.add(DetailRequest(signal_id=number, partner_id=1, asked_at=NOW, declined_at=NOW))
        session.commit()
    with session_for(engine, write=False) as session:
        row = regie.request_of(session, number, 1)
        assert row is not None
        assert row.declined_at is not None
        assert row.asked_at + timedelta(hours=1) > row.declined_at == NOW


def test_a_signal_without_a_working_lead_is_found(engine: Engine, stored_signal: Stored) -> None:
    """Led by nobody or by an account that left: listed; by an active partner or the coordinator: not."""
    nobody, left, active, coordinator = (stored_signal() for _ in range(4))
    with session_for(engine) as session:
        session.add(Partner(id=2, name="Weg", organisation="De Wende", role="mentor", user_id="U0WEG"))
        session.add(Partner(id=3, name="Hier", organisation="De Wende", role="mentor", user_id="U0HIER"))
        session.flush()
        session.add_all([Membership(partner_id=id_, partnership_id=1) for id_ in (2, 3)])
        session.get_one(Partner, 2).active = False
        for number, lead in ((left, "U0WEG"), (active, "U0HIER"), (coordinator, "U0X"), (nobody, None)):
            session.get_one(Signal, number).lead = lead
        session.commit()
        assert regie.leaderless(session, [1]) == [nobody, left]
        assert regie.leaderless(session, [2]) == []
