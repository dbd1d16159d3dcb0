"""Kind of post → query + view: to a coordinator, to who sat in what ended, to who took Schakel along."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.partnerships import inviting, looking
from casework.partnerships.keeping import LETTER
from handlers.conversation import Conversation
from handlers.partnerships import ids, views
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class PartnershipPosts(Conversation):
    """Draws what is told about partnerships as such."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_COORDINATES: self.coordinates,
            ids.POST_ENDED: self.ended,
            ids.POST_INVITED: self.invited,
        }

    def coordinates(self, post: Post) -> Drawing | None:
        """To whoever coordinates, while they do."""
        found = looking.entry(self.office, refs.number(LETTER, post.ref or "") or 0)
        if found is None or not found.active or found.coordinator != post.target:
            return None
        text = self.language("U coördineert een samenwerking")
        return Drawing(text, tuple(views.told_coordinator(self.labels, found)), "notice", repeatable=True)

    def ended(self, post: Post) -> Drawing | None:
        """That it stopped, as long as it is."""
        found = looking.entry(self.office, refs.number(LETTER, post.ref or "") or 0)
        if found is None or found.active:
            return None
        text = self.language("Een samenwerking is gestopt")
        return Drawing(text, tuple(views.told_ended(self.language, found.name)), "notice", repeatable=True)

    def invited(self, post: Post) -> Drawing | None:
        """What Schakel can do in the channel that somebody took it into."""
        found = inviting.invitation(self.office, post.dedupe or "")
        text = self.language("Schakel in een kanaal")
        return Drawing(text, tuple(views.told_inviter(self.language, found)), "notice", repeatable=True)
