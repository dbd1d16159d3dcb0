"""The steps that tests of shared goals take."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from storage.audit_verify import verify
from storage.directory_tables import Partner
from storage.engine import session_for
from tests.meeting import said
from tests.running import TEAM

GOAL = {
    "why": "Wij zien dezelfde jongeren rond het station, ieder een stukje",
    "goal": "Elk signaal krijgt binnen een week een antwoord van een partner",
    "indicator": "Bij negen van de tien signalen reageert iemand binnen zeven dagen",
    "evaluate_on": "2026-12-15",
}
THIS = "DOEL-1"


def opened(slack: PracticeSlack, who: str = "zorgcoordinator") -> Person:
    """Somebody with the form of a new goal before them."""
    person = slack.as_user(who)
    person.slash("/doelen", "nieuw", channel=TEAM)
    person.wait_view("goal.new")
    return person


def set_goal(slack: PracticeSlack, who: str = "zorgcoordinator", **changes: str) -> Person:
    """A goal set the way a person does it, with its card in the channel."""
    person = opened(slack, who)
    done = person.submit(**{**GOAL, **changes})
    assert done.errors == {}, done.errors
    assert person.wait_view("goal.show")
    slack.wait_for(lambda: said(person.messages(TEAM), "Gelukt als"))
    slack.space.stacks[person.id] = []
    return person


def inputs(view: dict[str, Any]) -> dict[str, Any]:
    """The fields of an open form by name."""
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


def shown(thing: object) -> str:
    """All that stands in it, as one text."""
    return json.dumps(thing, ensure_ascii=False)


def card(person: Person) -> str:
    """The card of the goal in the channel as it stands now."""
    return shown(said(person.messages(TEAM), "Gelukt als")[0])


def calls(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages that call to look back."""
    return [one for one in messages if one["text"] == f"Evaluatie van {THIS}"]


def rows(bot: Process, kind: type) -> list[Any]:
    """Every row of a table."""
    with session_for(bot.engine, write=False) as session:
        return list(session.exec(select(kind)).all())


def contribution_of(bot: Process, user: str) -> str:
    """The name of the field for this account's partner."""
    with session_for(bot.engine, write=False) as session:
        found = session.exec(select(Partner).where(Partner.user_id == user)).one()
        return f"contribution:{found.id}"


def audited(bot: Process) -> None:
    """The audit chain holds."""
    with session_for(bot.engine, write=False) as session:
        assert verify(session, bot.office.store.vault.audit_key).ok
