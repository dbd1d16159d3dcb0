"""Answering what was asked: opened again, mended, erased, or refused with a reason of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.casefile import load
from casework.errors import Flaw, Invalid, NotForYou, Refused
from casework.office import Office
from casework.people import Person
from casework.permissions import require_grant
from casework.refs import ref
from casework.rights.asking import tell_officers
from casework.rights.settling import finish, show_again
from casework.signals.erasing import erase_in
from rules.rights import ACCESS, CORRECT, ERASE, OBJECT, RESTRICT, Right
from storage.repositories import rights
from storage.rights_tables import SubjectRight
from storage.unit_of_work import Unit

END = "rights.end"
LIFTED, UPHELD, GRANTED, REFUSED = "lifted", "upheld", "granted", "refused"
# What can come of each right; a copy that is made is an answer by itself.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    ACCESS: (REFUSED,),
    RESTRICT: (LIFTED,),
    OBJECT: (UPHELD, REFUSED),
    CORRECT: (GRANTED, REFUSED),
    ERASE: (GRANTED, REFUSED),
}
_ERASES = {OBJECT: (UPHELD, "bezwaar"), ERASE: (GRANTED, "verzoek")}


@dataclass(frozen=True, slots=True)
class AnswerQuestions:
    """What the form offers: the answers, and why one of them could be no."""

    ref: str
    signal_ref: str
    right: Right
    answers: tuple[str, ...]
    because: tuple[str, ...]


def questions(office: Office, person: Person, number: int) -> AnswerQuestions:
    """For the privacy officer; raises `NotForYou`, and `Refused` once it was answered."""
    require_grant(END, person)
    with office.store.reading() as session:
        row = rights.one(session, number)
        if row is None:
            raise NotForYou
        _must_run(row)
        return _offered(office, row)


def end(office: Office, person: Person, number: int, answer: str, because: str, key: str) -> str:
    """Give the answer; an upheld objection and a granted erasure erase at once. Gives the reference.

    Raises `Invalid`, `NotForYou`, and `Refused` RIGHT_ANSWERED.
    """
    with office.act(key, person) as unit:
        require_grant(f"view:{END}", person)
        row = rights.one(unit.session, number)
        if row is None:
            raise NotForYou
        _must_run(row)
        _check(_offered(office, row), answer, because)
        file = load(unit.session, row.signal_id)
        if answer == REFUSED:
            row.because = because
        finish(unit, row, person.user_id, answer)
        if _ERASES.get(row.kind, ("", ""))[0] == answer:
            erase_in(office, unit, file, person, _ERASES[row.kind][1])
        else:
            show_again(unit, file, row, office.book.rights)
        _tell(unit, row, person)
        return ref("V", number)


def _tell(unit: Unit, row: SubjectRight, person: Person) -> None:
    tell_officers(unit, row, END)
    facts = {"request": ref("V", row.id), "answer": row.outcome}
    unit.note(person.user_id, END, ref=ref("S", row.signal_id), code=row.kind, facts=facts)


def _must_run(row: SubjectRight) -> None:
    if row.done_at is not None:
        raise Refused("RIGHT_ANSWERED", ref=ref("V", row.id))


def _offered(office: Office, row: SubjectRight) -> AnswerQuestions:
    why = tuple(one.id for one in office.book.rights.refusing(row.kind))
    answers = ANSWERS[row.kind]
    return AnswerQuestions(
        ref("V", row.id),
        ref("S", row.signal_id),
        office.book.rights.rights[row.kind],
        answers,
        why if REFUSED in answers else (),
    )


def _check(offered: AnswerQuestions, answer: str, because: str) -> None:
    flaws: dict[str, Flaw] = {}
    if answer not in offered.answers:
        flaws["answer"] = Flaw("unknown_choice" if answer else "required")
    if answer == REFUSED and because not in offered.because:
        flaws["because"] = Flaw("unknown_choice" if because else "required")
    if flaws:
        raise Invalid(flaws)
