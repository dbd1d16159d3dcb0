"""What people do with what came of an overleg: decisions, action points."""

from __future__ import annotations

from casework.errors import AskFirst, NotForYou
from casework.overleg import actions, outcomes
from casework.overleg.outcomes import OutcomeForm
from casework.overleg.refs import occurrence_ref
from handlers.acts import Act, Answer, Done, Replace, Show
from handlers.desk import Desk
from handlers.overleg import ids, outcome_form, views
from handlers.overleg.conversation import OverlegConversation
from handlers.possible_names import ask


class OutcomeListeners(OverlegConversation):
    """Registers the outcome of an overleg at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.DECISIONS, self.read_decisions)
        desk.pages(ids.DECISIONS, ids.DECISIONS, self.read_decisions)
        desk.action(ids.OUTCOME, self.ask_outcome)
        desk.submission(ids.OUTCOME, self.record)
        desk.action(ids.ACTION_DONE, self.action_done)

    def ask_outcome(self, act: Act) -> Answer:
        """Ask what was decided and who does what."""
        number, planned = self._named(act)
        options = outcomes.outcome_options(self.office, act.person, number, planned)
        view = outcome_form.outcome(self.labels, options)
        return Replace(view) if (act.view or {}).get("callback_id") == ids.RECORDED else Show(view)

    def record(self, act: Act) -> Answer:
        """Seal the decisions and store the action point."""
        number, planned = self._time(act)
        text = act.values.text
        typed = OutcomeForm(text("decisions"), text("action_text"), text("action_owner"), text("action_due"))
        asked = act.note.get("asked", ())
        try:
            made = outcomes.record(self.office, act.person, number, planned, typed, act.key, asked)
        except AskFirst as question:
            options = outcomes.outcome_options(self.office, act.person, number, planned)
            return Show(ask(self.language, outcome_form.outcome(self.labels, options, typed), question.names))
        return Show(views.recorded(self.labels, made))

    def read_decisions(self, act: Act) -> Answer:
        """The decisions of one time, as far as the gate lets this person read them."""
        number, planned = self._time(act)
        found = outcomes.read_decisions(self.office, act.person, number, planned, act.key)
        return Show(views.decisions(self.labels, occurrence_ref(number, planned), found, act.page))

    def action_done(self, act: Act) -> Answer:
        """An action point is done."""
        found = act.ref.strip().upper().removeprefix("A-")
        if not found.isdecimal():
            raise NotForYou
        actions.done(self.office, act.person, int(found), act.key)
        return Done()
