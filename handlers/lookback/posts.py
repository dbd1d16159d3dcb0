"""Kind of post → query + view: the week, for the privacy officer."""

from __future__ import annotations

from collections.abc import Mapping

from casework.lookback.weekly import first_day, week_of
from handlers.conversation import Conversation
from handlers.lookback import ids, views
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class LookbackPosts(Conversation):
    """Draws what stood out in a week."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_WEEKLY: self.week}

    def week(self, post: Post) -> Drawing | None:
        """The summary of one week."""
        first = first_day(post.ref or "")
        if first is None:
            return None
        blocks = views.week(self.labels, week_of(self.office, first))
        return Drawing(self.language("Wie las wat, deze week"), tuple(blocks), "notice", post.ref)
