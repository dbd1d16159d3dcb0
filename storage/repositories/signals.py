"""Signals with what belongs to them: items, tags, case facts and keys.

What every act asks is put together once (`@cache`): building a statement takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, or_, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.directory_tables import Partnership
from storage.evidence_tables import CapacityFinding, CaseFacts, ConsentRecord, ExceptionEntry
from storage.signal_tables import Disclosure, Item, MatchEntry, Signal, SignalKeys, SignalState, Tag


def signal(session: Session, number: int) -> Signal | None:
    """One signal by its number."""
    return session.get(Signal, number)


def trunk(session: Session, number: int) -> tuple[Signal, SignalKeys, Partnership] | None:
    """A signal with its keys and its partnership, in one look; None when there is no such signal."""
    row = session.exec(_trunk(), params={"number": number}).first()
    return None if row is None else (row[0], row[1], row[2])


@cache
def _trunk() -> Select[Signal, SignalKeys, Partnership]:
    return (
        select(Signal, SignalKeys, Partnership)
        .join(SignalKeys, col(SignalKeys.signal_id) == Signal.id)
        .join(Partnership, col(Partnership.id) == Signal.partnership_id)
        .where(Signal.id == bindparam("number"))
    )


def keys(session: Session, number: int) -> SignalKeys | None:
    """The wrapped keys of a signal."""
    return session.get(SignalKeys, number)


def items(session: Session, number: int) -> Sequence[Item]:
    """The items in force (not superseded): who it is first, then the details, oldest first."""
    return session.exec(_items(), params={"number": number}).all()


@cache
def _items() -> SelectOfScalar[Item]:
    found = select(Item).where(Item.signal_id == bindparam("number"), col(Item.superseded_by).is_(None))
    return found.order_by(col(Item.kind).desc(), col(Item.created_at), col(Item.id))


def items_named(session: Session, ids: Collection[UUID]) -> Sequence[Item]:
    """These items, whether in force or corrected since."""
    return session.exec(select(Item).where(col(Item.id).in_(ids))).all() if ids else []


def identities(session: Session, partnership_id: int) -> Sequence[tuple[Item, SignalKeys]]:
    """Who the open signals of a partnership are about, each with the keys of its signal.

    Also those that are closed for a while: a name that may not be shown may then even less.
    """
    found = session.exec(_identities(), params={"partnership": partnership_id}).all()
    return [(item, keys) for item, keys, _ in found]


@cache
def _identities() -> Select[Item, SignalKeys, Signal]:
    return (
        select(Item, SignalKeys, Signal)
        .join(SignalKeys, col(SignalKeys.signal_id) == Item.signal_id)
        .join(Signal, col(Signal.id) == Item.signal_id)
        .where(
            Item.kind == "identity",
            col(Item.superseded_by).is_(None),
            col(Signal.state).in_((SignalState.OPEN, SignalState.RESTRICTED)),
            Signal.partnership_id == bindparam("partnership"),
        )
        .order_by(col(Item.signal_id))
    )


def tags(session: Session, number: int) -> Sequence[Tag]:
    """The partners tagged on a signal."""
    return session.exec(_tags(), params={"number": number}).all()


@cache
def _tags() -> SelectOfScalar[Tag]:
    return select(Tag).where(Tag.signal_id == bindparam("number")).order_by(col(Tag.tagged_at))


def tag(session: Session, number: int, partner_id: int) -> Tag | None:
    """The tag of one partner on a signal."""
    return session.get(Tag, (number, partner_id))


def facts(session: Session, number: int) -> CaseFacts | None:
    """What was asked once about this case."""
    return session.exec(_facts(), params={"number": number}).first()


@cache
def _facts() -> SelectOfScalar[CaseFacts]:
    return select(CaseFacts).where(CaseFacts.signal_id == bindparam("number"))


def capacity(session: Session, number: int) -> CapacityFinding | None:
    """What was last established about the young person's capacity."""
    return session.exec(_capacity(), params={"number": number}).first()


