"""A goal is set or changed, all of its fields at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlmodel import Session

from casework.errors import Flaw, Refused
from casework.goals.drafting import Checks, GoalDraft, GoalForm, merged, read_goal
from casework.goals.file import GoalFile, load, members_of, must_stand, require
from casework.goals.looking import GoalCard, goal_card
from casework.goals.posts import announce, keep_in_line
from casework.office import Office
from casework.overleg.names import subject_names
from casework.people import PartnerRef, Person, known_words
from casework.signals.drafting import Findings
from casework.standing_texts import StandingTexts
from storage.directory_tables import Partnership
from storage.goal_tables import Contribution, Goal
from storage.repositories import directory
from storage.unit_of_work import Unit

# Who was not told otherwise looks back after half a year.
USUAL_TERM = relativedelta(months=6)


@dataclass(frozen=True, slots=True)
class GoalOptions:
    """What the form offers: partnerships by id, the chosen one with its members, the usual day."""

    partnerships: Mapping[int, str]
    chosen: int
    members: tuple[PartnerRef, ...]
    evaluate_on: date


def goal_options(office: Office, person: Person, channel: str = "", chosen: int | None = None) -> GoalOptions:
    """The form for one of this person's partnerships: `chosen`, else the channel's, else the first.

    Raises `Refused` NO_PARTNERSHIP when there are none.
    """
    with office.store.reading() as session:
        mine = _partnerships(session, person)
        here = next((number for number, row in mine.items() if row.channel == channel), None)
        first = chosen if chosen in mine else here if here is not None else next(iter(mine))
        members = tuple(members_of(session, first).values())
    names = {number: row.name for number, row in mine.items()}
    return GoalOptions(names, first, members, office.today + USUAL_TERM)


def set_goal(
    office: Office, person: Person, form: GoalForm, key: str, already_asked: Collection[str] = ()
) -> int:
    """Store a goal from the form as typed, led by who typed it, and announce it; gives its number.

    Raises `Invalid`, `AskFirst`, `Refused` and `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        mine = _partnerships(unit.session, person)
        chosen = mine.get(int(form.partnership)) if form.partnership.isdecimal() else None
        draft = _read(office, unit, form, chosen, already_asked)
        row = Goal(
            partnership_id=chosen.id if chosen and chosen.id else 0,
            why=draft.why,
            goal=draft.goal,
            indicator=draft.indicator,
            evaluate_on=draft.evaluate_on,
            lead=person.user_id,
            created_by=person.user_id,
            created_at=unit.now,
        )
        unit.session.add(row)
        unit.session.flush()
        _contribute(unit, person, row.id or 0, draft.contributions, {})
        file = load(unit.session, row.id or 0)
        announce(office, unit, file, person.user_id)
        facts = {"partnership": row.partnership_id, "evaluate_on": row.evaluate_on.isoformat()}
        unit.note(person.user_id, "goal.set", ref=file.ref, facts=facts)
    return row.id or 0


def changeable(office: Office, person: Person, number: int) -> tuple[GoalCard, GoalOptions, GoalForm]:
    """The goal this person is about to change, and the form as it stands; raises `NotForYou`, `Refused`."""
    with office.store.reading() as session:
        file = load(session, number)
        require("goal.change", person, file)
        must_stand(file)
        return goal_card(StandingTexts(office, session), file), _options_of(file), _standing(file)


def change(
    office: Office,
    person: Person,
    number: int,
    form: GoalForm,
    key: str,
    already_asked: Collection[str] = (),
    opened: Mapping[str, str] | None = None,
) -> None:
    """Store what was changed about a goal; reminders, card and agendas follow.

    With `opened`, the marks of the form as it was opened, only what was changed in it is stored: a partner
    may have filled in a contribution meanwhile.

    Raises `Invalid`, `AskFirst`, `Refused` and `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("view:goal.change", person, file)
        must_stand(file)
        found = Findings()
        if opened is not None:
            form = merged(form, opened, _standing(file))
        if form.lead not in file.accounts:
            found.flaws["lead"] = Flaw("not_in_partnership" if form.lead else "required")
        row = file.row
        draft = _read(office, unit, form, file.partnership, already_asked, found, row.evaluate_on)
        row.why, row.goal, row.indicator = draft.why, draft.goal, draft.indicator
        row.evaluate_on, row.lead = draft.evaluate_on, form.lead
        row.overlap, row.opportunities = draft.overlap, draft.opportunities
        unit.session.add(row)
        _contribute(unit, person, number, draft.contributions, file.contributions)
        unit.session.flush()
        keep_in_line(office, unit, load(unit.session, number))
        unit.note(
            person.user_id,
            "goal.change",
            ref=file.ref,
            facts={"evaluate_on": row.evaluate_on.isoformat(), "lead": row.lead},
        )


def _read(
    office: Office,
    unit: Unit,
    form: GoalForm,
    partnership: Partnership | None,
    already_asked: Collection[str],
    found: Findings | None = None,
    standing: date | None = None,
) -> GoalDraft:
    found = found or Findings()
    members: Mapping[int, PartnerRef] = {}
    checks = Checks((), (), office.today)
    if partnership is None or partnership.id is None:
        found.flaws["partnership"] = Flaw("required")
    else:
        members = members_of(unit.session, partnership.id)
        names = subject_names(office, unit.session, partnership.id)
        checks = Checks(names, known_words([partnership.name], members.values()), office.today)
    draft = read_goal(form, members, checks, found, standing)
    found.settle(already_asked)
    return draft


def _contribute(
    unit: Unit,
    person: Person,
    number: int,
    typed: Mapping[int, str | None],
    known: Mapping[int, Contribution],
) -> None:
    """Bring the contributions in line with what was typed; a partner whose field was absent keeps theirs."""
    for partner_id, text in typed.items():
        write_contribution(unit, person, number, partner_id, text, known.get(partner_id))


def write_contribution(
    unit: Unit, person: Person, number: int, partner_id: int, text: str | None, known: Contribution | None
) -> bool:
    """Store, change or take away what one partner contributes; whether that changed anything."""
    if (known.text if known else None) == text:
        return False
    if text is None and known is not None:
        unit.session.delete(known)
    elif text is not None:
        row = known or Contribution(
            goal_id=number, partner_id=partner_id, text=text, changed_by="", changed_at=unit.now
        )
        row.text, row.changed_by, row.changed_at = text, person.user_id, unit.now
        unit.session.add(row)
    return True


def _partnerships(session: Session, person: Person) -> dict[int, Partnership]:
    rows = sorted(directory.partnerships(session), key=lambda one: one.name)
    mine = person.partnerships | person.coordinates
    found = {row.id: row for row in rows if row.id is not None and row.id in mine}
    if not found:
        raise Refused("NO_PARTNERSHIP")
    return found


def _options_of(file: GoalFile) -> GoalOptions:
    number = file.row.partnership_id
    return GoalOptions(
        {number: file.partnership.name}, number, tuple(file.members.values()), file.row.evaluate_on
    )


def _standing(file: GoalFile) -> GoalForm:
    row = file.row
    return GoalForm(
        partnership=str(row.partnership_id),
        why=row.why,
        goal=row.goal,
        indicator=row.indicator,
        evaluate_on=row.evaluate_on.isoformat(),
        contributions={str(partner): one.text for partner, one in file.contributions.items()},
        lead=row.lead,
        overlap=row.overlap or "",
        opportunities=row.opportunities or "",
    )
