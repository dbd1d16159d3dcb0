"""A name that is told later: whatever everybody reads is checked again, and its author is asked about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from casework.goals import contributing, setting
from casework.goals import looking as goals
from casework.office import Office
from casework.overleg import actions, agenda, calendars, looking, outcomes, planning
from casework.overleg.outcomes import OutcomeForm
from casework.rights import answering
from casework.rights import asking as rights
from casework.rights.asking import RightForm
from casework.signals import registering, supplementing
from casework.signals.drafting import SignalForm
from casework.signals.naming import NAMED
from casework.standing_texts import HELD
from casework.texts import mark_of
from storage.directory_tables import RoleGrant
from storage.engine import session_for
from storage.outbox_tables import Post
from tests.casework.conftest import FrozenClock
from tests.casework.test_goals import FORM as GOAL
from tests.casework.test_goals import draw
from tests.casework.test_overleg_posts import FIRST, posts
from tests.casework.test_overleg_posts import FORM as MEETING

REGIE, AGENT, YOUNG = "U0REGIE", "U0AGENT", "U0JONGER"
FORM = SignalForm(partnership="1", level="N2", place="school", summary="Mist vaak de eerste uren")


def _asked_before(*typed: str) -> tuple[str, ...]:
    return tuple(map(mark_of, typed))


@pytest.fixture
def texts(office: Office, clock: FrozenClock) -> int:
    """A name in everything a partnership writes, before anybody knew whose; and a signal about nobody yet."""
    regie, agent = office.identify(REGIE), office.identify(AGENT)
    meeting = replace(MEETING, title="Overleg rond Yildiz", location="Kamer van Yıldız")
    asked = _asked_before(meeting.title, meeting.location)
    number = planning.plan(office, regie, meeting, "", asked)
    about = "Zorgen om Yildiz op school"
    agenda.add_item(office, regie, number, FIRST, about, "a", _asked_before(about))
    aim = replace(GOAL, goal="Elk signaal over Yildiz telt", why="Overal speelt Yildiz")
    goal = setting.set_goal(office, office.identify(YOUNG), aim, "", _asked_before(aim.goal, aim.why))
    visits = "Thuis bij Yildiz langs"
    contributing.contribute(office, agent, goal, visits, "b", _asked_before(visits))
    clock.instant = datetime(2026, 12, 1, 10, tzinfo=UTC)
    typed = OutcomeForm("", "Ouders van Yildiz uitnodigen", AGENT, "2026-12-10")
    outcomes.record(office, regie, number, FIRST, typed, "c", _asked_before(typed.action_text))
    registering.register(office, office.identify(YOUNG), FORM, "d")
    return goal


def _shown(office: Office, goal: int) -> str:
    """All that people are shown of these texts."""
    person = office.identify(AGENT)
    return repr(
        (
            agenda.for_channel(office, 1, FIRST),
            actions.card(office, 1),
            actions.of_time(office, 1, FIRST),
            actions.mine(office, person),
            looking.series(office, 1),
            looking.overview(office, person),
            looking.my_next(office, person),
            calendars.calendar_file(office, person, 1, FIRST),
            outcomes.outcome_options(office, office.identify(REGIE), 1, FIRST),
            goals.card(office, goal),
            goals.sheet(office, person, goal),
            goals.overview(office, person),
        )
    )


def _asked(office: Office) -> set[tuple[str, str | None]]:
    with session_for(office.store.engine, write=False) as session:
        return {(one.target, one.ref) for one in session.exec(select(Post).where(Post.kind == NAMED)).all()}


ASKED = {
    (REGIE, "O-1"),
    (REGIE, "O-1/2026-12-01"),
    (REGIE, "A-1"),
    (YOUNG, "DOEL-1"),
    (AGENT, "DOEL-1"),
}


def test_every_standing_text_is_checked_when_the_name_is_told(office: Office, texts: int) -> None:
    """None is shown any further; who wrote each is asked; with another name they are all there again."""
    reporter = office.identify(YOUNG)
    assert "yildiz" in _shown(office, texts).lower()
    supplementing.add_subject(office, reporter, 1, "İbrahim Yıldız", "14-05-2011", "e")
    shown = _shown(office, texts).casefold()
    assert "yildiz" not in shown
    assert "yıldız" not in shown
    assert HELD in shown
    assert _asked(office) == ASKED
    supplementing.add_subject(office, reporter, 1, "Noor Zilverblad", "14-05-2011", "f")
    assert "Ouders van Yildiz uitnodigen" in _shown(office, texts)
    assert HELD not in _shown(office, texts)


def test_what_is_closed_for_a_while_is_named_nowhere(office: Office, texts: int) -> None:
    """The young person's name stays held back, and so is what an agenda says of the signal by its number."""
    with session_for(office.store.engine) as session:
        session.add(RoleGrant(user_id="U0FG", role="fg"))
        session.commit()
    regie, officer = office.identify(REGIE), office.identify("U0FG")
    supplementing.add_subject(office, office.identify(YOUNG), 1, "İbrahim Yıldız", "14-05-2011", "e")
    said = "De school kijkt naar S-1"
    agenda.add_item(office, regie, 1, date(2026, 12, 15), said, "g", _asked_before(said))

    def agendas() -> str:
        return repr([agenda.for_channel(office, 1, day) for day in (FIRST, date(2026, 12, 15))])

    assert said in agendas()
    made = rights.ask(office, officer, 1, RightForm("restrict", "ouder", "accuracy"), "h")
    assert "kijkt naar" not in agendas()
    assert "yildiz" not in (_shown(office, texts) + agendas()).casefold()
    answering.end(office, officer, made, "lifted", "", "i")
    assert said in agendas()


def test_a_new_signal_tells_a_name_as_well(office: Office, texts: int) -> None:
    """And what shows these texts in Slack is drawn again."""
    with session_for(office.store.engine, write=False) as session:
        before = {one.id: one.wanted_rev for one in session.exec(select(Post).where(Post.ref == "O-1")).all()}
    form = replace(FORM, subject_name="Yildiz, Ibrahim", subject_birthdate="14-05-2011")
    registering.register(office, office.identify(YOUNG), form, "e")
    assert "yildiz" not in _shown(office, texts).casefold()
    assert _asked(office) == ASKED
    assert before
    with session_for(office.store.engine, write=False) as session:
        rows = session.exec(select(Post).where(Post.ref == "O-1")).all()
    assert any(one.wanted_rev > before.get(one.id, one.wanted_rev) or one.shown_rev == 0 for one in rows)


def test_the_question_says_where_it_stands_and_nothing_of_what(office: Office, texts: int) -> None:
    """Every one of them can be drawn, and holds no word of the text."""
    supplementing.add_subject(office, office.identify(YOUNG), 1, "İbrahim Yıldız", "14-05-2011", "e")
    for post in posts(office.store.engine, NAMED):
        drawn = draw(office, post)
        assert drawn is not None
        assert str(post.ref) in repr(drawn)
        assert "yildiz" not in repr([one.to_dict() for one in drawn.blocks]).casefold()
