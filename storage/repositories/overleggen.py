"""Overleggen with what belongs to them: participants, changes, presence, agenda, decisions, actions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import String, cast, update
from sqlmodel import Session, col, or_, select

from storage.directory_tables import Partner, Partnership
from storage.guarding import NUMBERS_ONLY
from storage.outbox_tables import Post
from storage.overleg_tables import (
    ActionPoint,
    AgendaItem,
    ClosedPeriod,
    OccurrenceChange,
    Overleg,
    OverlegDecision,
    OverlegParticipant,
    Presence,
)
from storage.signal_tables import Signal, SignalState

_BATCH = 500


def overleg(session: Session, number: int) -> Overleg | None:
    """One series by its number."""
    return session.get(Overleg, number)


def overleggen(session: Session, numbers: Iterable[int]) -> Sequence[Overleg]:
    """These series."""
    wanted = sorted(set(numbers))
    found: list[Overleg] = []
    for at in range(0, len(wanted), _BATCH):
        batch = select(Overleg).where(col(Overleg.id).in_(wanted[at : at + _BATCH]))
        found += session.exec(batch).all()
    return found


def running(session: Session) -> Sequence[Overleg]:
    """Every series that was not cancelled."""
    return session.exec(select(Overleg).where(col(Overleg.cancelled_at).is_(None))).all()


def of_departed(session: Session) -> Sequence[int]:
    """The running series of partnerships that are active no more, by number."""
    left = select(Partnership.id).where(col(Partnership.active).is_(False))
    found = select(col(Overleg.id)).where(
        col(Overleg.cancelled_at).is_(None), col(Overleg.partnership_id).in_(left)
    )
    found = found.execution_options(**{NUMBERS_ONLY: True})
    return [one for one in session.exec(found.order_by(col(Overleg.id))) if one is not None]


def of_returned(session: Session) -> Sequence[int]:
    """The series that ended with a partnership that is active again, by number."""
    active = select(Partnership.id).where(col(Partnership.active))
    found = select(col(Overleg.id)).where(
        col(Overleg.ended_with_partnership), col(Overleg.partnership_id).in_(active)
    )
    found = found.execution_options(**{NUMBERS_ONLY: True})
    return [one for one in session.exec(found.order_by(col(Overleg.id))) if one is not None]


def hold(session: Session, number: int) -> None:
    """Keep a series from being changed by anybody else until the commit."""
    session.execute(select(col(Overleg.id)).where(col(Overleg.id) == number).with_for_update())


def behind(session: Session, day: date, limit: int, spared: Collection[int] = ()) -> Sequence[int]:
    """Series whose reminders are not laid down up to this day, by number, except the `spared` ones."""
    found = (
        select(col(Overleg.id))
        .where(
            or_(col(Overleg.planned_until).is_(None), col(Overleg.planned_until) < day),
            col(Overleg.cancelled_at).is_(None),
            col(Overleg.id).not_in(spared),
        )
        .order_by(col(Overleg.id))
        .limit(limit)
    )
    return [one for one in session.exec(found) if one is not None]


def mark_planned(session: Session, numbers: Collection[int], day: date) -> None:
    """Note up to which day reminders are laid down."""
    session.execute(
        update(Overleg)
        .where(col(Overleg.id).in_(numbers))
        .values(planned_until=day)
        .execution_options(synchronize_session=False)
    )


def by_title(session: Session, partnership_id: int, title: str) -> Overleg | None:
    """The series with this title in a partnership: a running one, else one that ended with it."""
    found = select(Overleg).where(
        Overleg.partnership_id == partnership_id,
        Overleg.title == title,
        or_(col(Overleg.cancelled_at).is_(None), col(Overleg.ended_with_partnership)),
    )
    return session.exec(found.order_by(col(Overleg.ended_with_partnership), col(Overleg.id))).first()


def involving(
    session: Session, user_id: str, partner_id: int | None, partnership_ids: Collection[int]
) -> Sequence[Overleg]:
    """The running series of these partnerships that this person organises, chairs or is invited to."""
    invited = select(OverlegParticipant.overleg_id).where(
        OverlegParticipant.partner_id == (partner_id if partner_id is not None else -1)
    )
    mine = or_(Overleg.organiser == user_id, Overleg.chair == user_id, col(Overleg.id).in_(invited))
    here = col(Overleg.partnership_id).in_(partnership_ids)
    found = select(Overleg).where(col(Overleg.cancelled_at).is_(None), here, mine)
    return session.exec(found.order_by(col(Overleg.id))).all()


def in_partnerships(session: Session, partnership_ids: Collection[int]) -> Sequence[Overleg]:
    """The running series of these partnerships."""
    found = select(Overleg).where(
        col(Overleg.cancelled_at).is_(None), col(Overleg.partnership_id).in_(partnership_ids)
    )
    return session.exec(found.order_by(col(Overleg.id))).all()


def participants(session: Session, numbers: Collection[int]) -> Mapping[int, tuple[Partner, ...]]:
    """The active partners invited to each of these series, by organisation and name."""
    wanted = sorted(set(numbers))
    found: dict[int, list[Partner]] = {}
    for at in range(0, len(wanted), _BATCH):
        rows = session.exec(
            select(OverlegParticipant.overleg_id, Partner)
            .join(Partner, col(OverlegParticipant.partner_id) == Partner.id)
            .where(
                col(OverlegParticipant.overleg_id).in_(wanted[at : at + _BATCH]),
                col(Partner.active),
            )
            .order_by(Partner.organisation, Partner.name)
        ).all()
        for number, partner in rows:
            found.setdefault(number, []).append(partner)
    return {number: tuple(invited) for number, invited in found.items()}


def invite(session: Session, number: int, partner_ids: Collection[int]) -> bool:
    """Let exactly these partners be the participants; returns whether that changed anything."""
    rows = session.exec(select(OverlegParticipant).where(OverlegParticipant.overleg_id == number)).all()
    before = {row.partner_id for row in rows}
    for row in rows:
        if row.partner_id not in partner_ids:
            session.delete(row)
    for partner_id in sorted(set(partner_ids) - before):
        session.add(OverlegParticipant(overleg_id=number, partner_id=partner_id))
    session.flush()
    return before != set(partner_ids)


def changes(session: Session, numbers: Collection[int]) -> Mapping[int, dict[date, OccurrenceChange]]:
    """What people changed about single times of these series, by planned date."""
    wanted = sorted(set(numbers))
    found: dict[int, dict[date, OccurrenceChange]] = {}
    for at in range(0, len(wanted), _BATCH):
        batch = select(OccurrenceChange).where(col(OccurrenceChange.overleg_id).in_(wanted[at : at + _BATCH]))
        for row in session.exec(batch).all():
            found.setdefault(row.overleg_id, {})[row.planned] = row
    return found


def change(session: Session, number: int, planned: date) -> OccurrenceChange | None:
    """What people changed about one time."""
    return session.get(OccurrenceChange, (number, planned))


def presence(session: Session, number: int, planned: date) -> Sequence[Presence]:
    """Who answered for one time, in the order of their first answer."""
    found = select(Presence).where(Presence.overleg_id == number, Presence.planned == planned)
    return session.exec(found.order_by(col(Presence.answered_at), col(Presence.user_id))).all()


def deputies(session: Session, numbers: Collection[int]) -> Mapping[tuple[int, date], tuple[str, ...]]:
    """Who comes in somebody's place, by series and planned date."""
    wanted = sorted(set(numbers))
    found: dict[tuple[int, date], list[str]] = {}
    for at in range(0, len(wanted), _BATCH):
        batch = select(Presence).where(
            col(Presence.overleg_id).in_(wanted[at : at + _BATCH]), col(Presence.deputy).is_not(None)
        )
        for row in session.exec(batch).all():
            found.setdefault((row.overleg_id, row.planned), []).append(row.deputy or "")
    return {key: tuple(accounts) for key, accounts in found.items()}


