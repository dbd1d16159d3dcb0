"""Kind of post → query + view: the offer, details in the thread, and the word that it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import structlog

from casework import refs
from casework.errors import NotForYou
from casework.sharing import in_thread, looking
from casework.sharing.in_thread import ThreadNotice
from handlers.conversation import Conversation
from handlers.disclosure import ids, views
from handlers.rendering import Drawing, Maker, NotYet
from storage.outbox_tables import Post

DAMAGED_AGAIN = timedelta(minutes=10)

log = structlog.get_logger(__name__)


class DisclosurePosts(Conversation):
    """Draws what stands in Slack of a disclosure."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_OFFER: self.offer,
            ids.POST_THREAD: self.thread,
            ids.POST_STOP: self.stop,
            ids.POST_UNPOSTED: self.unposted,
        }

    def offer(self, post: Post) -> Drawing | None:
        """The offer; one that ended before it went out is never posted."""
        facts = looking.offer(self.office, _number(post))
        if facts.ended and post.shown_rev == 0:
            return None
        _ = self.language
        text = (
            _("Details van {ref} zijn niet meer in te zien", ref=facts.signal_ref)
            if facts.ended
            else _("Details van {ref} staan klaar", ref=facts.signal_ref)
        )
        return Drawing(text, tuple(views.offer(self.labels, facts)), "disclosure", facts.signal_ref)

    def thread(self, post: Post) -> Drawing | None:
        """The details themselves when everyone in the room may read them now, else a notice.

        The rows of posts carry no seal: one that was pointed elsewhere in the database is not drawn.
        """
        if {post.target, post.slack_channel or post.target} != {
            in_thread.room_of(self.office, _number(post))
        }:
            raise NotForYou
        try:
            drawn = in_thread.draw(self.office, _number(post), first=post.shown_rev == 0)
        except NotForYou:
            raise
        except Exception as error:
            if post.shown_rev == 0:
                raise
            log.warning("thread details not drawn", post=str(post.id), error_type=type(error).__name__)
            return self._damaged(post)
        text = self.language("Details van {ref}", ref=drawn.signal_ref)
        if isinstance(drawn, ThreadNotice):
            if post.shown_rev == 0:
                if drawn.again_at is not None:
                    raise NotYet(drawn.again_at - self.office.clock.now())
                return None
            if drawn.again_at is not None:
                hidden = tuple(views.thread_hidden(self.labels, drawn.signal_ref))
                return Drawing(text, hidden, "disclosure", drawn.signal_ref, good_until=drawn.again_at)
            return Drawing(text, tuple(views.thread_over(self.labels, drawn)), "disclosure", drawn.signal_ref)
        blocks = tuple(views.thread_details(self.labels, drawn))
        return Drawing(text, blocks, "disclosure", drawn.signal_ref, good_until=drawn.good_until)

    def _damaged(self, post: Post) -> Drawing:
        """What cannot be judged must not stand, whatever keeps it from being judged."""
        this = post.ref or ""
        blocks = tuple(views.thread_hidden(self.labels, this))
        again = self.office.clock.now() + DAMAGED_AGAIN
        return Drawing(self.language("Details van {ref}", ref=this), blocks, "disclosure", good_until=again)

    def stop(self, post: Post) -> Drawing | None:
        """For somebody who received: use it no further."""
        facts = looking.stopped(self.office, _number(post))
        text = self.language("Details van {ref} niet verder gebruiken", ref=facts.signal_ref)
        return Drawing(text, tuple(views.stop(self.labels, facts)), "notice", facts.signal_ref)

    def unposted(self, post: Post) -> Drawing | None:
        """For who shared: it does not stand in the thread, and what can be done instead."""
        facts = looking.stopped(self.office, _number(post))
        text = self.language("Details van {ref} staan niet in de draad", ref=facts.signal_ref)
        return Drawing(text, tuple(views.unposted(self.labels, facts)), "notice", facts.signal_ref)


def _number(post: Post) -> int:
    return refs.number("D", post.ref or "") or 0
