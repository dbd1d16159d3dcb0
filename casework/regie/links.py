"""Linking two signals: asked by one side, in force when the coordinators of both partnerships agree.

The sides are the two partnerships and each answers through its coordinator, because authors may not learn
that somebody else reported the same young person. One coordinator who has both partnerships answers for
both sides; the audit row says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.errors import AlreadyDone, NotForYou, Refused
from casework.office import Office
from casework.people import Person
from casework.permissions import Audience, relations
from casework.regie import matches
from casework.regie.knowing import coordinates, may_know_link
from casework.regie.pairs import Pair
from storage.regie_tables import Link, LinkState
from storage.repositories import regie
from storage.unit_of_work import Unit

NOTICE = "link.notice"
STANDING = (LinkState.ASKED, LinkState.LINKED)


@dataclass(frozen=True, slots=True)
class LinkNotice:
    """A link for one coordinator; `mine_to_answer` says that it waits for this person."""

    pair: Pair
    state: str
    mine: tuple[int, ...]
    mine_to_answer: bool
    asked_by: str


def ask(office: Office, person: Person, pair: Pair, key: str) -> LinkState | None:
    """Ask to link two signals; the state for a coordinator concerned, None for anyone else.

    An asker who is the coordinator of a side agrees for that side by asking. Anyone else gets the same
    answer whatever the others do with the question. Raises `NotForYou` unless this person may see both
    numbers and has regie over one of them, or was told of the match; `Refused` SIGNAL_CLOSED.
    """
    with office.act(key, person) as unit:
        low, high = _open_pair(unit, person, pair)
        row = regie.link(unit.session, pair.low, pair.high)
        if row is None or row.state not in STANDING:
            row = _start(unit, person, pair, row)
        if row.state == LinkState.ASKED and _agree(unit, person, row, low, high):
            _settle(unit, person, row, "link.agree")
        return LinkState(row.state) if coordinates(person, low, high) else None


def agree(office: Office, person: Person, pair: Pair, key: str) -> LinkState:
    """A coordinator agrees for the sides they coordinate; with both sides agreed the link is in force.

    Raises `NotForYou` for anyone else, `Refused` LINK_GONE when the question is no longer open.
    """
    with office.act(key, person) as unit:
        low, high, row = _waiting(unit, person, pair)
        if row.state == LinkState.ASKED and _agree(unit, person, row, low, high):
            _settle(unit, person, row, "link.agree")
        return LinkState(row.state)


def decline(office: Office, person: Person, pair: Pair, key: str) -> None:
    """A coordinator of either side says no to a question that is still open."""
    with office.act(key, person) as unit:
        _low, _high, row = _waiting(unit, person, pair)
        if row.state != LinkState.ASKED:
            raise Refused("LINK_GONE")
        row.state = LinkState.DECLINED
        _settle(unit, person, row, "link.decline")


def undo(office: Office, person: Person, pair: Pair, key: str) -> None:
    """A coordinator of either side takes a link, or the question, back."""
    with office.act(key, person) as unit:
        _low, _high, row = _waiting(unit, person, pair)
        row.state = LinkState.UNDONE
        _settle(unit, person, row, "link.undo")


def let_go(unit: Unit, number: int, *, closed: bool) -> None:
    """A signal ended: open questions lapse; a link in force stays with a closed signal only."""
    ending = (LinkState.ASKED,) if closed else STANDING
    for row in regie.links_of(unit.session, number):
        if row.state in ending:
            row.state = LinkState.ENDED
            row.changed_at, row.changed_by = unit.now, "schakel"
            unit.session.add(row)
            unit.redraw(Pair(row.low, row.high).mark)


def linked_to(office: Office, session: Session, person: Person, file: CaseFile) -> tuple[Pair, ...]:
    """The links in force of a signal that this person may know of."""
    found = []
    for row in regie.links_of(session, file.number):
        pair = Pair(row.low, row.high)
        if row.state == LinkState.LINKED and _visible(office, session, person, file, pair):
            found.append(pair)
    return tuple(found)


def notice(office: Office, pair: Pair, user_id: str) -> LinkNotice:
    """A link as this coordinator may see it now; raises `NotForYou` for anyone else."""
    with office.store.reading() as session:
        row = regie.link(session, pair.low, pair.high)
        if row is None:
            raise NotForYou
        return notice_of(session, row, user_id)


def notice_of(session: Session, row: Link, user_id: str) -> LinkNotice:
    """The same for a loaded link."""
    by_number = regie.coordinators(session, (row.low, row.high))
    mine = tuple(number for number in (row.low, row.high) if by_number.get(number) == user_id)
    if not mine:
        raise NotForYou
    unanswered = {row.low: row.low_agreed_by is None, row.high: row.high_agreed_by is None}
    return LinkNotice(
        pair=Pair(row.low, row.high),
        state=row.state,
        mine=mine,
        mine_to_answer=row.state == LinkState.ASKED and any(unanswered[number] for number in mine),
        asked_by=row.asked_by,
    )


def _visible(office: Office, session: Session, person: Person, file: CaseFile, pair: Pair) -> bool:
    try:
        other = load(session, pair.other(file.number))
    except NotForYou:
        return False
    return may_know_link(office, person, file, other)


def _open_pair(unit: Unit, person: Person, pair: Pair) -> tuple[CaseFile, CaseFile]:
    low, high = (load(unit.session, number) for number in pair.numbers)
    mine = [relations(person, file.signal, file.tagged) for file in (low, high)]
    sees_both = all(Audience.INVOLVED in one for one in mine)
    leads_one = any(Audience.REGIE in one for one in mine)
    if not (sees_both and leads_one) and not matches.shown_to(unit.session, pair, person.user_id):
        raise NotForYou
    if not (low.in_force and high.in_force):
        raise Refused("SIGNAL_CLOSED")
    return low, high


def _waiting(unit: Unit, person: Person, pair: Pair) -> tuple[CaseFile, CaseFile, Link]:
    low, high = (load(unit.session, number) for number in pair.numbers)
    row = regie.link(unit.session, pair.low, pair.high)
    if row is None or not coordinates(person, low, high):
        raise NotForYou
    if row.state not in STANDING:
        raise Refused("LINK_GONE")
    return low, high, row


def _start(unit: Unit, person: Person, pair: Pair, row: Link | None) -> Link:
    row = row or Link(
        low=pair.low,
        high=pair.high,
        state=LinkState.ASKED,
        asked_by=person.user_id,
        asked_at=unit.now,
        changed_by=person.user_id,
        changed_at=unit.now,
    )
    row.state = LinkState.ASKED
    row.asked_by = row.changed_by = person.user_id
    row.asked_at = row.changed_at = unit.now
    row.low_agreed_by = row.high_agreed_by = None
    unit.session.add(row)
    try:
        unit.session.flush()
    except IntegrityError:
        raise AlreadyDone from None  # somebody asked the same at the same moment
    for user_id in sorted(set(regie.coordinators(unit.session, pair.numbers).values())):
        unit.post(NOTICE, user_id, ref=pair.mark, dedupe=f"{pair.mark}:link:{user_id}:{unit.now.isoformat()}")
    unit.redraw(pair.mark)
    unit.note(person.user_id, "link.ask", ref=pair.mark)
    return row


def _agree(unit: Unit, person: Person, row: Link, low: CaseFile, high: CaseFile) -> bool:
    """Agree for every side this person coordinates; False when there was nothing left to agree to."""
    before = row.low_agreed_by, row.high_agreed_by
    if coordinates(person, low):
        row.low_agreed_by = row.low_agreed_by or person.user_id
    if coordinates(person, high):
        row.high_agreed_by = row.high_agreed_by or person.user_id
    if row.low_agreed_by and row.high_agreed_by:
        row.state = LinkState.LINKED
    return (row.low_agreed_by, row.high_agreed_by) != before


def _settle(unit: Unit, person: Person, row: Link, act: str) -> None:
    pair = Pair(row.low, row.high)
    row.changed_by, row.changed_at = person.user_id, unit.now
    unit.session.add(row)
    unit.redraw(pair.mark)
    facts: dict[str, object] = {"state": row.state}
    if row.state == LinkState.LINKED:
        facts["agreed"] = [row.low_agreed_by, row.high_agreed_by]
    unit.note(person.user_id, act, ref=pair.mark, facts=facts)
