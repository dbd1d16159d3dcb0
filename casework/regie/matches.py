"""Matches: two open signals that may be about one young person, told to the coordinators concerned only.

Nobody learns from registering a signal that another exists: not from an answer, a card or a message.
Therefore a coordinator who reported one of the two, or wrote down who it is about, is not told either;
otherwise writing down a name would be a way to ask whether it is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from casework.errors import NotForYou
from casework.office import Office
from casework.people import Person
from casework.regie.pairs import Pair, pair_of
from storage.matching import MatchKind
from storage.regie_tables import LinkState, SignalMatch
from storage.repositories import regie
from storage.unit_of_work import Unit

NOTICE = "match.notice"
# From the strongest likeness to the weakest; only the strongest of a pair is kept.
STRENGTH = (MatchKind.EXACT, MatchKind.SOUND, MatchKind.INITIALS)


@dataclass(frozen=True, slots=True)
class MatchNotice:
    """A match for one coordinator: the numbers, how strong, and which of them are this coordinator's."""

    pair: Pair
    likeness: str
    mine: tuple[int, ...]
    dismissed: bool = False
    link: str | None = None


def refresh(unit: Unit, number: int) -> None:
    """Bring the matches of a signal in line with its keyed hashes; new ones are told to coordinators."""
    regie.one_at_a_time(unit.session, number)
    alike: dict[int, list[str]] = {}
    for other, kind in regie.alike(unit.session, number):
        alike.setdefault(other, []).append(kind)
    standing = {
        pair_of(row.low, row.high).other(number): row for row in regie.matches_of(unit.session, number)
    }
    for other, row in standing.items():
        if other not in alike:
            _drop(unit, row)
    for other, kinds in alike.items():
        likeness = min(kinds, key=lambda kind: STRENGTH.index(MatchKind(kind)))
        _found(unit, pair_of(number, other), likeness, standing.get(other))


def let_go(unit: Unit, number: int) -> None:
    """A signal that is closed, undone or erased matches nothing any more."""
    for row in regie.matches_of(unit.session, number):
        _drop(unit, row)


def told(session: Session, pair: Pair) -> frozenset[str]:
    """The coordinators of both partnerships, without who wrote down either identity."""
    concerned = frozenset(regie.coordinators(session, pair.numbers).values())
    return concerned - regie.writers(session, pair.numbers)


def shown_to(session: Session, pair: Pair, user_id: str) -> bool:
    """Whether there is a match of this pair that this person was told of."""
    return regie.match(session, pair.low, pair.high) is not None and user_id in told(session, pair)


def notice(office: Office, pair: Pair, user_id: str) -> MatchNotice:
    """A match as this coordinator may see it now; raises `NotForYou` for anyone else or when it is gone."""
    with office.store.reading() as session:
        row = regie.match(session, pair.low, pair.high)
        if row is None or user_id not in told(session, pair):
            raise NotForYou
        return notice_of(session, row, user_id)


def notice_of(session: Session, row: SignalMatch, user_id: str) -> MatchNotice:
    """The same for a loaded match; the caller has seen that this person may be told."""
    pair = Pair(row.low, row.high)
    link = regie.link(session, row.low, row.high)
    by_number = regie.coordinators(session, pair.numbers)
    return MatchNotice(
        pair=pair,
        likeness=row.likeness,
        mine=tuple(number for number in pair.numbers if by_number.get(number) == user_id),
        dismissed=user_id in row.dismissed_by,
        link=link.state if link and link.state in (LinkState.ASKED, LinkState.LINKED) else None,
    )


def dismiss(office: Office, person: Person, pair: Pair, key: str) -> None:
    """A coordinator says that these are two young people; the other coordinator still decides for theirs."""
    with office.act(key, person) as unit:
        row = regie.match(unit.session, pair.low, pair.high)
        if row is None or person.user_id not in told(unit.session, pair):
            raise NotForYou
        if person.user_id in row.dismissed_by:
            return
        row.dismissed_by = [*row.dismissed_by, person.user_id]
        unit.session.add(row)
        unit.redraw(pair.mark)
        unit.note(person.user_id, "match.dismiss", ref=pair.mark)


def _found(unit: Unit, pair: Pair, likeness: str, row: SignalMatch | None) -> None:
    if row is not None:
        if row.likeness != likeness:
            row.likeness = likeness
            unit.session.add(row)
            unit.redraw(pair.mark)
        return
    unit.session.add(SignalMatch(low=pair.low, high=pair.high, likeness=likeness, found_at=unit.now))
    unit.session.flush()
    listeners = sorted(told(unit.session, pair))
    for user_id in listeners:
        unit.post(
            NOTICE, user_id, ref=pair.mark, dedupe=f"{pair.mark}:match:{user_id}:{unit.now.isoformat()}"
        )
    unit.note("schakel", "match.found", ref=pair.mark, facts={"likeness": likeness, "told": len(listeners)})


def _drop(unit: Unit, row: SignalMatch) -> None:
    unit.session.delete(row)
    unit.redraw(Pair(row.low, row.high).mark)
