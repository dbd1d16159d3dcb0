"""A view that stands open, for tests of what a person does in it."""

from __future__ import annotations

from sandbox import Person, PracticeSlack
from tests.sandbox.rules.shapes import asked, modal, typed
from tests.sandbox.server.app import Json, call, ok

FORM = modal(asked(typed(action_id="naam"), block_id="naam"), callback_id="f", notify_on_close=True)


def opened(slack: PracticeSlack, person: Person, view: Json, method: str = "views.open") -> Json:
    """A view opened or pushed for somebody with a fresh trigger."""
    trigger = slack.space.new_trigger(person.id)
    found: Json = ok(call(slack, method, trigger_id=trigger, view=view))["view"]
    return found
