"""One form sent twice, from two screens or through two connections: once is enough."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casework.errors import AlreadyDone
from casework.office import Office
from casework.overleg import agenda, changing, materialising
from casework.signals import answering
from storage import leasing
from storage.engine import session_for
from storage.evidence_tables import ExceptionEntry
from tests.at_once.holding import freely
from tests.at_once.looking import rows
from tests.at_once.meeting_acts import FIRST, new_meeting
from tests.at_once.postal import LEASE
from tests.at_once.scene import CHIEF, OTHER, new_scene, town_on, wait_for_the_police


def test_the_same_ground_twice_is_recorded_once(sqlite_url: str) -> None:
    """Each would ask the reviewer, and each would count as used; a quarter of an hour later it is meant."""
    with town_on(sqlite_url) as town:
        scene = new_scene(town)
        with pytest.raises(AlreadyDone):
            wait_for_the_police(town.house, scene.signal)
        town.house.clock.pass_by(minutes=15)
        again = wait_for_the_police(town.house, scene.signal)
        with session_for(town.house.engine, write=False) as session:
            assert session.get_one(ExceptionEntry, again).reviewer is not None


def test_a_press_that_comes_through_two_connections_is_done_once(database_url: str) -> None:
    """Slack sends it to both; they handle it at the same instant, and one of them finds it done."""
    with town_on(database_url) as town:
        scene, one = new_scene(town), new_meeting(town)
        here, there = town.offices

        def press(office: Office) -> None:
            answering.react(office, office.identify(OTHER), scene.signal, "signal.pickup", "one press")

        def put(office: Office) -> None:
            words = "Hoe bereiken wij ouders"
            agenda.add_item(office, office.identify(OTHER), one.number, FIRST, words, "one form")

        for act in (press, put):
            outcomes = freely(lambda act=act: act(here), lambda act=act: act(there))  # type: ignore[misc]
            assert sorted(map(str, outcomes)) == ["AlreadyDone", "ok"]
        assert len(rows(one, "SELECT id FROM agenda_item WHERE overleg_id = :n", n=one.number)) == 1
        assert len(town.house.audit("signal.pickup")) == 1


def test_an_overleg_that_moves_while_its_reminder_is_in_hand(database_url: str) -> None:
    """The worker has the reminder of the old day; what stands in Slack afterwards is about the new one."""
    with town_on(database_url) as town:
        one, office = new_meeting(town), town.house.office
        materialising.materialise(office)
        town.post.set_aside(one.refs)
        town.post.deliver()
        day = "SELECT due_at FROM post WHERE kind = 'overleg.day' AND ref = :ref"
        due = str(rows(one, day, ref=f"O-{one.number}/{FIRST}")[0][0])
        town.house.clock.at = datetime.fromisoformat(due[:19]).replace(tzinfo=UTC)
        with session_for(office.store.engine) as session:
            claims = leasing.claim(session, now=office.clock.now(), owner="test", lease=LEASE)
            session.commit()
        assert "overleg.day" in {claim.post.kind for claim in claims}
        changing.move(office, town.house.who(CHIEF), one.number, FIRST, "2026-12-03", "11:00", one.key())
        for claim in claims:
            town.post.hand_over(claim)
        town.house.clock.pass_by(minutes=2)
        town.post.deliver()
        assert town.post.behind(one.refs) == []
        stands = """
            SELECT ref FROM post WHERE kind = 'overleg.day' AND ref = :ref
            AND slack_ts IS NOT NULL AND state = 'shown' AND withdrawn = false
        """
        assert rows(one, stands, ref=f"O-{one.number}/{FIRST}") == []
