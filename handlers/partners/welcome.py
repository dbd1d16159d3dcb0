"""The welcome: short enough to be read, by the role that somebody has."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.partners.welcoming import Welcome
from handlers.kit import button, buttons, escape, section
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.partners import ids
from handlers.partners.views import partnership_names
from handlers.share_check.ids import CHECK
from handlers.signal.ids import NEW


def welcome(labels: Labels, facts: Welcome) -> list[Block]:
    """Who they are here, what they can do, who sees what, where to begin."""
    _ = labels.say
    partner = facts.partner
    hello = _(
        ":wave: *Welkom, {name}.* U hoort nu bij {names}; uw rol is {role} ({organisation}).",
        name=escape(partner.name),
        names=partnership_names(_, facts.partnerships),
        role=escape(inside_sentence(labels.role(partner.role))),
        organisation=escape(partner.organisation),
    )
    return [
        section(f"{hello}\n{_what_it_is(_)}"),
        section("\n".join(_can_do(labels, facts))),
        section(
            _(
                "*Wie ziet wat?* Nummer, plek en samenvatting leest iedereen in het kanaal. Naam en details "
                "blijven verzegeld tot het mag; wie ze leest, wordt vastgelegd."
            )
        ),
        buttons(
            button(NEW, _("Signaal melden"), "new", style="primary"),
            button(CHECK, _("Mag ik dit delen?"), "start"),
            button(ids.LIST, _("Partners"), "list"),
        ),
    ]


def _what_it_is(_: Language) -> str:
    return _("Schakel brengt bij elkaar wat ieder van u ziet van een jongere die afglijdt.")


def _can_do(labels: Labels, facts: Welcome) -> list[str]:
    _ = labels.say
    lines = [
        _("*Wat kunt u?*"),
        _("• Ziet u iets wat u niet vertrouwt? Typ `/signal` in het kanaal. Drie velden zijn genoeg."),
        _("• Vraagt iemand u erbij? Eén druk op de knop zegt wat u doet: oppakken, bellen of niet voor u."),
    ]
    if facts.coordinates:
        names = partnership_names(_, facts.coordinates)
        lines.append(_("• U coördineert {names}: met `/partners` laat u anderen meedoen.", names=names))
    if not labels.book.roles[facts.partner.role].professional:
        lines.append(_("• Als vrijwilliger krijgt u hooguit naam, betrokkenheid en signaal te zien."))
    return lines
