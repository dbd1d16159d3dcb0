"""Reminders in the outbox: laid down once, taken back when they are no longer true, never overtaken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casework.errors import Invalid, NotForYou, Refused
from casework.office import Office
from casework.overleg import attending, changing, looking, planning
from casework.overleg.drafting import OverlegForm
from casework.overleg.materialising import materialise
from casework.overleg.posts import is_overtaken, read_key
from storage import leasing, settling
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import Overleg
from tests.casework.conftest import FrozenClock

FORM = OverlegForm(
    partnership="1",
    title="Wijkoverleg",
    first_date="2026-12-01",
    time="10:00",
    duration="60",
    frequency="biweekly",
    organiser="U0REGIE",
    chair="U0AGENT",
    participants=("1", "3"),
    reminders=("day", "hour"),
    holidays="skip",
)
FIRST = date(2026, 12, 1)
LEASE = timedelta(seconds=60)


def plan(office: Office, **changes: Any) -> int:
    """Plan an overleg as Farida."""
    form = replace(FORM, **changes)
    return planning.plan(office, office.identify("U0REGIE"), form, "")


def posts(engine: Engine, kind: str = "", state: PostState | None = None) -> list[Post]:
    """The posts of this kind (or its beginning) in this state, the one due first on top."""
    with session_for(engine, write=False) as session:
        found = session.exec(select(Post)).all()
    wanted = [one for one in found if one.kind.startswith(kind) and state in (None, one.state)]
    return sorted(wanted, key=lambda one: (one.due_at, one.dedupe or ""))


def reminders(engine: Engine, state: PostState | None = PostState.WAITING) -> list[Post]:
    """The reminders in this state."""
    return [one for kind in ("overleg.day", "overleg.hour") for one in posts(engine, kind, state)]


def test_sixty_days_are_planned_once(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """One post per time and kind with its limit; the next hours add only what has come nearer."""
    plan(office)
    planned = reminders(engine)
    assert len(planned) == len({one.dedupe for one in planned}) == 8
    assert {one.target for one in planned} == {"C0Z"}
    first = next(one for one in planned if one.kind == "overleg.hour")
    assert first.ref == "O-1/2026-12-01"
    assert first.due_at == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert first.not_after == first.due_at + timedelta(minutes=20)
    assert first.urgent
    for _ in range(3):
        materialise(office)
    assert len(reminders(engine)) == 8
    clock.instant += timedelta(days=14)
    materialise(office)
    assert {one.ref for one in reminders(engine)} >= {"O-1/2027-01-26"}


def test_many_series_are_planned_in_batches(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """600 series of which none was planned: every one gets its posts, a second round adds nothing."""
    with session_for(engine) as session:
        for number in range(600):
            session.add(
                Overleg(
                    partnership_id=1,
                    title=f"Overleg {number}",
                    first_day=FIRST,
                    starts_at=datetime(2026, 1, 1, 10).time(),  # noqa: DTZ001  # a time on the wall
                    zone="Europe/Amsterdam",
                    minutes=60,
                    frequency="four_weekly",
                    on_closed="keep",
                    organiser="U0REGIE",
                    chair="U0AGENT",
                    reminders=["day"],
                    created_by="U0REGIE",
                    created_at=clock.now(),
                )
            )
        session.commit()
    materialise(office)
    assert len(reminders(engine)) == 600 * 2
    materialise(office)
    assert len(reminders(engine)) == 600 * 2


def test_single_persons_follow_shortly_before(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """Three hours ahead organiser, chair and everyone invited get a post of their own, once."""
    plan(office)
    clock.instant = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)
    materialise(office)
    materialise(office)
    day = [one for one in reminders(engine) if one.kind == "overleg.day" and one.ref == "O-1/2026-12-01"]
    assert sorted(one.target for one in day) == ["C0Z", "U0AGENT", "U0JONGER", "U0REGIE"]
    assert len({(one.due_at, one.not_after) for one in day}) == 1


def test_single_persons_follow_also_when_the_channel_was_first(
    office: Office, engine: Engine, clock: FrozenClock
) -> None:
    """After a downtime the channel may have its reminder before the round: the others still get theirs."""
    plan(office)
    clock.instant = datetime(2026, 11, 30, 11, tzinfo=UTC)
    with session_for(engine) as session:
        for one in leasing.claim(session, now=clock.now(), owner="one", lease=LEASE, limit=50):
            midnight = datetime(2026, 11, 30, 23, tzinfo=UTC)
            settling.settle_shown(
                session, one, now=clock.now(), channel=one.post.target, ts="1.1", good_until=midnight
            )
        session.commit()
    clock.instant += timedelta(seconds=5)
    with session_for(engine) as session:
        for one in leasing.claim(session, now=clock.now(), owner="one", lease=LEASE, limit=50):
            settling.settle_shown(
                session, one, now=clock.now(), channel=one.post.target, ts="2.1", good_until=midnight
            )
        session.commit()
    assert any(one.kind == "overleg.day" for one in posts(engine, "overleg.day", PostState.SHOWN))
    materialise(office)
    due = [one for one in reminders(engine) if one.kind == "overleg.day" and one.ref == "O-1/2026-12-01"]
    assert sorted(one.target for one in due) == ["U0AGENT", "U0JONGER", "U0REGIE"]
    assert {one.due_at for one in due} == {clock.now()}


def test_an_overleg_within_the_hour_reaches_single_persons_too(office: Office, engine: Engine) -> None:
    """Fifty minutes from now: the hour reminder is due at once, to organiser and chair as well."""
    plan(office, first_date="2026-11-24", time="11:20")
    hour = [
        one for one in reminders(engine) if one.kind == "overleg.hour" and "2026-11-24" in (one.ref or "")
    ]
    assert sorted(one.target for one in hour) == ["C0Z", "U0AGENT", "U0JONGER", "U0REGIE"]


def test_a_moved_time_takes_its_reminders_along_and_brings_them_back(office: Office, engine: Engine) -> None:
    """Moved: the old ones are withdrawn. Moved back: the same ones wait again, and there are no doubles."""
    number = plan(office)
    farida = office.identify("U0REGIE")
    changing.move(office, farida, number, FIRST, "2026-12-03", "14:30", "")
    waiting = [one for one in reminders(engine) if one.ref == "O-1/2026-12-01"]
    assert [read_key(one).starts for one in waiting] == ["20261203T1330Z"] * 2
    assert len(reminders(engine, PostState.WITHDRAWN)) == 2
    changing.move(office, farida, number, FIRST, "2026-12-01", "10:00", "")
    waiting = [one for one in reminders(engine) if one.ref == "O-1/2026-12-01"]
    assert [read_key(one).starts for one in waiting] == ["20261201T0900Z"] * 2
    assert len(reminders(engine, None)) == 10


def test_a_reminder_on_its_way_is_never_overtaken(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """Moved while the old one is being sent: the news waits for it, and it is drawn again once it landed."""
    number = plan(office)
    clock.instant = datetime(2026, 11, 30, 9, tzinfo=UTC)
    with session_for(engine) as session:
        claims = leasing.claim(session, now=clock.now(), owner="one", lease=LEASE, limit=50)
        session.commit()
    found = [one for one in claims if one.post.kind == "overleg.day" and one.post.target == "C0Z"]
    (flying,) = found or (None,)
    if flying is None:  # the announcement goes first, one per conversation
        with session_for(engine) as session:
            for one in claims:
                settling.settle_shown(session, one, now=clock.now(), channel=one.post.target, ts="1.1")
            session.commit()
        clock.instant += timedelta(seconds=5)
        with session_for(engine) as session:
            claims = leasing.claim(session, now=clock.now(), owner="one", lease=LEASE, limit=50)
            session.commit()
        flying = next(one for one in claims if one.post.kind == "overleg.day" and one.post.target == "C0Z")
    changing.move(office, office.identify("U0REGIE"), number, FIRST, "2026-12-03", "10:00", "")
    held = looking.time(office, number, FIRST).held
    news = next(one for one in posts(engine, "overleg.changed") if one.target == "C0Z")
    assert is_overtaken(office, news, held, 1)
    with session_for(engine) as session:
        assert settling.settle_shown(session, flying, now=clock.now(), channel="C0Z", ts="2.2")
        session.commit()
    assert not is_overtaken(office, news, held, 1)
    landed = next(one for one in posts(engine, "overleg.day") if one.id == flying.post.id)
    assert landed.wanted_rev > landed.shown_rev


def test_a_changed_chair_changes_who_hears_of_it(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """Once posts to single persons were laid down the old chair's is withdrawn and the new one's added."""
    number = plan(office, participants=("1",))
    clock.instant = datetime(2026, 11, 30, 8, tzinfo=UTC)
    materialise(office)
    changing.let_chair(office, office.identify("U0REGIE"), number, FIRST, "U0JONGER", "")
    day = [one for one in reminders(engine) if one.kind == "overleg.day" and one.ref == "O-1/2026-12-01"]
    assert sorted(one.target for one in day) == ["C0Z", "U0JONGER", "U0REGIE"]


def test_a_cancelled_series_has_nothing_left(office: Office, engine: Engine) -> None:
    """Every reminder is withdrawn, and the hourly round brings none back."""
    number = plan(office)
    changing.cancel(office, office.identify("U0REGIE"), number, "")
    materialise(office)
    assert reminders(engine) == []
    with pytest.raises(Refused, match="OVERLEG_CANCELLED"):
        changing.cancel(office, office.identify("U0REGIE"), number, "")


def test_who_may_do_what(office: Office) -> None:
    """The organiser changes, a partner comes, a stranger finds nothing."""
    number = plan(office)
    partner, stranger = office.identify("U0JONGER"), office.identify("U0NIEMAND")
    attending.answer(office, partner, number, FIRST, "overleg.present", "")
    assert looking.time(office, number, FIRST).answers.present == ("U0JONGER",)
    with pytest.raises(NotForYou):
        changing.skip(office, partner, number, FIRST, "")
    with pytest.raises(NotForYou):
        attending.answer(office, stranger, number, FIRST, "overleg.present", "")
    with pytest.raises(NotForYou):
        looking.sheet(office, stranger, number)
    with pytest.raises(NotForYou):
        looking.sheet(office, partner, number, date(2026, 12, 2))


def test_a_time_is_not_moved_onto_another_one_or_into_the_past(office: Office) -> None:
    """Each is told at its field."""
    number = plan(office)
    farida = office.identify("U0REGIE")
    for day, at, field, code in (
        ("2026-12-15", "10:00", "date", "day_taken"),
        ("2026-11-20", "10:00", "date", "date_past"),
        ("2026-11-24", "10:00", "time", "time_past"),
        ("", "10:00", "date", "required"),
        ("2026-12-02", "", "time", "required"),
    ):
        with pytest.raises(Invalid) as refused:
            changing.move(office, farida, number, FIRST, day, at, "")
        assert refused.value.flaws[field].code == code
