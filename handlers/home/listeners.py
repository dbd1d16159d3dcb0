"""Draws Home each time somebody opens it."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.exceptions import looking as exceptions
from casework.permissions import admitted
from casework.regie import desk as regie_desk
from casework.signals import looking
from handlers.acts import Act, Answer, Show
from handlers.conversation import Conversation
from handlers.desk import Desk
from handlers.goals.home import goals_on_home
from handlers.grants.ids import GIVE
from handlers.home import views
from handlers.overleg.home import overleg_on_home
from handlers.regie import views as regie_views
from handlers.signal.ids import NEW


class HomeListeners(Conversation):
    """Registers the Home tab at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind the opening of Home."""
        desk.home(self.open)

    def open(self, act: Act) -> Answer:
        """My signals as they stand now."""
        cards = looking.overview(self.office, act.person) if act.person.known else ()
        reviews = exceptions.waiting_for(self.office, act.person.user_id) if act.person.known else ()
        more: list[Block] = []
        if act.person.known:
            more += overleg_on_home(self.office, self.labels, act.person)
            more += goals_on_home(self.office, self.labels, act.person)
        waiting = regie_views.home(self.labels, regie_desk.waiting(self.office, act.person))
        return Show(
            views.home(
                self.labels,
                cards,
                reviews,
                more,
                known=act.person.known,
                may_report=admitted(NEW, act.person),
                waiting=waiting,
                grants=admitted(GIVE, act.person),
            )
        )
