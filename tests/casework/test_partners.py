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
from storage.engine import session_for
from storage.tables import Partner, Partnership

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
