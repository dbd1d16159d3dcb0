"""Offers of help as they stand: a partner who was not asked says that they can do something here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.errors import NotForYou
from casework.office import Office
from casework.people import PartnerRef
from casework.refs import ref
from casework.regie.asking import receivers
from storage.regie_tables import HelpOffer
from storage.repositories import regie

POST_OFFERED = "offer.made"
POST_DECLINED = "offer.declined"


class Standing(StrEnum):
    """Where an offer stands."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as its receiver sees it."""

    ref: str
    signal_ref: str
    partner: PartnerRef
    standing: Standing


def standing(file: CaseFile, row: HelpOffer) -> Standing:
    """Where an offer stands, from the rows as they are now."""
    if row.partner_id in file.tagged:
        return Standing.TAKEN
    if not file.in_force or row.partner_id not in file.members:
        return Standing.ENDED
    return Standing.OPEN if row.declined_at is None else Standing.DECLINED


def offering(session: Session, file: CaseFile) -> tuple[PartnerRef, ...]:
    """The partners whose offer is open, who offered first in front."""
    rows = regie.offers_of(session, file.number)
    return tuple(file.members[one.partner_id] for one in rows if standing(file, one) is Standing.OPEN)


def offer_of(file: CaseFile, row: HelpOffer, reader: str) -> Offer:
    """An offer for somebody who hears offers; raises `NotForYou` for anyone else, and for who made it."""
    partner = file.members.get(row.partner_id)
    if partner is None or reader == partner.user_id or reader not in receivers(file):
        raise NotForYou
    return Offer(ref("H", row.id), ref("S", file.number), partner, standing(file, row))


def offer(office: Office, offer_id: int, reader: str) -> Offer:
    """The same by number, for a message that is about to be drawn."""
    with office.store.reading() as session:
        row = regie.offer(session, offer_id)
        if row is None:
            raise NotForYou
        return offer_of(load(session, row.signal_id), row, reader)
