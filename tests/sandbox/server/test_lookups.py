"""Looking up people, conversations, members: what each kind answers, in pages."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox import PracticeSlack
from tests.sandbox.server.app import Json, call, call_form, ok, refusal

TEAM, OPEN, SHARED = "C0ZONNEBEEK", "C0ALGEMEEN", "C0BUREN"


def user(slack: PracticeSlack, user_id: str, **more: Any) -> Json:
    """What users.info tells."""
    found: Json = ok(call_form(slack, "users.info", user=user_id, **more))["user"]
    return found


def room(slack: PracticeSlack, channel: str, **more: Any) -> Json:
    """What conversations.info tells."""
    found: Json = ok(call_form(slack, "conversations.info", channel=channel, **more))["channel"]
    return found


# --- people --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user_id", "expected"),
    [
        ("U0MENTOR", {"is_restricted": False, "is_ultra_restricted": False, "deleted": False}),
        ("U0ZORGCO", {"is_bot": False, "team_id": "T0ZONNEBEEK"}),
        ("U0SPORT", {"is_restricted": True, "is_ultra_restricted": False}),
        ("U0GAST", {"is_restricted": True, "is_ultra_restricted": True}),
        ("U0VREEMD", {"team_id": "T0ELDERS", "is_stranger": False, "is_restricted": False}),
        ("U0SCHAKEL", {"is_bot": True, "team_id": "T0ZONNEBEEK"}),
    ],
)  # fmt: skip
def test_each_kind_of_account_is_told_apart(
    slack: PracticeSlack, user_id: str, expected: dict[str, Any]
) -> None:
    """Members, both kinds of guest, somebody of another workspace in a shared channel, the app itself."""
    known = user(slack, user_id)
    assert {name: known[name] for name in expected} == expected


def test_a_stranger_shares_no_channel(slack: PracticeSlack) -> None:
    """`is_stranger` follows the channels shared with the app; members have no such mark."""
    slack.as_user("regisseur").convert(SHARED, "public")
    assert user(slack, "U0VREEMD")["is_stranger"] is True
    assert "is_stranger" not in user(slack, "U0MENTOR")


def test_a_closed_account_tells_less(slack: PracticeSlack) -> None:
    """No time zone, marks or locale; opened again they are back."""
    slack.deactivate("mentor")
    closed = user(slack, "U0MENTOR", include_locale="true")
    assert closed["deleted"] is True
    assert not closed.keys() & {"tz", "is_admin", "locale", "is_restricted"}
    slack.reactivate("mentor")
    again = user(slack, "U0MENTOR", include_locale="true")
    assert (again["deleted"], again["locale"]) == (False, "nl-NL")


def test_a_change_of_kind_is_told(slack: PracticeSlack) -> None:
    """Guest, guest of one channel (who keeps only one), somebody of elsewhere, member again."""
    seen = []
    for kind in ("guest", "single_guest", "stranger", "member"):
        slack.change_kind("mentor", kind)
        known = user(slack, "U0MENTOR")
        seen.append((known["is_restricted"], known["is_ultra_restricted"], known["team_id"]))
    home = "T0ZONNEBEEK"
    assert seen == [(True, False, home), (True, True, home), (False, False, "T0ELDERS"), (False, False, home)]
    rooms = [one for one in slack.as_user("mentor").channels() if one.kind != "im"]
    assert len(rooms) == 1


def test_another_bot_is_a_bot(slack: PracticeSlack) -> None:
    """With an app and bot id of its own, by which it can be looked up."""
    slack.add_person("taakbot", "Taakbot", kind="bot", user_id="U0TAAKBOT", channels=[TEAM])
    known = user(slack, "U0TAAKBOT")
    assert known["is_bot"] is True
    found = ok(call(slack, "bots.info", bot=known["profile"]["bot_id"]))["bot"]
    assert (found["user_id"], found["app_id"]) == ("U0TAAKBOT", known["profile"]["api_app_id"])
    assert refusal(slack, "bots.info", bot="B0NIEMAND") == "bot_not_found"


def test_people_are_listed_and_found_by_address(slack: PracticeSlack) -> None:
    """All of them with the app, in pages; by e-mail only who is here and open."""
    everyone, cursor = [], ""
    while True:
        answer = ok(call_form(slack, "users.list", limit=5, cursor=cursor))
        everyone += answer["members"]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert {one["id"] for one in everyone} == {*slack.space.people, "U0SCHAKEL"}
    found = ok(call(slack, "users.lookupByEmail", email="Mentor@oefenslack.example"))
    assert found["user"]["id"] == "U0MENTOR"
    slack.deactivate("mentor")
    code = refusal(slack, "users.lookupByEmail", email="mentor@oefenslack.example")
    assert code == "users_not_found"
    assert refusal(slack, "users.info", user="U0NIEMAND") == "user_not_found"
    assert ok(call(slack, "team.info"))["team"]["id"] == "T0ZONNEBEEK"


# --- conversations -------------------------------------------------------------------------------


def test_each_kind_of_conversation_is_told_apart(slack: PracticeSlack) -> None:
    """Private, public, shared, and a direct message, which has no name and no members' marks."""
    marks = ("is_private", "is_channel", "is_group", "is_ext_shared", "is_shared", "is_pending_ext_shared")
    told = {one: [room(slack, one)[mark] for mark in marks] for one in (TEAM, OPEN, SHARED)}
    assert told == {
        TEAM: [True, False, True, False, False, False],
        OPEN: [False, True, False, False, False, False],
        SHARED: [False, True, False, True, True, False],
    }
    direct = room(slack, slack.space.im_of("U0MENTOR").id)
    assert (direct["is_im"], direct["user"], direct["is_user_deleted"]) == (True, "U0MENTOR", False)
    assert "name" not in direct


