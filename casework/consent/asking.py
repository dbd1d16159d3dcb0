"""What the consent form has to ask in this case, and nothing more (design 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.casefile import CaseFile, load
from casework.errors import Refused
from casework.evidence import HOLDER_TYPES, gezag, youth
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.refs import ref
from rules.consenters import ConsentPlan, plan_consent
from storage.tables import ConsentRecord

YOUTH = "jongere"
PICKED_UP = "pickup"


@dataclass(frozen=True, slots=True)
class ConsentQuestions:
    """The fields of the consent form for one case and one recorder.

    `givers` is empty when the young person alone decides. `continues` is an earlier record that only
    lacks a signature: then a tick per missing person is all that is asked.
    """

    number: int
    ask_holders: bool
    givers: tuple[str, ...]
    ask_youth_voice: bool
    ask_other_holder: bool
    recipients: tuple[PartnerRef, ...]
    chosen: frozenset[int]
    categories: tuple[str, ...]
    statements: tuple[str, ...]
    purpose: str
    today: date
    continues: UUID | None = None
    already: tuple[str, ...] = ()


def questions(office: Office, person: Person, number: int) -> ConsentQuestions:
    """What to ask this recorder about this signal.

    Raises `Refused` when consent cannot help: nothing to share, nobody tagged, no birth date yet, or a
    role whose consent has no legal use (rulebook 7, P24).
    """
    with office.store.reading() as session:
        file = load(session, number)
        require("consent.record", person, file.signal, file.tagged)
        return questions_for(office, person, file)


def questions_for(office: Office, person: Person, file: CaseFile) -> ConsentQuestions:
    """The same for a loaded signal."""
    this = ref("S", file.number)
    _can_consent_help(file, this)
    plan = plan_for(office, person, file)
    if not plan.usable:
        raise Refused("CONSENT_NOT_USABLE", decision="NEEDS_EXCEPTION", ref=this)
    partners = file.tagged_partners()
    picked_up = frozenset(tag.partner_id for tag in file.tags if tag.reaction == PICKED_UP)
    unfinished = _unfinished(file, plan)
    known = file.facts is not None and bool(file.facts.holders)
    return ConsentQuestions(
        number=file.number,
        ask_holders=plan.asks_holders and not known,
        givers=_givers(plan, file, known, unfinished),
        ask_youth_voice=plan.asks_youth_voice,
        ask_other_holder=plan.asks_other_holder and (not known or len(file.facts.holders) > 1 if file.facts else True),
        recipients=partners,
        chosen=picked_up,
        categories=file.categories,
        statements=plan.statements,
        purpose=office.book.purpose_of(file.partnership.kind),
        today=office.today,
        continues=unfinished.id if unfinished else None,
        already=tuple(unfinished.given) if unfinished else (),
    )


def plan_for(office: Office, person: Person, file: CaseFile) -> ConsentPlan:
    """The rules' plan for consent in this case as of now."""
    born = office.gate.birth_date(file)
    if born is None:
        raise Refused("INCOMPLETE", hint="ADD_BIRTH_DATE", ref=ref("S", file.number))
    return plan_consent(
        youth=youth(file.facts, born),
        gezag=gezag(file.facts),
        regimes=tuple(sorted({item.source_regime for item in file.items})),
        asker=person.partner.role if person.partner else "",
        categories=file.categories,
        recipients=tuple(one.role for one in file.tagged_partners()),
        now=office.clock.now(),
        book=office.book,
    )


def _can_consent_help(file: CaseFile, this: str) -> None:
    if not file.in_force:
        raise Refused("SIGNAL_CLOSED", ref=this)
    if not file.items:
        raise Refused("NOTHING_TO_SHARE", ref=this)
    if not file.tagged_partners():
        raise Refused("NOBODY_TAGGED", ref=this)
    if set(file.categories) == {"politiegegeven"}:
        raise Refused("WPG_CLOSED", decision="NEEDS_EXCEPTION", ref=this)


def _givers(
    plan: ConsentPlan, file: CaseFile, known: bool, unfinished: ConsentRecord | None
) -> tuple[str, ...]:
    if plan.youth_alone:
        return ()
    holders = tuple(file.facts.holders) if known and file.facts else tuple(HOLDER_TYPES)
    wanted = ((YOUTH,) if plan.youth_signs else ()) + holders
    signed = set(unfinished.given) if unfinished else set()
    return tuple(one for one in wanted if one not in signed)


def _unfinished(file: CaseFile, plan: ConsentPlan) -> ConsentRecord | None:
    """The newest record, when a signature is all it lacks."""
    if not file.consents or not plan.every_signature:
        return None
    newest = file.consents[-1]
    if newest.refused or newest.withdrawn or not newest.given or file.facts is None:
        return None
    wanted = set(file.facts.holders) | ({YOUTH} if plan.youth_signs else set())
    return newest if wanted - set(newest.given) else None
