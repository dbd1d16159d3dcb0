"""A recipient can only ask: a tagged partner asks for details, the reporter hears what would be lawful.

The partner hears that the question was passed on, and nothing of what is missing for whom (architecture 6). A
question is answered by a disclosure to the partner, in whichever way, or declined with one press.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.counting import Waiting, waiting
from casework.errors import AlreadyDone, NotForYou, Refused
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.refs import ref
from casework.regie.answers import answer_for
from casework.regie.leading import acting_author, acting_lead
from rules.model import Verdict
from storage.regie_tables import DetailRequest, HelpOffer
from storage.repositories import regie
from storage.unit_of_work import Unit

POST_ASKED = "request.asked"
POST_DECLINED = "request.declined"


class Standing(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    SHARED = "shared"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Passed:
    """What the partner hears: the question was passed on, or the details were ready already."""

    signal_ref: str
    ready: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its receiver sees it; `verdict` is the gate's answer for this partner now.

    `verdict` is None when there are no details, or when the receiver cannot share (a coordinator who
    stands in for a lead that left).
    """

    ref: str
    signal_ref: str
    partner: PartnerRef
    standing: Standing
    has_items: bool
    may_share: bool
    verdict: Verdict | None
    partly: bool
    hint: str | None
    waits: Waiting | None = None


def request(office: Office, person: Person, number: int, key: str) -> Passed:
    """Pass a tagged partner's question on; asking twice changes nothing.

    Raises `NotForYou` for anyone who is not tagged, `Refused` SIGNAL_CLOSED.
    """
    with office.act(key, person, about=number) as unit:
        file = load(unit.session, number)
        require("disclosure.request", person, file.signal, file.tagged)
        this = ref("S", number)
        if person.partner is None:
            raise NotForYou
        file.must_be_open()
        if ready := _ready(file, person.partner.id):
            return Passed(this, ready)
        row = regie.request_of(unit.session, number, person.partner.id)
        if row is None or standing(file, row) is not Standing.OPEN:
            _pass_on(unit, file, person.partner, row)
            unit.redraw(this)
            unit.note(person.user_id, "disclosure.request", ref=this)
        return Passed(this)


def decline(office: Office, person: Person, request_id: int, key: str) -> None:
    """Author or lead does not share now; the partner is told so, without a reason.

    Raises `NotForYou`, or `Refused` REQUEST_ANSWERED when it is no longer open.
    """
    with office.act(key, person) as unit:
        row = regie.request(unit.session, request_id)
        if row is None:
            raise NotForYou
        file = load(unit.session, row.signal_id)
        require("disclosure.decline", person, file.signal, file.tagged)
        if standing(file, row) is not Standing.OPEN:
            raise Refused("REQUEST_ANSWERED", ref=None)
        row.declined_at, row.declined_by = unit.now, person.user_id
        unit.session.add(row)
        partner = file.members.get(row.partner_id)
        this = ref("S", file.number)
        if partner and partner.user_id:
            dedupe = f"{ref('R', row.id)}:declined:{unit.now.isoformat()}"
            unit.post(POST_DECLINED, partner.user_id, ref=this, dedupe=dedupe)
        unit.redraw(this)
        unit.note(person.user_id, "disclosure.decline", ref=this, facts={"partner": row.partner_id})


def standing(file: CaseFile, row: DetailRequest) -> Standing:
    """Where a question stands, from the rows as they are now."""
    if any(row.partner_id in one.recipients and one.created_at >= row.asked_at for one in file.disclosures):
        return Standing.SHARED  # also when it was declined first
    if row.declined_at is not None:
        return Standing.DECLINED
    return Standing.OPEN if file.in_force and row.partner_id in file.members else Standing.ENDED


def askers(session: Session, file: CaseFile) -> frozenset[int]:
    """The partners whose question about this signal is open."""
    rows = regie.requests_of(session, file.number)
    return frozenset(row.partner_id for row in rows if standing(file, row) is Standing.OPEN)


def asked(office: Office, post_id: UUID, number: int, reader: str) -> Asked:
    """The question that this message is about, for its reader; raises `NotForYou`."""
    with office.store.reading() as session:
        file = load(session, number)
        for row in regie.requests_of(session, number):
            if str(post_id) in row.posts and reader in receivers(file):
                return asked_of(office, file, row, reader)
    raise NotForYou


