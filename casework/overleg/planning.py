"""A new overleg: what the form proposes from the template of the partnership's kind, and storing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from casework.errors import Refused
from casework.office import Office
from casework.overleg.drafting import OverlegDraft, OverlegForm, Table, draft_from
from casework.overleg.file import load
from casework.overleg.materialising import BACK, horizon
from casework.overleg.names import subject_names
from casework.overleg.posts import ANNOUNCED, synchronise_all, tell
from casework.people import PartnerRef, Person, known_words, partner_ref
from rules.overleggen import OnClosed
from rules.vocabulary import Meeting
from storage.directory_tables import Partnership
from storage.overleg_tables import Overleg
from storage.repositories import directory, overleggen
from storage.repositories.accounts import closed_partners
from storage.unit_of_work import Unit

# Who was not told otherwise hears of an overleg at these moments.
USUAL_REMINDERS = ("agenda", "day", "hour", "follow_up")


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What the form offers: partnerships by id, the template of the chosen one, who may be invited.

    `proposed` is the form as the template fills it in; participants are those of the chosen partnership
    first, then those of the person's other ones, each with the partnership's name. `first` says that the
    chosen partnership has no overleg yet.
    """

    partnerships: Mapping[int, str]
    kind: Meeting
    proposed: OverlegForm
    participants: tuple[tuple[PartnerRef, str], ...]
    first: bool = False


def plan_options(office: Office, person: Person, channel: str = "", chosen: int | None = None) -> PlanOptions:
    """The form for one of this person's partnerships: `chosen`, else the channel's, else the first.

    Raises `Refused` NO_PARTNERSHIP when there are none.
    """
    with office.store.reading() as session:
        mine = _partnerships(session, person)
        if not mine:
            raise Refused("NO_PARTNERSHIP")
        here = next((number for number, row in mine.items() if row.channel == channel), None)
        first = chosen if chosen in mine else here if here is not None else next(iter(mine))
        members = {number: _members(session, number) for number in mine}
        gone = closed_partners(session)
        none_yet = not overleggen.in_partnerships(session, [first])
    kind = office.book.meetings[mine[first].kind]
    others = [number for number in mine if number != first]
    return PlanOptions(
        partnerships={number: row.name for number, row in mine.items()},
        kind=kind,
        proposed=_proposed(person, mine[first], kind, [one for one in members[first] if one.id not in gone]),
        participants=_unique([(one, mine[at].name) for at in (first, *others) for one in members[at]]),
        first=none_yet,
    )


def plan(
    office: Office, person: Person, form: OverlegForm, key: str, already_asked: Collection[str] = ()
) -> int:
    """Store an overleg from the form as typed, announce it and lay its reminders down; gives its number.

    Raises `Invalid`, `AskFirst`, `Refused` and `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        mine = _partnerships(unit.session, person)
        if not mine:
            raise Refused("NO_PARTNERSHIP")
        chosen = int(form.partnership) if form.partnership.isdecimal() else -1
        table = _table(unit.session, mine[chosen]) if chosen in mine else None
        draft = draft_from(
            form,
            table,
            known_words=known_words(
                (row.name for row in mine.values()), table.members.values() if table else ()
            ),
            names=subject_names(office, unit.session, chosen),
            zone=office.zone,
            now=unit.now,
            already_asked=already_asked,
        )
        row = store(unit, draft, zone=office.zone.key, actor=person.user_id)
        _announce(office, unit, row, person)
    return row.id or 0


def store(unit: Unit, draft: OverlegDraft, *, zone: str, actor: str) -> Overleg:
    """Add the rows of a new overleg, and its audit."""
    row = Overleg(
        partnership_id=draft.partnership_id,
        title=draft.title,
        first_day=draft.first_day,
        starts_at=draft.starts_at,
        zone=zone,
        minutes=draft.minutes,
        frequency=draft.frequency,
        on_closed=draft.on_closed,
        location=draft.location,
        organiser=draft.organiser,
        chair=draft.chair,
        reminders=list(draft.reminders),
        created_by=actor,
        created_at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    overleggen.invite(unit.session, row.id or 0, draft.participants)
    unit.note(
        actor,
        "overleg.plan",
        ref=f"O-{row.id}",
        facts={"partnership": draft.partnership_id, "frequency": str(draft.frequency)},
    )
    return row


def template_participants(kind: Meeting, members: Collection[PartnerRef]) -> tuple[PartnerRef, ...]:
    """The members whose role usually sits at this kind of overleg (rulebook 8); everyone when none does."""
    usual = {*kind.participants, *kind.organiser, *kind.chair}
    return tuple(one for one in members if one.role in usual) or tuple(members)


def _announce(office: Office, unit: Unit, row: Overleg, person: Person) -> None:
    file = load(unit.session, row.id or 0)
    until = horizon(office)
    synchronise_all(unit, file, {office.today - BACK}, office.book.reminders, until)
    row.planned_until = until
    unit.session.add(row)
    told = {file.organiser, file.chair, *(one.user_id for one in file.participants if one.user_id)}
    tell(unit, file, ANNOUNCED, file.ref, f"{file.ref}:planned", told - {person.user_id})


def _partnerships(session: Session, person: Person) -> dict[int, Partnership]:
    rows = directory.partnerships(session)
    mine = person.partnerships | person.coordinates
    return {
        row.id: row for row in sorted(rows, key=lambda one: one.name) if row.id is not None and row.id in mine
    }


def _members(session: Session, partnership_id: int) -> tuple[PartnerRef, ...]:
    return tuple(partner_ref(one) for one in directory.members(session, partnership_id))


def _table(session: Session, row: Partnership) -> Table:
    return Table({one.id: one for one in _members(session, row.id or 0)}, row.coordinator)


def _proposed(
    person: Person, row: Partnership, kind: Meeting, members: Collection[PartnerRef]
) -> OverlegForm:
    return OverlegForm(
        partnership=str(row.id),
        title=kind.title,
        duration=str(kind.duration),
        frequency=kind.rhythm,
        organiser=_usual(person, row, kind.organiser, members),
        chair=_usual(person, row, kind.chair, members),
        participants=tuple(str(one.id) for one in template_participants(kind, members)),
        reminders=USUAL_REMINDERS,
        holidays=OnClosed.SKIP,
    )


def _usual(person: Person, row: Partnership, roles: Collection[str], members: Collection[PartnerRef]) -> str:
    """Who organises or chairs by default: whoever plans it in that role, else the first in that role."""
    if person.partner is not None and person.partner.role in roles:
        return person.user_id
    by_role = (one.user_id for role in roles for one in members if one.role == role and one.user_id)
    return next(by_role, row.coordinator)


def _unique(offered: list[tuple[PartnerRef, str]]) -> tuple[tuple[PartnerRef, str], ...]:
    seen: dict[int, tuple[PartnerRef, str]] = {}
    for one, name in offered:
        seen.setdefault(one.id, (one, name))
    return tuple(seen.values())


def typed_over(proposed: OverlegForm, typed: OverlegForm) -> OverlegForm:
    """The proposal of another template with what was typed already and no template proposes."""
    return replace(proposed, first_date=typed.first_date, time=typed.time, location=typed.location)
