"""The list of partners at the use cases: nobody raises their own rights, nothing about a goal gets stale."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casework.errors import Invalid
from casework.office import Office
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from handlers.labels import Labels
from handlers.languages import load_languages
from handlers.partners import views
from storage.directory_tables import Partner, Partnership, RoleGrant
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from tests.casework.leaking.house import Dutch
from tests.casework.test_goals import set_goal
from tests.casework.test_overleg_posts import posts

NEW = PartnerForm(
    name="Olga Verweg", organisation="Zonnebeek", role="jeugdhulp", user="U0NIEUW", partnerships=("1",)
)


def roles_of(engine: Engine, user: str) -> list[str]:
    """The role of each active partner with this account."""
    with session_for(engine, write=False) as session:
        found = session.exec(select(Partner).where(Partner.user_id == user, Partner.active)).all()
    return [one.role for one in found]


def test_a_coordinator_gives_themselves_no_other_role(office: Office, engine: Engine) -> None:
    """Neither by changing it nor by stopping and joining anew; their contact they do change."""
    farida = office.identify("U0REGIE")
    form, _offered = keeping.changeable(office, farida, 1)
    with pytest.raises(Invalid) as flawed:
        keeping.change(office, farida, 1, replace(form, role="jeugdhulp"), "")
    assert flawed.value.flaws["role"].code == "own_role"
    keeping.change(office, farida, 1, replace(form, contact="in de ochtend"), "")
    farida = office.identify("U0REGIE")
    keeping.change(office, farida, 1, replace(form, partnerships=()), "")
    with pytest.raises(Invalid) as flawed:
        keeping.add(office, office.identify("U0REGIE"), replace(NEW, user="U0REGIE"), "")
    assert flawed.value.flaws["user"].code == "own_account"
    assert roles_of(engine, "U0REGIE") == []


def test_a_coordinator_does_not_step_into_another_partner(office: Office, engine: Engine) -> None:
    """Somebody in the list by name is bound to their own account, never to that of who binds it."""
    with session_for(engine) as session:
        session.get_one(Partnership, 1).coordinator = "U0BUITEN"
        session.get_one(Partner, 3).user_id = None
        session.commit()
    outside = office.identify("U0BUITEN")
    form, _offered = keeping.changeable(office, outside, 3)
    with pytest.raises(Invalid) as flawed:
        keeping.change(office, outside, 3, replace(form, user="U0BUITEN"), "")
    assert flawed.value.flaws["user"].code == "own_account"
    assert roles_of(engine, "U0BUITEN") == []
    keeping.change(office, outside, 3, replace(form, user="U0NIEUW"), "")
    assert roles_of(engine, "U0NIEUW") == ["jongerenwerker"]


def second_partnership(engine: Engine, *, unbound: int) -> None:
    """Farida coordinates another one too; one of the partners has no account yet."""
    with session_for(engine) as session:
        session.add(Partnership(id=2, name="MDO", kind="mdo", channel="C0M", coordinator="U0REGIE"))
        session.get_one(Partner, unbound).user_id = None
        session.commit()


def welcomed(engine: Engine) -> list[str]:
    """Whom a welcome goes to, each as often as it does."""
    return [one.target for one in posts(engine, "partner.welcome")]


def test_who_joins_several_partnerships_is_welcomed_once(office: Office, engine: Engine) -> None:
    """The message names them all: one for each would say the same several times."""
    second_partnership(engine, unbound=3)
    farida = office.identify("U0REGIE")
    form, _offered = keeping.changeable(office, farida, 2)
    with session_for(engine) as session:
        session.add(Partnership(id=4, name="ZAT", kind="zat", channel="C0ZAT", coordinator="U0REGIE"))
        session.commit()
    keeping.change(office, office.identify("U0REGIE"), 2, replace(form, partnerships=("1", "2", "4")), "")
    assert welcomed(engine) == ["U0AGENT"]


def test_who_gets_an_account_later_is_welcomed_then(office: Office, engine: Engine) -> None:
    """In the list by name nobody could be written to; the coordinator is reminded to invite them."""
    second_partnership(engine, unbound=3)
    farida = office.identify("U0REGIE")
    form, _offered = keeping.changeable(office, farida, 3)
    kept = keeping.change(office, farida, 3, replace(form, user="U0NIEUW"), "")
    assert kept.joined
    assert welcomed(engine) == ["U0NIEUW"]
    form, _offered = keeping.changeable(office, farida, 3)
    assert not keeping.change(office, farida, 3, replace(form, contact="belt terug"), "").joined
    assert welcomed(engine) == ["U0NIEUW"]


def test_goals_follow_who_leaves(office: Office, engine: Engine) -> None:
    """What stands in Slack about a goal is drawn again: the card named them, their own message goes."""
    set_goal(office, "U0REGIE")
    standing = [*posts(engine, "goal.set"), *posts(engine, "goal.asked")]
    with session_for(engine) as session:
        for one in standing:
            row = session.get_one(Post, one.id)
            row.state, row.slack_ts, row.shown_rev = PostState.SHOWN, "1.0", row.wanted_rev
        session.commit()
    farida = office.identify("U0REGIE")
    form, _offered = keeping.changeable(office, farida, 3)
    keeping.change(office, farida, 3, replace(form, partnerships=()), "")
    drawn = [one for one in posts(engine, "goal.", PostState.SHOWN) if one.wanted_rev > one.shown_rev]
    assert {one.id for one in drawn} == {one.id for one in standing}


@pytest.mark.parametrize("who,yours", [("U0REGIE", True), ("U0AGENT", False)])
def test_only_who_coordinates_is_offered_to_hand_over(
    office: Office, engine: Engine, who: str, yours: bool
) -> None:
    """A beheerder who is a partner too may end a membership; the goal is not theirs to change."""
    with session_for(engine) as session:
        session.add(RoleGrant(user_id="U0AGENT", role="beheerder"))
        session.commit()
    set_goal(office)
    form, _offered = keeping.changeable(office, office.identify(who), 3)
    kept = keeping.change(office, office.identify(who), 3, replace(form, partnerships=()), "")
    labels = Labels(office.book, load_languages("nl", office.zone, Dutch()).current)
    assert [one.ref for one in kept.leftovers] == ["DOEL-1"]
    assert ("goal.change" in str(views.kept(labels, kept).to_dict())) is yours
