"""Kind of post → query + view: the word to who got or lost a grant, and to the other beheerders."""

from __future__ import annotations

from collections.abc import Mapping

from casework.directory.grants import read_told
from handlers.conversation import Conversation
from handlers.grants import ids, views
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class GrantPosts(Conversation):
    """Draws what is told of a grant that was given or taken."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_TOLD: self.told}

    def told(self, post: Post) -> Drawing | None:
        """What happened, by whom."""
        blocks = views.told(self.language, read_told(post.dedupe or ""), post.target)
        text = self.language("Bevoegdheden van Schakel")
        return Drawing(text, tuple(blocks), "notice", repeatable=True)
