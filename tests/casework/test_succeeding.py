"""An account passes to somebody else: nothing that belonged to the person before goes along with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from bot.commands.directory import import_directory
from casework import why
from casework.errors import NotForYou
from casework.exceptions import asking, drafts
from casework.exceptions.drafts import Typed
from casework.goals import looking as goals
from casework.goals import setting
from casework.overleg import actions, attending, outcomes, planning
from casework.overleg.access import relations
from casework.overleg.file import load
from casework.overleg.outcomes import OutcomeForm
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.permissions import Audience
from casework.signals import amending
from casework.signals import looking as signals
from storage import planned_posts
from storage.engine import make_engine, session_for
from storage.evidence_tables import ExceptionDraft, ExceptionEntry
from storage.overleg_tables import OccurrenceChange, Presence
from tests.casework.house import House
from tests.casework.making import UnseenRooms
from tests.casework.test_goals import FORM as GOAL
from tests.casework.test_overleg_posts import FORM as SERIES

FARIDA, ACCOUNT = "U0REGIE", "U0OUD"
BRAM = PartnerForm("Bram Oosterling", "Sport", "jongerenwerker", ACCOUNT, partnerships=("1",))
HELD, NEXT = date(2026, 12, 1), date(2026, 12, 15)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """Bram, who reported a signal, hosts an overleg, leads a goal and owes an action."""
    engine = make_engine(database_url)
    found = House(engine)
    found.office = replace(found.office, rooms=UnseenRooms())
    keeping.add(found.office, found.who(FARIDA), BRAM, found.key())
    prepare(found)
    yield found
    engine.dispose()


def prepare(house: House) -> None:
    """Everything that an account can hold, in the hands of Bram."""
    office, bram = house.office, house.who(ACCOUNT)
    house.report(ACCOUNT, "Jesse Verzonnen", tag=("U0JONGER",))
    series = replace(SERIES, organiser=ACCOUNT, chair=ACCOUNT, participants=(str(house.partner(ACCOUNT).id),))
    planning.plan(office, bram, series, house.key())
    setting.set_goal(office, bram, GOAL, house.key())
    ground = asking.grounds(office, bram, 1).all[0].id
    drafts.keep_draft(office, bram, 1, ground, Typed(reasons={}, informed_reason="Dat is besproken"))
    for one in (bram, house.who(FARIDA)):
        attending.answer(office, one, 1, NEXT, "overleg.absent", house.key())
    attending.send_deputy(office, house.who(FARIDA), 1, NEXT, ACCOUNT, house.key())
    with session_for(house.engine) as session:
        session.add(
            OccurrenceChange(
                overleg_id=1, planned=NEXT, chair=ACCOUNT, changed_by=FARIDA, changed_at=house.clock.now()
            )
        )
        session.commit()
    house.clock.pass_by(days=8)
    owed = OutcomeForm("", "Belt de school", ACCOUNT, "2026-12-20")
    outcomes.record(office, bram, 1, HELD, owed, house.key())
    house.clock.pass_by(minutes=1)


def changed(house: House, **fields: str | tuple[str, ...]) -> None:
    """Farida changes the partner who has the account."""
    number = house.partner(ACCOUNT).id
    form, _offered = keeping.changeable(house.office, house.who(FARIDA), number)
    keeping.change(house.office, house.who(FARIDA), number, replace(form, **fields), house.key())  # type: ignore[arg-type]  # fields of the form


def another_partner(house: House, folder: Path) -> None:
    """Another name in another organisation."""
    changed(house, name="Iemand Anders", organisation="Elders")


def another_in_a_file(house: House, folder: Path) -> None:
    """The same by an import."""
    file = folder / "another.yaml"
    file.write_text(
        "partners:\n  - {name: Iemand Anders, organisation: Elders, role: jongerenwerker, "
        f"user: {ACCOUNT}, partnerships: [Jeugdnetwerk Zonnebeek]}}\n",
        encoding="utf-8",
    )
    office = house.office
    import_directory(file, house.engine, office.store.vault, office.book, now=house.clock.now())


def added_after_leaving(house: House, folder: Path) -> None:
    """Bram left; a colleague in the same organisation joins with the account."""
    changed(house, partnerships=())
    house.clock.pass_by(minutes=1)
    form = replace(BRAM, name="Iemand Anders")
    keeping.add(house.office, house.who(FARIDA), form, house.key())


def bound_after_leaving(house: House, folder: Path) -> None:
    """Bram left; a partner in the list by name only gets the account."""
    changed(house, partnerships=())
    house.clock.pass_by(minutes=1)
    form = replace(BRAM, name="Iemand Anders", user="")
    number = keeping.add(house.office, house.who(FARIDA), form, house.key()).partner.id
    bound = replace(form, user=ACCOUNT)
    keeping.change(house.office, house.who(FARIDA), number, bound, house.key())


def renamed_in_a_file_after_leaving(house: House, folder: Path) -> None:
    """Bram left; a file gives the account another name, and Farida adds that person."""
    changed(house, partnerships=())
    house.clock.pass_by(minutes=1)
    another_in_a_file(house, folder)
    form = replace(BRAM, name="Iemand Anders")
    keeping.add(house.office, house.who(FARIDA), form, house.key())


WAYS = [
    another_partner,
    another_in_a_file,
    added_after_leaving,
    bound_after_leaving,
    renamed_in_a_file_after_leaving,
]
Way = Callable[[House, Path], None]


@pytest.mark.parametrize("way", WAYS)
def test_whoever_gets_an_account_inherits_nothing(house: House, tmp_path: Path, way: Way) -> None:
    """No signal, no overleg, no goal, no action point, no answer, no half-filled form."""
    way(house, tmp_path)
    house.clock.pass_by(minutes=1)
    office, newcomer = house.office, house.who(ACCOUNT)
    assert newcomer.partner is not None
    for read in (signals.sheet, amending.own):
        with pytest.raises(NotForYou):
            read(office, newcomer, 1)
    with office.store.reading() as session:
        file = load(session, 1)
        for planned in (None, HELD, NEXT):
            assert relations(newcomer, file, planned) == {Audience.MEETING}
        assert file.organiser == FARIDA
        answers = session.exec(select(Presence)).all()
        assert [one for one in answers if ACCOUNT in (one.user_id, one.deputy)] == []
        assert session.exec(select(ExceptionDraft)).all() == []
    assert (goals.mine(office, newcomer), actions.mine(office, newcomer)) == ((), ())
    assert [one.ref for one in actions.mine(office, house.who(FARIDA))] == ["A-1"]
    with pytest.raises(NotForYou):
        actions.done(office, newcomer, 1, house.key())


@pytest.mark.parametrize("way", WAYS)
def test_what_would_have_reminded_them_reminds_the_coordinator(
    house: House, tmp_path: Path, way: Way
) -> None:
    """Of the action point that passed to her, and of the partner who did not answer; each once."""
    way(house, tmp_path)
    with session_for(house.engine, write=False) as session:
        for reference, kind in (("A-1", "action.due"), ("S-1", "signal.nudge")):
            told = planned_posts.to_come(session, reference, [kind], ACCOUNT)
            instead = planned_posts.to_come(session, reference, [kind], FARIDA)
            assert told
            assert sorted(one.due_at for one in instead) == sorted(one.due_at for one in told)


def test_whoever_comes_back_has_what_nobody_took_over(house: House) -> None:
    """One name, one account, and no coordinator who handed it to somebody else: it is still theirs."""
    changed(house, partnerships=())
    house.clock.pass_by(minutes=1)
    keeping.add(house.office, house.who(FARIDA), replace(BRAM, organisation="Welzijn"), house.key())
    back = house.who(ACCOUNT)
    assert signals.sheet(house.office, back, 1)
    with house.office.store.reading() as session:
        assert Audience.HOST in relations(back, load(session, 1))
    assert [one.ref for one in goals.mine(house.office, back)] == ["DOEL-1"]


def test_who_read_the_reasons_of_another_is_not_who_gave_them(house: House, tmp_path: Path) -> None:
    """Why an exception opens something is for who invoked it, as that person."""
    bram = house.who(ACCOUNT)
    with session_for(house.engine) as session:
        session.add(
            ExceptionEntry(
                signal_id=1,
                ground="E01",
                invoked_by="jongerenwerker",
                purpose="kindveiligheid",
                invoker=ACCOUNT,
                granted_at=house.clock.now(),
                recipients=[{"partner": house.partner("U0JONGER").id, "role": "jongerenwerker"}],
                categories=["signaal"],
            )
        )
        session.commit()
    assert why.of_exception(house.office, bram, 1)
    house.clock.pass_by(minutes=1)
    another_partner(house, tmp_path)
    with pytest.raises(NotForYou):
        why.of_exception(house.office, house.who(ACCOUNT), 1)
