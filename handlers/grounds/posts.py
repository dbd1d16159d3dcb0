"""Kind of post → query + view, for what is asked and told of opened grounds."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.grounds.opening import opening
from casework.grounds.police_kept import KEPT, kept_for
from handlers.conversation import Conversation
from handlers.grounds import ids, views
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class GroundPosts(Conversation):
    """Draws the request to the second person and the word to who works with it."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_ASKED: self.asked, ids.POST_TOLD: self.told, KEPT: self.kept}

    def asked(self, post: Post) -> Drawing | None:
        """Agree or not."""
        found = opening(self.office, refs.number("G", post.ref or "") or 0)
        text = self.language("Akkoord gevraagd voor {ref}", ref=found.ref)
        return Drawing(text, tuple(views.asked(self.labels, found)), "notice", found.ref)

    def told(self, post: Post) -> Drawing | None:
        """How it stands."""
        found = opening(self.office, refs.number("G", post.ref or "") or 0)
        text = self.language("Gronden van Schakel: {ref}", ref=found.ref)
        return Drawing(text, tuple(views.told(self.labels, found)), "notice", found.ref)

    def kept(self, post: Post) -> Drawing | None:
        """What the police told earlier is judged more strictly: of which signals, and what is possible."""
        numbers = kept_for(self.office, post.target)
        if not numbers:
            return None
        text = self.language("Gegevens uit een politiebron worden strenger beoordeeld")
        return Drawing(text, tuple(views.police_kept(self.labels, numbers)), "notice")
