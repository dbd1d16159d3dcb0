"""Writing down that somebody uses a right: what closes at once, and whom it is asked of.

The privacy officer looked up outside Schakel who asks. A copy is made with the coordinator as second person.
"""

from __future__ import annotations

from dataclasses import dataclass

from casework.casefile import CaseFile, load
from casework.errors import AlreadyDone, Flaw, Invalid, NotForYou, Refused
from casework.exceptions.independence import one_person
from casework.office import Office
from casework.people import Person
from casework.permissions import require_grant
from casework.refs import ref
from casework.rights.settling import finish, hide
from rules.rights import ACCESS, CORRECT, RESTRICT, Right
from storage.repositories import directory, rights
from storage.rights_tables import SubjectRight
from storage.signal_tables import SignalState
from storage.unit_of_work import Unit

ASK, AGREE, DECLINE = "rights.ask", "rights.agree", "rights.decline"
ASKED, TOLD, MENDING = "rights.asked", "rights.told", "rights.correct"
ASKERS = ("jongere", "ouder", "vertegenwoordiger")
DECLINED = "declined"
FG = "fg"
_KEPT = (SignalState.OPEN, SignalState.CLOSED, SignalState.RESTRICTED)


@dataclass(frozen=True, slots=True)
class RightForm:
    """What was filled in: which right, who asks it, for closing why, for a copy whether to leave out."""

    right: str
    asker: str = ""
    because: str = ""
    withhold: bool = True


@dataclass(frozen=True, slots=True)
class RightQuestions:
    """What the form asks: `because` only where it closes for a reason, `second` where somebody must agree."""

    ref: str
    right: Right
    because: tuple[str, ...] = ()
    second: str | None = None


def questions(office: Office, person: Person, number: int, right: str) -> RightQuestions:
    """The form for one right; raises `NotForYou` for anyone else, for no such signal and no such right."""
    require_grant(ASK, person)
    known = office.book.rights
    if right not in known.rights:
        raise NotForYou
    with office.store.reading() as session:
        file = _kept(load(session, number))
        closing = tuple(one.id for one in known.closing()) if right == RESTRICT else ()
        second = file.partnership.coordinator if known.rights[right].second else None
        return RightQuestions(ref("S", number), known.rights[right], closing, second)


def ask(office: Office, person: Person, number: int, form: RightForm, key: str) -> int:
    """Write it down and begin; gives its number. Raises `Invalid` per field, `NotForYou`."""
    with office.act(key, person) as unit:
        require_grant(f"view:{ASK}", person)
        file, known = _kept(load(unit.session, number)), office.book.rights
        right = known.rights.get(form.right)
        if right is None:
            raise NotForYou
        if flaws := _flaws(office, unit, file, person, form):
            raise Invalid(flaws)
        row = SubjectRight(
            signal_id=number,
            kind=right.id,
            asker=form.asker,
            because=form.because or None,
            withhold=form.withhold,
            asked_by=person.user_id,
            asked_at=unit.now,
            second=file.partnership.coordinator if right.second else None,
        )
        unit.session.add(row)
        unit.session.flush()
        this = ref("V", row.id)
        if right.hides:
            hide(unit, file, row, known)
        if row.second is not None:
            unit.post(ASKED, row.second, ref=this, dedupe=f"{this}:asked")
        if right.id == CORRECT:
            unit.post(MENDING, file.signal.author, ref=this, dedupe=f"{this}:mend")
        tell_officers(unit, row, ASK)
        unit.note(person.user_id, ASK, ref=ref("S", number), code=right.id, facts={"request": this})
        return row.id or 0


def agree(office: Office, person: Person, number: int, key: str) -> None:
    """The coordinator agrees: the privacy officer who asked can make the copy."""
    with office.act(key, person) as unit:
        row = _waiting(unit, person, number)
        row.agreed_at, row.second = unit.now, person.user_id
        unit.session.add(row)
        unit.session.flush()
        _answered(unit, row, person, AGREE)


def decline(office: Office, person: Person, number: int, key: str) -> None:
    """The coordinator does not agree: nothing is opened."""
    with office.act(key, person) as unit:
        row = _waiting(unit, person, number)
        finish(unit, row, person.user_id, DECLINED)
        _answered(unit, row, person, DECLINE)


def tell_officers(unit: Unit, row: SubjectRight, act: str) -> None:
    """Every privacy officer sees what was asked in their name and how it stands."""
    this = ref("V", row.id)
    for officer in directory.users_with(unit.session, FG):
        unit.post(TOLD, officer, ref=this, dedupe=f"{this}:{act}:{officer}")


def _answered(unit: Unit, row: SubjectRight, person: Person, act: str) -> None:
    unit.redraw(ref("V", row.id))
    tell_officers(unit, row, act)
    facts = {"request": ref("V", row.id)}
    unit.note(person.user_id, act, ref=ref("S", row.signal_id), code=row.kind, facts=facts)


def _waiting(unit: Unit, person: Person, number: int) -> SubjectRight:
    """What waits for the coordinator, who is nobody that asked it; raises `NotForYou`, `Refused`."""
    row = rights.one(unit.session, number)
    if row is None or row.kind != ACCESS:
        raise NotForYou
    file = load(unit.session, row.signal_id)
    if file.partnership.coordinator != person.user_id:
        raise NotForYou
    if one_person(unit.session, person.user_id, row.asked_by):
        raise NotForYou
    if row.agreed_at is not None and row.done_at is None:
        raise AlreadyDone
    if row.done_at is not None:
        raise Refused("RIGHT_ANSWERED", ref=ref("V", number))
    return row


def _kept(file: CaseFile) -> CaseFile:
    """A signal that was taken back has nothing left to ask about."""
    if file.signal.state not in _KEPT:
        raise NotForYou
    return file


def _flaws(office: Office, unit: Unit, file: CaseFile, person: Person, form: RightForm) -> dict[str, Flaw]:
    flaws: dict[str, Flaw] = {}
    known = office.book.rights
    if form.asker not in ASKERS:
        flaws["asker"] = Flaw("unknown_choice" if form.asker else "required")
    closing = {one.id for one in known.closing()} if form.right == RESTRICT else {""}
    if form.because not in closing:
        flaws["because"] = Flaw("unknown_choice" if form.because else "required")
    running = [one for one in rights.of_signal(unit.session, file.number) if one.done_at is None]
    if any(one.kind == form.right for one in running):
        flaws["asker"] = Flaw("right_runs")
    second = known.rights[form.right].second
    if second and one_person(unit.session, file.partnership.coordinator, person.user_id):
        flaws["asker"] = Flaw("right_second")
    return flaws
