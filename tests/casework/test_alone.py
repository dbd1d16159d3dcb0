"""Nobody makes themselves the recipient of what somebody else wrote by their own act alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from casework.addressees import may_see
from casework.casefile import load
from casework.consent import confirming, correcting, objecting, recording
from casework.consent.recording import ConsentForm, Recorded
from casework.errors import Invalid, NotForYou, Refused
from casework.exceptions import asking as grounds
from casework.exceptions import recording as invoking
from casework.exceptions import reviewing
from casework.exceptions.drafts import Typed
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.question import Question
from casework.regie import handing
from casework.sharing import choosing, deciding, on_demand
from casework.sharing.deciding import ShareForm
from casework.signals import tagging
from casework.subject import helping
from storage.directory_tables import Partner
from storage.engine import make_engine, session_for
from storage.signal_tables import Tag
from tests.casework.house import MDO, House
from tests.casework.making import UnseenRooms

EDITH, TARIK, MARIT, FARIDA, WENDE, FG = (
    "U0ZORGCO",
    "U0JONGER",
    "U0WIJKTEAM",
    "U0REGIE",
    "U0JEUGDH",
    "U0FG",
)
REASON = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """The demo's directory: Edith coordinates the MDO."""
    engine = make_engine(database_url)
    found = House(engine)
    found.office = replace(found.office, rooms=UnseenRooms())
    yield found
    engine.dispose()


@pytest.fixture
def number(house: House) -> int:
    """Wende reports in the MDO, with Edith and Marit tagged; Edith took regie."""
    signal = house.report(WENDE, "Jesse Verzonnen", partnership=MDO, tag=(EDITH, MARIT))
    handing.hand_over(house.office, house.who(EDITH), signal, EDITH, house.key())
    return signal


def yes(house: House, number: int, by: str, *to: int) -> Recorded:
    """Somebody records a parent's and the young person's yes to these partners."""
    form = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("jongere", "ouder_1"),
        youth_voice="instemmend",
        recipients=tuple(map(str, to)),
        categories=("identiteit", "signaal"),
        statements=("conversation", "consequences_explained"),
    )
    return recording.record(house.office, house.who(by), number, form, house.key())


def share(house: House, number: int, by: str, to: int) -> int:
    """Somebody shares on demand, for what an MDO is held for."""
    purpose = house.office.book.meetings["mdo"].default_purpose
    form = ShareForm(recipients=(str(to),), categories=("identiteit", "signaal"), purpose=purpose)
    return deciding.share(house.office, house.who(by), number, form, house.key()).number


def only_record(house: House, number: int) -> str:
    """The one record that counts."""
    (line,) = correcting.records(house.office, house.who(WENDE), number).lines
    return line.id


def reads(house: House, who: str, disclosure: int) -> bool:
    """Whether this person can open what was shared."""
    try:
        return bool(on_demand.open_disclosure(house.office, house.who(who), disclosure, house.key()).items)
    except Refused:
        return False


def answer(house: House, who: str, number: int, act: str = confirming.CONFIRM) -> None:
    """Somebody presses 'Klopt', or 'Klopt niet'."""
    record = only_record(house, number)
    confirming.answer(house.office, house.who(who), number, record, act, house.key())


def test_nobody_shares_with_themselves(house: House, number: int) -> None:
    """Also not what they may read: somebody else shares it; the form does not offer it either."""
    edith, marit = house.partner(EDITH).id, house.partner(MARIT).id
    yes(house, number, WENDE, edith, marit)
    with pytest.raises(Refused) as refused:
        share(house, number, EDITH, edith)
    assert refused.value.code == "SHARE_WITH_SELF"
    offered = choosing.share_options(house.office, house.who(EDITH), number)
    assert [one.id for one in offered.recipients] == [marit]
    assert reads(house, EDITH, share(house, number, WENDE, edith))


