"""The button "Waarom?": for who shares at a signal, for reviewer and invoker at an exception."""

from __future__ import annotations

from casework import why
from handlers.acts import Act, Answer, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.why import ids, views


class WhyListeners(Conversation):
    """Registers the explanation at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.SIGNAL, self.of_signal)
        desk.action(ids.EXCEPTION, self.of_exception)

    def of_signal(self, act: Act) -> Answer:
        """Why these partners may (not) see the details."""
        return Show(views.shown(self.labels, why.of_signal(self.office, act.person, number_in(act))))

    def of_exception(self, act: Act) -> Answer:
        """Why this ground opens it or not."""
        found = why.of_exception(self.office, act.person, number_in(act, "X"))
        return Show(views.shown(self.labels, found))