@cache
def _capacity() -> SelectOfScalar[CapacityFinding]:
    found = select(CapacityFinding).where(CapacityFinding.signal_id == bindparam("number"))
    return found.order_by(col(CapacityFinding.id).desc())


def consents(session: Session, number: int) -> Sequence[ConsentRecord]:
    """The consent records of a signal that count (not corrected), oldest first."""
    return session.exec(_consents(), params={"number": number}).all()


@cache
def _consents() -> SelectOfScalar[ConsentRecord]:
    of_signal = ConsentRecord.signal_id == bindparam("number")
    found = select(ConsentRecord).where(of_signal, col(ConsentRecord.corrected_at).is_(None))
    return found.order_by(col(ConsentRecord.recorded_at))


def consent(session: Session, record: UUID) -> ConsentRecord | None:
    """One consent record, also one that counts no more."""
    return session.get(ConsentRecord, record)


def open_with_tag(session: Session, partner_id: int) -> Sequence[int]:
    """The open signals on which a partner is tagged."""
    found = select(Tag, Signal).join(Signal, col(Signal.id) == col(Tag.signal_id))
    found = found.where(Tag.partner_id == partner_id, Signal.state == SignalState.OPEN)
    return [tag.signal_id for tag, _ in session.exec(found.order_by(col(Tag.signal_id)))]


def disclosure(session: Session, number: int) -> Disclosure | None:
    """One disclosure by its number."""
    return session.get(Disclosure, number)


def disclosures(session: Session, signal_number: int) -> Sequence[Disclosure]:
    """All disclosures of a signal, oldest first."""
    return session.exec(_disclosures(), params={"number": signal_number}).all()


@cache
def _disclosures() -> SelectOfScalar[Disclosure]:
    found = select(Disclosure).where(Disclosure.signal_id == bindparam("number"))
    return found.order_by(col(Disclosure.id))


def in_threads_of(session: Session, channel: str | None) -> Sequence[int]:
    """The live disclosures that stand in a thread of this channel, or of any."""
    found = (
        select(Disclosure, Signal, Partnership)
        .join(Signal, col(Signal.id) == col(Disclosure.signal_id))
        .join(Partnership, col(Partnership.id) == col(Signal.partnership_id))
        .where(Disclosure.mode == "thread", col(Disclosure.ended_at).is_(None))
    )
    if channel is not None:
        found = found.where(Partnership.channel == channel)
    return [disclosure.id for disclosure, _, _ in session.exec(found) if disclosure.id is not None]


def threads_by_channel(session: Session) -> dict[str, list[int]]:
    """The live disclosures that stand in a thread, by the channel of their partnership."""
    found = (
        select(Partnership, Signal, Disclosure)
        .join(Signal, col(Signal.partnership_id) == Partnership.id)
        .join(Disclosure, col(Disclosure.signal_id) == col(Signal.id))
        .where(Disclosure.mode == "thread", col(Disclosure.ended_at).is_(None))
        .order_by(Partnership.channel, col(Disclosure.id))
    )
    standing: dict[str, list[int]] = {}
    for partnership, _, disclosure in session.exec(found):
        if disclosure.id is not None:
            standing.setdefault(partnership.channel, []).append(disclosure.id)
    return standing


def with_live_disclosures(session: Session) -> Sequence[int]:
    """The open signals with a disclosure that has not ended."""
    found = (
        select(Disclosure, Signal)
        .join(Signal, col(Signal.id) == col(Disclosure.signal_id))
        .where(col(Disclosure.ended_at).is_(None), Signal.state == SignalState.OPEN)
    )
    return list(dict.fromkeys(disclosure.signal_id for disclosure, _ in session.exec(found)))


def shared_in(session: Session, partnership_id: int) -> Sequence[int]:
    """The same of one partnership."""
    found = (
        select(Disclosure, Signal)
        .join(Signal, col(Signal.id) == col(Disclosure.signal_id))
        .where(col(Disclosure.ended_at).is_(None), Signal.state == SignalState.OPEN)
        .where(Signal.partnership_id == partnership_id)
    )
    return list(dict.fromkeys(disclosure.signal_id for disclosure, _ in session.exec(found)))


