"""Posting, changing and deleting messages: where, what is kept, and each refusal's code."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox import PracticeSlack
from tests.sandbox.conftest import SCOPES_OF_ALL, Starting
from tests.sandbox.rules.shapes import actions, button, mrkdwn, section
from tests.sandbox.server.app import call, ok, refusal

TEAM, OPEN, SHARED = "C0ZONNEBEEK", "C0ALGEMEEN", "C0BUREN"
MARK = {"event_type": "signal", "event_payload": {"ref": "S-1"}}


def post(slack: PracticeSlack, **args: Any) -> dict[str, Any]:
    """A message that is taken."""
    return ok(call(slack, "chat.postMessage", **{"channel": TEAM, "text": "x", **args}))


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"channel": "C0NERGENS"}, "channel_not_found"),
        ({}, "channel_not_found"),
        ({"channel": "U0NIEMAND"}, "channel_not_found"),
        ({"channel": "U0VREEMD"}, "user_not_found"),
        ({"channel": TEAM, "text": ""}, "no_text"),
        ({"channel": TEAM, "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"channel": TEAM, "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"channel": TEAM, "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"channel": TEAM, "markdown_text": "x"}, "markdown_text_conflict"),
    ],
)
def test_what_cannot_be_posted_is_refused(slack: PracticeSlack, args: dict[str, Any], code: str) -> None:
    """Nowhere, to nobody, nothing, to no thread, in wrong blocks."""
    assert refusal(slack, "chat.postMessage", **{"text": "x", **args}) == code


def test_refused_blocks_say_what_and_where(slack: PracticeSlack) -> None:
    """`errors` holds the complaints, `response_metadata` the same as messages."""
    with slack.expect("invalid_blocks"):
        answer = call(slack, "chat.postMessage", channel=TEAM, blocks=[section(text=mrkdwn("x" * 3001))])
    told = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer.body == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [told],
        "response_metadata": {"messages": [f"[ERROR] {told}"]},
    }


def test_a_conversation_must_be_open_to_the_app(slack: PracticeSlack) -> None:
    """Not a member of a private one: not found; of a public one: not in channel; archived: archived."""
    slack.space.channels["C0MDO"].members.discard("U0SCHAKEL")
    slack.space.channels[OPEN].members.discard("U0SCHAKEL")
    assert refusal(slack, "chat.postMessage", channel="C0MDO", text="x") == "channel_not_found"
    assert refusal(slack, "chat.postMessage", channel=OPEN, text="x") == "not_in_channel"
    slack.as_user("mentor").archive(TEAM)
    assert refusal(slack, "chat.postMessage", channel=TEAM, text="x") == "is_archived"


def test_public_channels_are_open_with_their_scope(starting: Starting) -> None:
    """`chat:write.public` posts where the app is not; it still cannot update or read there."""
    slack = starting(scopes=[*SCOPES_OF_ALL, "chat:write.public"])
    slack.space.channels[OPEN].members.discard("U0SCHAKEL")
    posted = post(slack, channel=OPEN)
    assert refusal(slack, "chat.update", channel=OPEN, ts=posted["ts"], text="y") == "not_in_channel"
    assert refusal(slack, "conversations.history", channel=OPEN) == "not_in_channel"


def test_a_person_is_a_conversation_only_to_a_new_message(slack: PracticeSlack) -> None:
    """Posting to a user id opens the direct message; updating needs its own id."""
    posted = post(slack, channel="U0MENTOR")
    assert posted["channel"].startswith("D")
    assert refusal(slack, "chat.update", channel="U0MENTOR", ts=posted["ts"], text="y") == "channel_not_found"
    ok(call(slack, "chat.update", channel=posted["channel"], ts=posted["ts"], text="y"))
    slack.deactivate("mentor")
    assert refusal(slack, "chat.postMessage", channel="U0MENTOR", text="x") == "user_not_found"


def test_a_text_over_40000_is_cut_with_a_warning(slack: PracticeSlack) -> None:
    """Posted all the same."""
    answer = post(slack, text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    assert answer["warning"] == "message_truncated"
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]
    assert answer["response_metadata"]["messages"][0].startswith("[WARN]")


def test_slack_fills_in_what_was_left_out(slack: PracticeSlack) -> None:
    """Block ids, action ids, emoji and verbatim come back; what the app named stays."""
    answer = post(slack, blocks=[section(), actions(button(), button(action_id="mijn"), block_id="rij")])
    first, second = answer["message"]["blocks"]
    assert first["block_id"] and first["text"]["verbatim"] is False
    assert second["block_id"] == "rij"
    assert second["elements"][0]["action_id"] and second["elements"][1]["action_id"] == "mijn"
    assert second["elements"][0]["text"]["emoji"] is True


def test_a_reply_counts_at_its_parent(slack: PracticeSlack) -> None:
    """Count, people and last reply; a reply to a reply is refused; a broadcast shows in the channel."""
    parent = post(slack)["ts"]
    reply = post(slack, thread_ts=parent)["ts"]
    shouted = post(slack, thread_ts=parent, reply_broadcast=True)
    standing = slack.space.channels[TEAM].messages[parent]
    assert (standing["reply_count"], standing["reply_users"]) == (2, ["U0SCHAKEL"])
    assert standing["latest_reply"] == shouted["ts"]
    refused = refusal(slack, "chat.postMessage", channel=TEAM, text="x", thread_ts=reply)
    assert refused == "cannot_reply_to_message"
    top = slack.as_user("mentor").messages(TEAM)
    assert [one["ts"] for one in top] == [parent, shouted["ts"]]


def test_an_update_keeps_and_drops_as_the_reference_says(slack: PracticeSlack) -> None:
    """Text alone drops blocks, blocks alone keep the text; attachments stay until an empty list."""
    posted = post(slack, blocks=[section()], attachments=[{"text": "erbij"}], metadata=MARK)
    ts, standing = posted["ts"], slack.space.channels[TEAM].messages[posted["ts"]]
    ok(call(slack, "chat.update", channel=TEAM, ts=ts, blocks=[{"type": "divider"}]))
    assert (standing["text"], standing["blocks"][0]["type"]) == ("x", "divider")
    assert "edited" not in standing
    ok(call(slack, "chat.update", channel=TEAM, ts=ts, text="y"))
    assert (standing["text"], "blocks" in standing) == ("y", False)
    assert standing["edited"]["user"] == "U0SCHAKEL"
    assert standing["attachments"][0]["text"] == "erbij"
    assert standing["metadata"] == MARK
    ok(call(slack, "chat.update", channel=TEAM, ts=ts, text="z", attachments=[]))
    assert "attachments" not in standing


@pytest.mark.parametrize(
    ("method", "own", "code"),
    [
        ("chat.update", False, "cant_update_message"),
        ("chat.delete", False, "cant_delete_message"),
        ("chat.update", None, "message_not_found"),
        ("chat.delete", None, "message_not_found"),
    ],
)
def test_only_ones_own_messages_can_be_changed(
    slack: PracticeSlack, method: str, own: bool | None, code: str
) -> None:
    """Of others: cannot; of nobody: not found."""
    ts = "1.000001" if own is None else slack.as_user("mentor").post(TEAM, "van mij")["ts"]
    assert refusal(slack, method, channel=TEAM, ts=ts, text="y") == code


def test_an_update_may_be_refused_for_what_it_says(slack: PracticeSlack) -> None:
    """4,000 bytes, and rich text cannot become something else."""
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
    ts = post(slack, blocks=[rich])["ts"]
    assert refusal(slack, "chat.update", channel=TEAM, ts=ts, text="x" * 4_001) == "msg_too_long"
    assert refusal(slack, "chat.update", channel=TEAM, ts=ts, blocks=[section()]) == "block_mismatch"
    ok(call(slack, "chat.update", channel=TEAM, ts=ts, blocks=[rich]))


def test_a_private_message_is_seen_by_one_and_kept_nowhere(slack: PracticeSlack) -> None:
    """Only its reader sees it, it cannot be updated, and it is gone after a reload."""
    answer = ok(call(slack, "chat.postEphemeral", channel=TEAM, user="U0MENTOR", text="alleen jij"))
    mentor = slack.as_user("mentor")
    assert [one["text"] for one in mentor.ephemerals(TEAM)] == ["alleen jij"]
    assert slack.as_user("zorgcoordinator").ephemerals(TEAM) == []
    assert slack.space.channels[TEAM].messages == {}
    ts = answer["message_ts"]
    assert refusal(slack, "chat.update", channel=TEAM, ts=ts, text="y") == "message_not_found"
    mentor.reload()
    assert mentor.ephemerals(TEAM) == []


@pytest.mark.parametrize(
    ("user", "channel", "code"),
    [
        ("U0BUITEN", TEAM, "user_not_in_channel"),
        ("U0NIEMAND", TEAM, "user_not_in_channel"),
        ("U0MENTOR", "C0NERGENS", "channel_not_found"),
    ],
)
def test_a_private_message_needs_its_reader_there(
    slack: PracticeSlack, user: str, channel: str, code: str
) -> None:
    """Somebody who is in the conversation."""
    assert refusal(slack, "chat.postEphemeral", channel=channel, user=user, text="x") == code


def test_a_deleted_message_is_gone_and_one_with_replies_leaves_a_stone(slack: PracticeSlack) -> None:
    """A tombstone keeps the thread together until its replies are gone too."""
    alone = post(slack)["ts"]
    ok(call(slack, "chat.delete", channel=TEAM, ts=alone))
    assert alone not in slack.space.channels[TEAM].messages
    parent = post(slack, text="geheim")["ts"]
    post(slack, thread_ts=parent)
    ok(call(slack, "chat.delete", channel=TEAM, ts=parent))
    stone = slack.space.channels[TEAM].messages[parent]
    assert (stone["subtype"], stone["reply_count"]) == ("tombstone", 1)
    assert "geheim" not in str(stone)
    assert refusal(slack, "chat.update", channel=TEAM, ts=parent, text="y") == "message_not_found"


def test_a_conversation_takes_about_a_message_a_second(slack: PracticeSlack) -> None:
    """Thirty at once are taken, then 429 until time has passed; other conversations go on."""
    for _ in range(30):
        post(slack)
    answer = call(slack, "chat.postMessage", channel=TEAM, text="te veel")
    assert (answer.status, answer.headers["Retry-After"], answer.body["error"]) == (429, "1", "ratelimited")
    post(slack, channel=OPEN)
    slack.clock.advance(31)
    post(slack)


def test_a_permalink_names_the_message(slack: PracticeSlack) -> None:
    """The workspace, the channel and the timestamp without its dot; of nothing there is none."""
    ts = post(slack)["ts"]
    found = ok(call(slack, "chat.getPermalink", channel=TEAM, message_ts=ts))["permalink"]
    assert found == f"https://zonnebeek-oefenslack.slack.com/archives/{TEAM}/p{ts.replace('.', '')}"
    assert refusal(slack, "chat.getPermalink", channel=TEAM, message_ts="1.1") == "message_not_found"


def test_timestamps_grow_even_when_the_clock_stands_still(slack: PracticeSlack) -> None:
    """Unique within a conversation, and texts of six decimals."""
    stamps = [post(slack)["ts"] for _ in range(5)]
    assert sorted(set(stamps)) == stamps
    assert all(len(one.split(".")[1]) == 6 for one in stamps)


def test_reactions_of_the_app(slack: PracticeSlack) -> None:
    """Once each, and taken back once."""
    at = {"channel": TEAM, "timestamp": post(slack)["ts"]}
    ok(call(slack, "reactions.add", name="eyes", **at))
    assert refusal(slack, "reactions.add", name="eyes", **at) == "already_reacted"
    assert refusal(slack, "reactions.add", name=":eyes:", **at) == "invalid_name"
    assert refusal(slack, "reactions.add", name="eyes", channel=TEAM) == "no_item_specified"
    missing = {"channel": TEAM, "timestamp": "1.1"}
    assert refusal(slack, "reactions.add", name="eyes", **missing) == "message_not_found"
    ok(call(slack, "reactions.remove", name="eyes", **at))
    assert refusal(slack, "reactions.remove", name="eyes", **at) == "no_reaction"
