"""Every envelope is acknowledged exactly once: on arrival when it carries no answer, else with its answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin.connection import ConnectionState

from bot import socket_mode
from bot.process import Process
from bot.socket_mode import PromptClient, PromptHandler
from sandbox import PracticeSlack, events
from tests.running import TEAM, report


class LateSession:
    """A connection that the reading thread looks at just before it is closed, and reads just after."""

    def __init__(self) -> None:
        self.looked, self.closed = Event(), Event()
        self.session_id = "late"

    @property
    def sock(self) -> None:
        """Asked for when the connection is to end."""
        self.closed.set()

    def is_active(self) -> bool:
        """Answers once the connection is being closed."""
        self.looked.set()
        return self.closed.wait(60)

    def run_until_completion(self, state: ConnectionState) -> None:
        """Reads until told to stop."""
        while not state.terminated:
            time.sleep(0.01)

    def close(self) -> None:
        """The connection is closed."""
        self.closed.set()


class SlowApp:
    """A Bolt app whose listeners hold on until `go`; `handled` says what was handed to them."""

    def __init__(self, slack: PracticeSlack) -> None:
        self.go = Event()
        self.begun: list[str] = []
        self.handled: list[str] = []
        self.holds_submissions = False
        self.listeners = ThreadPoolExecutor(8)
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        app = App(client=client, listener_executor=self.listeners, token_verification_enabled=False)
        app.command("/signal")(self.command)
        app.shortcut("signal.new")(self.shortcut)
        app.event("app_home_opened")(self.event)
        app.view("signal.new")(self.submission)
        self.handler = PromptHandler(app, slack.app_token, threads=8)

    def _hold(self, name: str) -> None:
        self.begun.append(name)
        assert self.go.wait(60)
        self.handled.append(name)

    def command(self, ack: Ack) -> None:
        """A slash command."""
        self._hold("command")
        ack()

    def shortcut(self, ack: Ack) -> None:
        """A global shortcut."""
        self._hold("shortcut")
        ack()

    def event(self) -> None:
        """An event, which Bolt acknowledges by itself."""
        self._hold("event")

    def submission(self, ack: Ack) -> None:
        """A submitted form; its acknowledgement is the answer."""
        if self.holds_submissions:
            self._hold("submission")
        ack(response_action="errors", errors={"summary": "Nog eens."})

    def stop(self) -> None:
        """Let go and end."""
        self.go.set()
        self.handler.close()
        self.listeners.shutdown()


@pytest.fixture
def slow(slack: PracticeSlack) -> Iterator[SlowApp]:
    """A connected slow app."""
    app = SlowApp(slack)
    app.handler.connect()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
    yield app
    app.stop()


def test_a_command_is_acknowledged_before_anybody_works_on_it(slack: PracticeSlack, slow: SlowApp) -> None:
    """The person sees no error while the listener has not even begun; the listener runs once."""
    person = slack.as_user("zorgcoordinator")
    assert person.slash("/signal", channel=TEAM).acked
    assert person.shortcut("signal.new").acked
    slack.emit({"type": "app_home_opened", "user": person.id, "channel": "D1", "tab": "home"})
    slack.idle()
    assert slow.handled == []
    slow.go.set()
    slack.wait_for(lambda: sorted(slow.handled) == ["command", "event", "shortcut"])


def test_an_answer_is_the_only_acknowledgement(slack: PracticeSlack, slow: SlowApp) -> None:
    """A submitted form is acknowledged with what the listener says, not before."""
    person = slack.as_user("zorgcoordinator")
    view = {"type": "modal", "id": "V1", "callback_id": "signal.new", "blocks": [], "state": {"values": {}}}
    payload = events.view_submission(slack.space, person.human, view, slack.space.new_trigger(person.id))
    ack = slack.deliver("interactive", payload, answers=True)
    assert ack is not None
    assert ack.payload == {"response_action": "errors", "errors": {"summary": "Nog eens."}}


@pytest.mark.parametrize("quiet_within", [3.0, 0.0])
def test_what_was_read_before_the_end_is_finished_and_answered(
    slack: PracticeSlack, slow: SlowApp, quiet_within: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack was told of the command's arrival and sends it no more; whoever submits a form is answered."""
    monkeypatch.setattr(socket_mode, "QUIET_WITHIN", quiet_within)
    slow.holds_submissions = True
    person = slack.as_user("zorgcoordinator")
    view = {"type": "modal", "id": "V1", "callback_id": "signal.new", "blocks": [], "state": {"values": {}}}
    payload = events.view_submission(slack.space, person.human, view, slack.space.new_trigger(person.id))
    client = slow.handler.client
    with ThreadPoolExecutor(2) as pool:
        assert person.slash("/signal", channel=TEAM).acked
        asked = pool.submit(slack.deliver, "interactive", payload, answers=True)
        slack.wait_for(lambda: len(slow.begun) == 2)
        closing = pool.submit(client.close)
        time.sleep(0.3)
        slow.go.set()
        closing.result(10)
        ack = asked.result(10)
    assert ack is not None
    assert ack.payload == {"response_action": "errors", "errors": {"summary": "Nog eens."}}
    assert sorted(slow.handled) == ["command", "submission"]


