"""What people do to share and to read: the sharing form, its submission, the button in the thread."""

from __future__ import annotations

from casework.sharing import on_demand
from casework.sharing.on_demand import ShareForm
from handlers.acts import Act, Answer, Clear, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.disclosure import ids, views


class DisclosureListeners(Conversation):
    """Registers the sharing conversation at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.SHARE, self.ask)
        desk.submission(ids.SHARE, self.share)
        desk.action(ids.OPEN, self.open)

    def ask(self, act: Act) -> Answer:
        """Open the sharing form."""
        offered = on_demand.share_options(self.office, act.person, number_in(act))
        return Show(views.share_form(self.labels, offered))

    def share(self, act: Act) -> Answer:
        """Share, when the gate allows it for everyone chosen."""
        form = ShareForm(
            recipients=act.values.many("recipients"),
            categories=act.values.many("categories"),
            mode=act.values.text("mode"),
            purpose=act.values.text("purpose"),
        )
        on_demand.share(self.office, act.person, number_in(act), form, act.key)
        return Clear()

    def open(self, act: Act) -> Answer:
        """Open what was shared, for whoever pressed, if it may be opened for them now."""
        opened = on_demand.open_disclosure(self.office, act.person, number_in(act, "D"), act.key)
        return Show(views.details(self.labels, opened))
