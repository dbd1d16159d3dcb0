"""Who sits in a partnership, what it still lacks, and what whoever takes Schakel along to a channel hears."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casework.errors import Invalid, Refused
from casework.office import Office
from casework.partnerships import checklist, inviting, joining, keeping
from casework.partnerships.checklist import Step
from casework.partnerships.joining import Chosen
from casework.ports import Standing
from storage.directory_tables import Membership, Partner, Partnership
from storage.engine import session_for
from tests.casework.founding import FORM, KIM, Town, codes
from tests.casework.test_overleg_posts import posts


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
