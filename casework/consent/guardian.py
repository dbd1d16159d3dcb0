"""An institution that is itself the guardian decides itself, and names who decided along (rulebook 5c).

A second person of that institution stands beside whoever records the decision: nobody decides alone about
what they are told themselves. Who that is hears so.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from casework.casefile import CaseFile
from casework.errors import Flaw
from casework.evidence import HOLDER_TYPES
from casework.office import Office
from casework.people import PartnerRef, Person, partner_ref, same_person
from casework.refs import ref
from rules.consenters import Required
from rules.vocabulary import Asker
from storage.evidence_tables import ConsentRecord
from storage.repositories import directory, organisations
from storage.unit_of_work import Unit

SECONDED = "consent.seconded"
# A private person can be this guardian as well: asked with the AP indications, their yes is not the asker's.
PERHAPS_SOMEBODY_ELSE = frozenset({"voogd"})


def may_be(office: Office, person: Person) -> bool:
    """Whether this person works for an institution that can itself be the guardian."""
    role = office.book.roles.get(person.partner.role) if person.partner else None
    return role is not None and role.guardian


def only_institutions(office: Office, required: Required) -> bool:
    """Whether holders decide, and as far as is known only institutions hold gezag."""
    types = office.book.holder_types
    return required.by_holders and all(types[one.type].institution for one in required.holders)


def seconds(session: Session, person: Person) -> tuple[PartnerRef, ...]:
    """Who can have decided along: the colleagues of this person's own organisation, by name."""
    mine = person.partner
    if mine is None or mine.organisation_id is None:
        return ()
    found = map(partner_ref, organisations.partners(session, mine.organisation_id))
    return tuple(one for one in found if not same_person(one, mine))


def second_of(session: Session, row: ConsentRecord) -> PartnerRef | None:
    """Who decided along, active or not."""
    found = directory.partner(session, row.second) if row.second is not None else None
    return None if found is None else partner_ref(found)


def decided_along(
    office: Office,
    session: Session,
    person: Person,
    before: int | None,
    signed: Collection[str],
    statements: Collection[str],
    typed: str,
    flaws: dict[str, Flaw],
) -> int | None:
    """The partner who decided along where the institution signed for itself; else None.

    `before` is who did in the record that this one goes on from. A flaw at the field when nobody was named
    who could have, or at who signed when there is nobody.
    """
    if not _signed_for_itself(office, person, signed, statements):
        return None
    colleagues = {str(one.id): one.id for one in seconds(session, person)}
    if not typed and before is not None:
        return before
    if not colleagues:
        flaws["given_by"] = Flaw("no_colleague")
    elif typed not in colleagues:
        flaws["second"] = Flaw("second_needed")
    return colleagues.get(typed)


def tell(unit: Unit, file: CaseFile, row: ConsentRecord) -> None:
    """Who is named as having decided along hears so, once for each record."""
    second = second_of(unit.session, row)
    if second is not None and second.user_id is not None:
        this = ref("S", file.number)
        key = f"{this}:seconded:{row.id}:{row.recorded_by}"
        unit.post(SECONDED, second.user_id, ref=this, dedupe=key)


def recorder_in(dedupe: str) -> str:
    """Who recorded the decision, according to the key of the message about it."""
    return dedupe.rpartition(":")[2]


def _signed_for_itself(
    office: Office, person: Person, signed: Collection[str], statements: Collection[str]
) -> bool:
    if person.partner is None or not may_be(office, person):
        return False
    types, role = office.book.holder_types, person.partner.role
    own = {one for one in signed if one in HOLDER_TYPES and types[HOLDER_TYPES[one]].institution}
    indicated = office.policy.asker(role) is Asker.WITH_INDICATIONS and "ap_indicaties" in statements
    return bool(own - PERHAPS_SOMEBODY_ELSE if indicated else own)
