"""Kind of post → query + view, for the neutral prompt in the thread."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from casework import refs
from casework.consent import confirming, guardian, same_person
from casework.errors import Refused
from casework.permissions import Audience
from casework.signals import looking
from casework.signals.telling import HELP, actor_in, is_about, is_over
from handlers.consent import ids, views
from handlers.conversation import Conversation
from handlers.rendering import Drawing, Maker
from handlers.signal.sheet import coverage
from handlers.signal.views import stub_text
from storage.outbox_tables import Post


class ConsentPosts(Conversation):
    """Draws the prompt under a card, what the reporter hears, and what somebody else has to stand behind."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_PROMPT: self.prompt,
            ids.POST_TOLD: self.told,
            ids.POST_TOLD_LEAD: self.told,
            ids.POST_SUBJECT: self.subject,
            ids.POST_SUBJECT_LEAD: self.subject,
            ids.POST_CONFIRM: self.confirm,
            ids.POST_CONFIRMED: self.confirmed,
            ids.POST_UNCOUNTED: self.uncounted,
            ids.POST_SECONDED: self.seconded,
            ids.POST_SAME: self.same,
        }

    def prompt(self, post: Post) -> Drawing | None:
        """The prompt, in words that say nothing about anyone."""
        card = looking.card(self.office, refs.number("S", post.ref or "") or 0)
        if not card.is_open and post.shown_rev == 0:
            return None
        text = self.language("Details van {ref}", ref=card.ref)
        return Drawing(text, tuple(views.prompt(self.labels, card)), "consent_prompt", card.ref)

    def told(self, post: Post) -> Drawing | None:
        """For reporter and lead: somebody recorded something about consent, and what is still missing."""
        card = looking.card(self.office, _number(post))
        key = post.dedupe or ""
        say = views.taken_away if is_over(key) else views.recorded_by
        said, stub = say(self.labels, card.ref, actor_in(key)), stub_text(self.labels, card)
        blocks = views.told(self.labels, card.ref, said, stub, self._missing(post))
        text = self.language("Toestemming bij {ref}", ref=card.ref)
        return Drawing(text, tuple(blocks), "notice", card.ref)

    def subject(self, post: Post) -> Drawing | None:
        """For reporter and lead: somebody recorded something about the young person that decides."""
        card, key = looking.card(self.office, _number(post)), post.dedupe or ""
        say = views.helps_too if is_about(key, HELP) else views.can_decide
        said, stub = say(self.labels, card.ref, actor_in(key)), stub_text(self.labels, card)
        blocks = views.told(self.labels, card.ref, said, stub, self._missing(post))
        text = self.language("Wie mag lezen bij {ref}", ref=card.ref)
        return Drawing(text, tuple(blocks), "notice", card.ref)

    def confirm(self, post: Post) -> Drawing | None:
        """For who is asked to stand behind a record that names who made it."""
        facts = confirming.asked_in(self.office, _number(post), post.dedupe or "")
        if post.shown_rev == 0 and facts.state != "waiting":
            return None
        stub = stub_text(self.labels, looking.card(self.office, _number(post)))
        text = self.language("Bevestig een ontvanger bij {ref}", ref=facts.signal_ref)
        *blocks, asked = views.to_confirm(self.labels, facts, stub)
        blocks = [*blocks, *self._missing(post), asked]
        return Drawing(text, tuple(blocks), "notice", facts.signal_ref)

    def uncounted(self, post: Post) -> Drawing | None:
        """For reporter, coordinator and recorder: a record that counts no more for who made it."""
        facts = confirming.asked_in(self.office, _number(post), post.dedupe or "")
        if post.shown_rev == 0 and facts.state != "waiting":
            return None
        stub = stub_text(self.labels, looking.card(self.office, _number(post)))
        text = self.language("Een vastlegging bij {ref} telt niet volledig", ref=facts.signal_ref)
        return Drawing(text, tuple(views.uncounted(self.labels, facts, stub)), "notice", facts.signal_ref)

    def confirmed(self, post: Post) -> Drawing | None:
        """For who named themselves: what came of it."""
        facts = confirming.asked_in(self.office, _number(post), post.dedupe or "")
        text = self.language("Uw vastlegging bij {ref}", ref=facts.signal_ref)
        return Drawing(text, tuple(views.confirmed(self.labels, facts)), "notice", facts.signal_ref)

    def seconded(self, post: Post) -> Drawing | None:
        """For who is named as having decided along: that they are, and whom to tell when it is not so."""
        recorder = guardian.recorder_in(post.dedupe or "")
        text = self.language("U besliste mee bij {ref}", ref=post.ref or "")
        blocks = views.seconded(self.labels, post.ref or "", recorder)
        return Drawing(text, tuple(blocks), "notice", post.ref or "")

    def same(self, post: Post) -> Drawing | None:
        """For who recorded something, author and lead: is this still who was named?"""
        person = self.office.identify(post.target)
        facts = same_person.asked_in(self.office, person, _number(post), post.dedupe or "")
        if post.shown_rev == 0 and not facts.open:
            return None
        stub = stub_text(self.labels, looking.card(self.office, _number(post)))
        text = self.language("Is dit dezelfde persoon? {ref}", ref=facts.signal_ref)
        return Drawing(text, tuple(views.doubt(self.labels, facts, stub)), "notice", facts.signal_ref)

    def _missing(self, post: Post) -> list[Block]:
        """Who may see the details by now, and what is missing for whom: for author and lead only."""
        try:
            shown = looking.sheet(self.office, self.office.identify(post.target), _number(post))
        except Refused:
            return []
        leads = Audience.LEAD in shown.relations and shown.card.is_open
        return coverage(self.labels, shown) if leads else []


def _number(post: Post) -> int:
    return refs.number("S", post.ref or "") or 0
