"""What stood open, or was read, before somebody else's act: it gives nobody anything back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from sqlmodel import Session

from casework.again import PersonChanged, again
from casework.consent import recording
from casework.consent.recording import gezag_marks
from casework.errors import CaseworkError, Invalid, NotForYou
from casework.goals import contributing, setting
from casework.goals import file as goal_file
from casework.merging import marks as marks_of
from casework.merging import ticked
from casework.overleg import attending, changing, file
from casework.partners import keeping
from casework.partners.drafting import marks
from casework.sharing import on_demand
from casework.signals import amending, wording
from casework.subject import capacity
from casework.subject.capacity import CapacityForm
from casework.texts import mark_of
from storage.evidence_tables import CaseFacts
from storage.ground_tables import GroundOpening
from storage.repositories import grounds, overleggen
from tests.at_once.goal_acts import new_aim
from tests.at_once.meeting_acts import FIRST, new_meeting
from tests.at_once.scene import (
    AGENT,
    AUTHOR,
    CHIEF,
    KEEPER,
    OFFICER,
    OTHER,
    READER,
    Scene,
    Town,
    new_scene,
    town_on,
)


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    """A deployment on each database."""
    with town_on(database_url) as town:
        yield town


@pytest.fixture
def scene(town: Town) -> Scene:
    """A case in which the reader may read."""
    return new_scene(town)


def test_a_form_that_stood_open_gives_no_role_back(town: Town, scene: Scene) -> None:
    """The beheerder lowers the role; a change of contact in a form from before leaves that as it is."""
    house, partner = town.house, int(scene.partner(READER))
    stood_open, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    lowered = replace(stood_open, role="rolmodel")
    keeping.change(house.office, house.who(KEEPER), partner, lowered, house.key())
    typed = replace(stood_open, contact="locatie De Brug")
    opened = marks(stood_open)
    keeping.change(house.office, house.who(KEEPER), partner, typed, house.key(), opened)
    now, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    assert (now.role, now.contact) == ("rolmodel", "locatie De Brug")


def test_who_somebody_is_is_asked_again_inside_the_act(town: Town, scene: Scene) -> None:
    """Identified before the role changed, pressed after it: nothing opens, and the second try refuses."""
    house, partner = town.house, int(scene.partner(READER))
    before = house.who(READER)
    form, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    changed = replace(form, role="rolmodel")
    keeping.change(house.office, house.who(KEEPER), partner, changed, house.key())
    with pytest.raises(PersonChanged):
        on_demand.open_disclosure(house.office, before, scene.disclosure, house.key())
    persons = iter((before, house.who(READER)))
    with pytest.raises(CaseworkError):
        again(lambda: on_demand.open_disclosure(house.office, next(persons), scene.disclosure, house.key()))
    assert house.audit("disclosure.read") == []


def test_what_was_opened_after_somebody_was_identified_counts_in_their_act(town: Town) -> None:
    """Another process opens a hidden ground in between: the act is judged under it."""
    house = town.house
    before = house.who(AUTHOR)
    opening = GroundOpening(
        ground="E10",
        reason="Afgestemd",
        asked_by=OFFICER,
        asked_at=house.clock.now(),
        second=KEEPER,
        agreed_at=house.clock.now(),
    )
    with town.twin.act(house.key(), house.who(OFFICER)) as unit:
        unit.session.add(opening)
    with house.office.act(house.key(), before):
        assert "E10" in house.office.opened


def test_who_looked_before_it_was_closed_opens_it_for_nobody_else(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody is identified, slowly, while a ground is closed: another act knows that it is closed."""
    house = town.house
    looked, closed = Event(), Event()
    as_of = grounds.opened_as_of

    def slow(session: Session) -> tuple[frozenset[str], int | None]:
        found = as_of(session)
        looked.set()
        assert closed.wait(60)
        return found[0] | {"E10"}, found[1]

    with monkeypatch.context() as patched, ThreadPoolExecutor(1) as pool:
        patched.setattr(grounds, "opened_as_of", slow)
        late = pool.submit(house.who, READER)
        assert looked.wait(60)
        patched.undo()
        before = house.who(AUTHOR)
        closed.set()
        late.result(5)
    with house.office.act(house.key(), before):
        assert "E10" not in house.office.opened


def test_another_role_ends_at_once_what_was_shared(town: Town, scene: Scene) -> None:
    """Consent names somebody in a role; they hear the same second that it may not be used any further."""
    house, partner = town.house, int(scene.partner(READER))
    form, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    changed = replace(form, role="rolmodel")
    keeping.change(house.office, house.who(KEEPER), partner, changed, house.key())
    assert (READER, f"D-{scene.disclosure}") in house.told("disclosure.stop")
    assert [row.ref for row in house.audit("disclosure.closed")] == [f"D-{scene.disclosure}"]


def test_a_form_that_stood_open_keeps_what_was_found_of_capacity(town: Town, scene: Scene) -> None:
    """Found incapable while another form stood open at 'not examined': that form says nothing against it."""
    office, me = town.house.office, town.house.who(AUTHOR)
    asked = capacity.questions(office, me, scene.signal)
    opened = capacity.marks(asked.capacity, asked.chosen)
    found = CapacityForm("wilsonbekwaam", "Dr. Verzonnen, arts", "2026-11-20")
    capacity.record(office, me, scene.signal, found, scene.key(), opened)
    left_alone = CapacityForm(asked.capacity)
    capacity.record(office, me, scene.signal, left_alone, scene.key(), opened)
    assert capacity.questions(office, me, scene.signal).capacity == "wilsonbekwaam"


