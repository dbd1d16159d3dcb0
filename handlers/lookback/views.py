"""What author, lead and the privacy officer see of who read what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.lookback.reading import Look, Sort, Wanted
from casework.lookback.weekly import Counted, Week
from casework.refs import ref
from handlers.acts import note
from handlers.inputs import date_field, select_field, text_field, user_field
from handlers.kit import button, buttons, modal, section, sections, small
from handlers.labels import Labels
from handlers.language import LOCALES, Language
from handlers.lookback.ids import EXPORT, FILTER, GIVEN, LETTER, LOG, PAPER, SHOW
from handlers.lookback.words import ground, line
from handlers.paging import paged

NUMBER_LIMIT = 12


def shown(labels: Labels, this: str, looks: Sequence[Look], page: int = 0) -> View:
    """Who read or shared what of one signal, for author and lead."""
    _ = labels.say
    head = [section(_("*{ref}* – wie heeft wat gelezen of gedeeld. Het nieuwste staat bovenaan.", ref=this))]
    parts = [[section(line(labels, one))] for one in looks]
    nobody = section(_("Niemand heeft hier iets verzegelds gelezen of gedeeld."))
    return modal(
        SHOW,
        _("Wie las wat"),
        paged(_, page, parts or [[nobody]], head=head),
        close=_("Sluiten"),
        metadata=note(ref=this),
    )


def log(labels: Labels, wanted: Wanted, looks: Sequence[Look], page: int = 0) -> View:
    """The log as far as it was asked for, with the ways to narrow it down and to take it along."""
    _ = labels.say
    pressed = [
        button(FILTER, _("Kies wat u ziet"), "filter"),
        button(EXPORT, _("Geef als bestand"), "export"),
    ]
    if wanted.signal is not None:
        pressed.append(button(LETTER, _("Brief voor jongere of ouder"), ref("S", wanted.signal)))
    head: list[Block] = [section(_chosen(labels, wanted)), buttons(*pressed)]
    parts = [[section(line(labels, one))] for one in looks]
    nothing = section(_("Hierover staat niets in het logboek."))
    return modal(
        LOG,
        _("Inzage"),
        paged(_, page, parts or [[nothing]], head=head),
        close=_("Sluiten"),
        metadata=remembered(wanted),
    )


def filter_form(labels: Labels, wanted: Wanted) -> View:
    """Which signal, which days, whose acts, and of which sort."""
    _ = labels.say
    blocks: list[Block] = [
        text_field(
            "number",
            _("Signaal"),
            limit=NUMBER_LIMIT,
            optional=True,
            initial="" if wanted.signal is None else ref("S", wanted.signal),
            hint=_("Leeg: alle signalen."),
        ),
        date_field("since", _("Vanaf"), initial=_iso(wanted.since), optional=True),
        date_field("until", _("Tot en met"), initial=_iso(wanted.until), optional=True),
        user_field("account", _("Wie?"), initial=wanted.account or None, optional=True),
        select_field("sort", _("Wat?"), _sorts(_), initial=wanted.sort),
    ]
    return modal(
        FILTER,
        _("Kies wat u ziet"),
        blocks,
        submit=_("Toon"),
        close=_("Annuleren"),
        metadata=remembered(wanted),
    )


def letters_offered(labels: Labels, this: str) -> View:
    """In which language the letter is; who asks for it is looked up outside Schakel."""
    _ = labels.say
    names = {"nl": _("Brief in het Nederlands"), "en": _("Brief in het Engels")}
    blocks: list[Block] = [
        section(
            _(
                "*{ref}* – een brief over wie wat las, om te printen. Er staan geen namen in: vul zelf in "
                "aan wie hij is.",
                ref=this,
            )
        ),
        small(
            _(
                "Ga eerst na wie erom vraagt: een ouder of voogd met gezag als de jongere nog geen 16 is; "
                "bij jeugdhulp ook de jongere zelf vanaf 12. Staat er iets in van politie, justitie of "
                "Veilig Thuis, overleg dan eerst met hen: vertellen kan iemand in gevaar brengen of een "
                "onderzoek schaden."
            )
        ),
        *(buttons(button(PAPER, names[one], f"{this} {one}")) for one in LOCALES),
    ]
    return modal(LETTER, _("Brief maken"), blocks, close=_("Annuleren"), metadata=note(ref=this))


def given(labels: Labels, said: str) -> View:
    """Where the file is."""
    return modal(GIVEN, labels.say("Bestand"), [section(said)], close=labels.say("Sluiten"))


def week(labels: Labels, found: Week) -> list[Block]:
    """What stood out in one week; accounts as mentions."""
    _ = labels.say
    counted = _.plural("Eén keer las iemand details.", "{n} keer las iemand details.", found.reads)
    days = _("*Wie las wat, {first} tot en met {last}*", first=_.day(found.first), last=_.day(found.last))
    lines = [days, counted]
    if found.quiet:
        lines.append(_("Er viel niets op."))
    for one, other in found.reciprocal:
        lines.append(
            _("• <@{one}> en <@{other}> keurden van elkaar een uitzondering goed.", one=one, other=other)
        )
    lines += _counts(_, _("Gebruikte E01 (acuut gevaar)"), found.vital)
    lines += _counts(_, _("Las van veel signalen"), found.many)
    lines += _counts(_, _("Las tussen 22 en 6 uur"), found.at_night)
    lines += _counts(_, _("Las, maar zit niet (meer) in de samenwerking"), found.outside)
    if found.refusals:
        lines.append(_("*Geweigerd, per reden*"))
        lines += [f"• {(ground(labels, code) or code).removesuffix('.')}: {n}" for code, n in found.refusals]
    return [
        *sections(lines),
        small(_("Alleen u krijgt dit. Nakijken kan met `/signal inzage`; opvallend is nog niet fout.")),
    ]


def remembered(wanted: Wanted) -> str:
    """What was asked for, as a view carries it."""
    return note(
        ref="" if wanted.signal is None else ref("S", wanted.signal),
        since=_iso(wanted.since) or "",
        until=_iso(wanted.until) or "",
        account=wanted.account,
        sort=str(wanted.sort),
    )


def _counts(_: Language, heading: str, found: Counted) -> list[str]:
    return [f"• {heading}: <@{who}> ({n})" for who, n in found]


def _chosen(labels: Labels, wanted: Wanted) -> str:
    _ = labels.say
    said = [dict(_sorts(_))[wanted.sort]]
    said.append(_("alle signalen") if wanted.signal is None else ref("S", wanted.signal))
    if wanted.since is not None:
        said.append(_("vanaf {day}", day=_.full_date(wanted.since)))
    if wanted.until is not None:
        said.append(_("tot en met {day}", day=_.full_date(wanted.until)))
    if wanted.account:
        said.append(f"<@{wanted.account}>")
    return f"*{' · '.join(said)}*"


def _sorts(_: Language) -> list[tuple[str, str]]:
    return [
        (Sort.ALL, _("Alles")),
        (Sort.READ, _("Gelezen")),
        (Sort.SHARED, _("Gedeeld")),
        (Sort.REFUSED, _("Geweigerd")),
    ]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
