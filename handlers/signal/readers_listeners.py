"""What people do about who reads a signal once it is there, and the meldcode."""

from __future__ import annotations

from casework.signals import reading_along
from handlers.acts import Act, Answer, Done, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.signal import ids, readers


class ReadersListeners(Conversation):
    """Registers the choice of readers at the desk; before a signal is placed it is part of its form."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.OPEN_UP, self.open_up)
        desk.action(ids.LET_GO, self.ask_whom)
        desk.submission(ids.LET_GO, self.let_go)
        desk.action(ids.MELDCODE, self.meldcode)

    def open_up(self, act: Act) -> Answer:
        """Let the whole channel read it."""
        reading_along.open_up(self.office, act.person, number_in(act), act.key)
        return Done()

    def ask_whom(self, act: Act) -> Answer:
        """Ask who reads it no longer."""
        return Show(
            readers.let_go(self.labels, reading_along.readers_now(self.office, act.person, number_in(act)))
        )

    def let_go(self, act: Act) -> Answer:
        """They read it no longer."""
        chosen = {int(one) for one in act.values.many("partners") if one.isdecimal()}
        reading_along.let_go(self.office, act.person, number_in(act), chosen, act.key)
        return Done()

    def meldcode(self, act: Act) -> Answer:
        """The five steps, and whom to call now."""
        return Show(readers.meldcode(self.labels))
