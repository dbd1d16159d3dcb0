"""What was typed wrongly is put right, nothing is lost, and no correction ever lifts a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from casework.consent import asking, correcting, objecting, recording
from casework.consent.recording import ConsentForm, Recorded
from casework.errors import Invalid, NotForYou, Refused
from casework.sharing.deciding import ShareForm, share
from casework.signals import answering
from rules.model import Decision
from storage.engine import session_for
from storage.evidence_tables import ConsentRecord
from storage.signal_tables import Disclosure
from tests.casework.making import NOW, House

DAY = timedelta(days=1)


def case(house: House) -> int:
    """A signal by a mentor about somebody of fifteen, with two partners tagged."""
    number = house.report("mentor")
    house.tag("mentor", number, "jongerenwerker", "wijkteam")
    return number


def form(house: House, **changes: Any) -> ConsentForm:
    """Parent 1 said yes today, for the jongerenwerker."""
    typed = ConsentForm(
        holders=("ouder_1", "ouder_2"),
        gezag_verified="yes",
        given_by=("ouder_1",),
        youth_voice="instemmend",
        other_holder="instemt",
        recipients=[str(house.partner("jongerenwerker"))],
        categories=("identiteit", "signaal"),
        statements=("conversation",),
    )
    return replace(typed, **changes)


def record(
    house: House, number: int, typed: ConsentForm, who: str = "mentor", corrects: str = ""
) -> Recorded:
    """Record a yes, or correct one."""
    return recording.record(house.office, house.person(who), number, typed, house.key(), corrects)


def lines(house: House, number: int, who: str = "mentor") -> tuple[correcting.RecordLine, ...]:
    """What counts, newest first."""
    return correcting.records(house.office, house.person(who), number).lines


def allowed(house: House, number: int, role: str = "jongerenwerker") -> bool:
    """Whether the mentor may share with this partner now."""
    typed = ShareForm([str(house.partner(role))], ("identiteit", "signaal"), purpose="pga")
    try:
        share(house.office, house.person("mentor"), number, typed, house.key())
    except Refused:
        return False
    return True


def stored(house: House) -> list[ConsentRecord]:
    """Every record ever made, oldest first."""
    with session_for(house.office.store.engine, write=False) as session:
        return list(session.exec(select(ConsentRecord).order_by(col(ConsentRecord.recorded_at))))


def test_a_wrong_giver_and_date_are_put_right(house: House) -> None:
    """The corrected record counts, the old one stays and says what came in its place."""
    number = case(house)
    record(house, number, form(house))
    (wrong,) = lines(house, number)
    house.clock.time = NOW + timedelta(hours=1)
    record(house, number, form(house, given_by=("ouder_2",), given_on="20-11-2026"), corrects=wrong.id)
    (right,) = lines(house, number)
    assert dict(right.given) == {"ouder_2": "2026-11-20"}
    old, new = stored(house)
    assert (str(old.id), old.superseded_by, old.corrected_by) == (wrong.id, new.id, old.recorded_by)
    (row,) = house.audit("consent.correct")
    assert row.facts == {"record": wrong.id, "by": str(new.id)}


def test_the_wrong_record_opens_nothing_any_more(house: House) -> None:
    """Recorded for the wrong partner: after the correction that partner is refused."""
    number = case(house)
    record(house, number, form(house))
    assert allowed(house, number)
    (wrong,) = lines(house, number)
    record(house, number, form(house, recipients=[str(house.partner("wijkteam"))]), corrects=wrong.id)
    assert not allowed(house, number)
    assert allowed(house, number, "wijkteam")
    with session_for(house.office.store.engine, write=False) as session:
        first = session.get_one(Disclosure, 1)
        assert first.ended_at is not None


def test_the_form_comes_back_filled_in(house: House) -> None:
    """Everything as it was recorded, so that only the mistake has to be typed."""
    number = case(house)
    record(house, number, form(house, given_on="20-11-2026", until="01-02-2027"))
    (wrong,) = lines(house, number)
    asked = asking.questions(house.office, house.person("mentor"), number, wrong.id)
    assert asked.before is not None
    assert asked.before.given == ("ouder_1",)
    assert str(asked.before.given_on) == "2026-11-20"
    assert str(asked.before.until) == "2027-02-01"
    assert asked.before.recipients == (house.partner("jongerenwerker"),)
    assert asked.holders == ("ouder_1", "ouder_2")


def test_everybody_keeps_their_own_day_unless_the_day_was_wrong(house: House) -> None:
    """Two parents on two days: another recipient changes neither day."""
    number = house.report("jeugdhulp", subject_birthdate="14-05-2017")
    house.tag("jeugdhulp", number, "jongerenwerker", "wijkteam")
    record(house, number, form(house, given_on="10-11-2026"), "jeugdhulp")
    record(house, number, ConsentForm(given_by=("ouder_2",), given_on="12-11-2026"), "jeugdhulp")
    wrong = lines(house, number, "jeugdhulp")[0]
    changed = form(
        house,
        given_by=("ouder_1", "ouder_2"),
        given_on="12-11-2026",
        recipients=[str(house.partner("wijkteam"))],
    )
    record(house, number, changed, "jeugdhulp", corrects=wrong.id)
    assert dict(lines(house, number, "jeugdhulp")[0].given) == {
        "ouder_1": "2026-11-10",
        "ouder_2": "2026-11-12",
    }


def test_a_record_that_should_not_be_there_lapses(house: House) -> None:
    """Nothing comes in its place; what rested on it closes in the same act."""
    number = case(house)
    record(house, number, form(house))
    assert allowed(house, number)
    correcting.void(house.office, house.person("mentor"), number, lines(house, number)[0].id, house.key())
    assert lines(house, number) == ()
    assert not allowed(house, number)
    assert [row.facts["by"] for row in house.audit("consent.void")] == [None]


def refuse(
    house: House, number: int, who: str = "mentor", person: str = "jongere", corrects: str = ""
) -> None:
    """Record a refusal of today."""
    objecting.refuse(house.office, house.person(who), number, person, "", house.key(), corrects)


def test_a_no_is_corrected_on_the_day_itself_by_whoever_recorded_it(house: House) -> None:
    """Parent 2 said no, not parent 1."""
    number = case(house)
    refuse(house, number, person="ouder_1")
    (wrong,) = lines(house, number)
    refuse(house, number, person="ouder_2", corrects=wrong.id)
    (right,) = lines(house, number)
    assert right.refused == ("ouder_2",)
    assert right.correctable


@pytest.mark.parametrize("later", [DAY, 30 * DAY])
def test_a_no_of_before_today_stands(house: House, later: timedelta) -> None:
    """Not even by whoever recorded it; only a later yes lifts it, and the list does not offer it."""
    number = case(house)
    refuse(house, number)
    house.clock.time = NOW + later
    (line,) = lines(house, number)
    assert (line.correctable, line.voidable) == (False, False)
    with pytest.raises(Refused) as refused:
        correcting.void(house.office, house.person("mentor"), number, line.id, house.key())
    assert refused.value.code == "NO_STANDS"
    with pytest.raises(Refused):
        refuse(house, number, person="ouder_1", corrects=line.id)
    with pytest.raises(Refused):
        record(house, number, form(house), corrects=line.id)
    assert [one.refused for one in lines(house, number)] == [("jongere",)]


def test_midnight_here_ends_the_day_not_midnight_in_utc(house: House) -> None:
    """At half past eleven in the evening UTC it is tomorrow in the Netherlands."""
    number = case(house)
    refuse(house, number)
    (line,) = lines(house, number)
    house.clock.time = NOW.replace(hour=23, minute=30)
    with pytest.raises(Refused):
        correcting.void(house.office, house.person("mentor"), number, line.id, house.key())


@pytest.mark.parametrize("kind", ["withdrawn", "youth", "other"])
def test_every_kind_of_no_is_held_to_the_same(house: House, kind: str) -> None:
    """A withdrawal, and an objection of the youth or the other parent inside a record of a yes."""
    number = case(house)
    if kind == "withdrawn":
        objecting.withdraw(house.office, house.person("mentor"), number, "ouder_1", "", house.key())
    else:
        spoken = {"youth": {"youth_voice": "bezwaar"}, "other": {"other_holder": "bezwaar"}}[kind]
        record(house, number, form(house, **spoken))
    house.clock.time = NOW + DAY
    (line,) = lines(house, number)
    assert (line.correctable, line.voidable) == (False, False)
    with pytest.raises(Refused):
        correcting.void(house.office, house.person("mentor"), number, line.id, house.key())


def test_correcting_a_yes_never_lifts_a_no(house: House) -> None:
    """A yes of the tenth, a no of the fifteenth: moving the yes to the twentieth is no correction."""
    number = case(house)
    record(house, number, form(house, given_on="10-11-2026"))
    (yes,) = lines(house, number)
    objecting.refuse(house.office, house.person("mentor"), number, "ouder_1", "15-11-2026", house.key())
    with pytest.raises(Refused) as refused:
        record(house, number, form(house, given_on="20-11-2026"), corrects=yes.id)
    assert refused.value.code == "NO_BESIDE"
    assert not allowed(house, number)
    older = next(one for one in lines(house, number) if one.id == yes.id)
    assert (older.correctable, older.voidable) == (False, True)


def test_without_the_yes_that_lifted_it_the_no_stands_again(house: House) -> None:
    """A lapsed yes lifts nothing any more."""
    number = case(house)
    objecting.refuse(house.office, house.person("mentor"), number, "ouder_1", "10-11-2026", house.key())
    record(house, number, form(house, given_on="20-11-2026"))
    assert allowed(house, number)
    yes = next(one for one in lines(house, number) if one.given)
    correcting.void(house.office, house.person("mentor"), number, yes.id, house.key())
    assert not allowed(house, number)


def test_who_may_see_and_correct_what(house: House) -> None:
    """The recorder their own, the author all and no one else's yes, others nothing."""
    number = case(house)
    record(house, number, form(house), "jongerenwerker")
    (line,) = lines(house, number)
    assert (line.correctable, line.voidable) == (False, True)
    assert lines(house, number, "wijkteam") == ()
    assert [one.id for one in lines(house, number, "jongerenwerker")] == [line.id]
    for stranger in ("wijkteam", "leerplicht"):
        with pytest.raises(NotForYou):
            correcting.void(house.office, house.person(stranger), number, line.id, house.key())
    with pytest.raises(NotForYou):
        record(house, number, form(house), corrects=line.id)
    refuse(house, number, "jongerenwerker")
    no = next(one for one in lines(house, number) if one.refused)
    with pytest.raises(Refused):
        correcting.void(house.office, house.person("mentor"), number, no.id, house.key())


