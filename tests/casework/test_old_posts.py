"""Rows of messages that belong to no signal have a term; what is still needed stays."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from casework.nightly import nightly
from storage.engine import session_for
from storage.goal_tables import Goal
from storage.outbox_tables import Delivery, Post, PostState
from tests.casework.house import House
from tests.casework.test_alone import EDITH, house, number

__all__ = ["house", "number"]


def put(house: House, kind: str, ref: str | None, state: PostState = PostState.SHOWN, **more: object) -> str:
    """A post as the outbox leaves it, with a delivery."""
    done = {"wanted_rev": 1, "shown_rev": 1 if state is PostState.SHOWN else 0, "slack_ts": "1.1", **more}
    now = house.clock.now()
    row = Post(kind=kind, ref=ref, target=EDITH, state=state, due_at=now, created_at=now, **done)  # type: ignore[arg-type]
    with session_for(house.engine) as session:
        session.add(row)
        session.flush()
        session.add(Delivery(post_id=row.id, revision=1, at=now, outcome="shown"))
        session.commit()
        return str(row.id)


def left(house: House, *ids: str) -> list[str]:
    """Which of these are still there."""
    with session_for(house.engine, write=False) as session:
        there = {str(row.id) for row in session.exec(select(Post))}
    return [one for one in ids if one in there]


def night(house: House) -> None:
    """A night passes."""
    house.clock.pass_by(days=1)
    nightly(house.office, Path("unused"))["posts"]()


@pytest.mark.parametrize(
    ("kind", "ref", "state"),
    [
        ("audit.weekly", "W-2026-48", PostState.SHOWN),
        ("grant.told", None, PostState.SHOWN),
        ("delivery.alarm", None, PostState.FAILED),
        ("overleg.day", "O-1/2026-12-01", PostState.WITHDRAWN),
        ("overleg.hour", "O-1/2026-12-01", PostState.SKIPPED),
        ("match.notice", "S-1 S-2", PostState.SHOWN),
        ("ground.told", "G-1", PostState.SHOWN),
    ],
)
def test_what_belongs_to_no_signal_goes_after_its_term(
    house: House, kind: str, ref: str | None, state: PostState
) -> None:
    """Not a day earlier; with its deliveries, and of a thread only itself."""
    row = put(house, kind, ref, state)
    child = put(house, "signal.card", "S-1", parent_id=UUID(row))
    house.clock.pass_by(days=house.office.policy.overleg_days - 1)
    night(house)
    assert left(house, row) == [row]
    night(house)
    assert left(house, row, child) == [child]
    (noted,) = house.audit("posts.forget")
    assert noted.facts == {"posts": 1}


@pytest.mark.parametrize(
    ("kind", "ref", "more"),
    [
        ("signal.card", "S-1", {}),
        ("disclosure.stop", "D-1", {}),
        ("exception.told", "X-1", {}),
        ("rights.told", "V-1", {}),
        ("overleg.day", "O-1/2026-12-01", {}),
        ("goal.set", "DOEL-1", {}),
        ("partner.welcome", "P-1", {}),
        ("police.kept", None, {}),
        ("audit.weekly", "W-2026-48", {"wanted_rev": 2}),
        ("audit.weekly", "W-2026-48", {"state": PostState.WAITING}),
        ("audit.weekly", "W-2026-48", {"state": PostState.UNKNOWN}),
    ],
)
def test_what_is_still_needed_stays(
    house: House, kind: str, ref: str | None, more: dict[str, object]
) -> None:
    """Of a signal, of a goal that runs, standing in Slack about an overleg, once in all, or not done yet."""
    with session_for(house.engine) as session:
        session.add(
            Goal(
                id=1,
                partnership_id=1,
                why="Zorg",
                goal="Minder",
                indicator="Cijfers",
                evaluate_on=house.office.today,
                lead=EDITH,
                created_by=EDITH,
                created_at=house.clock.now(),
            )
        )
        session.commit()
    row = put(house, kind, ref, **more)  # type: ignore[arg-type]
    house.clock.pass_by(days=800)
    night(house)
    assert left(house, row) == [row]


def test_a_goal_that_is_over_keeps_no_message_longer(house: House) -> None:
    """Its row is nobody's any more."""
    row = put(house, "goal.set", "DOEL-7")
    house.clock.pass_by(days=800)
    night(house)
    assert left(house, row) == []


def test_a_night_has_a_batch_and_the_next_goes_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many wait."""
    monkeypatch.setattr("casework.nightly.POSTS_A_NIGHT", 2)
    rows = [put(house, "grant.told", None) for _ in range(3)]
    house.clock.pass_by(days=800)
    night(house)
    assert len(left(house, *rows)) == 1
    night(house)
    assert left(house, *rows) == []
