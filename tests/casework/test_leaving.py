"""Who leaves one partnership and stays in another is nothing to its signals any more, until they are back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from casework.addressees import may_see
from casework.consent import correcting, objecting, recording
from casework.consent.recording import ConsentForm
from casework.errors import NotForYou, Refused
from casework.exceptions import asking as grounds
from casework.exceptions import drafts, reviewing
from casework.exceptions import recording as invoking
from casework.exceptions.drafts import Typed
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.people import Person
from casework.regie import asking, desk, handing
from casework.sharing import checking, deciding, on_demand
from casework.sharing.deciding import ShareForm
from casework.signals import amending, answering, looking, tagging
from storage.engine import make_engine, session_for
from storage.evidence_tables import ExceptionDraft
from storage.outbox_tables import Post, PostState
from storage.signal_tables import Disclosure
from tests.casework.house import House
from tests.casework.making import UnseenRooms

EDITH, TARIK, MARIT, FARIDA, STEF = "U0ZORGCO", "U0JONGER", "U0WIJKTEAM", "U0REGIE", "U0AGENT"
REASON = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."
TUESDAY = date(2026, 12, 1)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """The demo's directory: Marit sits in the network of Zonnebeek and in the MDO."""
    engine = make_engine(database_url)
    found = House(engine)
    found.office = replace(found.office, rooms=UnseenRooms())
    yield found
    engine.dispose()


def sits_in(house: House, who: str, *partnerships: str) -> keeping.Kept:
    """Farida, who coordinates the network, says whether this partner sits in it."""
    number = house.partner(who).id
    form, _offered = keeping.changeable(house.office, house.who(FARIDA), number)
    changed = replace(form, partnerships=partnerships)
    return keeping.change(house.office, house.who(FARIDA), number, changed, house.key())


def leaves(house: House, who: str = MARIT) -> keeping.Kept:
    """They leave the network and stay in the MDO."""
    return sits_in(house, who)


def comes_back(house: House, who: str = MARIT) -> None:
    """They sit in the network again; the list of partners has them, since they stayed elsewhere."""
    partner = house.partner(who)
    form = PartnerForm(
        name=partner.name, organisation=partner.organisation, role=partner.role, user=who, partnerships=("1",)
    )
    keeping.add(house.office, house.who(FARIDA), form, house.key())


def yes(house: House, number: int, by: str, *to: str) -> None:
    """A parent said yes to these partners."""
    form = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("ouder_1",),
        youth_voice="instemmend",
        recipients=tuple(str(house.partner(one).id) for one in to),
        categories=("identiteit", "signaal"),
        statements=("conversation", "consequences_explained"),
    )
    recording.record(house.office, house.who(by), number, form, house.key())


def share(house: House, number: int, by: str, *to: str, purpose: str = "hulp_organiseren") -> int:
    """Details shared on demand."""
    form = ShareForm(
        recipients=tuple(str(house.partner(one).id) for one in to),
        categories=("identiteit", "signaal"),
        purpose=purpose,
    )
    return deciding.share(house.office, house.who(by), number, form, house.key()).number


def every_act(house: House, who: Person, number: int) -> dict[str, Callable[[], object]]:
    """What somebody with a relation to a signal can do with it, by name."""
    office, key = house.office, house.key
    acute = Typed(recipients=(str(house.partner(EDITH).id),), informed="yes")
    tells = ShareForm(recipients=(str(house.partner(EDITH).id),), categories=("signaal",))
    return {
        "show": lambda: looking.sheet(office, who, number),
        "ask": lambda: asking.request(office, who, number, key()),
        "react": lambda: answering.react(office, who, number, "signal.pickup", key()),
        "consent": lambda: recording.record(office, who, number, ConsentForm(), key()),
        "refuse": lambda: objecting.refuse(office, who, number, "ouder_1", "", key()),
        "withdraw": lambda: objecting.withdraw(office, who, number, "ouder_1", "", key()),
        "records": lambda: correcting.records(office, who, number),
        "grounds": lambda: grounds.grounds(office, who, number),
        "E01": lambda: invoking.record(office, who, number, "E01", acute, key()),
        "draft": lambda: drafts.keep_draft(office, who, number, "E01", Typed(reasons={"g_doel": REASON})),
        "share": lambda: deciding.share(office, who, number, tells, key()),
        "tag": lambda: tagging.propose(office, who, number),
        "own words": lambda: amending.own(office, who, number),
        "undo": lambda: answering.undo(office, who, number, key()),
        "regie": lambda: handing.hand_over(office, who, number, who.user_id, key()),
        "close": lambda: answering.close(office, who, number, "Klaar", key()),
    }


def as_tagged(house: House) -> int:
    """Tarik reports, Marit is tagged."""
    return house.report(TARIK, "Jesse Verzonnen", tag=(MARIT, EDITH))


def as_author(house: House) -> int:
    """Marit reports."""
    return house.report(MARIT, "Jesse Verzonnen", tag=(TARIK, EDITH))


def as_lead(house: House) -> int:
    """Tarik reports and hands regie to Marit."""
    number = as_tagged(house)
    handing.hand_over(house.office, house.who(TARIK), number, MARIT, house.key())
    return number


def ended(house: House, disclosure: int) -> str | None:
    """Why it ended, None while it goes on."""
    with session_for(house.engine, write=False) as session:
        return session.get_one(Disclosure, disclosure).ended_code


