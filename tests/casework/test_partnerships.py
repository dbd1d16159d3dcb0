"""Partnerships as such: made, changed, ended and begun again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from casework.errors import Invalid, NotForYou
from casework.office import Office
from casework.partnerships import ending, keeping
from casework.partnerships.drafting import PartnershipForm, marks
from casework.partnerships.ending import ChangedMeanwhile
from casework.partnerships.purpose import usual_purpose
from casework.ports import Standing
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from tests.casework.founding import FORM, KIM, Town, codes
from tests.casework.test_overleg_posts import posts


def test_a_new_partnership_tells_its_coordinator(office: Office, engine: Engine, town: Town) -> None:
    """Once, and not whoever made it for themselves."""
    kim = office.identify(KIM)
    number = keeping.add(office, kim, FORM, "one")
    with session_for(engine, write=False) as session:
        row = session.get_one(Partnership, number)
    assert (row.name, row.kind, row.channel, row.coordinator, row.purpose) == (
        "Jeugdnetwerk Zuid",
        "wijkoverleg",
        "C0ZUID",
        "U0ANDER",
        None,
    )
    assert [one.target for one in posts(engine, keeping.COORDINATES)] == ["U0ANDER"]
    keeping.add(office, kim, replace(FORM, name="MDO Zuid", channel="C0MDOZ", coordinator=KIM), "two")
    assert [one.target for one in posts(engine, keeping.COORDINATES)] == ["U0ANDER"]


def test_what_is_wrong_is_said_at_its_field(office: Office, town: Town) -> None:
    """All of it at once; a name and a channel are those of one partnership, whatever the capitals."""
    kim = office.identify(KIM)
    keeping.add(office, kim, FORM, "one")
    town.standings["U0ROBOT"] = Standing.BOT
    with pytest.raises(Invalid) as empty:
        keeping.add(office, kim, PartnershipForm(), "two")
    assert codes(empty) == dict.fromkeys(("name", "kind", "channel", "coordinator"), "required")
    with pytest.raises(Invalid) as odd:
        typed = PartnershipForm("Bel 0612345678", "kegelclub", "D0IEMAND", "U0ROBOT", "wraak")
        keeping.add(office, kim, typed, "three")
    assert codes(odd) == {
        "name": "contains_phone",
        "kind": "unknown_choice",
        "channel": "not_a_channel",
        "coordinator": "nobody_here",
        "purpose": "unknown_choice",
    }
    with pytest.raises(Invalid) as double:
        keeping.add(office, kim, replace(FORM, name="JEUGDNETWERK  zuid"), "four")
    assert codes(double) == {"name": "partnership_called_so", "channel": "channel_taken"}


def test_only_a_beheerder_makes_one_and_says_who_coordinates(
    office: Office, engine: Engine, town: Town
) -> None:
    """A coordinator changes name, channel and purpose of the own one; what is forged beside it is dropped."""
    farida = office.identify("U0REGIE")
    with pytest.raises(NotForYou):
        keeping.add(office, farida, FORM, "one")
    number = keeping.add(office, office.identify(KIM), FORM, "two")
    with pytest.raises(NotForYou):
        keeping.change(office, farida, number, FORM, "three")
    typed = PartnershipForm("Netwerk Oost", "zvh", "C0OOST", "U0BUITEN", "veiligheid")
    own = keeping.changeable(office, farida, 1)
    with pytest.raises(Invalid):
        keeping.change(office, farida, 1, replace(typed, purpose="geen"), "four")
    keeping.change(office, farida, 1, replace(typed, purpose=""), "five", marks(own.form))
    with session_for(engine, write=False) as session:
        row = session.get_one(Partnership, 1)
    assert (row.name, row.channel) == ("Netwerk Oost", "C0OOST")
    assert (row.kind, row.coordinator) == (own.form.kind, own.form.coordinator)


def test_two_beheerders_change_two_things_at_once(office: Office, engine: Engine, town: Town) -> None:
    """What one left alone keeps what the other made of it."""
    kim = office.identify(KIM)
    number = keeping.add(office, kim, FORM, "one")
    opened = marks(keeping.changeable(office, kim, number).form)
    keeping.change(office, kim, number, replace(FORM, name="Netwerk Zuid"), "two", opened)
    stands = keeping.change(office, kim, number, replace(FORM, channel="C0NIEUW"), "three", opened)
    assert (stands.form.name, stands.form.channel) == ("Netwerk Zuid", "C0NIEUW")


def test_what_is_to_come_comes_in_the_new_channel(office: Office, engine: Engine, town: Town) -> None:
    """What stands in the old one, and what goes under it, stays there."""
    with office.job() as unit:
        stands = unit.post("signal.card", "C0Z", ref="S-8", dedupe="stands")
        unit.post("consent.prompt", "C0Z", ref="S-8", parent_id=stands, dedupe="under")
        unit.post("overleg.day", "C0Z", ref="O-8", dedupe="later")
    with session_for(engine) as session:
        card = session.get_one(Post, stands)
        card.slack_ts, card.slack_channel, card.state = "1.1", "C0Z", PostState.SHOWN
        session.commit()
    farida = office.identify("U0REGIE")
    form = keeping.changeable(office, farida, 1).form
    keeping.change(office, farida, 1, replace(form, channel="C0NIEUW"), "one")
    targets = {one.kind: one.target for one in posts(engine)}
    assert targets == {"signal.card": "C0Z", "consent.prompt": "C0Z", "overleg.day": "C0NIEUW"}


def test_a_partnership_has_its_own_usual_purpose(office: Office, engine: Engine, town: Town) -> None:
    """Chosen once, it is what forms propose; left empty it is what the kind says."""
    kim = office.identify(KIM)
    form = keeping.changeable(office, kim, 1).form
    with session_for(engine, write=False) as session:
        usual = usual_purpose(office.book, session.get_one(Partnership, 1))
    assert usual == office.book.meetings[form.kind].default_purpose
    other = next(one for one in office.book.purposes if one != usual)
    keeping.change(office, kim, 1, replace(form, purpose=other), "one")
    with session_for(engine, write=False) as session:
        assert usual_purpose(office.book, session.get_one(Partnership, 1)) == other


def test_what_ends_is_said_first_and_comes_back_whole(office: Office, engine: Engine, town: Town) -> None:
    """Nobody is present any more; begun again, everybody is, with the same seats."""
    kim = office.identify(KIM)
    before = office.identify("U0REGIE").partnerships
    assert 1 in before
    said = ending.what_ends(office, kim, 1)
    assert said.members > 0
    with pytest.raises(Invalid) as unsure:
        ending.end(office, kim, 1, "one", sure=False, seen=said.counts)
    assert codes(unsure) == {"confirmed": "confirmation_needed"}
    with pytest.raises(ChangedMeanwhile) as changed:
        ending.end(office, kim, 1, "two", sure=True, seen=(9, 9, 9, 9, 9))
    assert changed.value.now == said
    ending.end(office, kim, 1, "three", sure=True, seen=said.counts)
    assert 1 not in office.identify("U0REGIE").partnerships | office.identify("U0REGIE").coordinates
    told = {one.target for one in posts(engine, ending.ENDED)}
    assert "U0REGIE" in told and KIM not in told
    with pytest.raises(NotForYou):
        ending.what_ends(office, kim, 1)
    with pytest.raises(Invalid) as taken:
        with session_for(engine, write=False) as session:
            row = session.get_one(Partnership, 1)
        keeping.add(office, kim, replace(FORM, name=row.name, channel=row.channel), "four")
    assert codes(taken) == {"name": "partnership_ended_so", "channel": "channel_of_ended"}
    ending.reopen(office, kim, 1, "five")
    assert office.identify("U0REGIE").partnerships == before
