"""Police and justice roles report a stub, without details, until a ground for their data is open (P14)."""

from __future__ import annotations

from casework.errors import Flaw, Invalid, Refused
from casework.office import Office
from casework.people import Person
from casework.signals.drafting import SignalForm, detail_categories
from rules.book import Rulebook
from rules.policy import Policy

CODE = "STUB_ONLY"
_SEALED = ("subject_name", "subject_birthdate", "details")


def only_a_stub(office: Office, person: Person) -> bool:
    """Whether what this person tells is police or justice data with no ground open for it."""
    role = office.book.roles.get(person.partner.role) if person.partner else None
    source = office.book.regimes.get(role.regime) if role else None
    return source is not None and source.police and not _opened(office.book, office.policy)


def _opened(book: Rulebook, policy: Policy) -> bool:
    return any(book.grounds[one].categories & book.police for one in policy.opened_grounds)


def offered_to(office: Office, person: Person) -> tuple[str, ...]:
    """The categories this person may write details in; none at all for who reports a stub only."""
    return () if only_a_stub(office, person) else detail_categories(office.book, office.policy)


def must_be_a_stub(office: Office, person: Person, form: SignalForm) -> None:
    """Raise `Invalid` at each sealed field that was filled in where only a stub is possible."""
    if not only_a_stub(office, person):
        return
    flaws = {name: Flaw("stub_only") for name in _SEALED if getattr(form, name).strip()}
    if form.categories:
        flaws["categories"] = Flaw("stub_only")
    if flaws:
        raise Invalid(flaws)


def must_be_open(office: Office, person: Person, this: str) -> None:
    """Raise `Refused` where this person would add to the stub of `this` what is not open."""
    if only_a_stub(office, person):
        raise Refused(CODE, hint="OPEN_POLICE_GROUND", ref=this)
