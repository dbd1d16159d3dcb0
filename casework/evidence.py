"""From stored rows to the facts that the rules decide on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from casework.casefile import CaseFile
from casework.counting import Record, for_whom, name_of
from casework.people import PartnerRef
from rules.book import Rulebook
from rules.model import (
    Addressee,
    Capacity,
    Case,
    Consent,
    ExceptionRecord,
    Gezag,
    Holder,
    Informed,
    Kind,
    OtherHolder,
    Recipient,
    Request,
    Review,
    Sender,
    Urgency,
    Youth,
    YouthVoice,
)
from rules.objections import holds_objection
from storage.audit import input_hash
from storage.evidence_tables import CapacityFinding, CaseFacts, ConsentRecord, ExceptionEntry

if TYPE_CHECKING:
    from casework.question import Question

NOBODY = Addressee("", "")
Named = TypeVar("Named", Consent, ExceptionRecord)

HOLDER_TYPES: Mapping[str, str] = {
    "ouder_1": "ouder",
    "ouder_2": "ouder",
    "voogd": "voogd",
    "voogd_gi": "voogd_gi",
}
# Who may represent an adult, by the codes people choose from; the rulebook knows more names for them.
REPRESENTATIVES = ("curator", "wettelijk_mentor", "gemachtigde", "partner", "ouder_1", "ouder_2")


def case_for(
    file: CaseFile, question: Question, regime: str, born: date | None, now: datetime, book: Rulebook
) -> Case:
    """The case that `decide` is asked about, for the items whose source has this regime.

    Only the sharer's own exceptions count: the invoker is the one who sends (rulebook 5c), as long as they
    are present in the partnership.
    """
    sharer = question.sharer
    helpers = _helpers(file, question)
    return Case(
        now=now,
        youth=youth(file.capacity, born),
        gezag=gezag(file.facts),
        sender=Sender(
            sharer.role,
            regime,
            person=sharer.user_id,
            organisation=None if _parent_said_no(file) else _works_for(sharer),
        ),
        request=Request(
            kind=Kind.DETAILS,
            purpose=question.purpose,
            recipients=tuple(_recipient(file, one, book, helpers) for one in question.recipients),
            categories=frozenset(question.categories),
            urgency=Urgency(question.urgency),
            channel=question.channel,
        ),
        consents=_consents(file, question),
        exceptions=tuple(_counting(file, question, entry) for entry in entries_of(file, sharer)),
        elsewhere=tuple(exception(entry) for entry in file.elsewhere if entry.invoker == sharer.user_id),
    )


def entries_of(file: CaseFile, sharer: PartnerRef) -> tuple[ExceptionEntry, ...]:
    """The exceptions that count for this sharer, in the order in which the rules see them."""
    present = sharer.id in file.members or sharer.user_id == file.partnership.coordinator
    return tuple(one for one in file.exceptions if present and sharer.did(one.invoker, one.granted_at))


def _consents(file: CaseFile, question: Question) -> tuple[Consent, ...]:
    """The records, each as far as it counts for whom it names; an objection in one is about all of them."""
    found, objections = [], []
    for record in file.consents:
        whole = consent(record)
        counted = for_whom(file, record, question.items)
        found.append(whole if len(counted) == len(record.recipients) else _narrowed(whole, counted))
        if found[-1] is not whole and holds_objection(whole):
            objections.append(replace(whole, active=False))
    return (*found, *objections)


def _counting(file: CaseFile, question: Question, entry: ExceptionEntry) -> ExceptionRecord:
    whole, counted = exception(entry), for_whom(file, entry, question.items)
    return whole if len(counted) == len(entry.recipients) else _narrowed(whole, counted)


def _narrowed(whole: Named, counted: Sequence[Mapping[str, Any]]) -> Named:
    """The same record for these partners only; for none of them it names somebody who is nobody."""
    return replace(whole, recipients=_addressees(counted) or (NOBODY,))


def _addressees(named: Sequence[Mapping[str, Any]]) -> tuple[Addressee, ...]:
    return tuple(Addressee(one["role"], str(one["partner"])) for one in named)


def youth(finding: CapacityFinding | None, born: date | None) -> Youth:
    """The young person as far as the decision needs: date of birth, capacity, representatives."""
    if finding is None:
        return Youth(dob=born)
    present = tuple(finding.representatives)
    return Youth(dob=born, capacity=Capacity(finding.capacity), representatives=present)


def gezag(facts: CaseFacts | None) -> Gezag:
    """Who holds gezag in this case, and whether that was verified."""
    codes = facts.holders if facts else []
    holders = tuple(Holder(code, HOLDER_TYPES[code]) for code in codes if code in HOLDER_TYPES)
    return Gezag(holders=holders, verified=bool(facts and facts.gezag_verified))


def _helpers(file: CaseFile, question: Question) -> frozenset[int]:
    """The partners who carry out the same help as who shares, when what is shared is necessary for it.

    The help is that of who reported the signal: somebody who shares without working in it opens nothing.
    """
    works_in_it = question.sharer.id in file.same_help | {file.signal.author_partner_id}
    may = question.necessary and works_in_it and not _parent_said_no(file)
    return file.same_help if may else frozenset()


def _parent_said_no(file: CaseFile) -> bool:
    """Whether somebody who may have gezag objected while nobody recorded who has it.

    The rules know an objection of holders only; what goes without consent waits until that is looked up.
    """
    objected = {who for one in file.consents for who in (*one.refused, *one.withdrawn)}
    return not (file.facts and file.facts.holders) and not objected.isdisjoint(HOLDER_TYPES)


def _recipient(file: CaseFile, partner: PartnerRef, book: Rulebook, helpers: Collection[int]) -> Recipient:
    role = book.roles.get(partner.role)
    return Recipient(
        role=partner.role,
        partner=str(partner.id),
        involved=partner.id in file.involved,
        rechtstreeks_betrokken=partner.id in helpers,
        regime=role.regime if role else None,
        organisation=_works_for(partner),
    )


def _works_for(partner: PartnerRef) -> str | None:
    return None if partner.organisation_id is None else str(partner.organisation_id)


def consent(record: ConsentRecord) -> Consent:
    """A stored record as the rules read it."""
    return Consent(
        given={person: date.fromisoformat(day) for person, day in record.given.items()},
        refused=frozenset(record.refused),
        refused_on=record.refused_on,
        withdrawn={person: datetime.fromisoformat(at) for person, at in record.withdrawn.items()},
        asked_by=record.asked_by,
        purpose=record.purpose,
        recipients=_addressees(record.recipients),
        categories=frozenset(record.categories),
        active=record.active,
        free=record.free,
        informed=record.informed,
        explicit=record.explicit,
        ap_indicaties=record.ap_indicaties,
        consequences_explained=record.consequences_explained,
        other_holder=OtherHolder(record.other_holder or OtherHolder.NOT_RECORDED),
        youth_voice=YouthVoice(record.youth_voice or YouthVoice.NOT_HEARD),
        until=record.until,
    )


def exception(entry: ExceptionEntry) -> ExceptionRecord:
    """A stored exception as the rules read it; reasons were judged when it was recorded (P9).

    `informed` here only says that youth and parents were told, or that the reason why not was long
    enough: the reason itself stays sealed.
    """
    review = Review(by=entry.reviewed_by, at=entry.reviewed_at) if entry.reviewed_by else None
    return ExceptionRecord(
        ground=entry.ground,
        invoked_by=entry.invoked_by,
        invoker=entry.invoker,
        purpose=entry.purpose,
        recipients=_addressees(entry.recipients),
        categories=frozenset(entry.categories),
        conditions=frozenset(entry.conditions),
        granted=entry.granted_at,
        until=entry.until,
        review=review,
        informed=Informed(done=entry.informed or entry.informed_reason is not None),
        revoked=entry.revoked_at is not None,
    )


def decided_on(file: CaseFile, question: Question) -> dict[str, object]:
    """What the audit says of a decision: for whom, about what, and a hash of the records it looked at.

    `behind` names by record who confirmed it, and the partners of whom was said that they are still who was
    named; the hash also holds for whom each record counted.
    """
    recipients = sorted(one.id for one in question.recipients)
    records: list[Record] = [*file.consents, *file.exceptions]
    behind = {name_of(one): stands for one in records if (stands := _behind(one))}
    counted = {
        name_of(one): [who["partner"] for who in for_whom(file, one, question.items)] for one in records
    }
    return {
        "recipients": recipients,
        "categories": sorted(question.categories),
        "purpose": question.purpose,
        **({"behind": behind} if behind else {}),
        "input": input_hash(
            {
                "signal": file.number,
                "sharer": question.sharer.id,
                "recipients": recipients,
                "items": sorted(str(item.id) for item in question.items),
                "consents": [str(record.id) for record in file.consents],
                "capacity": file.capacity.id if file.capacity else None,
                "same_help": sorted(_helpers(file, question) & set(recipients)),
                "exceptions": [entry.id for entry in file.exceptions],
                "behind": behind,
                "counted": counted,
            }
        ),
    }


def _behind(row: Record) -> dict[str, object]:
    """Who stands behind a record beside who made it, and since when."""
    found: dict[str, object] = {}
    if row.confirmed_at is not None:
        found |= {"confirmed_by": row.confirmed_by, "confirmed_at": row.confirmed_at.isoformat()}
    if isinstance(row, ExceptionEntry) and row.approved and row.reviewed_at is not None:
        found |= {"approved_by": row.reviewed_by, "approved_at": row.reviewed_at.isoformat()}
    if row.same_person:
        found["same_person"] = dict(row.same_person)
    return found
