"""A tagged partner asks; author and lead hear what is lawful, the partner that it was passed on."""

from __future__ import annotations

import contextlib
import threading
from uuid import UUID

import pytest

from casework.consent import recording
from casework.consent.recording import ConsentForm
from casework.errors import AlreadyDone, NotForYou, Refused
from casework.regie import asking, desk, handing
from casework.regie.asking import Standing
from casework.sharing.choosing import share_options
from casework.sharing.deciding import ShareForm, share
from casework.signals import answering, looking, supplementing
from rules.model import Decision
from storage.directory_tables import Partner
from storage.engine import session_for
from storage.signal_tables import Disclosure
from tests.casework.house import House

FARIDA, EDITH, BRAM, TARIK, MARIT, STEF = (
    "U0REGIE",
    "U0ZORGCO",
    "U0MENTOR",
    "U0JONGER",
    "U0WIJKTEAM",
    "U0AGENT",
)


@pytest.fixture
def number(house: House) -> int:
    """A signal of Edith's with details, Tarik and Stef tagged."""
    return house.report(EDITH, "Jesse Verzonnen", tag=(TARIK, STEF))


def ask(house: House, user_id: str, number: int) -> asking.Passed:
    """Somebody presses 'Vraag details'."""
    return asking.request(house.office, house.who(user_id), number, house.key())


def consent_for(house: House, number: int, user_id: str) -> None:
    """Edith records the parent's yes for one partner."""
    form = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("ouder_1",),
        given_on="2026-11-24",
        youth_voice="instemmend",
        recipients=(str(house.partner(user_id).id),),
        categories=("identiteit", "signaal"),
        purpose="hulp_organiseren",
        form="mondeling",
        statements=("conversation", "consequences_explained"),
    )
    recording.record(house.office, house.who(EDITH), number, form, house.key())


def share_with(house: House, number: int, user_id: str) -> None:
    """Edith shares everything with one partner."""
    purpose = share_options(house.office, house.who(EDITH), number).purpose
    form = ShareForm((str(house.partner(user_id).id),), ("identiteit", "signaal"), "on_demand", purpose)
    share(house.office, house.who(EDITH), number, form, house.key())


def seen_by(house: House, reader: str, number: int, index: int = 0) -> asking.Asked:
    """The question as it stands in this reader's direct messages."""
    posts = [post for post in house.posts(asking.POST_ASKED) if post.target == reader]
    return asking.asked(house.office, UUID(str(posts[index].id)), number, reader)


def test_the_reporter_hears_what_would_be_lawful(house: House, number: int) -> None:
    """First what is missing for this partner, and after the consent that it may be shared now."""
    passed = ask(house, TARIK, number)
    assert (passed.signal_ref, passed.ready) == ("S-1", None)
    assert house.told(asking.POST_ASKED) == [(EDITH, "S-1")]
    first = seen_by(house, EDITH, number)
    assert first.verdict is not None
    assert (first.verdict.decision, first.verdict.reason) == (Decision.DENY, "NO_CONSENT")
    assert first.hint == "ASK_CONSENT"
    assert first.partner.user_id == TARIK
    consent_for(house, number, TARIK)
    then = seen_by(house, EDITH, number)
    assert then.verdict is not None
    assert then.verdict.decision is Decision.ALLOW
    assert len(house.audit("disclosure.request")) == 1


def test_a_part_that_may_be_shared_is_told(house: House, number: int) -> None:
    """Consent for one of two kinds of data: not everything may go, but something may."""
    supplementing.add_detail(
        house.office, house.who(EDITH), number, "Gebruikt sinds kort", ("gezondheid",), house.key()
    )
    ask(house, TARIK, number)
    assert not seen_by(house, EDITH, number).partly
    consent_for(house, number, TARIK)
    seen = seen_by(house, EDITH, number)
    assert seen.partly
    assert seen.verdict is not None
    assert not seen.verdict.allowed


def test_one_question_per_partner_is_open(house: House, number: int) -> None:
    """Pressing again changes nothing; another partner's question is another one."""
    for _ in range(3):
        ask(house, TARIK, number)
    assert len(house.told(asking.POST_ASKED)) == 1
    ask(house, STEF, number)
    assert len(house.told(asking.POST_ASKED)) == 2
    card = looking.card(house.office, number)
    assert {one.partner.user_id for one in card.reactions if one.asks} == {TARIK, STEF}


