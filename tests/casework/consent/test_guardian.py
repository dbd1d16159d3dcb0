"""The institution that is itself the guardian decides itself, with a colleague who is named (rulebook 5c)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import col, select

from casework.consent import asking, correcting, recording
from casework.consent.recording import ConsentForm
from casework.errors import Invalid
from rules.model import Decision
from storage.directory_tables import Partner
from storage.engine import session_for
from storage.organisations import settle_organisations
from storage.outbox_tables import Post
from storage.repositories import organisations
from tests.casework.making import House, user

CHILD = "14-05-2017"


@pytest.fixture
def number(house: House) -> int:
    """A case of Nidos about a child, with youth care tagged; GI and Nidos are one organisation."""
    with session_for(house.office.store.engine) as session:
        for role in house.roles:
            row = session.get_one(Partner, house.partner(role))
            named = "Nidos Noord" if role in ("nidos", "gi") else f"Organisatie {role}"
            organisations.belong(session, row, named)
        session.commit()
    made = house.report("nidos", subject_birthdate=CHILD, categories=["signaal"])
    house.tag("nidos", made, "jeugdhulp", "gi")
    return made


def decision(house: House, **changed: object) -> ConsentForm:
    """What Nidos records as the only guardian, with the colleague who decided along."""
    form = ConsentForm(
        holders=["voogd"],
        gezag_verified="yes",
        given_by=["voogd"],
        recipients=[str(house.partner("jeugdhulp"))],
        categories=["identiteit", "signaal"],
        statements=["conversation"],
        second=str(house.partner("gi")),
    )
    return replace(form, **changed)  # type: ignore[arg-type]  # fields by name


def flaws(house: House, number: int, form: ConsentForm, who: str = "nidos") -> dict[str, str]:
    """What is wrong at which field."""
    with pytest.raises(Invalid) as invalid:
        recording.record(house.office, house.person(who), number, form, house.key())
    return {field: one.code for field, one in invalid.value.flaws.items()}


def test_nidos_records_its_own_decision_with_a_colleague(house: House, number: int) -> None:
    """The form opens for a role that never asks consent, and what it decides counts; the colleague hears."""
    asked = asking.questions(house.office, house.person("nidos"), number)
    assert asked.asks_second
    assert [one.role for one in asked.seconds] == ["gi"]
    done = recording.record(house.office, house.person("nidos"), number, decision(house), house.key())
    assert done.verdict.decision is Decision.ALLOW
    assert house.audit("consent.record")[-1].facts["second"] == house.partner("gi")
    [line] = correcting.records(house.office, house.person("nidos"), number).lines
    assert line.second is not None
    assert line.second.role == "gi"
    with session_for(house.office.store.engine, write=False) as session:
        told = session.exec(select(Post).where(col(Post.kind) == "consent.seconded")).all()
    assert [one.target for one in told] == [user("gi")]


def test_no_institution_decides_through_one_person(house: House, number: int) -> None:
    """Nobody named, oneself, somebody of another organisation, or a number that is none."""
    for second in ("", str(house.partner("nidos")), str(house.partner("jeugdhulp")), "0", "x"):
        assert flaws(house, number, decision(house, second=second)) == {"second": "second_needed"}


def test_who_has_no_colleague_in_the_list_hears_what_to_do(house: House, number: int) -> None:
    """There is no field then: it is said where it was ticked who signed."""
    with session_for(house.office.store.engine) as session:
        organisations.belong(session, session.get_one(Partner, house.partner("gi")), "Elders")
        session.commit()
    assert flaws(house, number, decision(house)) == {"given_by": "no_colleague"}


def test_the_indications_are_not_asked_of_the_only_guardian(house: House, number: int) -> None:
    """Once it is known that the institution is the only holder; with a parent beside it they are."""
    gi = house.report("gi", subject_birthdate=CHILD)
    house.tag("gi", gi, "jeugdhulp")
    assert "ap_indicaties" in asking.questions(house.office, house.person("gi"), gi).statements
    alone = decision(house, holders=["voogd_gi"], given_by=["voogd_gi"], second=str(house.partner("nidos")))
    recording.record(house.office, house.person("gi"), gi, alone, house.key())
    again = asking.questions(house.office, house.person("gi"), gi)
    assert again.decides_itself
    assert "ap_indicaties" not in again.statements


def test_with_a_parent_beside_it_the_institution_does_not_decide(house: House, number: int) -> None:
    """Then Nidos never asks (P24): stored, refused, and no field for a colleague from then on."""
    both = decision(house, holders=["ouder_1", "voogd"], given_by=["ouder_1", "voogd"])
    done = recording.record(house.office, house.person("nidos"), number, both, house.key())
    assert done.verdict.reason == "CONSENT_NOT_USABLE"


def test_a_parent_asked_by_the_institution_needs_no_colleague(house: House, number: int) -> None:
    """What others said yes to is no decision of the institution."""
    made = house.report("gi", subject_birthdate=CHILD)
    house.tag("gi", made, "jeugdhulp")
    parent = decision(
        house,
        holders=["ouder_1"],
        given_by=["ouder_1"],
        statements=["conversation", "ap_indicaties"],
        second="",
    )
    done = recording.record(house.office, house.person("gi"), made, parent, house.key())
    assert done.verdict.decision is Decision.ALLOW


def test_who_goes_on_from_a_decision_keeps_its_colleague(house: House) -> None:
    """A boy of thirteen in care signs as well: his record holds guardian and colleague of the first."""
    settle_organisations(house.office.store.engine, house.office.store.vault, house.clock.now())
    number = house.report("nidos", subject_birthdate="14-05-2013")
    house.tag("nidos", number, "jeugdhulp")
    nidos = house.person("nidos")
    recording.record(house.office, nidos, number, decision(house), house.key())
    asked = asking.questions(house.office, nidos, number)
    assert asked.continues is not None
    done = recording.record(house.office, nidos, number, ConsentForm(given_by=["jongere"]), house.key())
    assert done.verdict.decision is Decision.ALLOW
    lines = correcting.records(house.office, nidos, number).lines
    assert [one.second.role for one in lines if one.second] == ["gi", "gi"]
