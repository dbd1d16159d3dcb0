"""Shared goals with what partners contribute and how they were evaluated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from storage.goal_tables import Contribution, Evaluation, Goal


def goal(session: Session, number: int) -> Goal | None:
    """One goal by its number."""
    return session.get(Goal, number)


def standing(session: Session, partnership_ids: Collection[int]) -> Sequence[Goal]:
    """The goals of these partnerships that were not ended, the one to be evaluated first on top."""
    if not partnership_ids:
        return []
    found = select(Goal).where(
        col(Goal.partnership_id).in_(sorted(partnership_ids)), col(Goal.ended_at).is_(None)
    )
    return session.exec(found.order_by(col(Goal.evaluate_on), col(Goal.id))).all()


def standing_numbers(session: Session, partnership_ids: Collection[int]) -> Sequence[int]:
    """The same by number, so that a damaged row does not hide the others."""
    found = select(col(Goal.id)).where(
        col(Goal.partnership_id).in_(sorted(partnership_ids)), col(Goal.ended_at).is_(None)
    )
    return [one for one in session.exec(found.order_by(col(Goal.id))) if one is not None]


def of_numbers(session: Session, numbers: Collection[int]) -> Sequence[Goal]:
    """These goals."""
    return session.exec(select(Goal).where(col(Goal.id).in_(sorted(numbers)))).all()


def contributions(session: Session, number: int) -> Mapping[int, Contribution]:
    """What each partner contributes to a goal, by partner."""
    found = select(Contribution).where(Contribution.goal_id == number)
    return {row.partner_id: row for row in session.exec(found.order_by(col(Contribution.partner_id)))}


def contribution(session: Session, number: int, partner_id: int) -> Contribution | None:
    """What one partner contributes to a goal."""
    return session.get(Contribution, (number, partner_id))


def last_evaluation(session: Session, number: int) -> Evaluation | None:
    """The latest look back on a goal."""
    found = select(Evaluation).where(Evaluation.goal_id == number)
    return session.exec(found.order_by(col(Evaluation.id).desc()).limit(1)).first()
