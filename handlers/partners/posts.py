"""Kind of post → query + view: the welcome to whoever joined, and whose account was closed."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.partners import closed, welcoming
from handlers.conversation import Conversation
from handlers.partners.closed import account_closed
from handlers.partners.welcome import welcome
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class PartnerPosts(Conversation):
    """Draws what is told about partners; who left before it was sent never gets a welcome."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {welcoming.WELCOME: self.welcome, closed.CLOSED: self.closed}

    def welcome(self, post: Post) -> Drawing | None:
        """Who they are here, what they can do, who sees what, and where to begin."""
        found = welcoming.facts(self.office, refs.number(welcoming.LETTER, post.ref or "") or 0)
        if found is None or found.partner.user_id != post.target:
            return None
        text = self.language("Welkom bij Schakel")
        return Drawing(text, tuple(welcome(self.labels, found)), "notice", repeatable=True)

    def closed(self, post: Post) -> Drawing | None:
        """For a coordinator: whose account was closed, and what waits for somebody else."""
        found = closed.facts(self.office, refs.number(closed.LETTER, post.ref or "") or 0, post.target)
        if found is None or post.withdrawn:
            return None
        blocks = account_closed(self.language, found)
        return Drawing(self.language("Account gesloten"), tuple(blocks), "notice", post.ref, repeatable=True)
