"""The copy that somebody gets of all that is kept of them (B1), with where it came from and who got it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.rights.copying import CopiedConsent, CopiedGround, CopiedItem, CopiedSharing, CopyOfFile
from handlers.labels import Labels, upper_first
from handlers.lookback.letter import rights, roles
from handlers.paper import Letter, Part, Table


def copy_letter(labels: Labels, copied: CopyOfFile) -> Letter:
    """The whole copy; people are told of by their role and organisation, never by name."""
    _ = labels.say
    known = next((one.item for one in copied.items if one.item.kind == "identity"), None)
    who = [
        _("Naam: {name}", name=known.name or "–") if known else _("Een naam is niet bewaard."),
        *([_("Geboren: {day}", day=known.birth_date or "–")] if known else []),
    ]
    return Letter(
        locale=_.locale,
        title=_("Wat wij over u bewaren"),
        opening=(
            _("Aan: ____________________________"),
            _("Dit is een afschrift van melding {ref} in Schakel.", ref=copied.signal_ref),
            _(
                "Schakel is een hulpmiddel voor mensen die met jongeren werken. Zij melden waarover zij zich "
                "zorgen maken, en overleggen wie kan helpen."
            ),
            *([_left_out(labels)] if copied.withheld else []),
        ),
        parts=(
            Part(_("Over wie gaat het?"), said=who),
            Part(_("Wat is gemeld?"), said=_stub(labels, copied)),
            Part(_("Wat is erbij verteld?"), table=_told(labels, copied.items)),
            Part(_("Wie zei ja of nee?"), points=_consents(labels, copied.consents)),
            Part(_("Met wie is het gedeeld?"), table=_shared(labels, copied.shared)),
            *(_ground(labels, one) for one in copied.grounds),
            Part(
                _("Hoe lang bewaren wij dit?"),
                said=(
                    _(
                        "Hooguit een jaar nadat er voor het laatst iets mee is gedaan. Wie wat besloot, "
                        "bewaren wij vijf jaar. Wordt de jongere 23, dan gaat alles weg."
                    ),
                ),
            ),
            rights(_),
        ),
    )


def _left_out(labels: Labels) -> str:
    return labels.say(
        "Iets is weggelaten, omdat het van de politie, justitie, Veilig Thuis of het Zorg- en "
        "Veiligheidshuis kwam. Vraag het daar. U mag daar ook een klacht over indienen."
    )


def _stub(labels: Labels, copied: CopyOfFile) -> list[str]:
    _ = labels.say
    said = [
        _("Gemeld op {day}: {level}.", day=_.full_date(copied.created), level=labels.level(copied.level)),
        _("Plaats: {place}.", place=labels.place(copied.place)),
        copied.stub.summary,
        copied.stub.area or "",
        copied.stub.outcome or "",
    ]
    return [one for one in said if one]


def _told(labels: Labels, items: Sequence[CopiedItem]) -> Table:
    _ = labels.say
    rows = [
        (
            _.full_date(one.day),
            labels.role(one.item.source_role),
            upper_first(labels.kinds(one.item.categories)),
            one.item.text,
        )
        for one in items
        if one.item.text
    ]
    heads = (_("Wanneer"), _("Wie vertelde het"), _("Wat voor gegevens"), _("Wat er staat"))
    return Table(heads, rows, _("Er is niets bij verteld."))


def _shared(labels: Labels, shared: Sequence[CopiedSharing]) -> Table:
    _ = labels.say
    rows = [
        (
            _.full_date(one.day),
            roles(labels, one.recipients),
            upper_first(labels.kinds(one.categories)),
            labels.purpose(one.purpose),
        )
        for one in shared
    ]
    heads = (_("Wanneer"), _("Met wie"), _("Wat voor gegevens"), _("Waarvoor"))
    return Table(heads, rows, _("Het is met niemand gedeeld."))


def _consents(labels: Labels, records: Sequence[CopiedConsent]) -> list[str]:
    _ = labels.say

    def line(who: str, said: str, day: date | None) -> str:
        when = _.full_date(day) if day is not None else "–"
        return f"{upper_first(labels.person(who))}: {said} ({when})"

    lines: list[str] = []
    for one in records:
        lines += [line(who, _("ja"), day) for who, day in one.given.items()]
        lines += [line(who, _("nee"), one.refused_on) for who in one.refused]
        lines += [line(who, _("niet meer"), day) for who, day in one.withdrawn.items()]
    return lines or [_("Daarover is niets vastgelegd.")]


def _ground(labels: Labels, one: CopiedGround) -> Part:
    _ = labels.say
    reasons = [
        f"{_(known.text)} – {said}" if (known := labels.book.conditions.get(name)) is not None else said
        for name, said in one.reasons.items()
    ]
    return Part(
        _("Gedeeld zonder het te vragen"),
        said=(
            _(
                "Op {day} is besloten om zonder toestemming te delen: {name} ({article}).",
                day=_.full_date(one.day),
                name=_(one.ground.name),
                article=one.ground.article,
            ),
            _("Met: {whom}", whom=roles(labels, one.recipients)),
        ),
        points=reasons,
    )
