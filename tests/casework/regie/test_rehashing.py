"""Hashes that an earlier version made of a name are made anew, and what they find is told."""

from __future__ import annotations

from sqlmodel import select

from casework.nightly import signal_by_signal
from casework.regie import matches
from casework.signals import erasing
from storage.directory_tables import RoleGrant
from storage.engine import session_for
from storage.signal_tables import Item, MatchEntry
from tests.casework.house import MDO, House

FARIDA, EDITH, BRAM, TARIK, OFFICER = "U0REGIE", "U0ZORGCO", "U0MENTOR", "U0JONGER", "U0FG"


def _as_before(house: House, number: int) -> None:
    """What an earlier version stored of this signal meets nothing that is made now."""
    with session_for(house.engine) as session:
        for one in session.exec(select(MatchEntry).where(MatchEntry.signal_id == number)).all():
            session.delete(one)
        session.add(MatchEntry(signal_id=number, kind="exact", digest=b"o" * 32))
        session.commit()


def _stored(house: House) -> dict[tuple[int, str], bytes]:
    with session_for(house.engine, write=False) as session:
        return {(one.signal_id, one.kind): one.digest for one in session.exec(select(MatchEntry)).all()}


def test_old_hashes_are_made_anew_and_what_they_find_is_told(house: House) -> None:
    """Once; a second time nothing is stored, told or noted."""
    house.report(TARIK, "İbrahim Yıldız-Kaya")
    made = _stored(house)
    _as_before(house, 1)
    house.report(BRAM, "Kaya, Ibrahim", partnership=MDO)
    assert house.told(matches.NOTICE) == []
    assert signal_by_signal(house.office, "matching")
    assert {one: digest for one, digest in _stored(house).items() if one[0] == 1} == made
    assert house.told(matches.NOTICE) == [(FARIDA, "S-1+S-2"), (EDITH, "S-1+S-2")]
    assert [row.ref for row in house.audit("match.hash")] == ["S-1"]
    assert not signal_by_signal(house.office, "matching")
    house.clock.pass_by(days=1)
    assert signal_by_signal(house.office, "matching")
    assert len(house.audit("match.hash")) == 1


def test_a_damaged_identity_keeps_nobody_else_from_it(house: House) -> None:
    """The privacy officer hears which; what was erased stays erased."""
    with session_for(house.engine) as session:
        session.merge(RoleGrant(user_id=OFFICER, role="fg"))
        session.commit()
    for name in ("Noor Zilverblad", "Jesse Verzonnen", "Tom Meijer"):
        house.report(TARIK, name)
    for number in (1, 2):
        _as_before(house, number)
    erasing.erase(house.office, house.who(OFFICER), 3, "verzoek", house.key())
    with session_for(house.engine) as session:
        first = session.exec(select(Item).where(Item.signal_id == 1, Item.kind == "identity")).one()
        second = session.exec(select(Item).where(Item.signal_id == 2, Item.kind == "identity")).one()
        first.name = second.name
        session.add(first)
        session.commit()
    signal_by_signal(house.office, "matching")
    assert {number for number, _ in _stored(house)} == {1, 2}
    assert _stored(house)[1, "exact"] == b"o" * 32
    assert _stored(house)[2, "exact"] != b"o" * 32
    assert house.told("work.damaged") == [(OFFICER, "S-1")]
