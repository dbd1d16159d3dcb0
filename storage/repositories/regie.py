"""Requests, offers of help, matches and links, looked up by signal, by pair and by coordinator."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import text
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from storage.directory_tables import Partnership
from storage.engine import is_sqlite
from storage.guarding import NUMBERS_ONLY
from storage.matching import kind_of
from storage.regie_tables import DetailRequest, HelpOffer, Link, LinkState, SignalMatch
from storage.repositories.directory import members
from storage.signal_tables import Item, MatchEntry, Signal, SignalState

# --- requests for details ------------------------------------------------------------------------


def request(session: Session, id_: int) -> DetailRequest | None:
    """One request by its number."""
    return session.get(DetailRequest, id_)


def request_of(session: Session, number: int, partner_id: int) -> DetailRequest | None:
    """What this partner asked about a signal, open or answered."""
    found = select(DetailRequest).where(
        DetailRequest.signal_id == number, DetailRequest.partner_id == partner_id
    )
    return session.exec(found).first()


def requests_of(session: Session, number: int) -> Sequence[DetailRequest]:
    """Everything that was asked about a signal, oldest first."""
    found = select(DetailRequest).where(DetailRequest.signal_id == number)
    return session.exec(found.order_by(col(DetailRequest.asked_at))).all()


def signals_waiting(
    session: Session, user_id: str, partnership_ids: Collection[int], coordinated: Collection[int]
) -> Sequence[int]:
    """Open signals about which something was asked or offered and not declined: of this author or lead in
    these partnerships, and all of the coordinated ones."""
    mine = and_(
        col(Signal.partnership_id).in_(partnership_ids),
        or_(Signal.author == user_id, Signal.lead == user_id),
    )
    asked = select(DetailRequest.signal_id).where(col(DetailRequest.declined_at).is_(None))
    offered = select(HelpOffer.signal_id).where(col(HelpOffer.declined_at).is_(None))
    found = (
        select(Signal)
        .where(
            Signal.state == SignalState.OPEN,
            or_(mine, col(Signal.partnership_id).in_(coordinated)),
            or_(col(Signal.id).in_(asked), col(Signal.id).in_(offered)),
        )
        .order_by(col(Signal.id))
    )
    return [signal.id for signal in session.exec(found) if signal.id is not None]


# --- offers of help -------------------------------------------------------------------------------


def offer(session: Session, id_: int) -> HelpOffer | None:
    """One offer by its number."""
    return session.get(HelpOffer, id_)


def offer_by(session: Session, number: int, partner_id: int) -> HelpOffer | None:
    """What this partner offered about a signal, open or answered."""
    found = select(HelpOffer).where(HelpOffer.signal_id == number, HelpOffer.partner_id == partner_id)
    return session.exec(found).first()


def offers_of(session: Session, number: int) -> Sequence[HelpOffer]:
    """Everything that was offered about a signal, oldest first."""
    found = select(HelpOffer).where(HelpOffer.signal_id == number)
    return session.exec(found.order_by(col(HelpOffer.offered_at), col(HelpOffer.id))).all()


# --- matches -------------------------------------------------------------------------------------


def alike(session: Session, number: int) -> Sequence[tuple[int, str]]:
    """Other open signals with a keyed hash in common, as (number, kind of likeness)."""
    mine, other = aliased(MatchEntry), aliased(MatchEntry)
    found = (
        select(other.signal_id, other.kind, Signal)
        .join(mine, col(mine.digest) == other.digest)
        .join(Signal, col(Signal.id) == other.signal_id)
        .where(mine.signal_id == number, other.signal_id != number, Signal.state == SignalState.OPEN)
        .order_by(col(other.signal_id))
    )
    met = ((signal_id, kind_of(kind).value) for signal_id, kind, _ in session.exec(found))
    return list(dict.fromkeys(met))


def one_at_a_time(session: Session, number: int) -> None:
    """Let registrations of alike identities wait for each other: at once, neither would see the other.

    SQLite has one writer at a time anyway.
    """
    if is_sqlite(session.get_bind()):
        return
    mine = session.exec(select(MatchEntry.digest).where(MatchEntry.signal_id == number)).all()
    for lock in sorted(int.from_bytes(digest[:8], "big", signed=True) for digest in mine):
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def match(session: Session, low: int, high: int) -> SignalMatch | None:
    """The match of a pair."""
    return session.get(SignalMatch, (low, high))


def matches_of(session: Session, number: int) -> Sequence[SignalMatch]:
    """Every match of a signal."""
    found = select(SignalMatch).where(or_(SignalMatch.low == number, SignalMatch.high == number))
    return session.exec(found.order_by(col(SignalMatch.low), col(SignalMatch.high))).all()


def matches_in(session: Session, partnership_ids: Collection[int]) -> Sequence[SignalMatch]:
    """The matches with a signal of these partnerships, newest first."""
    inside = select(Signal.id).where(col(Signal.partnership_id).in_(partnership_ids))
    touching = or_(col(SignalMatch.low).in_(inside), col(SignalMatch.high).in_(inside))
    found = select(SignalMatch).where(touching)
    numbers_only = found.execution_options(**{NUMBERS_ONLY: True})
    return session.exec(numbers_only.order_by(col(SignalMatch.found_at).desc())).all()


def writers(session: Session, numbers: Collection[int]) -> frozenset[str]:
    """Who reported these signals or wrote down who they are about."""
    reported = session.exec(select(Signal).where(col(Signal.id).in_(numbers)))
    wrote = session.exec(select(Item).where(col(Item.signal_id).in_(numbers), Item.kind == "identity"))
    return frozenset(one.author for one in reported) | frozenset(one.author for one in wrote)


def coordinators(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """The coordinator of each of these signals' partnerships, by number."""
    found = (
        select(Signal, Partnership)
        .join(Partnership, col(Partnership.id) == Signal.partnership_id)
        .where(col(Signal.id).in_(numbers))
    )
    rows = session.exec(found)
    return {signal.id: partnership.coordinator for signal, partnership in rows if signal.id is not None}


