"""Kind of post → query + view: the message that welcomes somebody who joined a partnership."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.partners import welcoming
from handlers.conversation import Conversation
from handlers.partners.welcome import welcome
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class PartnerPosts(Conversation):
    """Draws the welcome; who left before it was sent never gets it."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {welcoming.WELCOME: self.welcome}

    def welcome(self, post: Post) -> Drawing | None:
        """Who they are here, what they can do, who sees what, and where to begin."""
        found = welcoming.facts(self.office, refs.number(welcoming.LETTER, post.ref or "") or 0)
        if found is None or found.partner.user_id != post.target:
            return None
        text = self.language("Welkom bij Schakel")
        return Drawing(text, tuple(welcome(self.labels, found)), "notice", repeatable=True)
