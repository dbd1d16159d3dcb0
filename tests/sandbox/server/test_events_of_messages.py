"""What the app hears of messages: said, changed, withdrawn, forwarded, reacted to, with files."""

from __future__ import annotations

import pytest

from sandbox import Person, PracticeSlack
from sandbox.errors import CannotDo
from tests.sandbox.server.app import Socket, call, ok
from tests.sandbox.server.hearing import MDO, OPEN, SHARED, TEAM, Heard, names


def test_typed_text_comes_escaped_with_links_and_mentions(mentor: Person, heard: Heard) -> None:
    """Escaped in the text, raw in the block; a mention and an address are elements of their own."""
    mentor.post(TEAM, "a & b <c> @jeugdagent https://example.org/x. mail a@b.nl <!channel> <@U0JONGER>")
    (event,) = heard()
    assert event["text"] == (
        "a &amp; b &lt;c&gt; <@U0AGENT> <https://example.org/x>. mail <mailto:a@b.nl|a@b.nl> "
        "&lt;!channel&gt; <@U0JONGER>"
    )
    elements = event["blocks"][0]["elements"][0]["elements"]
    assert elements[0] == {"type": "text", "text": "a & b <c> "}
    kinds = [one["type"] for one in elements]
    assert kinds == ["text", "user", "text", "link", "text", "link", "text", "user"]
    assert event["channel_type"] == "group"
    assert event["client_msg_id"]


def test_everyone_is_told_by_a_chosen_mention_only(mentor: Person, heard: Heard) -> None:
    """`@here` becomes a mention where the composer offers it; somebody unknown stays text."""
    mentor.post(TEAM, "@here kijk @niemand")
    assert heard()[0]["text"] == "<!here> kijk @niemand"


def test_an_edit_is_told_without_user_or_text(mentor: Person, heard: Heard) -> None:
    """The message as it is and as it was; nothing of it at the top."""
    said = mentor.post(TEAM, "eerst")
    mentor.edit(TEAM, said["ts"], "nu")
    event = heard()[1]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("nu", "eerst")
    assert event["message"]["edited"]["user"] == mentor.id
    assert not event.keys() & {"user", "text"}
    assert event["channel_type"] == "group"


