"""What waits for one person on Home: matches to weigh, links to answer, questions, offers, and
signals without a lead."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlmodel import Session

from casework.casefile import load
from casework.errors import NotForYou
from casework.office import Office
from casework.people import Person
from casework.refs import ref
from casework.regie import asking, links, matches, offers
from casework.regie.asking import Asked, Standing
from casework.regie.links import LinkNotice
from casework.regie.matches import MatchNotice
from casework.regie.offers import Offer
from casework.regie.pairs import Pair
from storage.errors import SealBroken
from storage.regie_tables import LinkState
from storage.repositories import regie


@dataclass(frozen=True, slots=True)
class Waiting:
    """The lists; the first, second and fourth only ever hold something for coordinators."""

    matches: tuple[MatchNotice, ...] = ()
    links: tuple[LinkNotice, ...] = ()
    questions: tuple[Asked, ...] = ()
    leaderless: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


def waiting(office: Office, person: Person) -> Waiting:
    """What waits for this person at this moment."""
    with office.store.reading() as session:
        numbers = regie.leaderless(session, person.coordinates)
        return Waiting(
            matches=_matches(session, person),
            links=_links(session, person),
            questions=_questions(office, session, person),
            offers=_offers(session, person),
            leaderless=tuple(ref("S", number) for number in _acute_first(session, numbers)),
        )


def _matches(session: Session, person: Person) -> tuple[MatchNotice, ...]:
    found = []
    for row in regie.matches_in(session, person.coordinates):
        if person.user_id in matches.told(session, Pair(row.low, row.high)):
            notice = matches.notice_of(session, row, person.user_id)
            if not notice.dismissed and notice.link is None:
                found.append(notice)
    return tuple(found)


def _links(session: Session, person: Person) -> tuple[LinkNotice, ...]:
    rows = regie.asked_links_in(session, person.coordinates)
    found = [links.notice_of(session, row, person.user_id) for row in rows if row.state == LinkState.ASKED]
    return tuple(one for one in found if one.mine_to_answer)


def _questions(office: Office, session: Session, person: Person) -> tuple[Asked, ...]:
    found = []
    for number in _waiting_at(session, person):
        file = load(session, number)
        if person.user_id not in asking.receivers(file):
            continue
        for row in regie.requests_of(session, number):
            if asking.standing(file, row) is Standing.OPEN:
                with suppress(SealBroken):  # one damaged signal does not keep Home from the others
                    found.append(asking.asked_of(office, file, row, person.user_id))
    return tuple(found)


def _offers(session: Session, person: Person) -> tuple[Offer, ...]:
    found = []
    for number in _waiting_at(session, person):
        file = load(session, number)
        for row in regie.offers_of(session, number):
            with suppress(NotForYou):  # it is heard by others
                found.append(offers.offer_of(file, row, person.user_id))
    return tuple(one for one in found if one.standing is offers.Standing.OPEN)


def _waiting_at(session: Session, person: Person) -> Sequence[int]:
    found = regie.signals_waiting(session, person.user_id, person.partnerships, person.coordinates)
    return _acute_first(session, found)


def _acute_first(session: Session, numbers: Sequence[int]) -> Sequence[int]:
    return sorted(numbers, key=lambda one: not load(session, one).acute)
