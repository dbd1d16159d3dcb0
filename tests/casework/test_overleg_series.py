"""A whole series changes, ends, leaves with its partnership, and is forgotten after its term."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from casework.deliveries import note_delivery
from casework.errors import Invalid, NotForYou, Refused
from casework.nightly import forget_overleg
from casework.office import Office
from casework.overleg import agenda, attending, calendars, looking, outcomes
from casework.overleg.materialising import materialise
from casework.overleg.outcomes import OutcomeForm
from casework.overleg.posts import read_key
from casework.overleg.series import SeriesForm, change_series, changeable
from storage import leasing, settling
from storage.audit_tables import AuditRow
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import ActionPoint, AgendaItem, OccasionKey, Presence
from tests.casework.conftest import FrozenClock
from tests.casework.test_overleg_posts import FIRST, LEASE, plan, posts, reminders

AS_PLANNED = SeriesForm(time="10:00", organiser="U0REGIE", chair="U0AGENT")


def change(office: Office, number: int = 1, /, **wanted: str) -> bool:
    """Change the series as Farida."""
    form = replace(AS_PLANNED, **wanted)
    return change_series(office, office.identify("U0REGIE"), number, form, "")


def audited(engine: Engine, act: str) -> list[AuditRow]:
    """The audit rows of this act."""
    with session_for(engine, write=False) as session:
        return list(session.exec(select(AuditRow).where(AuditRow.act == act)).all())


def starts(engine: Engine, state: PostState = PostState.WAITING) -> set[str]:
    """The starts that are reminded of."""
    return {read_key(one).starts for one in reminders(engine, state)}


def test_another_time_takes_every_reminder_along(office: Office, engine: Engine) -> None:
    """All times to come begin later; what was laid down follows, and channel and people hear of it."""
    number = plan(office)
    _card, standing = changeable(office, office.identify("U0REGIE"), number)
    assert standing == AS_PLANNED
    assert change(office, time="13:30")
    assert {one[-6:] for one in starts(engine)} == {"T1230Z"}
    assert len(reminders(engine)) == 8
    told = posts(engine, "overleg.altered")
    assert sorted(one.target for one in told) == ["C0Z", "U0AGENT", "U0JONGER"]
    (row,) = audited(engine, "overleg.change")
    assert row.facts == {"fields": ["starts_at"], "sequence": 1}
    assert not change(office, time="13:30")


def test_the_calendar_sees_a_higher_number(office: Office) -> None:
    """SEQUENCE goes up with every change of the series, added to that of a single time."""
    number = plan(office)
    farida = office.identify("U0REGIE")

    def written() -> str:
        return calendars.calendar_file(office, farida, number, FIRST).text

    assert "SEQUENCE:0" in written()
    change(office, location="Gemeentehuis")
    change(office, location="Wijkcentrum")
    assert "SEQUENCE:2" in written()
    assert "LOCATION:Wijkcentrum" in written()


def test_what_has_begun_stays_as_it_was(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """Changed an hour after the first time began: that one keeps its time, also in what reminds of it."""
    number = plan(office, reminders=("follow_up",))
    clock.instant = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    change(office, time="14:00")
    held = looking.time(office, number, FIRST).held
    assert held.starts == datetime(2026, 12, 1, 9, tzinfo=UTC)
    waiting = posts(engine, "overleg.follow_up", PostState.WAITING)
    kept = {read_key(one).starts for one in waiting if one.ref == "O-1/2026-12-01"}
    assert kept == {"20261201T0900Z"}
    later = looking.time(office, number, date(2026, 12, 15)).held
    assert later.starts == datetime(2026, 12, 15, 13, tzinfo=UTC)


def test_a_last_day_ends_the_series(office: Office, engine: Engine) -> None:
    """Nothing is planned or reminded of after it, and it can be taken off again."""
    number = plan(office)
    change(office, until="2026-12-15")
    assert {(one.ref or "")[4:] for one in reminders(engine)} == {"2026-12-01", "2026-12-15"}
    assert looking.time(office, number, date(2026, 12, 29)).held.skipped
    materialise(office)
    assert len(reminders(engine)) == 4
    change(office)
    assert len(reminders(engine)) == 8


def test_another_chair_is_reminded_instead(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """The old chair's own reminder is taken back, the new one gets it; what stands is drawn again."""
    plan(office, participants=("1",))
    clock.instant = datetime(2026, 11, 30, 8, tzinfo=UTC)
    materialise(office)
    change(office, chair="U0JONGER")
    day = [one for one in reminders(engine) if one.kind == "overleg.day" and one.ref == "O-1/2026-12-01"]
    assert sorted(one.target for one in day) == ["C0Z", "U0JONGER", "U0REGIE"]


