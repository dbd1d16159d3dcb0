"""The partnership looks back on a goal: it is reached, it goes on until another day, or it stops."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.errors import Flaw, Refused
from casework.goals.drafting import SHARED_LIMIT, read_evaluation_day
from casework.goals.file import load, must_stand, require
from casework.goals.looking import GoalCard, goal_card
from casework.goals.posts import keep_in_line
from casework.goals.setting import USUAL_TERM
from casework.office import Office
from casework.overleg.names import subject_names
from casework.people import Person
from casework.signals.drafting import Findings
from casework.standing_texts import StandingTexts
from casework.texts import check_text
from storage.goal_tables import Evaluation
from storage.unit_of_work import Unit

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


@dataclass(frozen=True, slots=True)
class EvaluationQuestions:
    """The goal, the usual day to look back again, and a mark of the look back that was the last one."""

    card: GoalCard
    usual: date
    after: str


def to_evaluate(office: Office, person: Person, number: int) -> EvaluationQuestions:
    """What the form shows; raises `NotForYou` or `Refused` GOAL_ENDED."""
    with office.store.reading() as session:
        file = load(session, number)
        require("goal.evaluate", person, file)
        must_stand(file)
        card = goal_card(StandingTexts(office, session), file)
        return EvaluationQuestions(card, office.today + USUAL_TERM, _mark(file.last))


def evaluate(
    office: Office,
    person: Person,
    number: int,
    form: EvaluationForm,
    key: str,
    already_asked: Collection[str] = (),
    after: str | None = None,
) -> None:
    """Store what was found; a goal that goes on gets its next day, any other is rounded off.

    Of two on one day the last counts, and what the first found is kept. With `after`, the mark of the last
    one that the form showed, it is refused when there is another by now: two people at once would not know
    of each other. Raises `Invalid`, `AskFirst`, `NotForYou`, `Refused` GOAL_EVALUATED or GOAL_ENDED,
    `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("view:goal.evaluate", person, file)
        if after is not None and after != _mark(file.last):
            raise Refused("GOAL_EVALUATED", ref=file.ref)
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
        look_back = Evaluation(
            goal_id=file.number,
            held_on=office.today,
            finding=form.finding,
            learned=learned,
            evaluated_by=person.user_id,
            evaluated_at=unit.now,
        )
        _keep(unit, look_back, file.last)
        keep_in_line(office, unit, load(unit.session, number))
        unit.note(person.user_id, "goal.evaluate", ref=file.ref, code=form.finding)


def _keep(unit: Unit, look_back: Evaluation, last: Evaluation | None) -> None:
    """Store it as the one that counts for its day; one of the same day before it stays, as its double."""
    before = last if last is not None and last.held_on == look_back.held_on else None
    if before is not None:
        before.double_of = before.id  # makes room: its successor has no number yet
        unit.session.add(before)
        unit.session.flush()
    unit.session.add(look_back)
    unit.session.flush()
    if before is not None:
        before.double_of = look_back.id
        unit.session.add(before)
        unit.session.flush()


def _mark(last: Evaluation | None) -> str:
    return "" if last is None else f"{last.id}@{last.evaluated_at.isoformat()}"


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