def test_a_conversion_is_told(slack: PracticeSlack) -> None:
    """Pending, shared (a private one stays private), and back; the old id of a private one is unknown."""
    regie = slack.as_user("regisseur")
    pending = regie.convert(TEAM, "pending")
    assert refusal(slack, "conversations.info", channel=TEAM) == "channel_not_found"
    known = room(slack, pending.id)
    assert (known["is_pending_ext_shared"], known["is_ext_shared"]) == (True, False)
    assert known["pending_connected_team_ids"] == ["T0ELDERS"]
    shared = regie.convert(pending.id, "shared")
    known = room(slack, shared.id)
    assert (known["is_ext_shared"], known["is_private"], known["is_pending_ext_shared"]) == (
        True,
        True,
        False,
    )
    assert known["shared_team_ids"] == ["T0ZONNEBEEK", "T0ELDERS"]
    known = room(slack, regie.convert(shared.id, "public").id)
    assert (known["is_ext_shared"], known["is_private"], known["is_org_shared"]) == (False, False, False)
    assert room(slack, regie.convert(shared.id, "private").id)["is_private"] is True


def test_members_come_in_pages_and_with_closed_accounts(slack: PracticeSlack) -> None:
    """Also who was there when the account was closed; the app among them."""
    slack.deactivate("mentor")
    first = ok(call_form(slack, "conversations.members", channel=TEAM, limit=4))
    assert len(first["members"]) == 4
    cursor = first["response_metadata"]["next_cursor"]
    rest = ok(call_form(slack, "conversations.members", channel=TEAM, cursor=cursor, limit=100))
    everyone = first["members"] + rest["members"]
    assert set(everyone) == slack.space.channels[TEAM].members
    assert {"U0MENTOR", "U0SCHAKEL"} <= set(everyone)
    assert rest["response_metadata"]["next_cursor"] == ""
    assert room(slack, TEAM, include_num_members="true")["num_members"] == len(everyone)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"limit": 0}, None),
        ({"limit": -1}, "invalid_limit"),
        ({"limit": 1001}, "invalid_limit"),
        ({"limit": "veel"}, "invalid_limit"),
        ({"cursor": "verzonnen"}, "invalid_cursor"),
        ({"cursor": "c9999"}, "invalid_cursor"),
    ],
)
def test_pages_have_their_bounds(slack: PracticeSlack, args: dict[str, Any], code: str | None) -> None:
    """A limit of 1 to 1000 (none or zero is the default), a cursor that was given out."""
    if code is None:
        ok(call(slack, "conversations.members", channel=TEAM, **args))
    else:
        assert refusal(slack, "conversations.members", channel=TEAM, **args) == code


