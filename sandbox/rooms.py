"""What happens in a conversation, whoever does it: messages come, change and go, people come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sandbox import happenings
from sandbox.errors import CannotDo
from sandbox.model import Channel, Human, Message

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

_SAID = (None, "thread_broadcast", "file_share")  # what people say, not what Slack notes
GONE = "This message was deleted."


class Rooms:
    """The part of `PracticeSlack` that keeps conversations and tells the app of them."""

    def add_message(self, channel: Channel, message: Message) -> None:
        """Put a message in a conversation and tell the app, also of its own."""
        slack = cast("PracticeSlack", self)
        with slack.lock:
            parent = channel.messages.get(message.get("thread_ts") or "")
            channel.messages[message["ts"]] = message
            if parent is not None:
                if message.get("subtype") != "thread_broadcast":
                    message["parent_user_id"] = parent.get("user")
                _count_replies(channel, parent)
        slack.emit(happenings.message_posted(channel, message), channel)
        if message.get("metadata"):
            slack.emit(happenings.metadata(slack.space, channel, message, "posted"), channel)
        if message.get("subtype") in _SAID and f"<@{slack.space.app.user}>" in message["text"]:
            slack.emit(happenings.app_mention(channel, message), channel)
        slack.changed()

    def add_ephemeral(self, channel: Channel, user: str, message: Message) -> None:
        """Show a message to one person only; it is gone when they reload."""
        slack = cast("PracticeSlack", self)
        slack.space.ephemerals.append((user, message | {"channel": channel.id, "is_ephemeral": True}))
        slack.changed()

    def message_changed(self, channel: Channel, message: Message, before: Message) -> None:
        """Tell the app that a message was edited."""
        slack = cast("PracticeSlack", self)
        slack.emit(happenings.message_changed(slack.space, channel, message, before), channel)
        old = before.get("metadata")
        if message.get("metadata") and message["metadata"] != old:
            kind = "updated" if old else "posted"
            slack.emit(happenings.metadata(slack.space, channel, message, kind, old), channel)
        slack.changed()

    def remove_message(self, channel: Channel, message: Message) -> None:
        """Take a message away and tell the app; one with replies becomes a tombstone.

        The tombstone is not in Slack's reference; its shape is what public clients meet.
        """
        slack = cast("PracticeSlack", self)
        metadata = message.get("metadata")
        with slack.lock:
            if message.get("reply_count"):
                self._bury(channel, message)
            else:
                del channel.messages[message["ts"]]
                slack.emit(happenings.message_deleted(slack.space, channel, message), channel)
            parent = channel.messages.get(message.get("thread_ts") or "")
            if parent is not None:
                _count_replies(channel, parent)
        if metadata:
            slack.emit(happenings.metadata(slack.space, channel, message, "deleted", metadata), channel)
        slack.changed()

    def _bury(self, channel: Channel, message: Message) -> None:
        slack = cast("PracticeSlack", self)
        kept = ("type", "ts", "thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply")
        stone = {key: value for key, value in message.items() if key in kept}
        stone |= {"subtype": "tombstone", "user": "USLACKBOT", "text": GONE, "hidden": True}
        channel.messages[message["ts"]] = stone
        slack.emit(happenings.message_changed(slack.space, channel, stone, message), channel)

    def reacted(self, channel: Channel, message: Message, user: str, name: str, kind: str) -> None:
        """Tell the app of a reaction; `kind` is added or removed."""
        slack = cast("PracticeSlack", self)
        slack.emit(happenings.reaction(slack.space, channel, message, user, name, kind), channel)
        slack.changed()

    def notice(
        self, channel: Channel, user: str, subtype: str, text: str, inviter: str | None = None
    ) -> None:
        """A line that Slack itself puts in a conversation: somebody joined, it was converted."""
        slack = cast("PracticeSlack", self)
        message: Message = {
            "type": "message",
            "subtype": subtype,
            "ts": slack.space.new_ts(),
            "user": user,
            "text": text,
        }
        self.add_message(channel, message | ({"inviter": inviter} if inviter else {}))

    def enter(self, channel: Channel, human: Human, inviter: str | None) -> None:
        """Somebody comes into a conversation: member_joined_channel and a channel_join message.

        Slack documents group_join for private channels; with present ids channel_join is what comes, there
        too. An app that should know who is in a room listens to member_joined_channel.
        """
        slack = cast("PracticeSlack", self)
        if human.id in channel.members:
            raise CannotDo(f"{human.handle} is in {channel.id} already")
        if human.team not in {slack.space.team_id, *channel.connected}:
            raise CannotDo(f"{channel.id} is not shared with the workspace of {human.handle}")
        channel.members.add(human.id)
        slack.emit(happenings.member_joined(slack.space, channel, human.id, human.team, inviter), channel)
        text = f"<@{human.id}> has joined the channel"
        self.notice(channel, human.id, "channel_join", text, inviter)

    def exit(self, channel: Channel, human: Human, actor: str) -> None:
        """Somebody leaves or is put out: member_left_channel, of the app itself channel_left."""
        slack = cast("PracticeSlack", self)
        if human.id not in channel.members:
            raise CannotDo(f"{human.handle} is not in {channel.id}")
        channel.members.discard(human.id)
        if human.id == slack.space.app.user:
            slack.emit(happenings.app_left(slack.space, channel, actor), channel)
        else:
            slack.emit(happenings.member_left(slack.space, channel, human.id, human.team), channel)
        text = f"<@{human.id}> has left the channel"
        self.notice(channel, human.id, "channel_leave", text)


def _count_replies(channel: Channel, parent: Message) -> None:
    replies = [one for one in channel.thread(parent["ts"]) if one is not parent]
    users = list(dict.fromkeys(str(one.get("user")) for one in replies))
    parent |= {"thread_ts": parent["ts"], "reply_count": len(replies), "is_locked": False}
    parent |= {"reply_users": users, "reply_users_count": len(users)}
    if replies:
        parent["latest_reply"] = replies[-1]["ts"]
    else:
        for name in ("reply_count", "reply_users", "reply_users_count", "latest_reply", "thread_ts"):
            parent.pop(name, None)
