"""Terms: computed at asking, carried out at night, with a week's notice; a random town ages seven years."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from casework import refs
from casework.nightly import nightly
from casework.regie import handing
from casework.retention import night
from casework.retention.terms import CONTENT
from casework.signals import answering, erasing
from casework.texts import mark_of
from rules.birth import BirthDate
from rules.book import load_rulebook
from rules.retention import Ending, Kept, content_ends, of_age, records_end
from storage import schema
from storage.engine import session_for
from storage.outbox_tables import Delivery, Post
from storage.repositories.retention import RECORDS
from storage.signal_tables import Signal, SignalKeys, SignalState
from tests.casework.house import MDO, House
from tests.casework.test_alone import EDITH, FG, MARIT, WENDE, acute, house, number, reads, share, yes

__all__ = ["house", "number"]

POLICY = load_rulebook().policy
DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("kept", "ending"),
    [
        (Kept("N0", DAY, DAY), Ending(date(2027, 3, 2), "stub_days_n0")),
        (Kept("N0", DAY, DAY, followed=True), Ending(date(2027, 12, 2), "stub_days")),
        (Kept("N2", DAY, date(2027, 1, 1)), Ending(date(2028, 1, 2), "stub_days")),
        (Kept("N2", DAY, DAY, closed=date(2027, 2, 1)), Ending(date(2027, 5, 3), "closed_days")),
        (Kept("N2", DAY, DAY, of_age=date(2027, 1, 5)), Ending(date(2027, 1, 5), "erase_at_age")),
    ],
)
def test_content_goes_at_the_first_of_its_terms(kept: Kept, ending: Ending) -> None:
    """Each term of P19 alone; the last day still counts."""
    assert content_ends(kept, POLICY) == ending


def test_a_region_may_keep_shorter_and_records_go_after_five_years() -> None:
    """Also from a leap day."""
    shorter = replace(POLICY, closed_days=10)
    assert content_ends(Kept("N2", DAY, DAY, DAY), shorter).on == DAY + timedelta(days=11)
    leap = Kept("N2", DAY, DAY, closed=date(2028, 2, 29))
    assert records_end(leap, POLICY) == Ending(date(2033, 3, 2), "record_years")


def test_a_birth_date_known_in_part_counts_at_its_earliest() -> None:
    """And one on a leap day falls on 1 March."""
    assert of_age(BirthDate(2004), POLICY) == date(2027, 1, 1)
    assert of_age(BirthDate(2004, 2, 29), POLICY) == date(2027, 3, 1)
    assert of_age(None, POLICY) is None


def deliver(house: House) -> None:
    """Everything wanted stands in Slack."""
    with session_for(house.engine) as session:
        session.execute(update(Post).values(shown_rev=col(Post.wanted_rev), state="shown"))
        session.commit()


def a_night(house: House, **spans: float) -> None:
    """Time goes by, messages are delivered, and it is night."""
    house.clock.pass_by(**spans)
    nightly(house.office, Path("unused"))["retention"]()
    deliver(house)


def state(house: House, number: int) -> str:
    """Where a signal stands."""
    with session_for(house.engine, write=False) as session:
        return session.get_one(Signal, number).state


def states_of(house: House) -> dict[int, str]:
    """Where each signal stands."""
    table = schema.metadata().tables["signal"]
    with house.engine.connect() as connection:
        return {
            number: str(stands) for number, stands in connection.execute(select(table.c.id, table.c.state))
        }


def rows(house: House, number: int) -> dict[str, int]:
    """How many rows about a signal each table has, apart from its number, its keys and the log."""
    return standing(house).get(number, {})


def standing(house: House) -> dict[int, dict[str, int]]:
    """The same for each signal of which any row is left."""
    found: dict[int, dict[str, int]] = {}
    tables = schema.metadata().tables
    with house.engine.connect() as connection:
        for name, table in tables.items():
            if name in ("signal", "signal_keys", "clue") or "signal_id" not in table.c:
                continue
            counted = select(table.c.signal_id, func.count()).group_by(table.c.signal_id)
            for number, count in connection.execute(counted):
                found.setdefault(number, {})[name] = count
        posts = tables["post"]
        told = select(posts.c.ref, func.count()).where(posts.c.ref.like("S-%")).group_by(posts.c.ref)
        for this, count in connection.execute(told):
            if (number := refs.number("S", this)) is not None:  # not a pair of signals
                found.setdefault(number, {})["post"] = count
    return found


def test_what_is_closed_goes_after_ninety_days_and_its_records_after_five_years(
    house: House, number: int
) -> None:
    """First the content, with a tombstone; then everything but the number."""
    marit = house.partner(MARIT).id
    yes(house, number, WENDE, marit)
    assert reads(house, MARIT, share(house, number, WENDE, marit))
    acute(house, number, WENDE, house.partner(EDITH).id)
    answering.close(house.office, house.who(EDITH), number, "Afgerond", house.key(), (mark_of("Afgerond"),))
    a_night(house, days=90)
    assert state(house, number) == SignalState.CLOSED
    a_night(house, days=1)
    assert state(house, number) == SignalState.ERASED
    assert {"consent", "exception", "disclosure", "tag", "item", "post"} <= rows(house, number).keys()
    a_night(house, days=5 * 366 - 91)
    assert rows(house, number) == {}
    with session_for(house.engine, write=False) as session:
        keys = session.get_one(SignalKeys, number)
        assert (keys.content_key, keys.accountability_key) == (None, None)
        assert session.get_one(Signal, number).id == number
        assert not session.scalars(select(Delivery)).all()


def test_the_lead_hears_a_week_before_and_working_on_it_keeps_it(house: House, number: int) -> None:
    """Once; who took regie gets it, and it says nothing any more once somebody did something."""
    a_night(house, days=366 - 8)
    assert house.told(night.ENDING) == []
    a_night(house, days=1)
    a_night(house, days=1)
    assert house.told(night.ENDING) == [(EDITH, f"S-{number}")]
    warned = night.notice(house.office, number)
    assert warned is not None
    assert warned.ending.term == "stub_days"
    handing.hand_over(house.office, house.who(WENDE), number, WENDE, house.key())
    assert night.notice(house.office, number) is None
    a_night(house, days=10)
    assert state(house, number) == SignalState.OPEN


def test_who_comes_of_age_leaves_nothing_also_of_what_was_erased_before(house: House) -> None:
    """The birthday is remembered sealed where it comes before five years are over, and only then."""
    old = house.report(WENDE, "Jesse Verzonnen", partnership=MDO, born="01-03-2005", tag=(MARIT,))
    young = house.report(WENDE, "Bo Verzonnen", partnership=MDO, born="01-03-2013", tag=(MARIT,))
    for one in (old, young):
        erasing.erase(house.office, house.who(FG), one, "verzoek", house.key())
    deliver(house)
    assert "record_term" in rows(house, old)
    assert "record_term" not in rows(house, young)
    house.clock.at = datetime(2028, 2, 29, 4, tzinfo=UTC)
    a_night(house)
    assert rows(house, old)
    a_night(house, days=1)
    assert rows(house, old) == {}
    assert rows(house, young)


def test_records_wait_until_slack_shows_the_tombstone_but_not_for_ever(house: House) -> None:
    """A message that is still to be replaced would stay as it is when its row was gone."""
    one = house.report(WENDE, "Jesse Verzonnen", partnership=MDO, born="01-03-2005", tag=(MARIT,))
    deliver(house)
    house.clock.at = datetime(2028, 3, 1, 4, tzinfo=UTC)
    night.carry_out(house.office)
    house.clock.pass_by(days=1)
    night.carry_out(house.office)
    assert rows(house, one)
    house.clock.pass_by(days=6)
    night.carry_out(house.office)
    assert rows(house, one) == {}


def test_asking_changes_nothing(house: House, number: int) -> None:
    """The list of what would go is only a list."""
    house.clock.pass_by(days=400)
    found = night.tonight(house.office)
    assert [(one.number, one.what) for one in found] == [(number, CONTENT)]
    assert state(house, number) == SignalState.OPEN


def test_no_table_about_a_signal_is_left_out() -> None:
    """Whatever names a signal goes with its records; its clues go with its content, its keys are emptied."""
    about = {
        name for name, table in schema.metadata().tables.items() if {"signal_id", "low"} & set(table.c.keys())
    }
    pairs = {"link", "signal_match"}
    assert about == {one.__tablename__ for one in RECORDS} | pairs | {"signal_keys", "clue"}
