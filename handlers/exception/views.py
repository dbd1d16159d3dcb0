"""What came of an exception for who recorded it or took it back."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.exceptions.recording import Invoked
from casework.exceptions.unreviewed import Unreviewed
from casework.exceptions.unreviewed import blocks as blocks_next
from casework.refs import ref
from handlers.acts import note
from handlers.consent.views import named_self
from handlers.exception.ids import RECORDED
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.reasons import next_step, reason


def recorded(labels: Labels, done: Invoked) -> View:
    """What an exception led to, with the shortest way on."""
    _ = labels.say
    this = ref("S", done.number)
    names = labels.partners(done.recipients)
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
        if blocks_next(done.earlier):
            blocks += [section(not_reviewed(_, done.earlier)), section(_meanwhile(_))]
        else:
            step = next_step(_, done.verdict.hint)
            blocks.append(section(reason(_, done.verdict.reason) + (f" *{step}*" if step else "")))
        if done.reviewer:
            blocks.append(
                section(_("<@{user}> is gevraagd dit te beoordelen; u hoort het meteen.", user=done.reviewer))
            )
    return modal(RECORDED, _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def not_reviewed(_: Language, earlier: Sequence[Unreviewed]) -> str:
    """For whoever invoked them: which earlier uses wait, for whom, and what that means for this one."""
    waiting = ", ".join(
        _("{ref} (bij <@{user}>)", ref=one.ref, user=one.reviewer)
        if one.reviewer
        else _("{ref} (zonder beoordelaar)", ref=one.ref)
        for one in earlier
    )
    if blocks_next(earlier):
        return _(
            "Nog niet beoordeeld: {waiting}. Twee onbeoordeelde keren houden de volgende tegen. Vraag nu om "
            "er één te beoordelen; coördinator en privacyfunctionaris weten ervan en kunnen zorgen dat het "
            "gebeurt. Zodra er één beoordeeld is, opent deze.",
            waiting=waiting,
        )
    return _(
        "Nog niet beoordeeld: {waiting}. Deze keer opent wel; coördinator en privacyfunctionaris horen het "
        "meteen. Blijven ze allebei onbeoordeeld, dan kan een derde keer niet.",
        waiting=waiting,
    )


def _meanwhile(_: Language) -> str:
    return _(
        ":rotating_light: *Is er nu gevaar? Bel 112* en vertel het daar zelf. Wacht daarmee niet op Schakel."
    )


def revoked(labels: Labels, this: str) -> View:
    """An exception was taken back."""
    _ = labels.say
    blocks: list[Block] = [
        section(_(":lock: *{ref}* is ingetrokken. Wat erop rustte, is nu dicht.", ref=this))
    ]
    return modal("exception.revoked", _("Ingetrokken"), blocks, close=_("Sluiten"), metadata=note(ref=this))
