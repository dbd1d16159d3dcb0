"""Kind of post → query + view, for direct messages about asking and regie."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.errors import NotForYou
from casework.regie import asking, links, matches, offers
from casework.regie.pairs import Pair, read_pair
from casework.signals import looking
from casework.signals.looking import SignalCard
from casework.signals.telling import actor_in
from handlers.conversation import Conversation
from handlers.regie import cards, ids
from handlers.regie import offers as cards_of_offers
from handlers.rendering import Drawing, Maker
from handlers.signal.views import stub_text
from storage.outbox_tables import Post


class RegiePosts(Conversation):
    """Draws questions, offers of help, the new lead's message, and what coordinators hear of pairs.

    A message whose reader may no longer see it is taken away. Metadata names no pair: wire 6 knows
    references to one thing only.
    """

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_ASKED: self.asked,
            ids.POST_DECLINED: self.declined,
            ids.POST_OFFERED: self.offered,
            ids.POST_NOT_NOW: self.not_now,
            ids.POST_LEAD: self.lead,
            ids.POST_REGIE: self.regie,
            ids.POST_MATCH: self.match,
            ids.POST_LINK: self.link,
        }

    def asked(self, post: Post) -> Drawing | None:
        """A partner's question, for author and lead, with the gate's answer as it is now."""
        this = post.ref or ""
        try:
            facts = asking.asked(self.office, post.id, refs.number("S", this) or 0, post.target)
        except NotForYou:
            return None
        text = self.language("Vraag om details van {ref}", ref=this)
        return Drawing(text, tuple(cards.asked(self.labels, facts)), "notice", this)

    def declined(self, post: Post) -> Drawing | None:
        """For the partner: not now, or that it was shared after all."""
        this = post.ref or ""
        try:
            after_all = asking.shared_after_all(self.office, refs.number("S", this) or 0, post.target)
        except NotForYou:
            return None
        text = self.language("Uw vraag om details van {ref}", ref=this)
        return Drawing(text, tuple(cards.declined(self.language, this, after_all=after_all)), "notice", this)

    def offered(self, post: Post) -> Drawing | None:
        """An offer of help, for who hears offers."""
        number = refs.number("H", (post.dedupe or "").partition(":")[0]) or 0
        try:
            facts = offers.offer(self.office, number, post.target)
        except NotForYou:
            return None
        text = self.language("Hulp aangeboden bij {ref}", ref=facts.signal_ref)
        return Drawing(text, tuple(cards_of_offers.offered(self.labels, facts)), "notice", facts.signal_ref)

    def not_now(self, post: Post) -> Drawing | None:
        """For the partner who offered: not now; nothing any more once they were taken in after all."""
        facts = self._card(post)
        if facts is None or any(one.partner.user_id == post.target for one in facts.reactions):
            return None
        text = self.language("Uw aanbod bij {ref}", ref=facts.ref)
        blocks = cards_of_offers.not_now(self.language, facts.ref)
        return Drawing(text, tuple(blocks), "notice", facts.ref)

    def lead(self, post: Post) -> Drawing | None:
        """For whoever got regie."""
        facts = self._card(post)
        if facts is None or not facts.is_open:
            return None
        text = self.language("Regie over {ref}", ref=facts.ref)
        blocks = tuple(cards.lead(self.labels, facts.ref, facts.lead, post.target))
        return Drawing(text, blocks, "notice", facts.ref)

    def regie(self, post: Post) -> Drawing | None:
        """For the reporter: somebody else gave regie over their signal to somebody."""
        facts = looking.card(self.office, refs.number("S", post.ref or "") or 0)
        text = self.language("Regie over {ref}", ref=facts.ref)
        actor = actor_in(post.dedupe or "")
        blocks = cards.regie(self.labels, facts.ref, facts.lead, actor, stub_text(self.labels, facts))
        return Drawing(text, tuple(blocks), "notice", facts.ref)

    def match(self, post: Post) -> Drawing | None:
        """Two numbers that may belong together, for a coordinator."""
        pair = _pair(post)
        try:
            facts = matches.notice(self.office, pair, post.target)
        except NotForYou:
            return None
        text = self.language("{one} en {other}: mogelijk dezelfde jongere", **_both(pair))
        return Drawing(text, tuple(cards.match(self.labels, facts)), "notice")

    def link(self, post: Post) -> Drawing | None:
        """A link, for a coordinator."""
        pair = _pair(post)
        try:
            facts = links.notice(self.office, pair, post.target)
        except NotForYou:
            return None
        text = self.language("Koppeling van {one} en {other}", **_both(pair))
        return Drawing(text, tuple(cards.link(self.labels, facts)), "notice")

    def _card(self, post: Post) -> SignalCard | None:
        try:
            return looking.card(self.office, refs.number("S", post.ref or "") or 0)
        except NotForYou:
            return None


def _pair(post: Post) -> Pair:
    return read_pair(post.ref or "") or Pair(0, 0)


def _both(pair: Pair) -> dict[str, str]:
    return {"one": pair.low_ref, "other": pair.high_ref}