def test_a_form_that_stood_open_keeps_who_holds_gezag(town: Town, scene: Scene) -> None:
    """Consent recorded from a form of before the other parent's gezag was noted leaves that noted."""
    house, office = town.house, town.house.office
    opened = gezag_marks(["ouder_1"], verified=True)
    with office.act(scene.key(), house.who(AUTHOR)) as unit:
        facts = unit.session.get_one(CaseFacts, scene.signal)
        facts.holders = ["ouder_1", "ouder_2"]
        unit.session.add(facts)
    form = recording.ConsentForm(
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=[scene.partner(READER)],
        categories=["identiteit", "signaal"],
        statements=["conversation"],
    )
    recording.record(office, house.who(AUTHOR), scene.signal, form, scene.key(), opened=opened)
    with office.store.reading() as session:
        assert session.get_one(CaseFacts, scene.signal).holders == ["ouder_1", "ouder_2"]


def test_a_form_that_stood_open_moves_nothing_back(town: Town) -> None:
    """Two forms to move one time: one changed the day, the other only the hour; both hold."""
    office, one = town.house.office, new_meeting(town)
    opened = marks_of({"date": FIRST.isoformat(), "time": "10:00"})
    for day, hour in (("2026-12-03", "10:00"), (FIRST.isoformat(), "11:30")):
        changing.move(office, town.house.who(CHIEF), one.number, FIRST, day, hour, one.key(), opened)
    with office.store.reading() as session:
        held = file.load(session, one.number).at(FIRST)
    assert (held.day, f"{held.starts:%H:%M}") == (date(2026, 12, 3), "10:30")


def test_a_form_that_stood_open_keeps_what_the_lead_made_of_a_contribution(town: Town) -> None:
    """Sent as it opened, empty, it takes nothing away."""
    office, aim = town.house.office, new_aim(town)
    partner = town.house.partner(OTHER).id
    opened = marks_of({contributing.FIELD: ""})
    _card, _options, standing = setting.changeable(office, town.house.who(AUTHOR), aim.number)
    changed = replace(standing, contributions={str(partner): "Belt de ouders"})
    setting.change(office, town.house.who(AUTHOR), aim.number, changed, aim.key())
    contributing.contribute(office, town.house.who(OTHER), aim.number, "", aim.key(), opened=opened)
    with office.store.reading() as session:
        assert goal_file.load(session, aim.number).contributions[partner].text == "Belt de ouders"


def test_a_form_that_stood_open_gives_no_chair_back(town: Town) -> None:
    """Somebody else was asked to chair meanwhile; a form that left the name alone leaves that."""
    office, one = town.house.office, new_meeting(town)
    opened = marks_of({"chair": AGENT})
    changing.let_chair(office, town.house.who(CHIEF), one.number, FIRST, OTHER, one.key(), opened)
    changing.let_chair(office, town.house.who(CHIEF), one.number, FIRST, AGENT, one.key(), opened)
    with office.store.reading() as session:
        assert file.load(session, one.number).chair_of(FIRST) == OTHER


def test_a_form_that_stood_open_gives_no_deputy_back(town: Town) -> None:
    """Named on the telephone, then the form on the desk is sent as it stood: the deputy stays."""
    office, one = town.house.office, new_meeting(town)
    me = town.house.who(OTHER)
    attending.answer(office, me, one.number, FIRST, "overleg.absent", one.key())
    attending.send_deputy(office, me, one.number, FIRST, READER, one.key(), marks_of({"user": ""}))
    attending.send_deputy(office, me, one.number, FIRST, "", one.key(), marks_of({"user": ""}))
    with office.store.reading() as session:
        row = overleggen.answer(session, one.number, FIRST, OTHER)
    assert row is not None
    assert row.deputy == READER


def test_a_form_that_stood_open_puts_no_words_back(town: Town, scene: Scene) -> None:
    """The summary was put right in one window, the area in another: both hold."""
    office, me = town.house.office, town.house.who(AUTHOR)
    before = wording.standing(office, me, scene.signal)
    opened = marks_of({"summary": before.summary, "area": before.area})
    asked = (mark_of("Komt later dan afgesproken"), mark_of(before.summary))
    wording.put_right(
        office, me, scene.signal, "Komt later dan afgesproken", before.area, scene.key(), asked, opened
    )
    wording.put_right(office, me, scene.signal, before.summary, "centrum", scene.key(), asked, opened)
    now = wording.standing(office, me, scene.signal)
    assert (now.summary, now.area) == ("Komt later dan afgesproken", "centrum")


def test_a_form_that_stood_open_corrects_no_detail_twice(town: Town, scene: Scene) -> None:
    """The detail was put right in another window: the form says so, and what stands now stays."""
    office, me = town.house.office, town.house.who(AUTHOR)
    (detail,) = amending.own(office, me, scene.signal).details
    amending.correct(office, me, scene.signal, detail.id, "Zo zit het", ("signaal",), scene.key())
    with pytest.raises(Invalid) as said:
        amending.correct(office, me, scene.signal, detail.id, "Of toch zo", ("signaal",), scene.key())
    assert said.value.flaws["details"].code == "corrected_meanwhile"
    assert [one.text for one in amending.own(office, me, scene.signal).details] == ["Zo zit het"]
    with pytest.raises(NotForYou):
        amending.correct(office, me, scene.signal, "geen nummer", "Of toch zo", ("signaal",), scene.key())


def test_ticks_are_merged_option_by_option() -> None:
    """Somebody ticked three meanwhile; this form took one away and added four."""
    assert ticked({2, 4}, [1, 2], {1, 2, 3}) == {2, 3, 4}
    assert ticked({1, 2}, [1, 2], {2}) == {2}
    assert ticked({4}, None, {1, 2}) == {4}