def unclosed_in(session: Session, partnership_id: int) -> Sequence[int]:
    """The signals of a partnership that nobody closed yet, also those that were not posted, by number."""
    states = (SignalState.DRAFT, SignalState.OPEN, SignalState.RESTRICTED)
    found = select(Signal).where(Signal.partnership_id == partnership_id, col(Signal.state).in_(states))
    return [one.id for one in session.exec(found.order_by(col(Signal.id))) if one.id is not None]


def with_anything_to_judge(session: Session) -> Sequence[int]:
    """The open signals with a disclosure that has not ended or a record that may count, in their order."""
    consents = select(ConsentRecord, Signal).join(Signal, col(Signal.id) == col(ConsentRecord.signal_id))
    grounds = select(ExceptionEntry, Signal).join(Signal, col(Signal.id) == col(ExceptionEntry.signal_id))
    is_open = Signal.state == SignalState.OPEN
    found = {
        *(one.signal_id for one, _ in session.exec(consents.where(is_open))),
        *(one.signal_id for one, _ in session.exec(grounds.where(is_open))),
    }
    return sorted({*found, *with_live_disclosures(session)})


def open_for(
    session: Session, user_id: str, partner_id: int | None, partnership_ids: Collection[int]
) -> Sequence[Signal]:
    """Open signals of these partnerships that this user reported, leads, or is tagged on; newest activity
    first."""
    here = (Signal.state == SignalState.OPEN, col(Signal.partnership_id).in_(partnership_ids))
    mine = or_(Signal.author == user_id, Signal.lead == user_id)
    found = list(session.exec(select(Signal).where(*here, mine)))
    if partner_id is not None:
        tagged = select(Signal, Tag).join(Tag, col(Tag.signal_id) == col(Signal.id))
        found += [signal for signal, _ in session.exec(tagged.where(*here, Tag.partner_id == partner_id))]
    each = {signal.id: signal for signal in found}
    return sorted(each.values(), key=lambda signal: signal.active_at, reverse=True)


def drafts_of(session: Session, user_id: str, partnership_ids: Collection[int]) -> Sequence[Signal]:
    """What this account reported in these partnerships and did not post yet, the oldest first."""
    mine = (Signal.state == SignalState.DRAFT, Signal.author == user_id)
    found = select(Signal).where(*mine, col(Signal.partnership_id).in_(partnership_ids))
    return session.exec(found.order_by(col(Signal.id))).all()


def touched_by(
    session: Session, user_id: str, partner_id: int | None, partnership_ids: Collection[int]
) -> Sequence[Signal]:
    """The same with those of which this user shared something that has not ended."""
    found = list(open_for(session, user_id, partner_id, partnership_ids))
    shared = (
        select(Disclosure, Signal)
        .join(Signal, col(Signal.id) == col(Disclosure.signal_id))
        .where(Disclosure.sharer == user_id, col(Disclosure.ended_at).is_(None))
        .where(Signal.state == SignalState.OPEN, col(Signal.partnership_id).in_(partnership_ids))
    )
    found += [signal for _, signal in session.exec(shared)]
    return list({one.id: one for one in found}.values())


def identified(session: Session) -> Sequence[int]:
    """The signals of which somebody wrote down who they are about, by number; also closed ones."""
    known = select(Item).where(Item.kind == "identity", col(Item.superseded_by).is_(None))
    return sorted({one.signal_id for one in session.exec(known)})


def hashes(session: Session, number: int) -> dict[str, bytes]:
    """The keyed hashes of who a signal is about, by kind."""
    found = session.exec(select(MatchEntry).where(MatchEntry.signal_id == number))
    return {one.kind: one.digest for one in found}


def forget_matches(session: Session, number: int) -> None:
    """Delete the keyed hashes of a signal."""
    session.execute(delete(MatchEntry).where(col(MatchEntry.signal_id) == number))
