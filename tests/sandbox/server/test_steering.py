"""The control door: other processes move the clock, queue faults, read the log of calls, and act."""

from __future__ import annotations

import http.client
import time
import urllib.error
from collections.abc import Callable

import pytest

from sandbox import PracticeSlack
from tests.sandbox.conftest import NOON, Starting
from tests.sandbox.server.app import call, delete, get_json, ok, post_json, refused, socket_of
from tests.sandbox.server.site import endpoint

TEAM = "C0ZONNEBEEK"


@pytest.fixture
def door(slack: PracticeSlack) -> Callable[[str], str]:
    """The address of a part of the door."""
    return lambda part: f"{slack.page_url}control{part}"


def test_the_clock_is_set_and_moved_from_outside(slack: PracticeSlack, door: Callable[[str], str]) -> None:
    """Set and stopped it stands still, an advance moves it, else it runs on; nonsense is refused."""
    answer = post_json(door("/clock"), {"set": "2026-12-01T09:00:00+01:00", "stopped": True})
    assert answer.body == {"ok": True, "now": "2026-12-01T08:00:00+00:00", "stopped": True}
    post_json(door("/clock"), {"advance": 90})
    assert get_json(door("/clock"))["now"] == "2026-12-01T08:01:30+00:00"
    assert slack.space.new_ts().startswith("1796112090.")
    post_json(door("/clock"), {"set": "2026-12-01T09:00:00+01:00"})
    assert get_json(door("/clock"))["now"] > "2026-12-01T08:00:00.000000"
    for wrong in ({"set": "morgen"}, {"set": "2026-12-01T09:00:00"}, {"back": 3}, {"advance": "ver"}):
        assert post_json(door("/clock"), wrong).status == 400


def test_a_trigger_expires_by_the_clock_from_outside(
    slack: PracticeSlack, door: Callable[[str], str]
) -> None:
    """Four seconds later on the injected clock a trigger is worth nothing."""
    trigger = slack.space.new_trigger("U0ZORGCO")
    post_json(door("/clock"), {"advance": 4})
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Proef"}, "blocks": []}
    with slack.expect("expired_trigger_id"):
        assert refused(call(slack, "views.open", trigger_id=trigger, view=view)) == "expired_trigger_id"


def test_faults_queued_from_outside_come_in_order(slack: PracticeSlack, door: Callable[[str], str]) -> None:
    """One fault or a list, each used as often as said; what is left can be seen and forgotten."""
    post_json(door("/faults"), {"method": "chat.postMessage", "status": 429, "retry_after": 7, "times": 2})
    left = post_json(
        door("/faults"), [{"method": "*", "status": 503}, {"method": "*", "error": "fatal_error"}]
    )
    assert len(left.body["faults"]) == 3
    for _ in range(2):
        answer = call(slack, "chat.postMessage", channel=TEAM, text="x")
        assert (answer.status, answer.headers["Retry-After"], refused(answer)) == (429, "7", "ratelimited")
    assert call(slack, "chat.postMessage", channel=TEAM, text="x").status == 503
    assert refused(call(slack, "auth.test")) == "fatal_error"
    ok(call(slack, "auth.test"))
    post_json(door("/faults"), {"method": "*", "status": 500})
    assert delete(door("/faults")).body["faults"] == []
    ok(call(slack, "auth.test"))
    assert post_json(door("/faults"), {"metod": "*"}).status == 400


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
def test_a_dropped_answer_leaves_the_app_without_a_byte(slack: PracticeSlack, when: str, posted: int) -> None:
    """The connection is cut without an answer; after the effect the message is there all the same."""
    slack.faults.add("chat.postMessage", drop=when)
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected, urllib.error.URLError)):
        call(slack, "chat.postMessage", channel=TEAM, text="x")
    assert len(slack.space.channels[TEAM].messages) == posted
    ok(call(slack, "auth.test"))