def shared_after_all(office: Office, number: int, reader: str) -> bool:
    """Whether what this partner was told not to get was shared with them since; raises `NotForYou`."""
    with office.store.reading() as session:
        file = load(session, number)
        mine = {one.id for one in file.members.values() if one.user_id == reader}
        rows = [one for one in regie.requests_of(session, number) if one.partner_id in mine]
        return any(standing(file, one) is Standing.SHARED for one in rows)


def asked_of(office: Office, file: CaseFile, row: DetailRequest, reader: str) -> Asked:
    """The same for loaded rows."""
    partner = file.members.get(row.partner_id)
    if partner is None:
        raise NotForYou
    now_stands = standing(file, row)
    sharer = _sharer(file, reader)
    answer = None
    if sharer is not None and now_stands is Standing.OPEN:
        answer = answer_for(office, file, sharer, partner)
    verdict = answer.verdict if answer else None
    return Asked(
        ref=ref("R", row.id),
        signal_ref=ref("S", file.number),
        partner=partner,
        standing=now_stands,
        has_items=bool(file.items),
        may_share=sharer is not None,
        verdict=verdict,
        partly=answer is not None and answer.partly,
        hint=_hint(office, file, verdict),
        waits=waiting(file, partner) if sharer is not None else None,
    )


def receivers(file: CaseFile) -> frozenset[str]:
    """Who hears a question: author and lead while they are active here, otherwise the coordinator."""
    people = {one for one in (acting_author(file), acting_lead(file)) if one}
    return frozenset(people or {file.partnership.coordinator})


def hand_on(unit: Unit, file: CaseFile, user_id: str) -> None:
    """Put the open questions of a signal before its new lead as well."""
    for row in regie.requests_of(unit.session, file.number):
        if standing(file, row) is Standing.OPEN:
            _post(unit, file, row, {user_id} - {file.signal.author})


def put(unit: Unit, row: DetailRequest | HelpOffer) -> None:
    """Store what one partner asks or offers, to be answered anew.

    Raises `AlreadyDone` for a second press of the same partner at the same moment.
    """
    row.declined_at = row.declined_by = None
    unit.session.add(row)
    try:
        unit.session.flush()
    except IntegrityError:
        raise AlreadyDone from None


def _pass_on(unit: Unit, file: CaseFile, partner: PartnerRef, row: DetailRequest | None) -> None:
    row = row or DetailRequest(signal_id=file.number, partner_id=partner.id, asked_at=unit.now)
    row.asked_at = unit.now
    put(unit, row)
    _post(unit, file, row, receivers(file))
    file.signal.active_at = unit.now
    unit.session.add(file.signal)


def _post(unit: Unit, file: CaseFile, row: DetailRequest, readers: Collection[str]) -> None:
    stamp = f"{ref('R', row.id)}:{unit.now.isoformat()}"
    posts = [
        unit.post(POST_ASKED, reader, ref=ref("S", file.number), dedupe=f"{stamp}:{reader}")
        for reader in sorted(readers)
    ]
    row.posts = [*row.posts, *(str(post) for post in posts)]
    unit.session.add(row)


def _ready(file: CaseFile, partner_id: int) -> str | None:
    """The newest disclosure this partner can open now."""
    mine = [one for one in file.live if partner_id in one.recipients and one.mode == "on_demand"]
    return ref("D", mine[-1].id) if mine else None


def _sharer(file: CaseFile, reader: str) -> PartnerRef | None:
    if reader not in (file.signal.author, file.signal.lead):
        return None
    return next((one for one in file.members.values() if one.user_id == reader), None)


def _hint(office: Office, file: CaseFile, verdict: Verdict | None) -> str | None:
    if verdict is None:
        return None
    if verdict.reason == "INCOMPLETE" and office.gate.born(file) is None:
        return "ADD_BIRTH_DATE"
    if verdict.reason == "SCOPE_RECIPIENT":  # leaving out the one who asks is no answer
        return "ASK_CONSENT"
    return verdict.hint
