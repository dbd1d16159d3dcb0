"""What the listeners of an overleg share: reading which time is meant, showing its sheet again."""

from __future__ import annotations

from datetime import date

from casework.errors import NotForYou
from casework.overleg import looking
from casework.overleg.refs import read_occurrence
from handlers.acts import Act, Answer, Done, Replace, Show
from handlers.conversation import Conversation
from handlers.overleg import ids, views


class OverlegConversation(Conversation):
    """Base of the listener classes of this conversation."""

    def _named(self, act: Act) -> tuple[int, date | None]:
        return read_occurrence(act.ref or str(act.note.get("ref") or ""))

    def _time(self, act: Act) -> tuple[int, date]:
        number, planned = self._named(act)
        if planned is None:
            raise NotForYou
        return number, planned

    def _sheet(self, act: Act, number: int, planned: date | None) -> Show:
        shown = looking.sheet(self.office, act.person, number, planned)
        return Show(views.sheet(self.labels, shown, self.office.today, planned=planned is not None))

    def _refreshed(self, act: Act, number: int, planned: date | None) -> Answer:
        """The sheet as it stands now, when the button was pressed in one; else nothing more."""
        view = act.view or {}
        if view.get("callback_id") != ids.SHOW:
            return Done()
        single = "/" in str(act.note.get("ref") or "")
        return Replace(self._sheet(act, number, planned if single else None).view)
