"""What people see of goals stays within Slack's limits, with the longest texts of everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casework.errors import PossibleNames
from casework.goals.drafting import GoalForm
from casework.goals.evaluating import EvaluationQuestions
from casework.goals.looking import AgendaGoal, GoalCard, GoalSheet, LookBack
from casework.goals.setting import GoalOptions
from casework.partners.looking import PartnerEntry
from casework.people import PartnerRef
from casework.permissions import Audience
from handlers.goals import cards, forms, views
from handlers.labels import Labels
from handlers.language import load_language
from handlers.naming import listed
from handlers.overleg import agenda
from handlers.partners.views import partner_line
from handlers.possible_names import ask
from rules.book import load_rulebook
from sandbox.rules.messages import check_message
from sandbox.rules.views import check_view

LABELS = Labels(load_rulebook(), load_language("nl", ZoneInfo("Europe/Amsterdam")))
TODAY = date(2026, 12, 1)
DAY = date(2026, 12, 15)


def person(number: int) -> PartnerRef:
    """A partner with the longest name, known by that alone."""
    return PartnerRef(number, "N" * 80, "O" * 80, "schoolmaatschappelijk_werk", None)


def goal(letter: str, given: int = 0, gone: int = 0, without: int = 0) -> GoalCard:
    """A goal with the longest texts, all of this letter."""
    said = letter * 300
    return GoalCard(
        ref="DOEL-1",
        partnership="n" * 80,
        channel="C0Z",
        coordinator="U0REGIE",
        why=letter * 500,
        goal=said,
        indicator=said,
        evaluate_on=DAY,
        lead="U0JONGER",
        lead_left=False,
        accounts=frozenset({"U0REGIE"}),
        contributions=tuple((person(one), said) for one in range(given)),
        departed=tuple((person(one), said) for one in range(gone)),
        without=tuple(person(one) for one in range(without)),
        overlap=letter * 500,
        opportunities=letter * 500,
        ended=False,
        reopenable=False,
        reached=None,
        last=LookBack(TODAY, "continue", letter * 500),
    )


def message(blocks: list[Any]) -> str | None:
    """What Slack says of a message of these blocks."""
    return check_message({"text": "x", "blocks": [one.to_dict() for one in blocks]}, method="").error


@pytest.mark.parametrize("letter", ["a", "&"])
def test_the_card_of_a_goal_fits_in_a_message(letter: str) -> None:
    """A hundred members, sixty who left; what does not fit is counted."""
    for card in (goal(letter, 100), goal(letter, 25, 60), goal(letter, 10, 0, 90)):
        blocks = cards.channel_card(LABELS, card, TODAY)
        assert message(blocks) is None
        text = str([one.to_dict() for one in blocks])
        assert "en nog" in text or "anderen" in text


@pytest.mark.parametrize("letter", ["a", "&"])
def test_every_form_and_sheet_of_a_goal_is_taken(letter: str) -> None:
    """A hundred members, sixty fields, a question about each of them."""
    members = tuple(person(one) for one in range(100_000, 100_100))
    said = {str(one.id): letter * 300 for one in members}
    long = letter * 500
    form = GoalForm("1", long, letter * 300, letter * 300, "2026-12-15", said, "U0JONGER", long, long)
    options = GoalOptions({1: "n" * 80}, 1, members, DAY)
    fields = ["why", "goal", "indicator", "overlap", "opportunities"]
    fields += [f"contribution:{one.id}" for one in members[: forms.MOST_MEMBERS]]
    asked = PossibleNames(dict.fromkeys(fields, ("N" * 80,) * 20), ("m" * 8,) * len(fields))
    card = goal(letter, 100)
    shown = GoalSheet(card, frozenset({Audience.HOST, Audience.MEETING}), True)
    for view in (
        ask(LABELS.say, forms.new_goal(LABELS, options, form), asked),
        ask(LABELS.say, forms.change(LABELS, card, options, form), asked),
        ask(LABELS.say, forms.contribute(LABELS, card, letter * 300), asked),
        forms.evaluate(LABELS, EvaluationQuestions(card, DAY, "1@2026-11-24T09:30:00+00:00")),
        views.sheet(LABELS, shown, TODAY),
        views.all_of_them(LABELS, [card] * 60, TODAY, 0, may_set=True),
    ):
        assert check_view(view.to_dict()) == []


def test_many_goals_leave_room_on_the_agenda() -> None:
    """Some of them, cut short where they are long; the others are counted."""
    one = AgendaGoal("DOEL-1", "g" * 300, DAY, due=True)
    lines = agenda.goal_lines(LABELS.say, [replace(one, ref=f"DOEL-{n}") for n in range(60)])
    blocks = listed(LABELS.say, lines, agenda.IN_A_MESSAGE)
    assert len("".join(blocks)) < 2500
    assert blocks[-1] == "… en nog 51."


@pytest.mark.parametrize("name", ["Wijkteam", "UWV", "Ursula"])
def test_a_partner_without_account_is_never_a_mention(name: str) -> None:
    """A name that begins as an account does stays a name, also where the partner is sought."""
    silent = replace(person(1), name=name)
    card = replace(goal("a"), without=(silent,))
    assert f"_Nog geen bijdrage van:_ {name}" in cards.contribution_lines(LABELS, card, cards.IN_CHANNEL)
    assert partner_line(LABELS, PartnerEntry(silent, None), role=False).startswith(f"• {name}, ")
