"""What was shared by or with somebody ends when they leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.directory import import_directory
from casework.addressees import may_see
from casework.errors import NotForYou, Refused
from casework.regie import handing
from casework.sharing import on_demand
from casework.signals import looking
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.signal_tables import Disclosure
from tests.casework.house import House
from tests.casework.test_leaving import (
    EDITH,
    FARIDA,
    MARIT,
    TARIK,
    as_tagged,
    comes_back,
    ended,
    house,
    leaves,
    share,
    yes,
)

__all__ = ["house"]


def test_a_recipient_who_left_is_told_and_not_covered(house: House) -> None:
    """The consent that names them stays, and covers nobody who is not there; the last one ends it."""
    number = as_tagged(house)
    yes(house, number, TARIK, MARIT)
    shared = share(house, number, TARIK, MARIT)
    leaves(house)
    assert house.told("disclosure.stop") == [(MARIT, f"D-{shared}")]
    assert may_see(house.office, "disclosure.stop", MARIT, f"D-{shared}")
    with pytest.raises(NotForYou):
        on_demand.open_disclosure(house.office, house.who(MARIT), shared, house.key())
    with session_for(house.engine, write=False) as session:
        assert session.get_one(Disclosure, shared).ended_at is not None
    comes_back(house)
    with pytest.raises(Refused) as refused:
        on_demand.open_disclosure(house.office, house.who(MARIT), shared, house.key())
    assert refused.value.code == "DISCLOSURE_ENDED"
    again = share(house, number, TARIK, MARIT)
    assert on_demand.open_disclosure(house.office, house.who(MARIT), again, house.key()).items


@pytest.mark.parametrize("sharer", [TARIK, MARIT])
def test_what_somebody_shared_ends_when_they_leave(house: House, sharer: str) -> None:
    """At once: whoever received it is told, also by somebody who led for a while and has no part now."""
    number = house.report(TARIK, "Jesse Verzonnen", tag=(EDITH,))
    handing.hand_over(house.office, house.who(TARIK), number, sharer, house.key())
    yes(house, number, TARIK, EDITH)
    shared = share(house, number, sharer, EDITH)
    handing.hand_over(house.office, house.who(FARIDA), number, FARIDA, house.key())
    leaves(house, sharer)
    assert house.told("disclosure.stop") == [(EDITH, f"D-{shared}")]
    assert ended(house, shared) == "DISCLOSURE_ENDED"


def test_what_somebody_shared_ends_when_an_import_puts_another_in_their_place(
    house: House, tmp_path: Path
) -> None:
    """The account gets another name in another organisation: the partner before shared nothing any more."""
    number = as_tagged(house)
    yes(house, number, TARIK, EDITH)
    shared = share(house, number, TARIK, EDITH)
    file = tmp_path / "another.yaml"
    file.write_text(
        "partners:\n  - {name: Iemand Anders, organisation: Elders, role: jongerenwerker, "
        f"user: {TARIK}, partnerships: [Jeugdnetwerk Zonnebeek]}}\n",
        encoding="utf-8",
    )
    import_directory(file, house.engine, house.office.store.vault, house.office.book)
    assert house.told("disclosure.stop") == [(EDITH, f"D-{shared}")]
    assert ended(house, shared) == "DISCLOSURE_ENDED"


def test_a_recipient_with_another_role_in_an_import_hears_it_at_once(house: House, tmp_path: Path) -> None:
    """The yes was to somebody in another role."""
    number = as_tagged(house)
    yes(house, number, TARIK, EDITH)
    shared = share(house, number, TARIK, EDITH)
    file = tmp_path / "roles.yaml"
    here = "[Jeugdnetwerk Zonnebeek]"
    before = house.partner(EDITH)
    file.write_text(
        f"partners:\n  - {{name: {before.name}, organisation: {before.organisation}, role: sportclub, "
        f"user: {EDITH}, partnerships: {here}}}\n",
        encoding="utf-8",
    )
    import_directory(file, house.engine, house.office.store.vault, house.office.book)
    assert house.told("disclosure.stop") == [(EDITH, f"D-{shared}")]
    assert ended(house, shared) is not None


def test_what_a_partnership_that_left_shared_is_closed(house: House) -> None:
    """A partnership that takes part no more has no members, so nobody is covered and nobody sees a stub."""
    number = as_tagged(house)
    yes(house, number, TARIK, MARIT)
    shared = share(house, number, TARIK, MARIT)
    with session_for(house.engine) as session:
        session.get_one(Partnership, 1).active = False
        session.commit()
    for who in (TARIK, MARIT, FARIDA):
        with pytest.raises(NotForYou):
            looking.sheet(house.office, house.who(who), number)
    with pytest.raises(NotForYou):
        on_demand.open_disclosure(house.office, house.who(MARIT), shared, house.key())
