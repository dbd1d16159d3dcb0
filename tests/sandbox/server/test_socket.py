"""Socket Mode: tickets, hello, envelopes, acknowledgements, redelivery, disconnects, several connections."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sandbox import PracticeSlack
from tests.sandbox.conftest import Starting
from tests.sandbox.server.app import Socket, call, ok, socket_of

TEAM = "C0ZONNEBEEK"


def test_hello_comes_at_once(slack: PracticeSlack, app: Socket) -> None:
    """With the count of connections, how long this one lasts, and whose it is."""
    assert app.hello["type"] == "hello"
    assert app.hello["num_connections"] == 1
    assert app.hello["debug_info"]["approximate_connection_time"] > 0
    assert app.hello["connection_info"] == {"app_id": "A0SCHAKEL"}
    with socket_of(slack) as second:
        assert second.hello["num_connections"] == 2


def test_a_ticket_admits_once(slack: PracticeSlack) -> None:
    """The same address a second time, and a made-up one, are closed without a word."""
    url = ok(call(slack, "apps.connections.open"))["url"]
    with connect(url, proxy=None) as link:
        assert json.loads(link.recv())["type"] == "hello"
    for closed in (url, f"{slack.socket_url}?ticket=verzonnen", slack.socket_url):
        with pytest.raises(InvalidStatus) as caught, connect(closed, proxy=None):
            pass
        assert caught.value.response.status_code == 403


def test_ten_connections_and_no_more(slack: PracticeSlack) -> None:
    """The eleventh hears too_many_websockets and is closed; the ten stay."""
    with contextlib.ExitStack() as stack:
        ten = [stack.enter_context(socket_of(slack)) for _ in range(10)]
        eleventh = stack.enter_context(socket_of(slack))
        slack.wait_for(lambda: eleventh.closed)
        (told,) = eleventh.notices
        assert (told["type"], told["reason"]) == ("disconnect", "too_many_websockets")
        assert told["num_connections"] == 11
        assert not any(one.closed for one in ten)


def test_each_envelope_goes_to_exactly_one(slack: PracticeSlack) -> None:
    """Whichever it is; all of them get their share."""
    with socket_of(slack) as one, socket_of(slack) as two, socket_of(slack) as three:
        mentor = slack.as_user("mentor")
        for _ in range(9):
            assert mentor.slash("/proef", channel=TEAM).acked
        assert [len(link.envelopes) for link in (one, two, three)] == [3, 3, 3]


def test_what_an_envelope_holds(slack: PracticeSlack, app: Socket) -> None:
    """Whether an answer is read: of commands, submissions and searches; events say which attempt it is."""
    mentor = slack.as_user("mentor")
    mentor.slash("/proef", "iets", channel=TEAM)
    mentor.shortcut("new")
    mentor.post(TEAM, "hallo")
    slack.idle()
    command, shortcut, event = app.envelopes
    assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
    assert (shortcut["type"], shortcut["accepts_response_payload"]) == ("interactive", False)
    assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)
    assert (event["retry_attempt"], event["retry_reason"]) == (0, "")
    assert "retry_attempt" not in command
    assert len({one["envelope_id"] for one in app.envelopes}) == 3


@pytest.fixture
def hasty(starting: Starting) -> PracticeSlack:
    """A practice Slack that waits a fifth of a second for an acknowledgement."""
    return starting(ack_seconds=0.2)


def test_a_command_is_sent_once(hasty: PracticeSlack) -> None:
    """Unacknowledged, the person sees that it failed and it is trouble; it is not repeated."""
    with socket_of(hasty, silent=True) as app, hasty.expect("unacknowledged slash_commands /proef"):
        answer = hasty.as_user("mentor").slash("/proef", channel=TEAM)
        assert (answer.acked, answer.text) == (False, "operation_timeout")
        time.sleep(0.3)
        assert len(app.envelopes) == 1


def test_without_connection_a_command_fails_and_an_event_is_dropped(hasty: PracticeSlack) -> None:
    """Nobody to tell; the dropped event can be looked at."""
    with hasty.expect("unacknowledged slash_commands"):
        assert not hasty.as_user("mentor").slash("/proef", channel=TEAM).acked
    hasty.as_user("mentor").post(TEAM, "hallo")
    hasty.idle()
    assert [one["event"]["text"] for one in hasty.dropped] == ["hallo"]


def test_an_event_is_repeated_three_times(hasty: PracticeSlack) -> None:
    """The same event id, another envelope, the attempt counted; then it is trouble."""
    with socket_of(hasty, silent=True) as app, hasty.expect("unacknowledged events_api message"):
        hasty.as_user("mentor").post(TEAM, "hallo")
        hasty.idle(10)
        assert [one["retry_attempt"] for one in app.envelopes] == [0, 1, 2, 3]
        assert [one["retry_reason"] for one in app.envelopes] == ["", "timeout", "timeout", "timeout"]
        assert len({one["payload"]["event_id"] for one in app.envelopes}) == 1
        assert len({one["envelope_id"] for one in app.envelopes}) == 4


def test_a_late_acknowledgement_does_not_count(hasty: PracticeSlack) -> None:
    """Whoever ran too long is asked again; an acknowledgement of a repetition ends it."""
    with socket_of(hasty, silent=True) as app:
        hasty.as_user("mentor").post(TEAM, "hallo")
        hasty.wait_for(lambda: len(app.envelopes) == 2)
        app.acknowledge(app.envelopes[0])
        app.acknowledge(app.envelopes[1])
        hasty.idle()
        time.sleep(0.3)
        assert len(app.envelopes) == 2


def test_a_repetition_goes_to_a_connection_that_is_open(hasty: PracticeSlack) -> None:
    """When one dies with an event unanswered, another gets the repetition."""
    with socket_of(hasty, silent=True) as first:
        hasty.as_user("mentor").post(TEAM, "hallo")
        hasty.wait_for(lambda: first.envelopes)
        with socket_of(hasty) as second:
            first.link.close()
            hasty.wait_for(lambda: second.envelopes)
            assert second.envelopes[0]["retry_attempt"] >= 1
            hasty.idle()


def test_who_hangs_up_with_an_event_unanswered_is_asked_no_more(slack: PracticeSlack) -> None:
    """Nobody else is there: the event is dropped without waiting for an answer that cannot come."""
    with socket_of(slack, silent=True) as app:
        slack.as_user("mentor").post(TEAM, "hallo")
        slack.wait_for(lambda: app.envelopes)
        app.link.close()
        slack.wait_for(lambda: slack.dropped, timeout=1)
    assert [one["event"]["text"] for one in slack.dropped] == ["hallo"]


def test_hanging_up_amid_messages_is_no_trouble(slack: PracticeSlack) -> None:
    """An event that meets a connection which is just ending is not one the app failed to acknowledge."""
    mentor = slack.as_user("mentor")
    for _ in range(20):
        with socket_of(slack) as app:
            for number in range(10):
                mentor.post(TEAM, f"bericht {number}")
            app.link.close()
    slack.idle()


@contextlib.contextmanager
def renewing(slack: PracticeSlack, app: Socket, reason: str) -> Iterator[Socket]:
    """A disconnect for this reason, answered with a new connection as a client does."""
    thread = threading.Thread(target=slack.disconnect, args=(reason,), daemon=True)
    thread.start()
    slack.wait_for(lambda: app.notices)
    with socket_of(slack) as new:
        thread.join(timeout=10)
        yield new


def test_a_refresh_loses_nothing(slack: PracticeSlack, app: Socket) -> None:
    """The old connection stays until the new one is up; from then on the new one hears everything."""
    with renewing(slack, app, "refresh_requested") as new:
        assert app.notices[0]["reason"] == "refresh_requested"
        slack.wait_for(lambda: app.closed)
        assert slack.as_user("mentor").slash("/proef", channel=TEAM).acked
        assert (len(app.envelopes), len(new.envelopes)) == (0, 1)


def test_a_warning_only_announces(slack: PracticeSlack, app: Socket) -> None:
    """The connection goes on; as soon as there is a new one, that is used."""
    slack.disconnect("warning")
    slack.wait_for(lambda: app.notices)
    mentor = slack.as_user("mentor")
    assert mentor.slash("/proef", channel=TEAM).acked
    with socket_of(slack) as new:
        assert mentor.slash("/proef", channel=TEAM).acked
        assert (len(app.envelopes), len(new.envelopes), app.closed) == (1, 1, False)


def test_a_disabled_link_closes_at_once(slack: PracticeSlack, app: Socket) -> None:
    """Socket Mode was switched off: no waiting for a new connection."""
    slack.disconnect("link_disabled")
    slack.wait_for(lambda: app.closed)
    assert app.notices[0]["reason"] == "link_disabled"


def test_the_app_hears_itself(slack: PracticeSlack, app: Socket) -> None:
    """Its own messages come back as events with its bot id, so that a loop shows; without their metadata."""
    mark = {"event_type": "anders", "event_payload": {}}
    posted = ok(call(slack, "chat.postMessage", channel=TEAM, text="van mij", metadata=mark))
    slack.idle()
    (event,) = app.events
    assert (event["type"], event["ts"], event["bot_id"]) == ("message", posted["ts"], "B0SCHAKEL")
    assert "subtype" not in event and "metadata" not in event


def test_nonsense_from_the_app_closes_its_connection_only(slack: PracticeSlack, app: Socket) -> None:
    """What is no JSON ends this connection; an unknown envelope is trouble; the server goes on."""
    with slack.expect("acknowledged twice, or never sent"):
        app.link.send(json.dumps({"envelope_id": "verzonnen"}))
        app.link.send("geen json")
        slack.wait_for(lambda: app.closed)
    with socket_of(slack):
        assert slack.as_user("mentor").slash("/proef", channel=TEAM).acked


def test_a_second_acknowledgement_is_trouble(slack: PracticeSlack, app: Socket) -> None:
    """The first ends the waiting; whoever answers again does not know what it did."""
    slack.as_user("mentor").slash("/proef", channel=TEAM)
    app.acknowledge(app.envelopes[0])
    slack.wait_for(lambda: slack.trouble)
    assert slack.trouble == ["acknowledged twice, or never sent"]
    slack.trouble.clear()


def test_events_keep_their_order(slack: PracticeSlack, app: Socket) -> None:
    """A hundred in a row arrive as they were said."""
    mentor = slack.as_user("mentor")
    for number in range(100):
        mentor.post(TEAM, str(number))
    slack.idle(20)
    texts: list[str] = [one["text"] for one in app.events]
    assert texts == [str(number) for number in range(100)]
