"""Kind of post → query + view, for the direct messages about an exception; never a reasoning."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from casework import refs
from casework.exceptions import looking
from casework.exceptions.looking import ExceptionCard
from casework.exceptions.unreviewed import blocks as blocks_next
from casework.signals import looking as signals
from casework.signals.telling import actor_in, is_over
from handlers.conversation import Conversation
from handlers.exception import ids
from handlers.exception.judging import judge_buttons
from handlers.kit import button, buttons, escape, section, small
from handlers.rendering import Drawing, Maker
from handlers.signal.views import stub_text
from storage.outbox_tables import Post

_STATES = {"approved": ":white_check_mark:", "rejected": ":x:", "revoked": ":lock:"}


class ExceptionPosts(Conversation):
    """Draws the request to the reviewer, the word to who watches, and the outcome to the invoker."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_REVIEW: self.review,
            ids.POST_TOLD: self.told,
            ids.POST_OVERDUE: self.overdue,
            ids.POST_OUTCOME: self.outcome,
            ids.POST_AUTHOR: self.author,
            ids.POST_LEAD: self.author,
        }

    def review(self, post: Post) -> Drawing | None:
        """For the named reviewer: judge this; afterwards what was decided."""
        _, card = self.language, self._card(post)
        blocks: list[Block] = [section(self._heading(card))]
        if card.state == "waiting":
            asked = _(
                "<@{user}> vraagt u deze uitzondering te beoordelen. Lees de afweging, en beslis.",
                user=card.invoker,
            )
            blocks += [section(asked), judge_buttons(_, card.ref)]
            if card.ground.by_the_clock is not None:
                blocks.append(small(_("Delen mag al, wegens acuut gevaar. Beoordeel dit binnen 24 uur.")))
        else:
            blocks.append(section(self._state(card)))
        return Drawing(_("Beoordeel {ref}", ref=card.ref), tuple(blocks), "notice", card.signal_ref)

    def told(self, post: Post) -> Drawing | None:
        """For coordinator and privacy officer: the fast path was used."""
        _, card = self.language, self._card(post)
        names = self.labels.partners(card.recipients)
        if blocks_next(card.earlier):
            return self._held_back(card)
        told = _(
            ":rotating_light: <@{user}> deelt bij *{signal}* wegens acuut gevaar met {names} ({ref}).",
            user=card.invoker,
            signal=card.signal_ref,
            names=names,
            ref=card.ref,
        )
        who = (
            _("<@{user}> beoordeelt dit binnen 24 uur.", user=card.reviewer)
            if card.reviewer
            else _("Er is geen onafhankelijke beoordelaar op de lijst. Zorg dat er een komt.")
        )
        blocks = [section(told), section(self._state(card) if card.state in _STATES else who)]
        if card.earlier and card.state not in _STATES:
            blocks.append(section(self._second(card)))
        return Drawing(
            _("E01 ingeroepen bij {ref}", ref=card.signal_ref), tuple(blocks), "notice", card.signal_ref
        )

    def _second(self, card: ExceptionCard) -> str:
        return self.language(
            ":warning: Dit is de tweede keer: {ref} van dezelfde persoon is ook nog niet beoordeeld. Zorg "
            "dat er één wordt beoordeeld; blijven ze allebei liggen, dan kan een derde keer niet.",
            ref=card.earlier[0].ref,
        )

    def _held_back(self, card: ExceptionCard) -> Drawing:
        _, names = self.language, ", ".join(one.ref for one in card.earlier)
        told = _(
            ":rotating_light: <@{user}> wil bij *{signal}* delen wegens acuut gevaar ({ref}). Dat is niet "
            "open: {names} van dezelfde persoon zijn nog niet beoordeeld. Zorg nu dat er één wordt "
            "beoordeeld, en bel om te horen wat er is.",
            user=card.invoker,
            signal=card.signal_ref,
            ref=card.ref,
            names=names,
        )
        text = _("E01 wordt tegengehouden bij {ref}", ref=card.signal_ref)
        return Drawing(text, (section(told),), "notice", card.signal_ref)

    def overdue(self, post: Post) -> Drawing | None:
        """For the same two, a day later, when nobody judged it."""
        _, card = self.language, self._card(post)
        if card.state in _STATES:
            return None
        told = _(
            ":warning: *{ref}* bij {signal} is na 24 uur nog niet beoordeeld. Blijft een tweede E01 van "
            "<@{user}> ook onbeoordeeld, dan is een derde niet mogelijk.",
            ref=card.ref,
            signal=card.signal_ref,
            user=card.invoker,
        )
        return Drawing(
            _("{ref} is niet beoordeeld", ref=card.ref), (section(told),), "notice", card.signal_ref
        )

    def outcome(self, post: Post) -> Drawing | None:
        """For who invoked it: what the second person decided, and what can be done now."""
        _, card = self.language, self._card(post)
        blocks: list[Block] = [section(self._heading(card)), section(self._state(card))]
        if card.state == "approved":
            blocks.append(
                buttons(button("signal.share", _("Deel details"), card.signal_ref, style="primary"))
            )
        elif card.state == "rejected":
            again = button(ids.RECORD, _("Weeg opnieuw af"), card.signal_ref)
            blocks.append(buttons(button(ids.SHOW, _("Lees waarom"), card.ref, style="primary"), again))
        text = _("Uw uitzondering {ref}", ref=card.ref)
        return Drawing(text, tuple(blocks), "notice", card.signal_ref)

    def author(self, post: Post) -> Drawing | None:
        """For the reporter: somebody invoked a ground on their signal. For the lead too: it is over."""
        _, signal = self.language, signals.card(self.office, refs.number("S", post.ref or "") or 0)
        exception = refs.number("X", (post.dedupe or "").split(":")[2]) or 0
        card = looking.card(self.office, exception)
        names = self.labels.partners(card.recipients)
        told = _("<@{user}> wil hiermee delen met {names}.", user=card.invoker, names=names)
        key = post.dedupe or ""
        if is_over(key) and card.state == "revoked":
            told += "\n" + _("<@{user}> heeft dit ingetrokken.", user=actor_in(key))
        blocks: list[Block] = [section(f"{self._heading(card)}\n{told}")]
        if card.state in _STATES:
            blocks.append(section(self._state(card)))
        blocks.append(section(stub_text(self.labels, signal)))
        blocks.append(buttons(button("signal.show", _("Bekijk {ref}", ref=signal.ref), signal.ref)))
        text = _("Uitzondering bij {ref}", ref=signal.ref)
        return Drawing(text, tuple(blocks), "notice", signal.ref)

    def _card(self, post: Post) -> ExceptionCard:
        return looking.card(self.office, refs.number("X", post.ref or "") or 0)

    def _heading(self, card: ExceptionCard) -> str:
        name = escape(self.language(card.ground.name))
        return f"*{card.ref}* · {card.signal_ref} · {card.ground.id} {name}"

    def _state(self, card: ExceptionCard) -> str:
        _ = self.language
        said = {
            "approved": _("Goedgekeurd door <@{user}>.", user=card.reviewer),
            "rejected": _("Afgewezen door <@{user}>. Wat erop rustte, is dicht.", user=card.reviewer),
            "revoked": _("Ingetrokken. Wat erop rustte, is dicht."),
        }
        return f"{_STATES[card.state]} {said[card.state]}"
