"""Kind of post → query + view, for the direct messages about acute danger; never a reasoning or a detail."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.exceptions import looking as exceptions
from casework.sharing import looking
from handlers.acute import ids, views
from handlers.conversation import Conversation
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class AcutePosts(Conversation):
    """Draws the word to who can avert the danger, and the request for reasons to who shared."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_TOLD: self.told, ids.POST_COMPLETE: self.complete}

    def told(self, post: Post) -> Drawing | None:
        """One press to the details; when they ended before it went out, nothing."""
        facts = looking.offer(self.office, refs.number("D", post.ref or "") or 0)
        if facts.ended and post.shown_rev == 0:
            return None
        text = self.language("Acuut gevaar: {ref}", ref=facts.signal_ref)
        by = f"<@{facts.sharer}>"
        return Drawing(text, tuple(views.told(self.labels, facts, by)), "disclosure", facts.signal_ref)

    def complete(self, post: Post) -> Drawing | None:
        """What is still asked of who shared."""
        card = exceptions.card(self.office, refs.number("X", post.ref or "") or 0)
        text = self.language("Vul de redenen aan bij {ref}", ref=card.signal_ref)
        return Drawing(text, tuple(views.to_complete(self.labels, card)), "notice", card.signal_ref)