def test_the_log_of_calls_is_read_from_outside(slack: PracticeSlack, door: Callable[[str], str]) -> None:
    """Each call with its arguments, outcome and time, from where one left off, by method if wanted."""
    ok(call(slack, "chat.postMessage", channel=TEAM, text="een"))
    slack.faults.add("chat.postMessage", status=500)
    call(slack, "chat.postMessage", channel=TEAM, text="twee")
    ok(call(slack, "auth.test"))
    told = get_json(door("/calls"))
    assert [(one["method"], one["ok"], one["error"], one["fault"]) for one in told["calls"]] == [
        ("chat.postMessage", True, None, False),
        ("chat.postMessage", False, "http_500", True),
        ("auth.test", True, None, False),
    ]
    assert told["calls"][0]["args"]["text"] == "een"
    assert told["calls"][0]["at"] == "2026-11-24T12:00:00+00:00"
    assert [one["method"] for one in get_json(door("/calls?after=2"))["calls"]] == ["auth.test"]
    assert len(get_json(door("/calls?method=chat.postMessage"))["calls"]) == 2
    assert get_json(door(f"/calls?after={told['next']}"))["calls"] == []
    assert get_json(door("/trouble"))["trouble"] == []
    assert get_json(door("/idle"))["idle"] is True


def test_how_soon_was_acknowledged_is_read_from_outside(
    slack: PracticeSlack, door: Callable[[str], str]
) -> None:
    """Kind and seconds of each envelope, from where one left off."""
    with socket_of(slack):
        slack.as_user("mentor").slash("/proef", channel=TEAM)
        slack.as_user("mentor").shortcut("new")
    acks = get_json(door("/acks"))["acks"]
    assert [kind for kind, _ in acks] == ["slash_commands", "shortcut"]
    assert all(0 < seconds < 3 for _, seconds in acks)
    assert get_json(door("/acks?after=2"))["acks"] == []


def test_people_act_through_the_door(slack: PracticeSlack, door: Callable[[str], str]) -> None:
    """As a person, or as the administrator without one; what cannot be done says why."""
    said = post_json(door(""), {"as": "mentor", "do": "post", "args": [TEAM, "hallo"]}).body["result"]
    post_json(door(""), {"as": "mentor", "do": "edit", "args": [TEAM, said["ts"], "anders"]})
    assert get_json(door(f"/messages/{TEAM}"))["messages"][0]["text"] == "anders"
    made = post_json(door(""), {"do": "add_person", "args": ["stage", "Sofie Stagiair"]}).body["result"]
    assert made["handle"] == "stage"
    post_json(door(""), {"do": "deactivate", "args": ["stage"]})
    assert slack.space.human("stage").deleted
    turned = post_json(door(""), {"as": "mentor", "do": "convert", "args": [TEAM, "shared"]}).body["result"]
    assert turned["id"] != TEAM
    cannot = post_json(door(""), {"as": "vreemde", "do": "post", "args": ["C0MDO", "x"]}).body
    assert cannot == {"ok": False, "problem": "vreemde is not in C0MDO"}
    assert post_json(door(""), {"as": "mentor", "do": "stop"}).status == 400


def test_a_delay_holds_the_answer_back(slack: PracticeSlack) -> None:
    """The call is carried out, its answer comes later."""
    slack.faults.add("auth.test", delay=0.3)
    started = time.monotonic()
    ok(call(slack, "auth.test"))
    assert time.monotonic() - started >= 0.3


def test_http_mode_is_switched_on_from_outside(slack: PracticeSlack, door: Callable[[str], str]) -> None:
    """The address is verified first; a wrong one is refused."""
    assert post_json(door("/http"), {"url": "http://127.0.0.1:9/"}).status == 400
    with endpoint() as site:
        assert post_json(door("/http"), {"url": site.url}).status == 200
        slack.as_user("mentor").slash("/proef", channel=TEAM)
        assert len(site.got) == 1


def test_tiers_are_played_when_asked(starting: Starting) -> None:
    """Twenty lists a minute, then 429 with the seconds left; other methods go on; a minute later again."""
    slack = starting(tiers=True)
    slack.clock.set(NOON, stopped=True)
    for _ in range(20):
        ok(call(slack, "users.list"))
    slack.clock.advance(18)
    answer = call(slack, "users.list")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "42")
    ok(call(slack, "users.info", user="U0MENTOR"))
    slack.clock.advance(42)
    ok(call(slack, "users.list"))
