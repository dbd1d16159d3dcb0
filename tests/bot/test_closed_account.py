"""An account is closed at Slack: the coordinator hears whose, and nobody who is gone is proposed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.process import Process
from casework.overleg import planning
from casework.overleg.drafting import OverlegForm
from casework.signals import tagging
from sandbox import PracticeSlack
from storage.engine import session_for
from storage.repositories.accounts import closed_partners
from tests.bot.steps import fresh, shown
from tests.running import FORM, TEAM, report

CLOSED = "is gesloten"
CHAIR, COORDINATOR = "jeugdagent", "regisseur"


@pytest.fixture(autouse=True)
def _unreachable(slack: PracticeSlack) -> Iterator[None]:
    """Whoever's account is closed takes no message: Slack says so, also after the end of a test."""
    with slack.expect("user_disabled"):
        yield


def told(slack: PracticeSlack) -> list[str]:
    """What the coordinator heard about closed accounts."""
    return [one for one in map(shown, slack.as_user(COORDINATOR).dm()) if CLOSED in one]


def planned(slack: PracticeSlack, bot: Process) -> None:
    """An overleg of which the jeugdagent is chair."""
    farida = bot.office.identify("U0REGIE")
    day = bot.office.today.replace(year=bot.office.today.year + 1)
    form = OverlegForm(
        partnership="1",
        title="Wijkoverleg",
        first_date=day.isoformat(),
        time="10:00",
        duration="60",
        frequency="biweekly",
        organiser="U0REGIE",
        chair="U0AGENT",
        participants=("1",),
        reminders=("day",),
        holidays="keep",
    )
    planning.plan(bot.office, farida, form, "")


def _wait_told(slack: PracticeSlack, times: int) -> None:
    slack.wait_for(lambda: len(told(slack)) == times)


def test_the_coordinator_hears_by_name_whose_account_was_closed(slack: PracticeSlack, bot: Process) -> None:
    """Once, with what they hold; and again when it happens again after it was opened."""
    planned(slack, bot)
    slack.wait_for(lambda: "Wijkoverleg" in json.dumps(slack.as_user(CHAIR).dm()))
    for times in (1, 2):
        slack.deactivate(CHAIR)
        _wait_told(slack, times)
        slack.deactivate(CHAIR)
        slack.reactivate(CHAIR)

        def open_again() -> bool:
            with session_for(bot.engine, write=False) as session:
                return not closed_partners(session)

        slack.wait_for(open_again)
    for one in told(slack):
        assert slack.as_user(CHAIR).human.name in one
        assert "zit voor bij O-1" in one


def test_who_has_no_account_any_more_is_not_proposed(slack: PracticeSlack, bot: Process) -> None:
    """Not as a partner of a signal, nor as chair or among those who are invited."""
    ref = report(slack)
    edith = bot.office.identify("U0ZORGCO")
    before = tagging.propose(bot.office, edith, int(ref[2:]))
    first = before.suggested[0][0]
    assert first.user_id is not None
    slack.deactivate(first.user_id)
    slack.wait_for(lambda: first.name in json.dumps(told(slack), ensure_ascii=False))
    after = tagging.propose(bot.office, edith, int(ref[2:]))
    assert first.id not in {one.id for one, _why in after.suggested}
    assert first.id in {one.id for one in (*after.others, *after.tagged)}
    if first.user_id != "U0AGENT":
        slack.deactivate(CHAIR)
    _wait_told(slack, len({first.user_id, "U0AGENT"}))
    options = planning.plan_options(bot.office, bot.office.identify("U0REGIE"))
    assert options.proposed.chair != "U0AGENT"
    assert str(first.id) not in options.proposed.participants


def test_a_message_that_did_not_arrive_says_whose_it_was(slack: PracticeSlack, bot: Process) -> None:
    """By name, to who leads the signal: no more than stands on its card."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    edith.submit(**FORM)
    form = edith.wait_view("signal.partners")
    tarik = slack.as_user("jongerenwerker").human
    chosen = next(
        one["value"]
        for block in form["blocks"]
        if block["block_id"] == "partners"
        for one in block["element"]["options"]
        if tarik.name in one["text"]["text"]
    )
    slack.deactivate("jongerenwerker")
    edith.submit(partners=[chosen])
    slack.wait_for(lambda: any(tarik.name in one for one in _alarms(slack)), timeout=15)


def _alarms(slack: PracticeSlack) -> list[str]:
    return [one for one in map(shown, slack.as_user("zorgcoordinator").dm()) if "is niet bezorgd" in one]
