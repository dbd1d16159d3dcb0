"""The one message to whoever joins: who they are here, and what that lets them do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.office import Office
from casework.people import PartnerRef, partner_ref
from casework.refs import ref
from storage.directory_tables import Partner
from storage.repositories import directory
from storage.unit_of_work import Unit

LETTER = "P"
WELCOME = "partner.welcome"


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who somebody is: as a partner, in which partnerships, and which of those they coordinate."""

    partner: PartnerRef
    partnerships: tuple[str, ...]
    coordinates: tuple[str, ...]


def welcome(unit: Unit, row: Partner, joined: Sequence[int]) -> None:
    """Tell who joined so, in one message however many partnerships it is."""
    if joined and row.user_id is not None:
        this = ref(LETTER, row.id)
        unit.post(WELCOME, row.user_id, ref=this, dedupe=f"{this}:welcome:{joined[0]}")


def facts(office: Office, partner_id: int) -> Welcome | None:
    """For the message to somebody who joined; None once they left."""
    with office.store.reading() as session:
        row = directory.partner(session, partner_id)
        if row is None or not row.active:
            return None
        coordinated = directory.coordinated_by(session, row.user_id) if row.user_id else []
        return Welcome(
            partner_ref(row),
            tuple(one.name for one in directory.partnerships_of(session, partner_id)),
            tuple(one.name for one in coordinated),
        )