def test_a_record_of_another_case_and_a_corrected_one_do_not_exist(house: House) -> None:
    """The answer is that of a record that was never made."""
    first, second = case(house), case(house)
    record(house, first, form(house))
    (line,) = lines(house, first)
    with pytest.raises(NotForYou):
        record(house, second, form(house), corrects=line.id)
    correcting.void(house.office, house.person("mentor"), first, line.id, house.key())
    with pytest.raises(NotForYou):
        correcting.void(house.office, house.person("mentor"), first, line.id, house.key())


def test_a_flawed_correction_leaves_the_old_record(house: House) -> None:
    """All or nothing."""
    number = case(house)
    record(house, number, form(house))
    (line,) = lines(house, number)
    with pytest.raises(Invalid):
        record(house, number, form(house, given_on="01-01-2030"), corrects=line.id)
    assert [one.id for one in lines(house, number)] == [line.id]


def test_a_closed_signal_is_corrected_no_more(house: House) -> None:
    """What was decided on it has ended."""
    number = case(house)
    record(house, number, form(house))
    (line,) = lines(house, number)
    answering.close(house.office, house.person("mentor"), number, "Hulp loopt", house.key())
    with pytest.raises(Refused) as refused:
        correcting.void(house.office, house.person("mentor"), number, line.id, house.key())
    assert refused.value.code == "SIGNAL_CLOSED"


def test_gezag_can_be_verified_afterwards(house: House) -> None:
    """'Not verified yet' was no dead end: the form asks it again, and the holders behind 'Wijzig'."""
    number = case(house)
    first = record(house, number, form(house, gezag_verified="no"))
    assert first.verdict.reason == "GEZAG_NOT_VERIFIED"
    asked = asking.questions(house.office, house.person("mentor"), number)
    assert (asked.ask_holders, asked.gezag_verified, asked.holders) == (False, False, ("ouder_1", "ouder_2"))
    again = record(house, number, form(house, holders=(), gezag_verified="yes"))
    assert again.verdict.decision is Decision.ALLOW
    changed = record(house, number, form(house, holders=("voogd",), given_by=("voogd",)))
    assert changed.verdict.decision is Decision.ALLOW
    assert asking.questions(house.office, house.person("mentor"), number).holders == ("voogd",)
