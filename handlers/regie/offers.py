"""What people see of offers of help: who offered hears that it was passed on, and the reporter decides."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.regie.offers import Offer, Standing
from handlers.acts import note
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.regie.ids import ACCEPT, NOT_NOW, TOLD


def passed_on(_: Language, this: str) -> View:
    """For the partner who offered help."""
    blocks: list[Block] = [
        section(_(":outbox_tray: *Dank u. De melder van {ref} weet dat u iets kunt betekenen.*", ref=this)),
        section(_("Betrekt de melder u erbij, dan krijgt u bericht. Tot dan hoeft u niets te doen.")),
        small(_("Vertelt u intussen zelf iets over de jongere? Doe dat zonder naam.")),
    ]
    return modal(TOLD, _("Schakel"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def offered(labels: Labels, offer: Offer) -> list[Block]:
    """For the reporter: who offers help, and one press that takes them in."""
    _ = labels.say
    who, this = labels.partner(offer.partner), offer.signal_ref
    match offer.standing:
        case Standing.TAKEN:
            return [section(_(":white_check_mark: {who} is bij *{ref}* betrokken.", who=who, ref=this))]
        case Standing.ENDED:
            return [section(_("{who} bood hulp aan bij *{ref}*: niet meer aan de orde.", who=who, ref=this))]
        case Standing.DECLINED:
            said = _("{who} bood hulp aan bij *{ref}*: nu niet nodig.", who=who, ref=this)
            return [section(said), buttons(button(ACCEPT, _("Betrek toch"), offer.ref, about=this))]
        case Standing.OPEN:
            return [
                section(_(":wave: {who} kan iets betekenen bij *{ref}*.", who=who, ref=this)),
                buttons(
                    button(ACCEPT, _("Betrek erbij"), offer.ref, style="primary", about=this),
                    button(NOT_NOW, _("Nu niet nodig"), offer.ref, about=this),
                    button("signal.show", _("Bekijk {ref}", ref=this), this),
                ),
                small(_("Wie u betrekt, krijgt nummer, niveau, plek en samenvatting. Geen naam en details.")),
            ]


def not_now(_: Language, this: str) -> list[Block]:
    """For who offered help: not now, with thanks."""
    said = _("De melder heeft bij *{ref}* nu genoeg hulp. Dank dat u zich meldde.", ref=this)
    return [section(said), small(_("Verandert er iets, dan kan de melder u alsnog betrekken."))]
