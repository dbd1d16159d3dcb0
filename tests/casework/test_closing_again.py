"""What closes when somebody steps back, turns out older, gets another role, or a signal is taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from casework.consent import recording
from casework.consent.recording import ConsentForm
from casework.errors import NotForYou, Refused
from casework.exceptions import drafts, looking, reviewing
from casework.exceptions import recording as exceptions
from casework.exceptions.drafts import Typed
from casework.sharing import deciding, on_demand
from casework.sharing.deciding import ShareForm
from casework.signals import amending, answering, erasing, registering, supplementing, tagging
from casework.signals.drafting import SignalForm
from storage.audit_tables import AuditRow
from storage.engine import session_for
from storage.evidence_tables import ExceptionDraft, ExceptionEntry
from tests.casework.leaking.house import House
from tests.casework.leaking.people import ACTORS, FG, REGIE, directory
from tests.casework.leaking.world import Clock, Message, Rooms, Slack

EDITH, TARIK, STRANGER = "U0ZORGCO", "U0JONGER", "U0GI"
WHY = "Er is nu gevaar, en dat is met de aandachtsfunctionaris besproken."
SECRET = "Bracht pakketjes weg"


@pytest.fixture
def house() -> Iterator[House]:
    """A house in which Edith, Tarik and Wende are in the channel, and nobody watches."""
    clock = Clock()

    def ignore(message: Message) -> None:
        return None

    running = House(clock, Rooms(clock), Slack(ignore, ignore))
    yield running
    running.close()


def shared(house: House, mode: str) -> int:
    """Edith reports about a boy of fifteen, his mother says yes, Edith shares; the disclosure's number."""
    office, edith = house.office, house.office.identify(EDITH)
    form = SignalForm(
        partnership="1",
        level="N2",
        place="school",
        summary="Jongen mist vaak de eerste uren",
        subject_name="Jesse Verzonnen",
        subject_birthdate="14-05-2011",
        details=SECRET,
        categories=["signaal"],
    )
    number = registering.register(office, edith, form, "report").number
    tagging.tag(office, edith, number, [2, 3], "tag")
    consent = ConsentForm(
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=["2", "3"],
        categories=["identiteit", "signaal"],
        statements=["conversation", "consequences_explained"],
    )
    recording.record(office, edith, number, consent, "consent")
    share = ShareForm(["2", "3"], ["identiteit", "signaal"], mode, "hulp_organiseren")
    done = deciding.share(office, edith, number, share, "share").number
    house.deliver(fresh=True)
    return done


def stands(house: House) -> bool:
    """Whether the details can be read in any message after the due changes were made."""
    house.deliver(fresh=False)
    return any(SECRET in message.text for message in house.slack.standing.values())


def refusals(house: House, user: str) -> list[tuple[str | None, str | None]]:
    """What the audit says of this person's presses that were refused."""
    found = select(AuditRow).where(AuditRow.act == "disclosure.open", AuditRow.actor == user)
    with session_for(house.engine, write=False) as session:
        rows = session.exec(found.where(col(AuditRow.decision) != "ALLOW")).all()
    return [(row.ref, row.code) for row in rows]


def test_who_steps_back_no_longer_reads_along(house: House) -> None:
    """'Niet voor mij' takes the details out of a thread in which that partner reads along."""
    shared(house, "thread")
    assert stands(house)
    answering.react(house.office, house.office.identify(TARIK), 1, "signal.not_mine", "react")
    assert not stands(house)


def test_another_birth_date_is_another_decision(house: House) -> None:
    """Sixteen after all: the mother's yes does not count, so the details go."""
    shared(house, "thread")
    assert stands(house)
    edith = house.office.identify(EDITH)
    supplementing.add_subject(house.office, edith, 1, "", "14-05-2010", "subject")
    assert not stands(house)


def test_a_new_role_in_the_directory_closes_the_thread(house: House) -> None:
    """The yes was for a youth worker; as a police officer the same person is not covered."""
    shared(house, "thread")
    assert stands(house)
    roles = {one.user: one.role for one in ACTORS} | {TARIK: "jeugdagent"}
    house.bring_directory(directory(roles))
    assert not stands(house)


