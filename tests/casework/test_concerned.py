"""An alarm always reaches somebody: every kind of message, every kind of reference, whoever is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlmodel import Session

from casework.concerned import people
from casework.deliveries import ALARMS, UNHEARD, note_delivery
from casework.ports import Room, RoomUnknown, Standing
from casework.signals import erasing
from handlers.languages import load_languages
from handlers.registering import renderer
from storage import outbox
from storage.engine import make_engine, session_for
from storage.evidence_tables import ExceptionEntry
from storage.migrating import migrate
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import ActionPoint
from storage.regie_tables import DetailRequest
from tests.casework.house import House
from tests.casework.leaking.house import Dutch
from tests.casework.test_goals import set_goal
from tests.casework.test_overleg_posts import plan
from tests.casework.test_sparing import share
from tests.casework.unasked import Unasked
from tests.chosen import chosen

TARIK, FARIDA, HUUB, BEHEER = "U0JONGER", "U0REGIE", "U0FG", "U0BEHEER"
# A reference of each kind that posts carry, by the beginning of the kinds that carry it.
REFERENCES = {
    "signal.": "S-1",
    "author.": "S-1",
    "grant.": "G-1",
    "consent.": "S-1",
    "request.": "S-1",
    "disclosure.": "D-1",
    "exception.": "X-1",
    "overleg.": "O-1/2026-12-01",
    "action.": "A-1",
    "goal.": "DOEL-1",
    "match.": "S-1+S-2",
    "link.": "S-1+S-2",
    "partner.": "P-2",
    "audit.": "L-7",
    "work.": "S-1",
    "delivery.": "D-1",
}


@dataclass
class Accounts(Unasked):
    """What Slack says of accounts: alive unless they are `gone`."""

    gone: set[str] = field(default_factory=set)

    def look(self, channel: str) -> Room:
        """Nobody looks."""
        raise RoomUnknown

    def standing(self, user_id: str) -> Standing:
        """Deactivated or not."""
        return Standing.GONE if user_id in self.gone else Standing.MEMBER

    def remembered(self, channel: str) -> Room | None:
        """Nothing."""
        return None


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with one of everything that a message can be about."""
    engine = make_engine(chosen(f"sqlite:///{tmp_path}/schakel.db"))
    migrate(engine)
    house = House(engine)
    object.__setattr__(house.office, "rooms", Accounts())
    number = share(house, "Jesse Verzonnen")
    share(house, "Sem Verzonnen")
    plan(house.office)
    set_goal(house.office)
    now = house.clock.now()
    with session_for(engine) as session:
        entry = ExceptionEntry(
            signal_id=number,
            ground="E01",
            invoked_by="jongerenwerker",
            purpose="kindveiligheid",
            invoker=TARIK,
            granted_at=now,
        )
        asked = DetailRequest(signal_id=number, partner_id=2, asked_at=now)
        point = ActionPoint(
            overleg_id=1,
            planned=now.date(),
            owner=TARIK,
            due=now.date(),
            created_by=TARIK,
            created_at=now,
        )
        session.add_all([entry, asked, point])
        session.commit()
    yield house
    engine.dispose()


def gone(house: House, *users: str) -> None:
    """These accounts are deactivated from now on."""
    rooms = house.office.rooms
    assert isinstance(rooms, Accounts)
    rooms.gone |= set(users)


def fails(house: House, post_id: object, *, stands: bool = False) -> None:
    """A message cannot be delivered, for good."""
    with session_for(house.engine, write=False) as session:
        post = session.get_one(Post, post_id)
        session.expunge_all()

    def settle(session: Session) -> bool:
        row = session.get_one(Post, post_id)
        row.state, row.slack_ts = PostState.FAILED, "1.1" if stands else None
        session.add(row)
        session.flush()
        return True

    note_delivery(house.office, post, "post.alarm", "channel_not_found", settle)


def queue(house: House, kind: str, ref: str | None) -> object:
    """A message of this kind to the channel."""
    with house.office.job() as unit:
        return unit.post(kind, "C0ZONNEBEEK", ref=ref)


def alarms(house: House) -> list[str]:
    """Who was alarmed."""
    return sorted(one.target for kind in ALARMS for one in house.posts(kind))


