"""Goals at the use cases: who they are for, and what becomes of their messages when people come and go."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine

from casework.goals import looking, setting
from casework.goals.drafting import GoalForm
from casework.office import Office
from handlers.languages import load_languages
from handlers.registering import renderer
from handlers.rendering import Drawing
from storage.engine import session_for
from storage.tables import Membership, Partnership, Post
from tests.casework.leaking.house import Dutch
from tests.casework.test_overleg_posts import posts

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


def draw(office: Office, post: Post) -> Drawing | None:
    """What Slack would show of a post that stands there."""
    post.slack_ts, post.shown_rev = "1.0", 1
    return renderer(office, load_languages("nl", office.zone, Dutch()))(post)


def test_a_lead_that_left_no_longer_finds_the_goal_on_home(office: Office, engine: Engine) -> None:
    """Who works on elsewhere leads it in name only: Home shows the goals of one's own partnerships."""
    set_goal(office)
    assert [one.ref for one in looking.mine(office, office.identify("U0JONGER"))] == ["DOEL-1"]
    leave(engine, 3)
    assert looking.mine(office, office.identify("U0JONGER")) == ()


def test_who_left_reads_in_no_message_what_the_goal_became(office: Office, engine: Engine) -> None:
    """A message is drawn again when the goal changes: of who left it is taken away instead."""
    set_goal(office)
    to_lead = [one for one in posts(engine, "goal.evaluate") if one.target == "U0JONGER"]
    to_member = [one for one in posts(engine, "goal.asked") if one.target == "U0AGENT"]
    shown = [*to_lead, *to_member]
    assert len(to_lead) == 3
    assert all(draw(office, one) is not None for one in shown)
    leave(engine, 3)
    assert [draw(office, one) for one in to_lead] == [None, None, None]
    assert draw(office, to_member[0]) is not None


def test_in_a_former_channel_nothing_of_the_goal_stands(office: Office, engine: Engine) -> None:
    """Others may sit there: neither the card nor the call is drawn in it."""
    set_goal(office)
    there = [one for one in posts(engine, "goal.") if one.target == "C0Z"]
    assert [one.kind for one in there] == ["goal.set", "goal.evaluate"]
    assert all(draw(office, one) is not None for one in there)
    with session_for(engine) as session:
        session.get_one(Partnership, 1).channel = "C0NIEUW"
        session.commit()
    assert [draw(office, one) for one in there] == [None, None]
