"""What follows on sharing because of acute danger: for who shared, who receives, who still has to explain."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.acute.sharing import SharedAtOnce
from casework.exceptions.looking import ExceptionCard
from casework.refs import ref
from casework.sharing.looking import Offer
from handlers.acts import note
from handlers.acute.ids import COMPLETE, SHARED
from handlers.disclosure.ids import OPEN
from handlers.exception.views import recorded
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.signal.ids import SHOW, SUBJECT, WORDING


def shared(labels: Labels, done: SharedAtOnce) -> View:
    """Who has it, whom to phone, where it goes on, and what follows; or why it stays closed and what now."""
    _, invoked = labels.say, done.invoked
    if done.disclosure is None:
        return recorded(labels, invoked)
    this, names = ref("S", invoked.number), labels.partners(invoked.recipients)
    has_it = _(
        ":white_check_mark: *{ref} is gedeeld met {names}.* Bericht is onderweg; met één druk is het te "
        "lezen.",
        ref=this,
        names=names,
    )
    blocks: list[Block] = [
        section(has_it),
        section(
            _(
                ":rotating_light: *Bel 112* als dat nog niet gebeurde, en bel ook wie u koos. Wacht niet op "
                "antwoord in Slack."
            )
        ),
        section(_where(_, done, this)),
        section("\n".join((_("*Straks*"), *_later(_, done)))),
        buttons(*_ways_on(_, done, this)),
        small(_after(_, invoked.reviewer)),
    ]
    return modal(SHARED, _("Gedeeld"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def _where(_: Language, done: SharedAtOnce, this: str) -> str:
    if not done.channel:
        return _(
            ":speech_balloon: *{ref}* lezen alleen de partners die u koos. Pakt iemand het op, dan hoort u "
            "dat meteen.",
            ref=this,
        )
    return _(
        ":speech_balloon: De kaart van *{ref}* staat in <#{channel}>, zonder wat u net schreef. "
        "Overleg zonder naam kan in de draad eronder. Pakt iemand het op, dan hoort u dat meteen.",
        ref=this,
        channel=done.channel,
    )


def _later(_: Language, done: SharedAtOnce) -> list[str]:
    """What may wait until the danger is averted."""
    said = [_("• Binnen 24 uur: zeg in eigen woorden waarom dit niet kon wachten.")]
    if done.bare:
        said.append(
            _("• Zet op de kaart waar het speelt en wat opvalt; de partners zien nu alleen het gevaar.")
        )
    if done.unnamed:
        said.append(_("• Leg verzegeld vast om wie het gaat."))
    return said


def _ways_on(_: Language, done: SharedAtOnce, this: str) -> list[ButtonElement]:
    offered = [button(COMPLETE, _("Vul de redenen aan"), ref("X", done.invoked.exception), style="primary")]
    if done.bare:
        offered.append(button(WORDING, _("Vul de kaart aan"), this))
    if done.unnamed:
        offered.append(button(SUBJECT, _("Om wie gaat het?"), this))
    return [*offered, button(SHOW, _("Bekijk {ref}", ref=this), this)]


def _after(_: Language, reviewer: str | None) -> str:
    if reviewer is None:
        return _("Er is geen onafhankelijke beoordelaar op de lijst; de coördinator hoort dat.")
    return _("<@{user}> beoordeelt dit binnen 24 uur.", user=reviewer)


def told(labels: Labels, facts: Offer, by: str) -> list[Block]:
    """For who can avert the danger: one press to what was shared, nothing of it here."""
    _ = labels.say
    if facts.ended:
        return [section(_(":lock: Deze details van {ref} worden niet meer gedeeld.", ref=facts.signal_ref))]
    said = _(
        ":rotating_light: *Acuut gevaar · {ref}*\n{by} deelt nu met u, omdat u het gevaar kunt afwenden. "
        "*Bel 112* als dat nog niet gebeurde.",
        ref=facts.signal_ref,
        by=by,
    )
    read = button(OPEN, _("Lees nu"), facts.ref, style="danger", about=facts.signal_ref)
    return [section(said), buttons(read), small(_("Dat u dit leest, wordt vastgelegd. Stuur het niet door."))]


def to_complete(labels: Labels, card: ExceptionCard) -> list[Block]:
    """For who shared: the reasons that are still asked for; afterwards that they stand."""
    _ = labels.say
    names = labels.partners(card.recipients)
    told = _(
        "U riep bij *{signal}* acuut gevaar in, voor {names} ({ref}).",
        signal=card.signal_ref,
        names=names,
        ref=card.ref,
    )
    if card.state not in ("open", "waiting"):
        return [section(told), section(_(":white_check_mark: Dit is beoordeeld of ingetrokken."))]
    if not card.to_complete:
        return [section(told), section(_(":white_check_mark: Uw redenen staan er."))]
    asked = _.plural(
        "Zeg binnen 24 uur nog {n} reden in eigen woorden.",
        "Zeg binnen 24 uur nog {n} redenen in eigen woorden.",
        len(card.to_complete),
    )
    add = button(COMPLETE, _("Vul de redenen aan"), card.ref, style="primary", about=card.ref)
    return [section(told), section(asked), buttons(add), small(_after(_, card.reviewer))]
