"""The guided check of `/delen`: reads the six answers and asks the rules; nothing is stored or audited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casework.casefile import load
from casework.errors import Flaw, Invalid
from casework.office import Office
from casework.people import Person
from casework.signals.drafting import SignalForm, detail_categories
from casework.signals.looking import SignalCard, card_of
from rules.advising import Advice, advise
from rules.at_once import ACUTE_DANGER
from rules.model import Sender, Urgency
from rules.supposing import Answers, Said, Supposed
from storage.repositories import grounds, signals

# Somebody who cannot name a purpose may say so; the rules then say no (row 3, doelbinding).
NO_PURPOSE = "geen"
OFFERED_SIGNALS = 3


@dataclass(frozen=True, slots=True)
class ShareForm:
    """The six fields as submitted: option values only."""

    purpose: str = ""
    recipients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    age: str = ""
    consent: str = ""
    danger: str = ""


def sender_of(office: Office, person: Person) -> Sender | None:
    """In which role this person asks, or None for somebody whose role the directory does not hold."""
    role = office.book.roles.get(person.partner.role) if person.partner else None
    if role is None or role.regime not in office.book.regimes:
        return None
    return Sender(role.id, role.regime, person.user_id)


def shares_internally(office: Office) -> bool:
    """Whether colleagues of one organisation may be told by Schakel in this deployment (P27)."""
    with office.store.reading() as session:
        opened = grounds.opened(session)
    return office.policy.under(office.book).opening(opened).internal_sharing


def recipient_roles(office: Office) -> tuple[str, ...]:
    """The roles to choose from; one that receives on a single ground only where that ground is open."""
    book, policy = office.book, office.policy
    return tuple(
        role.id
        for role in book.roles.values()
        if role.receives not in book.grounds or policy.on(book.grounds[role.receives].flag)
    )


def check(office: Office, sender: Sender, form: ShareForm) -> Advice:
    """What the rules say about these answers; raises `Invalid` for a field that is empty or unknown."""
    answers = answers_from(office, form)
    return advise(Supposed(answers, sender, office.clock.now(), office.book), office.policy)


def answers_from(office: Office, form: ShareForm) -> Answers:
    """The answers as facts; raises `Invalid` naming every field that is empty or not in its list."""
    book = office.book
    ages = {row.id for row in book.matrix.age}
    known: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "purpose": ([form.purpose], (*book.purposes, NO_PURPOSE)),
        "recipients": (form.recipients, recipient_roles(office)),
        "categories": (form.categories, book.categories),
        "age": ([form.age], ages),
        "consent": ([form.consent], tuple(Said)),
        "danger": ([form.danger], tuple(Urgency)),
    }
    flaws = {name: flaw for name, (chosen, offered) in known.items() if (flaw := _flaw(chosen, offered))}
    if flaws:
        raise Invalid(flaws)
    return Answers(
        purpose=None if form.purpose == NO_PURPOSE else form.purpose,
        recipients=tuple(dict.fromkeys(form.recipients)),
        categories=frozenset(form.categories),
        age=form.age,
        said=Said(form.consent),
        danger=Urgency(form.danger),
    )


def _flaw(chosen: Iterable[str], offered: Iterable[str]) -> Flaw | None:
    given = [one for one in chosen if one]
    if not given:
        return Flaw("required")
    return None if set(given) <= set(offered) else Flaw("unknown_choice")


def own_signals(office: Office, person: Person) -> tuple[SignalCard, ...]:
    """The newest open signals this person reported or leads: there a consent or exception can be recorded."""
    with office.store.reading() as session:
        here = person.partnerships | person.coordinates
        rows = signals.open_for(session, person.user_id, None, here)[:OFFERED_SIGNALS]
        return tuple(card_of(office, session, load(session, row.id)) for row in rows if row.id is not None)


def prefilled(office: Office, categories: Iterable[str], danger: str) -> SignalForm:
    """A signal form with what the check already knows; the rest is for the person to write."""
    open_to_details = detail_categories(office.book, office.policy)
    acute = danger == Urgency.ACUTE and ACUTE_DANGER in office.book.modifiers
    return SignalForm(
        categories=tuple(one for one in categories if one in open_to_details),
        modifiers=(ACUTE_DANGER,) if acute else (),
    )
