"""What stands out in a week: many signals read by one person, and reading where somebody does not sit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from casework.lookback import weekly
from casework.lookback.weekly import MANY, Week
from casework.partners import keeping
from tests.casework.house import MDO, House
from tests.casework.test_alone import EDITH, MARIT, WENDE, house, number, reads, share, yes

__all__ = ["house", "number"]


def this_week(house: House) -> Week:
    """The week that runs."""
    return weekly.week_of(house.office, house.office.today - timedelta(days=house.office.today.weekday()))


def shared_with_marit(house: House, signal: int) -> int:
    """A parent says yes, and Wende shares it with Marit."""
    marit = house.partner(MARIT).id
    yes(house, signal, WENDE, marit)
    return share(house, signal, WENDE, marit)


def test_who_reads_of_more_signals_than_most_is_named(house: House, number: int) -> None:
    """Ten are not many, eleven are; reading one of them ten times over adds nothing."""
    shared = [shared_with_marit(house, number)]
    for day in range(1, MANY + 1):
        born = f"{day:02}-06-2011"
        signal = house.report(WENDE, f"Jesse Bedacht {day}", partnership=MDO, born=born, tag=(EDITH, MARIT))
        shared.append(shared_with_marit(house, signal))
    for one in shared[:MANY]:
        assert reads(house, MARIT, one)
    assert all(reads(house, MARIT, shared[0]) for _ in range(MANY))
    assert this_week(house).many == ()
    assert reads(house, MARIT, shared[MANY])
    found = this_week(house)
    assert found.many == ((MARIT, MANY + 1),)
    assert not found.quiet


def test_who_read_where_they_do_not_sit_is_named(house: House, number: int) -> None:
    """While they sit there nothing stands out; once they left, how often they had read does."""
    shared = shared_with_marit(house, number)
    assert reads(house, MARIT, shared)
    assert reads(house, MARIT, shared)
    assert this_week(house).outside == ()
    marit = house.partner(MARIT).id
    form, _offered = keeping.changeable(house.office, house.who(EDITH), marit)
    keeping.change(house.office, house.who(EDITH), marit, replace(form, partnerships=()), house.key())
    found = this_week(house)
    assert found.outside == ((MARIT, 2),)
    assert not found.quiet
