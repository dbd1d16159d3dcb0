"""From what was typed about a goal to facts that may be stored, or a flaw per field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from casework import merging
from casework.errors import Flaw
from casework.overleg.drafting import read_day
from casework.signals.drafting import Findings
from casework.texts import check_text, required_text

WHY_LIMIT = 500
GOAL_LIMIT = 300
INDICATOR_LIMIT = 300
CONTRIBUTION_LIMIT = 300
SHARED_LIMIT = 500
FARTHEST = timedelta(days=731)
_CONTRIBUTION = "contribution:"
_CHANGEABLE = ("why", "goal", "indicator", "evaluate_on", "lead", "overlap", "opportunities")


@dataclass(frozen=True, slots=True)
class GoalForm:
    """The form as typed: raw text and option values, nothing checked; contributions by partner id."""

    partnership: str = ""
    why: str = ""
    goal: str = ""
    indicator: str = ""
    evaluate_on: str = ""
    contributions: Mapping[str, str] = field(default_factory=dict)
    lead: str = ""
    overlap: str = ""
    opportunities: str = ""


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal that may be stored: every field checked; None for a contribution that is left empty."""

    why: str
    goal: str
    indicator: str
    evaluate_on: date
    contributions: Mapping[int, str | None]
    overlap: str | None
    opportunities: str | None


@dataclass(frozen=True, slots=True)
class Checks:
    """What a text is checked against: the names it may not hold, those it may, and the local date."""

    names: Sequence[str]
    known_words: Collection[str]
    today: date


def contribution_field(partner_id: int) -> str:
    """The field in which a partner's contribution is typed, e.g. `contribution:7`."""
    return f"{_CONTRIBUTION}{partner_id}"


def contributions_in(typed: Mapping[str, str]) -> dict[str, str]:
    """Out of everything typed, the contributions, by partner id as text."""
    return {
        name.removeprefix(_CONTRIBUTION): text
        for name, text in typed.items()
        if name.startswith(_CONTRIBUTION)
    }


def marks(form: GoalForm, members: Collection[int]) -> dict[str, str]:
    """A short mark of each field that is filled in, contributions by the ids of the members who have a field.

    It tells later what was changed.
    The texts themselves would not fit in what a form carries.
    """
    fields = {*_CHANGEABLE, *map(str, members)}
    return merging.marks({name: text for name, text in _texts(form).items() if name in fields})


def merged(typed: GoalForm, opened: Mapping[str, str], standing: GoalForm) -> GoalForm:
    """The form with what stands now in every field that was left as it was when the form opened.

    `opened` are the marks of then. Who changes one field does not put the others back to what they were.
    """
    kept = merging.merged(_texts(typed), opened, _texts(standing))
    contributions = {partner: kept.pop(partner) for partner in typed.contributions}
    return replace(typed, **kept, contributions=contributions)


def _texts(form: GoalForm) -> dict[str, str]:
    return {**{name: getattr(form, name) for name in _CHANGEABLE}, **form.contributions}


def read_goal(
    form: GoalForm,
    members: Collection[int],
    checks: Checks,
    found: Findings,
    standing: date | None = None,
) -> GoalDraft:
    """Check every text and the date of the form; flaws and questions go to their fields in `found`.

    The day that is `standing` may stay also when it has come: only an evaluation settles that.
    What it returns may be used only after `found.settle`.
    """
    names, known, today = checks.names, checks.known_words, checks.today

    def needed(name: str, typed: str, limit: int) -> str:
        return found.take(name, required_text(typed, limit, names, known, today)) or ""

    def maybe(name: str, typed: str, limit: int) -> str | None:
        return found.take(name, check_text(typed, limit, names, known, today))

    return GoalDraft(
        why=needed("why", form.why, WHY_LIMIT),
        goal=needed("goal", form.goal, GOAL_LIMIT),
        indicator=needed("indicator", form.indicator, INDICATOR_LIMIT),
        evaluate_on=_day(form.evaluate_on, today, found, standing),
        contributions={
            int(partner): maybe(contribution_field(int(partner)), text, CONTRIBUTION_LIMIT)
            for partner, text in form.contributions.items()
            if partner.isdecimal() and int(partner) in members
        },
        overlap=maybe("overlap", form.overlap, SHARED_LIMIT),
        opportunities=maybe("opportunities", form.opportunities, SHARED_LIMIT),
    )


def _day(typed: str, today: date, found: Findings, standing: date | None) -> date:
    if standing is not None and typed == standing.isoformat():
        return standing
    return read_evaluation_day(typed, today, found) or today


def read_evaluation_day(typed: str, today: date, found: Findings) -> date | None:
    """A day to look back, after today and at most two years ahead."""
    day = read_day(typed, found, "evaluate_on")
    if day is not None and day <= today:
        found.flaws["evaluate_on"] = Flaw("date_not_ahead")
    elif day is not None and day > today + FARTHEST:
        found.flaws["evaluate_on"] = Flaw("date_far")
    return day