def answer(session: Session, number: int, planned: date, user_id: str) -> Presence | None:
    """What one person answered for one time."""
    return session.get(Presence, (number, planned, user_id))


def agenda_items(session: Session, number: int, planned: date) -> Sequence[AgendaItem]:
    """What members put on the agenda of one time, oldest first."""
    found = select(AgendaItem).where(AgendaItem.overleg_id == number, AgendaItem.planned == planned)
    return session.exec(found.order_by(col(AgendaItem.id))).all()


def decisions(session: Session, number: int, planned: date) -> Sequence[OverlegDecision]:
    """The decisions of one time, by signal."""
    found = select(OverlegDecision).where(
        OverlegDecision.overleg_id == number, OverlegDecision.planned == planned
    )
    return session.exec(found.order_by(col(OverlegDecision.signal_id))).all()


def action(session: Session, number: int) -> ActionPoint | None:
    """One action point by its number."""
    return session.get(ActionPoint, number)


def open_actions(session: Session, number: int) -> Sequence[ActionPoint]:
    """The open action points of a series, the one due first on top."""
    found = select(ActionPoint).where(ActionPoint.overleg_id == number, col(ActionPoint.done_at).is_(None))
    return session.exec(found.order_by(col(ActionPoint.due), col(ActionPoint.id))).all()