def test_a_record_that_names_who_made_it_counts_once_the_reporter_stands_behind_it(
    house: House, number: int
) -> None:
    """Until then it opens nothing for them, and does for the others it names."""
    edith, marit = house.partner(EDITH).id, house.partner(MARIT).id
    done = yes(house, number, EDITH, edith, marit)
    assert (done.verdict.reason, done.names_self, done.waits_for) == ("SCOPE_RECIPIENT", True, WENDE)
    with pytest.raises(Refused) as refused:
        share(house, number, WENDE, edith)
    assert refused.value.code == "SCOPE_RECIPIENT"
    assert reads(house, MARIT, share(house, number, WENDE, marit))
    for who in (EDITH, MARIT):
        with pytest.raises(NotForYou):
            answer(house, who, number)
    assert house.told("consent.confirm") == [(WENDE, f"S-{number}")]
    answer(house, WENDE, number)
    assert house.told("consent.confirmed") == [(EDITH, f"S-{number}")]
    assert reads(house, EDITH, share(house, number, WENDE, edith))
    with pytest.raises(Refused) as refused:
        answer(house, WENDE, number, confirming.DENY)
    assert refused.value.code == "REQUEST_ANSWERED"


def test_what_the_reporter_denies_counts_for_nobody(house: House, number: int) -> None:
    """The record is taken away like any that should not have been made."""
    marit = house.partner(MARIT).id
    yes(house, number, EDITH, house.partner(EDITH).id, marit)
    shared = share(house, number, WENDE, marit)
    answer(house, WENDE, number, confirming.DENY)
    assert correcting.records(house.office, house.who(WENDE), number).lines == ()
    assert not reads(house, MARIT, shared)


def test_a_corrected_record_is_confirmed_anew(house: House, number: int) -> None:
    """What was stood behind is what was there; the next one may say something else."""
    edith = house.partner(EDITH).id
    yes(house, number, EDITH, edith)
    answer(house, WENDE, number)
    form = ConsentForm(
        given_by=("jongere", "ouder_1"),
        youth_voice="instemmend",
        recipients=(str(edith),),
        categories=("identiteit", "signaal"),
        statements=("conversation",),
    )
    record = only_record(house, number)
    done = recording.record(house.office, house.who(EDITH), number, form, house.key(), record)
    assert done.names_self
    assert not done.verdict.allowed


def test_a_second_account_is_the_same_person(house: House, number: int) -> None:
    """One name in one organisation, however it is spelled, under another account."""
    with session_for(house.engine) as session:
        row = session.get_one(Partner, house.partner(MARIT).id)
        row.name, row.organisation = "EDITH ZOMERDIJK", "Lyceum de Wende"
        session.add(row)
        session.commit()
    marit = house.partner(MARIT).id
    done = yes(house, number, EDITH, marit)
    assert (done.names_self, done.verdict.reason) == (True, "SCOPE_RECIPIENT")
    with pytest.raises(Refused) as refused:
        share(house, number, EDITH, marit)
    assert refused.value.code == "SHARE_WITH_SELF"


def test_when_the_reporter_left_somebody_else_confirms_and_never_who_recorded(
    house: House, number: int
) -> None:
    """Lead or coordinator, unless it is they who named themselves: then somebody else has to record it."""
    wende = house.partner(WENDE).id
    form, _offered = keeping.changeable(house.office, house.who(EDITH), wende)
    keeping.change(house.office, house.who(EDITH), wende, replace(form, partnerships=()), house.key())
    assert yes(house, number, MARIT, house.partner(MARIT).id).waits_for == EDITH
    done = yes(house, number, EDITH, house.partner(EDITH).id)
    assert (done.names_self, done.waits_for) == (True, None)


def acute(house: House, number: int, by: str, to: int) -> invoking.Invoked:
    """Somebody invokes E01 for this partner."""
    asked = grounds.questions(house.office, house.who(by), number, "E01")
    typed = Typed(recipients=(str(to),), reasons={one.id: REASON for one in asked.texts}, informed="yes")
    return invoking.record(house.office, house.who(by), number, "E01", typed, house.key())


