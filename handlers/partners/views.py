"""What people see of partners: the list, whom to think of, what was stored, the help."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.partners.advising import Situation
from casework.partners.keeping import Kept
from casework.partners.leaving import Leftover
from casework.partners.looking import PartnerEntry, PartnershipCard
from handlers.goals import ids as goal_ids
from handlers.grants.views import offered as grant_buttons
from handlers.kit import button, buttons, escape, modal, row, section, sections, small
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.limits import parts_of_message
from handlers.naming import listed, named
from handlers.nearest import not_known
from handlers.overleg import ids as overleg_ids
from handlers.overleg import terms
from handlers.paging import paged
from handlers.partners import ids
from handlers.signal.ids import NEW as NEW_SIGNAL
from rules.suggesting import Suggestion

IN_A_MESSAGE = 6_000  # characters of the partners of one partnership
IN_A_PAGE = 1_000_000  # in as many pages as that takes
OF_A_ROLE = 2_500
MOST_MEETINGS = 5
MOST_LEFT = 40
DANGER = "112"
OWN_OFFICER = frozenset({"eigen_aandachtsfunctionaris", "aandachtsfunctionaris"})


def overview(labels: Labels, cards: Sequence[PartnershipCard], *, grants: bool = False) -> list[Block]:
    """My partnerships in a message: when they meet, who organises and chairs, who sits in them.

    With `grants`, for a beheerder, the way to give and take those.
    """
    _ = labels.say

    def more(left: int) -> Block:
        names = partnership_names(_, [card.name for card in cards[len(cards) - left :]])
        told = _("Ook: {names}. Typ `/partners` in het kanaal ervan.", names=names)
        return row(told, button(ids.LIST, _("Bekijk alles"), "list"))

    parts = [[*_partnership(labels, card, IN_A_MESSAGE), DividerBlock()] for card in cards]
    return parts_of_message(parts, more, _ways(_, cards, grants=grants))


def _ways(_: Language, cards: Sequence[PartnershipCard], *, grants: bool) -> list[Block]:
    beside = list(grant_buttons(_)) if grants else []
    if not cards:
        none = section(_("U hoort nog niet bij een samenwerking. Vraag het de beheerder."))
        return [none, *([buttons(*beside)] if beside else [])]
    managing = []
    if any(card.managed for card in cards):
        managing = [
            button(ids.NEW, _("Partner toevoegen"), "new"),
            button(ids.CHOOSE, _("Partner wijzigen"), "change"),
        ]
    return [buttons(button(ids.FOR, _("Wie heb ik nodig?"), "for"), rest=[*managing, *beside])]


def _partnership(labels: Labels, card: PartnershipCard, room: int) -> list[Block]:
    """One partnership, with as many of its partners as fit in `room` characters."""
    _ = labels.say
    blocks: list[Block] = [
        section(
            _(
                "*{name}* · {kind} · coördinator: {who}",
                name=escape(card.name),
                kind=escape(inside_sentence(_(card.kind.name))),
                who=terms.person(card.coordinator),
            )
        )
    ]
    if (left := len(card.overleggen) - MOST_MEETINGS) > 0:
        every = button(overleg_ids.LIST, _("Alle overleggen"), "list")
        blocks.append(row(_("Nog {n} andere overleggen.", n=left), every))
    for series in card.overleggen[:MOST_MEETINGS]:
        coming = (
            _("{day} om {time}", day=_.day(series.starts), time=_.clock(series.starts))
            if series.starts
            else _("geen keer meer gepland")
        )
        hosts = terms.hosts(_, series.organiser, series.chair)
        text = f":calendar: *{escape(series.title)}* · {coming}\n{hosts}"
        look = button(overleg_ids.SHOW, _("Bekijk"), series.ref, about=series.ref)
        blocks.append(row(text, look) if card.mine else section(text))
    if not card.overleggen:
        text = _(":calendar: Nog geen vast overleg. *Wie organiseert?* {who}.", who=_usual(_, card))
        begin = button(overleg_ids.NEW, _("Richt een overleg in"), str(card.number))
        blocks.append(row(text, begin) if card.mine else section(text))
    lines = listed(_, [partner_line(labels, one) for one in card.members], room)
    return [*blocks, *sections(lines or [_("Er zijn nog geen partners.")])]


def _usual(_: Language, card: PartnershipCard) -> str:
    return escape(_(card.kind.organiser_text))


def partner_line(labels: Labels, one: PartnerEntry, *, role: bool = True) -> str:
    """A partner in a list: who, role, organisation, and how to reach them."""
    who = labels.partner(one.partner) if role else terms.partner(one.partner)
    line = f"• {who}, {escape(one.partner.organisation)}"
    return f"{line} – {escape(one.contact)}" if one.contact else line


def all_of_them(
    labels: Labels, cards: Sequence[PartnershipCard], page: int = 0, *, grants: bool = False
) -> View:
    """The same in a modal, for Home."""
    _ = labels.say
    parts = [[block] for card in cards for block in (*_partnership(labels, card, IN_A_PAGE), DividerBlock())]
    blocks = paged(_, page, parts, tail=_ways(_, cards, grants=grants))
    return modal(ids.LIST, _("Partners"), blocks, close=_("Sluiten"))


def advice(labels: Labels, found: Situation, *, may_report: bool) -> View:
    """At most five roles first, each with why and who that is here; then who may come later."""
    _ = labels.say
    opening = f"*{escape(labels.level(found.level))}* · {escape(labels.place(found.place))}"
    blocks: list[Block] = [section(opening)]
    if DANGER in found.advice.hints:
        blocks.append(section(_(":rotating_light: *Is er nu gevaar? Bel eerst 112.*")))
    for one in found.advice.first:
        blocks += sections(_role(labels, found, one))
    if found.advice.rest:
        later = [escape(inside_sentence(labels.role(one.role))) for one in found.advice.rest]
        blocks.append(small(_("Later misschien ook: {roles}.", roles=named(_, later))))
    remarks = [escape(labels.reason(one)) for one in found.advice.notes]
    if OWN_OFFICER & set(found.advice.hints):
        remarks.append(_("Overleg ook met de aandachtsfunctionaris van uw eigen organisatie."))
    blocks += [small(one) for one in remarks]
    blocks += [
        DividerBlock(),
        small(_("Wie u erbij haalt, krijgt alleen nummer, niveau, plek en samenvatting; geen details.")),
    ]
    if may_report:
        blocks.append(buttons(button(NEW_SIGNAL, _("Signaal melden"), "new", style="primary")))
    return modal(ids.ADVICE, _("Wie heb ik nodig?"), blocks, close=_("Sluiten"))


def _role(labels: Labels, found: Situation, one: Suggestion) -> list[str]:
    _ = labels.say
    here = found.filled.get(one.role, ())
    lines = [f"*{escape(labels.role(one.role))}* – {escape(labels.reason(one.reasons[0]))}"]
    lines += listed(_, [partner_line(labels, each, role=False) for each in here], OF_A_ROLE)
    if not here:
        lines.append(_("_Nog niemand in uw samenwerkingen._"))
    return lines


def _same_person(labels: Labels, stored: Kept, who: str) -> list[Block]:
    """What another name or account means for what was recorded about this partner."""
    _ = labels.say
    if stored.another:
        told = _(
            "Een andere naam bij een andere organisatie is een nieuwe partner. Wie hier stond, is gestopt; "
            "toestemming voor die partner geldt niet voor {who}.",
            who=who,
        )
        return [section(told)]
    if stored.doubted:
        told = _(
            "Wat toestemming of een uitzondering voor {who} opende, is dicht totdat wie het vastlegde, de "
            "melder of wie de regie heeft zegt dat dit dezelfde persoon is. Zij hebben een bericht gekregen.",
            who=who,
        )
        return [section(told)]
    return []


def _colleagues(labels: Labels, stored: Kept) -> str:
    """With whom this partner is taken for one organisation, and what to do when they are not."""
    return labels.say(
        "Werkt bij dezelfde organisatie, {organisation}: {names}. Is het een andere organisatie, geef die "
        "dan een eigen naam, bijvoorbeeld met de plaats erbij.",
        organisation=escape(stored.partner.organisation),
        names=named(labels.say, [terms.partner(one) for one in stored.colleagues]),
    )


def kept(labels: Labels, stored: Kept) -> View:
    """What was stored, and what somebody else has to take over."""
    _, who = labels.say, labels.partner(stored.partner)
    lines = []
    if stored.left:
        lines.append(
            _("{who} hoort niet meer bij {names}.", who=who, names=partnership_names(_, stored.left))
        )
    if stored.partnerships:
        lines.append(_("{who} hoort bij {names}.", who=who, names=partnership_names(_, stored.partnerships)))
    elif stored.left:
        lines.append(
            _("Deze partner leest nergens meer mee; open signalen staan op Start bij de coördinator.")
        )
    blocks: list[Block] = [section(f":white_check_mark: {line}") for line in lines]
    blocks += _same_person(labels, stored, who)
    if stored.colleagues:
        blocks.append(small(_colleagues(labels, stored)))
    if stored.known and not stored.left:
        blocks.append(small(_("Dit account stond al in de lijst; de gegevens daar zijn gebleven.")))
    if stored.left and stored.partner.user_id:
        blocks.append(small(_("Haal {who} ook uit het kanaal; dat doet Schakel niet.", who=who)))
    elif stored.joined and stored.partner.user_id:
        blocks.append(small(_("Nodig {who} ook uit in het kanaal; dat doet Schakel niet.", who=who)))
    if stored.leftovers:
        blocks += [DividerBlock(), section(_("*Nog over te nemen*"))]
        listed = stored.leftovers[:MOST_LEFT]
        blocks += [_leftover(_, one) for one in listed]
        if len(stored.leftovers) > MOST_LEFT:
            blocks.append(small(_("… en nog {n}.", n=len(stored.leftovers) - MOST_LEFT)))
    return modal(ids.KEPT, _("Vastgelegd"), blocks, close=_("Sluiten"))


def partnership_names(_: Language, names: Sequence[str]) -> str:
    """The names of partnerships in a sentence, as many as fit."""
    return named(_, [escape(one) for one in names])


def _leftover(_: Language, one: Leftover) -> Block:
    what = {
        "organiser": _("organiseert {title} ({ref})", title=escape(one.title), ref=one.ref),
        "chair": _("zit {title} ({ref}) voor", title=escape(one.title), ref=one.ref),
        "goal": _("trekt {ref}: {title}", title=escape(one.title), ref=one.ref),
        "signal": _("heeft regie over {ref}", ref=one.ref),
        "action": _("zou doen: {title} ({ref})", title=escape(one.title), ref=one.ref),
    }[one.what]
    if not one.yours or one.what == "action":  # who owns an action point is not changed; it is done or not
        return section(f"• {what}")
    if one.what == "signal":
        return row(f"• {what}", button("signal.lead", _("Draag regie over"), one.ref))
    act = goal_ids.CHANGE if one.what == "goal" else overleg_ids.CHANGE
    return row(f"• {what}", button(act, _("Wijzig"), one.ref, about=one.ref))


def home_buttons(_: Language) -> Sequence[ButtonElement]:
    """The twins of `/partners` and `/partners voor` on Home."""
    return (
        button(ids.FOR, _("Wie heb ik nodig?"), "for"),
        button(ids.LIST, _("Partners"), "list"),
    )


def help_text(_: Language, unknown: str = "", nearest: str | None = None, *, manages: bool = False) -> str:
    """What `/partners` understands; after a typing error with the nearest word."""
    lines = not_known(_, "/partners", unknown, nearest)
    lines += [
        _("`/partners` – uw samenwerkingen: wie erbij horen en wanneer het overleg is"),
        _("`/partners voor N2 school` – wie u bij een situatie nodig hebt"),
    ]
    if manages:
        lines += [
            _("`/partners nieuw` – een partner toevoegen"),
            _("`/partners wijzig Vogelaar` – een partner wijzigen of laten stoppen"),
        ]
    return "\n".join(lines)
