"""One line of the log in plain words, and on which ground it was."""

from __future__ import annotations

from casework.lookback.reading import Look, What
from handlers.kit import escape
from handlers.labels import Labels
from handlers.lookback.acts import in_words
from handlers.naming import called
from handlers.reasons import reason

_EXCEPTION = "OK_EXCEPTION_"


def line(labels: Labels, look: Look) -> str:
    """When, who, what and why, for a message or a view."""
    _ = labels.say
    why = about(labels, look.code) if look.what is What.OTHER else ground(labels, look.code)
    said = f"{_.day(look.at)} {_.clock(look.at)} · {_who(labels, look)} {_did(labels, look)}"
    return f"{said} _({escape(why)})_" if why else said


def ground(labels: Labels, code: str) -> str:
    """What allowed it, or why it was refused; empty where nothing was decided."""
    _ = labels.say
    if code.startswith(_EXCEPTION):
        this = code.removeprefix(_EXCEPTION)
        known = labels.book.grounds.get(this)
        return f"{this} {_(known.name)}" if known is not None else this
    said = {
        "OK_CONSENT": _("met toestemming"),
        "OK_DIRECT_INVOLVED": _("geeft dezelfde hulp"),
        "OK_INTERNAL": _("collega's van één organisatie"),
    }.get(code)
    return said if said is not None else reason(_, code) if code else ""


def about(labels: Labels, code: str) -> str:
    """What an act that nobody refused was about, as its code says: ground, right, or what allowed it."""
    _, book = labels.say, labels.book
    if code in book.grounds:
        return f"{code} {_(book.grounds[code].name)}"
    if code in book.rights.rights:
        return _(book.rights.rights[code].name)
    return ground(labels, code) if code.startswith("OK_") else ""


def _who(labels: Labels, look: Look) -> str:
    """Nobody is named by an account that somebody else has by now."""
    if look.who is not None:
        return f"{labels.partner(look.who)}, {escape(look.who.organisation)},"
    return f"`{escape(look.account)}`"


def _did(labels: Labels, look: Look) -> str:
    _ = labels.say
    kinds, names = escape(labels.kinds(look.categories)), labels.partners(look.recipients)
    if look.what in (What.OWN, What.LOOKED):
        own = look.what is What.OWN
        return _("las terug wat hij of zij zelf schreef") if own else _("bekeek wie wat las")
    match look.what:
        case What.READ:
            return _("las: {kinds}", kinds=kinds)
        case What.REVIEW:
            return _("las dit als beoordelaar van {ref}", ref=called(_, look.ref))
        case What.RIGHTS:
            return _("maakte een afschrift voor de jongere of een ouder: {kinds}", kinds=kinds)
        case What.DECISIONS:
            return _("las besluiten van een overleg: {kinds}", kinds=kinds)
        case What.THREAD:
            return _("plaatste dit in de draad, leesbaar voor {names}: {kinds}", names=names, kinds=kinds)
        case What.SHARED:
            return _("deelde met {names}: {kinds}", names=names, kinds=kinds)
        case What.REFUSED:
            return _(
                "kreeg een nee op: {act} ({ref})", act=in_words(_, look.act), ref=called(_, look.ref) or "–"
            )
        case What.OTHER:
            return _("deed: {act} ({ref})", act=in_words(_, look.act), ref=called(_, look.ref) or "–")
