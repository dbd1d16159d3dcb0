"""What a person does with elements: press, pick, and fill in what tells at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox import events
from sandbox.elements import chosen_value, initial_state, offered, tells_at_once
from sandbox.errors import CannotDo
from sandbox.filling import Filling
from sandbox.finding import Found, blocks_of, find_action
from sandbox.patience import slow
from sandbox.state import Message


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


def _waited_for(find: Callable[[], Found], within: float) -> Found:
    until = time.monotonic() + within
    while True:
        try:
            return find()
        except CannotDo:
            if time.monotonic() > until:
                raise
        time.sleep(0.01)


def _option(element: dict[str, Any], value: str | None) -> dict[str, Any]:
    return next(one for one in offered(element) if value in (None, one["value"]))


class Pressing(Filling):
    """The verbs of a person about elements."""

    __slots__ = ()

    def press(
        self,
        action_id: str,
        value: str | None = None,
        *,
        channel: str | None = None,
        message_ts: str | None = None,
        view_id: str | None = None,
        block_id: str | None = None,
        timeout: float = 5.0,
    ) -> Answer:
        """Press the newest visible button with this action id (and value): open modal, message, Home.

        A message that is on its way is waited for, as a person would, `timeout` seconds at most; not where
        it is said which message or view it stands in. Raises `CannotDo` when there is none.
        """

        def find() -> Found:
            return find_action(
                self,
                action_id,
                value,
                channel=channel,
                message_ts=message_ts,
                view_id=view_id,
                block_id=block_id,
            )

        known = message_ts is not None or view_id is not None
        found = find() if known else _waited_for(find, timeout * slow())
        if found.element["type"] == "overflow":
            option = found.chosen or _option(found.element, value)
            return self._act(found, {"selected_option": option})
        return self._act(found, {"text": found.element.get("text"), "value": found.element.get("value")})

    def fill(self, **values: Any) -> None:
        """Fill in inputs of the top modal as `keep` does; those that tell at once, tell the app."""
        self.keep(**values)
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
        block_id: str | None = None,
    ) -> Answer:
        """Change a select, date or ticks outside a submission (or an input that dispatches)."""
        found = find_action(
            self,
            action_id,
            None,
            channel=channel,
            message_ts=message_ts,
            view_id=view_id,
            block_id=block_id,
        )
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
        heard = self.slack.deliver("interactive", payload, answers=False) is not None
        if heard:
            self.slack.happened(self.id, "pressed", found.element["action_id"])
        return Answer(heard)

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