@pytest.mark.parametrize("begin", [as_tagged, as_author, as_lead])
def test_who_left_can_do_nothing_with_a_signal(house: House, begin: Callable[[House], int]) -> None:
    """Whether they reported, led or were tagged: every act gets the answer of a stranger."""
    number = begin(house)
    leaves(house)
    who = house.who(MARIT)
    assert who.partnerships == frozenset({2})
    for name, act in every_act(house, who, number).items():
        with pytest.raises(NotForYou):
            act()
            pytest.fail(name)
    assert looking.overview(house.office, who) == ()
    assert checking.own_signals(house.office, who) == ()
    assert desk.waiting(house.office, who) == desk.Waiting()


@pytest.mark.parametrize("begin", [as_tagged, as_author, as_lead])
def test_who_comes_back_is_what_they_were(house: House, begin: Callable[[House], int]) -> None:
    """The signal is on their list again, with the same relation."""
    number = begin(house)
    before = looking.sheet(house.office, house.who(MARIT), number).relations
    leaves(house)
    comes_back(house)
    assert looking.sheet(house.office, house.who(MARIT), number).relations == before
    assert [one.number for one in looking.overview(house.office, house.who(MARIT))] == [number]


def test_a_coordinator_who_sits_nowhere_is_not_tagged_any_more(house: House) -> None:
    """Farida coordinates and stops being a partner there: she keeps regie, not what a tag gives."""
    number = house.report(TARIK, "Jesse Verzonnen", tag=(FARIDA,))
    leaves(house, FARIDA)
    with pytest.raises(NotForYou):
        asking.request(house.office, house.who(FARIDA), number, house.key())
    answering.close(house.office, house.who(FARIDA), number, "Klaar", house.key())


def test_an_exception_of_a_lead_who_left_opens_nothing(house: House) -> None:
    """Nor does who invoked it read its reasoning back."""
    number = as_lead(house)
    questions = grounds.questions(house.office, house.who(MARIT), number, "E01")
    typed = Typed(
        recipients=(str(house.partner(EDITH).id),),
        reasons={one.id: REASON for one in questions.texts},
        informed="yes",
    )
    invoked = invoking.record(house.office, house.who(MARIT), number, "E01", typed, house.key())
    shared = share(house, number, MARIT, EDITH, purpose="kindveiligheid")
    leaves(house)
    with pytest.raises(NotForYou):
        reviewing.show(house.office, house.who(MARIT), invoked.exception)
    with pytest.raises(Refused) as refused:
        on_demand.open_disclosure(house.office, house.who(EDITH), shared, house.key())
    assert refused.value.code == "DISCLOSURE_ENDED"


def test_messages_of_who_left_are_not_sent_and_those_that_stand_are_taken_away(house: House) -> None:
    """Each kind is looked at when it is drawn; what was shown is drawn once more."""
    number = as_author(house)
    for kind, target in (("signal.author", MARIT), ("signal.nudge", MARIT), ("signal.tagged", EDITH)):
        assert may_see(house.office, kind, target, f"S-{number}")
    with session_for(house.engine) as session:
        mine = session.exec(select(Post).where(Post.kind == "signal.author")).one()
        mine.state, mine.slack_ts, mine.shown_rev = PostState.SHOWN, "1.0", mine.wanted_rev
        session.add(mine)
        session.commit()
    leaves(house)
    (standing,) = house.posts("signal.author")
    assert standing.wanted_rev > standing.shown_rev
    assert not may_see(house.office, "signal.author", MARIT, f"S-{number}")
    assert not may_see(house.office, "signal.nudge", MARIT, f"S-{number}")


def test_the_work_of_who_left_goes_to_the_coordinator(house: House) -> None:
    """Named to whoever ended it, on the coordinator's list, with the question and the nudge of theirs."""
    number = as_author(house)
    asking.request(house.office, house.who(TARIK), number, house.key())
    assert house.told("request.asked") == [(MARIT, f"S-{number}")]
    kept = leaves(house)
    assert [(one.what, one.ref) for one in kept.leftovers] == [("signal", f"S-{number}")]
    waiting = desk.waiting(house.office, house.who(FARIDA))
    assert waiting.leaderless == (f"S-{number}",)
    assert [one.partner.user_id for one in waiting.questions] == [TARIK]
    assert sorted(house.told("request.asked")) == [(FARIDA, f"S-{number}"), (MARIT, f"S-{number}")]
    nudges = {post.target: post for post in house.posts("signal.nudge")}
    assert nudges[FARIDA].due_at == nudges[MARIT].due_at
    assert may_see(house.office, "signal.nudge", FARIDA, f"S-{number}")


def test_a_lead_who_stays_hears_what_the_author_would_have(house: House) -> None:
    """Then the coordinator need not step in, and nobody is asked twice."""
    number = as_author(house)
    handing.hand_over(house.office, house.who(MARIT), number, EDITH, house.key())
    asking.request(house.office, house.who(TARIK), number, house.key())
    assert leaves(house).leftovers == ()
    assert sorted(who for who, _ref in house.told("request.asked")) == sorted([EDITH, MARIT])
    assert sorted(who for who, _ref in house.told("signal.nudge")) == sorted([EDITH, MARIT])


def test_unsent_forms_of_who_left_are_forgotten(house: House) -> None:
    """What they had typed about a ground is of no use to anybody any more."""
    number = as_author(house)
    drafts.keep_draft(house.office, house.who(MARIT), number, "E01", Typed(reasons={"g_doel": REASON}))
    leaves(house)
    with session_for(house.engine, write=False) as session:
        assert session.exec(select(ExceptionDraft)).all() == []
