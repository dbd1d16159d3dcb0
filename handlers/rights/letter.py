"""The letter about a right that somebody used (B1): what they asked, what we did, and what they can do."""

from __future__ import annotations

from casework.rights.answering import GRANTED, LIFTED, REFUSED, UPHELD
from casework.rights.asking import DECLINED
from casework.rights.copying import GIVEN
from casework.rights.looking import RightAsked
from casework.rights.settling import GONE
from handlers.labels import Labels
from handlers.language import Language
from handlers.lookback.letter import rights
from handlers.paper import Letter, Part
from rules.rights import ACCESS, CORRECT, ERASE, OBJECT, RESTRICT


def letter(labels: Labels, found: RightAsked) -> Letter:
    """The letter that fits how it stands now."""
    _ = labels.say
    parts = [Part(_("Wat hebben wij gedaan?"), said=_done(labels, found))]
    if found.came in (REFUSED, DECLINED):
        parts.append(_not_agreed(_))
    return Letter(
        locale=_.locale,
        title=_title(_, found),
        opening=(
            _("Aan: ____________________________"),
            _("Dit gaat over melding {ref} in Schakel.", ref=found.signal_ref),
            _asked(_, found),
        ),
        parts=(*parts, rights(_)),
    )


def _title(_: Language, found: RightAsked) -> str:
    return {
        ACCESS: _("U wilde weten wat wij over u bewaren"),
        RESTRICT: _("U vroeg om de gegevens tijdelijk af te sluiten"),
        OBJECT: _("U maakte bezwaar"),
        CORRECT: _("U vroeg om iets te verbeteren"),
        ERASE: _("U vroeg om de gegevens te wissen"),
    }[found.right.id]


def _asked(_: Language, found: RightAsked) -> str:
    return _(
        "Op {day} vroeg u dit aan ons. Het mag volgens artikel {article}.",
        day=_.full_date(found.asked_on),
        article=found.right.article,
    )


def _done(labels: Labels, found: RightAsked) -> list[str]:
    _ = labels.say
    match found.came:
        case None:
            return _waiting(labels, found)
        case str(one) if one == GIVEN:
            return [_("U krijgt bij deze brief alles wat wij u mogen geven.")]
        case str(one) if one == LIFTED:
            return [
                _("De gegevens waren afgesloten. Vanaf {day} zijn ze weer open.", day=_day(_, found)),
                _("Wie hulp geeft, kan ze dan weer gebruiken, als de regels dat toestaan."),
            ]
        case str(one) if one == UPHELD:
            return [
                _("U hebt gelijk gekregen. Op {day} hebben wij alles gewist.", day=_day(_, found)),
                *_spread(_),
            ]
        case str(one) if one == GRANTED and found.right.id == ERASE:
            return [_("Op {day} hebben wij alles gewist.", day=_day(_, found)), *_spread(_)]
        case str(one) if one == GRANTED:
            return [_("Op {day} is verbeterd wat niet klopte.", day=_day(_, found))]
        case str(one) if one == GONE:
            return [_("De gegevens zijn op {day} gewist. Er is niets meer.", day=_day(_, found))]
        case _other:
            return _refused(labels, found)


def _waiting(labels: Labels, found: RightAsked) -> list[str]:
    _ = labels.say
    due = _("Wij antwoorden vóór {day}.", day=_.full_date(found.due))
    if not found.right.hides:
        return [_("Wij hebben dit opgeschreven en zoeken het uit."), due]
    known = labels.book.rights.because.get(found.because or "")
    return [
        _("De gegevens zijn nu afgesloten. Niemand kan ze lezen of delen. Ze zijn niet weg."),
        *([_(known.text)] if known is not None else []),
        _("Wie ze al had gekregen, heeft gehoord dat die ze niet meer mag gebruiken."),
        _("Gaan ze weer open, dan hoort u dat eerst.") if found.right.id == RESTRICT else due,
    ]


def _refused(labels: Labels, found: RightAsked) -> list[str]:
    _ = labels.say
    known = labels.book.rights.because.get(found.because or "")
    why = (
        [_("De reden is:"), _(known.text), _("Dat staat in artikel {article}.", article=known.article)]
        if known is not None and found.came == REFUSED
        else [_("Degene die met de privacyfunctionaris moet beslissen, was het er niet mee eens.")]
    )
    opened = [_("De gegevens zijn weer open.")] if found.right.hides else []
    return [_("Wij doen niet wat u vroeg."), *why, *opened]


def _not_agreed(_: Language) -> Part:
    return Part(
        _("Bent u het er niet mee eens?"),
        said=(
            _("Vertel het de privacyfunctionaris. U kunt ook een klacht indienen, of naar de rechter gaan."),
        ),
    )


def _spread(_: Language) -> list[str]:
    return [
        _("Alleen het nummer blijft, en wie wat besloot. Daarin staat niet wat er over u is verteld."),
        _("Wie de gegevens had gekregen, heeft gehoord dat die ze niet meer mag gebruiken."),
        _("In reservekopieën kunnen ze nog hooguit dertig dagen staan. Daar leest niemand in."),
    ]


def _day(_: Language, found: RightAsked) -> str:
    return _.full_date(found.done_on) if found.done_on is not None else ""
