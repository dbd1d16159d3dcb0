"""A copy of all that is kept of a young person, made by the privacy officer once the coordinator agreed.

What is sealed opens here with the gate's RIGHTS and nowhere else; both persons stand in the audit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from casework.casefile import CaseFile, load
from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.people import PartnerRef, Person, partner_ref
from casework.permissions import require_grant
from casework.permits import Permit
from casework.refs import ref
from casework.rights.asking import tell_officers
from casework.rights.settling import finish
from casework.sharing.opened import OpenedItem, opened
from casework.signals.stub import Stub, read_stub
from rules.rights import ACCESS
from rules.vocabulary import Ground
from storage.evidence_tables import ExceptionEntry
from storage.repositories import directory, rights
from storage.rights_tables import SubjectRight
from storage.sealing import Purpose, sealed_field
from storage.signal_tables import Item
from storage.unit_of_work import Unit

EXPORT = "rights.export"
GIVEN = "given"
# So long after the coordinator agreed; it is made again when a file did not arrive.
READABLE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CopiedItem:
    """One thing that was told, on which day, by somebody in which role."""

    day: date
    item: OpenedItem = field(repr=False)


@dataclass(frozen=True, slots=True)
class CopiedSharing:
    """With whom what was shared on a day, and for what."""

    day: date
    recipients: tuple[PartnerRef, ...]
    categories: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, slots=True)
class CopiedConsent:
    """Who said yes, said no or took it back, and when."""

    given: Mapping[str, date]
    refused: tuple[str, ...]
    refused_on: date | None
    withdrawn: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class CopiedGround:
    """A decision to share without asking: on which ground, on which day, and the reasons as written."""

    day: date
    ground: Ground
    recipients: tuple[PartnerRef, ...]
    reasons: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CopyOfFile:
    """All that is kept about somebody in one signal, as far as it may be told."""

    ref: str
    signal_ref: str
    asker: str
    created: date
    level: str
    place: str
    stub: Stub = field(repr=False)
    items: tuple[CopiedItem, ...] = field(repr=False)
    shared: tuple[CopiedSharing, ...]
    consents: tuple[CopiedConsent, ...]
    grounds: tuple[CopiedGround, ...]
    withheld: bool


def readable_until(row: SubjectRight) -> datetime | None:
    """Until when a copy can be made; None before the coordinator agreed."""
    return None if row.agreed_at is None else row.agreed_at + READABLE


def copy_of(office: Office, person: Person, number: int, key: str) -> CopyOfFile:
    """Open everything, for this privacy officer, with the coordinator who agreed; written down as a read.

    Raises `NotForYou` for anyone else and any other request, `Refused` RIGHT_WAITS before the coordinator
    agreed and RIGHT_ANSWERED when it was answered otherwise or the week is over.
    """
    officer = office.see(person)
    with office.act(key, person) as unit:
        require_grant(EXPORT, person)
        row = rights.one(unit.session, number)
        if row is None or row.kind != ACCESS or row.asked_by != person.user_id:
            raise NotForYou
        _must_be_agreed(unit, row)
        file = load(unit.session, row.signal_id)
        items = [one for one in file.items if not _left_out(office, row, one)]
        withheld = len(items) < len(file.items)
        entries = [] if row.withhold and withheld else list(file.exceptions)
        permit = office.gate.rights(unit, file, row, (*items, *entries), officer)
        made = _copy(office, unit, file, row, (items, entries), permit, withheld=withheld)
        if row.done_at is None:
            finish(unit, row, person.user_id, GIVEN)
            tell_officers(unit, row, EXPORT)
        unit.note(person.user_id, EXPORT, ref=ref("S", file.number), facts={"request": made.ref})
        return made


def _must_be_agreed(unit: Unit, row: SubjectRight) -> None:
    this, until = ref("V", row.id), readable_until(row)
    if row.outcome not in (None, GIVEN):
        raise Refused("RIGHT_ANSWERED", ref=this)
    if until is None:
        raise Refused("RIGHT_WAITS", ref=this)
    if unit.now > until:
        raise Refused("RIGHT_ANSWERED", ref=this)


def _left_out(office: Office, row: SubjectRight, item: Item) -> bool:
    return row.withhold and item.source_regime in office.book.rights.withheld


def _copy(
    office: Office,
    unit: Unit,
    file: CaseFile,
    row: SubjectRight,
    rows: tuple[list[Item], list[ExceptionEntry]],
    permit: Permit,
    *,
    withheld: bool,
) -> CopyOfFile:
    items, entries = rows

    def day(at: datetime) -> date:
        return at.astimezone(office.zone).date()

    return CopyOfFile(
        ref=ref("V", row.id),
        signal_ref=ref("S", file.number),
        asker=row.asker,
        created=day(file.signal.created_at),
        level=file.signal.level,
        place=file.signal.place,
        stub=read_stub(office.store.vault, file.signal, file.keys),
        items=tuple(CopiedItem(day(one.created_at), opened(office.gate, unit, one, permit)) for one in items),
        shared=tuple(
            CopiedSharing(
                day(one.created_at), _partners(unit, one.recipients), tuple(one.categories), one.purpose
            )
            for one in file.disclosures
        ),
        consents=tuple(
            CopiedConsent(
                {who: date.fromisoformat(on) for who, on in one.given.items()},
                tuple(one.refused),
                one.refused_on,
                {who: day(datetime.fromisoformat(at)) for who, at in one.withdrawn.items()},
            )
            for one in file.consents
        ),
        grounds=tuple(
            CopiedGround(
                day(one.granted_at),
                office.book.grounds[one.ground],
                _partners(unit, [who["partner"] for who in one.recipients]),
                _reasons(office, unit, one, permit),
            )
            for one in entries
        ),
        withheld=withheld,
    )


def _reasons(office: Office, unit: Unit, entry: ExceptionEntry, permit: Permit) -> Mapping[str, str]:
    sealed = sealed_field(entry, "reasons", Purpose.ACCOUNTABILITY)
    read: Mapping[str, str] = json.loads(office.gate.open(sealed, permit, unit.now)) if sealed else {}
    return read


def _partners(unit: Unit, ids: list[int]) -> tuple[PartnerRef, ...]:
    return tuple(map(partner_ref, directory.partners(unit.session, ids)))