def actions_of_time(session: Session, number: int, planned: date) -> Sequence[ActionPoint]:
    """The action points agreed at one time, open or done."""
    found = select(ActionPoint).where(ActionPoint.overleg_id == number, ActionPoint.planned == planned)
    return session.exec(found.order_by(col(ActionPoint.due), col(ActionPoint.id))).all()


def actions_of_user(
    session: Session, user_id: str, partnership_ids: Collection[int]
) -> Sequence[ActionPoint]:
    """The open action points of one person in these partnerships, the one due first on top."""
    here = select(Overleg.id).where(col(Overleg.partnership_id).in_(partnership_ids))
    mine = (ActionPoint.owner == user_id, col(ActionPoint.done_at).is_(None))
    found = select(ActionPoint).where(*mine, col(ActionPoint.overleg_id).in_(here))
    return session.exec(found.order_by(col(ActionPoint.due), col(ActionPoint.id))).all()


def closed_periods(session: Session) -> Sequence[ClosedPeriod]:
    """Every closed period, in order."""
    return session.exec(select(ClosedPeriod).order_by(col(ClosedPeriod.first_day))).all()


def open_signals(session: Session, partnership_id: int) -> Sequence[Signal]:
    """The open signals of a partnership, oldest first."""
    found = select(Signal).where(Signal.partnership_id == partnership_id, Signal.state == SignalState.OPEN)
    return session.exec(found.order_by(col(Signal.created_at), col(Signal.id))).all()


def items_naming(session: Session, signal: int) -> Sequence[AgendaItem]:
    """Every agenda item whose text names this signal."""
    some = select(AgendaItem).where(cast(col(AgendaItem.signals), String).contains(str(signal)))
    return [one for one in session.exec(some).all() if signal in one.signals]


def actions_naming(session: Session, signal: int) -> Sequence[ActionPoint]:
    """Every action point, open or done, whose text names this signal."""
    some = select(ActionPoint).where(cast(col(ActionPoint.signals), String).contains(str(signal)))
    return [one for one in session.exec(some).all() if signal in one.signals]


def items_of_series(session: Session, number: int) -> Sequence[AgendaItem]:
    """What members put on the agenda of any time of a series."""
    return session.exec(select(AgendaItem).where(AgendaItem.overleg_id == number)).all()


def actions_of_series(session: Session, number: int) -> Sequence[ActionPoint]:
    """Every action point of a series, open or done."""
    return session.exec(select(ActionPoint).where(ActionPoint.overleg_id == number)).all()


def refs_of_series(session: Session, numbers: Collection[int]) -> frozenset[str]:
    """These series and each of their times about which a post was ever wanted, as references."""
    found: set[str] = set()
    for number in numbers:
        about = or_(Post.ref == f"O-{number}", col(Post.ref).startswith(f"O-{number}/", autoescape=True))
        rows = session.exec(select(Post.ref).where(about).distinct()).all()
        found.update(one for one in rows if one is not None)
    return frozenset(found)


def refs_shown(session: Session, numbers: Collection[int], kinds: Collection[str]) -> frozenset[str]:
    """The times of these series about which a post of these kinds was ever wanted, as references."""
    found: set[str] = set()
    for number in numbers:
        about = col(Post.ref).startswith(f"O-{number}/", autoescape=True)
        rows = session.exec(select(Post.ref).where(about, col(Post.kind).in_(kinds)).distinct()).all()
        found.update(one for one in rows if one is not None)
    return frozenset(found)