def test_nothing_is_left_when_all_that_was_shared_was_replaced(house: House) -> None:
    """What was shared turns out to be of another kind; pressing says it is over, and is written down."""
    office, edith, tarik = house.office, house.office.identify(EDITH), house.office.identify(TARIK)
    shared(house, "outside")
    share = ShareForm(["2"], ["signaal"], "on_demand", "hulp_organiseren")
    number = deciding.share(office, edith, 1, share, "share-detail").number
    (detail,) = amending.own(office, edith, 1).details
    amending.correct(office, edith, 1, detail.id, "Schulden thuis", ["gezin"], "correct")
    with pytest.raises(Refused, match="DISCLOSURE_ENDED"):
        on_demand.open_disclosure(office, tarik, number, "open")
    assert refusals(house, TARIK) == [(f"D-{number}", "DISCLOSURE_ENDED")]


def test_pressing_on_what_stands_in_a_thread_is_written_down(house: House) -> None:
    """Opening what was not shared on demand is refused, and the refusal is in the audit."""
    number = shared(house, "thread")
    with pytest.raises(Refused, match="DISCLOSURE_ENDED"):
        on_demand.open_disclosure(house.office, house.office.identify(STRANGER), number, "open")
    assert refusals(house, STRANGER) == [(f"D-{number}", "DISCLOSURE_ENDED")]


def test_home_opens_after_a_signal_under_review_was_erased(house: House) -> None:
    """What waited for a reviewer no longer waits when its signal is gone, and Home still opens."""
    number = waiting_exception(house)
    assert [one.ref for one in looking.waiting_for(house.office, REGIE)] == [f"X-{number}"]
    erasing.erase(house.office, house.office.identify(FG), 1, "verzoek", "erase")
    assert looking.waiting_for(house.office, REGIE) == ()


def test_a_reviewer_of_a_signal_taken_back_reads_the_reasoning_alone(house: House) -> None:
    """The items are gone with their key; the reasoning stays for accountability."""
    number = waiting_exception(house)
    answering.undo(house.office, house.office.identify(EDITH), 1, "undo")
    shown = reviewing.show(house.office, house.office.identify(REGIE), number)
    assert shown.items == ()
    assert set(shown.reasons.values()) == {WHY}


def test_an_author_reads_nothing_back_of_what_was_taken_back(house: House) -> None:
    """The details are gone with their key, for their author too."""
    shared(house, "on_demand")
    edith = house.office.identify(EDITH)
    answering.undo(house.office, edith, 1, "undo")
    with pytest.raises(NotForYou):
        amending.own(house.office, edith, 1)


def test_typing_on_about_a_signal_that_was_taken_back_is_harmless(house: House) -> None:
    """The form stays open while the signal is undone; the next keystroke is dropped."""
    shared(house, "on_demand")
    edith = house.office.identify(EDITH)
    answering.undo(house.office, edith, 1, "undo")
    drafts.keep_draft(house.office, edith, 1, "E01", Typed(reasons={"c_concreet_gevaar": WHY}))
    with session_for(house.engine, write=False) as session:
        assert session.exec(select(ExceptionDraft)).all() == []


def waiting_exception(house: House) -> int:
    """Edith invokes acute danger for Tarik; Farida is to judge it."""
    shared(house, "on_demand")
    edith = house.office.identify(EDITH)
    reasons = ("c_concreet_gevaar", "c_toestemming_kan_niet_of_te_laat", "c_ontvanger_kan_afwenden")
    typed = Typed(recipients=("2",), reasons=dict.fromkeys(reasons, WHY), informed="yes")
    done = exceptions.record(house.office, edith, 1, "E01", typed, "invoke")
    assert done.reviewer is not None
    with session_for(house.engine) as session:
        session.get_one(ExceptionEntry, done.exception).reviewer = REGIE
        session.commit()
    return done.exception
