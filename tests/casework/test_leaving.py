"""Who leaves one partnership and stays in another is nothing to its signals any more, until they are back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from bot.commands.directory import import_directory
from casework.addressees import may_see
from casework.consent import correcting, objecting, recording
from casework.consent.recording import ConsentForm
from casework.errors import NotForYou, Refused
from casework.exceptions import asking as grounds
from casework.exceptions import drafts, reviewing
from casework.exceptions import recording as invoking
from casework.exceptions.drafts import Typed
from casework.overleg import actions, planning
from casework.overleg import looking as overleggen
from casework.overleg.drafting import OverlegForm
from casework.overleg.outcomes import OutcomeForm
from casework.overleg.outcomes import record as record_outcome
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.people import Person
from casework.regie import asking, desk, handing
from casework.sharing import checking, deciding, on_demand
from casework.sharing.deciding import ShareForm
from casework.signals import amending, answering, looking, tagging
from storage.directory_tables import Partnership
from storage.engine import make_engine, session_for
from storage.evidence_tables import ExceptionDraft
from storage.outbox_tables import Post, PostState
from storage.signal_tables import Disclosure
from tests.casework.house import House
from tests.casework.making import UnseenRooms
from tests.running import DIRECTORY

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


def test_a_recipient_who_left_is_told_and_not_covered(house: House) -> None:
    """The consent that names them stays, and covers nobody who is not there; the last one ends it."""
    number = as_tagged(house)
    yes(house, number, TARIK, MARIT)
    shared = share(house, number, TARIK, MARIT)
    leaves(house)
    assert house.told("disclosure.stop") == [(MARIT, f"D-{shared}")]
    assert may_see(house.office, "disclosure.stop", MARIT, f"D-{shared}")
    with pytest.raises(NotForYou):
        on_demand.open_disclosure(house.office, house.who(MARIT), shared, house.key())
    with session_for(house.engine, write=False) as session:
        assert session.get_one(Disclosure, shared).ended_at is not None
    comes_back(house)
    with pytest.raises(Refused) as refused:
        on_demand.open_disclosure(house.office, house.who(MARIT), shared, house.key())
    assert refused.value.code == "DISCLOSURE_ENDED"
    again = share(house, number, TARIK, MARIT)
    assert on_demand.open_disclosure(house.office, house.who(MARIT), again, house.key()).items


@pytest.mark.parametrize("sharer", [TARIK, MARIT])
def test_what_somebody_shared_ends_when_they_leave(house: House, sharer: str) -> None:
    """At once: whoever received it is told, also by somebody who led for a while and has no part now."""
    number = house.report(TARIK, "Jesse Verzonnen", tag=(EDITH,))
    handing.hand_over(house.office, house.who(TARIK), number, sharer, house.key())
    yes(house, number, TARIK, EDITH)
    shared = share(house, number, sharer, EDITH)
    handing.hand_over(house.office, house.who(FARIDA), number, FARIDA, house.key())
    leaves(house, sharer)
    assert house.told("disclosure.stop") == [(EDITH, f"D-{shared}")]
    assert ended(house, shared) == "DISCLOSURE_ENDED"


def test_what_somebody_shared_ends_when_an_import_puts_another_in_their_place(
    house: House, tmp_path: Path
) -> None:
    """The account gets another name in another organisation: the partner before shared nothing any more."""
    number = as_tagged(house)
    yes(house, number, TARIK, EDITH)
    shared = share(house, number, TARIK, EDITH)
    file = tmp_path / "another.yaml"
    file.write_text(
        "partners:\n  - {name: Iemand Anders, organisation: Elders, role: jongerenwerker, "
        f"user: {TARIK}, partnerships: [Jeugdnetwerk Zonnebeek]}}\n",
        encoding="utf-8",
    )
    import_directory(file, house.engine, house.office.store.vault, house.office.book)
    assert house.told("disclosure.stop") == [(EDITH, f"D-{shared}")]
    assert ended(house, shared) == "DISCLOSURE_ENDED"


def test_a_recipient_with_another_role_in_an_import_hears_it_at_once(house: House, tmp_path: Path) -> None:
    """The yes was to somebody in another role."""
    number = as_tagged(house)
    yes(house, number, TARIK, EDITH)
    shared = share(house, number, TARIK, EDITH)
    file = tmp_path / "roles.yaml"
    here = "[Jeugdnetwerk Zonnebeek]"
    before = house.partner(EDITH)
    file.write_text(
        f"partners:\n  - {{name: {before.name}, organisation: {before.organisation}, role: sportclub, "
        f"user: {EDITH}, partnerships: {here}}}\n",
        encoding="utf-8",
    )
    import_directory(file, house.engine, house.office.store.vault, house.office.book)
    assert house.told("disclosure.stop") == [(EDITH, f"D-{shared}")]
    assert ended(house, shared) is not None


def test_what_a_partnership_that_left_shared_is_closed(house: House) -> None:
    """A partnership that takes part no more has no members, so nobody is covered and nobody sees a stub."""
    number = as_tagged(house)
    yes(house, number, TARIK, MARIT)
    shared = share(house, number, TARIK, MARIT)
    with session_for(house.engine) as session:
        session.get_one(Partnership, 1).active = False
        session.commit()
    for who in (TARIK, MARIT, FARIDA):
        with pytest.raises(NotForYou):
            looking.sheet(house.office, house.who(who), number)
    with pytest.raises(NotForYou):
        on_demand.open_disclosure(house.office, house.who(MARIT), shared, house.key())


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


def overleg(house: House) -> int:
    """Marit plans, organises and chairs an overleg of the network."""
    form = OverlegForm(
        partnership="1",
        title="Wijkoverleg",
        first_date=TUESDAY.isoformat(),
        time="10:00",
        duration="60",
        frequency="biweekly",
        organiser=MARIT,
        chair=MARIT,
        holidays="skip",
        participants=(str(house.partner(STEF).id),),
    )
    return planning.plan(house.office, house.who(MARIT), form, house.key())


def test_an_organiser_who_left_hosts_nothing(house: House) -> None:
    """Neither sheet nor action points; what they owed is named and reminds the coordinator."""
    number = overleg(house)
    agreed = OutcomeForm(
        action_text="Belt de vereniging", action_owner=MARIT, action_due=date(2026, 12, 11).isoformat()
    )
    record_outcome(house.office, house.who(MARIT), number, TUESDAY, agreed, house.key())
    assert [one.ref for one in actions.mine(house.office, house.who(MARIT))] == ["A-1"]
    kept = leaves(house)
    assert [(one.what, one.ref) for one in kept.leftovers] == [
        ("organiser", "O-1"),
        ("chair", "O-1"),
        ("action", "A-1"),
    ]
    who = house.who(MARIT)
    with pytest.raises(NotForYou):
        overleggen.sheet(house.office, who, number)
    with pytest.raises(NotForYou):
        record_outcome(house.office, who, number, TUESDAY, agreed, house.key())
    with pytest.raises(NotForYou):
        actions.done(house.office, who, 1, house.key())
    assert actions.mine(house.office, who) == ()
    assert overleggen.my_next(house.office, who) == ()
    for kind, ref in (("overleg.day", f"O-1/{TUESDAY}"), ("overleg.planned", "O-1"), ("action.due", "A-1")):
        assert not may_see(house.office, kind, MARIT, ref)
    series = overleggen.sheet(house.office, house.who(FARIDA), number).series
    assert (series.organiser, series.chair) == (FARIDA, FARIDA)
    due = {(post.target, post.due_at) for post in house.posts("action.due")}
    assert {at for who_, at in due if who_ == FARIDA} == {at for who_, at in due if who_ == MARIT}
    assert may_see(house.office, "action.due", FARIDA, "A-1")
    actions.done(house.office, house.who(FARIDA), 1, house.key())


def test_a_coordinator_who_was_replaced_by_an_import_hears_nothing_more(house: House, tmp_path: Path) -> None:
    """What stands with them is drawn once more; they are no member, so every relation is gone."""
    number = as_author(house)
    with session_for(house.engine) as session:
        session.get_one(Partnership, 1).coordinator = "U0OUD"
        session.commit()
    asking.request(house.office, house.who(TARIK), number, house.key())
    assert may_see(house.office, "request.asked", "U0OUD", f"S-{number}")
    with session_for(house.engine) as session:
        asked = session.exec(select(Post).where(Post.kind == "request.asked")).one()
        asked.target, asked.state, asked.slack_ts, asked.shown_rev = "U0OUD", PostState.SHOWN, "1.0", 1
        session.add(asked)
        session.commit()
    office = house.office
    import_directory(DIRECTORY, house.engine, office.store.vault, office.book, now=house.clock.now())
    (standing,) = house.posts("request.asked")
    assert standing.wanted_rev > standing.shown_rev
    assert not may_see(house.office, "request.asked", "U0OUD", f"S-{number}")
