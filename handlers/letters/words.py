"""The letters in words (B1): what is shared with whom, why, for how long, and what one can do."""

from __future__ import annotations

from collections.abc import Sequence

from casework.explaining_letters import Addressee, Told
from handlers.labels import Labels, inside_sentence, upper_first
from handlers.language import Language
from handlers.lookback.letter import rights, role
from handlers.paper import Letter, Part


def letter(labels: Labels, told: Told) -> Letter:
    """The letter about a consent, or about sharing without one."""
    _ = labels.say
    consent = told.ground is None
    return Letter(
        locale=_.locale,
        title=_("U zei ja. Wat betekent dat?") if consent else _("Wij deelden gegevens zonder te vragen"),
        opening=(
            _("Aan: ____________________________"),
            _about(_, told),
            _opening(_, told) if consent else _("U leest hier wat er is gedeeld, met wie en waarom."),
        ),
        parts=(
            Part(
                _("Wat wordt er gedeeld?") if consent else _("Wat is er gedeeld?"),
                points=[upper_first(inside_sentence(labels.category(one))) for one in told.categories],
            ),
            Part(_("Met wie?"), points=_whom(labels, told)),
            Part(_("Waarom?"), said=_why(labels, told)),
            Part(_("Hoe lang?"), said=[_how_long(_, told)]),
            *([_taking_back(_)] if consent else []),
            rights(_),
        ),
    )


def _about(_: Language, told: Told) -> str:
    if told.addressee is Addressee.YOUTH:
        return _("Deze brief gaat over u (melding {ref}).", ref=told.ref)
    return _("Deze brief gaat over uw kind (melding {ref}).", ref=told.ref)


def _opening(_: Language, told: Told) -> str:
    day = _.full_date(told.since)
    if told.addressee is Addressee.YOUTH:
        return _("Op {day} is vastgelegd dat gegevens over u gedeeld mogen worden.", day=day)
    return _("Op {day} is vastgelegd dat gegevens over uw kind gedeeld mogen worden.", day=day)


def _whom(labels: Labels, told: Told) -> Sequence[str]:
    return tuple(dict.fromkeys(role(labels, one) for one in told.recipients))


def _why(labels: Labels, told: Told) -> list[str]:
    _ = labels.say
    said = []
    if told.purpose:
        purpose = inside_sentence(labels.purpose(told.purpose))
        said.append(_("Het doel is: {purpose}.", purpose=purpose))
    if told.ground is None:
        return [*said, _("Voor iets anders mogen zij het niet gebruiken.")]
    return [
        *said,
        _("Er was een reden om niet eerst te vragen: {name}.", name=inside_sentence(_(told.ground.name))),
        _("Dat mag volgens: {article}.", article=told.ground.article),
        _("Wie dit besloot, heeft opgeschreven waarom. U kunt vragen of u dat mag lezen."),
    ]


def _how_long(_: Language, told: Told) -> str:
    return _("Tot en met {day}. Daarna kan niemand het meer openen.", day=_.full_date(told.until))


def _taking_back(_: Language) -> Part:
    return Part(
        _("Wilt u het niet meer?"),
        said=(
            _("U mag altijd nee zeggen, ook als u eerst ja zei. U hoeft niet te zeggen waarom."),
            _("Zeg het tegen degene die u om toestemming vroeg. Vanaf dan kan niemand het meer openen."),
            _(
                "Wat al gelezen is, kunnen wij niet terugdraaien. Wij zeggen wel dat het niet meer gebruikt "
                "mag worden."
            ),
        ),
    )