def test_a_withdrawal_is_told_with_what_stood_there(mentor: Person, heard: Heard) -> None:
    """And with replies a stone is left, which is a change."""
    said = mentor.post(TEAM, "weg ermee")
    mentor.delete(TEAM, said["ts"])
    event = heard()[1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", said["ts"])
    assert event["previous_message"]["text"] == "weg ermee"
    parent = mentor.post(TEAM, "met antwoord")["ts"]
    mentor.post(TEAM, "antwoord", parent)
    mentor.delete(TEAM, parent)
    event = heard()[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert event["previous_message"]["text"] == "met antwoord"


def test_only_ones_own_words_can_be_changed(slack: PracticeSlack, mentor: Person) -> None:
    """Not those of others, nor of the app, nor what is not there."""
    of_app = ok(call(slack, "chat.postMessage", channel=TEAM, text="x"))["ts"]
    of_other = slack.as_user("jeugdagent").post(TEAM, "x")["ts"]
    for ts in (of_app, of_other, "1.000001"):
        with pytest.raises(CannotDo):
            mentor.edit(TEAM, ts, "y")
        with pytest.raises(CannotDo):
            mentor.delete(TEAM, ts)


def test_a_reply_and_a_broadcast_say_where_they_belong(mentor: Person, heard: Heard) -> None:
    """Thread and parent's author; a broadcast brings its root."""
    parent = mentor.post(TEAM, "vraag")["ts"]
    mentor.post(TEAM, "antwoord", parent)
    mentor.post(TEAM, "voor allen", parent, broadcast=True)
    _, reply, shouted = heard()
    assert (reply["thread_ts"], reply["parent_user_id"]) == (parent, mentor.id)
    assert shouted["subtype"] == "thread_broadcast"
    assert (shouted["root"]["ts"], shouted["root"]["reply_count"]) == (parent, 2)
    with pytest.raises(CannotDo):
        mentor.post(TEAM, "in het niets", "1.000001")


def test_a_forward_carries_the_message(mentor: Person, heard: Heard) -> None:
    """As an attachment that is a share, with text, author and place of the original."""
    said = mentor.post(MDO, "het origineel")
    mentor.forward(MDO, said["ts"], TEAM, "kijk eens")
    event = heard()[1]
    (attachment,) = event["attachments"]
    assert (event["channel"], event["text"]) == (TEAM, "kijk eens")
    assert (attachment["is_share"], attachment["channel_id"]) == (True, MDO)
    assert (attachment["text"], attachment["author_id"]) == ("het origineel", mentor.id)
    assert attachment["message_blocks"][0]["message"]["blocks"] == said["blocks"]


def test_reactions_are_told_once_each(slack: PracticeSlack, mentor: Person, heard: Heard) -> None:
    """Given and taken back, with whose message it is; twice the same cannot be."""
    said = slack.as_user("jeugdagent").post(TEAM, "x")
    mentor.react(TEAM, said["ts"], "eyes")
    with pytest.raises(CannotDo):
        mentor.react(TEAM, said["ts"], "eyes")
    assert said["reactions"] == [{"name": "eyes", "users": [mentor.id], "count": 1}]
    mentor.unreact(TEAM, said["ts"], "eyes")
    with pytest.raises(CannotDo):
        mentor.unreact(TEAM, said["ts"], "eyes")
    assert said["reactions"] == []
    _, given, taken = heard()
    assert (given["type"], taken["type"]) == ("reaction_added", "reaction_removed")
    assert given["item"] == {"type": "message", "channel": TEAM, "ts": said["ts"]}
    assert (given["user"], given["item_user"]) == (mentor.id, "U0AGENT")


def test_a_file_is_a_message_and_a_sharing(mentor: Person, heard: Heard) -> None:
    """The title stands in the message; file_shared names only the file."""
    mentor.upload(TEAM, "Verslag over Jesse", "zie bijlage", content="de inhoud")
    message, shared = heard()
    assert (message["subtype"], message["text"]) == ("file_share", "zie bijlage")
    assert message["files"][0]["title"] == "Verslag over Jesse"
    assert (shared["type"], shared["file_id"]) == ("file_shared", message["files"][0]["id"])
    assert "title" not in shared["file"]


def test_another_bot_speaks_as_a_bot(slack: PracticeSlack, heard: Heard) -> None:
    """With its own bot id and app, and no client message id."""
    bot = slack.add_person("taakbot", "Taakbot", kind="bot", channels=[TEAM])
    heard()
    bot.post(TEAM, "taak gedaan")
    (event,) = heard()
    assert event["bot_id"] == bot.human.bot_id != "B0SCHAKEL"
    assert event["bot_profile"]["name"] == "Taakbot"
    assert "client_msg_id" not in event


def test_somebody_of_elsewhere_says_so(slack: PracticeSlack, app: Socket) -> None:
    """Their team in the message, and the envelope marks the shared channel."""
    slack.as_user("vreemde").post(SHARED, "hallo van hiernaast")
    slack.idle()
    (payload,) = app.payloads
    assert payload["is_ext_shared_channel"] is True
    assert payload["event"]["user_team"] == payload["event"]["source_team"] == "T0ELDERS"


def test_metadata_is_told_to_who_subscribed(slack: PracticeSlack, heard: Heard) -> None:
    """Posted, updated and deleted, of the event types in the manifest only."""
    mark = {"event_type": "signal", "event_payload": {"n": 1}}
    ts = ok(call(slack, "chat.postMessage", channel=TEAM, text="x", metadata=mark))["ts"]
    new = {"event_type": "signal", "event_payload": {"n": 2}}
    ok(call(slack, "chat.update", channel=TEAM, ts=ts, text="y", metadata=new))
    ok(call(slack, "chat.delete", channel=TEAM, ts=ts))
    other = {"event_type": "anders", "event_payload": {}}
    ok(call(slack, "chat.postMessage", channel=TEAM, text="x", metadata=other))
    told = [one for one in heard() if one["type"].startswith("message_metadata")]
    assert names(told) == [f"message_metadata_{one}" for one in ("posted", "updated", "deleted")]
    assert told[0]["metadata"] == mark
    assert (told[1]["metadata"], told[1]["previous_metadata"]) == (new, mark)
    assert (told[2]["previous_metadata"], "metadata" in told[2]) == (new, False)


def test_naming_the_app_is_told_beside_the_message(
    slack: PracticeSlack, mentor: Person, heard: Heard
) -> None:
    """Where it is named in a channel; not in a direct message, nor in what Slack itself notes."""
    mentor.post(TEAM, "<@U0SCHAKEL> kijk je mee?")
    mentor.post(slack.space.im_of(mentor.id).id, "<@U0SCHAKEL> hallo")
    mentor.remove(OPEN, "Schakel")
    mentor.invite(OPEN, "Schakel")
    told = heard()
    assert names(told).count("app_mention") == 1
    mention = next(one for one in told if one["type"] == "app_mention")
    assert (mention["channel"], "channel_type" in mention) == (TEAM, False)
