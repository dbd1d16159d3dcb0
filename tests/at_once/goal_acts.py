"""What people and the hour do to one shared goal, and what holds afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from casework.goals import contributing, evaluating, file, keeping_up, posts, setting
from casework.goals.drafting import GoalForm, marks
from casework.goals.evaluating import EvaluationForm
from casework.office import Office
from tests.at_once.looking import Act, rows
from tests.at_once.scene import AUTHOR, CHIEF, OTHER, Town

FORM = GoalForm(
    partnership="1",
    why="Wij zien dezelfde jongeren rond het station",
    goal="Elk signaal krijgt binnen een week antwoord",
    indicator="Negen van de tien signalen",
    evaluate_on="2026-12-15",
)
WAITING = """
    SELECT dedupe FROM post
    WHERE ref = :ref AND kind = 'goal.evaluate' AND state = 'waiting' AND withdrawn = false
"""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal that stands, led by the author."""

    town: Town
    number: int

    @property
    def refs(self) -> frozenset[str]:
        """What messages about it refer to."""
        return frozenset({f"DOEL-{self.number}"})

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


def new_aim(town: Town) -> Aim:
    """Set a goal."""
    house = town.house
    return Aim(town, setting.set_goal(house.office, house.who(AUTHOR), FORM, house.key()))


def _evaluate(finding: str, who: str) -> Act:
    def act(office: Office, aim: Aim) -> None:
        me = office.identify(who)
        asked = evaluating.to_evaluate(office, me, aim.number)
        form = EvaluationForm(finding, "", "2027-02-01")
        evaluating.evaluate(office, me, aim.number, form, aim.key(), after=asked.after)

    return act


def _reopen(office: Office, aim: Aim) -> None:
    evaluating.reopen(office, office.identify(CHIEF), aim.number, aim.key())


def _change(who: str, **wanted: Any) -> Act:
    def act(office: Office, aim: Aim) -> None:
        me = office.identify(who)
        _card, options, standing = setting.changeable(office, me, aim.number)
        was = marks(standing, [one.id for one in options.members])
        setting.change(office, me, aim.number, replace(standing, **wanted), aim.key(), opened=was)

    return act


def _contribute(office: Office, aim: Aim) -> None:
    contributing.contribute(office, office.identify(OTHER), aim.number, "Belt de ouders", aim.key())


def _hour(office: Office, aim: Aim) -> None:
    keeping_up.keep_up(office)


def _deliver(office: Office, aim: Aim) -> None:
    aim.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "goal.evaluate:continue": _evaluate("continue", AUTHOR),
    "goal.evaluate:stop": _evaluate("stop", CHIEF),
    "goal.reopen": _reopen,
    "goal.change:goal": _change(AUTHOR, goal="Elk signaal krijgt binnen drie dagen antwoord"),
    "goal.change:day": _change(CHIEF, evaluate_on="2027-01-12"),
    "goal.change:lead": _change(CHIEF, lead=OTHER),
    "goal.contribute": _contribute,
    "hourly": _hour,
    "delivery": _deliver,
}


def broken(aim: Aim) -> list[str]:
    """One look back a day that counts; who is reminded, and when, is what the goal says."""
    counting = "SELECT count(*) FROM goal_evaluation WHERE goal_id = :n AND double_of IS NULL"
    (count,) = rows(aim, counting, n=aim.number)[0]
    waiting = {key for (key,) in rows(aim, WAITING, ref=f"DOEL-{aim.number}")}
    office = aim.town.house.office
    with office.store.reading() as session:
        goal = file.load(session, aim.number)
        planned = posts.reminders(goal.row, goal.partnership, office.zone, office.clock.now())
        wanted = set() if goal.ended else {one.dedupe for one in planned}
    found = [f"looked back {count} times"] if count > 1 else []
    return [*found, *([f"reminders {waiting ^ wanted}"] if waiting != wanted else [])]