@pytest.mark.parametrize("by", [WENDE, FG])
def test_acute_danger_for_oneself_waits_for_reporter_or_reviewer(house: House, number: int, by: str) -> None:
    """E01 acts at once for others; for who invokes it somebody else has to say so first."""
    with session_for(house.engine) as session:
        row = session.get_one(Partner, house.partner(MARIT).id)
        row.name, row.organisation = house.partner(EDITH).name, house.partner(EDITH).organisation
        session.add(row)
        session.commit()
    marit = house.partner(MARIT).id
    done = acute(house, number, EDITH, marit)
    assert (done.names_self, done.waits_for, done.verdict.allowed) == (True, WENDE, False)
    if by == WENDE:
        record = f"X-{done.exception}"
        confirming.answer(house.office, house.who(by), number, record, confirming.CONFIRM, house.key())
    else:
        reviewing.approve(house.office, house.who(by), done.exception, house.key())
    again = acute_verdict(house, number, marit)
    assert again == "OK_EXCEPTION_E01"


def acute_verdict(house: House, number: int, to: int) -> str:
    """What the gate says of the details for this partner, sent by Edith because of acute danger."""
    with house.office.store.reading() as session:
        file = load(session, number)
        sharer, reader = file.members[house.partner(EDITH).id], file.members[to]
        question = Question(sharer, (reader,), tuple(file.items), "kindveiligheid")
        return house.office.gate.judge(file, question, house.clock.now()).reason


def test_nobody_says_of_themselves_that_they_carry_out_the_same_help(house: House) -> None:
    """Under jeugdhulp that needs no consent; Wende, who leads, is not offered herself."""
    signal = house.report(WENDE, "Jesse Verzonnen", partnership=MDO, tag=(EDITH,))
    with session_for(house.engine) as session:
        helper = Partner(name="Ilse Verzonnen", organisation="GGZ", role="jeugdhulp", user_id="U0GGZ")
        session.add(helper)
        session.flush()
        session.commit()
        number = helper.id or 0
    keeping.add(
        house.office,
        house.who(EDITH),
        PartnerForm("Ilse Verzonnen", "GGZ", "jeugdhulp", "U0GGZ", partnerships=(MDO,)),
        house.key(),
    )
    tagging.tag(house.office, house.who(WENDE), signal, {number}, house.key())
    handing.hand_over(house.office, house.who(WENDE), signal, "U0GGZ", house.key())
    with pytest.raises(Refused) as refused:
        helping.record(house.office, house.who("U0GGZ"), signal, [str(number)], house.key())
    assert refused.value.code == "NOBODY_HELPS_TOO"
    helping.record(house.office, house.who(WENDE), signal, [str(number)], house.key())
    assert house.told("lead.subject") == [("U0GGZ", f"S-{signal}")]
    with session_for(house.engine, write=False) as session:
        assert session.get_one(Tag, (signal, number)).directly_involved


def test_the_reporter_hears_what_others_do(house: House, number: int) -> None:
    """Regie, consent, a no, an exception: each once; and nothing of what they did themselves."""
    marit = house.partner(MARIT).id
    yes(house, number, EDITH, marit)
    objecting.withdraw(house.office, house.who(EDITH), number, "ouder_1", "", house.key())
    acute(house, number, EDITH, marit)
    this = [(WENDE, f"S-{number}")]
    assert house.told("author.regie") == this
    assert house.told("author.consent") == 2 * this
    assert house.told("author.exception") == this
    yes(house, number, WENDE, marit)
    acute(house, number, WENDE, house.partner(EDITH).id)
    handing.hand_over(house.office, house.who(WENDE), number, MARIT, house.key())
    assert len(house.told("author.consent")) == 2
    assert len(house.told("author.exception")) == len(house.told("author.regie")) == 1
    assert may_see(house.office, "author.consent", WENDE, f"S-{number}")
    assert not may_see(house.office, "author.consent", EDITH, f"S-{number}")


def test_an_unknown_recipient_is_still_a_flaw(house: House, number: int) -> None:
    """The check on oneself comes after the check of the form."""
    with pytest.raises(Invalid):
        share(house, number, EDITH, 999)
