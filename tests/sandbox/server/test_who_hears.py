"""Who hears what: the manifest names it, the scopes cover it, and the app is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sandbox import PracticeSlack
from tests.sandbox.conftest import EVENTS, SCOPES_OF_ALL, Starting
from tests.sandbox.server.app import Json, Socket, socket_of
from tests.sandbox.server.hearing import OPEN, TEAM, names


def _reacted(slack: PracticeSlack) -> None:
    ts = slack.as_user("jeugdagent").post(TEAM, "x")["ts"]
    slack.as_user("mentor").react(TEAM, ts, "eyes")


ACTS: dict[str, Callable[[PracticeSlack], object]] = {
    "message.groups": lambda slack: slack.as_user("mentor").post(TEAM, "x"),
    "message.channels": lambda slack: slack.as_user("mentor").post(OPEN, "x"),
    "message.im": lambda slack: slack.as_user("mentor").post(slack.space.im_of("U0MENTOR").id, "x"),
    "member_joined_channel": lambda slack: slack.as_user("mentor").invite(TEAM, "fg"),
    "member_left_channel": lambda slack: slack.as_user("mentor").leave(TEAM),
    "reaction_added": _reacted,
    "user_change": lambda slack: slack.deactivate("fg"),
    "team_join": lambda slack: slack.add_person("nieuw", "Nina Nieuw"),
    "channel_shared": lambda slack: slack.as_user("mentor").convert(OPEN, "shared"),
    "channel_archive": lambda slack: slack.as_user("mentor").archive(OPEN),
    "group_archive": lambda slack: slack.as_user("mentor").archive(TEAM),
    "file_shared": lambda slack: slack.as_user("mentor").upload(TEAM, "x"),
}
NEEDS = {
    "message.groups": "groups:history",
    "message.channels": "channels:history",
    "message.im": "im:history",
    "member_joined_channel": "groups:read",
    "member_left_channel": "groups:read",
    "reaction_added": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "channel_shared": "channels:read",
    "channel_archive": "channels:read",
    "group_archive": "groups:read",
    "file_shared": "files:read",
}


def _told(slack: PracticeSlack, event: str) -> list[Json]:
    with socket_of(slack) as app:
        ACTS[event](slack)
        slack.idle()
        return app.events


@pytest.fixture(params=sorted(ACTS))
def event(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each event in turn."""
    yield request.param


def test_what_is_subscribed_to_is_heard(starting: Starting, event: str) -> None:
    """With nothing else in the manifest, only that."""
    told = _told(starting(events=[event]), event)
    assert {one["type"] for one in told} == {event.split(".", maxsplit=1)[0]}


def test_what_is_not_subscribed_to_is_not_heard(starting: Starting, event: str) -> None:
    """With everything else in the manifest, not that."""
    told = _told(starting(events=[one for one in EVENTS if one != event]), event)
    if event.startswith("message."):
        assert "message" not in names(told)
    else:
        assert event not in names(told)


def test_what_the_scopes_do_not_cover_is_not_heard(starting: Starting, event: str) -> None:
    """Without the event's scope it is not sent, however much it was asked for."""
    scopes = [one for one in SCOPES_OF_ALL if one != NEEDS[event]]
    assert _told(starting(events=[event], scopes=scopes), event) == []


def test_where_the_app_is_not_it_hears_nothing(slack: PracticeSlack, app: Socket) -> None:
    """Neither messages, members nor reactions; of public channels only that they are archived or shared."""
    for channel in (TEAM, OPEN):
        slack.space.channels[channel].members.discard("U0SCHAKEL")
    mentor = slack.as_user("mentor")
    for channel in (TEAM, OPEN):
        said = mentor.post(channel, "x")
        mentor.react(channel, said["ts"], "eyes")
        mentor.invite(channel, "jeugdhulp" if channel == TEAM else "gast")
        mentor.archive(channel)
    slack.idle()
    assert names(app.events) == ["channel_archive"]
