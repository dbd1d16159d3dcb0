"""A partnership that left comes back: what ended with it goes on, once, and everyone hears of it once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.commands.directory import import_directory
from casework.directory.reading import BadDirectory
from casework.office import Office
from casework.overleg import attending, changing, looking
from casework.overleg.materialising import materialise
from casework.overleg.posts import REMINDERS, read_key
from casework.overleg.series import SeriesForm, change_series
from storage.audit_tables import AuditRow
from storage.directory_tables import Membership, Partner, Partnership
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import OccurrenceChange, Overleg
from tests.casework.conftest import FrozenClock
from tests.casework.test_overleg_posts import FIRST, plan, posts, reminders

PARTNERSHIP = """partnerships:
  - {name: Jeugdnetwerk Zonnebeek, kind: wijkoverleg, channel: C0Z, coordinator: U0REGIE}
"""
SERIES = """overleggen:
  - {title: Wijkoverleg, partnership: Jeugdnetwerk Zonnebeek, starts: "2026-12-01T10:00", frequency: biweekly,
     duration: 60, organiser: U0REGIE, chair: U0AGENT, participants: [U0REGIE, U0JONGER],
     reminders: [day, hour]}
"""


def partake(office: Office, *, active: bool) -> None:
    """The partnership leaves or is back, and the hour strikes."""
    with session_for(office.store.engine) as session:
        session.get_one(Partnership, 1).active = active
        session.commit()
    materialise(office)


def leave_and_return(office: Office) -> None:
    """Both, one after the other."""
    partake(office, active=False)
    partake(office, active=True)


def take(office: Office, tmp_path: Path, text: str) -> tuple[int, int]:
    """Import a file at the office's own time; what was added and changed."""
    path = tmp_path / "directory.yaml"
    path.write_text(text, encoding="utf-8")
    store = office.store
    found = import_directory(path, store.engine, store.vault, office.book, office.zone, office.clock.now())
    return found.added, found.changed


def row(office: Office, number: int = 1) -> Overleg:
    """The series as it is stored."""
    with office.store.reading() as session:
        return session.get_one(Overleg, number)


def audited(office: Office, act: str = "overleg.resume") -> list[AuditRow]:
    """The audit rows of this act."""
    with office.store.reading() as session:
        return list(session.exec(select(AuditRow).where(AuditRow.act == act)).all())


def living(engine: Engine, kind: str) -> list[str]:
    """Whom news of this kind will reach, each as often as it would."""
    return sorted(one.target for one in posts(engine, kind, PostState.WAITING))


def keys(engine: Engine) -> set[tuple[str, str]]:
    """The reminders that will come: their key and where."""
    return {(one.dedupe or "", one.target) for one in reminders(engine)}


def test_it_goes_on_with_the_same_number(office: Office, engine: Engine) -> None:
    """The same reminders as before it left, one message to each, a row in the audit; then nothing more."""
    plan(office)
    before = keys(engine)
    partake(office, active=False)
    assert keys(engine) == set()
    partake(office, active=True)
    assert keys(engine) == before
    assert len(before) == 8
    assert living(engine, "overleg.resumed") == ["C0Z", "U0AGENT", "U0JONGER", "U0REGIE"]
    (noted,) = audited(office)
    assert (noted.ref, noted.code) == ("O-1", "partnership_returned")
    assert noted.facts == {"sequence": 2, "replaced": []}
    stored = row(office)
    assert (stored.cancelled_at, stored.ended_with_partnership) == (None, False)
    assert stored.planned_until == date(2027, 1, 23)
    everything = len(posts(engine))
    materialise(office)
    assert len(posts(engine)) == everything
    assert row(office).sequence == 2
    assert len(audited(office)) == 1


def test_weeks_later_sixty_days_are_planned_from_then(
    office: Office, engine: Engine, clock: FrozenClock
) -> None:
    """The last day of the sixty is not forgotten, and what fell in between is not followed up."""
    plan(office, frequency="weekly", reminders=("day", "follow_up"), holidays="keep")
    partake(office, active=False)
    clock.instant = datetime(2026, 12, 16, 9, tzinfo=UTC)
    partake(office, active=True)
    coming = [one for one in posts(engine, state=PostState.WAITING) if one.kind in REMINDERS]
    wanted = {date(2026, 12, 22) + timedelta(weeks=n) for n in range(8)}
    assert {(one.ref or "")[4:] for one in coming} == {one.isoformat() for one in wanted}
    materialise(office)
    clock.instant += timedelta(days=1)
    materialise(office)
    assert len([one for one in posts(engine, state=PostState.WAITING) if one.kind in REMINDERS]) == 16


