"""Who left hosts no overleg, and who coordinates no more hears nothing of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from bot.commands.directory import import_directory
from casework.addressees import may_see
from casework.errors import NotForYou
from casework.overleg import actions, planning
from casework.overleg import looking as overleggen
from casework.overleg.drafting import OverlegForm
from casework.overleg.outcomes import OutcomeForm
from casework.overleg.outcomes import record as record_outcome
from casework.regie import asking
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from tests.casework.house import House
from tests.casework.test_leaving import FARIDA, MARIT, STEF, TARIK, TUESDAY, as_author, house, leaves
from tests.running import DIRECTORY

__all__ = ["house"]


def overleg(house: House) -> int:
    """Marit plans, organises and chairs an overleg of the network."""
    form = OverlegForm(
        partnership="1",
        title="Wijkoverleg",
        first_date=TUESDAY.isoformat(),
        time="10:00",
        duration="60",
        frequency="biweekly",
        organiser=MARIT,
        chair=MARIT,
        holidays="skip",
        participants=(str(house.partner(STEF).id),),
    )
    return planning.plan(house.office, house.who(MARIT), form, house.key())


def test_an_organiser_who_left_hosts_nothing(house: House) -> None:
    """Neither sheet nor action points; what they owed is named and reminds the coordinator."""
    number = overleg(house)
    agreed = OutcomeForm(
        action_text="Belt de vereniging", action_owner=MARIT, action_due=date(2026, 12, 11).isoformat()
    )
    record_outcome(house.office, house.who(MARIT), number, TUESDAY, agreed, house.key())
    assert [one.ref for one in actions.mine(house.office, house.who(MARIT))] == ["A-1"]
    kept = leaves(house)
    assert [(one.what, one.ref) for one in kept.leftovers] == [
        ("organiser", "O-1"),
        ("chair", "O-1"),
        ("action", "A-1"),
    ]
    who = house.who(MARIT)
    with pytest.raises(NotForYou):
        overleggen.sheet(house.office, who, number)
    with pytest.raises(NotForYou):
        record_outcome(house.office, who, number, TUESDAY, agreed, house.key())
    with pytest.raises(NotForYou):
        actions.done(house.office, who, 1, house.key())
    assert actions.mine(house.office, who) == ()
    assert overleggen.my_next(house.office, who) == ()
    for kind, ref in (("overleg.day", f"O-1/{TUESDAY}"), ("overleg.planned", "O-1"), ("action.due", "A-1")):
        assert not may_see(house.office, kind, MARIT, ref)
    series = overleggen.sheet(house.office, house.who(FARIDA), number).series
    assert (series.organiser, series.chair) == (FARIDA, FARIDA)
    due = {(post.target, post.due_at) for post in house.posts("action.due")}
    assert {at for who_, at in due if who_ == FARIDA} == {at for who_, at in due if who_ == MARIT}
    assert may_see(house.office, "action.due", FARIDA, "A-1")
    actions.done(house.office, house.who(FARIDA), 1, house.key())


def test_a_coordinator_who_was_replaced_by_an_import_hears_nothing_more(house: House, tmp_path: Path) -> None:
    """What stands with them is drawn once more; they are no member, so every relation is gone."""
    number = as_author(house)
    with session_for(house.engine) as session:
        session.get_one(Partnership, 1).coordinator = "U0OUD"
        session.commit()
    asking.request(house.office, house.who(TARIK), number, house.key())
    assert may_see(house.office, "request.asked", "U0OUD", f"S-{number}")
    with session_for(house.engine) as session:
        asked = session.exec(select(Post).where(Post.kind == "request.asked")).one()
        asked.target, asked.state, asked.slack_ts, asked.shown_rev = "U0OUD", PostState.SHOWN, "1.0", 1
        session.add(asked)
        session.commit()
    office = house.office
    import_directory(DIRECTORY, house.engine, office.store.vault, office.book, now=house.clock.now())
    (standing,) = house.posts("request.asked")
    assert standing.wanted_rev > standing.shown_rev
    assert not may_see(house.office, "request.asked", "U0OUD", f"S-{number}")
