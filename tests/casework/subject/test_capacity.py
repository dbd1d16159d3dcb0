"""Capacity changes who decides, and only a professional's finding changes capacity."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from casework.casefile import CaseFile, load
from casework.consent import asking, recording
from casework.consent.recording import ConsentForm
from casework.errors import Invalid, NotForYou, Refused
from casework.question import Question
from casework.subject import capacity
from casework.subject.capacity import CapacityForm
from rules.model import Decision
from storage.engine import session_for
from storage.evidence_tables import CapacityFinding
from storage.sealing import MASK
from tests.casework.making import NOW, House

INCAPABLE = CapacityForm("wilsonbekwaam", "N. Verzonnen, arts", "20-11-2026")
SEVENTEEN, ADULT, ELEVEN = "14-05-2009", "14-05-2006", "14-05-2015"


def case(house: House, born: str, author: str = "mentor") -> int:
    """A signal about somebody born on this day, with a jongerenwerker tagged."""
    number = house.report(author, subject_birthdate=born)
    house.tag(author, number, "jongerenwerker", "jeugdagent")
    return number


def find(house: House, number: int, form: CapacityForm, who: str = "mentor") -> None:
    """Record a finding."""
    capacity.record(house.office, house.person(who), number, form, house.key())


def consent(house: House, number: int, *givers: str, author: str = "mentor") -> recording.Recorded:
    """Record a yes of these people for the jongerenwerker."""
    form = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=givers,
        recipients=[str(house.partner("jongerenwerker"))],
        categories=("identiteit", "signaal"),
        statements=("conversation",),
    )
    return recording.record(house.office, house.person(author), number, form, house.key())


def test_at_seventeen_the_parent_decides_once_incapacity_is_established(house: House) -> None:
    """Before it the youth decides alone; afterwards the form asks the holders, and their yes is enough."""
    number = case(house, SEVENTEEN)
    assert asking.questions(house.office, house.person("mentor"), number).givers == ()
    find(house, number, INCAPABLE)
    asked = asking.questions(house.office, house.person("mentor"), number)
    assert asked.ask_holders
    assert "ouder_1" in asked.givers
    assert consent(house, number, "ouder_1").verdict.decision is Decision.ALLOW


def test_the_youths_earlier_yes_is_no_longer_enough(house: House) -> None:
    """What was given by somebody who turns out not to decide does not open the details."""
    number = case(house, SEVENTEEN)
    assert consent(house, number).verdict.decision is Decision.ALLOW
    find(house, number, INCAPABLE)
    with session_for(house.office.store.engine, write=False) as session:
        file = load(session, number)
        sheet = house.office.gate.judge(file, _question(file), NOW)
    assert (sheet.decision, sheet.reason) == (Decision.DENY, "MISSING_CONSENTER")


def test_an_adult_is_represented_by_who_is_there(house: House) -> None:
    """Only those ticked are asked; without anybody consent is closed (INCAPABLE_NO_REP)."""
    number = case(house, ADULT)
    find(house, number, INCAPABLE)
    refused = consent(house, number, "curator").verdict
    assert (refused.decision, refused.reason) == (Decision.NEEDS_EXCEPTION, "INCAPABLE_NO_REP")
    find(house, number, CapacityForm("wilsonbekwaam", representatives=("curator",)))
    assert asking.questions(house.office, house.person("mentor"), number).givers == ("curator",)
    assert consent(house, number, "curator").verdict.decision is Decision.ALLOW


def test_who_can_represent_is_offered_once_each(house: House) -> None:
    """The rulebook knows more names for the same person; the form shows one, and each has a rank there."""
    asked = capacity.questions(house.office, house.person("mentor"), case(house, ADULT))
    book = house.office.book.representatives
    assert {book[one].id for one in asked.representatives} == {one.id for one in book.values()}
    assert len(asked.representatives) == 6


def test_under_care_a_parent_represents_when_nobody_of_higher_rank_is_there(house: House) -> None:
    """7:465 BW: a curator goes before a parent, a parent is enough alone."""
    number = case(house, ADULT, "jeugdhulp")
    both = replace(INCAPABLE, representatives=("curator", "ouder_1", "ouder_2"))
    find(house, number, both, "jeugdhulp")
    asked = asking.questions(house.office, house.person("jeugdhulp"), number)
    assert asked.givers == ("curator",)
    find(house, number, replace(both, representatives=("ouder_1", "ouder_2")), "jeugdhulp")
    assert consent(house, number, "ouder_2", author="jeugdhulp").verdict.decision is Decision.ALLOW


def test_incapacity_needs_who_established_it_and_when(house: House) -> None:
    """An impression is no finding: name and date are asked, and nothing is stored without."""
    number = case(house, SEVENTEEN)
    with pytest.raises(Invalid) as flawed:
        find(house, number, CapacityForm("wilsonbekwaam"))
    assert {name: flaw.code for name, flaw in flawed.value.flaws.items()} == {
        "established_by": "assessor_needed",
        "established_on": "required",
    }
    with session_for(house.office.store.engine, write=False) as session:
        assert session.exec(select(CapacityFinding)).all() == []


@pytest.mark.parametrize(
    ("form", "field", "code"),
    [
        (CapacityForm(), "capacity", "required"),
        (CapacityForm("misschien"), "capacity", "required"),
        (CapacityForm("bekwaam", established_on="01-01-2027"), "established_on", "date_future"),
        (CapacityForm("bekwaam", established_on="01-01-2001"), "established_on", "date_before_birth"),
        (CapacityForm("bekwaam", established_on="overmorgen"), "established_on", "date_unreadable"),
        (CapacityForm("bekwaam", established_by="arts 999990019"), "established_by", "contains_bsn"),
        (CapacityForm("bekwaam", representatives=("buurman",)), "representatives", "unknown_choice"),
    ],
)
def test_a_flawed_field_is_named(house: House, form: CapacityForm, field: str, code: str) -> None:
    """Each at its own field."""
    number = case(house, SEVENTEEN)
    with pytest.raises(Invalid) as flawed:
        find(house, number, form)
    assert flawed.value.flaws[field].code == code


def test_a_later_finding_counts_and_the_earlier_one_stays(house: House) -> None:
    """Capable again: the youth decides; both findings are kept, who established them sealed."""
    number = case(house, SEVENTEEN)
    find(house, number, INCAPABLE)
    house.clock.time = NOW + timedelta(hours=1)
    find(house, number, CapacityForm("bekwaam"))
    assert asking.questions(house.office, house.person("mentor"), number).givers == ()
    with session_for(house.office.store.engine, write=False) as session:
        kept = session.exec(select(CapacityFinding)).all()
        assert sorted(one.capacity for one in kept) == ["bekwaam", "wilsonbekwaam"]
        assert [str(one.established_by) for one in kept if one.established_by is not None] == [MASK]
    rows = house.audit("subject.capacity")
    assert len(rows) == 2
    assert "Verzonnen" not in str([row.facts for row in rows])


@pytest.mark.parametrize("who", ["jongerenwerker", "jeugdagent", "leerplicht"])
def test_only_author_and_lead_record_it(house: House, who: str) -> None:
    """A tagged partner and a stranger get the answer of a number that does not exist."""
    number = case(house, SEVENTEEN)
    with pytest.raises(NotForYou):
        find(house, number, INCAPABLE, who)
    with pytest.raises(NotForYou):
        capacity.questions(house.office, house.person(who), number)


def test_under_twelve_it_is_not_asked(house: House) -> None:
    """A child never decides; the question would only collect data nobody needs."""
    with pytest.raises(Refused) as refused:
        capacity.questions(house.office, house.person("mentor"), case(house, ELEVEN))
    assert refused.value.code == "CAPACITY_UNDER_12"


def test_a_yes_on_an_older_form_stays_whose_it_was(house: House) -> None:
    """The form was opened while a parent decided: their tick never becomes the youth's own yes."""
    number = case(house, SEVENTEEN)
    outcome = consent(house, number, "ouder_1")
    assert (outcome.verdict.decision, outcome.verdict.reason) == (Decision.DENY, "MISSING_CONSENTER")


def _question(file: CaseFile) -> Question:
    partners = {one.role: one for one in file.members.values()}
    items = tuple(file.items)
    return Question(partners["mentor"], (partners["jongerenwerker"],), items, "pga")
