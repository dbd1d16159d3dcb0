"""What stands in Slack about old overleggen is found, a batch at a time, and withdrawn in turn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import leasing, outbox, tidying
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import ActionPoint, OccurrenceChange, Overleg

NOW = datetime(2027, 12, 2, 2, 5, tzinfo=UTC)
BEFORE = date(2026, 12, 2)
MADE_BEFORE = datetime(2026, 12, 1, 23, tzinfo=UTC)
MADE = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
EVERY = timedelta(seconds=2)


def stand(session: Session, ref: str, kind: str = "overleg.day", **changes: Any) -> UUID:
    """A post that stands in Slack, unless told otherwise; gives its id."""
    given: dict[str, Any] = {
        "id": uuid4(),
        "kind": kind,
        "ref": ref,
        "target": "C0TEST",
        "state": PostState.SHOWN,
        "shown_rev": 1,
        "slack_ts": "1.1",
        "due_at": MADE,
        "created_at": MADE,
    }
    post = Post(**(given | changes))
    session.add(post)
    session.flush()
    return post.id


def series(session: Session) -> None:
    """Overleg O-1 on Tuesdays; its time of 24 November was moved to 8 December."""
    session.add(Partnership(id=1, name="Netwerk", kind="mdo", channel="C0TEST", coordinator="U0REGIE"))
    session.flush()
    session.add(
        Overleg(
            id=1,
            partnership_id=1,
            title="Wijkoverleg",
            first_day=date(2026, 11, 24),
            starts_at=datetime(2026, 1, 1, 10).time(),  # noqa: DTZ001  # a time on the wall
            zone="Europe/Amsterdam",
            minutes=60,
            frequency="weekly",
            on_closed="keep",
            organiser="U0REGIE",
            chair="U0REGIE",
            created_by="U0REGIE",
            created_at=MADE,
        )
    )
    session.flush()
    moved = OccurrenceChange(overleg_id=1, planned=date(2026, 11, 24), changed_by="U0", changed_at=MADE)
    moved.day = date(2026, 12, 8)
    session.add(moved)
    action = ActionPoint(
        id=7, overleg_id=1, planned=date(2026, 12, 1), owner="U0", due=date(2026, 12, 10),
        created_by="U0", created_at=MADE,
    )  # fmt: skip
    session.add(action)
    session.flush()


def old(session: Session, limit: int = 100) -> list[UUID]:
    """What this night would take away."""
    return list(tidying.old_overleg_posts(session, BEFORE, MADE_BEFORE, limit))


def test_only_what_is_about_a_forgotten_time_is_found(engine: Engine) -> None:
    """Not the series itself, a signal, a later time, one moved later, an action point that is kept."""
    with session_for(engine) as session:
        series(session)
        first = stand(session, "O-1/2026-12-01", "overleg.follow_up")
        failed = stand(session, "O-12/2026-12-01", state=PostState.FAILED)
        action = stand(session, "A-6", "action.due")
        for ref in ("O-1", "S-1", "O-1/2026-12-02", "O-1/2026-11-24"):
            stand(session, ref)
        stand(session, "A-7", "action.assigned")
        stand(session, "O-1/2026-12-01", "overleg.stuck", created_at=MADE_BEFORE)
        stand(session, "O-1/2026-12-01", withdrawn=True)
        stand(session, "O-1/2026-12-01", state=PostState.SKIPPED, slack_ts=None)
        assert set(old(session)) == {first, failed, action}


@pytest.mark.parametrize("late", [timedelta(), timedelta(days=1)])
def test_a_batch_is_withdrawn_one_after_another(engine: Engine, late: timedelta) -> None:
    """Oldest first, at a pace; the next batch makes up only for those that are gone by then."""
    with session_for(engine) as session:
        ids = [
            stand(session, "O-1/2026-12-01", target=f"C{n}", created_at=MADE + timedelta(minutes=n))
            for n in range(5)
        ]
        assert old(session, limit=3) == ids[:3]
        outbox.withdraw_in_turn(session, ids[:3], now=NOW, every=EVERY)
        session.commit()
    with session_for(engine) as session:
        assert old(session, limit=3) == []
        assert old(session, limit=4) == ids[3:4]
        due = {one.id: one.due_at - NOW for one in outbox.waiting(session)}
        assert due == {ids[0]: 0 * EVERY, ids[1]: EVERY, ids[2]: 2 * EVERY}
        claims = leasing.claim(session, now=NOW + late, owner="one", lease=timedelta(seconds=60))
        assert len(claims) == (3 if late else 1)
        assert all(one.post.withdrawn and one.post.dedupe is None for one in claims)


def test_what_was_withdrawn_meanwhile_is_left_alone(engine: Engine) -> None:
    """Two nights at once, or a night and a person: one revision more, not two."""
    with session_for(engine) as session:
        one = stand(session, "O-1/2026-12-01")
        for _ in range(2):
            outbox.withdraw_in_turn(session, [one], now=NOW, every=EVERY)
        outbox.withdraw_in_turn(session, [], now=NOW, every=EVERY)
        session.commit()
    with session_for(engine, write=False) as session:
        assert session.exec(select(Post)).one().wanted_rev == 2


def test_an_urgent_reminder_goes_before_all_of_them(engine: Engine) -> None:
    """Also when nobody was there at night and the whole batch is due at once."""
    with session_for(engine) as session:
        ids = [stand(session, "O-1/2026-12-01", target=f"C{n}", urgent=True) for n in range(50)]
        outbox.withdraw_in_turn(session, ids, now=NOW, every=EVERY)
        morning = NOW + timedelta(hours=6)
        changed = stand(session, "S-1", target="CX", wanted_rev=2, due_at=morning)
        hour = outbox.enqueue(session, kind="overleg.hour", target="CY", due_at=morning, urgent=True)
        claims = leasing.claim(session, now=morning, owner="one", lease=timedelta(seconds=60), limit=8)
        found = [one.post.id for one in claims]
        assert {changed, hour} <= set(found)
        assert len(found) == 8
