"""What a person does with an app in Slack: type, press, pick, fill in, submit, close, open Home, read.

All verbs are synchronous and may be called in any thread but the server's own; they raise `CannotDo` for
what Slack's client would not let this person do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox import events, rules
from sandbox.elements import chosen_value, initial_state, offered, tells_at_once
from sandbox.errors import CannotDo
from sandbox.filling import Filling
from sandbox.finding import Found, blocks_of, find_action
from sandbox.moving import Moving
from sandbox.state import Channel, Message, View
from sandbox.talking import Talking


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person notices of an act: whether the app answered in time, and with what text."""

    acked: bool
    text: str | None = None
    blocks: Sequence[dict[str, Any]] = field(default=())


# What an action tells of its element besides what was chosen.
_TOLD = frozenset(
    {"style", "confirm", "url", "placeholder", "initial_date", "initial_time", "min_query_length"}
)


def _option(element: dict[str, Any], value: str | None) -> dict[str, Any]:
    return next(one for one in offered(element) if value in (None, one["value"]))


class Person(Talking, Moving, Filling):
    """One person at their Slack client."""

    __slots__ = ()

    # --- reading ------------------------------------------------------------------------------

    def channels(self) -> list[Channel]:
        """The conversations this person is in."""
        return list(self.slack.space.visible_to(self.id))

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """What this person reads in a conversation or thread, oldest first."""
        found = self._channel(channel)
        with self.slack.lock:
            return found.thread(thread_ts) if thread_ts else found.top()

    def dm(self) -> list[Message]:
        """The direct messages with the app."""
        return list(self.slack.space.im_of(self.id).messages.values())

    def ephemerals(self, channel: str | None = None) -> list[Message]:
        """The messages only this person sees."""
        mine = [message for user, message in self.slack.space.ephemerals if user == self.id]
        return [one for one in mine if channel in (None, one["channel"])]

    # --- acting -------------------------------------------------------------------------------

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

    def press(
        self,
        action_id: str,
        value: str | None = None,
        *,
        channel: str | None = None,
        message_ts: str | None = None,
        view_id: str | None = None,
    ) -> Answer:
        """Press the newest visible button with this action id (and value): open modal, message, Home."""
        found = find_action(self, action_id, value, channel=channel, message_ts=message_ts, view_id=view_id)
        if found.element["type"] == "overflow":
            return self._act(found, {"selected_option": _option(found.element, value)})
        return self._act(found, {"text": found.element.get("text"), "value": found.element.get("value")})

    def fill(self, **values: Any) -> None:
        """Fill in inputs of the top modal; those that tell at once, tell the app."""
        Filling.fill(self, **values)
        view = self.view
        if view is None:
            return
        for block in view["blocks"]:
            if block["block_id"] in values and tells_at_once(block):
                self.pick(block["element"]["action_id"], values[block["block_id"]], view_id=view["id"])

    def pick(
        self,
        action_id: str,
        chosen: Any,
        *,
        channel: str | None = None,
        message_ts: str | None = None,
        view_id: str | None = None,
    ) -> Answer:
        """Change a select, date or ticks outside a submission (or an input that dispatches)."""
        found = find_action(self, action_id, None, channel=channel, message_ts=message_ts, view_id=view_id)
        element = self._with_suggested(found.view, found.element) if found.view else found.element
        state = chosen_value(element, chosen, self._users)
        holder = found.view["id"] if found.view is not None else self._key(found.message)
        self._draft(holder, found.block_id, element["action_id"], state)
        return self._act(found, {key: one for key, one in state.items() if key != "type"}, picked=True)

    def _act(self, found: Found, held: dict[str, Any], *, picked: bool = False) -> Answer:
        space = self.slack.space
        trigger = space.new_trigger(self.id)
        action = {
            **{key: one for key, one in found.element.items() if key in _TOLD},
            "type": found.element["type"],
            **{key: one for key, one in held.items() if picked or one is not None},
            "action_id": found.element["action_id"],
            "block_id": found.block_id,
            "action_ts": space.new_ts(),
        }
        if found.view is not None:
            payload = events.view_action(space, self.human, action, self._with_state(found.view), trigger)
        else:
            payload = self._on_message(found, action, trigger)
        return Answer(self.slack.deliver("interactive", payload, answers=False) is not None)

    def _on_message(self, found: Found, action: dict[str, Any], trigger: str) -> dict[str, Any]:
        if found.channel is None or found.message is None:
            raise CannotDo("that is nowhere to be seen")
        ephemeral = bool(found.message.get("is_ephemeral"))
        url = self.slack.response_url(self.id, found.channel.id, found.message["ts"], ephemeral=ephemeral)
        values = initial_state(blocks_of(found.message))
        for block_id, kept in self.slack.space.drafts.get(self._key(found.message), {}).items():
            values.setdefault(block_id, {}).update(kept)
        return events.message_action(
            self.slack.space,
            self.human,
            action,
            found.channel,
            found.message,
            values,
            ephemeral=ephemeral,
            trigger=trigger,
            url=url,
            attachment=found.attachment,
        )

    def _key(self, message: Message | None) -> str:
        return f"{self.id}:{message['ts'] if message else ''}"

    # --- helpers ------------------------------------------------------------------------------

    def _somewhere(self) -> Channel:
        rooms = [one for one in self.channels() if one.kind != "im"]
        return rooms[0] if rooms else self.slack.space.im_of(self.id)
