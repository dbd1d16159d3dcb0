"""Kind of post → query + view, for what is asked and told of rights that somebody uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from casework import refs
from casework.rights.looking import RightAsked, told
from handlers.conversation import Conversation
from handlers.rendering import Drawing, Maker
from handlers.rights import ids, views
from rules.walltime import instant
from storage.outbox_tables import Post


class RightsPosts(Conversation):
    """Draws the request to the coordinator, what privacy officers hear, and the word to the author."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_ASKED: self.asked,
            ids.POST_TOLD: self.told,
            ids.POST_CORRECT: self.to_mend,
            ids.POST_DUE: self.due,
        }

    def asked(self, post: Post) -> Drawing | None:
        """Agree or not."""
        found = self._found(post)
        text = self.language("Akkoord gevraagd voor {ref}", ref=found.ref)
        return Drawing(text, tuple(views.asked(self.labels, found)), "notice", found.ref)

    def told(self, post: Post) -> Drawing | None:
        """How it stands."""
        found = self._found(post)
        text = self.language("Rechten: {ref}", ref=found.ref)
        return Drawing(text, tuple(views.told(self.labels, found)), "notice", found.ref)

    def to_mend(self, post: Post) -> Drawing | None:
        """Something may be wrong; what was answered before it went out is never asked."""
        found = self._found(post)
        if post.shown_rev == 0 and not found.runs:
            return None
        text = self.language("Verbetering gevraagd bij {ref}", ref=found.signal_ref)
        return Drawing(text, tuple(views.to_mend(self.labels, found)), "notice", found.ref)

    def due(self, post: Post) -> Drawing | None:
        """It waits for an answer, and for how long; what was answered before it went out needs no word."""
        found = self._found(post)
        if post.shown_rev == 0 and not found.runs:
            return None
        text = self.language("Termijn van {ref}", ref=found.ref)
        today = self.office.today
        blocks = tuple(views.due(self.labels, found, today))
        counts_down = found.runs and today <= found.due
        midnight = instant(today + timedelta(days=1), time(), self.office.zone) if counts_down else None
        return Drawing(text, blocks, "notice", found.ref, good_until=midnight)

    def _found(self, post: Post) -> RightAsked:
        return told(self.office, refs.number("V", post.ref or "") or 0)
