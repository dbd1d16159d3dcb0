"""Kind of post → query + view, for what the guard says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from casework import refs
from casework.guard import watching
from handlers.conversation import Conversation
from handlers.guard import ids, views
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class GuardPosts(Conversation):
    """Draws the hint and the coordinator's message; both go when the message does."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_HINT: self.hint, ids.POST_STANDING: self.standing}

    def hint(self, post: Post) -> Drawing | None:
        """For the author."""
        row = watching.for_reader(self.office, refs.number("G", post.ref or "") or 0, post.target)
        if row is None or row.author != post.target:
            return None
        said_at = datetime.fromtimestamp(float(row.ts), UTC).astimezone(self.office.zone)
        blocks = views.hint(self.language, post.ref or "", row.channel, f"{said_at:%H:%M}")
        return Drawing(self.language("Is hier iemand te herkennen?"), tuple(blocks), "notice", post.ref)

    def standing(self, post: Post) -> Drawing | None:
        """For the coordinator; what they wrote themselves they know."""
        row = watching.for_reader(self.office, refs.number("G", post.ref or "") or 0, post.target)
        if row is None or row.author == post.target:
            return None
        signal = refs.ref("S", row.signal_id) if row.signal_id is not None else None
        blocks = views.standing(self.language, row.channel, row.author, signal)
        return Drawing(self.language("Een bericht in het kanaal"), tuple(blocks), "notice", post.ref)
