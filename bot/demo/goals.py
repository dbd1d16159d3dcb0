"""The demo's shared goal, so that the agenda and `/doelen` have one to show."""

from __future__ import annotations

from dateutil.relativedelta import relativedelta

from casework.goals import contributing, setting
from casework.goals.drafting import GoalForm
from casework.office import Office

LEAD = "U0REGIE"
# Who says what they do for it; the others are still to answer.
CONTRIBUTIONS = {
    "U0REGIE": "Zorgt dat bij elk signaal binnen een dag iemand is gevraagd",
    "U0JONGER": "Is na schooltijd bij het station en belt dezelfde dag terug",
}


def add_goal(office: Office) -> None:
    """Set a goal with the use cases that people use; two partners say what they contribute."""
    farida = office.identify(LEAD)
    options = setting.goal_options(office, farida)
    form = GoalForm(
        partnership=str(options.chosen),
        why="Wij zien dezelfde jongeren rond het station, maar ieder een stukje",
        goal="Elk signaal krijgt binnen een week antwoord van een partner",
        indicator="Bij negen van de tien signalen reageert iemand binnen zeven dagen",
        evaluate_on=(office.today + relativedelta(months=2)).isoformat(),
    )
    number = setting.set_goal(office, farida, form, "")
    for account, text in CONTRIBUTIONS.items():
        contributing.contribute(office, office.identify(account), number, text, "")
