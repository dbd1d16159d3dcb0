"""The partnership looks back on a goal: it is reached, it goes on until another day, or it stops."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.errors import Flaw
from casework.goals.drafting import SHARED_LIMIT, read_evaluation_day
from casework.goals.file import load, must_stand, require
from casework.goals.looking import GoalCard, goal_card
from casework.goals.posts import keep_in_line
from casework.goals.setting import USUAL_TERM
from casework.office import Office
from casework.overleg.names import subject_names
from casework.people import Person
from casework.signals.drafting import Findings
from casework.texts import check_text
from storage.goal_tables import Evaluation

# A goal that is taken up again after its day has passed is looked at after this time.
ANEW = timedelta(days=30)


class Finding(StrEnum):
    """What a look back comes to."""

    REACHED = "reached"
    CONTINUE = "continue"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """The form as typed: raw text and option values, nothing checked."""

    finding: str = ""
    learned: str = ""
    evaluate_on: str = ""


def to_evaluate(office: Office, person: Person, number: int) -> tuple[GoalCard, date]:
    """The goal and the usual day to look back again; raises `NotForYou` or `Refused` GOAL_ENDED."""
    with office.store.reading() as session:
        file = load(session, number)
        require("goal.evaluate", person, file)
        must_stand(file)
        return goal_card(file), office.today + USUAL_TERM


def evaluate(
    office: Office,
    person: Person,
    number: int,
    form: EvaluationForm,
    key: str,
    already_asked: Collection[str] = (),
) -> None:
    """Store what was found; a goal that goes on gets its next day, any other is rounded off.

    Raises `Invalid`, `AskFirst`, `NotForYou`, `Refused` and `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("view:goal.evaluate", person, file)
        must_stand(file)
        found = Findings()
        if form.finding not in set(Finding):
            found.flaws["finding"] = Flaw("required")
        goes_on = form.finding == Finding.CONTINUE
        day = read_evaluation_day(form.evaluate_on, office.today, found) if goes_on else None
        names = subject_names(office, unit.session, file.row.partnership_id)
        checked = check_text(form.learned, SHARED_LIMIT, names, file.words, office.today)
        learned = found.take("learned", checked)
        found.settle(already_asked)
        row = file.row
        if goes_on:
            row.evaluate_on = day or row.evaluate_on
        else:
            row.ended_at, row.ended_by = unit.now, person.user_id
            row.reached = form.finding == Finding.REACHED
        unit.session.add(row)
        unit.session.add(
            Evaluation(
                goal_id=number,
                held_on=office.today,
                finding=form.finding,
                learned=learned,
                evaluated_by=person.user_id,
                evaluated_at=unit.now,
            )
        )
        unit.session.flush()
        keep_in_line(office, unit, load(unit.session, number))
        unit.note(person.user_id, "goal.evaluate", ref=file.ref, code=form.finding)


def reopen(office: Office, person: Person, number: int, key: str) -> None:
    """Take up a goal again that was rounded off; raises `NotForYou`, nothing when it stands."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("goal.reopen", person, file)
        row = file.row
        if row.ended_at is None or not file.partnership.active:
            return
        row.ended_at, row.ended_by, row.reached = None, None, None
        if row.evaluate_on <= office.today:
            row.evaluate_on = office.today + ANEW
        unit.session.add(row)
        unit.session.flush()
        keep_in_line(office, unit, load(unit.session, number))
        unit.note(person.user_id, "goal.reopen", ref=file.ref)
