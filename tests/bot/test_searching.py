"""Partners are searched where there are more than a list shows, by whoever has the form, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack, events
from sandbox.people import Person
from storage.engine import session_for
from storage.overleg_tables import OverlegParticipant
from storage.repositories import signals
from tests import meeting
from tests.crowding import crowd
from tests.running import FORM, TEAM, running_bot

LONG = "n" * 200


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot with a partnership of some two hundred."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as process:
        crowd(process, tmp_path, 200)
        yield process


def field(view: Any, name: str) -> dict[str, Any]:
    """One input of a form."""
    found: dict[str, Any] = next(one for one in view["blocks"] if one["block_id"] == name)["element"]
    return found


def names(found: list[dict[str, Any]]) -> list[str]:
    """What is offered, as people read it."""
    return [one["text"]["text"] for one in found]


def at_the_partner_step(slack: PracticeSlack) -> Person:
    """Edith has reported something and is asked whom to involve."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    edith.submit(**FORM)
    edith.wait_view("signal.partners")
    return edith


def test_a_partner_is_found_and_tagged(slack: PracticeSlack, bot: Process) -> None:
    """By a part of the name, of the role or of the organisation; what was suggested stays chosen."""
    edith = at_the_partner_step(slack)
    view = edith.view
    assert view is not None
    element = field(view, "partners")
    assert element["type"] == "multi_external_select"
    suggested = [one["value"] for one in element["initial_options"]]
    assert 0 < len(suggested) <= 5
    assert len(edith.suggest("partners", "")) == 100
    (found,) = edith.suggest("partners", "partner 277")
    assert found["text"]["text"].startswith("Partner 277 – ")
    assert "Partner 106 – jongerenwerker" in [
        name.replace("J", "j") for name in names(edith.suggest("partners", "organisatie 6"))
    ]
    assert names(edith.suggest("partners", "zzz")) == []
    edith.submit(partners=[*suggested, found["value"]])
    slack.wait_for(lambda: any("S-1" in one["text"] for one in edith.messages(TEAM)))
    with session_for(bot.engine, write=False) as session:
        tagged = {tag.partner_id for tag in signals.tags(session, 1)}
    assert tagged == {int(one) for one in (*suggested, found["value"])}


def test_a_view_that_is_drawn_again_keeps_what_was_searched(slack: PracticeSlack, bot: Process) -> None:
    """The participants of an overleg stay chosen when the form comes back with a question about a name."""
    farida = slack.as_user("regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    farida.wait_view("overleg.new")
    (found,) = farida.suggest("participants", "partner 250")
    done = farida.submit(**{**meeting.FORM, "participants": [found["value"]], "title": "Overleg Bas Verweg"})
    assert done.view is not None, done
    assert "naam" in str(done.view["blocks"][0])
    held = field(done.view, "participants")["initial_options"]
    assert [one["value"] for one in held] == [found["value"]]


def test_only_who_has_the_form_is_offered_anybody(slack: PracticeSlack, bot: Process) -> None:
    """A forged search by a colleague, a stranger, or in a field of another form finds nobody."""
    edith = at_the_partner_step(slack)
    view = edith.view
    assert view is not None
    assert edith.suggest("partners", "partner 2")
    for who, form, name in (
        ("jeugdagent", view, "partners"),
        ("buitenstaander", view, "partners"),
        ("vreemde", view, "partners"),
        ("zorgcoordinator", view | {"private_metadata": '{"ref":"S-99"}'}, "partners"),
        ("zorgcoordinator", view | {"callback_id": "partner.choose"}, "partner"),
        ("zorgcoordinator", view | {"callback_id": "signal.share"}, "recipients"),
        ("zorgcoordinator", view, "recipients"),
        ("zorgcoordinator", view | {"private_metadata": "[]", "callback_id": ""}, "partners"),
    ):
        payload = events.suggestion(slack.space, slack.space.human(who), form, "partners", name, "partner")
        ack = slack.deliver("interactive", payload, answers=True)
        assert ack is not None
        assert ack.payload == {"options": []}, (who, name)


def test_what_is_answered_is_what_the_list_would_show(slack: PracticeSlack, bot: Process) -> None:
    """Never the reporter, nobody of another partnership, no more than name, role and organisation."""
    edith = at_the_partner_step(slack)
    assert edith.suggest("partners", "edith") == []
    assert edith.suggest("partners", "kastelein") == []  # sits at the other table
    (stef,) = edith.suggest("partners", "noordhof")
    assert set(stef) == {"text", "value", "description"}
    assert stef["description"]["text"] == "Politie · politie: moet soms handelen op wat zij leest"


def test_nobody_who_was_proposed_is_left_out_because_slack_shows_a_hundred(
    slack: PracticeSlack, bot: Process
) -> None:
    """Who plans with the template invites all of them, after a question about a name too."""
    farida = slack.as_user("regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    farida.wait_view("overleg.new")
    day = (bot.office.today + timedelta(days=7)).isoformat()
    farida.submit(**{**meeting.FORM, "title": "Overleg met Jeroen", "first_date": day})
    assert "Jeroen" in str(farida.wait_view("overleg.new")["blocks"][0])
    farida.submit()
    assert farida.wait_view("overleg.show")
    with session_for(bot.engine, write=False) as session:
        assert len(session.exec(select(OverlegParticipant)).all()) > 200
