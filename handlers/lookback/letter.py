"""The letter that tells a young person or a parent who read what, and what they can do about it (B1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casework.lookback.reading import Look, What
from casework.people import PartnerRef
from handlers.labels import Labels, upper_first
from handlers.language import Language
from handlers.lookback.words import ground
from handlers.paper import Letter, Part, Table


def letter(labels: Labels, this: str, looks: Sequence[Look]) -> Letter:
    """The letter about one signal; people are told of by their role and organisation, never by name."""
    _ = labels.say
    heads = (_("Wanneer"), _("Wie"), _("Wat deze persoon zag of deelde"), _("Waarom dat mocht"))
    rows = [(_.day(one.at), _who(labels, one), _what(labels, one), ground(labels, one.code)) for one in looks]
    seen = Table(heads, rows, _("Niemand heeft de verzegelde gegevens gelezen of gekregen."))
    return Letter(
        locale=_.locale,
        title=_("Wie heeft uw gegevens gezien?"),
        opening=(
            _("Aan: ____________________________"),
            _("Dit gaat over melding {ref} in Schakel.", ref=this),
            _(
                "Schakel is een hulpmiddel voor mensen die met jongeren werken, zoals de school, de gemeente "
                "en het jongerenwerk. Zij overleggen daarmee wie kan helpen. Gegevens over u of uw kind "
                "zijn daarin afgesloten. In deze brief leest u wie ze zag."
            ),
        ),
        parts=(Part(_("Wie zag wat?"), table=seen), rights(_)),
    )


def rights(_: Language) -> Part:
    """What whoever gets a letter can ask for, and of whom."""
    return Part(
        _("Wat kunt u doen?"),
        said=(_("Bel of schrijf de privacyfunctionaris. Dat kost niets. U hoort binnen een maand meer."),),
        points=(
            _("U kunt vragen welke gegevens er over u zijn."),
            _("U kunt fouten laten verbeteren."),
            _("U kunt zeggen dat u dit niet wilt. Dat heet bezwaar maken."),
            _("U kunt vragen om de gegevens tijdelijk af te sluiten of te wissen."),
            _(
                "U kunt een klacht indienen bij de Autoriteit Persoonsgegevens: "
                "autoriteitpersoonsgegevens.nl."
            ),
            _("Privacyfunctionaris: ____________________________ Telefoon: ________________"),
        ),
    )


def role(labels: Labels, one: PartnerRef) -> str:
    """Somebody by role and organisation: 'jongerenwerker, Welzijn Zonnebeek'."""
    return f"{labels.role(one.role)}, {one.organisation}"


def roles(labels: Labels, several: Iterable[PartnerRef]) -> str:
    """Several, each role and organisation once."""
    return "; ".join(dict.fromkeys(role(labels, one) for one in several))


def _who(labels: Labels, look: Look) -> str:
    if look.what is What.REVIEW:
        return labels.say("Iemand die het besluit van een ander nakeek")
    if look.what is What.RIGHTS:
        return labels.say("De privacyfunctionaris, omdat u of uw ouder daarom vroeg")
    return role(labels, look.who) if look.who is not None else labels.say("Iemand die hier niet meer werkt")


def _what(labels: Labels, look: Look) -> str:
    _ = labels.say
    kinds = labels.kinds(look.categories)
    if look.what is What.SHARED:
        return _("Deelde met {whom}: {kinds}", whom=roles(labels, look.recipients), kinds=kinds)
    if look.what is What.THREAD:
        return _("Liet dit lezen aan {whom}: {kinds}", whom=roles(labels, look.recipients), kinds=kinds)
    return upper_first(kinds) or _("De reden van een besluit om zonder toestemming te delen")
