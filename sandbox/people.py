"""What a person does with an app in Slack: type, press, pick, fill in, submit, close, open Home, read.

All verbs are synchronous and may be called in any thread but the server's own; they raise `CannotDo` for
what Slack's client would not let this person do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox import events
from sandbox.elements import chosen_value, flaw_of, initial_state, tells_at_once
from sandbox.errors import CannotDo
from sandbox.finding import Found, find_action
from sandbox.moving import Moving
from sandbox.state import Channel, Message, ResponseUrl, View
from sandbox.submitting import Submission, submit_view
from sandbox.talking import Talking


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person notices of an act: whether the app answered in time, and with what text."""

    acked: bool
    text: str | None = None
    blocks: Sequence[dict[str, Any]] = field(default=())


class Person(Talking, Moving):
    """One person at their Slack client."""

    __slots__ = ()

    # --- reading ------------------------------------------------------------------------------

    @property
    def stack(self) -> list[View]:
        """The open modals, bottom first, with what was filled in so far."""
        return [self._with_state(view) for view in self.slack.space.stacks.get(self.id, ())]

    @property
    def view(self) -> View | None:
        """The modal on top."""
        stack = self.stack
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        """The app's Home tab as last published."""
        return self.slack.space.homes.get(self.id)

    def wait_view(self, callback_id: str | None = None, timeout: float = 5.0) -> View:
        """Wait for a modal (with this callback id) on top."""

        def there() -> View | None:
            view = self.view
            return view if view and callback_id in (None, view["callback_id"]) else None

        found: View = self.slack.wait_for(there, timeout)
        return found

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
        trigger, url = space.new_trigger(self.id), self._response_url(place, None, ephemeral=False)
        payload = events.slash_command(space, self.human, place, command, text, trigger, url)
        ack = self.slack.deliver("slash_commands", payload, answers=True)
        if ack is None:
            return Answer(False, "operation_timeout")
        said = ack.payload or {}
        if said.get("text") or said.get("blocks"):
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
        trigger, url = space.new_trigger(self.id), self._response_url(place, None, ephemeral=False)
        message = place.messages[ts]
        payload = events.message_shortcut(
            space, self.human, callback_id, place, message, trigger, space.new_ts(), url
        )
        return Answer(self.slack.deliver("interactive", payload, answers=False) is not None)

    def open_home(self) -> View | None:
        """Open the app's Home tab; returns what it shows after the app has answered."""
        before = self.home
        channel = self.slack.space.im_of(self.id)
        event = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": channel.id,
            "tab": "home",
            "event_ts": self.slack.space.new_ts(),
        }
        self.slack.emit(event | ({"view": before} if before else {}))
        self.slack.wait_for(lambda: self.home is not None and self.home is not before)
        return self.home

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
        return self._act(found, {"text": found.element.get("text"), "value": found.element.get("value")})

    def pick(self, action_id: str, chosen: Any, *, view_id: str | None = None) -> Answer:
        """Change a select, date or ticks outside a submission (or an input that dispatches)."""
        found = find_action(self, action_id, None, view_id=view_id)
        state = chosen_value(found.element, chosen, frozenset(self.slack.space.people))
        if found.view is not None:
            self._draft(found.view, found.block_id, action_id, state)
        return self._act(found, {key: one for key, one in state.items() if key != "type"})

    def _act(self, found: Found, held: dict[str, Any]) -> Answer:
        space = self.slack.space
        trigger = space.new_trigger(self.id)
        action = {
            "type": found.element["type"],
            "action_id": found.element["action_id"],
            "block_id": found.block_id,
            "action_ts": space.new_ts(),
            **{key: one for key, one in held.items() if one is not None},
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
        url = self._response_url(found.channel, found.message["ts"], ephemeral=ephemeral)
        return events.message_action(
            self.slack.space,
            self.human,
            action,
            found.channel,
            found.message,
            initial_state(found.message.get("blocks", [])),
            ephemeral=ephemeral,
            trigger=trigger,
            url=url,
        )

    # --- modals -------------------------------------------------------------------------------

    def fill(self, **values: Any) -> None:
        """Fill in inputs of the top modal by block id; texts, option values, user ids, dates."""
        view = self.view
        if view is None:
            raise CannotDo("no form is open")
        for block_id, value in values.items():
            block = next((one for one in view["blocks"] if one["block_id"] == block_id), None)
            if block is None or block["type"] != "input":
                raise CannotDo(f"the form {view['callback_id']} has no field {block_id}")
            element = block["element"]
            state = chosen_value(element, value, frozenset(self.slack.space.people))
            self._draft(view, block_id, element["action_id"], state)
            if tells_at_once(block):
                self.pick(element["action_id"], value, view_id=view["id"])

    def submit(self, **values: Any) -> Submission:
        """Fill in and submit the top modal; what the client itself refuses comes back as errors."""
        self.fill(**values)
        view = self.view
        if view is None or view.get("submit") is None:
            raise CannotDo("there is nothing to submit")
        flaws = {
            block["block_id"]: flaw
            for block in view["blocks"]
            if block["type"] == "input"
            and (
                flaw := flaw_of(
                    block, view["state"]["values"][block["block_id"]][block["element"]["action_id"]]
                )
            )
        }
        if flaws:
            return Submission("errors", flaws, view, by_client=True)
        return submit_view(self, view)

    def close(self) -> None:
        """Close the top modal; the app is told when it asked to be."""
        stack = self.slack.space.stacks.get(self.id) or []
        if not stack:
            raise CannotDo("no form is open")
        view = stack.pop()
        self.slack.changed()
        if view["notify_on_close"]:
            payload = events.view_closed(self.slack.space, self.human, view, cleared=False)
            self.slack.deliver("interactive", payload, answers=False)

    def _with_state(self, view: View) -> View:
        values = initial_state(view["blocks"])
        for block_id, held in self.slack.space.drafts.get(view["id"], {}).items():
            if block_id in values:
                values[block_id] |= held
        return view | {"state": {"values": values}}

    def _draft(self, view: View, block_id: str, action_id: str, state: dict[str, Any]) -> None:
        drafts = self.slack.space.drafts.setdefault(view["id"], {})
        drafts.setdefault(block_id, {})[action_id] = state

    # --- helpers ------------------------------------------------------------------------------

    def _somewhere(self) -> Channel:
        rooms = [one for one in self.channels() if one.kind != "im"]
        return rooms[0] if rooms else self.slack.space.im_of(self.id)

    def _response_url(self, channel: Channel, ts: str | None, *, ephemeral: bool) -> str:
        space = self.slack.space
        token = space.new_id("R")
        space.response_urls[token] = ResponseUrl(self.id, channel.id, space.now(), ts, ephemeral)
        return f"http://127.0.0.1:{self.slack.port}/respond/{token}"
