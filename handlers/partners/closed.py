"""What a coordinator hears when a partner's account was closed at Slack."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.partners.closed import Closed
from handlers.kit import escape, sections
from handlers.language import Language


def account_closed(_: Language, found: Closed) -> list[Block]:
    """Whose account was closed, what to do, and what waits for somebody else."""
    told = _(
        ":warning: Het Slack-account van *{name}* ({organisation}) is gesloten. Deze partner krijgt geen "
        "berichten meer en wordt niet meer voorgesteld.",
        name=escape(found.partner.name),
        organisation=escape(found.partner.organisation),
    )
    what = {
        "organiser": _("organiseert"),
        "chair": _("zit voor bij"),
        "goal": _("trekt"),
        "signal": _("heeft regie op"),
    }
    lines = [f"• {what[one.as_what]} {one.ref}" for one in found.held]
    if found.reviews:
        lines.append("• " + _("staat op de lijst van beoordelaars; de beheerder haalt de rol weg"))
    then = _(
        "Kies een ander met `/overleg wijzig`, `/doelen` of op het signaal; stopt deze partner, dan "
        "met `/partners wijzig`."
    )
    return [*sections([told, *lines]), *sections([then])]
