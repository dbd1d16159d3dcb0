"""Partnerships as such: made, changed, ended and begun again, with nobody in it and with somebody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from casework.errors import Invalid, NotForYou, Refused
from casework.office import Office
from casework.partnerships import checklist, ending, inviting, joining, keeping
from casework.partnerships.checklist import Step
from casework.partnerships.drafting import PartnershipForm, marks
from casework.partnerships.ending import ChangedMeanwhile
from casework.partnerships.joining import Chosen
from casework.partnerships.purpose import usual_purpose
from casework.ports import Profile, Room, RoomUnknown, Standing
from storage.directory_tables import Membership, Partner, Partnership, RoleGrant
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from tests.casework.test_overleg_posts import posts

KIM = "U0BEHEER"
FORM = PartnershipForm("Jeugdnetwerk Zuid", "wijkoverleg", "C0ZUID", "U0ANDER")


@dataclass
class Town:
    """Conversations with the people in them; whom nobody put anywhere is a member."""

    there: dict[str, tuple[str, ...]] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    def look(self, channel: str) -> Room:
        """Nobody looks."""
        raise RoomUnknown(channel)

    def remembered(self, channel: str) -> Room | None:
        """Nothing."""
        return None

    def standing(self, user_id: str) -> Standing:
        """What was said of the account."""
        return self.standings.get(user_id, Standing.MEMBER)

    def accounts_in(self, channel: str) -> tuple[str, ...]:
        """Who is there; unknown where Schakel is not."""
        if channel in self.absent:
            raise RoomUnknown(channel)
        return tuple(sorted(self.there.get(channel, ())))

    def profile(self, user_id: str) -> Profile | None:
        """Everybody has a name without a number."""
        name = "Piet " + "".join(one for one in user_id[2:] if one.isalpha()).capitalize()
        return Profile(user_id, name, self.standing(user_id))

    def inside(self, channel: str) -> bool | None:
        """Unless it was said."""
        return channel not in self.absent

    def is_me(self, user_id: str) -> bool:
        """Its own account."""
        return user_id == "U0SCHAKEL"


@pytest.fixture
def town(office: Office, engine: Engine) -> Town:
    """Kim is beheerder; Slack knows everybody."""
    town = Town()
    object.__setattr__(office, "rooms", town)
    with session_for(engine) as session:
        session.add(RoleGrant(user_id=KIM, role="beheerder"))
        if engine.dialect.name == "postgresql":  # the rows of the fixture came with numbers of their own
            for table in ("partnership", "partner"):
                session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 50)"))
        session.commit()
    return town


def codes(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    """What is wrong at which field."""
    return {name: flaw.code for name, flaw in caught.value.flaws.items()}


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


def test_the_people_of_a_channel_join_page_by_page(office: Office, engine: Engine, town: Town) -> None:
    """Apps, strangers, closed accounts and who sits here are not offered; guests are, and are named so."""
    kim = office.identify(KIM)
    number = keeping.add(office, kim, FORM, "one")
    people = tuple(f"U0N{letter}" for letter in "ABCDEFGHIJ")
    town.there["C0ZUID"] = (*people, "U0ROBOT", "U0WEG", "U0ELDERS", KIM, "U0REGIE")
    town.standings |= {
        "U0ROBOT": Standing.BOT,
        "U0WEG": Standing.GONE,
        "U0ELDERS": Standing.FOREIGN,
        "U0NA": Standing.GUEST,
    }
    first = joining.candidates(office, kim, number)
    assert [one.user for one in first.found] == list(people[:8])
    assert first.found[0].guest and not first.found[1].guest
    assert (first.elsewhere, first.me, first.after) == (1, True, "U0NH")
    rest = joining.candidates(office, kim, number, first.after)
    assert [one.user for one in rest.found] == ["U0NI", "U0NJ", "U0REGIE"]
    assert rest.found[-1].known is not None
    assert (rest.apps, rest.elsewhere, rest.after) == (1, 1, "")
    chosen = {
        "U0NA": Chosen("U0NA", "jongerenwerker", "Welzijn Zuid"),
        "U0NB": Chosen("U0NB"),
        "U0REGIE": Chosen("U0REGIE", rest.found[-1].known.role),
    }
    done = joining.join(office, kim, number, chosen, "two")
    assert sorted(one.user_id or "" for one in done) == ["U0NA", "U0REGIE"]
    again = joining.candidates(office, kim, number)
    assert again.seated == 2 and "U0NA" not in {one.user for one in again.found}


def test_who_cannot_join_is_said_beside_their_name_and_nobody_joins(
    office: Office, engine: Engine, town: Town
) -> None:
    """An organisation that lacks, a role that lacks, a bot that was forged into the form, oneself."""
    kim = office.identify(KIM)
    number = keeping.add(office, kim, FORM, "one")
    town.standings["U0ROBOT"] = Standing.BOT
    chosen = {
        "U0GOED": Chosen("U0GOED", "mentor", "Lyceum De Wende"),
        "U0ZONDER": Chosen("U0ZONDER", "mentor"),
        "U0ROLLOOS": Chosen("U0ROLLOOS", "", "Politie"),
        "U0ROBOT": Chosen("U0ROBOT", "mentor", "Lyceum De Wende"),
        KIM: Chosen(KIM, "mentor", "Lyceum De Wende"),
        "U0REGIE": Chosen("U0REGIE", "huisarts"),
    }
    with pytest.raises(Invalid) as flawed:
        joining.join(office, kim, number, chosen, "two")
    assert codes(flawed) == {
        "organisation:U0ZONDER": "required",
        "role:U0ROLLOOS": "required",
        "role:U0ROBOT": "nobody_here",
        f"role:{KIM}": "own_account",
        "role:U0REGIE": "partner_known_in_another_role",
    }
    with session_for(engine, write=False) as session:
        assert session.exec(select(Membership).where(Membership.partnership_id == number)).all() == []
        assert session.exec(select(Partner).where(Partner.user_id == "U0GOED")).all() == []
    with pytest.raises(Invalid) as nobody:
        joining.join(office, kim, number, {"U0GOED": Chosen("U0GOED")}, "three")
    assert codes(nobody) == {"": "nobody_chosen"}


def test_a_channel_without_schakel_is_said_in_words(office: Office, town: Town) -> None:
    """Slack does not tell who is in it."""
    kim = office.identify(KIM)
    number = keeping.add(office, kim, FORM, "one")
    town.absent = frozenset({"C0ZUID"})
    with pytest.raises(Refused) as refused:
        joining.candidates(office, kim, number)
    assert refused.value.code == "CHANNEL_UNKNOWN"


def test_what_lacks_is_listed_in_the_order_of_doing(office: Office, engine: Engine, town: Town) -> None:
    """To a beheerder everywhere, to a coordinator in what is theirs, to anybody else nothing."""
    kim = office.identify(KIM)
    assert checklist.checklist(office, office.identify("U0BUITEN")) is None
    town.absent = frozenset({"C0ZUID"})
    keeping.add(office, kim, FORM, "one")
    town.standings["U0ANDER"] = Standing.GONE
    found = checklist.checklist(office, kim)
    assert found is not None
    of_new = [one.step for one in found.lacking if one.name == FORM.name]
    assert of_new == [Step.CHANNEL, Step.COORDINATOR, Step.PARTNERS, Step.OVERLEG]
    assert [one.ready for one in found.lacking if one.name == FORM.name] == [True, True, True, False]
    assert found.done + len(found.lacking) == found.of
    theirs = checklist.checklist(office, office.identify("U0REGIE"))
    assert theirs is not None
    assert {one.name for one in theirs.lacking}.isdisjoint({FORM.name})
    assert {Step.OFFICER, Step.REVIEWER}.isdisjoint({one.step for one in theirs.lacking})


def test_with_nothing_at_all_nothing_is_done(office: Office, engine: Engine, town: Town) -> None:
    """A beheerder alone reads of none of seven; what is done is counted as it is done."""
    with session_for(engine) as session:
        session.get_one(Partnership, 1).active = False
        session.commit()
    kim = office.identify(KIM)
    found = checklist.checklist(office, kim)
    assert found is not None
    assert [one.step for one in found.lacking] == [Step.PARTNERSHIP, Step.OFFICER, Step.REVIEWER]
    assert (found.done, found.of) == (0, 7)
    keeping.add(office, kim, FORM, "one")
    then = checklist.checklist(office, kim)
    assert then is not None and (then.done, then.of) == (3, 7)


def test_whoever_takes_schakel_along_hears_once_what_it_can_do(
    office: Office, engine: Engine, town: Town
) -> None:
    """A beheerder may make a partnership of it, a coordinator let theirs meet there; others ask."""
    for _ in range(2):
        inviting.invited(office, "C0LOS", KIM)
    [post] = posts(engine, inviting.INVITED)
    kim = inviting.invitation(office, post.dedupe or "")
    assert (post.target, kim.keeps, kim.partnership) == (KIM, True, "")
    farida = inviting.invitation(office, f"{inviting.INVITED}|C0LOS|U0REGIE")
    assert [number for number, _name in farida.coordinates] == [1] and not farida.keeps
    outside = inviting.invitation(office, f"{inviting.INVITED}|C0LOS|U0BUITEN")
    assert not outside.keeps and outside.coordinates == () and outside.keepers == (KIM,)
    keeping.add(office, office.identify(KIM), replace(FORM, channel="C0LOS"), "one")
    assert inviting.invitation(office, post.dedupe or "").partnership == FORM.name
