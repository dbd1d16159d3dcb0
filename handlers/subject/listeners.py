"""What people record about the young person's situation; afterwards they are back where they were."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from casework.consent import asking
from casework.signals import looking
from casework.subject import capacity, helping
from casework.subject.capacity import CapacityForm
from handlers.acts import Act, Answer, Replace, Show
from handlers.consent import ids as consent_ids
from handlers.consent.form import consent_form
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.inputs import Choice
from handlers.signal import ids as signal_ids
from handlers.signal.sheet import sheet
from handlers.subject import ids, views


class SubjectListeners(Conversation):
    """Registers the questions about the young person at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.CAPACITY, self.ask_capacity)
        desk.submission(ids.CAPACITY, self.record_capacity)
        desk.action(ids.DIRECT, self.ask_direct)
        desk.submission(ids.DIRECT, self.record_direct)
        desk.search(ids.DIRECT, "directly_involved", ids.DIRECT, self.partners)

    def ask_capacity(self, act: Act) -> Answer:
        """Open the form about capacity, in the place of the view it was asked from."""
        asked = capacity.questions(self.office, act.person, number_in(act))
        came_from = str((act.view or {}).get("callback_id") or "")
        form = views.capacity_form(self.labels, asked, came_from)
        return Replace(form) if came_from else Show(form)

    def record_capacity(self, act: Act) -> Answer:
        """Store the finding and go back, with what it changed."""
        number, values = number_in(act), act.values
        form = CapacityForm(
            capacity=values.text("capacity"),
            established_by=values.text("established_by"),
            established_on=values.text("established_on"),
            representatives=values.many("representatives"),
        )
        capacity.record(self.office, act.person, number, form, act.key, act.note.get("was"))
        if act.note.get("back") == consent_ids.RECORD:
            return Show(consent_form(self.labels, asking.questions(self.office, act.person, number)))
        return Show(self._sheet(act, number))

    def ask_direct(self, act: Act) -> Answer:
        """Open the form about who carries out the same help."""
        form = views.same_help_form(self.labels, helping.questions(self.office, act.person, number_in(act)))
        return Replace(form) if (act.view or {}).get("callback_id") == signal_ids.SHOW else Show(form)

    def partners(self, act: Act) -> Sequence[Choice]:
        """Who could carry out the same help."""
        return views.partner_choices(self.labels, helping.questions(self.office, act.person, number_in(act)))

    def record_direct(self, act: Act) -> Answer:
        """Store who does, and show the signal as it now stands."""
        number = number_in(act)
        chosen = set(act.values.many("directly_involved"))
        helping.record(self.office, act.person, number, chosen, act.key, act.note.get("was"))
        return Show(self._sheet(act, number))

    def _sheet(self, act: Act, number: int) -> View:
        return sheet(self.labels, looking.sheet(self.office, act.person, number))
