"""A person presses what comes a moment later; what does not come, nobody sees."""

from __future__ import annotations

import threading

import pytest

from sandbox import PracticeSlack
from sandbox.errors import CannotDo
from tests.sandbox.server.app import call, ok, socket_of

TEAM = "C0ZONNEBEEK"
BUTTON = {
    "type": "button",
    "action_id": "signal.pickup",
    "value": "S-1",
    "text": {"type": "plain_text", "text": "Ik pak dit op"},
}


def _post(slack: PracticeSlack) -> str:
    blocks = [{"type": "actions", "elements": [BUTTON]}]
    return str(ok(call(slack, "chat.postMessage", channel=TEAM, text="x", blocks=blocks))["ts"])


def test_a_message_that_is_on_its_way_is_waited_for(slack: PracticeSlack) -> None:
    """As a bot posts it after it answered the form."""
    with socket_of(slack) as app:
        late = threading.Timer(0.3, _post, [slack])
        late.start()
        assert slack.as_user("mentor").press("signal.pickup", "S-1", channel=TEAM).acked
        late.join()
        assert [one["type"] for one in app.payloads].count("block_actions") == 1


def test_what_does_not_come_cannot_be_pressed(slack: PracticeSlack) -> None:
    """Nor what another message holds, when it is said which one is meant."""
    mentor = slack.as_user("mentor")
    with pytest.raises(CannotDo):
        mentor.press("signal.pickup", "S-1", timeout=0.05)
    _post(slack)
    with pytest.raises(CannotDo):
        mentor.press("signal.pickup", "S-1", message_ts="1.000001")
