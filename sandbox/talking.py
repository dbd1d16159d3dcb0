"""What a person does with messages: say, change, withdraw, forward, react, put a file."""

from __future__ import annotations

import uuid
from typing import Any

from sandbox import happenings
from sandbox.client import Client
from sandbox.composing import composed
from sandbox.errors import CannotDo
from sandbox.model import Channel, Message
from sandbox.profiles import bot_profile


class Talking(Client):
    """The verbs of a person about messages."""

    __slots__ = ()

    def post(
        self, channel: str, text: str, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> Message:
        """Say something in a conversation or thread; `broadcast` also sends a reply to the channel.

        As in Slack, `&`, `<` and `>` come out escaped, addresses become links and `@handle` a mention.
        """
        if text.startswith("/"):
            raise CannotDo("a slash command does not work as a message")
        place = self._open_channel(channel)
        message = self._said(text)
        if thread_ts:
            if thread_ts not in place.messages:
                raise CannotDo(f"there is no thread {thread_ts} in {channel}")
            message["thread_ts"] = thread_ts
            if broadcast:
                message["subtype"] = "thread_broadcast"
        self.slack.add_message(place, message)
        return message

    def edit(self, channel: str, ts: str, text: str) -> Message:
        """Change one's own message; the app hears message_changed, without a user or text of its own."""
        place, message = self._own(channel, ts)
        before = dict(message)
        said, blocks = composed(self.slack.space, text)
        message |= {"text": said, "edited": {"user": self.id, "ts": self.slack.space.new_ts()}}
        if "blocks" in message:
            message["blocks"] = blocks
        self.slack.message_changed(place, message, before)
        return message

    def delete(self, channel: str, ts: str) -> None:
        """Withdraw one's own message; of one with replies Slack leaves a tombstone.

        The app hears message_deleted, or for a tombstone message_changed.
        """
        place, message = self._own(channel, ts)
        self.slack.remove_message(place, message)

    def forward(self, channel: str, ts: str, to_channel: str, text: str = "") -> Message:
        """Share a message into another conversation; it goes along as an attachment with `is_share`."""
        place, original = self._message(channel, ts)
        target = self._open_channel(to_channel)
        message = self._said(text) | {"attachments": [self._shared(place, original)]}
        self.slack.add_message(target, message)
        return message

    def react(self, channel: str, ts: str, name: str) -> None:
        """Put a reaction on a message, by the emoji's name without colons."""
        place, message = self._message(channel, ts)
        found: list[dict[str, Any]] = message.setdefault("reactions", [])
        known = next((one for one in found if one["name"] == name), None)
        if known is None:
            found.append({"name": name, "users": [self.id], "count": 1})
        elif self.id in known["users"]:
            raise CannotDo("already reacted with that")
        else:
            known["users"].append(self.id)
            known["count"] += 1
        self.slack.reacted(place, message, self.id, name, "added")

    def unreact(self, channel: str, ts: str, name: str) -> None:
        """Take one's own reaction back."""
        place, message = self._message(channel, ts)
        found: list[dict[str, Any]] = message.get("reactions", [])
        known = next((one for one in found if one["name"] == name and self.id in one["users"]), None)
        if known is None:
            raise CannotDo(f"no reaction {name} to take back")
        known["users"].remove(self.id)
        known["count"] -= 1
        if not known["users"]:
            found.remove(known)
        self.slack.reacted(place, message, self.id, name, "removed")

    def upload(
        self, channel: str, title: str, text: str = "", *, content: str = "", thread_ts: str | None = None
    ) -> Message:
        """Put a text file with this title in a conversation, with `text` said beside it.

        Of somebody of another workspace only a placeholder comes, without the title.
        """
        place = self._open_channel(channel)
        space = self.slack.space
        file = space.add_file(self.id, title, content.encode(), place)
        message = self._said(text) | {"subtype": "file_share", "upload": False}
        if self.human.team == space.team_id:
            message |= {"files": [file], "display_as_bot": False}
        else:
            message["files"] = [_placeholder(file)]
        if thread_ts:
            message["thread_ts"] = thread_ts
        self.slack.add_message(place, message)
        self.slack.emit(happenings.file_shared(space, place, file["id"], self.id), place)
        return message

    # --- helpers ------------------------------------------------------------------------------

    def _said(self, text: str) -> Message:
        space = self.slack.space
        message: Message = {"user": self.id, "type": "message", "ts": space.new_ts()}
        if self.human.kind == "bot":
            return message | {
                "bot_id": self.human.bot_id,
                "app_id": self.human.app_id,
                "text": text,
                "team": space.team_id,
                "bot_profile": bot_profile(space, self.human),
            }
        said, blocks = composed(space, text)
        message |= {"client_msg_id": str(uuid.uuid4()), "text": said, "team": self.human.team}
        message["blocks"] = blocks
        if self.human.team != space.team_id:
            message |= {"user_team": self.human.team, "source_team": self.human.team}
        return message

    def _own(self, channel: str, ts: str) -> tuple[Channel, Message]:
        place, message = self._message(channel, ts)
        if message.get("user") != self.id:
            raise CannotDo("that is somebody else's message")
        return place, message

    def _shared(self, place: Channel, original: Message) -> dict[str, Any]:
        space = self.slack.space
        link = space.permalink(place, original["ts"])
        author = space.people.get(str(original.get("user")))
        name = author.name if author else str((original.get("bot_profile") or {}).get("name") or "")
        inner = {"blocks": original["blocks"]} if original.get("blocks") else {"text": original["text"]}
        return {
            "ts": original["ts"],
            "author_id": original.get("user"),
            "channel_id": place.id,
            "channel_team": space.team_id,
            "is_msg_unfurl": True,
            "is_share": True,
            "message_blocks": [
                {"team": space.team_id, "channel": place.id, "ts": original["ts"], "message": inner}
            ],
            "id": 1,
            "original_url": link,
            "from_url": link,
            "fallback": f"{name}: {original['text']}",
            "color": "D0D0D0",
            "author_subname": name,
            "author_name": name,
            "author_link": f"https://{space.domain}.slack.com/team/{original.get('user')}",
            "author_icon": "https://avatars.slack-edge.com/2026-01-01/1_48.png",
            "text": original["text"],
            "mrkdwn_in": ["text"],
            "footer": "Slack Conversation",
        }


def _placeholder(file: dict[str, Any]) -> dict[str, Any]:
    gone = {"created": None, "timestamp": None, "mode": "file_access", "file_access": "check_file_info"}
    return {"id": file["id"], "user": file["user"], **gone}
