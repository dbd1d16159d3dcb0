"""The forms about a partnership: a new one, changing it, ending it, and who of its channel joins."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.partnerships.drafting import NAME_LIMIT, TOLD, PartnershipForm, marks
from casework.partnerships.ending import Ending
from casework.partnerships.joining import Candidate, Candidates
from casework.partnerships.keeping import LETTER, Changing
from casework.refs import ref
from handlers.acts import note
from handlers.inputs import channel_field, checkboxes_field, select_field, text_field, user_field
from handlers.kit import escape, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.partnerships import ids

ORGANISATION_LIMIT = NAME_LIMIT


def new(labels: Labels, form: PartnershipForm) -> View:
    """A new partnership; nothing but its name is typed."""
    _ = labels.say
    return modal(
        ids.NEW,
        _("Nieuwe samenwerking"),
        [
            small(_("Een samenwerking is een vaste kring van partners, met een eigen kanaal in Slack.")),
            *_fields(labels, form, whole=True),
        ],
        submit=_("Toevoegen"),
        close=_("Annuleren"),
    )


def change(labels: Labels, stands: Changing, channel: str = "") -> View:
    """What is to change; with `channel` that one is chosen already."""
    _, form = labels.say, stands.form
    chosen = replace(form, channel=channel or form.channel)
    blocks = _fields(labels, chosen, whole=stands.whole)
    told = _(
        "Kiest u een ander kanaal, dan blijft in het oude staan wat er staat; wat nog komt, komt in het "
        "nieuwe."
    )
    return modal(
        ids.CHANGE,
        _("Samenwerking wijzigen"),
        [*blocks, small(told)],
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=ref(LETTER, stands.number), was=marks(form)),
    )


def _fields(labels: Labels, form: PartnershipForm, *, whole: bool) -> list[Block]:
    _, book = labels.say, labels.book
    name = text_field(
        "name",
        _("Hoe heet de samenwerking?"),
        limit=NAME_LIMIT,
        initial=form.name,
        placeholder=_("Bijvoorbeeld: Jeugdnetwerk, met de naam van de wijk"),
    )
    kind = select_field(
        "kind",
        _("Wat voor samenwerking is het?"),
        [(one, _(kind.name), _(kind.rhythm_text)) for one, kind in book.meetings.items()],
        initial=form.kind or None,
        hint=_("Dit bepaalt wat Schakel voorstelt: wie organiseert, hoe vaak, wie er aan tafel zit."),
    )
    channel = channel_field(
        "channel",
        _("In welk kanaal?"),
        initial=form.channel or None,
        hint=_("Het liefst een besloten kanaal: alleen daar kunnen details in een draad staan."),
    )
    coordinator = user_field(
        "coordinator",
        _("Wie coördineert?"),
        initial=form.coordinator or None,
        hint=_("Houdt de partners bij, kiest wie de regie neemt, en krijgt hierover bericht."),
    )
    purpose = select_field(
        "purpose",
        _("Waarvoor wordt hier meestal gedeeld?"),
        [(one, labels.purpose(one)) for one in book.purposes],
        initial=form.purpose or None,
        optional=True,
        hint=_("Schakel stelt dit doel voor bij toestemming. Leeg: wat bij dit soort samenwerking hoort."),
    )
    told = checkboxes_field(
        "chosen",
        _("Een signaal dat alleen gekozen partners lezen"),
        [(TOLD, _("Zeg in het kanaal dat het er is, en niets meer"))],
        initial=[form.chosen] if form.chosen else [],
        optional=True,
    )
    return [name, kind, channel, coordinator, purpose, told] if whole else [name, channel, purpose, told]


def end(labels: Labels, ending: Ending) -> View:
    """What ends, said beforehand; whoever sends this knows it."""
    _ = labels.say
    sure = checkboxes_field(
        "confirmed",
        _("Zeker weten?"),
        [("yes", _("Ja, deze samenwerking stopt"))],
    )
    return modal(
        ids.END,
        _("Samenwerking stoppen"),
        [
            section(_("*{name}* stopt. Dan gebeurt dit meteen:", name=escape(ending.name))),
            section("\n".join(_what_ends(_, ending))),
            section(
                _(
                    "*Er gaat niets verloren.* Alles blijft bewaard tot zijn bewaartermijn. Laat u de "
                    "samenwerking later weer beginnen, dan is alles er weer; wat gedeeld was, moet dan "
                    "opnieuw worden gedeeld."
                )
            ),
            sure,
        ],
        submit=_("Stoppen"),
        close=_("Annuleren"),
        metadata=note(ref=ref(LETTER, ending.number), was=list(ending.counts)),
    )


def _what_ends(_: Language, ending: Ending) -> list[str]:
    lines = []
    if ending.signals:
        told = _.plural(
            "• *{n} signaal is nog niet afgesloten.* Niemand leest of deelt er nog iets van.",
            "• *{n} signalen zijn nog niet afgesloten.* Niemand leest of deelt er nog iets van.",
            ending.signals,
        )
        lines.append(told + " " + _("Laat de coördinator ze liever eerst afsluiten of overdragen."))
    else:
        lines.append(_("• Er staan geen open signalen."))
    if ending.shared:
        lines.append(
            _.plural(
                "• Bij {n} signaal zijn details gedeeld: dat eindigt, en wie ze kreeg hoort ze niet meer te "
                "gebruiken.",
                "• Bij {n} signalen zijn details gedeeld: dat eindigt, en wie ze kreeg hoort ze niet meer te "
                "gebruiken.",
                ending.shared,
            )
        )
    if ending.overleggen:
        lines.append(
            _.plural(
                "• {n} overleg stopt; er komen geen herinneringen meer.",
                "• {n} overleggen stoppen; er komen geen herinneringen meer.",
                ending.overleggen,
            )
        )
    if ending.goals:
        lines.append(_.plural("• {n} doel ligt stil.", "• {n} doelen liggen stil.", ending.goals))
    lines.append(
        _.plural("• {n} partner krijgt bericht.", "• {n} partners krijgen bericht.", ending.members)
        if ending.members
        else _("• Er zijn geen partners om bericht te sturen.")
    )
    return lines


def members(labels: Labels, offered: Candidates) -> View:
    """Who of the channel joins: a role beside each, and whoever is left without one is left alone."""
    _ = labels.say
    head = section(
        _(
            "Wie in <#{channel}> hoort bij *{name}*? Kies een rol bij wie meedoet; wie u overslaat, blijft "
            "erbuiten.",
            channel=offered.channel,
            name=escape(offered.name),
        )
    )
    remarks = [small(line) for line in _left_out(_, offered)]
    if not offered.found:
        none = section(_("Er is nu niemand om toe te voegen."))
        return modal(ids.MEMBERS, _("Partners uit het kanaal"), [none, *remarks], close=_("Sluiten"))
    blocks: list[Block] = [head]
    for one in offered.found:
        blocks += [DividerBlock(), *_candidate(labels, one)]
    return modal(
        ids.MEMBERS,
        _("Partners uit het kanaal"),
        [*blocks, *remarks],
        submit=_("Toevoegen"),
        close=_("Annuleren"),
        metadata=note(ref=ref(LETTER, offered.number), then=offered.after),
    )


def _candidate(labels: Labels, one: Candidate) -> list[Block]:
    _, known = labels.say, one.known
    name = _("Rol van {name} (gast)", name=one.name) if one.guest else _("Rol van {name}", name=one.name)
    if known is not None:
        return [
            select_field(
                f"{ids.ROLE}{one.user}",
                name,
                [(known.role, labels.whole_role(known.role), known.organisation)],
                optional=True,
                hint=_("Staat al in de lijst, bij {organisation}.", organisation=known.organisation),
            )
        ]
    roles = sorted(
        ((role, labels.whole_role(role)) for role in labels.book.roles), key=lambda each: each[1].casefold()
    )
    return [
        select_field(f"{ids.ROLE}{one.user}", name, roles, optional=True),
        text_field(
            f"{ids.ORGANISATION}{one.user}",
            _("Organisatie van {name}", name=one.name),
            limit=ORGANISATION_LIMIT,
            optional=True,
        ),
    ]


def _left_out(_: Language, offered: Candidates) -> list[str]:
    """Who is in the channel and not on the form, and why."""
    lines = []
    if offered.seated:
        lines.append(_.plural("{n} is hier al partner.", "{n} zijn hier al partner.", offered.seated))
    if offered.me:
        lines.append(_("Uzelf zet u niet in de lijst; dat doet een andere beheerder of coördinator."))
    if offered.apps:
        lines.append(_.plural("{n} app doet niet mee.", "{n} apps doen niet mee.", offered.apps))
    if offered.elsewhere:
        lines.append(
            _.plural(
                "{n} account is gesloten of van een andere werkruimte.",
                "{n} accounts zijn gesloten of van een andere werkruimte.",
                offered.elsewhere,
            )
        )
    if offered.unseen:
        lines.append(
            _.plural(
                "Van {n} account zei Slack zo snel niets; open dit zo nog eens.",
                "Van {n} accounts zei Slack zo snel niets; open dit zo nog eens.",
                offered.unseen,
            )
        )
    if offered.after:
        lines.append(_("Er zijn er meer: die komen hierna."))
    return lines
