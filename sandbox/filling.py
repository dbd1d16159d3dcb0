"""What a person does with modals: look at them, fill in, submit, close, search in a select."""

from __future__ import annotations

from typing import Any

from sandbox import events, rules
from sandbox.elements import (
    chosen_value,
    element_named,
    elements_of,
    flaw_of,
    initial_state,
    least_typed,
    offered,
    shown_at_first,
)
from sandbox.errors import CannotDo
from sandbox.methods_views import forget
from sandbox.model import View
from sandbox.reading import Reading
from sandbox.storing import filled
from sandbox.submitting import Submission, submit_view


class Filling(Reading):
    """The verbs of a person about modals."""

    __slots__ = ()

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

    def fill(self, **values: Any) -> None:
        """Fill in inputs; the verb that also tells the app is in `Pressing`."""
        self.keep(**values)

    def keep(self, **values: Any) -> None:
        """Fill in inputs of the top modal by block id, silently; texts, option values, user ids, dates."""
        view = self.view
        if view is None:
            raise CannotDo("no form is open")
        for block_id, value in values.items():
            block = next((one for one in view["blocks"] if one["block_id"] == block_id), None)
            if block is None or block["type"] != "input":
                raise CannotDo(f"the form {view['callback_id']} has no field {block_id}")
            element = block["element"]
            state = chosen_value(self._with_suggested(view, element), value, self._users)
            self._draft(view["id"], block_id, element["action_id"], state)

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

    def close(self, *, everything: bool = False) -> None:
        """Close the top modal, or the whole stack; the app is told of each view that asked to be.

        What was filled in is not told. The whole stack goes too when the view on top has `clear_on_close`.
        """
        space = self.slack.space
        stack = space.stacks.get(self.id) or []
        if not stack:
            raise CannotDo("no form is open")
        cleared = everything or bool(stack[-1]["clear_on_close"])
        gone = stack[::-1] if cleared else [stack[-1]]
        told = [view for view in gone if view["notify_on_close"]]
        del stack[len(stack) - len(gone) :]
        forget(self.slack, gone)
        self.slack.changed()
        for view in told:
            payload = events.view_closed(space, self.human, view, cleared=cleared)
            self.slack.deliver("interactive", payload, answers=False)

    def reload(self) -> None:
        """Reload the client: modals and ephemeral messages are gone, and no view_closed is sent.

        The views' external ids stay taken (a limitation of Slack's).
        """
        space = self.slack.space
        space.stacks.pop(self.id, None)
        space.ephemerals = [one for one in space.ephemerals if one[0] != self.id]
        self.slack.changed()

    def suggest(self, action_id: str, typed: str) -> list[dict[str, Any]]:
        """Type in an external select of the top modal; returns the options the app offers.

        With fewer characters than the select asks for, the app is not asked and nothing is offered.
        """
        view = self.view
        block = element_named(view, action_id) if view is not None else None
        if view is None or block is None:
            raise CannotDo(f"{self.human.handle} sees no {action_id}")
        searched = next(one for one in elements_of(block) if one["action_id"] == action_id)
        if not searched["type"].endswith("external_select"):
            raise CannotDo(f"{action_id} is a list, not searched")
        if len(typed) < least_typed(searched):
            return []
        payload = events.suggestion(self.slack.space, self.human, view, block["block_id"], action_id, typed)
        ack = self.slack.deliver("interactive", payload, answers=True)
        answer = (ack.payload if ack else None) or {}
        problems = rules.check_options_answer(answer)
        if problems:
            self.slack.note_trouble(f"refused block_suggestion answer {problems[0]}")
            return []
        options = filled(offered(answer))
        known = self.slack.space.suggested.setdefault(view["id"], {}).setdefault(action_id, [])
        known += [one for one in options if one not in known]
        return list(options)

    def _with_state(self, view: View) -> View:
        values = initial_state(view["blocks"])
        for block_id, held in self.slack.space.drafts.get(view["id"], {}).items():
            if block_id in values:
                values[block_id] |= held
        return view | {"state": {"values": values}}

    @property
    def _users(self) -> frozenset[str]:
        return frozenset(self.slack.space.people)

    def _with_suggested(self, view: View, element: dict[str, Any]) -> dict[str, Any]:
        known = self.slack.space.suggested.get(view["id"], {}).get(element["action_id"], [])
        known = [*known, *shown_at_first(element)]
        return element | {"options": [*offered(element), *known]} if known else element

    def _draft(self, holder: str, block_id: str, action_id: str, state: dict[str, Any]) -> None:
        drafts = self.slack.space.drafts.setdefault(holder, {})
        drafts.setdefault(block_id, {})[action_id] = state
