"""What came of an exception for who recorded it or took it back."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.exceptions.recording import Invoked
from casework.refs import ref
from handlers.acts import note
from handlers.consent.views import named_self
from handlers.exception.ids import RECORDED
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels
from handlers.reasons import next_step, reason


def recorded(labels: Labels, done: Invoked) -> View:
    """What an exception led to, with the shortest way on."""
    _ = labels.say
    this = ref("S", done.number)
    names = ", ".join(labels.partner(one) for one in done.recipients)
    blocks: list[Block] = []
    if done.ground.outside:
        blocks.append(
            section(_(":memo: *Vastgelegd dat aangifte is gedaan.* De inhoud gaat naar de politie zelf."))
        )
    elif done.names_self:
        blocks += named_self(labels, done.waits_for)
    elif done.verdict.allowed:
        blocks.append(section(_(":white_check_mark: *Vastgelegd.* U mag nu delen met {names}.", names=names)))
        blocks.append(buttons(button("signal.share", _("Deel nu"), this, style="primary")))
        if done.reviewer:
            blocks.append(small(_("<@{user}> kijkt dit binnen 24 uur na.", user=done.reviewer)))
    else:
        blocks.append(section(_(":memo: *Vastgelegd.* Delen kan nog niet.")))
        step = next_step(_, done.verdict.hint)
        blocks.append(section(reason(_, done.verdict.reason) + (f" *{step}*" if step else "")))
        if done.reviewer:
            blocks.append(
                section(_("<@{user}> is gevraagd dit te beoordelen; u hoort het meteen.", user=done.reviewer))
            )
    return modal(RECORDED, _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def revoked(labels: Labels, this: str) -> View:
    """An exception was taken back."""
    _ = labels.say
    blocks: list[Block] = [
        section(_(":lock: *{ref}* is ingetrokken. Wat erop rustte, is nu dicht.", ref=this))
    ]
    return modal("exception.revoked", _("Ingetrokken"), blocks, close=_("Sluiten"), metadata=note(ref=this))