def test_listing_shows_what_the_app_may_know(slack: PracticeSlack) -> None:
    """Public ones always, private ones it is in; types as asked; archived ones left out on request."""
    slack.space.channels["C0MDO"].members.discard("U0SCHAKEL")
    slack.space.channels[OPEN].members.discard("U0SCHAKEL")

    def ids(method: str, **more: Any) -> set[str]:
        return {one["id"] for one in ok(call_form(slack, method, **more))["channels"]}

    assert ids("conversations.list") == {OPEN, SHARED}
    both = "public_channel,private_channel"
    assert ids("conversations.list", types=both) == {OPEN, SHARED, TEAM}
    assert ids("users.conversations", types=both) == {SHARED, TEAM}
    assert ids("users.conversations", types=both, user="U0MENTOR") == {TEAM}
    slack.as_user("mentor").archive(TEAM)
    assert ids("users.conversations", types=both, exclude_archived="true") == {SHARED}
    assert refusal(slack, "conversations.list", types="secret") == "invalid_types"
    assert refusal(slack, "users.conversations", user="U0NIEMAND") == "user_not_found"


def test_a_conversation_that_is_hidden_is_not_found(slack: PracticeSlack) -> None:
    """Somebody else's private one, and one that does not exist, alike."""
    slack.space.channels["C0MDO"].members.discard("U0SCHAKEL")
    for method in ("conversations.info", "conversations.members", "conversations.history"):
        for channel in ("C0MDO", "C0NERGENS"):
            assert refusal(slack, method, channel=channel) == "channel_not_found"


@pytest.mark.parametrize(
    ("users", "code"),
    [
        ("", "users_list_not_supplied"),
        ("U0NIEMAND", "user_not_found"),
        ("U0VREEMD", "user_not_found"),
        (",".join(f"U{n}" for n in range(9)), "too_many_users"),
    ],
)
def test_a_direct_message_needs_somebody(slack: PracticeSlack, users: str, code: str) -> None:
    """Nobody, somebody unknown, a stranger, nine people."""
    assert refusal(slack, "conversations.open", users=users) == code


def test_a_direct_message_is_opened_once(slack: PracticeSlack) -> None:
    """The same each time; not with a closed account."""
    first = ok(call_form(slack, "conversations.open", users="U0MENTOR"))["channel"]["id"]
    again = ok(call_form(slack, "conversations.open", users="U0MENTOR", return_im="true"))["channel"]
    assert (again["id"], again["user"]) == (first, "U0MENTOR")
    slack.deactivate("mentor")
    assert refusal(slack, "conversations.open", users="U0MENTOR") == "user_disabled"


def test_the_app_joins_and_leaves(slack: PracticeSlack) -> None:
    """Public ones it may join, any it is in it may leave; leaving twice is no error."""
    ok(call(slack, "conversations.leave", channel=OPEN))
    assert ok(call(slack, "conversations.leave", channel=OPEN))["not_in_channel"] is True
    assert ok(call(slack, "conversations.join", channel=OPEN))["channel"]["is_member"] is True
    assert ok(call(slack, "conversations.join", channel=OPEN))["warning"] == "already_in_channel"
    assert refusal(slack, "conversations.join", channel=TEAM) == "method_not_supported_for_channel_type"
    ok(call(slack, "conversations.leave", channel=TEAM))
    assert refusal(slack, "conversations.leave", channel=TEAM) == "channel_not_found"
    direct = slack.space.im_of("U0MENTOR").id
    assert refusal(slack, "conversations.leave", channel=direct) == "method_not_supported_for_channel_type"
