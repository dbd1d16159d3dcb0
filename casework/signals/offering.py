"""Who was not asked can offer help; whoever hears offers takes them in with one press, or not now.

Whoever is taken in is a tagged partner from then on: they see the stub, and details only as the gate decides.
Nobody takes their own offer up.
"""

from __future__ import annotations

from casework.casefile import CaseFile, load
from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.refs import ref
from casework.regie import offers
from casework.regie.asking import put, receivers
from casework.regie.offers import Standing, standing
from casework.signals.tagging import OFFERED, take_in
from storage.regie_tables import HelpOffer
from storage.repositories import regie
from storage.unit_of_work import Unit


def make(office: Office, person: Person, number: int, key: str) -> str:
    """Offer help with a signal of one's own partnership; offering twice changes nothing. Gives its reference.

    Raises `NotForYou` for anyone else, `Refused` SIGNAL_CLOSED, and ALREADY_ASKED for who is tagged.
    """
    with office.act(key, person, about=number) as unit:
        file = load(unit.session, number)
        require("offer.make", person, file.signal, file.tagged)
        this = ref("S", number)
        if person.partner is None:
            raise NotForYou
        file.must_be_open()
        if person.partner.id in file.tagged:
            raise Refused("ALREADY_ASKED", ref=this)
        row = regie.offer_by(unit.session, number, person.partner.id)
        if row is None or standing(file, row) is not Standing.OPEN:
            _offer(unit, file, person.partner, row)
            unit.redraw(this)
            unit.note(person.user_id, "offer.make", ref=this)
        return this


def accept(office: Office, person: Person, offer_id: int, key: str) -> None:
    """Take a partner in who offered help, also after 'not now'.

    Raises `NotForYou`, or `Refused` REQUEST_ANSWERED when it was taken up or is over.
    """
    with office.act(key, person) as unit:
        row, file = _heard(unit, person, offer_id, "offer.accept")
        if standing(file, row) not in (Standing.OPEN, Standing.DECLINED):
            raise Refused("REQUEST_ANSWERED")
        row.declined_at = row.declined_by = None
        unit.session.add(row)
        take_in(unit, file, file.members[row.partner_id], OFFERED)
        _answered(unit, file, person, row, "offer.accept")


def decline(office: Office, person: Person, offer_id: int, key: str) -> None:
    """Not now; the partner is thanked. Raises like `accept`."""
    with office.act(key, person) as unit:
        row, file = _heard(unit, person, offer_id, "offer.decline")
        if standing(file, row) is not Standing.OPEN:
            raise Refused("REQUEST_ANSWERED")
        row.declined_at, row.declined_by = unit.now, person.user_id
        unit.session.add(row)
        partner, this = file.members[row.partner_id], ref("S", file.number)
        if partner.user_id is not None:
            dedupe = f"{ref('H', row.id)}:declined:{unit.now.isoformat()}"
            unit.post(offers.POST_DECLINED, partner.user_id, ref=this, dedupe=dedupe)
        _answered(unit, file, person, row, "offer.decline")


def _offer(unit: Unit, file: CaseFile, partner: PartnerRef, row: HelpOffer | None) -> None:
    row = row or HelpOffer(signal_id=file.number, partner_id=partner.id, offered_at=unit.now)
    row.offered_at = unit.now
    put(unit, row)
    for reader in sorted(receivers(file) - {partner.user_id}):
        mark = f"{ref('H', row.id)}:{unit.now.isoformat()}:{reader}"
        unit.post(offers.POST_OFFERED, reader, ref=ref("S", file.number), dedupe=mark)
    file.signal.active_at = unit.now
    unit.session.add(file.signal)


def _heard(unit: Unit, person: Person, offer_id: int, act: str) -> tuple[HelpOffer, CaseFile]:
    row = regie.offer(unit.session, offer_id)
    if row is None:
        raise NotForYou
    file = load(unit.session, row.signal_id)
    require(act, person, file.signal, file.tagged)
    offers.offer_of(file, row, person.user_id)
    return row, file


def _answered(unit: Unit, file: CaseFile, person: Person, row: HelpOffer, act: str) -> None:
    this = ref("S", file.number)
    file.signal.active_at = unit.now
    unit.session.add(file.signal)
    unit.redraw(this)
    unit.note(person.user_id, act, ref=this, facts={"partner": row.partner_id})
