"""What people see of consent once somebody was asked: what it led to, the prompt in the thread."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.consent.objecting import Objected
from casework.consent.recording import Recorded
from casework.refs import ref
from casework.signals.looking import SignalCard
from handlers.acts import note
from handlers.consent.ids import RECORD, REFUSED, WITHDRAW
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels
from handlers.reasons import next_step, reason
from rules.model import Decision


def closed(labels: Labels, done: Objected, *, withdrawn: bool) -> View:
    """A no was recorded: what it means, and for who shares the only ways that are left."""
    _ = labels.say
    this = ref("S", done.number)
    said = _("De intrekking is vastgelegd.") if withdrawn else _("De weigering is vastgelegd.")
    blocks: list[Block] = [
        section(f":lock: *{said}*"),
        section(_("Met toestemming delen kan niet zolang dit nee staat. Anoniem overleggen mag altijd.")),
    ]
    if done.may_go_on:
        blocks.append(buttons(button("exception.record", _("Is er een andere grond?"), this)))
    return modal("consent.closed", _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def recorded(labels: Labels, outcome: Recorded) -> View:
    """What a record led to, with the shortest way on."""
    _ = labels.say
    this = ref("S", outcome.number)
    names = ", ".join(labels.partner(one) for one in outcome.recipients)
    blocks: list[Block] = []
    if outcome.verdict.decision is Decision.ALLOW:
        blocks.append(section(_(":white_check_mark: *Vastgelegd.* U mag nu delen met {names}.", names=names)))
        blocks.append(buttons(button("signal.share", _("Deel nu"), this, style="primary")))
    else:
        blocks.append(section(_(":memo: *Vastgelegd.* Delen kan nog niet.")))
        step = next_step(_, outcome.verdict.hint)
        blocks.append(section(reason(_, outcome.verdict.reason) + (f" *{step}*" if step else "")))
        closed_road = outcome.verdict.decision is Decision.NEEDS_EXCEPTION
        way_on = (
            button("exception.record", _("Is er een andere grond?"), this, style="primary")
            if closed_road
            else button(RECORD, _("Vul aan"), this, style="primary")
        )
        blocks.append(buttons(way_on))
    return modal("consent.recorded", _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def prompt(labels: Labels, card: SignalCard) -> list[Block]:
    """The neutral prompt in the thread: nothing about who must consent or what is missing (design 6)."""
    _ = labels.say
    if not card.is_open:
        return [section(_(":lock: De details van {ref} zijn niet meer in te zien.", ref=card.ref))]
    if not card.has_items:
        return [
            section(
                _(
                    ":speech_balloon: Bij {ref} zijn geen details vastgelegd. Overleg hier anoniem.",
                    ref=card.ref,
                )
            ),
            small(
                _("Anoniem is: niemand kan de jongere eruit herkennen. Geen naam, initialen, klas of datum.")
            ),
        ]
    said = (
        _(":unlock: De details van {ref} zijn gedeeld, zie hieronder.", ref=card.ref)
        if card.shared
        else _(":lock: De details van {ref} zijn nog niet deelbaar.", ref=card.ref)
    )
    return [
        section(said),
        buttons(
            button(RECORD, _("Leg toestemming vast"), card.ref, style=None if card.shared else "primary"),
            button(REFUSED, _("Leg weigering vast"), card.ref),
            button(WITHDRAW, _("Leg intrekking vast"), card.ref),
            button("exception.record", _("Andere grond"), card.ref),
            button("signal.share", _("Deel details"), card.ref),
        ),
    ]
