"""Why the details may (not yet) be shared with somebody, step by step, for who shares and for the reviewer.

It tells what the sheet's answer rests on, and nothing of what is sealed. Whoever would receive gets none of
it: for them the open codes of `ForReader` are all there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from casework.casefile import CaseFile, load
from casework.errors import NotForYou, Refused
from casework.evidence import case_for, entries_of
from casework.exceptions.independence import why_not
from casework.gate import CARRY, RECORD_DAMAGED
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import Audience, relations, require
from casework.question import Question
from casework.refs import ref
from casework.regie.answers import closest
from casework.sharing.shareable import must_be_shareable
from rules.explaining import Explanation, RecordStep, RowStep, explain
from rules.moments import local_day
from storage.evidence_tables import ExceptionEntry
from storage.repositories import exceptions

Step = TypeVar("Step", RowStep, RecordStep)

SIGNAL, EXCEPTION = "why.signal", "why.exception"


@dataclass(frozen=True, slots=True)
class Reasoned:
    """The way to one answer, and the partners it is the same for; records by what people call them.

    `consents` and `exceptions` name the records of the explanation by their index.
    """

    partners: tuple[PartnerRef, ...]
    explanation: Explanation
    consents: tuple[str, ...]
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """All answers about one signal or exception."""

    ref: str
    answers: tuple[Reasoned, ...]


def of_signal(office: Office, person: Person, number: int) -> Why:
    """For author and lead: for each tagged partner what the gate says of all details; raises `Refused`."""
    with office.store.reading() as session:
        file = load(session, number)
        require(SIGNAL, person, file.signal, file.tagged)
        must_be_shareable(file)
        if person.partner is None:
            raise NotForYou
        items = tuple(file.items)
        questions = [
            closest(office, file, person.partner, partner, items)[0] for partner in file.tagged_partners()
        ]
        return Why(ref("S", number), _together(office, file, questions))


def of_exception(office: Office, person: Person, number: int) -> Why:
    """For the named reviewer while it waits, and for who invoked it while they lead: all its recipients."""
    with office.store.reading() as session:
        entry = exceptions.entry(session, number)
        file = load(session, entry.signal_id if entry else 0)
        assert entry is not None  # noqa: S101  # load refused signal 0
        recipients = [one["partner"] for one in entry.recipients]
        waits = entry.reviewed_at is None and entry.revoked_at is None
        judges = waits and entry.reviewer == person.user_id
        judges = judges and why_not(session, person.user_id, entry.invoker, recipients) is None
        leads = Audience.LEAD in relations(person, file.signal, file.tagged)
        invoked = leads and person.did(entry.invoker, entry.granted_at)
        if not judges and not invoked:
            raise NotForYou
        answers = _together(office, file, [_asked(file, entry)])
        return Why(ref("X", number), answers if invoked else tuple(_ageless(office, one) for one in answers))


def _ageless(office: Office, answer: Reasoned) -> Reasoned:
    """For the reviewer: without the articles on who decides, which tell how old the young person is."""
    codes, found = office.book.codes, answer.explanation

    def bare(step: Step) -> Step:
        tells = step.code is not None and step.code in codes and codes[step.code].rests_on == "consenters"
        return replace(step, articles=()) if tells else step

    told = replace(found, rows=tuple(map(bare, found.rows)), consents=tuple(map(bare, found.consents)))
    return replace(answer, explanation=told)


def _asked(file: CaseFile, entry: ExceptionEntry) -> Question:
    sharer = file.partner_of(entry.invoker)
    items = tuple(item for item in file.items if set(item.categories) <= set(entry.categories))
    recipients = file.chosen({one["partner"] for one in entry.recipients})
    if sharer is None or not items:
        raise Refused("NOTHING_TO_SHARE", ref=ref("X", entry.id))
    return Question(sharer, recipients, items, entry.purpose)


def _together(office: Office, file: CaseFile, questions: list[Question]) -> tuple[Reasoned, ...]:
    """The answers, each once, with everybody for whom it is the same."""
    if file.lost & CARRY:
        raise Refused(RECORD_DAMAGED, ref=ref("S", file.number))
    found: list[tuple[tuple[PartnerRef, ...], Question, Explanation]] = []
    for question in questions:
        explanation = _explained(office, file, question)
        place = next((at for at, one in enumerate(found) if _same(one[2], explanation)), None)
        if place is None:
            found.append((question.recipients, question, explanation))
        else:
            partners, first, said = found[place]
            found[place] = ((*partners, *question.recipients), first, said)
    return tuple(
        Reasoned(partners, said, _consents(file), _exceptions(file, question))
        for partners, question, said in found
    )


def _same(one: Explanation, other: Explanation) -> bool:
    return (one.rows, one.consents, one.exceptions) == (other.rows, other.consents, other.exceptions)


def _explained(office: Office, file: CaseFile, question: Question) -> Explanation:
    """Items under different regimes are judged apart; the first that is not allowed is the answer (P2b)."""
    now = office.clock.now()
    born = office.gate.birth_date(file, local_day(now))
    regimes = sorted({item.source_regime for item in question.items})
    found = [
        explain(
            case_for(file, question, regime, born, now, office.book),
            office.book,
            office.policy.opening(file.opened),
        )
        for regime in regimes
    ]
    return next((one for one in found if not one.verdict.allowed), found[-1])


def _consents(file: CaseFile) -> tuple[str, ...]:
    """Consent records by the day on which they were recorded."""
    return tuple(one.recorded_at.date().isoformat() for one in file.consents)


def _exceptions(file: CaseFile, question: Question) -> tuple[str, ...]:
    return tuple(ref("X", one.id) for one in entries_of(file, question.sharer))
