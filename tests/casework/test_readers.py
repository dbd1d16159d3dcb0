"""Who reads a signal: the channel, or only whom its author chose; nobody else learns that it exists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.addressees import may_see
from casework.errors import Invalid, NotForYou, NotYours, Refused
from casework.overleg import agenda, outcomes, planning
from casework.overleg.drafting import OverlegForm
from casework.readers import CARD, EXISTS, OFFER, PROMPT
from casework.sharing import choosing, deciding
from casework.sharing.deciding import ShareForm
from casework.signals import answering, looking, offering, reading_along, registering, tagging
from casework.signals.drafting import SignalForm
from storage.directory_tables import Partnership
from storage.engine import make_engine, session_for
from storage.outbox_tables import PostState
from storage.repositories import signals
from storage.signal_tables import Readers
from tests.casework.house import ZONNEBEEK, House

EDITH, TARIK, STEF, FARIDA = "U0ZORGCO", "U0JONGER", "U0AGENT", "U0REGIE"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """An office in the demo's town."""
    engine = make_engine(database_url)
    yield House(engine)
    engine.dispose()


def chosen(house: House, *tagged: str, name: str = "", unnamed: bool = False) -> int:
    """A signal that Edith lets only these read; its number."""
    number = house.report(EDITH, name=name)
    partners = {house.partner(one).id for one in tagged}
    me = house.who(EDITH)
    tagging.tag(house.office, me, number, partners, house.key(), readers=Readers.CHOSEN, unnamed=unnamed)
    return number


def standing(house: House, kind: str) -> list[str]:
    """Where posts of this kind stand or are going to."""
    gone = (PostState.WITHDRAWN, PostState.SKIPPED)
    return [one.target for one in house.posts(kind) if one.state not in gone and not one.withdrawn]


def test_nothing_of_it_goes_to_the_channel(house: House) -> None:
    """Each chosen partner gets the stub alone; card, prompt and offer of details stand in no conversation."""
    chosen(house, TARIK)
    assert standing(house, CARD) == [] and standing(house, PROMPT) == []
    assert standing(house, EXISTS) == []
    assert standing(house, "signal.tagged") == [TARIK]


def test_what_is_queued_for_a_channel_all_the_same_is_not_drawn(house: House) -> None:
    """Whoever queued it: of a signal, a share, a ground or an offer nothing is drawn but that it exists."""
    number = chosen(house, TARIK, name="Daan de Wit")
    for kind in (CARD, PROMPT, OFFER, "disclosure.thread", "anything.new"):
        assert not may_see(house.office, kind, "C0ZONNEBEEK", f"S-{number}")
    assert may_see(house.office, EXISTS, "C0ZONNEBEEK", f"S-{number}")
    other = house.report(EDITH)
    assert may_see(house.office, CARD, "C0ZONNEBEEK", f"S-{other}")


def test_the_channel_hears_that_it_exists_where_the_partnership_wants_that(house: House) -> None:
    """One message, without a number."""
    with session_for(house.engine, write=True) as session:
        row = session.get_one(Partnership, int(ZONNEBEEK))
        row.tells_of_chosen = True
        session.add(row)
        session.commit()
    chosen(house, TARIK)
    assert len(standing(house, EXISTS)) == 1


def test_who_was_not_chosen_is_a_stranger(house: House) -> None:
    """The same answer as for a number that does not exist, on every road; in the channel's lists neither."""
    number = chosen(house, TARIK)
    stef, office = house.who(STEF), house.office
    for attempt in (
        lambda: looking.sheet(office, stef, number),
        lambda: offering.make(office, stef, number, house.key()),
        lambda: answering.react(office, stef, number, "signal.pickup", house.key()),
    ):
        with pytest.raises(NotForYou) as error:
            attempt()
        assert type(error.value) is NotForYou
    with pytest.raises(NotYours):  # of one that the channel reads, they hear whom to ask
        looking.sheet(office, stef, house.report(EDITH))


def test_who_was_chosen_and_the_coordinator_read_it(house: House) -> None:
    """As any signal."""
    number = chosen(house, TARIK)
    assert looking.sheet(house.office, house.who(TARIK), number).card.chosen
    assert looking.sheet(house.office, house.who(FARIDA), number).card.chosen


def test_the_agenda_shows_it_to_its_readers_only(house: House) -> None:
    """The one that is posted in the channel does not, nor that of whoever was not chosen."""
    number = chosen(house, TARIK)
    meeting = OverlegForm(
        partnership=ZONNEBEEK,
        title="Wijkoverleg",
        first_date="2026-12-01",
        time="10:00",
        duration="60",
        frequency="once",
        organiser=STEF,
        chair=STEF,
        holidays="skip",
        participants=(str(house.partner(TARIK).id),),
    )
    here = planning.plan(house.office, house.who(STEF), meeting, house.key())
    day = agenda.for_person(house.office, house.who(FARIDA), here, None).time.held.planned
    seen = {
        who: [one.number for one in agenda.for_person(house.office, house.who(who), here, day).signals]
        for who in (EDITH, TARIK, STEF, FARIDA)
    }
    assert seen == {EDITH: [number], TARIK: [number], STEF: [], FARIDA: [number]}
    assert agenda.for_channel(house.office, here, day).signals == ()
    assert outcomes.outcome_options(house.office, house.who(STEF), here, day).signals == ()


