"""A partner says what it does for a goal, from its own position."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from casework.errors import NotForYou
from casework.goals.drafting import CONTRIBUTION_LIMIT
from casework.goals.file import GoalFile, load, must_stand, require
from casework.goals.looking import GoalCard, goal_card
from casework.goals.posts import keep_in_line
from casework.goals.setting import write_contribution
from casework.merging import merged
from casework.office import Office
from casework.overleg.names import subject_names
from casework.people import PartnerRef, Person
from casework.signals.drafting import Findings
from casework.standing_texts import StandingTexts
from casework.texts import check_text

FIELD = "contribution"


def own(office: Office, person: Person, number: int) -> tuple[GoalCard, str]:
    """The goal and what this person contributes so far; raises `NotForYou` or `Refused` GOAL_ENDED."""
    with office.store.reading() as session:
        file = load(session, number)
        member = _member("goal.contribute", person, file)
        known = file.contributions.get(member.id)
        return goal_card(StandingTexts(office, session), file), known.text if known else ""


def contribute(
    office: Office,
    person: Person,
    number: int,
    typed: str,
    key: str,
    already_asked: Collection[str] = (),
    opened: Mapping[str, str] | None = None,
) -> None:
    """Store what this person's partner contributes; empty takes it away.

    With `opened`, the marks of the form as it was opened, words that were left as they were keep what whoever
    leads the goal made of them since.

    Raises `Invalid` or `AskFirst` for the field `contribution`, `NotForYou`, `Refused`, `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        member = _member("view:goal.contribute", person, file)
        found, known = Findings(), file.contributions.get(member.id)
        typed = merged({FIELD: typed}, opened, {FIELD: known.text if known else ""})[FIELD]
        names = subject_names(office, unit.session, file.row.partnership_id)
        text = found.take(FIELD, check_text(typed, CONTRIBUTION_LIMIT, names, file.words, office.today))
        found.settle(already_asked)
        if write_contribution(unit, person, number, member.id, text, known):
            unit.session.flush()
            keep_in_line(office, unit, load(unit.session, number))
            unit.note(person.user_id, "goal.contribute", ref=file.ref, facts={"partner": member.id})


def _member(act: str, person: Person, file: GoalFile) -> PartnerRef:
    require(act, person, file)
    must_stand(file)
    if person.partner is None or person.partner.id not in file.members:
        raise NotForYou
    return person.partner
