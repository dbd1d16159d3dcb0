"""Adding to a signal afterwards: another sealed detail, or who it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from casework.casefile import CaseFile, load
from casework.errors import Flaw
from casework.office import Office
from casework.overleg.mentions import redraw_agendas
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from casework.regie import matches
from casework.signals.amending import take_place
from casework.signals.drafting import Findings, detail_categories, read_details, read_subject
from casework.signals.items import seal_details, seal_identity
from casework.signals.naming import ask_to_put_right
from casework.signals.stub_only import must_be_open
from storage.repositories import signals
from storage.unit_of_work import Unit


def may_add(office: Office, person: Person, number: int) -> str:
    """The signal's reference when this person may add to it; raises `Refused`."""
    with office.store.reading() as session:
        _check(office, load(session, number), person)
    return ref("S", number)


def add_detail(
    office: Office, person: Person, number: int, details: str, categories: Sequence[str], key: str
) -> None:
    """Seal another detail with its own categories; raises `Invalid` per field."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        _check(office, file, person)
        found = Findings()
        text, chosen = read_details(
            details, categories, detail_categories(office.book, office.policy), found, required=True
        )
        found.settle(())
        seal_details(office, unit, person, file.keys, text or "", chosen)
        _changed(unit, file, person, "detail.add")


def add_subject(
    office: Office,
    person: Person,
    number: int,
    name: str,
    birth_date: str,
    key: str,
    already_asked: Collection[str] = (),
) -> None:
    """Seal who it is about; what was known and is not given again stays, the old record is superseded.

    Raises `Invalid`, and `AskFirst` for the year of birth of a small child.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        _check(office, file, person)
        found = Findings()
        subject, born = read_subject(name, birth_date, office.today, found)
        if subject is None and born is None and not found.flaws:
            found.flaws["subject_name"] = Flaw("name_needed")
        found.settle(already_asked)
        known_names = office.gate.subject_names(file)
        born = born or office.gate.born(file)
        old = file.identity
        signals.forget_matches(unit.session, number)
        called = subject or next(iter(known_names), None)
        new = seal_identity(office, unit, person, file.keys, called, born, instead_of=old)
        if old is not None:
            take_place(office, unit, file, old, new)
        unit.session.flush()
        matches.refresh(unit, number)
        if subject is not None:
            ask_to_put_right(office, unit, file.signal.partnership_id, (subject,))
            redraw_agendas(unit, file.signal.partnership_id)
        _changed(unit, file, person, "subject.add")


def _check(office: Office, file: CaseFile, person: Person) -> None:
    require("detail.add", person, file.signal, file.tagged)
    file.must_be_open()
    must_be_open(office, person, ref("S", file.number))


def _changed(unit: Unit, file: CaseFile, person: Person, act: str) -> None:
    file.signal.active_at = unit.now
    unit.session.add(file.signal)
    unit.redraw(ref("S", file.number))
    unit.note(person.user_id, act, ref=ref("S", file.number))
