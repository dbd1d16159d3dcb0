"""Taking back what is in the outbox, or moving it to another time."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from storage import leasing, outbox
from storage.engine import session_for
from tests.storage.outbox_steps import LEASE, NOW, add, show, take, withdraw


def test_a_withdrawn_post_is_never_sent_and_frees_its_key(engine: Engine) -> None:
    """By ref or by the beginning of the key; the same key then makes a new post for the new time."""
    later = NOW + timedelta(hours=1)
    old = add(engine, ref="O-1/2026-12-01", dedupe="O-1/2026-12-01:hour", due_at=later)
    add(engine, ref="O-10/2026-12-01", dedupe="O-10/2026-12-01:hour", due_at=later)
    assert withdraw(engine, prefix="O-1/") == outbox.Withdrawn(1, 0)
    new = add(engine, ref="O-1/2026-12-01", dedupe="O-1/2026-12-01:hour", due_at=NOW)
    assert new != old
    assert [one.post.id for one in take(engine)] == [new]
    assert [one.post.ref for one in take(engine, now=later)] == ["O-10/2026-12-01"]
    assert withdraw(engine, ref="O-10/2026-12-01", prefix="O-1/") == outbox.Withdrawn(0, 0)


def test_without_ref_or_key_nothing_is_withdrawn(engine: Engine) -> None:
    """An empty prefix would take back the whole outbox."""
    add(engine)
    with pytest.raises(ValueError, match="withdraw by ref"):
        withdraw(engine, prefix="")


def test_a_post_withdrawn_during_its_flight_is_drawn_once_more(engine: Engine) -> None:
    """It may be in Slack by now: its kind draws a notice or nothing, and the key is free at once."""
    add(engine, dedupe="O-1/2026-12-01:hour")
    (claim,) = take(engine)
    assert withdraw(engine, ref="S-1") == outbox.Withdrawn(0, 1)
    add(engine, dedupe="O-1/2026-12-01:hour", due_at=NOW + timedelta(hours=2))
    assert show(engine, claim)
    (again,) = take(engine)
    assert (again.post.id, again.post.withdrawn, again.post.slack_ts) == (claim.post.id, True, "1.000001")


def test_what_may_no_longer_be_read_goes_before_anything_urgent(engine: Engine) -> None:
    """Taking back what stands in Slack waits for no reminder, nor until a storm is over."""
    add(engine, kind="disclosure.thread", ref="D-1", target="C0EEN")
    (claim,) = take(engine)
    show(engine, claim)
    add(engine, kind="overleg.hour", ref="O-1/2026-12-01", target="C0TWEE", urgent=True)
    assert withdraw(engine, ref="D-1") == outbox.Withdrawn(0, 1)
    with session_for(engine) as session:
        first = leasing.claim(session, now=NOW, owner="one", lease=LEASE, limit=1)
        assert [one.post.id for one in first] == [claim.post.id]
        session.rollback()
        stormy = leasing.claim(session, now=NOW, owner="one", lease=LEASE, limit=9, fresh=False)
        assert [one.post.id for one in stormy] == [claim.post.id]


def test_what_stands_in_slack_is_left_alone_when_asked(engine: Engine) -> None:
    """Cancelling a series takes back what is still to come, not what was said last month."""
    add(engine, ref="O-1/2026-11-03", dedupe="O-1/2026-11-03:day")
    (claim,) = take(engine)
    show(engine, claim)
    assert withdraw(engine, prefix="O-1/", shown=False) == outbox.Withdrawn(0, 0)
    assert withdraw(engine, prefix="O-1/") == outbox.Withdrawn(0, 1)
    assert withdraw(engine, ref="O-1/2026-11-03") == outbox.Withdrawn(0, 0)


def test_a_post_moves_to_another_time_until_somebody_has_it(engine: Engine) -> None:
    """Afterwards it is too late to move it, and the caller is told so."""
    add(engine, dedupe="O-1/2026-12-01:hour", due_at=NOW + timedelta(hours=1))
    with session_for(engine) as session:
        assert outbox.redate(session, key="O-1/2026-12-01:hour", due_at=NOW)
        session.commit()
    assert len(take(engine)) == 1
    with session_for(engine) as session:
        assert not outbox.redate(session, key="O-1/2026-12-01:hour", due_at=NOW + timedelta(hours=3))


def test_an_instant_of_any_zone_is_due_at_that_instant(engine: Engine) -> None:
    """Eleven in Amsterdam is ten in UTC, for what is changed and for what is withdrawn."""
    there = NOW.astimezone(ZoneInfo("Europe/Amsterdam"))
    for number in (1, 2):
        add(engine, ref=f"S-{number}", target=f"C0{number}")
    for claim in take(engine):
        show(engine, claim, f"{claim.post.ref}.1")
    with session_for(engine) as session:
        outbox.change(session, ref="S-1", now=there)
        outbox.withdraw(session, ref="S-2", now=there)
        session.commit()
    assert {claim.post.ref for claim in take(engine)} == {"S-1", "S-2"}
