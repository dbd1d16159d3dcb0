"""What people do about hidden grounds: look, ask to open, agree or not, close."""

from __future__ import annotations

from casework.grounds import opening
from handlers.acts import Act, Answer, Done, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.grounds import ids, views


class GroundListeners(Conversation):
    """Registers the conversation about opened grounds at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.SHOW, self.show)
        desk.pages(ids.SHOW, ids.SHOW, self.show)
        desk.action(ids.OPEN, self.ask_why)
        desk.submission(ids.OPEN, self.ask)
        desk.action(ids.CLOSE, self.ask_why_closing)
        desk.submission(ids.CLOSE, self.close)
        desk.action(ids.AGREE, self.agree)
        desk.action(ids.DECLINE, self.decline)

    def show(self, act: Act) -> Answer:
        """Which grounds are open."""
        return Show(views.shown(self.labels, opening.standing(self.office, act.person), act.page))

    def ask_why(self, act: Act) -> Answer:
        """The form to open one; where nothing is left to open, how all stand."""
        standing = opening.standing(self.office, act.person)
        if not standing.free:
            return Show(views.shown(self.labels, standing))
        return Show(views.open_form(self.labels, standing, act.ref))

    def ask(self, act: Act) -> Answer:
        """Ask the second person."""
        text = act.values.text
        opening.ask(self.office, act.person, text("ground"), text("reason"), text("second"), act.key)
        return Show(views.kept(self.labels, text("ground"), asked=True))

    def ask_why_closing(self, act: Act) -> Answer:
        """The form to close one; where nothing is open, how all stand."""
        standing = opening.standing(self.office, act.person)
        if not standing.running:
            return Show(views.shown(self.labels, standing))
        return Show(views.close_form(self.labels, standing, act.ref))

    def close(self, act: Act) -> Answer:
        """Close it."""
        text = act.values.text
        opening.close(self.office, act.person, text("ground"), text("reason"), act.key)
        return Show(views.kept(self.labels, text("ground"), asked=False))

    def agree(self, act: Act) -> Answer:
        """Open it; the confirm dialog came before."""
        opening.agree(self.office, act.person, number_in(act, "G"), act.key)
        return Done()

    def decline(self, act: Act) -> Answer:
        """Leave it closed."""
        opening.decline(self.office, act.person, number_in(act, "G"), act.key)
        return Done()