def test_what_a_person_cancelled_stays_cancelled(office: Office, engine: Engine) -> None:
    """Before the partnership left, also when that was the same hour; and nothing is told."""
    number = plan(office)
    other = plan(office, title="Casusoverleg")
    changing.cancel(office, office.identify("U0REGIE"), number, "")
    with session_for(engine) as session:
        session.get_one(Partnership, 1).active = False
        session.commit()
    changing.cancel(office, office.identify("U0REGIE"), other, "")
    materialise(office)
    partake(office, active=True)
    assert looking.series(office, number).cancelled
    assert looking.series(office, other).cancelled
    assert not any((one.ref or "").startswith("O-1/") for one in reminders(engine))
    assert living(engine, "overleg.resumed") == []
    assert audited(office) == []


def test_what_has_no_time_to_come_stays_ended(
    office: Office, engine: Engine, clock: FrozenClock, tmp_path: Path
) -> None:
    """Its last day passed meanwhile; a file that names it plans no second one."""
    number = plan(office)
    once = plan(office, title="Startbijeenkomst", frequency="once")
    form = SeriesForm(time="10:00", organiser="U0REGIE", chair="U0AGENT", until="2026-12-20")
    change_series(office, office.identify("U0REGIE"), number, form, "")
    partake(office, active=False)
    clock.instant = datetime(2026, 12, 18, 9, tzinfo=UTC)
    assert take(office, tmp_path, PARTNERSHIP) == (0, 1)
    assert take(office, tmp_path, SERIES) == (0, 0)
    materialise(office)
    assert [looking.series(office, one).cancelled for one in (number, once)] == [True, True]
    assert len(posts(engine, "overleg.resumed")) == 0
    again = SERIES.replace("Wijkoverleg", "Startbijeenkomst").replace("biweekly", "once")
    assert take(office, tmp_path, again.replace("12-01T", "12-22T")) == (0, 2)
    assert not looking.series(office, once).cancelled
    assert {one.ref for one in reminders(engine)} == {"O-2/2026-12-22"}


def test_an_import_brings_it_back_and_plans_nothing_twice(
    office: Office, engine: Engine, tmp_path: Path
) -> None:
    """The file names partnership and series; a second time changes nothing."""
    plan(office)
    before = keys(engine)
    partake(office, active=False)
    with pytest.raises(BadDirectory, match="regel 2: samenwerking 'Jeugdnetwerk Zonnebeek' doet niet meer"):
        take(office, tmp_path, SERIES)
    assert take(office, tmp_path, PARTNERSHIP + SERIES) == (0, 2)
    told, everything = living(engine, "overleg.resumed"), len(posts(engine))
    assert told == ["C0Z", "U0AGENT", "U0JONGER", "U0REGIE"]
    assert keys(engine) == before
    assert take(office, tmp_path, PARTNERSHIP + SERIES) == (0, 0)
    materialise(office)
    assert len(posts(engine)) == everything
    assert len(audited(office)) == 1
    with office.store.reading() as session:
        assert len(session.exec(select(Overleg)).all()) == 1


def test_what_the_file_changes_holds_from_then_on(office: Office, engine: Engine, tmp_path: Path) -> None:
    """Back in another channel at another time: the reminders go there and say so."""
    plan(office)
    partake(office, active=False)
    moved = (PARTNERSHIP + SERIES).replace("C0Z,", "C0ANDERS,").replace("T10:00", "T13:00")
    take(office, tmp_path, moved)
    assert {read_key(one).starts[-6:] for one in reminders(engine)} == {"T1200Z"}
    assert {one.target for one in reminders(engine)} == {"C0ANDERS"}
    partake(office, active=False)
    take(office, tmp_path, moved.replace("C0ANDERS", "C0DERDE"))
    assert {one.target for one in reminders(engine)} == {"C0DERDE"}


