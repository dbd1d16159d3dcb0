"""Kind of post → query + view, for what stays in Slack of a goal."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.addressees import is_person
from casework.goals import looking
from casework.goals.file import LETTERS
from casework.goals.looking import GoalCard
from casework.goals.posts import ASKED, CARD, EVALUATE
from handlers.conversation import Conversation
from handlers.goals import cards
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post

NOTICE = "notice"


class GoalPosts(Conversation):
    """Draws the card of a goal, what it asks of each partner, and the call to look back."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {CARD: self.card, ASKED: self.asked, EVALUATE: self.call}

    def card(self, post: Post) -> Drawing | None:
        """The goal in its partnership's channel; one that ended before it went out is never posted."""
        card = self._card(post)
        if not _may_read(post, card) or (card.ended and post.slack_ts is None):
            return None
        text = self.language("Gezamenlijk doel {ref}", ref=card.ref)
        blocks = tuple(cards.channel_card(self.labels, card, self.office.today))
        return Drawing(text, blocks, NOTICE, card.ref, repeatable=True)

    def asked(self, post: Post) -> Drawing | None:
        """For a partner that does not read the channel, or for whom somebody else filled something in."""
        card = self._card(post)
        if not _may_read(post, card):
            return None
        if post.slack_ts is None:
            members = {one.user_id for one in (*card.without, *(who for who, _text in card.contributions))}
            needed = card.contribution_of(post.target) or not self.in_channel(post.target, card.channel)
            if card.ended or post.target not in members or not needed:
                return None
        text = self.language("Uw bijdrage aan {ref}", ref=card.ref)
        blocks = tuple(cards.asked(self.labels, card, post.target, self.office.today))
        return Drawing(text, blocks, NOTICE, card.ref, repeatable=True)

    def call(self, post: Post) -> Drawing | None:
        """The day to look back is near, or past; None when that was done, or somebody else is to hear it."""
        card = self._card(post)
        if not _may_read(post, card):
            return None
        true = not card.ended and looking.reminded_day(post) == card.evaluate_on.isoformat()
        if post.slack_ts is None and not (true and self._hears(post, card)):
            return None
        text = self.language("Evaluatie van {ref}", ref=card.ref)
        hosting = post.target in {card.lead, card.coordinator}
        blocks = (
            cards.call(self.labels, card, self.office.today, hosting=hosting)
            if true
            else cards.answered(self.language, card)
        )
        return Drawing(text, tuple(blocks), NOTICE, card.ref, repeatable=True)

    def _hears(self, post: Post, card: GoalCard) -> bool:
        """The channel and the lead; the coordinator when the lead left, or when the day has passed."""
        if not is_person(post.target) or post.target == card.lead:
            return True
        late = card.evaluate_on < self.office.today
        return post.target == card.coordinator and (card.lead_left or late)

    def _card(self, post: Post) -> GoalCard:
        return looking.card(self.office, refs.number(LETTERS, post.ref or "") or 0)


def _may_read(post: Post, card: GoalCard) -> bool:
    """What stands with somebody who left, or in a channel that is no longer the partnership's, is taken away.

    Drawn again it would tell them what the goal became since.
    """
    return post.target in card.accounts if is_person(post.target) else post.target == card.channel
