"""What is asked about consent of who neither reported nor leads: in every case the same.

Which persons hold gezag, how old the young person is, which kinds of data there are and what others said
would all show in a form that fits the case, in what it refuses, and in what it answers.
"""

from __future__ import annotations

from casework.casefile import CaseFile
from casework.consent import guardian
from casework.errors import Flaw, Refused
from casework.evidence import HOLDER_TYPES, REPRESENTATIVES
from casework.office import Office
from casework.people import Person
from casework.permissions import Audience, relations
from casework.refs import ref
from rules.vocabulary import Asker
from storage.evidence_tables import CaseFacts
from storage.unit_of_work import Unit

EVERYBODY = tuple(dict.fromkeys(("jongere", *HOLDER_TYPES, *REPRESENTATIVES)))
EVERY_STATEMENT = ("conversation", "explicit", "consequences_explained", "ap_indicaties")
UNKNOWN = "unknown"  # "weet ik niet": nothing is recorded about it


def leads(person: Person, file: CaseFile) -> bool:
    """Whether this is the author or the lead, who may know what is missing and why."""
    return Audience.LEAD in relations(person, file.signal, file.tagged)


def categories(office: Office) -> tuple[str, ...]:
    """All kinds of data that consent can open, whichever there are in this case."""
    book = office.book
    closed = book.police | book.third_party | book.forbidden
    return tuple(one for one in book.categories if one not in closed)


def must_be_of_use(office: Office, person: Person, file: CaseFile) -> None:
    """Refuse what the card says already, or what this person's own role never may; raises `Refused`."""
    this = ref("S", file.number)
    asker = office.policy.asker(person.partner.role if person.partner else "")
    if asker is Asker.NEVER and not guardian.may_be(office, person):
        raise Refused("CONSENT_NOT_USABLE", decision="NEEDS_EXCEPTION", hint="ASK_REPORTER", ref=this)
    for code, obstacle in (
        ("SIGNAL_DRAFT", file.is_draft),
        ("SIGNAL_CLOSED", not file.in_force),
        ("NOTHING_TO_SHARE", not file.items),
        ("NOBODY_TAGGED", not file.tagged_partners()),
    ):
        if obstacle:
            raise Refused(code, hint="ASK_REPORTER", ref=this)


def facts(
    unit: Unit,
    person: Person,
    file: CaseFile,
    holders: tuple[str, ...],
    verified: str,
    flaws: dict[str, Flaw],
) -> CaseFacts | None:
    """What was said of gezag, as long as nobody else recorded it: blindly, nobody overrules somebody else.

    Who says the same as was recorded may say that it was verified.
    """
    if not set(holders) <= set(HOLDER_TYPES):
        flaws["holders"] = Flaw("holder_needed")
    if not holders or flaws:
        return None
    known = file.facts
    if known is not None and known.holders and known.recorded_by != person.user_id:
        if verified == "yes" and set(known.holders) == set(holders):
            known.gezag_verified = True
            unit.session.add(known)
        return None
    return CaseFacts(
        signal_id=file.number,
        holders=list(holders),
        gezag_verified=verified == "yes",
        recorded_by=person.user_id,
        recorded_at=unit.now,
    )