# --- links ---------------------------------------------------------------------------------------


def link(session: Session, low: int, high: int) -> Link | None:
    """The link of a pair, whatever its state."""
    return session.get(Link, (low, high))


def links_of(session: Session, number: int) -> Sequence[Link]:
    """Every link of a signal, whatever its state, by the other number."""
    found = select(Link).where(or_(Link.low == number, Link.high == number))
    return session.exec(found.order_by(col(Link.low), col(Link.high))).all()


def asked_links_in(session: Session, partnership_ids: Collection[int]) -> Sequence[Link]:
    """Links that wait for an answer, with a signal of these partnerships; oldest first."""
    inside = select(Signal.id).where(col(Signal.partnership_id).in_(partnership_ids))
    found = select(Link).where(
        Link.state == LinkState.ASKED, or_(col(Link.low).in_(inside), col(Link.high).in_(inside))
    )
    numbers_only = found.execution_options(**{NUMBERS_ONLY: True})
    return session.exec(numbers_only.order_by(col(Link.asked_at))).all()


# --- regie ---------------------------------------------------------------------------------------


def leaderless(session: Session, partnership_ids: Collection[int]) -> Sequence[int]:
    """Open signals of these partnerships led by nobody who is an active partner there or the coordinator."""
    found = (
        select(Signal, Partnership)
        .join(Partnership, col(Partnership.id) == Signal.partnership_id)
        .where(Signal.state == SignalState.OPEN, col(Signal.partnership_id).in_(partnership_ids))
        .order_by(col(Signal.id))
    )
    may_lead = {one: {member.user_id for member in members(session, one)} for one in partnership_ids}
    return [
        signal.id
        for signal, partnership in session.exec(found)
        if signal.id is not None
        and (
            signal.lead is None
            or signal.lead not in may_lead[signal.partnership_id] | {partnership.coordinator}
        )
    ]
