"""What people do to share and to read: the sharing form, its submission, the button in the thread."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from casework.ports import RoomUnknown
from casework.sharing import choosing, deciding, on_demand
from casework.sharing.deciding import ShareForm
from casework.sharing.modes import Mode
from handlers.acts import Act, Answer, Clear, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.disclosure import ids, views
from handlers.inputs import Choice


class DisclosureListeners(Conversation):
    """Registers the sharing conversation at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.SHARE, self.ask)
        desk.submission(ids.SHARE, self.share)
        desk.search(ids.SHARE, "recipients", ids.SHARE, self.recipients)
        desk.action(ids.OPEN, self.open)
        desk.pages(ids.VIEW, ids.OPEN, self.open)

    def ask(self, act: Act) -> Answer:
        """Open the sharing form, then look who is in the channel: sharing in the thread depends on it."""
        offered = choosing.share_options(self.office, act.person, number_in(act))

        def look() -> None:
            if offered.channel is not None:
                with suppress(RoomUnknown):
                    self.office.rooms.look(offered.channel)

        return Show(views.share_form(self.labels, offered), then=look)

    def recipients(self, act: Act) -> Sequence[Choice]:
        """With whom can be shared."""
        partners, colleagues = choosing.recipients(self.office, act.person, number_in(act))
        return views.recipient_choices(self.labels, partners, colleagues)

    def share(self, act: Act) -> Answer:
        """Share, when the gate allows it for everyone who would read."""
        form = ShareForm(
            recipients=act.values.many("recipients"),
            categories=act.values.many("categories"),
            mode=act.values.text("mode"),
            purpose=act.values.text("purpose"),
            necessary="yes" in act.values.many("necessary"),
        )
        shared = deciding.share(self.office, act.person, number_in(act), form, act.key)
        if shared.mode is Mode.OUTSIDE:
            return Show(views.may_tell(self.labels, shared))
        return Clear()

    def open(self, act: Act) -> Answer:
        """Open what was shared, for whoever pressed, if it may be opened for them now."""
        opened = on_demand.open_disclosure(self.office, act.person, number_in(act, "D"), act.key)
        return Show(views.details(self.labels, opened, act.page))
