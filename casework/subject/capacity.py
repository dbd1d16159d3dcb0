"""Whether the young person can decide on this matter, as a qualified professional established it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework import merging
from casework.casefile import CaseFile, load
from casework.dates import FlawedDate, read_date
from casework.errors import Flaw, Invalid, Refused
from casework.evidence import REPRESENTATIVES
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import CAPACITY, tell_subject
from casework.texts import sealed_text
from rules.model import Capacity
from rules.moments import age_on
from storage.evidence_tables import CapacityFinding
from storage.sealing import Purpose, place_of
from storage.unit_of_work import Unit

ACT = "subject.capacity"
NAME_LIMIT = 150
MATTERS_FROM = 12  # younger children never decide themselves (rulebook 3)
ADULT = 18


@dataclass(frozen=True, slots=True)
class CapacityQuestions:
    """What the form asks: the present answer, and for an adult who represents them."""

    number: int
    capacity: str
    representatives: tuple[str, ...]
    chosen: tuple[str, ...]
    established: bool
    today: date


@dataclass(frozen=True, slots=True)
class CapacityForm:
    """The form as typed."""

    capacity: str = ""
    established_by: str = ""
    established_on: str = ""
    representatives: Sequence[str] = ()


def matters(office: Office, file: CaseFile) -> bool:
    """Whether it makes a difference in this case: from twelve on somebody may decide themselves."""
    born = office.gate.birth_date(file, office.today)
    return born is not None and age_on(born, office.today) >= MATTERS_FROM


def questions(office: Office, person: Person, number: int) -> CapacityQuestions:
    """What to ask about this young person; raises `Refused` without a date of birth or under twelve."""
    with office.store.reading() as session:
        file = load(session, number)
        age = _age(office, person, file)
        known = file.capacity
        return CapacityQuestions(
            number=number,
            capacity=known.capacity if known else Capacity.UNKNOWN,
            representatives=REPRESENTATIVES if age >= ADULT else (),
            chosen=tuple(known.representatives) if known else (),
            established=_incapable(known),
            today=office.today,
        )


def marks(capacity: str, representatives: Sequence[str]) -> dict[str, str]:
    """What a form carries of its answers as it opened."""
    return merging.marks(_texts(capacity, representatives))


def record(
    office: Office,
    person: Person,
    number: int,
    form: CapacityForm,
    key: str,
    opened: Mapping[str, str] | None = None,
) -> None:
    """Store a new finding; the older ones stay for accountability and count no more.

    With `opened`, the marks of the form as it was opened, an answer that was left as it was keeps what was
    found since.

    Incapacity needs the name of who established it, for this matter, and the date (rulebook 2). Raises
    `Invalid` per field.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        age = _age(office, person, file)
        form = _merged(form, opened, file.capacity)
        finding = _finding(office, unit, person, file, form, age)
        unit.redraw(ref("S", number))
        again = load(unit.session, number)
        recheck(office, unit, again)
        tell_subject(unit, again, person.user_id, CAPACITY)
        unit.note(person.user_id, ACT, ref=ref("S", number), facts={"record": finding.id})


def _texts(capacity: str, representatives: Sequence[str]) -> dict[str, str]:
    return {"capacity": capacity, "representatives": " ".join(sorted(representatives))}


def _merged(
    form: CapacityForm, opened: Mapping[str, str] | None, standing: CapacityFinding | None
) -> CapacityForm:
    known = standing.capacity if standing else Capacity.UNKNOWN
    now = _texts(known, standing.representatives if standing else ())
    kept = merging.merged(_texts(form.capacity, form.representatives), opened, now)
    return replace(form, capacity=kept["capacity"], representatives=tuple(kept["representatives"].split()))


def _age(office: Office, person: Person, file: CaseFile) -> int:
    require(ACT, person, file.signal, file.tagged)
    this = ref("S", file.number)
    file.must_be_open()
    born = office.gate.birth_date(file, office.today)
    if born is None:
        raise Refused("INCOMPLETE", hint="ADD_BIRTH_DATE", ref=this)
    age = age_on(born, office.today)
    if age < MATTERS_FROM:
        raise Refused("CAPACITY_UNDER_12", ref=this)
    return age


def _finding(
    office: Office, unit: Unit, person: Person, file: CaseFile, form: CapacityForm, age: int
) -> CapacityFinding:
    flaws: dict[str, Flaw] = {}
    if form.capacity not in set(Capacity):
        flaws["capacity"] = Flaw("required")
    incapable = form.capacity == Capacity.INCAPABLE
    who = sealed_text(form.established_by, NAME_LIMIT)
    if who.flaw is not None:
        flaws["established_by"] = who.flaw
    day = _day(office, file, form.established_on, flaws)
    if incapable and not _incapable(file.capacity):
        if who.text is None:
            flaws.setdefault("established_by", Flaw("assessor_needed"))
        if day is None:
            flaws.setdefault("established_on", Flaw("required"))
    if not set(form.representatives) <= set(REPRESENTATIVES):
        flaws["representatives"] = Flaw("unknown_choice")
    if flaws:
        raise Invalid(flaws)
    finding = CapacityFinding(
        signal_id=file.number,
        capacity=form.capacity,
        representatives=list(form.representatives) if incapable and age >= ADULT else [],
        established_on=day,
        recorded_by=person.user_id,
        recorded_at=unit.now,
    )
    unit.session.add(finding)
    unit.session.flush()
    if who.text is not None:
        place = place_of(finding, "established_by", Purpose.ACCOUNTABILITY)
        finding.established_by = unit.vault.seal(file.keys, place, who.text)
    return finding


def _day(office: Office, file: CaseFile, typed: str, flaws: dict[str, Flaw]) -> date | None:
    try:
        day = read_date(typed)
    except FlawedDate as error:
        flaws["established_on"] = Flaw(error.code)
        return None
    born = office.gate.birth_date(file, office.today)
    if day is not None and day > office.today:
        flaws["established_on"] = Flaw("date_future")
    if day is not None and born is not None and day < born:
        flaws["established_on"] = Flaw("date_before_birth")
    return day


def _incapable(finding: CapacityFinding | None) -> bool:
    return finding is not None and finding.capacity == Capacity.INCAPABLE
