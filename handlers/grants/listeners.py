"""What a beheerder does about grants: give one, take one away."""

from __future__ import annotations

from casework.directory import grants
from handlers.acts import Act, Answer, Show
from handlers.conversation import Conversation
from handlers.desk import Desk
from handlers.grants import ids, views


class GrantListeners(Conversation):
    """Registers the conversation about grants at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.GIVE, self.ask_whom)
        desk.submission(ids.GIVE, self.give)
        desk.action(ids.TAKE, self.ask_from_whom)
        desk.submission(ids.TAKE, self.take)

    def ask_whom(self, act: Act) -> Answer:
        """Open the form to give."""
        return Show(views.give(self.language, grants.held(self.office, act.person), act.ref))

    def give(self, act: Act) -> Answer:
        """Give it."""
        user, grant = act.values.text("user"), act.values.text("grant")
        grants.give(self.office, act.person, user, grant, act.key)
        return Show(views.kept(self.language, user, grant, given=True))

    def ask_from_whom(self, act: Act) -> Answer:
        """Open the form to take."""
        return Show(views.take(self.language, grants.held(self.office, act.person)))

    def take(self, act: Act) -> Answer:
        """Take it."""
        user, grant = act.values.text("user"), act.values.text("grant")
        grants.take(self.office, act.person, user, grant, act.key)
        return Show(views.kept(self.language, user, grant, given=False))