def kinds(house: House) -> list[str]:
    """Every kind of message that can be drawn."""
    return sorted(renderer(house.office, load_languages("nl", house.office.zone, Dutch()))._makers)


def test_a_failure_of_every_kind_of_message_is_told_to_somebody(house: House) -> None:
    """Each kind with the reference it carries; an alarm itself is passed on."""
    for kind in kinds(house):
        ref = next((one for beginning, one in REFERENCES.items() if kind.startswith(beginning)), None)
        house.clock.pass_by(days=1)
        queued = queue(house, kind, ref)
        before = len(alarms(house))
        fails(house, queued)
        assert len(alarms(house)) == before + 1, kind
    assert house.posts(UNHEARD) == []


@pytest.mark.parametrize(
    "ref",
    [*sorted(set(REFERENCES.values())), "R-1", "O-1", "S-999", "D-999", "X-999", "O-999", "A-999", None],
)
def test_every_kind_of_reference_ends_with_people(house: House, ref: str | None) -> None:
    """Whoever leads it first; at the end always the beheerder and the privacy officer."""
    with session_for(house.engine, write=False) as session:
        found = people(session, ref)
    assert found[-2:] == [BEHEER, HUUB]
    house_only = ref is None or ref[0] in "LG" or ref.endswith("-999")
    assert (FARIDA in found[:-2]) is not house_only


def test_the_alarm_goes_on_until_somebody_has_it(house: House) -> None:
    """The lead is gone, the coordinator's message is refused, the beheerder is gone: the privacy officer."""
    gone(house, TARIK, BEHEER)
    fails(house, queue(house, "disclosure.thread", "D-1"), stands=True)
    assert alarms(house) == [FARIDA]
    (first,) = house.posts("delivery.stuck")
    fails(house, first.id)
    assert alarms(house) == sorted([FARIDA, HUUB])
    assert house.posts(UNHEARD) == []


def test_of_one_signal_in_one_channel_one_alarm_a_day(house: House) -> None:
    """Card, offer and details in an archived channel say the same three times; the next day it is news."""
    failing = [("signal.card", "S-1"), ("disclosure.offer", "D-1"), ("disclosure.thread", "D-1")]
    for kind, ref in failing:
        fails(house, queue(house, kind, ref), stands=True)
    assert alarms(house) == [TARIK]
    fails(house, queue(house, "signal.card", "S-2"), stands=True)
    fails(house, queue(house, "signal.card", "S-1"))
    assert len(alarms(house)) == 3
    house.clock.pass_by(days=1)
    fails(house, queue(house, "disclosure.thread", "D-1"), stands=True)
    assert len(alarms(house)) == 4


def test_an_alarm_that_nobody_hears_is_counted(house: House) -> None:
    """Everybody is gone; whoever watches the process sees it."""
    gone(house, TARIK, FARIDA, BEHEER, HUUB)
    for _ in range(2):
        fails(house, queue(house, "disclosure.thread", "D-1"), stands=True)
    assert alarms(house) == []
    with session_for(house.engine, write=False) as session:
        assert outbox.undelivered(session, UNHEARD) == (0, 2, 2)


def test_of_what_was_erased_somebody_still_hears(house: House) -> None:
    """A message about it stands and cannot be taken away: the coordinator does that by hand."""
    erasing.erase(house.office, house.who(HUUB), 1, "bezwaar", house.key())
    gone(house, TARIK)
    fails(house, queue(house, "disclosure.thread", "D-1"), stands=True)
    assert alarms(house) == [FARIDA]


def test_a_possible_match_is_not_named_in_an_alarm(house: House) -> None:
    """Two numbers together tell something; the alarm about that message holds neither."""
    draw = renderer(house.office, load_languages("nl", house.office.zone, Dutch()))
    fails(house, queue(house, "match.notice", "S-1+S-2"))
    (alarm,) = house.posts("delivery.alarm")
    drawing = draw(alarm)
    assert drawing is not None
    said = f"{drawing.text} {drawing.ref} {[one.to_dict() for one in drawing.blocks]}"
    assert "S-1" not in said
    assert "S-2" not in said