def test_what_comes_while_the_end_waits_for_an_answer_is_answered(
    slack: PracticeSlack, slow: SlowApp
) -> None:
    """Slack sends as long as the connection stands; who presses then is not left without an answer."""
    slow.holds_submissions = True
    person = slack.as_user("zorgcoordinator")
    view = {"type": "modal", "id": "V1", "callback_id": "signal.new", "blocks": [], "state": {"values": {}}}
    payload = events.view_submission(slack.space, person.human, view, slack.space.new_trigger(person.id))
    client = slow.handler.client
    with ThreadPoolExecutor(2) as pool:
        asked = pool.submit(slack.deliver, "interactive", payload, answers=True)
        slack.wait_for(lambda: slow.begun)
        closing = pool.submit(client.close)
        time.sleep(0.3)
        assert slack.as_user("mentor").slash("/signal", channel=TEAM).acked
        slow.go.set()
        closing.result(10)
        assert asked.result(10) is not None
    slack.wait_for(lambda: sorted(slow.handled) == ["command", "submission"])


@pytest.mark.parametrize("kind", ["block_actions", "message_action", "shortcut", "something_new"])
def test_what_nobody_handles_is_acknowledged_too(slack: PracticeSlack, slow: SlowApp, kind: str) -> None:
    """Over Socket Mode an unanswered envelope shows people an error."""
    payload = {"type": kind, "team": {"id": "T"}, "user": {"id": "U"}, "callback_id": "x", "actions": []}
    assert slack.deliver("interactive", payload, answers=False) is not None


def test_a_redelivered_envelope_is_another_envelope(slack: PracticeSlack, slow: SlowApp) -> None:
    """Nothing is remembered of an envelope that was handled."""
    person = slack.as_user("zorgcoordinator")
    slow.go.set()
    for _ in range(3):
        assert person.slash("/signal", channel=TEAM).acked
    slack.wait_for(lambda: slow.handled == ["command"] * 3)
    assert slow.handler.client.acknowledged == set()


def test_a_new_connection_acknowledges_as_the_old_one(slack: PracticeSlack, slow: SlowApp) -> None:
    """Slack renews connections several times a day."""
    slow.go.set()
    slack.disconnect()
    assert slack.as_user("zorgcoordinator").slash("/signal", channel=TEAM).acked


def test_sixty_people_at_once_are_all_acknowledged(slack: PracticeSlack, bot: Process) -> None:
    """Sixty commands together; the fixture fails on any envelope acknowledged never or twice."""
    person = slack.as_user("zorgcoordinator")
    with ThreadPoolExecutor(60) as people:
        acked = list(people.map(lambda _: person.slash("/signal", "hulp", channel=TEAM).acked, range(60)))
    assert acked == [True] * 60
    slack.wait_for(lambda: len(person.ephemerals(TEAM)) == 60, timeout=30)


def test_every_act_of_a_report_is_acknowledged_once(slack: PracticeSlack, bot: Process) -> None:
    """Command, two forms, and a press; a stray acknowledgement would be trouble."""
    ref = report(slack)
    slack.as_user("zorgcoordinator").press("signal.share", ref, channel=TEAM)
    slack.idle()
    kinds = [kind for kind, _ in slack.sockets.acked_after]
    assert kinds.count("slash_commands") == 1
    assert kinds.count("view_submission") == 2
    assert kinds.count("block_actions") == 1
    assert slack.trouble == []


def test_acknowledging_twice_is_trouble(slack: PracticeSlack) -> None:
    """The practice Slack notices an acknowledgement for an envelope that is not waiting for one."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    app = App(client=client, token_verification_enabled=False)
    handler = PromptHandler(app, slack.app_token, threads=2)
    handler.connect()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
    try:
        with slack.expect("acknowledged twice"):
            assert slack.as_user("zorgcoordinator").slash("/signal", channel=TEAM).acked
            seen: list[str] = []
            slack.sockets.on_stray = seen.append
            handler.client.send_socket_mode_response({"envelope_id": "e-1"})
            slack.wait_for(lambda: seen)
    finally:
        handler.close()


@pytest.mark.timeout(300)
def test_closing_ends_a_connection_that_just_begins_to_be_read() -> None:
    """The thread that reads begins after it was told to stop; it stops all the same."""
    app = App(token_verification_enabled=False, token="xoxb-fictie")
    client = PromptClient(app, "xapp-fictie", threads=1)
    late = LateSession()
    client.current_session = late  # type: ignore[assignment]  # as much of a connection as is asked of it
    reading = client.current_session_runner.thread
    assert late.looked.wait(60)
    client.close()
    assert not reading.is_alive()