def test_a_gut_feeling_goes_to_chosen_people_unless_its_author_says_otherwise(house: House) -> None:
    """Also when the partner step is never finished; anything else goes to the channel."""
    form = SignalForm(partnership=ZONNEBEEK, level="N0", place="school", summary="Er klopt iets niet")
    first = registering.register(house.office, house.who(EDITH), form, house.key()).number
    proposal = tagging.propose(house.office, house.who(EDITH), first)
    assert proposal.readers is Readers.CHOSEN
    tagging.release(house.office, house.who(EDITH), first, house.key())
    assert standing(house, CARD) == []
    second = registering.register(house.office, house.who(EDITH), form, house.key()).number
    me = house.who(EDITH)
    tagging.tag(house.office, me, second, (), house.key(), readers=Readers.CHANNEL)
    assert [one.ref for one in house.posts(CARD)] == [f"S-{second}"]
    third = house.report(EDITH)
    assert tagging.propose(house.office, me, third).readers is Readers.CHANNEL


def test_it_opens_to_the_channel_later(house: House) -> None:
    """The card comes with its prompt, once; then everybody may offer help. Again: it is read by all."""
    number = chosen(house, TARIK)
    reading_along.open_up(house.office, house.who(EDITH), number, house.key())
    assert len(standing(house, CARD)) == len(standing(house, PROMPT)) == 1
    offering.make(house.office, house.who(STEF), number, house.key())
    with pytest.raises(Refused, match="READ_BY_ALL"):
        reading_along.open_up(house.office, house.who(EDITH), number, house.key())


def test_only_who_may_share_it_changes_who_reads_it(house: House) -> None:
    """A reader does not take others along, and nobody's channel gets it by a reader."""
    number = chosen(house, TARIK)
    tarik, partner = house.who(TARIK), house.partner(TARIK).id
    with pytest.raises(NotForYou):
        reading_along.open_up(house.office, tarik, number, house.key())
    with pytest.raises(NotForYou):
        reading_along.let_go(house.office, tarik, number, {partner}, house.key())


def test_who_is_let_go_is_a_stranger_and_can_be_asked_again(house: House) -> None:
    """Their message goes; asked again they get a new one."""
    number = chosen(house, TARIK, STEF)
    partner = house.partner(STEF).id
    reading_along.let_go(house.office, house.who(EDITH), number, {partner}, house.key())
    assert not may_see(house.office, "signal.tagged", STEF, f"S-{number}")
    with pytest.raises(NotForYou):
        looking.sheet(house.office, house.who(STEF), number)
    with pytest.raises(Invalid):
        reading_along.let_go(house.office, house.who(EDITH), number, {partner}, house.key())
    house.clock.pass_by(minutes=1)
    tagging.tag(house.office, house.who(EDITH), number, {partner}, house.key())
    assert may_see(house.office, "signal.tagged", STEF, f"S-{number}")
    assert len([one for one in house.posts("signal.tagged") if one.target == STEF]) == 2


def test_there_is_no_thread_and_the_way_on_is_on_demand(house: House) -> None:
    """The form says in which conversation the card stands: in none."""
    number = chosen(house, TARIK, name="Daan de Wit")
    offered = choosing.share_options(house.office, house.who(EDITH), number)
    assert offered.channel is None
    form = ShareForm((str(house.partner(TARIK).id),), ("identiteit", "signaal"), "thread", offered.purpose)
    with pytest.raises(Refused, match="THREAD_CHOSEN_READERS") as error:
        deciding.share(house.office, house.who(EDITH), number, form, house.key())
    assert error.value.hint == "SHARE_ON_DEMAND"


def test_a_reporter_who_is_left_unnamed_stands_nowhere(house: House) -> None:
    """Not on the card, not as who leads it, not as whom to ask; who leads knows."""
    number = chosen(house, TARIK, unnamed=True)
    facts = looking.card(house.office, number)
    assert facts.author is None and facts.lead is None and facts.lead_unnamed
    assert looking.sheet(house.office, house.who(TARIK), number).unnamed is None
    mine = looking.sheet(house.office, house.who(EDITH), number).unnamed
    assert mine is not None and mine.user_id == EDITH
    with pytest.raises(NotYours) as error:
        answering.may_close(house.office, house.who(TARIK), number)
    assert error.value.ask is None


def test_the_trial_reading_counts_who_really_reads_it(house: House) -> None:
    """Partners with an account, without its author; the words that give somebody away; the meldcode."""
    form = SignalForm(
        partnership=ZONNEBEEK, level="N1", place="school", summary="Blauwe plekken, elke maandag, rode jas"
    )
    number = registering.register(house.office, house.who(EDITH), form, house.key()).number
    found = tagging.propose(house.office, house.who(EDITH), number).trial
    assert found is not None and found.unsafe
    assert {one[0].value for one in found.marks} == {"day", "clothing"}
    assert EDITH not in {one.user_id for one in found.everybody}
    with session_for(house.engine, write=False) as session:
        assert signals.signal(session, number) is not None
    assert tagging.propose(house.office, house.who(EDITH), house.report(EDITH)).trial is not None


def test_a_press_holds_however_the_form_ends(house: House) -> None:
    """Closed, or never finished: what was chosen while it stood open counts, and nothing went out before."""
    number = house.report(EDITH)
    me = house.who(EDITH)
    reading_along.prefer(house.office, me, number, Readers.CHOSEN, house.key())
    assert standing(house, CARD) == standing(house, PROMPT) == []
    tagging.release(house.office, me, number, house.key())
    assert standing(house, CARD) == []
    other = house.report(EDITH)
    for readers in (Readers.CHOSEN, Readers.CHANNEL):
        reading_along.prefer(house.office, me, other, readers, house.key())
    card = [one for one in house.posts(CARD) if not one.withdrawn]
    assert [one.ref for one in card] == [f"S-{other}"] and card[0].due_at > house.clock.now()
    with pytest.raises(NotForYou):
        reading_along.prefer(house.office, house.who(TARIK), other, Readers.CHOSEN, house.key())