def test_the_coordinator_stands_in_for_who_left(office: Office, engine: Engine) -> None:
    """Organiser and chair left, and who would chair a single time too; who stands in is told so."""
    number = plan(office, organiser="U0JONGER", participants=("3",))
    farida = office.identify("U0REGIE")
    form = SeriesForm(time="10:00", organiser="U0JONGER", chair="U0JONGER")
    change_series(office, farida, number, form, "")
    changing.let_chair(office, farida, number, FIRST, "U0AGENT", "")
    partake(office, active=False)
    with session_for(engine) as session:
        session.get_one(Partner, 2).active = False
        session.delete(session.get_one(Membership, (3, 1)))
        session.commit()
    partake(office, active=True)
    stored = row(office)
    assert (stored.organiser, stored.chair) == ("U0REGIE", "U0REGIE")
    assert looking.time(office, number, FIRST).chair == "U0REGIE"
    assert living(engine, "overleg.stands_in") == ["U0REGIE"]
    assert "U0AGENT" not in living(engine, "overleg.resumed")
    assert "U0REGIE" not in living(engine, "overleg.resumed")
    (noted,) = audited(office)
    assert noted.facts["replaced"] == ["organiser", "chair"]
    with office.store.reading() as session:
        assert session.get_one(OccurrenceChange, (number, FIRST)).sequence == 2


def test_leaving_and_returning_twice(office: Office, engine: Engine) -> None:
    """Each return is told once; news that did not go out before it left again never goes out."""
    plan(office)
    before = keys(engine)
    leave_and_return(office)
    first = {one.id for one in posts(engine, "overleg.resumed")}
    leave_and_return(office)
    assert keys(engine) == before
    assert living(engine, "overleg.resumed") == ["C0Z", "U0AGENT", "U0JONGER", "U0REGIE"]
    second = {one.id for one in posts(engine, "overleg.resumed", PostState.WAITING)}
    assert not first & second
    assert [one.facts["sequence"] for one in audited(office)] == [2, 4]
    assert len(audited(office, "overleg.stop")) == 2


def test_a_return_within_the_hour_changes_nothing(office: Office, engine: Engine) -> None:
    """Nothing had ended yet, so nothing is told."""
    plan(office)
    before = keys(engine)
    with session_for(engine) as session:
        session.get_one(Partnership, 1).active = False
        session.commit()
    partake(office, active=True)
    assert keys(engine) == before
    assert audited(office) == []


def test_replicas_that_see_it_together_tell_it_once(office: Office, engine: Engine) -> None:
    """Four of them come round at the same moment, when it left and when it is back."""
    for number in range(5):
        plan(office, title=f"Overleg {number}")
    for active in (False, True):
        with session_for(engine) as session:
            session.get_one(Partnership, 1).active = active
            session.commit()
        together = Barrier(4)

        def come_round(_number: int, together: Barrier = together) -> None:
            together.wait()
            materialise(office)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(come_round, range(4)))
    assert sorted(one.ref or "" for one in audited(office, "overleg.stop")) == [f"O-{n}" for n in range(1, 6)]
    assert sorted(one.ref or "" for one in audited(office)) == [f"O-{n}" for n in range(1, 6)]
    assert len(living(engine, "overleg.resumed")) == 5 * 4
    with office.store.reading() as session:
        assert {one.sequence for one in session.exec(select(Overleg)).all()} == {2}
        assert len(session.exec(select(Post).where(Post.state == PostState.FAILED)).all()) == 0


def test_whoever_was_asked_to_stand_in_reads_both(office: Office, engine: Engine) -> None:
    """That it fell out with the partnership, and that it goes on: their message is drawn again each time."""
    plan(office)
    away = office.identify("U0JONGER")
    attending.answer(office, away, 1, FIRST, "overleg.absent", "away")
    attending.send_deputy(office, away, 1, FIRST, "U0AGENT", "deputy")
    drawn = []
    for active in (True, False, True):
        partake(office, active=active)
        (asked,) = posts(engine, "overleg.deputy", PostState.WAITING)
        drawn.append(asked.wanted_rev)
    assert drawn[0] < drawn[1] < drawn[2]
