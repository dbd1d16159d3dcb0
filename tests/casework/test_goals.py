"""Goals at the use cases: who they are for, and what becomes of their messages when people come and go."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine

from casework.goals import looking, setting
from casework.goals.drafting import GoalForm
from casework.office import Office
from storage.engine import session_for
from storage.tables import Membership, Partnership

FORM = GoalForm(
    partnership="1",
    why="Wij zien dezelfde jongeren rond het station",
    goal="Elk signaal krijgt binnen een week antwoord",
    indicator="Negen van de tien signalen",
    evaluate_on="2026-12-15",
)


def set_goal(office: Office, who: str = "U0JONGER", **changes: str) -> int:
    """A goal of the partnership, led by who set it."""
    return setting.set_goal(office, office.identify(who), replace(FORM, **changes), "")


def leave(engine: Engine, partner: int) -> None:
    """Somebody sits in the partnership no more, and still does in another."""
    with session_for(engine) as session:
        session.add(Partnership(id=2, name="MDO", kind="mdo", channel="C0M", coordinator="U0REGIE"))
        session.flush()
        session.delete(session.get_one(Membership, (partner, 1)))
        session.add(Membership(partner_id=partner, partnership_id=2))
        session.commit()


def test_a_lead_that_left_no_longer_finds_the_goal_on_home(office: Office, engine: Engine) -> None:
    """Who works on elsewhere leads it in name only: Home shows the goals of one's own partnerships."""
    set_goal(office)
    assert [one.ref for one in looking.mine(office, office.identify("U0JONGER"))] == ["DOEL-1"]
    leave(engine, 3)
    assert looking.mine(office, office.identify("U0JONGER")) == ()
