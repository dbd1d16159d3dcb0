"""Reading back what was said or uploaded, in pages."""

from __future__ import annotations

from typing import Any

from sandbox import PracticeSlack
from tests.sandbox.server.app import Json, call, call_form, ok, refusal, send
from tests.sandbox.server.hearing import TEAM


def said(slack: PracticeSlack, *texts: str, **more: Any) -> list[str]:
    """Timestamps of messages of the app, a second apart."""
    stamps = []
    for text in texts:
        stamps.append(ok(call(slack, "chat.postMessage", channel=TEAM, text=text, **more))["ts"])
        slack.clock.advance(1)
    return stamps


def test_history_is_newest_first_without_replies(slack: PracticeSlack) -> None:
    """In pages; the cursor leads to the last one."""
    stamps = said(slack, "een", "twee", "drie")
    said(slack, "antwoord", thread_ts=stamps[0])
    first = ok(call_form(slack, "conversations.history", channel=TEAM, limit=2))
    assert [one["text"] for one in first["messages"]] == ["drie", "twee"]
    assert first["has_more"] is True
    cursor = first["response_metadata"]["next_cursor"]
    last = ok(call_form(slack, "conversations.history", channel=TEAM, limit=2, cursor=cursor))
    assert [one["text"] for one in last["messages"]] == ["een"]
    assert (last["has_more"], "response_metadata" in last) == (False, False)


def test_history_lies_between_moments(slack: PracticeSlack) -> None:
    """Exclusive unless asked; a moment that is none is refused."""
    stamps = said(slack, "een", "twee", "drie")

    def texts(**more: Any) -> list[str]:
        found = ok(call_form(slack, "conversations.history", channel=TEAM, **more))
        return [one["text"] for one in found["messages"]]

    assert texts(oldest=stamps[0]) == ["drie", "twee"]
    assert texts(oldest=stamps[0], latest=stamps[2]) == ["twee"]
    assert texts(oldest=stamps[0], latest=stamps[2], inclusive="true") == ["drie", "twee", "een"]
    assert refusal(slack, "conversations.history", channel=TEAM, oldest="gisteren") == "invalid_ts_oldest"
    assert refusal(slack, "conversations.history", channel=TEAM, latest="nu") == "invalid_ts_latest"


def test_metadata_shows_only_when_asked_for(slack: PracticeSlack) -> None:
    """In history and replies alike."""
    mark = {"event_type": "signal", "event_payload": {"ref": "S-1"}}
    (parent,) = said(slack, "een", metadata=mark)
    said(slack, "antwoord", thread_ts=parent, metadata=mark)
    for method, more in (("conversations.history", {}), ("conversations.replies", {"ts": parent})):
        plain = ok(call_form(slack, method, channel=TEAM, **more))["messages"]
        whole = ok(call_form(slack, method, channel=TEAM, include_all_metadata="true", **more))["messages"]
        assert all("metadata" not in one for one in plain)
        assert all(one["metadata"] == mark for one in whole)


def test_a_thread_comes_with_its_parent(slack: PracticeSlack) -> None:
    """Oldest first, the parent on every page; by a reply's own timestamp too; of nothing there is none."""
    (parent,) = said(slack, "een")
    replies = said(slack, "a", "b", "c", thread_ts=parent)
    first = ok(call_form(slack, "conversations.replies", channel=TEAM, ts=parent, limit=2))
    assert [one["text"] for one in first["messages"]] == ["een", "a", "b"]
    cursor = first["response_metadata"]["next_cursor"]
    last = ok(call_form(slack, "conversations.replies", channel=TEAM, ts=parent, limit=2, cursor=cursor))
    assert [one["text"] for one in last["messages"]] == ["een", "c"]
    whole = ok(call_form(slack, "conversations.replies", channel=TEAM, ts=replies[1]))
    assert len(whole["messages"]) == 4
    assert refusal(slack, "conversations.replies", channel=TEAM, ts="1.1") == "thread_not_found"


def test_a_file_goes_the_three_steps(slack: PracticeSlack) -> None:
    """An address, the bytes, where to show them; a step left out is refused."""
    assert refusal(slack, "files.getUploadURLExternal", filename="a.ics") == "missing_argument"
    made = ok(call_form(slack, "files.getUploadURLExternal", filename="a.ics", length=3))
    done: Json = {"files": [{"id": made["file_id"], "title": "Overleg"}], "channel_id": TEAM}
    assert refusal(slack, "files.completeUploadExternal", **done) == "file_not_found"
    assert send(made["upload_url"], b"abc", {}).text == "OK - 3"
    assert send(f"{slack.page_url}upload/F0NIETS", b"abc", {}).status == 404
    shown = ok(call_form(slack, "files.completeUploadExternal", **done))["files"][0]
    assert (shown["title"], shown["name"], shown["size"]) == ("Overleg", "a.ics", 3)
    (message,) = slack.as_user("mentor").messages(TEAM)
    assert (message["subtype"], message["files"][0]["id"]) == ("file_share", made["file_id"])
    assert ok(call(slack, "files.info", file=made["file_id"]))["file"]["title"] == "Overleg"
    ok(call(slack, "files.delete", file=made["file_id"]))
    assert refusal(slack, "files.info", file=made["file_id"]) == "file_not_found"
    other = slack.as_user("mentor").upload(TEAM, "Lijst", content="x")["files"][0]["id"]
    assert refusal(slack, "files.delete", file=other) == "cant_delete_file"
