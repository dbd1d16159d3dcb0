"""Kind of post → query + view, for the offer of details in the thread."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.sharing import looking
from handlers.conversation import Conversation
from handlers.disclosure import ids, views
from handlers.rendering import Drawing, Maker
from storage.tables import Post


class DisclosurePosts(Conversation):
    """Draws the message with the button that opens the details."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_OFFER: self.offer}

    def offer(self, post: Post) -> Drawing | None:
        """The offer; one that ended before it went out is never posted."""
        facts = looking.offer(self.office, refs.number("D", post.ref or "") or 0)
        if facts.ended and post.shown_rev == 0:
            return None
        text = self.language("Details van {ref} staan klaar", ref=facts.signal_ref)
        return Drawing(text, tuple(views.offer(self.labels, facts)), "disclosure", facts.signal_ref)
