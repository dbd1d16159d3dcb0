"""What a consent record holds: codes that the form offers, and never words of people."""

from __future__ import annotations

from sqlmodel import select

from casework.consent import recording
from casework.consent.recording import ConsentForm
from storage.engine import session_for
from storage.evidence_tables import ConsentRecord
from tests.casework.making import House


def test_what_the_form_does_not_offer_is_not_stored(house: House) -> None:
    """A forged value would stand in the table as it was typed, and break every decision about the case."""
    number = house.report("mentor")
    house.tag("mentor", number, "jeugdagent")
    forged = "Moeder van Noor Zilverblad vindt het goed"
    form = ConsentForm(
        holders=["ouder_1", "ouder_2"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice=forged,
        other_holder=forged,
        recipients=[str(house.partner("jeugdagent"))],
        categories=["signaal"],
        statements=["conversation", "consequences_explained"],
    )
    recording.record(house.office, house.person("mentor"), number, form, house.key())
    with session_for(house.office.store.engine, write=False) as session:
        row = session.exec(select(ConsentRecord)).one()
    assert (row.other_holder, row.youth_voice) == (None, None)
