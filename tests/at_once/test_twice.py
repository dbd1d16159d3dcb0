"""One form sent twice, from two screens or through two connections: once is enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from casework.again import again
from casework.consent import objecting
from casework.errors import AlreadyDone
from casework.merging import marks
from casework.office import Office
from casework.overleg import agenda, changing, materialising
from casework.signals import answering, supplementing
from storage import leasing
from storage.engine import session_for
from storage.evidence_tables import ExceptionEntry
from tests.at_once.holding import freely
from tests.at_once.invariants import whole
from tests.at_once.looking import rows
from tests.at_once.meeting_acts import FIRST, new_meeting
from tests.at_once.postal import LEASE
from tests.at_once.scene import AGENT, AUTHOR, CHIEF, OTHER, Town, new_scene, town_on, wait_for_the_police


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


def test_two_submissions_of_one_form_with_different_hashes_are_two(database_url: str) -> None:
    """Slack drew it again under another hash: both count, one after the other, as if they were two forms.

    Of what there is one of, the later takes the place of the earlier; what ends ends once; what asks a
    reviewer is asked once; what a form left alone keeps what stands; what adds is added by both.
    """
    with town_on(database_url) as town:
        scene, one = new_scene(town), new_meeting(town)
        bare = town.house.report(AUTHOR)
        urgent = town.house.report(AUTHOR, "Kim Verzonnen", born=town.birthday(), tag=(OTHER, AGENT))
        opened = marks({"chair": AGENT})

        def subject(office: Office, key: str) -> None:
            supplementing.add_subject(office, office.identify(AUTHOR), bare, "Jesse Bedacht", "", key)

        def withdraw(office: Office, key: str) -> None:
            objecting.withdraw(office, office.identify(AUTHOR), scene.signal, "ouder_1", "", key)

        def ground(office: Office, key: str) -> None:
            wait_for_the_police(town.house, urgent, office, key)

        def chair(office: Office, key: str) -> None:
            who = office.identify(CHIEF)
            changing.let_chair(office, who, one.number, FIRST, OTHER, key, opened)

        def item(office: Office, key: str) -> None:
            words = "Hoe bereiken wij ouders"
            agenda.add_item(office, office.identify(OTHER), one.number, FIRST, words, key)

        said = {act.__name__: _both(town, act) for act in (subject, withdraw, ground, chair, item)}
        assert said == {
            "subject": ["ok", "ok"],
            "withdraw": ["ok", "ok"],
            "ground": ["AlreadyDone", "ok"],
            "chair": ["ok", "ok"],
            "item": ["ok", "ok"],
        }
        standing = "SELECT id FROM item WHERE signal_id = :n AND kind = 'identity' AND superseded_by IS NULL"
        assert len(rows(scene, standing, n=bare)) == 1
        assert len(town.house.told("disclosure.stop")) == 1
        assert len(rows(one, "SELECT id FROM agenda_item WHERE overleg_id = :n", n=one.number)) == 2
        assert whole(town) == []


def _both(town: Town, act: Callable[[Office, str], None]) -> list[str]:
    here, there = town.offices
    name = act.__name__

    def send(office: Office, hashed: str) -> Callable[[], object]:
        return lambda: again(lambda: act(office, f"view:V{name}:{hashed}"))

    return sorted(map(str, freely(send(here, "one"), send(there, "other"))))


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
