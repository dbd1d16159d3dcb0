"""Kind of post → query + view, for what stays in Slack of a signal."""

from __future__ import annotations

from collections.abc import Mapping

from casework import deliveries, refs
from casework.concerned import spoken
from casework.errors import NotForYou
from casework.retention import night
from casework.signals import looking, nudging, telling
from casework.signals.looking import SignalCard
from casework.signals.naming import NAMED
from handlers.conversation import Conversation
from handlers.kit import escape, section
from handlers.naming import called
from handlers.rendering import Drawing, Maker
from handlers.signal import cards, closing, ids, posting
from storage.outbox_tables import Post
from storage.planned_posts import INSTEAD
from storage.signal_tables import SignalState


class SignalPosts(Conversation):
    """Draws the card, the stub for a tagged partner, and the author's own message."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_CARD: self.card,
            ids.POST_EXISTS: self.exists,
            ids.POST_TAGGED: self.tagged,
            ids.POST_AUTHOR: self.author,
            ids.POST_UNPOSTED: self.unposted,
            ids.POST_ANSWER: self.answered,
            ids.POST_WORD_BACK: self.word_back,
            ids.POST_NUDGE: self.nudge,
            ids.POST_ENDING: self.ending,
            ids.POST_ALARM: self.alarm,
            ids.POST_STUCK: self.stuck,
            NAMED: self.named,
        }

    def card(self, post: Post) -> Drawing | None:
        """The card; a signal that was taken back before it went out is never posted."""
        facts = self._facts(post)
        if not facts.is_open and post.shown_rev == 0:
            return None
        blocks = tuple(cards.card(self.labels, facts))
        return Drawing(cards.card_text(self.labels, facts), blocks, "signal", facts.ref)

    def exists(self, post: Post) -> Drawing | None:
        """For the channel: others read a signal here. Neither which one, nor what came of it."""
        try:
            facts = self._facts(post)
        except NotForYou:
            return None
        if not facts.is_open or not facts.chosen or post.withdrawn:
            return None
        text = self.language("Er is een signaal")
        return Drawing(text, tuple(cards.exists(self.language)), "notice")

    def tagged(self, post: Post) -> Drawing | None:
        """The stub for one tagged partner."""
        facts = self._facts(post)
        if not facts.is_open and post.shown_rev == 0:
            return None
        own = next((one for one in facts.reactions if one.partner.user_id == post.target), None)
        why, answer = (own.reason, own.answer) if own else ("chosen", None)
        text = self.language("U bent betrokken bij signaal {ref}", ref=facts.ref)
        return Drawing(text, tuple(cards.tagged(self.labels, facts, why, answer)), "signal", facts.ref)

    def answered(self, post: Post) -> Drawing | None:
        """For the reporter: one partner takes it up or wants to be called; who left it says nothing."""
        facts, who = self._facts(post), telling.actor_in(post.dedupe or "")
        own = next((one for one in facts.reactions if one.partner.user_id == who), None)
        if not facts.is_open or own is None:
            return None if post.shown_rev == 0 else self._over(facts)
        still = own.answer == telling.what_in(post.dedupe or "")
        blocks = cards.answered(self.labels, facts, own.partner, own.answer or "" if still else "")
        return Drawing(self.language("Antwoord op {ref}", ref=facts.ref), tuple(blocks), "notice", facts.ref)

    def _over(self, facts: SignalCard) -> Drawing:
        text = self.language("Antwoord op {ref}", ref=facts.ref)
        return Drawing(text, tuple(cards.ended(self.language, facts)), "notice", facts.ref)

    def author(self, post: Post) -> Drawing | None:
        """The author's own message."""
        facts = self._facts(post)
        text = self.language("Uw signaal {ref}", ref=facts.ref)
        return Drawing(text, tuple(cards.author(self.labels, facts)), "signal", facts.ref)

    def unposted(self, post: Post) -> Drawing | None:
        """For its author: a draft still waits; what was posted or thrown away before is not told of."""
        facts = self._facts(post)
        if facts.state != SignalState.DRAFT and post.shown_rev == 0:
            return None
        gone = facts.state not in (SignalState.DRAFT, SignalState.OPEN)
        blocks = cards.ended(self.language, facts) if gone else posting.reminder(self.labels, facts)
        text = self.language("Uw signaal {ref}", ref=facts.ref)
        return Drawing(text, tuple(blocks), "notice", facts.ref)

    def word_back(self, post: Post) -> Drawing | None:
        """For who took part: what came of it."""
        facts = self._facts(post)
        text = self.language("Hoe het afliep met {ref}", ref=facts.ref)
        closer = telling.actor_in(post.dedupe or "")
        blocks = closing.word_back(self.labels, facts, closer, post.target)
        return Drawing(text, tuple(blocks), "notice", facts.ref)

    def nudge(self, post: Post) -> Drawing | None:
        """For the reporter: who has not answered after three working days; nobody silent, no message."""
        try:
            facts, silent = nudging.silence(self.office, post)
        except NotForYou:  # erased in the meantime
            return None
        if post.shown_rev == 0 and not (silent and facts.is_open):
            return None
        text = self.language("Nog geen reactie op {ref}", ref=facts.ref)
        reported = INSTEAD not in (post.dedupe or "")
        blocks = cards.nudge(self.labels, facts, silent, reported=reported)
        return Drawing(text, tuple(blocks), "notice", facts.ref)

    def ending(self, post: Post) -> Drawing | None:
        """For who leads: an open signal goes within a week unless somebody works on it."""
        number = refs.number("S", post.ref or "") or 0
        found = night.notice(self.office, number)
        if found is None:
            return None
        blocks = cards.ending(self.language, found.ref, found.ending)
        return Drawing(self.language("{ref} verdwijnt", ref=found.ref), tuple(blocks), "notice", found.ref)

    def alarm(self, post: Post) -> Drawing | None:
        """For whoever can do something about it: a message could not be delivered."""
        _ = self.language
        this, what = self._about(post)
        text = _("Bericht over {ref} niet bezorgd", ref=what)
        told = _(
            ":warning: Een bericht over *{ref}* kon niet in Slack worden gezet. Kijk of het kanaal nog "
            "bestaat en Schakel erin zit, en of wie het zou krijgen nog een account heeft. Laat het hun zelf "
            "weten als het niet kan wachten.",
            ref=what,
        )
        if (name := deliveries.not_reached(self.office, post)) is not None:
            told = _(
                ":warning: Een bericht over *{ref}* aan *{name}* is niet bezorgd: kijk of dat Slack-account "
                "nog open is. Laat het zelf weten als het niet kan wachten.",
                ref=what,
                name=escape(name),
            )
        return Drawing(text, (section(told),), "notice", this, repeatable=True)

    def stuck(self, post: Post) -> Drawing | None:
        """For the same people: something stands in Slack and should not."""
        _ = self.language
        this, what = self._about(post)
        text = _("Bericht over {ref} niet bijgewerkt", ref=what)
        told = _(
            ":warning: Wat Schakel over *{ref}* in Slack zette, staat er nog: een of meer berichten konden "
            "niet worden bijgewerkt of verwijderd. Verwijder ze daar zelf, of vraag het de beheerder van "
            "Slack.",
            ref=what,
        )
        return Drawing(text, (section(told),), "notice", this, repeatable=True)

    def named(self, post: Post) -> Drawing | None:
        """For whoever wrote a text: a name stands in it, so that it is held back."""
        _, this = self.language, post.ref or ""
        what = called(_, this)
        told = _(
            ":warning: In een tekst bij *{ref}* staat de naam van een jongere. Die tekst is daarom niet meer "
            "zichtbaar. Schrijf hem opnieuw zonder naam: wijzig het doel of het overleg, of zet het punt nog "
            "eens op de agenda.",
            ref=what,
        )
        return Drawing(_("Tekst bij {ref} achtergehouden", ref=what), (section(told),), "notice", this)

    def _about(self, post: Post) -> tuple[str | None, str]:
        """The number it is about, and that number or other words for what has none that may be named."""
        with self.office.store.reading() as session:
            this = spoken(session, post.ref)
        return this, this or self.language("iets dat niet bij één signaal hoort")

    def _facts(self, post: Post) -> SignalCard:
        return looking.card(self.office, refs.number("S", post.ref or "") or 0)