def test_a_reminder_in_flight_is_drawn_again(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """Somebody else chairs from now on, while a reminder that names the old chair is on its way."""
    plan(office)
    clock.instant = datetime(2026, 11, 30, 9, tzinfo=UTC)
    for _ in range(3):
        with session_for(engine) as session:
            claims = leasing.claim(session, now=clock.now(), owner="one", lease=LEASE, limit=50)
            session.commit()
        flying = [one for one in claims if one.post.kind == "overleg.day" and one.post.target == "C0Z"]
        if flying:
            break
        with session_for(engine) as session:
            for one in claims:
                settling.settle_shown(session, one, now=clock.now(), channel=one.post.target, ts="1.1")
            session.commit()
        clock.instant += timedelta(seconds=5)
    change(office, chair="U0JONGER")
    with session_for(engine) as session:
        assert settling.settle_shown(session, flying[0], now=clock.now(), channel="C0Z", ts="2.2")
        session.commit()
    landed = next(one for one in posts(engine, "overleg.day") if one.id == flying[0].post.id)
    assert landed.wanted_rev > landed.shown_rev


def test_who_may_change_a_series_and_what_is_refused(office: Office) -> None:
    """Hosts only; each flaw is told at its field; what was cancelled is not changed."""
    number = plan(office)
    with pytest.raises(NotForYou):
        change_series(office, office.identify("U0JONGER"), number, AS_PLANNED, "")
    for field, typed, code in (
        ("time", "half elf", "time_unreadable"),
        ("organiser", "U0BUITEN", "not_in_partnership"),
        ("chair", "", "required"),
        ("until", "2026-11-20", "date_past"),
        ("until", "2026-11-25", "until_first"),
        ("location", "bel 06-12345678", "contains_phone"),
    ):
        with pytest.raises(Invalid) as refused:
            change(office, **{field: typed})
        assert refused.value.flaws[field].code == code


def test_a_partnership_that_left_reminds_of_nothing(office: Office, engine: Engine) -> None:
    """Its series end at the next round, with a row in the audit; the others go on."""
    number = plan(office)
    with session_for(engine) as session:
        session.get_one(Partnership, 1).active = False
        session.commit()
    assert looking.series(office, number).cancelled
    materialise(office)
    materialise(office)
    assert reminders(engine) == []
    (row,) = audited(engine, "overleg.stop")
    assert (row.ref, row.code) == ("O-1", "partnership_left")
    with pytest.raises(Refused, match="OVERLEG_CANCELLED"):
        change(office)


def test_agenda_and_attendance_are_forgotten_after_their_term(
    office: Office, engine: Engine, clock: FrozenClock
) -> None:
    """A year after the time (P19) what was on its agenda, who came and who would do what is gone, and with
    the last of it the key under which it was sealed."""
    number = plan(office)
    farida = office.identify("U0REGIE")
    agenda.add_item(office, farida, number, FIRST, "De pilot op school", "", ())
    attending.answer(office, farida, number, FIRST, "overleg.present", "")
    typed = OutcomeForm("", "Het rooster rondsturen", "U0AGENT", "2026-12-10")
    clock.instant = datetime(2026, 12, 1, 10, tzinfo=UTC)
    outcomes.record(office, farida, number, FIRST, typed, "", ())

    def left() -> list[int]:
        tables = (AgendaItem, Presence, ActionPoint, OccasionKey)
        with session_for(engine, write=False) as session:
            return [len(session.exec(select(one)).all()) for one in tables]

    def night(day: datetime) -> None:
        clock.instant = day
        with office.job() as unit:
            forget_overleg(office, unit)

    night(datetime(2027, 12, 1, 3, tzinfo=UTC))
    assert left() == [1, 1, 1, 1]
    assert audited(engine, "overleg.forget") == []
    night(datetime(2027, 12, 2, 3, tzinfo=UTC))
    assert left() == [0, 0, 1, 1]
    night(datetime(2027, 12, 11, 3, tzinfo=UTC))
    assert left() == [0, 0, 0, 0]
    facts = [row.facts for row in audited(engine, "overleg.forget")]
    assert [one["actions"] for one in facts] == [0, 1]


@pytest.mark.parametrize(("stands", "kind"), [(True, "overleg.stuck"), (False, "overleg.alarm")])
def test_the_coordinator_hears_what_failed(office: Office, engine: Engine, stands: bool, kind: str) -> None:
    """What could not be put in Slack is another message than what could not be taken away."""
    plan(office)
    first = reminders(engine)[0]

    def settle(session: Session) -> bool:
        row = session.get_one(Post, first.id)
        row.state, row.slack_ts = PostState.FAILED, "1.1" if stands else None
        session.add(row)
        session.flush()
        return True

    note_delivery(office, first, "post.alarm", "cant_update_message", settle)
    (told,) = [*posts(engine, "overleg.stuck"), *posts(engine, "overleg.alarm")]
    assert (told.kind, told.target) == (kind, "U0REGIE")
