"""What a person does in Slack: read, type a command, choose a shortcut, open Home, and all other verbs.

All verbs are synchronous and may be called in any thread but the server's own; they raise `CannotDo` for
what Slack's client would not let this person do.
"""

from __future__ import annotations

from typing import Any

from sandbox import events, rules
from sandbox.errors import CannotDo
from sandbox.moving import Moving
from sandbox.pressing import Answer, Pressing
from sandbox.state import Channel, View
from sandbox.talking import Talking

__all__ = ["Answer", "Person"]


class Person(Talking, Moving, Pressing):
    """One person at their Slack client."""

    __slots__ = ()

    def slash(self, command: str, text: str = "", channel: str | None = None) -> Answer:
        """Type a slash command in a channel (by default the first one this person is in)."""
        space = self.slack.space
        if command not in space.app.commands:
            raise CannotDo(f"{command} is not a valid command")
        place = self._channel(channel) if channel else self._somewhere()
        trigger, url = space.new_trigger(self.id), self.slack.response_url(self.id, place.id)
        payload = events.slash_command(space, self.human, place, command, text, trigger, url)
        ack = self.slack.deliver("slash_commands", payload, answers=True)
        if ack is None:
            return Answer(False, "operation_timeout")
        said = ack.payload or {}
        if said.get("blocks") and (problems := rules.check_message_blocks(said["blocks"])):
            self.slack.note_trouble(f"refused answer to {command} invalid_blocks {problems[0]}")
        elif said.get("text") or said.get("blocks"):
            shown = {"type": "message", "ts": space.new_ts(), "user": space.app.user, **said}
            self.slack.add_ephemeral(place, self.id, shown)
        return Answer(True, said.get("text"), said.get("blocks") or ())

    def shortcut(self, callback_id: str) -> Answer:
        """Choose a global shortcut."""
        space = self.slack.space
        if space.app.shortcuts.get(callback_id, {}).get("type") != "global":
            raise CannotDo(f"there is no global shortcut {callback_id}")
        trigger, ts = space.new_trigger(self.id), space.new_ts()
        payload = events.shortcut(space, self.human, callback_id, trigger, ts)
        return Answer(self.slack.deliver("interactive", payload, answers=False) is not None)

    def message_shortcut(self, callback_id: str, channel: str, ts: str) -> Answer:
        """Choose a shortcut on a message."""
        space = self.slack.space
        place = self._channel(channel)
        if space.app.shortcuts.get(callback_id, {}).get("type") != "message" or ts not in place.messages:
            raise CannotDo(f"there is no message shortcut {callback_id} there")
        trigger, url = space.new_trigger(self.id), self.slack.response_url(self.id, place.id)
        message = place.messages[ts]
        payload = events.message_shortcut(
            space, self.human, callback_id, place, message, trigger, space.new_ts(), url
        )
        return Answer(self.slack.deliver("interactive", payload, answers=False) is not None)

    def open_home(self) -> View | None:
        """Open the app's Home tab; returns what it shows after the app has answered."""
        before = self.home
        self.open_home_tab()
        self.slack.wait_for(lambda: self.home is not None and self.home is not before)
        return self.home

    def open_home_tab(self) -> None:
        """Open the app's Home tab without waiting for what it will show."""
        home = self.home
        self.slack.emit(self._opened("home") | ({"view": home} if home else {}))

    def open_messages(self) -> None:
        """Open the app's Messages tab."""
        self.slack.emit(self._opened("messages"))

    def _opened(self, tab: str) -> dict[str, Any]:
        return {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.slack.space.im_of(self.id).id,
            "tab": tab,
            "event_ts": self.slack.space.new_ts(),
        }

    def _somewhere(self) -> Channel:
        rooms = [one for one in self.channels() if one.kind != "im"]
        return rooms[0] if rooms else self.slack.space.im_of(self.id)
