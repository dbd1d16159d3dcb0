"""Kind of post → query + view, for the neutral prompt in the thread."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.signals import looking
from handlers.consent import ids, views
from handlers.conversation import Conversation
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class ConsentPosts(Conversation):
    """Draws the prompt under a card."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_PROMPT: self.prompt}

    def prompt(self, post: Post) -> Drawing | None:
        """The prompt, in words that say nothing about anyone."""
        card = looking.card(self.office, refs.number("S", post.ref or "") or 0)
        if not card.is_open and post.shown_rev == 0:
            return None
        text = self.language("Details van {ref}", ref=card.ref)
        return Drawing(text, tuple(views.prompt(self.labels, card)), "consent_prompt", card.ref)