def test_two_presses_at_the_same_moment_are_one_question(house: House, number: int) -> None:
    """Whichever comes second finds the first, or hears that it was done already."""
    both = threading.Barrier(2)

    def press(key: str) -> None:
        both.wait()
        with contextlib.suppress(AlreadyDone):
            asking.request(house.office, house.who(TARIK), number, key)

    threads = [threading.Thread(target=press, args=(f"press:{one}",)) for one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert house.told(asking.POST_ASKED) == [(EDITH, "S-1")]
    assert len(house.audit("disclosure.request")) == 1


def test_a_disclosure_answers_it_and_can_be_opened_instead(house: House, number: int) -> None:
    """Once shared the card no longer says that the partner asks, and asking gives the disclosure."""
    ask(house, TARIK, number)
    consent_for(house, number, TARIK)
    house.clock.pass_by(minutes=5)
    share_with(house, number, TARIK)
    assert seen_by(house, EDITH, number).standing is Standing.SHARED
    assert not any(one.asks for one in looking.card(house.office, number).reactions)
    assert ask(house, TARIK, number).ready == "D-1"
    assert len(house.told(asking.POST_ASKED)) == 1


def test_after_a_disclosure_ended_a_partner_can_ask_anew(house: House, number: int) -> None:
    """A disclosure from before the question is no answer to it."""
    consent_for(house, number, TARIK)
    share_with(house, number, TARIK)
    with session_for(house.engine) as session:
        session.get_one(Disclosure, 1).ended_at = house.clock.now()
        session.commit()
    house.clock.pass_by(minutes=5)
    assert ask(house, TARIK, number).ready is None
    assert seen_by(house, EDITH, number).standing is Standing.OPEN


def test_declining_takes_one_press_and_tells_no_reason(house: House, number: int) -> None:
    """Author or lead, nobody else, and once; the partner hears it and may ask again later."""
    ask(house, TARIK, number)
    for user in (TARIK, STEF, BRAM, FARIDA, "U0BUITEN"):
        with pytest.raises(NotForYou):
            asking.decline(house.office, house.who(user), 1, house.key())
    asking.decline(house.office, house.who(EDITH), 1, house.key())
    assert house.told(asking.POST_DECLINED) == [(TARIK, "S-1")]
    assert seen_by(house, EDITH, number).standing is Standing.DECLINED
    with pytest.raises(Refused, match="REQUEST_ANSWERED"):
        asking.decline(house.office, house.who(EDITH), 1, house.key())
    house.clock.pass_by(days=1)
    ask(house, TARIK, number)
    assert len(house.told(asking.POST_ASKED)) == 2
    assert seen_by(house, EDITH, number, 1).standing is Standing.OPEN


def test_only_a_tagged_partner_can_ask(house: House, number: int) -> None:
    """The author, another partner, a coordinator and a stranger all get the answer of a missing number."""
    for user in (EDITH, MARIT, FARIDA, "U0BUITEN"):
        with pytest.raises(NotForYou):
            ask(house, user, number)
    with pytest.raises(NotForYou):
        ask(house, TARIK, 99)
    with pytest.raises(NotForYou):
        asking.decline(house.office, house.who(EDITH), 99, house.key())


def test_a_question_without_details_says_so(house: House) -> None:
    """There is nothing to share, so the reporter is offered to add it."""
    number = house.report(EDITH, tag=(TARIK,))
    ask(house, TARIK, number)
    seen = seen_by(house, EDITH, number)
    assert (seen.has_items, seen.verdict, seen.may_share) == (False, None, True)


def test_a_closed_signal_takes_no_questions(house: House, number: int) -> None:
    """An open question is no longer at issue, a new one is refused."""
    ask(house, TARIK, number)
    answering.close(house.office, house.who(EDITH), number, "Opgelost", house.key())
    assert seen_by(house, EDITH, number).standing is Standing.ENDED
    with pytest.raises(Refused, match="SIGNAL_CLOSED"):
        ask(house, STEF, number)


def test_the_lead_hears_it_too_and_later_questions_go_along(house: House, number: int) -> None:
    """Author and lead both have the question; a new lead gets the open ones, the old one loses them."""
    handing.hand_over(house.office, house.who(EDITH), number, BRAM, house.key())
    ask(house, TARIK, number)
    assert house.told(asking.POST_ASKED) == [(BRAM, "S-1"), (EDITH, "S-1")]
    house.clock.pass_by(minutes=1)
    handing.hand_over(house.office, house.who(EDITH), number, MARIT, house.key())
    assert seen_by(house, MARIT, number).partner.user_id == TARIK
    with pytest.raises(NotForYou):
        seen_by(house, BRAM, number)
    assert [one.ref for one in desk.waiting(house.office, house.who(MARIT)).questions] == ["R-1"]
    assert desk.waiting(house.office, house.who(BRAM)).questions == ()


def test_when_author_and_lead_left_the_coordinator_hears_it(house: House, number: int) -> None:
    """The coordinator cannot share, but can choose who leads."""
    with session_for(house.engine) as session:
        session.get_one(Partner, house.partner(EDITH).id).active = False
        session.commit()
    ask(house, TARIK, number)
    assert house.told(asking.POST_ASKED) == [(FARIDA, "S-1")]
    seen = seen_by(house, FARIDA, number)
    assert (seen.may_share, seen.verdict) == (False, None)
    assert desk.waiting(house.office, house.who(FARIDA)).leaderless == ("S-1",)
