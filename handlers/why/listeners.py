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
        desk.pages(ids.SHOWN, ids.EXCEPTION, self.turn)

    def of_signal(self, act: Act) -> Answer:
        """Why these partners may (not) see the details."""
        found = why.of_signal(self.office, act.person, number_in(act))
        return Show(views.shown(self.labels, found, act.page))

    def of_exception(self, act: Act) -> Answer:
        """Why this ground opens it or not."""
        found = why.of_exception(self.office, act.person, number_in(act, "X"))
        return Show(views.shown(self.labels, found, act.page))

    def turn(self, act: Act) -> Answer:
        """Another page of either; whose it is, the use case looks."""
        of_signal = str(act.note.get("ref") or "").startswith("S-")
        return self.of_signal(act) if of_signal else self.of_exception(act)
