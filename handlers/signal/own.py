"""Authors read back what they wrote, and put a wrong detail right."""

from __future__ import annotations

from casework.errors import NotForYou
from casework.refs import ref
from casework.signals import amending
from casework.signals.drafting import detail_categories
from handlers.acts import Act, Answer, Replace, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.signal import ids, own_form


class OwnListeners(Conversation):
    """Registers reading back and correcting at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.OWN, self.show)
        desk.pages(ids.OWN, ids.OWN, self.show)
        desk.action(ids.CORRECT, self.ask)
        desk.submission(ids.CORRECT, self.correct)

    def show(self, act: Act) -> Answer:
        """The details this person wrote about a signal."""
        found = amending.own(self.office, act.person, number_in(act))
        return Show(own_form.own_details(self.labels, found, act.page))

    def ask(self, act: Act) -> Answer:
        """Open one of them to put it right."""
        number, item = number_in(act), act.ref.partition(" ")[2]
        found = amending.own(self.office, act.person, number)
        detail = next((one for one in found.details if one.id == item), None)
        if detail is None:
            raise NotForYou
        categories = detail_categories(self.office.book, self.office.policy)
        return Replace(own_form.correct_detail(self.labels, ref("S", number), detail, categories))

    def correct(self, act: Act) -> Answer:
        """Seal it, and show what stands there now."""
        number = number_in(act)
        amending.correct(
            self.office,
            act.person,
            number,
            str(act.note.get("item") or ""),
            act.values.text("details"),
            act.values.many("categories"),
            act.key,
        )
        found = amending.own(self.office, act.person, number, lately=True)
        return Show(own_form.own_details(self.labels, found))
