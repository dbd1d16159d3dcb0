"""Goals at the use cases: who they are for, and what becomes of their messages when people come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from casework.errors import Invalid, Refused
from casework.goals import evaluating, keeping_up, looking, setting
from casework.goals.drafting import GoalForm
from casework.goals.evaluating import EvaluationForm
from casework.office import Office
from handlers.goals import views
from handlers.labels import Labels
from handlers.languages import load_languages
from handlers.registering import renderer
from handlers.rendering import Drawing
from storage.directory_tables import Membership, Partnership
from storage.engine import session_for
from storage.goal_tables import Evaluation
from storage.outbox_tables import Post, PostState
from tests.casework.conftest import FrozenClock
from tests.casework.leaking.house import Dutch
from tests.casework.test_overleg_posts import posts

FORM = GoalForm(
    partnership="1",
    why="Wij zien dezelfde jongeren rond het station",
    goal="Elk signaal krijgt binnen een week antwoord",
    indicator="Negen van de tien signalen",
    evaluate_on="2026-12-15",
)


def set_goal(office: Office, who: str = "U0JONGER", **changes: Any) -> int:
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


def test_on_the_day_itself_another_lead_can_still_be_named(
    office: Office, engine: Engine, clock: FrozenClock
) -> None:
    """The day to look back stays as it is, and with it the call to do so; another day has to be ahead."""
    number = set_goal(office)
    clock.instant = datetime(2026, 12, 16, 9, tzinfo=UTC)
    leave(engine, 3)
    farida = office.identify("U0REGIE")
    _card, _options, form = setting.changeable(office, farida, number)
    setting.change(office, farida, number, replace(form, lead="U0AGENT"), "")
    shown = looking.card(office, number)
    assert (shown.lead, shown.evaluate_on) == ("U0AGENT", date(2026, 12, 15))
    assert ("U0AGENT", "22") in reminded(engine)
    with pytest.raises(Invalid) as flawed:
        setting.change(office, farida, number, replace(form, lead="U0AGENT", evaluate_on="2026-12-14"), "")
    assert flawed.value.flaws.keys() == {"evaluate_on"}


def change_directory(office: Office, engine: Engine, **changes: str) -> None:
    """The partnership gets another coordinator or channel in the directory, and the hour strikes."""
    with session_for(engine) as session:
        row = session.get_one(Partnership, 1)
        for name, value in changes.items():
            setattr(row, name, value)
        session.commit()
    keeping_up.keep_up(office)


def reminded(engine: Engine) -> list[tuple[str, str]]:
    """Which day of December each conversation will be called on."""
    found = posts(engine, "goal.evaluate", PostState.WAITING)
    return sorted((one.target, one.due_at.strftime("%d")) for one in found)


def test_another_coordinator_is_reminded_and_the_former_no_longer(office: Office, engine: Engine) -> None:
    """Named in the directory after the goal was set; and back to the first one."""
    set_goal(office)
    before = reminded(engine)
    assert [day for who, day in before if who == "U0REGIE"] == ["01", "15", "22"]
    change_directory(office, engine, coordinator="U0AGENT")
    assert reminded(engine) == sorted(("U0AGENT" if who == "U0REGIE" else who, day) for who, day in before)
    change_directory(office, engine, coordinator="U0REGIE")
    assert reminded(engine) == before


def test_another_channel_gets_card_and_call(office: Office, engine: Engine) -> None:
    """The card moves once; hours later nothing more happens."""
    set_goal(office)
    with session_for(engine) as session:
        card = session.get_one(Post, posts(engine, "goal.set")[0].id)
        card.state, card.slack_ts, card.shown_rev = PostState.SHOWN, "1.0", card.wanted_rev
        session.commit()
    change_directory(office, engine, channel="C0NIEUW")
    waiting = {one.target for one in posts(engine, "goal.set", PostState.WAITING)}
    assert waiting == {"C0NIEUW"}
    (former,) = posts(engine, "goal.set", PostState.SHOWN)
    assert former.wanted_rev > former.shown_rev
    assert ("C0NIEUW", "15") in reminded(engine)
    assert "C0Z" not in {who for who, _day in reminded(engine)}


def test_every_hour_nothing_is_added_or_drawn_again(office: Office, engine: Engine) -> None:
    """The outbox stays as it is as long as the directory does."""
    set_goal(office)
    before = [(one.id, one.state, one.wanted_rev) for one in posts(engine)]
    keeping_up.keep_up(office)
    assert [(one.id, one.state, one.wanted_rev) for one in posts(engine)] == before


def test_of_a_partnership_that_left_no_goal_is_offered_to_be_taken_up(office: Office, engine: Engine) -> None:
    """The button would do nothing; a goal that was rounded off has it until its partnership leaves."""
    number, farida = set_goal(office), office.identify("U0REGIE")
    labels = Labels(office.book, load_languages("nl", office.zone, Dutch()).current)

    def offered() -> bool:
        view = views.sheet(labels, looking.sheet(office, farida, number), office.today)
        return "goal.reopen" in str(view.to_dict())

    assert not offered()
    evaluating.evaluate(office, farida, number, EvaluationForm("stop"), "")
    assert offered()
    with session_for(engine) as session:
        session.get_one(Partnership, 1).active = False
        session.commit()
    assert not offered()


def test_of_two_who_look_back_at_once_the_second_hears_it(office: Office, engine: Engine) -> None:
    """Both forms stood open; whoever comes second sees first what the other one found."""
    number, me = set_goal(office), office.identify("U0JONGER")
    one, other = (evaluating.to_evaluate(office, me, number) for _ in range(2))
    evaluating.evaluate(office, me, number, EvaluationForm("continue", "", "2026-12-20"), "", after=one.after)
    with pytest.raises(Refused) as refused:
        evaluating.evaluate(office, me, number, EvaluationForm("stop"), "", after=other.after)
    assert refused.value.code == "GOAL_EVALUATED"
    with session_for(engine, write=False) as session:
        assert [row.finding for row in session.exec(select(Evaluation))] == ["continue"]


def test_of_two_look_backs_on_one_day_the_last_counts_and_the_first_is_kept(
    office: Office, engine: Engine
) -> None:
    """Rounded off by mistake, taken up again: the day has one outcome, and what was learned is not lost."""
    number, me = set_goal(office), office.identify("U0JONGER")
    for finding, learned in (("continue", "Bellen helpt"), ("stop", ""), ("reached", "")):
        asked = evaluating.to_evaluate(office, me, number)
        form = EvaluationForm(finding, learned, "2026-12-20")
        evaluating.evaluate(office, me, number, form, "", after=asked.after)
        evaluating.reopen(office, me, number, "")
    with session_for(engine, write=False) as session:
        kept = session.exec(select(Evaluation).order_by(col(Evaluation.id))).all()
        assert [(row.finding, row.learned) for row in kept] == [
            ("continue", "Bellen helpt"),
            ("stop", None),
            ("reached", None),
        ]
        assert [row.double_of for row in kept] == [kept[1].id, kept[2].id, None]
